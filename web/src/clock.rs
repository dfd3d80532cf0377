//! Time and randomness, handed in by the executable: nothing else in this crate reads a clock or throws dice.

use jiff::{Timestamp, civil::Date};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// Gives unpredictable bytes, for session tokens and command keys.
pub trait Randomness: Send + Sync {
    /// Sixteen bytes nobody can guess.
    fn bytes(&self) -> [u8; 16];
}

/// Today in Denmark.
pub fn today(clock: &dyn Clock) -> Date {
    trin_domain::calendar::day_of(clock.now())
}
