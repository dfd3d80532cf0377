//! Where a municipality's data is, opening it, and what it remembers about itself.

use crate::arguments::Where;
use crate::clock::SystemClock;
use crate::keys;
use crate::problems::in_words;
use crate::speak::{Failure, Lang, Outcome, Reason};
use crate::strategies;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use trin_domain::strategy::Strategy;
use trin_store::{Adopted, Store, StoreError, setting};

/// The embedded database within a data directory.
pub(crate) const FILE: &str = "trin.sqlite";
/// Setting: how many children an invented municipality was made with. Real ones have none.
pub(crate) const CHILDREN: &str = "invented-children";

/// How many differences a start tells in full.
const TOLD: usize = 20;

/// A municipality that has been opened.
pub(crate) struct Place {
    /// Its store.
    pub(crate) store: Store,
    /// Its name.
    pub(crate) municipality: String,
    /// Its strategy.
    pub(crate) strategy: Strategy,
    /// Whether it is invented.
    pub(crate) is_invented: bool,
}

/// Where the demo's data is when nobody says: the platform's data directory, or beside the program's working directory.
pub(crate) fn default_data() -> PathBuf {
    let from = |variable: &str| std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || from("HOME");
    let base = if cfg!(target_os = "macos") {
        home().map(|home| home.join("Library/Application Support"))
    } else if cfg!(windows) {
        from("LOCALAPPDATA")
    } else {
        from("XDG_DATA_HOME").or_else(|| home().map(|home| home.join(".local/share")))
    };
    base.map_or_else(|| PathBuf::from("trin-demo"), |base| base.join("trin").join("demo"))
}

/// The address of the database that the arguments name; it must be said.
pub(crate) fn url(place: &Where) -> Outcome<String> {
    match (&place.data, &place.database) {
        // A directory that is named goes before an address in the environment, not before one that is named too.
        (Some(_), Some(url)) if std::env::var("TRIN_DATABASE").as_ref() != Ok(url) => Err(Failure::usage(
            "--data kan ikke bruges sammen med --database. Vælg den ene.",
            "--data cannot be used together with --database. Choose one.",
        )),
        (Some(data), _) => Ok(data.join(FILE).display().to_string()),
        (None, Some(url)) if url.starts_with("postgres://") || url.starts_with("postgresql://") => Ok(url.clone()),
        (None, Some(_)) => Err(Failure::usage(
            "--database skal være adressen på en PostgreSQL-database: postgres://BRUGER:KODE@VÆRT/NAVN. En indlejret database gives med --data MAPPE.",
            "--database must be the address of a PostgreSQL database: postgres://USER:PASSWORD@HOST/NAME. An embedded one is given with --data DIR.",
        )),
        (None, None) => Err(Failure::usage(
            "hvilken kommune? Skriv --data MAPPE (indlejret database) eller --database postgres://….",
            "which municipality? Write --data DIR (embedded database) or --database postgres://….",
        )),
    }
}

/// As the arguments say, or the demo's directory.
pub(crate) fn or_demo(place: &Where) -> Where {
    let mut place = place.clone();
    if place.data.is_none() && place.database.is_none() {
        place.data = Some(default_data());
    }
    place
}

/// Opens a municipality that has been made, with what follows from its records up to date.
pub(crate) async fn open(place: &Where, lang: Lang) -> Outcome<Place> {
    let place = open_as_it_is(place, lang).await?;
    adopt(&place, lang).await?;
    Ok(place)
}

/// Opens a municipality and changes nothing that follows from its records: whoever compares must not have put right first what differs.
pub(crate) async fn open_as_it_is(place: &Where, lang: Lang) -> Outcome<Place> {
    let url = url(place)?;
    if let Some(data) = &place.data
        && !data.join(FILE).is_file()
    {
        return Err(nothing_there(&data.display().to_string()));
    }
    let store = keys::open(place, lang).await?;
    remembered(store).await?.ok_or_else(|| nothing_there(&shown(&url)))
}

