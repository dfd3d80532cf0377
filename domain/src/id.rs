//! Identities. Each is a UUID of its own type, so that a child is never mistaken for a staff member.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;

/// Namespace for identities derived from a readable label in a scenario file.
const LABELS: Uuid = Uuid::from_u128(0x7472_696e_2d6c_6162_656c_732d_7631_0000);

macro_rules! identity {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// Wraps an identity made at the edge.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// The identity for a label: the label itself if it is a UUID, else one derived from it.
            ///
            /// Scenario files may say `"mette"` instead of a UUID; the same label is always the same identity.
            pub fn from_label(label: &str) -> Self {
                Self(Uuid::parse_str(label).unwrap_or_else(|_| Uuid::new_v5(&LABELS, label.as_bytes())))
            }

            /// The UUID inside.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let label = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                Ok(Self::from_label(&label))
            }
        }
    };
}

identity!(
    /// A child, born or unborn, through its whole childhood.
    ChildId
);
identity!(
    /// Something that came to the one door, before it is known which child it is about.
    EnquiryId
);
identity!(
    /// A member of staff, of any profession, or a provider's employee.
    StaffId
);
impl StaffId {
    /// Trin itself: who did what the program does without being asked.
    pub const TRIN: Self = Self::new(Uuid::nil());
}
identity!(
    /// A unit: day-care, school, health service, intake, caseworkers' team, provider.
    UnitId
);
identity!(
    /// A wellbeing round at a unit.
    RoundId
);
identity!(
    /// One command, so that the same one sent twice is done once.
    CommandKey
);
