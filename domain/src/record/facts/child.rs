//! Who the child is, and who is around it.

use crate::cpr::Cpr;
use crate::id::{ChildId, UnitId};
use crate::kinds::{RelationKind, UnitKind};
use crate::record::EntryNo;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// When the child was born, or is expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Birth {
    /// Born on this day.
    Born(Date),
    /// Expected on this day.
    Expected(Date),
}

impl Birth {
    /// The day, whether it has come or is expected.
    pub const fn day(self) -> Date {
        match self {
            Self::Born(on) | Self::Expected(on) => on,
        }
    }
}

/// The child is known to the municipality.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Registered {
    /// The child's name; for an unborn child the mother's, as "Barn af …".
    pub name: String,
    /// Birth, or expected birth.
    pub birth: Birth,
    /// Civil registration number, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpr: Option<Cpr>,
}

/// An expected child was born.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Born {
    /// Day of birth.
    pub on: Date,
    /// Name given.
    pub name: String,
    /// Civil registration number, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpr: Option<Cpr>,
}

/// The child began at a day-care or school.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Enrolled {
    /// The unit.
    pub unit: UnitId,
    /// Its name then.
    pub unit_name: String,
    /// What kind of unit.
    pub unit_kind: UnitKind,
    /// First day.
    pub on: Date,
}

/// The child left the unit.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LeftUnit {
    /// The enrolment that ends.
    pub enrolment: EntryNo,
    /// Last day.
    pub on: Date,
}

/// Someone in the child's family or network.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RelationAdded {
    /// How related.
    pub relation: RelationKind,
    /// Their name.
    pub name: String,
    /// Their own record, when they are a child Trin knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildId>,
    /// Whether they hold custody of the child.
    #[serde(default)]
    pub has_custody: bool,
    /// Since when, as far as known.
    pub on: Date,
}

/// Someone is no longer part of the network.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RelationEnded {
    /// The relation that ends.
    pub relation: EntryNo,
    /// From when.
    pub on: Date,
}

/// Custody changed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CustodyChanged {
    /// Whose.
    pub relation: EntryNo,
    /// What it is now.
    pub has_custody: bool,
    /// From when.
    pub on: Date,
}

/// A consent.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// Who consented, by name and relation.
    pub given_by: String,
    /// To what.
    pub purpose: String,
    /// Who may receive or collect.
    pub recipients: String,
    /// From when.
    pub on: Date,
    /// Until when, if limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A consent withdrawn.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConsentWithdrawn {
    /// Which.
    pub consent: EntryNo,
    /// From when.
    pub on: Date,
}
