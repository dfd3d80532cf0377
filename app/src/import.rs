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
use trin_domain::record::{Record, Responsible, decide};
use trin_domain::scenario::{Fault, Scenario, written};
use trin_store::{ExecuteError, StoreError, kept};

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
        let mut tally = Tally::default();
        let mut unknown = around::Unknown::default();
        let mut failed = None;
        for file in &files {
            match one(&place, file, now, &mut unknown, lang).await {
                Ok(came) => {
                    tally.count(&came);
                    if let Came::Faulty(faults) = came {
                        eprintln!("{}:", file.display());
                        faults.iter().for_each(|fault| eprintln!("  {fault}"));
                    }
                }
                Err(failure) => {
                    eprintln!("{}:", file.display());
                    failed = Some(failure);
                    break;
                }
            }
        }
        let said = tally.said(files.len(), lang) + &unknown.said(lang);
        let faulty = tally.faulty;
        place.store.close().await;
        if failed.is_none() && faulty == 0 {
            return Ok(said);
        }
        // What went in is told even though the outcome is a fault.
        print!("{said}");
        if let Some(failure) = failed {
            return Err(failure);
        }
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

/// What came of the files.
#[derive(Default)]
struct Tally {
    new: usize,
    continued: usize,
    unchanged: usize,
    faulty: usize,
    entries: usize,
}

impl Tally {
    fn count(&mut self, came: &Came) {
        match came {
            Came::New { entries } => (self.new, self.entries) = (self.new + 1, self.entries + entries),
            Came::Continued { entries } => (self.continued, self.entries) = (self.continued + 1, self.entries + entries),
            Came::Unchanged => self.unchanged += 1,
            Came::Faulty(_) => self.faulty += 1,
        }
    }

    fn said(&self, all: usize, lang: Lang) -> String {
        let Self { new, continued, unchanged, faulty, entries } = self;
        match lang {
            Lang::Da => format!(
                "{all} filer: {new} nye børn, {continued} fortsat, {unchanged} uændrede, {faulty} med fejl. {entries} poster skrevet.\n"
            ),
            Lang::En => format!(
                "{all} files: {new} new children, {continued} continued, {unchanged} unchanged, {faulty} faulty. {entries} entries written.\n"
            ),
        }
    }
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
    let stored = match place.store.record(scenario.child).await {
        Ok(stored) => stored,
        Err(error) => return stopped(&error).map(|why| Came::Faulty(vec![why.message(lang).to_owned()])),
    };
    let record = stored.unwrap_or_else(|| Record::new(scenario.child));
    if let Some(fault) = differing(&scenario, &record) {
        return Ok(said(&[fault]));
    }
    let known = record.entries().len();
    if known >= scenario.entries.len() {
        return Ok(Came::Unchanged);
    }
    let had = responsible(&record);
    // Decided upon as a whole before anything is written, so that a file goes in whole or not at all.
    let mut grown = record;
    let sittings = scenario.sittings(known);
    for sitting in &sittings {
        match decide(&grown, &sitting.command, &sitting.context()) {
            Ok(entries) => grown.extend(entries),
            Err(refusal) => return Ok(said(&[scenario.refused(&grown, sitting, &refusal)])),
        }
    }
    if let Some(fault) = left_with_nobody_here(place, &scenario, &grown, had).await? {
        return Ok(said(&[fault]));
    }
    unknown.put_in(place, &scenario).await?;
    let commands: Vec<_> = sittings.into_iter().map(|sitting| (sitting.context(), sitting.command)).collect();
    let why = match place.store.execute_together(&place.strategy, "import", &commands).await {
        Ok(_) => {
            let entries = scenario.entries.len() - known;
            return Ok(if known == 0 { Came::New { entries } } else { Came::Continued { entries } });
        }
        Err(ExecuteError::Db(error)) => stopped(&error)?.message(lang).to_owned(),
        // It was decided upon a moment ago: what refuses it now has happened since.
        Err(ExecuteError::ResponsibleLeft { .. }) => match left_with_nobody_here(place, &scenario, &grown, had).await? {
            Some(fault) => return Ok(said(&[fault])),
            None => meanwhile(lang),
        },
        Err(ExecuteError::Refused { .. } | ExecuteError::KeyUsed { .. } | ExecuteError::EnquirySettled { .. }) => meanwhile(lang),
    };
    Ok(Came::Faulty(vec![why]))
}

fn meanwhile(lang: Lang) -> String {
    lang.pick(
        "andre skrev i barnets journal imens. Importér mappen igen.",
        "others wrote in the child's record meanwhile. Import the folder again.",
    )
    .to_owned()
}

/// Who an open child is with, and by which entry.
fn responsible(record: &Record) -> Option<Responsible> {
    let state = record.state();
    state.responsible.filter(|_| state.is_open)
}

/// Who would have the open case at the end of the file has left, and did not have it already.
async fn left_with_nobody_here(place: &Place, scenario: &Scenario, grown: &Record, had: Option<Responsible>) -> Outcome<Option<Fault>> {
    let Some(Responsible { staff, no, .. }) = responsible(grown).filter(|has| had.is_none_or(|had| had.staff != has.staff)) else {
        return Ok(None);
    };
    let Some(staff) = place.store.staff(staff).await.map_err(|error| place::failed(&error))?.filter(|staff| !staff.is_active) else {
        return Ok(None);
    };
    let (name, entry) = (staff.name, scenario.entries.get(no.0.saturating_sub(1) as usize));
    Ok(Some(Fault {
        line: entry.map_or(0, |entry| entry.line),
        entry: Some(no.0),
        path: entry.map_or_else(String::new, |entry| entry.fact.kind().to_owned()),
        da: format!(
            "{name} er her ikke længere og kan ikke stå med en åben sag. Skriv en anden som ansvarlig i filen (\"responsibility-assigned\"), luk sagen med \"closed\", eller tag {name} ind igen med `trin staff return`"
        ),
        en: format!(
            "{name} is no longer here and cannot be left with an open case. Name another responsible in the file (\"responsibility-assigned\"), close the case with \"closed\", or take {name} back with `trin staff return`"
        ),
    }))
}

/// What is wrong with this child alone is told of its file. Anything else stops the import: the next file would meet it too.
fn stopped(error: &StoreError) -> Outcome<Failure> {
    match error {
        StoreError::Destroyed { .. } => Ok(Failure::fault(
            "barnets nøgle er destrueret her, og journalen med den: det kan ikke skrives ind igen. Tag filen ud af mappen.",
            "the child's key was destroyed here, and the record with it: it cannot be written in again. Take the file out of the folder.",
        )),
        StoreError::Unreadable { .. } => Ok(place::failed(error)),
        _ => Err(place::failed(error)),
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
