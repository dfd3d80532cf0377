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
