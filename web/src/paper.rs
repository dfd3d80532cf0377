//! How a copy becomes a PDF. What sets it is handed in by the program, as the clock is: pages and their tests need no typesetter.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use trin_domain::id::StaffId;

/// Sets a copy's JSON as PDF, with the hash it is known by; why not, in words that repeat nothing of it. Takes seconds, and may not ask for
/// anything but what it is given.
pub type SetCopy = fn(json: &str, digest: &str) -> Result<Vec<u8>, String>;

/// Copies set at once: each takes a core.
const AT_ONCE: u32 = 2;
/// From so many bytes of JSON on a copy is set alone: setting takes memory by the length, some hundred times as much.
const LARGE: usize = 1 << 20;
/// Copies that wait for their turn; others are told to come again.
const WAITING: u32 = 6;
/// Of those, one person's: nobody alone keeps the others out.
const OF_ONE: u32 = (AT_ONCE + WAITING) / 2;

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
    whose: Arc<Mutex<HashMap<StaffId, u32>>>,
}

/// One person's place; given back when it is dropped.
struct Place {
    one: StaffId,
    whose: Arc<Mutex<HashMap<StaffId, u32>>>,
}

impl Place {
    /// None when they have as many as one may.
    fn of(one: StaffId, whose: &Arc<Mutex<HashMap<StaffId, u32>>>) -> Option<Self> {
        let mut all = whose.lock().unwrap_or_else(PoisonError::into_inner);
        let theirs = all.entry(one).or_default();
        if *theirs == OF_ONE {
            return None;
        }
        *theirs += 1;
        Some(Self { one, whose: Arc::clone(whose) })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = self.whose.lock().unwrap_or_else(PoisonError::into_inner);
        match all.get_mut(&self.one) {
            Some(theirs) if *theirs > 1 => *theirs -= 1,
            _ => drop(all.remove(&self.one)),
        }
    }
}

impl Paper {
    pub(crate) fn new(set: SetCopy) -> Self {
        let places = Arc::new(Semaphore::new((AT_ONCE + WAITING) as usize));
        Self { set, places, turns: Arc::new(Semaphore::new(AT_ONCE as usize)), whose: Arc::default() }
    }

    /// The PDF of a copy somebody asks for.
    ///
    /// # Errors
    /// When too many are wanted at once, by all or by them, or it cannot be set.
    pub(crate) async fn copy(&self, one: StaffId, json: Vec<u8>, digest: String) -> Result<Vec<u8>, NotSet> {
        let theirs = Place::of(one, &self.whose).ok_or(NotSet::Busy)?;
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| NotSet::Busy)?;
        let turns = if json.len() < LARGE { 1 } else { AT_ONCE };
        let turn = Arc::clone(&self.turns).acquire_many_owned(turns).await.map_err(|_| NotSet::Busy)?;
        let set = self.set;
        // Not on a thread that answers others. Whoever asked may have gone; the core is taken until it is set, and so is the turn.
        let setting = tokio::task::spawn_blocking(move || {
            let _held = (theirs, place, turn);
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

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test says what it expected")]

    use super::*;
    use std::sync::Mutex;
    use std::time::Duration;

    /// How many are being set, and how many ever were at once.
    static SETTING: Mutex<(usize, usize)> = Mutex::new((0, 0));

    fn slowly(_: &str, _: &str) -> Result<Vec<u8>, String> {
        let count = |more: isize| {
            let mut state = SETTING.lock().expect("unbroken");
            state.0 = state.0.strict_add_signed(more);
            state.1 = state.1.max(state.0);
        };
        count(1);
        std::thread::sleep(Duration::from_millis(200));
        count(-1);
        Ok(Vec::new())
    }

    #[tokio::test]
    async fn a_large_copy_is_set_alone_and_small_ones_two_at_once() {
        let paper = Paper::new(slowly);
        for (length, at_once) in [(LARGE - 1, 2), (LARGE, 1)] {
            SETTING.lock().expect("unbroken").1 = 0;
            let set = || paper.copy(StaffId::from_label("mette"), vec![b' '; length], String::new());
            let done = tokio::join!(set(), set(), set(), set());
            assert_eq!(done, (Ok(vec![]), Ok(vec![]), Ok(vec![]), Ok(vec![])));
            assert_eq!(SETTING.lock().expect("unbroken").1, at_once, "{length} bytes");
        }
    }
}
