//! The folders that the children's keys were written to. Each file among them opens a child whose key is destroyed until it is written anew, so
//! every one is, and one that cannot be reached is said.

use crate::backup::failed;
use crate::clock::SystemClock;
use crate::place;
use crate::speak::{Failure, Lang, Outcome};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use trin_store::{KEY_FILE, Store};

/// The setting that has them, one a line.
const FOLDERS: &str = "key-folders";

/// A key file that was not written anew, and why.
pub(crate) struct Stale {
    folder: PathBuf,
    why: Failure,
}

/// The folders, sorted.
async fn all(store: &Store) -> Outcome<BTreeSet<PathBuf>> {
    let kept = store.setting(FOLDERS).await.map_err(|error| place::failed(&error))?.unwrap_or_default();
    Ok(kept.lines().filter(|line| !line.is_empty()).map(PathBuf::from).collect())
}

async fn set(store: &Store, folders: &BTreeSet<PathBuf>) -> Outcome<()> {
    let lines: Vec<String> = folders.iter().map(|folder| folder.display().to_string()).collect();
    store.set(FOLDERS, &lines.join("\n")).await.map_err(|error| place::failed(&error))
}

/// Remembers a folder that is about to have a key file.
pub(crate) async fn remember(store: &Store, folder: &Path) -> Outcome<()> {
    let mut folders = all(store).await?;
    if folders.insert(absolute(folder)) { set(store, &folders).await } else { Ok(()) }
}

/// Forgets one that is gone for good; whether it was remembered.
pub(crate) async fn forget(store: &Store, folder: &Path) -> Outcome<bool> {
    let mut folders = all(store).await?;
    let was = folders.remove(&absolute(folder));
    if was {
        set(store, &folders).await?;
    }
    Ok(was)
}

/// Forgets all: a restored copy leaves alone what belongs to the municipality it is a copy of.
pub(crate) async fn forget_all(store: &Store) -> Outcome<()> {
    if all(store).await?.is_empty() { Ok(()) } else { set(store, &BTreeSet::new()).await }
}

/// Writes the key file anew in the folder named, and in every other that has one. Those where it could not be done are the answer; a folder whose
/// file somebody removed is forgotten.
pub(crate) async fn write_anew(store: &Store, named: Option<&Path>) -> Outcome<Vec<Stale>> {
    let (remembered, named) = (all(store).await?, named.map(absolute));
    let mut stale = Vec::new();
    for folder in remembered.iter().chain(named.iter().filter(|folder| !remembered.contains(*folder))) {
        let is_named = Some(folder) == named.as_ref();
        let gone = || {
            Failure::fault(
                "mappen er der ikke. Er det et drev, der ikke er sat til?",
                "the folder is not there. Is it a disk that is not attached?",
            )
        };
        let written = match (is_named, folder.is_dir(), folder.join(KEY_FILE).exists()) {
            (false, false, _) => Err(gone()),
            (false, true, false) => forget(store, folder).await.map(drop),
            _ => store.keep_keys(folder, SystemClock::now()).await.map(drop).map_err(|fault| failed(&fault, folder)),
        };
        stale.extend(written.err().map(|why| Stale { folder: folder.clone(), why }));
    }
    Ok(stale)
}

/// Whether all were written anew; else which were not, and what to do.
pub(crate) fn judge(stale: &[Stale]) -> Outcome<()> {
    if stale.is_empty() {
        return Ok(());
    }
    let list = |lang: Lang| {
        let lines: Vec<String> = stale.iter().map(|one| format!("- {}: {}", one.folder.display(), one.why.message(lang))).collect();
        lines.join("\n")
    };
    Err(Failure::fault(
        format!(
            "det er gjort i databasen, men disse nøglefiler er ikke skrevet om, og de åbner stadig det, der er destrueret, sammen med en gammel sikkerhedskopi:\n{}\nGør mapperne tilgængelige, og kør `trin key keep`. Er en mappe væk for altid, så kør `trin key keep --forget MAPPE`.",
            list(Lang::Da)
        ),
        format!(
            "it is done in the database, but these key files were not written anew, and still open what is destroyed, together with an old backup:\n{}\nMake the folders available, and run `trin key keep`. Is a folder gone for good, run `trin key keep --forget FOLDER`.",
            list(Lang::En)
        ),
    ))
}

fn absolute(folder: &Path) -> PathBuf {
    std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned())
}
