//! The municipality's key: where it is read from, and the file it is first written to.
//!
//! It is never in the database. Without it nobody can read what the database holds, so it must also be kept somewhere else.

use crate::arguments::{KeyFrom, Where};
use crate::clock::system_random;
use crate::place;
use crate::speak::{Failure, Lang, Outcome, Reason};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use trin_store::{MunicipalityKey, Sealing, Store};

/// The key file within a data directory, when no other place is named.
pub(crate) const FILE: &str = "trin.key";
/// The environment variable that may hold the key.
pub(crate) const VARIABLE: &str = "TRIN_KEY";
/// More than any key takes.
const LONGEST: usize = 4096;

/// What a store is sealed with, by the key that the arguments name.
pub(crate) fn sealing(place: &Where) -> Outcome<Sealing> {
    match find(&place.key, place.data.as_deref())? {
        Some(key) => Ok(with(&key)),
        None => Err(missing(place.data.as_deref())),
    }
}

/// As [`sealing`], with a new key file beside the store when none is named and none is there; where it was made.
pub(crate) fn sealing_or_new(from: &KeyFrom, data: Option<&Path>) -> Outcome<(Sealing, Option<PathBuf>)> {
    if let Some(key) = find(from, data)? {
        return Ok((with(&key), None));
    }
    let Some(data) = data else { return Err(missing(None)) };
    let file = data.join(FILE);
    let key = new_key();
    write_new(&file, &key)?;
    Ok((with(&key), Some(file)))
}

/// Sealing with a key, and the system's randomness.
pub(crate) fn with(key: &MunicipalityKey) -> Sealing {
    Sealing::new(key, system_random)
}

/// A key nobody can guess.
pub(crate) fn new_key() -> MunicipalityKey {
    let mut bytes = [0; 32];
    system_random(&mut bytes);
    MunicipalityKey::new(bytes)
}

/// Writes a key to a file that was not there, readable by this user alone.
pub(crate) fn write_new(file: &Path, key: &MunicipalityKey) -> Outcome<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(file).and_then(|mut opened| {
        writeln!(opened, "{}", *key.written())?;
        opened.sync_all()
    });
    written.map_err(|error| {
        let shown = file.display();
        Failure::fault(
            format!("nøglen kan ikke skrives til {shown}: {}. Vælg en fil, der ikke er der i forvejen.", Reason(&error, Lang::Da)),
            format!("the key cannot be written to {shown}: {}. Choose a file that is not there already.", Reason(&error, Lang::En)),
        )
    })
}

/// What to say when a key file was made.
pub(crate) fn keep_it_elsewhere(file: &Path, lang: Lang) -> String {
    let shown = file.display();
    match lang {
        Lang::Da => format!(
            "Alt, der skrives om børnene, er forseglet med nøglen i {shown}. Gem en kopi af den et andet sted end databasen og dens sikkerhedskopier: uden den kan ingen læse noget.\n"
        ),
        Lang::En => format!(
            "All that is written about the children is sealed with the key in {shown}. Keep a copy of it somewhere else than the database and its backups: without it nobody can read anything.\n"
        ),
    }
}

/// Reads a key from a file.
pub(crate) fn read(file: &Path) -> Outcome<MunicipalityKey> {
    let shown = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|error| {
        Failure::fault(
            format!("nøglefilen {shown} kan ikke læses: {}. Kontrollér stien og adgangen.", Reason(&error, Lang::Da)),
            format!("the key file {shown} cannot be read: {}. Check the path and the access.", Reason(&error, Lang::En)),
        )
    })?;
    parse(&text, &shown)
}

fn find(from: &KeyFrom, data: Option<&Path>) -> Outcome<Option<MunicipalityKey>> {
    if let Some(file) = &from.key_file {
        return read(file).map(Some);
    }
    if let Some(command) = &from.key_command {
        return said_by(command).map(Some);
    }
    if let Ok(key) = std::env::var(VARIABLE) {
        return parse(&key, VARIABLE).map(Some);
    }
    match data.map(|data| data.join(FILE)) {
        Some(file) if file.is_file() => read(&file).map(Some),
        _ => Ok(None),
    }
}

fn parse(text: &str, from: &str) -> Outcome<MunicipalityKey> {
    MunicipalityKey::parse(text).map_err(|_| {
        Failure::fault(
            format!("{from} er ikke en nøgle til Trin. En nøgle er én linje, der begynder med trin-key-1-, som `trin init` skrev den."),
            format!("{from} is not a key of Trin's. A key is one line that begins with trin-key-1-, as `trin init` wrote it."),
        )
    })
}

/// The key as a program prints it, such as one that asks a key store.
fn said_by(command: &str) -> Outcome<MunicipalityKey> {
    let refused = |why: &dyn Fn(Lang) -> String| {
        Failure::fault(
            format!("kommandoen i --key-command gav ingen nøgle: {}. Prøv den for sig selv.", why(Lang::Da)),
            format!("the command in --key-command gave no key: {}. Try it by itself.", why(Lang::En)),
        )
    };
    let shell = if cfg!(windows) { ("cmd", "/C") } else { ("sh", "-c") };
    let ran = Command::new(shell.0).args([shell.1, command]).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let ran = ran.map_err(|error| refused(&|lang| Reason(&error, lang).to_string()))?;
    let code = ran.status.code().unwrap_or(-1);
    if !ran.status.success() {
        return Err(refused(&|lang| format!("{} {code}", lang.pick("den endte med kode", "it ended with code"))));
    }
    let text = String::from_utf8(ran.stdout).unwrap_or_default();
    if text.len() > LONGEST {
        return Err(refused(&|lang| lang.pick("den sagde mere end en nøgle", "it said more than a key").to_owned()));
    }
    parse(&text, "--key-command")
}

fn missing(data: Option<&Path>) -> Failure {
    let (in_danish, in_english) = match data {
        Some(data) => {
            let file = data.join(FILE);
            let shown = file.display();
            (format!("Der er ingen nøgle i {shown}. "), format!("There is no key in {shown}. "))
        }
        None => (String::new(), String::new()),
    };
    Failure::fault(
        format!(
            "databasen er forseglet, og kommunens nøgle mangler. {in_danish}Nævn den med --key-file FIL, --key-command KOMMANDO eller miljøvariablen TRIN_KEY."
        ),
        format!(
            "the database is sealed, and the municipality's key is missing. {in_english}Name it with --key-file FILE, --key-command COMMAND or the environment variable TRIN_KEY."
        ),
    )
}

/// Opens a store that has been made, with the key that the arguments name.
pub(crate) async fn open(place: &Where, lang: Lang) -> Outcome<Store> {
    let url = place::url(place)?;
    // A store from before there was sealing gets its key beside it, as a new one does.
    let is_older = place.data.is_some() && !trin_store::is_sealed(&url).await.map_err(|error| place::unopened(&error))?;
    let sealing = if is_older {
        let (sealing, made) = sealing_or_new(&place.key, place.data.as_deref())?;
        if let Some(file) = made {
            eprint!("{}", keep_it_elsewhere(&file, lang));
        }
        sealing
    } else {
        sealing(place)?
    };
    Store::open(&url, sealing).await.map_err(|error| place::unopened(&error))
}
