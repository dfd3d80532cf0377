//! The only place that reads the clock and draws randomness.

use jiff::Timestamp;

/// The system's clock.
pub(crate) struct SystemClock;

impl SystemClock {
    /// Now.
    #[allow(clippy::disallowed_methods, reason = "the executable is where the clock is read")]
    pub(crate) fn now() -> Timestamp {
        Timestamp::now()
    }
}

impl trin_web::Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Self::now()
    }
}

/// Randomness from the operating system.
pub(crate) struct OsRandomness;

impl trin_web::Randomness for OsRandomness {
    #[allow(clippy::disallowed_methods, reason = "the executable is where randomness is drawn")]
    fn bytes(&self) -> [u8; 16] {
        rand::random()
    }
}
