//! Making an invented municipality: all of it, or none that anyone can see.
//!
//! It is written to a file of its own, which gets its right name only when everything is in. A file under the first name at the next start
//! means that the work was broken off; it is thrown away and the work begins anew.

use crate::arguments::Where;
use crate::clock::SystemClock;
use crate::keys;
use crate::place::{self, CHILDREN, FILE};
use crate::speak::{Failure, Lang, Outcome, Reason};
use crate::strategies::Chosen;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::Duration;
use trin_domain::absence::Register;
use trin_domain::organisation::Staff;
use trin_domain::record::Fact;
use trin_store::{Store, setting};
use trin_synthetic::{Family, Options, enquiries, families, municipality, registers, rounds};
use uuid::Uuid;

/// How many families may wait to be written.
const WAITING: usize = 64;
/// How often the right to make is tried for when others let go of it just then.
const TRIES: u32 = 8;
/// What SQLite keeps beside a database file.
const BESIDE: [&str; 2] = ["-wal", "-shm"];

/// Makes the municipality in this directory.
pub(super) async fn make(at: &Where, children: u32, seed: u64, chosen: &Chosen, lang: Lang) -> Outcome<()> {
    let data = at.data.as_deref().unwrap_or(Path::new("."));
    let _alone = alone(data)?;
    let (sealing, made) = keys::sealing_or_new(&at.key, Some(data))?;
    if let Some(file) = made {
        super::say(keys::keep_it_elsewhere(&file, lang).trim_end());
    }
    let unfinished = data.join(format!("{FILE}.unfinished"));
    if unfinished.exists() {
        super::say(lang.pick("Sidste gang blev arbejdet afbrudt. Begynder forfra.", "The work was broken off last time. Starting over."));
        remove(&unfinished)?;
    }
    super::say(&match lang {
        Lang::Da => {
            format!(
                "Laver en opdigtet kommune med {children} børn under 18 i {} (frø {seed}, strategi {}).",
                data.display(),
                chosen.strategy.key
            )
        }
        Lang::En => format!(
            "Making an invented municipality with {children} children under 18 in {} (seed {seed}, strategy {}).",
            data.display(),
            chosen.strategy.key
        ),
    });
    let bar = progress(children, lang);
    let store = Store::open(&unfinished.display().to_string(), sealing).await.map_err(|error| place::unopened(&error))?;
    let written = write(&store, children, seed, chosen, &bar).await;
    store.close().await;
    bar.finish_and_clear();
    written?;
    // What SQLite keeps beside the file first: the file's own name is what says that all is there.
    for ending in BESIDE {
        let beside = with_ending(&unfinished, ending);
        if beside.exists() {
            rename(&beside, &with_ending(&data.join(FILE), ending))?;
        }
    }
    rename(&unfinished, &data.join(FILE))
}

/// What was read of a school's register, as it is written.
fn count(registers: &mut [(Uuid, Register)], fact: &Fact) {
    let Fact::AbsenceStated(stated) = fact else { return };
    if let Some((_, register)) = registers.iter_mut().find(|(_, register)| register.unit == stated.unit) {
        register.rows += i64::try_from(stated.absent.len()).unwrap_or(0);
        register.news += 1;
    }
}

async fn write(store: &Store, children: u32, seed: u64, chosen: &Chosen, bar: &ProgressBar) -> Outcome<()> {
    let now = SystemClock::now();
    let options = Options { children, ..Options::new(seed, now) };
    let town = municipality(&options);
    let name = town.name.clone();
    let invented_rounds = rounds(&options, &town);
    let mut read = registers(&options, &town);
    let strategy = &chosen.strategy;
    let failed = |error| place::failed(&error);
    store.put_units(&town.units).await.map_err(failed)?;
    // Who has left since was there when the children's first years were written: they leave when all is told.
    let left: Vec<Staff> = town.staff.iter().filter(|staff| !staff.is_active).cloned().collect();
    let then: Vec<Staff> = town.staff.iter().cloned().map(|staff| Staff { is_active: true, ..staff }).collect();
    store.put_staff_all(&then).await.map_err(failed)?;
    store.adopt(strategy, now).await.map_err(failed)?;

    // One core invents, the other writes.
    let (sender, mut receiver) = tokio::sync::mpsc::channel::<Family>(WAITING);
    let inventing = strategy.clone();
    let inventor = tokio::task::spawn_blocking(move || {
        for family in families(&options, &inventing, &town) {
            if sender.blocking_send(family).is_err() {
                return; // the writer stopped; it says why
            }
        }
    });
    let mut bulk = store.bulk(strategy, "invented");
    while let Some(family) = receiver.recv().await {
        let children_now = family.children_now;
        for written in family.commands {
            for fact in &written.command.facts {
                count(&mut read, fact);
            }
            bulk.push(written.context, written.command).await.map_err(failed)?;
        }
        bar.inc(children_now);
    }
    inventor.await.map_err(|_| {
        Failure::fault(
            format!("den opdigtede kommune kunne ikke laves: en fejl i Trin. Prøv et andet frø, fx --seed {}.", seed + 1),
            format!("the invented municipality could not be made: a fault in Trin. Try another seed, e.g. --seed {}.", seed + 1),
        )
    })?;
    let tally = bulk.finish().await.map_err(failed)?;
    if let Some(refused) = tally.refused.first() {
        return Err(Failure::fault(
            format!(
                "den opdigtede kommune kunne ikke laves: {} kommandoer blev afvist, den første for barn {}: {}. Prøv et andet frø.",
                tally.refused.len(),
                refused.child,
                refused.error
            ),
            format!(
                "the invented municipality could not be made: {} commands were refused, the first for child {}: {}. Try another seed.",
                tally.refused.len(),
                refused.child,
                refused.error
            ),
        ));
    }
    let mut gone = Vec::new();
    for one in left {
        // Nobody has left who has not handed over every child.
        if store.open_children_of(one.id).await.map_err(failed)? == 0 {
            gone.push(one);
        }
    }
    store.put_staff_all(&gone).await.map_err(failed)?;
    for came in enquiries(&Options::new(seed, now)) {
        store.door_sent(came.at).await.map_err(failed)?;
        store.receive(came.id, &came.enquiry, came.at).await.map_err(failed)?;
    }
    for (round, by) in invented_rounds {
        store.open_round(&round).await.map_err(failed)?;
        if let Some(at) = round.closed_at {
            store.close_round(round.id, by.id, at).await.map_err(failed)?;
        }
    }
    for (id, register) in &read {
        store.note_register(*id, register).await.map_err(failed)?;
    }
    let mut settings = vec![
        (setting::MUNICIPALITY, name),
        // No number of anybody's.
        (setting::ON_CALL, "00 00 00 00".to_owned()),
        (setting::STRATEGY_KEY, strategy.key.clone()),
        (setting::SEED, seed.to_string()),
        (CHILDREN, children.to_string()),
    ];
    settings.extend(chosen.toml.clone().map(|toml| (setting::STRATEGY_TOML, toml)));
    // Last, since it says that everything is there.
    settings.push((setting::MADE_AT, now.to_string()));
    for (key, value) in settings {
        store.set(key, &value).await.map_err(failed)?;
    }
    Ok(())
}

