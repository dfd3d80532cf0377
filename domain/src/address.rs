//! Where a child lives. A protected address is a type of its own: it can be kept and compared, but not written on a page, in a letter or in
//! a log, except through [`Address::reveal`].

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Somebody has shown again who they are at most so long ago.
pub const STEP_UP_HOLDS: SignedDuration = SignedDuration::from_mins(5);

/// An address.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub enum Address {
    /// Shown to everyone who sees where the child lives.
    Open(String),
    /// Shown to nobody without a [`Release`].
    Protected(Protected),
}

/// A protected address. It has no `Display` and its `Debug` says nothing, so that it comes nowhere by a slip.
#[derive(Clone, PartialEq, Eq)]
pub struct Protected(String);

impl fmt::Debug for Protected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Protected(…)")
    }
}

/// As it stands in the record, which is sealed.
#[derive(Serialize, Deserialize)]
struct Written {
    address: String,
    #[serde(default)]
    is_protected: bool,
}

impl From<Written> for Address {
    fn from(written: Written) -> Self {
        Self::new(written.address, written.is_protected)
    }
}

impl From<Address> for Written {
    fn from(address: Address) -> Self {
        match address {
            Address::Open(address) => Self { address, is_protected: false },
            Address::Protected(Protected(address)) => Self { address, is_protected: true },
        }
    }
}

impl Address {
    /// An address as it was typed.
    pub fn new(text: String, is_protected: bool) -> Self {
        if is_protected { Self::Protected(Protected(text)) } else { Self::Open(text) }
    }

    /// Whether it is protected.
    pub const fn is_protected(&self) -> bool {
        matches!(self, Self::Protected(_))
    }

    /// The address, unless it is protected.
    pub fn open(&self) -> Option<&str> {
        match self {
            Self::Open(text) => Some(text),
            Self::Protected(_) => None,
        }
    }

    /// The address, for somebody to whom it was released: the one way a protected address leaves this type.
    pub fn reveal(&self, _: &Release) -> &str {
        match self {
            Self::Open(text) | Self::Protected(Protected(text)) => text,
        }
    }

    /// The text, for the checks of a command alone.
    pub(crate) fn checked(&self) -> &str {
        match self {
            Self::Open(text) | Self::Protected(Protected(text)) => text,
        }
    }
}

/// Whether somebody showed who they are lately enough. A proof from the future, after a clock was set back, is none.
pub fn is_fresh(proved_at: Timestamp, now: Timestamp) -> bool {
    let age = now.duration_since(proved_at);
    !age.is_negative() && age <= STEP_UP_HOLDS
}

/// Leave to see one protected address: somebody has just shown again who they are, and said what for.
#[derive(Debug)]
pub struct Release {
    purpose: String,
}

impl Release {
    /// Leave, when the person showed who they are at `stepped_up_at`, not longer ago than [`STEP_UP_HOLDS`], and says what for.
    pub fn new(stepped_up_at: Timestamp, now: Timestamp, purpose: &str) -> Option<Self> {
        let purpose = purpose.trim();
        (is_fresh(stepped_up_at, now) && !purpose.is_empty()).then(|| Self { purpose: purpose.to_owned() })
    }

    /// What for.
    pub fn purpose(&self) -> &str {
        &self.purpose
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CANARY: &str = "Kanariefuglevej 7, 5300 Kerteminde";

    #[test]
    fn a_protected_address_says_nothing_of_itself() {
        let address = Address::new(CANARY.to_owned(), true);
        assert!(address.is_protected());
        assert_eq!(address.open(), None);
        assert!(!format!("{address:?}").contains("Kanarie"));
        assert_eq!(Address::new(CANARY.to_owned(), false).open(), Some(CANARY));
    }

    #[test]
    fn it_is_released_to_somebody_who_just_showed_who_they_are_and_said_what_for() {
        let address = Address::new(CANARY.to_owned(), true);
        let now: Timestamp = "2026-05-12T08:00:00Z".parse().expect("an instant");
        let ago = |seconds: i64| now.saturating_sub(SignedDuration::from_secs(seconds)).expect("in range");
        for (stepped_up_at, purpose, is_released, why) in [
            (now, "Hente barnet", true, "just now"),
            (ago(300), "Hente barnet", true, "five minutes ago"),
            (ago(301), "Hente barnet", false, "longer ago"),
            (ago(-1), "Hente barnet", false, "not yet"),
            (now, " ", false, "for nothing said"),
        ] {
            let release = Release::new(stepped_up_at, now, purpose);
            assert_eq!(release.is_some(), is_released, "{why}");
            if let Some(release) = release {
                assert_eq!(address.reveal(&release), CANARY);
                assert_eq!(release.purpose(), "Hente barnet");
            }
        }
    }

    #[test]
    fn the_record_keeps_it_whole() {
        for is_protected in [true, false] {
            let address = Address::new(CANARY.to_owned(), is_protected);
            let written = serde_json::to_string(&address).expect("written");
            assert_eq!(serde_json::from_str::<Address>(&written).expect("read"), address);
        }
    }
}