/// What an opened store remembers; `None` when no municipality has been made in it, or not all of it.
pub(crate) async fn remembered(store: Store) -> Outcome<Option<Place>> {
    let get = async |key: &str| store.setting(key).await.map_err(|error| failed(&error));
    if get(setting::MADE_AT).await?.is_none() {
        return Ok(None);
    }
    let municipality = get(setting::MUNICIPALITY).await?.unwrap_or_default();
    let is_invented = get(CHILDREN).await?.is_some();
    let key = get(setting::STRATEGY_KEY).await?.unwrap_or_default();
    // Empty when a municipality went from a file of its own to one that comes with Trin.
    let strategy = match get(setting::STRATEGY_TOML).await?.filter(|toml| !toml.is_empty()) {
        Some(toml) => strategies::parse(&toml, "kommunens strategi")?,
        None => Strategy::named(&key).cloned().ok_or_else(|| {
            Failure::fault(
                format!("kommunen følger strategien {key}, som denne Trin ikke kender. Brug den Trin, der lavede den, eller en nyere."),
                format!(
                    "the municipality follows the strategy {key}, which this Trin does not know. Use the Trin that made it, or a newer one."
                ),
            )
        })?,
    };
    Ok(Some(Place { store, municipality, strategy, is_invented }))
}

/// Rebuilds what follows from the records when strategy, law or program has changed, and says so aloud when it differs though none has.
pub(crate) async fn adopt(place: &Place, lang: Lang) -> Outcome<()> {
    match place.store.adopt(&place.strategy, SystemClock::now()).await.map_err(|error| failed(&error))? {
        Adopted::Rebuilt { children } if children > 0 => {
            eprintln!(
                "{}",
                match lang {
                    Lang::Da =>
                        format!("Strategi, lov eller program er ændret: det, der følger af {children} børns journaler, er regnet om."),
                    Lang::En => format!(
                        "Strategy, law or program has changed: what follows from {children} children's records was worked out anew."
                    ),
                }
            );
        }
        Adopted::Mended { children, found } => {
            let mut list = String::new();
            for problem in found.iter().take(TOLD) {
                let _ = write!(list, "\n  {}", in_words(problem, lang));
            }
            if found.len() > TOLD {
                let _ = write!(list, "\n  … {} {}", found.len() - TOLD, lang.pick("flere", "more"));
            }
            eprintln!(
                "{}",
                match lang {
                    Lang::Da => format!(
                        "ADVARSEL: hverken strategi, lov eller program er ændret, men det, der er gemt, fulgte ikke af journalerne. Nogen har ændret databasen uden om Trin, eller der er en fejl:{list}\nDet står i loggen, og det, der følger af {children} børns journaler, er regnet om. Vis dette til den, der driver Trin; `trin verify` bliver ved at sige det, til nogen har kvitteret."
                    ),
                    Lang::En => format!(
                        "WARNING: neither strategy, law nor program has changed, but what is stored did not follow from the records. Somebody changed the database beside Trin, or there is a fault:{list}\nIt is in the log, and what follows from {children} children's records was worked out anew. Show this to whoever operates Trin; `trin verify` goes on saying it until somebody has acknowledged it."
                    ),
                }
            );
        }
        Adopted::Rebuilt { .. } | Adopted::AsBefore => {}
    }
    Ok(())
}

/// Makes a data directory.
pub(crate) fn make_directory(data: &Path) -> Outcome<()> {
    let refused = |error: &std::io::Error| {
        let shown = data.display();
        Failure::fault(
            format!(
                "mappen {shown} kan ikke bruges: {}. Vælg en anden med --data, eller giv brugeren skriveadgang til den.",
                Reason(error, Lang::Da)
            ),
            format!(
                "the directory {shown} cannot be used: {}. Choose another with --data, or give the user write access to it.",
                Reason(error, Lang::En)
            ),
        )
    };
    if data.exists() && !data.is_dir() {
        let shown = data.display();
        return Err(Failure::fault(
            format!("{shown} er en fil, ikke en mappe. Vælg en mappe med --data."),
            format!("{shown} is a file, not a directory. Choose a directory with --data."),
        ));
    }
    std::fs::create_dir_all(data).map_err(|error| refused(&error))?;
    // Being there is not enough: it must take a file.
    let trial = data.join(format!(".trin-{}", std::process::id()));
    std::fs::write(&trial, b"").map_err(|error| refused(&error))?;
    std::fs::remove_file(&trial).map_err(|error| refused(&error))
}

