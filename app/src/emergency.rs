//! The emergency log while Trin serves: its file, and carrying over what is in it when the database takes it.

use crate::speak::{Failure, Lang, Outcome, Reason};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use trin_domain::strategy::Strategy;
use trin_proof::LogKey;
use trin_store::{EMERGENCY_BYTES, EmergencyLog, Store};

/// How often it is tried.
const EVERY: Duration = Duration::from_secs(5);

/// Opens the file, or makes it and takes its room.
pub(crate) fn open(file: &Path, key: Option<&LogKey>, store: &Store) -> Outcome<Arc<EmergencyLog>> {
    let opened = EmergencyLog::open(file, EMERGENCY_BYTES, key, store.sealing().clone());
    opened.map(Arc::new).map_err(|error| {
        let shown = file.display();
        Failure::fault(
            format!("nødloggen {shown} kan ikke bruges: {}. Kontrollér plads (8 MB) og adgang. Er den ændret, så gem den, og vælg en ny fil.", Reason(&error, Lang::Da)),
            format!("the emergency log {shown} cannot be used: {}. Check space (8 MB) and access. If it was changed, keep it and name another file.", Reason(&error, Lang::En)),
        )
    })
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
