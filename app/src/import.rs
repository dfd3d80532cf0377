//! `trin import`: a folder of scenario files, each a child's record. A file with a fault is reported and the rest goes in;
//! importing twice changes nothing.

mod around;

use crate::arguments::Import;
use crate::clock::SystemClock;
use crate::files;
use crate::place::{self, Place};
use crate::speak::{Failure, Lang, Outcome, Reason};
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use trin_domain::record::{Record, decide};
use trin_domain::scenario::{Fault, Scenario, written};
use trin_store::{ExecuteError, kept};

/// Deepest folder within the folder.
const DEEPEST: usize = 16;

/// What came of one file.
enum Came {
    New { entries: usize },
    Continued { entries: usize },
    Unchanged,
    Faulty(Vec<String>),
}

/// Imports; what it prints. Faulty files are told on the way.
pub(crate) fn run(asked: &Import, lang: Lang) -> Outcome<String> {
    place::url(&asked.place)?;
    let files = files_in(&asked.folder)?;
    if files.is_empty() {
        let shown = asked.folder.display();
        return Err(Failure::fault(
            format!("der er ingen filer, der ender på .json, i {shown}. docs/scenario.md beskriver formen."),
            format!("there are no files ending in .json in {shown}. docs/scenario.md describes the form."),
        ));
    }
    place::run(async {
        let place = place::open(&asked.place, lang).await?;
        let now = SystemClock::now();
        let (mut new, mut continued, mut unchanged, mut faulty, mut entries) = (0, 0, 0, 0, 0);
        let mut unknown = around::Unknown::default();
        for file in &files {
            match one(&place, file, now, &mut unknown, lang).await? {
                Came::New { entries: written } => (new, entries) = (new + 1, entries + written),
                Came::Continued { entries: written } => (continued, entries) = (continued + 1, entries + written),
                Came::Unchanged => unchanged += 1,
                Came::Faulty(faults) => {
                    faulty += 1;
                    eprintln!("{}:", file.display());
                    faults.iter().for_each(|fault| eprintln!("  {fault}"));
                }
            }
        }
        let all = files.len();
        let mut said = match lang {
            Lang::Da => format!(
                "{all} filer: {new} nye børn, {continued} fortsat, {unchanged} uændrede, {faulty} med fejl. {entries} poster skrevet.\n"
            ),
            Lang::En => format!(
                "{all} files: {new} new children, {continued} continued, {unchanged} unchanged, {faulty} faulty. {entries} entries written.\n"
            ),
        };
        said.push_str(&unknown.said(lang));
        place.store.close().await;
        if faulty == 0 {
            return Ok(said);
        }
        // What went in is told even though the outcome is a fault.
        print!("{said}");
        Err(Failure::fault(
            format!(
                "{faulty} filer kom ikke ind; intet af dem er skrevet. Ret dem som vist ovenfor, og importér mappen igen: det, der er inde, bliver ikke skrevet to gange."
            ),
            format!(
                "{faulty} files did not go in; nothing of them was written. Correct them as shown above and import the folder again: what is in is not written twice."
            ),
        ))
    })
}

