//! The emergency log while Trin serves: its file, and carrying over what is in it when the database takes it.

use crate::place::{self, Place};
use crate::speak::{Failure, Lang, Outcome, Reason};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use trin_domain::strategy::Strategy;
use trin_proof::LogKey;
use trin_store::{EMERGENCY_BYTES, EmergencyLog, Sealing, Store};

/// The setting that says which file Trin last served with.
const LAST: &str = "emergency-log";
/// How often it is tried.
const EVERY: Duration = Duration::from_secs(5);

/// Opens the file, or makes it and takes its room.
pub(crate) fn open(file: &Path, key: Option<&LogKey>, store: &Store) -> Outcome<Arc<EmergencyLog>> {
    opened(file, key, store.sealing().clone()).map(Arc::new)
}

fn opened(file: &Path, key: Option<&LogKey>, sealing: Sealing) -> Outcome<EmergencyLog> {
    EmergencyLog::open(file, EMERGENCY_BYTES, key, sealing).map_err(|error| {
        let shown = file.display();
        let (in_danish, in_english) = match error.kind() {
            ErrorKind::ResourceBusy => (
                "En anden Trin bruger den: stop den først, eller giv hver sin fil.",
                "Another Trin uses it: stop that one first, or give each its own file.",
            ),
            ErrorKind::InvalidData => (
                "Der kan ligge opslag i den, som hører til i loggen: gem den. Er kommunens nøgle skiftet siden, så kør `trin log carry FIL --sealed-with GAMMEL-NØGLE`; er den ændret eller en andens, så vis den til den, der driver Trin, og vælg en ny fil imens.",
                "Looks that belong in the log may lie in it: keep it. If the municipality's key was changed since, run `trin log carry FILE --sealed-with OLD-KEY`; if it was changed or is another's, show it to whoever operates Trin, and name a new file meanwhile.",
            ),
            _ => ("Kontrollér plads (8 MB) og adgang.", "Check space (8 MB) and access."),
        };
        Failure::fault(
            format!("nødloggen {shown} kan ikke bruges: {}. {in_danish}", Reason(&error, Lang::Da)),
            format!("the emergency log {shown} cannot be used: {}. {in_english}", Reason(&error, Lang::En)),
        )
    })
}

/// Carries over all that waits in the file, sealed as it is; how many looks and openings. Afterwards it is empty, and opens with any key.
pub(crate) async fn carry_now(place: &Place, file: &Path, key: Option<&LogKey>, sealing: Sealing) -> Outcome<usize> {
    let log = opened(file, key, sealing)?;
    place.store.carry_over(&place.strategy, &log).await.map_err(|error| place::failed(&error))
}

/// Remembers which file it is: whoever changes the municipality's key must carry it over first.
pub(crate) async fn remember(store: &Store, file: &Path) -> Outcome<()> {
    let shown = std::path::absolute(file).unwrap_or_else(|_| file.to_owned()).display().to_string();
    let failed = |error| place::failed(&error);
    if store.setting(LAST).await.map_err(failed)?.as_ref() == Some(&shown) {
        return Ok(());
    }
    store.set(LAST, &shown).await.map_err(failed)
}

/// The file Trin last served with.
pub(crate) async fn last(store: &Store) -> Outcome<Option<PathBuf>> {
    Ok(store.setting(LAST).await.map_err(|error| place::failed(&error))?.map(PathBuf::from))
}

/// Carries over until dropped; at once at the start.
pub(crate) async fn carry(store: &Store, strategy: &Strategy, log: Option<&EmergencyLog>) {
    let Some(log) = log else { return std::future::pending().await };
    loop {
        match store.carry_over(strategy, log).await {
            Ok(0) => {}
            Ok(carried) => tracing::warn!(carried, "the emergency log was carried over"),
            Err(error) => tracing::warn!(%error, waiting = log.waiting(), "the emergency log waits"),
        }
        tokio::time::sleep(EVERY).await;
    }
}
