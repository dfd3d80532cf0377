//! `trin door`: what stands on the page that everybody can write on without a login.

use crate::arguments::Door;
use crate::place;
use crate::speak::{Lang, Outcome};
use trin_store::setting;

/// Sets whom to call, and says who it is.
pub(crate) fn run(asked: &Door, lang: Lang) -> Outcome<String> {
    let at = place::or_demo(&asked.place);
    place::url(&at)?;
    place::run(async {
        let place = place::open(&at, lang).await?;
        if let Some(on_call) = &asked.on_call {
            place.store.set(setting::ON_CALL, on_call.trim()).await.map_err(|error| place::failed(&error))?;
        }
        let on_call = place.store.setting(setting::ON_CALL).await.map_err(|error| place::failed(&error))?.unwrap_or_default();
        place.store.close().await;
        Ok(told(&on_call, lang))
    })
}

fn told(on_call: &str, lang: Lang) -> String {
    match (on_call, lang) {
        ("", Lang::Da) => "Siden /henvendelse nævner ingen døgnvagt. Skriv den med --on-call.\n".to_owned(),
        ("", Lang::En) => "The page /henvendelse names no duty service. Give it with --on-call.\n".to_owned(),
        (on_call, Lang::Da) => format!("Siden /henvendelse siger, at man ringer til: {on_call}\n"),
        (on_call, Lang::En) => format!("The page /henvendelse says to call: {on_call}\n"),
    }
}
