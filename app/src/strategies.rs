//! `trin strategy check`, `diff` and `list`, and finding the strategy that an argument names.

use crate::arguments::{StrategyCommand, Where};
use crate::clock::SystemClock;
use crate::files;
use crate::place;
use crate::speak::{Failure, Lang, Outcome};
use crate::table::Table;
use std::fmt::Write as _;
use std::path::Path;
use trin_domain::nearest::nearest;
use trin_domain::strategy::{Strategy, diff};
use trin_store::setting;

/// Runs one of the strategy commands; what it prints.
pub(crate) fn run(command: &StrategyCommand, lang: Lang) -> Outcome<String> {
    match command {
        StrategyCommand::Check { file } => check(file, lang),
        StrategyCommand::Diff { a, b } => {
            let (a, b) = (find(a)?, find(b)?);
            Ok(differences(&a, &b, lang))
        }
        StrategyCommand::List => Ok(list(lang)),
        StrategyCommand::Adopt { place, strategy } => adopt(place, strategy, lang),
    }
}

/// Lets a municipality follow another strategy from now on.
fn adopt(at: &Where, named: &str, lang: Lang) -> Outcome<String> {
    let chosen = choose(named)?;
    place::url(at)?;
    place::run(async {
        let place = place::open(at, lang).await?;
        let failed = |error| place::failed(&error);
        // The text first: a key alone would name one that comes with Trin.
        place.store.set(setting::STRATEGY_TOML, chosen.toml.as_deref().unwrap_or_default()).await.map_err(failed)?;
        place.store.set(setting::STRATEGY_KEY, &chosen.strategy.key).await.map_err(failed)?;
        place.store.adopt(&chosen.strategy, SystemClock::now()).await.map_err(failed)?;
        place.store.close().await;
        let (municipality, key) = (&place.municipality, &chosen.strategy.key);
        Ok(match lang {
            Lang::Da => format!("{municipality} følger nu {key}. En Trin, der kører, skal startes igen for at vise det.\n"),
            Lang::En => format!("{municipality} now follows {key}. A Trin that is running must be started again to show it.\n"),
        })
    })
}

/// A strategy, and its text when it came from a file of the municipality's own.
pub(crate) struct Chosen {
    /// The strategy.
    pub(crate) strategy: Strategy,
    /// The file's text; `None` for one that comes with Trin.
    pub(crate) toml: Option<String>,
}

/// The strategy with this key, or in this file.
pub(crate) fn find(named: &str) -> Outcome<Strategy> {
    choose(named).map(|chosen| chosen.strategy)
}

/// As [`find`], with the text to remember.
pub(crate) fn choose(named: &str) -> Outcome<Chosen> {
    if let Some(strategy) = Strategy::named(named) {
        return Ok(Chosen { strategy: strategy.clone(), toml: None });
    }
    let path = Path::new(named);
    let is_file = path.components().count() > 1 || path.extension().is_some() || path.exists();
    if is_file {
        return read(path);
    }
    let keys: Vec<&str> = Strategy::shipped().iter().map(|strategy| strategy.key.as_str()).collect();
    // "Hvidovre" is a good guess at a key, too.
    let meant = nearest(named, keys.iter().copied())
        .or_else(|| keys.iter().copied().find(|key| !named.is_empty() && key.starts_with(&named.to_lowercase())));
    let (da, en) = match meant {
        Some(meant) => (format!(" Mente du {meant}?"), format!(" Did you mean {meant}?")),
        None => (String::new(), String::new()),
    };
    let all = keys.join(", ");
    Err(Failure::usage(
        format!("der er ingen strategi \"{named}\".{da} Trin har {all}; en egen strategi gives som en fil, fx ./strategi.toml."),
        format!("there is no strategy \"{named}\".{en} Trin has {all}; your own is given as a file, e.g. ./strategy.toml."),
    ))
}

