//! How a copy becomes a PDF. What sets it is handed in by the program, as the clock is: pages and their tests need no typesetter.

use std::sync::Arc;
use tokio::sync::Semaphore;

/// Sets a copy's JSON as PDF, with the hash it is known by; why not, in words that repeat nothing of it. Takes seconds, and may not ask for
/// anything but what it is given.
pub type SetCopy = fn(json: &str, digest: &str) -> Result<Vec<u8>, String>;

/// Copies set at once: each takes a core.
const AT_ONCE: usize = 2;
/// Copies that wait for their turn; others are told to come again.
const WAITING: usize = 6;

/// Why there is no PDF.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotSet {
    /// Enough are being set, and waiting.
    Busy,
    /// It cannot be set.
    Failed,
}

/// Sets copies, a few at a time.
pub(crate) struct Paper {
    set: SetCopy,
    places: Arc<Semaphore>,
    turns: Arc<Semaphore>,
}

impl Paper {
    pub(crate) fn new(set: SetCopy) -> Self {
        Self { set, places: Arc::new(Semaphore::new(AT_ONCE + WAITING)), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The PDF of a copy.
    ///
    /// # Errors
    /// When too many are wanted at once, or it cannot be set.
    pub(crate) async fn copy(&self, json: Vec<u8>, digest: String) -> Result<Vec<u8>, NotSet> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| NotSet::Busy)?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|_| NotSet::Busy)?;
        let set = self.set;
        // Not on a thread that answers others. Whoever asked may have gone; the core is taken until it is set, and so is the turn.
        let setting = tokio::task::spawn_blocking(move || {
            let _held = (place, turn);
            let json = std::str::from_utf8(&json).map_err(|error| error.to_string())?;
            set(json, &digest)
        });
        match setting.await {
            Ok(Ok(pdf)) => Ok(pdf),
            Ok(Err(why)) => {
                tracing::error!(why, "a copy was not set as PDF");
                Err(NotSet::Failed)
            }
            // The panic has been told where it was.
            Err(_) => Err(NotSet::Failed),
        }
    }
}
