//! The key that signs the heads of the log: from a file or the environment, never in the database.

use crate::arguments::Where;
use crate::clock::{SystemClock, SystemRandomness};
use crate::place::{self, Place};
use crate::speak::{Failure, Lang, Outcome, Reason};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use trin_proof::note::Note;
use trin_proof::{CosignerKey, LogKey, PublicKey};
use trin_web::Randomness as _;

/// Names the key's file, where it is not beside the embedded database.
pub(crate) const VARIABLE: &str = "TRIN_LOG_KEY_FILE";
/// The setting that says since when another key signs.
const CHANGED: &str = "log-key-changed";
/// The key's file beside an embedded database.
const FILE: &str = "log.key";
/// What others check signatures with, beside it.
pub(crate) const PUBLIC: &str = "log.pub";

/// Where the key is kept; nothing when nobody said.
pub(crate) fn file(place: &Where) -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from).or_else(|| place.data.as_ref().map(|data| data.join(FILE)))
}

/// The key, made when there is none yet; nothing when nobody said where.
pub(crate) fn load_or_make(place: &Where, municipality: &str) -> Outcome<Option<LogKey>> {
    let Some(file) = file(place) else { return Ok(None) };
    if !file.exists() {
        make(&file, &origin(municipality))?;
    }
    let (origin, secret) = read(&file)?;
    LogKey::new(&origin, &secret).map(Some).map_err(|_| no_key(&file))
}

/// The key to serve with: a log that has signed heads goes on with the key that signed them, unless it `may_be_new`.
pub(crate) async fn to_serve(at: &Where, place: &Place, may_be_new: bool) -> Outcome<Option<LogKey>> {
    let Some(file) = file(at) else { return Ok(None) };
    let head = place.store.log_head().await.map_err(|error| place::failed(&error))?;
    let theirs = |key: &LogKey| match &head {
        Some(head) => Note::parse(head).is_ok_and(|head| key.public().open(&head).is_some()),
        None => true,
    };
    if !may_be_new && head.is_some() && !file.exists() {
        return Err(not_its_key(&file));
    }
    let key = load_or_make(at, &place.municipality)?;
    if !key.as_ref().is_none_or(theirs) {
        if !may_be_new {
            return Err(not_its_key(&file));
        }
        // A row of the log, so that there is something to sign: from the next head on it is this key's.
        place.store.set(CHANGED, &SystemClock::now().to_string()).await.map_err(|error| place::failed(&error))?;
    }
    Ok(key)
}

fn not_its_key(file: &Path) -> Failure {
    let shown = file.display();
    Failure::fault(
        format!(
            "{shown} er ikke den nøgle, der har underskrevet loggen indtil nu, eller er der ikke. Med en anden kan loggen ikke længere bevises hel. Læg log.key og log.pub på plads, og start igen. Er nøglen tabt, så start med --new-log-key, og gem den gamle log.pub."
        ),
        format!(
            "{shown} is not the key that has signed the log until now, or is not there. With another the log can no longer be proven whole. Put log.key and log.pub in place, and start again. Is the key lost, start with --new-log-key, and keep the old log.pub."
        ),
    )
}

/// The key, where there is one.
pub(crate) fn load(place: &Where) -> Outcome<Option<LogKey>> {
    match file(place).filter(|file| file.exists()) {
        Some(file) => {
            let (origin, secret) = read(&file)?;
            LogKey::new(&origin, &secret).map(Some).map_err(|_| no_key(&file))
        }
        None => Ok(None),
    }
}

/// The key's public half, when it is known here: from the file that names it, else from the secret one.
pub(crate) fn public(place: &Where, named: Option<&Path>) -> Outcome<Option<PublicKey>> {
    let beside = file(place).map(|file| file.with_file_name(PUBLIC)).filter(|file| file.exists());
    let Some(file) = named.map(Path::to_path_buf).or(beside) else { return Ok(None) };
    let text = String::from_utf8_lossy(&crate::files::read(&file)?).into_owned();
    PublicKey::parse(&text).map(Some).map_err(|_| no_key(&file))
}

/// A witness's key, made when there is none yet.
pub(crate) fn witness(folder: &Path, name: &str) -> Outcome<CosignerKey> {
    let file = folder.join("witness.key");
    if !file.exists() {
        keep(&file, &format!("{name} {}\n", STANDARD.encode(random())), true)?;
    }
    let (name, secret) = read(&file)?;
    CosignerKey::new(&name, &secret).map_err(|_| no_key(&file))
}

fn make(file: &Path, origin: &str) -> Outcome<()> {
    let secret = random();
    let key = LogKey::new(origin, &secret).map_err(|_| no_key(file))?;
    keep(file, &format!("{origin} {}\n", STANDARD.encode(secret)), true)?;
    keep(&file.with_file_name(PUBLIC), &format!("{}\n", key.public()), false)
}

fn random() -> [u8; 32] {
    let mut secret = [0; 32];
    secret[..16].copy_from_slice(&SystemRandomness.bytes());
    secret[16..].copy_from_slice(&SystemRandomness.bytes());
    secret
}

/// The log's name: the municipality's, and letters nobody else has.
fn origin(municipality: &str) -> String {
    let mut name: String = municipality.to_lowercase().chars().map(|letter| if letter.is_alphanumeric() { letter } else { '-' }).collect();
    name.insert_str(0, "trin/");
    name.push('/');
    name.push_str(&HEXLOWER.encode(&SystemRandomness.bytes()[..4]));
    name
}

fn read(file: &Path) -> Outcome<(String, [u8; 32])> {
    let text = String::from_utf8_lossy(&crate::files::read(file)?).into_owned();
    let read = || {
        let (name, secret) = text.trim().split_once(' ')?;
        Some((name.to_owned(), <[u8; 32]>::try_from(STANDARD.decode(secret).ok()?).ok()?))
    };
    read().ok_or_else(|| no_key(file))
}

/// Writes a file that must not be there yet; a secret one for this user alone.
fn keep(file: &Path, text: &str, is_secret: bool) -> Outcome<()> {
    let write = || {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, if is_secret { 0o600 } else { 0o644 });
        let mut file = options.open(file)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()
    };
    write().map_err(|error| {
        let shown = file.display();
        Failure::fault(
            format!("{shown} kan ikke skrives: {}. Kontrollér plads og adgang.", Reason(&error, Lang::Da)),
            format!("{shown} cannot be written: {}. Check space and access.", Reason(&error, Lang::En)),
        )
    })
}

fn no_key(file: &Path) -> Failure {
    let shown = file.display();
    Failure::fault(
        format!("{shown} er ikke en nøgle til loggen. Hent den fra sikkerhedskopien; en ny nøgle kan ikke underskrive for den gamle log."),
        format!("{shown} is not a key of the log. Restore it from the backup; a new key cannot sign for the old log."),
    )
}
