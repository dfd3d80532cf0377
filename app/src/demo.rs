//! `trin demo`: an invented municipality of real size with years of history, made once and served at once ever after.

use crate::arguments::Demo;
use crate::clock::SystemClock;
use crate::server;
use crate::speak::{Failure, Lang, Outcome, Reason};
use crate::strategies;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use trin_domain::strategy::Strategy;
use trin_store::{Store, StoreError, setting};
use trin_synthetic::Options;
use trin_web::Entrance;

/// Setting that holds how the municipality was asked for, once it is complete.
const MADE_AS: &str = "demo_made_as";
/// Why the invented people act, for the log.
const PURPOSE: &str = "demo";
/// The largest municipality that can be asked for: every child of the country.
const MOST_CHILDREN: u32 = 1_300_000;

/// Runs the demo until interrupted.
pub(crate) fn run(asked: &Demo, lang: Lang) -> Outcome<String> {
    if !(100..=MOST_CHILDREN).contains(&asked.children) {
        return Err(Failure::usage(
            format!("--children {} kan ikke lade sig gøre. Vælg fra 100 til {MOST_CHILDREN} børn.", asked.children),
            format!("--children {} is not possible. Choose from 100 to {MOST_CHILDREN} children.", asked.children),
        ));
    }
    let strategy = strategies::find(&asked.strategy)?.into_owned();
    let runtime = tokio::runtime::Runtime::new().map_err(|error| {
        Failure::fault(format!("kan ikke begynde: {}.", Reason(&error, Lang::Da)), format!("cannot begin: {}.", Reason(&error, Lang::En)))
    })?;
    runtime.block_on(play_and_serve(asked, strategy, lang)).map(|()| String::new())
}

async fn play_and_serve(asked: &Demo, strategy: Strategy, lang: Lang) -> Outcome<()> {
    let listener = server::listen(asked.listen).await?;
    let folder = asked.data.clone().unwrap_or_else(|| PathBuf::from("trin-demo"));
    std::fs::create_dir_all(&folder).map_err(|error| cannot_use(&folder, &error))?;
    let file = folder.join("trin.db");
    let wanted = format!("strategy={} children={} seed={}", strategy.key, asked.children, asked.seed);
    let mut store = open(&file).await?;
    let made_as = store.setting(MADE_AS).await.map_err(|error| database(&error))?;
    match made_as {
        Some(made_as) if made_as == wanted => {}
        Some(made_as) => {
            return Err(Failure::usage(
                format!("{} er lavet med {made_as}, ikke {wanted}. Vælg en anden mappe med --data.", folder.display()),
                format!("{} was made with {made_as}, not {wanted}. Choose another folder with --data.", folder.display()),
            ));
        }
        None => {
            // Never complete: what is there is half a municipality from a start that was stopped. Begin again.
            store.close().await;
            remove(&file)?;
            store = open(&file).await?;
            make(&store, asked, &strategy, lang).await.map_err(|error| database(&error))?;
            store.set(MADE_AS, &wanted).await.map_err(|error| database(&error))?;
        }
    }
    store.adopt(&strategy).await.map_err(|error| database(&error))?;
    let municipality = store.setting(setting::MUNICIPALITY).await.map_err(|error| database(&error))?.unwrap_or_default();
    let address = listener.local_addr().unwrap_or(asked.listen);
    let ready = lang.pick("Trin lytter på", "Trin listens on");
    let who = lang.pick(
        "Åbn adressen, og vælg, hvem du er: pædagog, lærer, sundhedsplejerske, Modtagelsen, rådgiver, teamleder, leverandør eller afdelingschef. Stop med Ctrl-C.",
        "Open the address and choose who you are: pedagogue, teacher, health visitor, intake, caseworker, team leader, provider or head of department. Stop with Ctrl-C.",
    );
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{ready} http://{address}\n{municipality}, {}. {who}", strategy.title).and_then(|()| out.flush());
    server::serve(store, strategy, municipality, Entrance::Demo, listener).await
}

/// Plays the years, through the same commands as real users.
async fn make(store: &Store, asked: &Demo, strategy: &Strategy, lang: Lang) -> Result<(), StoreError> {
    let now = SystemClock::now();
    let options = Options { children: asked.children, ..Options::new(asked.seed, now) };
    let municipality = trin_synthetic::municipality(&options);
    store.put_units(&municipality.units).await?;
    store.put_staff_all(&municipality.staff).await?;
    let bar = progress(asked.children, lang);
    let mut bulk = store.bulk(strategy, PURPOSE);
    for family in trin_synthetic::families(&options, strategy, &municipality) {
        bar.inc(family.records.len() as u64);
        for written in family.commands {
            bulk.push(written.context, written.command).await?;
        }
    }
    let tally = bulk.finish().await?;
    bar.finish_and_clear();
    if let Some(refused) = tally.refused.first() {
        tracing::error!(refused = tally.refused.len(), first = %refused.error, "the invented municipality has commands that were refused");
    }
    store.set(setting::MUNICIPALITY, &municipality.name).await?;
    store.set(setting::STRATEGY_KEY, &strategy.key).await?;
    store.set(setting::SEED, &asked.seed.to_string()).await?;
    store.set(setting::MADE_AT, &now.to_string()).await
}

fn progress(children: u32, lang: Lang) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(u64::from(children));
    let what = lang.pick("Spiller kommunens år", "Playing the municipality's years");
    let template = format!("{what} {{wide_bar}} {{pos}}/{{len}}");
    bar.set_style(ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

async fn open(file: &Path) -> Outcome<Store> {
    Store::open(&file.to_string_lossy()).await.map_err(|error| database(&error))
}

/// Removes an unfinished database with its side files.
fn remove(file: &Path) -> Outcome<()> {
    for suffix in ["", "-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{suffix}", file.display()));
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(cannot_use(&path, &error)),
            _ => {}
        }
    }
    Ok(())
}

fn cannot_use(path: &Path, error: &std::io::Error) -> Failure {
    Failure::fault(
        format!("{} kan ikke bruges: {}. Vælg en anden mappe med --data.", path.display(), Reason(error, Lang::Da)),
        format!("{} cannot be used: {}. Choose another folder with --data.", path.display(), Reason(error, Lang::En)),
    )
}

fn database(error: &StoreError) -> Failure {
    Failure::fault(format!("databasen kan ikke bruges: {error}."), format!("the database cannot be used: {error}."))
}