async fn one(place: &Place, file: &Path, now: Timestamp, unknown: &mut around::Unknown, lang: Lang) -> Outcome<Came> {
    let said = |faults: &[Fault]| {
        Came::Faulty(faults.iter().map(|fault| if lang == Lang::Da { fault.message_da() } else { fault.message_en() }).collect())
    };
    let bytes = match files::read(file) {
        Ok(bytes) => bytes,
        Err(failure) => return Ok(Came::Faulty(vec![failure.message(lang).to_owned()])),
    };
    let scenario = match Scenario::parse(&bytes) {
        Ok(scenario) => scenario,
        Err(faults) => return Ok(said(&faults)),
    };
    if let Some(fault) = in_the_future(&scenario, now) {
        return Ok(said(&[fault]));
    }
    let stored = place.store.record(scenario.child).await.map_err(|error| place::failed(&error))?;
    let record = stored.unwrap_or_else(|| Record::new(scenario.child));
    if let Some(fault) = differing(&scenario, &record) {
        return Ok(said(&[fault]));
    }
    let known = record.entries().len();
    if known >= scenario.entries.len() {
        return Ok(Came::Unchanged);
    }
    // Decided upon as a whole before anything is written, so that a file goes in whole or not at all.
    let mut grown = record;
    let sittings = scenario.sittings(known);
    for sitting in &sittings {
        match decide(&grown, &sitting.command, &sitting.context()) {
            Ok(entries) => grown.extend(entries),
            Err(refusal) => return Ok(said(&[scenario.refused(&grown, sitting, &refusal)])),
        }
    }
    unknown.put_in(place, &scenario).await?;
    for sitting in &sittings {
        place
            .store
            .execute(&place.strategy, &sitting.context(), "import", &sitting.command)
            .await
            .map_err(|error| stopped(file, &error))?;
    }
    let entries = scenario.entries.len() - known;
    Ok(if known == 0 { Came::New { entries } } else { Came::Continued { entries } })
}

/// What was decided upon was refused when written: someone else wrote meanwhile, or the database failed.
fn stopped(file: &Path, error: &ExecuteError) -> Failure {
    let shown = file.display();
    match error {
        ExecuteError::Db(error) => place::failed(error),
        ExecuteError::Refused { .. } | ExecuteError::KeyUsed { .. } => Failure::fault(
            format!("{shown}: andre skrev i barnets journal imens ({error}). Importér mappen igen."),
            format!("{shown}: others wrote in the child's record meanwhile ({error}). Import the folder again."),
        ),
    }
}

fn in_the_future(scenario: &Scenario, now: Timestamp) -> Option<Fault> {
    let (no, entry) = (1..).zip(&scenario.entries).find(|(_, entry)| entry.at > now)?;
    let at = written(entry.at);
    Some(Fault {
        line: entry.line,
        entry: Some(no),
        path: "at".into(),
        da: format!("{at} er ikke kommet endnu. En post kan ikke være skrevet i fremtiden; ret \"at\""),
        en: format!("{at} has not come yet. An entry cannot have been written in the future; correct \"at\""),
    })
}

/// The first entry that the database has otherwise; a record is never rewritten.
fn differing(scenario: &Scenario, record: &Record) -> Option<Fault> {
    let (no, (entry, stored)) = (1..)
        .zip(scenario.entries.iter().zip(record.entries()))
        .find(|(_, (entry, stored))| kept(entry.at) != stored.recorded_at || entry.by != stored.by || entry.fact != stored.fact)?;
    let at = written(stored.recorded_at);
    Some(Fault {
        line: entry.line,
        entry: Some(no),
        path: String::new(),
        da: format!(
            "databasen har en anden post {no} for barnet (\"{}\", skrevet {at}). En journal skrives ikke om: tilføj nye poster sidst, og ret gamle med \"corrected\"",
            stored.fact.kind()
        ),
        en: format!(
            "the database has another entry {no} for the child (\"{}\", written {at}). A record is not rewritten: add new entries at the end, and correct old ones with \"corrected\"",
            stored.fact.kind()
        ),
    })
}

/// Every .json file in the folder and the folders within it, in order of path.
fn files_in(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let shown = folder.display();
    if folder.is_file() {
        return Err(Failure::fault(
            format!("{shown} er en fil, ikke en mappe. Nævn mappen, den ligger i."),
            format!("{shown} is a file, not a folder. Name the folder it is in."),
        ));
    }
    let mut files = Vec::new();
    collect(folder, 0, &mut files).map_err(|error| {
        Failure::fault(
            format!("mappen {shown} kan ikke læses: {}. Kontrollér stien.", Reason(&error, Lang::Da)),
            format!("the folder {shown} cannot be read: {}. Check the path.", Reason(&error, Lang::En)),
        )
    })?;
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() && depth < DEEPEST {
            collect(&path, depth + 1, files)?;
        } else if path.is_file() && path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json")) {
            files.push(path);
        }
    }
    Ok(())
}