/// The right to make a municipality in a directory, while it is kept. When the program is killed the file stays and nobody holds it.
struct Alone {
    file: File,
    path: PathBuf,
}

impl Drop for Alone {
    fn drop(&mut self) {
        // Removed while it is still held: whoever opened it meanwhile finds that it is no longer there. Elsewhere than on Unix that cannot be
        // told, so there it stays.
        if is_there(&self.file, &self.path) {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Only one program makes a municipality in a directory at a time.
fn alone(data: &Path) -> Outcome<Alone> {
    let path = data.join(".trin-making");
    let mut tries = 0;
    let alone = loop {
        tries += 1;
        let file = File::create(&path).map_err(|error| unusable(&path, &error))?;
        match file.try_lock() {
            // Taken as the one before let go of it and removed it: once more, with a file that is there.
            Ok(()) if cfg!(unix) && tries < TRIES && !is_there(&file, &path) => {}
            Ok(()) => break Alone { file, path },
            Err(TryLockError::WouldBlock) => return Err(another_makes(data)),
            Err(TryLockError::Error(error)) => return Err(unusable(&path, &error)),
        }
    };
    if data.join(FILE).exists() { Err(just_made(data)) } else { Ok(alone) }
}

/// Whether an open file is the one under this path.
#[cfg(unix)]
fn is_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let (Ok(open), Ok(there)) = (file.metadata(), std::fs::metadata(path)) else { return false };
    (open.dev(), open.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_there(_: &File, _: &Path) -> bool {
    false
}

fn another_makes(data: &Path) -> Failure {
    let shown = data.display();
    Failure::fault(
        format!("en anden Trin er ved at lave en kommune i {shown}. Vent, til den er færdig, eller vælg en anden mappe med --data."),
        format!("another Trin is making a municipality in {shown}. Wait until it is done, or choose another directory with --data."),
    )
}

fn just_made(data: &Path) -> Failure {
    let shown = data.display();
    Failure::fault(
        format!("en anden Trin har lige lavet en kommune i {shown}. Kør det samme igen for at åbne den."),
        format!("another Trin has just made a municipality in {shown}. Run the same again to open it."),
    )
}

fn remove(database: &Path) -> Outcome<()> {
    for path in BESIDE.iter().map(|ending| with_ending(database, ending)).chain([database.to_owned()]) {
        if path.exists() {
            std::fs::remove_file(&path).map_err(|error| unusable(&path, &error))?;
        }
    }
    Ok(())
}

fn rename(from: &Path, to: &Path) -> Outcome<()> {
    std::fs::rename(from, to).map_err(|error| unusable(to, &error))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

fn unusable(path: &Path, error: &std::io::Error) -> Failure {
    let shown = path.display();
    Failure::fault(
        format!("{shown} kan ikke skrives: {}. Kontrollér plads og adgang, eller vælg en anden mappe med --data.", Reason(error, Lang::Da)),
        format!("{shown} cannot be written: {}. Check space and access, or choose another directory with --data.", Reason(error, Lang::En)),
    )
}

/// Shown on a terminal, silent elsewhere.
fn progress(children: u32, lang: Lang) -> ProgressBar {
    let bar = ProgressBar::new(u64::from(children));
    let template = lang.pick(
        "{bar:20} {pos}/{len} børns år spillet · {elapsed} · ca. {eta} igen",
        "{bar:20} {pos}/{len} children's years played · {elapsed} · about {eta} left",
    );
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("█▉░"));
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
