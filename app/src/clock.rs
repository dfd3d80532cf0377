//! The only place that reads the clock and draws randomness; both are handed to the rest of Trin.

use jiff::Timestamp;
use rand::TryRng as _;
use rand::rngs::SysRng;

/// The system's clock.
pub(crate) struct SystemClock;

impl SystemClock {
    /// Now, to the microsecond: what every database can keep.
    #[allow(clippy::disallowed_methods, reason = "the executable is where the clock is read")]
    pub(crate) fn now() -> Timestamp {
        let now = Timestamp::now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

impl trin_web::Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Self::now()
    }
}

/// Fills a slice with bytes nobody can guess.
pub(crate) fn system_random(into: &mut [u8]) {
    SysRng.try_fill_bytes(into).expect("without the system's randomness nothing would be safe");
}

/// The operating system's randomness.
pub(crate) struct SystemRandomness;

impl trin_web::Randomness for SystemRandomness {
    fn bytes(&self) -> [u8; 16] {
        let mut bytes = [0; 16];
        system_random(&mut bytes);
        bytes
    }
}