fn nothing_there(place: &str) -> Failure {
    Failure::fault(
        format!("der er ingen kommune i {place}. Lav en tom med `trin init`, eller en opdigtet med `trin demo`, og nævn samme sted."),
        format!(
            "there is no municipality in {place}. Make an empty one with `trin init`, or an invented one with `trin demo`, and name the same place."
        ),
    )
}

/// An address without its password.
pub(crate) fn shown(url: &str) -> String {
    url.rsplit_once('@').map_or(url, |(_, address)| address).to_owned()
}

/// A database that could not be opened.
pub(crate) fn unopened(error: &StoreError) -> Failure {
    match error {
        StoreError::WrongKey => Failure::fault(
            "nøglen er ikke den, databasen er forseglet med. Brug den, den blev lavet med, eller den nyeste, hvis den er skiftet med `trin key rotate`.",
            "the key is not the one the database is sealed with. Use the one it was made with, or the newest if it was changed with `trin key rotate`.",
        ),
        StoreError::NewerSchema { found, known } => Failure::fault(
            format!(
                "data er skrevet af en nyere Trin (skema {found}; denne kender til og med {known}). Brug den nyere Trin, eller en sikkerhedskopi fra før."
            ),
            format!(
                "the data was written by a newer Trin (schema {found}; this one knows up to {known}). Use the newer Trin, or a backup from before."
            ),
        ),
        StoreError::Open { url, why } => {
            // The operating system's own numbers help nobody who reads this.
            let why = why.split(" (os error").next().unwrap_or(why);
            Failure::fault(
                format!("databasen {url} kan ikke åbnes ({why}). Kontrollér stedet, adgangen, og at databasen kører."),
                format!("the database {url} cannot be opened ({why}). Check the place, the access, and that the database is running."),
            )
        }
        other => failed(other),
    }
}

/// A database that failed while in use.
pub(crate) fn failed(error: &StoreError) -> Failure {
    match error {
        StoreError::NewerSchema { .. } | StoreError::Open { .. } | StoreError::WrongKey => unopened(error),
        other => {
            let in_danish = match other {
                StoreError::Unreadable { child, no, why } => format!("barn {child}, post {no} kan ikke læses (“{why}”)"),
                StoreError::Destroyed { child } => format!("barn {child}: nøglen er destrueret, og journalen med den"),
                StoreError::Value { statement, .. } => format!("svaret på “{statement}” er ikke, hvad det skal være"),
                StoreError::Write(why) => format!("en oplysning kunne ikke skrives (“{why}”)"),
                StoreError::Migrate(why) => format!("skemaet kunne ikke bringes op til nu (“{why}”)"),
                why => format!("dens egne ord er “{why}”"),
            };
            Failure::fault(
                format!("databasen svarede ikke, som den skulle: {in_danish}. Prøv igen; bliver det ved, så kør `trin verify`."),
                format!("the database did not answer as it should: {other}. Try again; if it persists, run `trin verify`."),
            )
        }
    }
}

/// Runs asynchronous work to its end.
pub(crate) fn run<T>(work: impl Future<Output = Outcome<T>>) -> Outcome<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|error| {
        Failure::fault(
            format!("programmet kan ikke starte sine tråde: {}. Luk andre programmer, og prøv igen.", Reason(&error, Lang::Da)),
            format!("the program cannot start its threads: {}. Close other programs and try again.", Reason(&error, Lang::En)),
        )
    })?;
    runtime.block_on(work)
}