/// Reads a strategy file.
fn read(path: &Path) -> Outcome<Chosen> {
    let bytes = files::read(path)?;
    let shown = path.display();
    let toml = String::from_utf8(bytes).map_err(|_| {
        Failure::fault(
            format!("{shown} er ikke UTF-8-tekst. Gem strategien som UTF-8 (TOML)."),
            format!("{shown} is not UTF-8 text. Save the strategy as UTF-8 (TOML)."),
        )
    })?;
    let strategy = parse(&toml, &shown.to_string())?;
    Ok(Chosen { strategy, toml: Some(toml) })
}

/// Reads a strategy; `shown` is what it is called in messages.
pub(crate) fn parse(toml: &str, shown: &str) -> Outcome<Strategy> {
    Strategy::parse(toml).map_err(|faults| {
        let (mut da, mut en) = (String::new(), String::new());
        for fault in &faults {
            let _ = write!(da, "\n  {fault}");
            let _ = write!(en, "\n  {}", fault.in_english());
        }
        let count = faults.len();
        Failure::fault(
            format!("{shown} har {count} fejl:{da}\nRet filen, og prøv igen; docs/how-to/write-a-strategy.md beskriver formen."),
            format!(
                "{shown} has {count} fault(s):{en}\nCorrect the file and try again; docs/how-to/write-a-strategy.md describes the form."
            ),
        )
    })
}

fn check(file: &Path, lang: Lang) -> Outcome<String> {
    let strategy = read(file)?.strategy;
    Ok(match lang {
        Lang::Da => format!(
            "{} er i orden: {}, {} (fra {}), {} trin, {} opfølgningskadencer, {} mål.\n",
            file.display(),
            strategy.municipality,
            strategy.title,
            strategy.from_year,
            strategy.steps.len(),
            strategy.cadences.len(),
            strategy.indicators.len()
        ),
        Lang::En => format!(
            "{} is in order: {}, {} (from {}), {} steps, {} follow-up cadences, {} targets.\n",
            file.display(),
            strategy.municipality,
            strategy.title,
            strategy.from_year,
            strategy.steps.len(),
            strategy.cadences.len(),
            strategy.indicators.len()
        ),
    })
}

fn list(lang: Lang) -> String {
    let mut table = Table::new(&[
        lang.pick("nøgle", "key"),
        lang.pick("kommune", "municipality"),
        lang.pick("fra", "from"),
        lang.pick("trin", "steps"),
        lang.pick("titel", "title"),
    ]);
    for strategy in Strategy::shipped() {
        table.row([
            strategy.key.clone(),
            strategy.municipality.clone(),
            strategy.from_year.to_string(),
            strategy.steps.len().to_string(),
            strategy.title.clone(),
        ]);
    }
    table.to_string()
}

fn differences(a: &Strategy, b: &Strategy, lang: Lang) -> String {
    let differences = diff(a, b);
    if differences.is_empty() {
        return format!("{}\n", lang.pick("De to strategier siger det samme.", "The two strategies say the same."));
    }
    let silent = lang.pick("siger intet", "says nothing");
    let mut shown = String::new();
    let mut group = None;
    let mut table = None;
    for difference in &differences {
        if group != Some(difference.group) {
            finish(&mut shown, table.take());
            let _ =
                writeln!(shown, "{}{}", if group.is_some() { "\n" } else { "" }, lang.pick(difference.group.da(), difference.group.en()));
            group = Some(difference.group);
        }
        let side = |side: &Option<trin_domain::strategy::Side>| match side {
            Some(side) => lang.pick(&side.value.da, &side.value.en).to_owned(),
            None => silent.to_owned(),
        };
        table.get_or_insert_with(|| Table::new(&["", a.key.as_str(), b.key.as_str()]).indented(2)).row([
            lang.pick(&difference.label.da, &difference.label.en).to_owned(),
            side(&difference.a),
            side(&difference.b),
        ]);
    }
    finish(&mut shown, table);
    shown
}

fn finish(shown: &mut String, table: Option<Table>) {
    if let Some(table) = table {
        let _ = write!(shown, "{table}");
    }
}
