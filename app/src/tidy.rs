//! `trin tidy`, and the same while Trin serves: what belongs to no child's record and has had its time is cleared.

use crate::arguments::Tidy;
use crate::clock::SystemClock;
use crate::place;
use crate::speak::{Lang, Outcome};
use std::time::Duration;
use trin_store::{Store, Tidied};

/// How often it is done while Trin serves.
const EVERY: Duration = Duration::from_secs(3600);

/// Clears once, and says what.
pub(crate) fn run(asked: &Tidy, lang: Lang) -> Outcome<String> {
    let at = place::or_demo(&asked.place);
    place::url(&at)?;
    place::run(async {
        let place = place::open(&at, lang).await?;
        let tidied = place.store.tidy(SystemClock::now()).await.map_err(|error| place::failed(&error))?;
        place.store.close().await;
        Ok(told(tidied, lang))
    })
}

fn told(tidied: Tidied, lang: Lang) -> String {
    let Tidied { drafts, logins, searches, enquiries } = tidied;
    if tidied.is_nothing() {
        return format!("{}\n", lang.pick("Der var intet at rydde.", "There was nothing to clear."));
    }
    match lang {
        Lang::Da => {
            format!("Ryddet: {drafts} kladder, {logins} logins, {searches} søgninger, {enquiries} henvendelser. Loggen siger det samme.\n")
        }
        Lang::En => {
            format!("Cleared: {drafts} drafts, {logins} logins, {searches} searches, {enquiries} enquiries. The log says the same.\n")
        }
    }
}

/// Clears what has had its time. What fails is tried again the next time.
pub(crate) async fn once(store: &Store) {
    if let Err(error) = store.tidy(SystemClock::now()).await {
        tracing::error!(%error, "what has had its time could not be cleared");
    }
}

/// Clears every hour, until dropped.
pub(crate) async fn keep_tidy(store: &Store) {
    loop {
        tokio::time::sleep(EVERY).await;
        once(store).await;
    }
}
