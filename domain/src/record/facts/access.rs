//! Who is let in, who is kept out, and where the child lives.

use crate::address::Address;
use crate::id::StaffId;
use crate::kinds::{GlassFinding, GlassReason, RestrictionReason};
use crate::record::EntryNo;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// A colleague works with the responsible on the case.
#[doc(alias = "medbehandler")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CoWorkerAdded {
    /// Who.
    pub staff: StaffId,
    /// What for.
    pub reason: String,
    /// From when.
    pub on: Date,
    /// Last day, when that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// The colleague's part in the case is over.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CoWorkerEnded {
    /// Which.
    pub co_worker: EntryNo,
    /// Last day.
    pub on: Date,
}

/// The record is kept to the fewest.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ChildRestricted {
    /// Why.
    pub reason: RestrictionReason,
    /// From when.
    pub on: Date,
}

/// The record is open to those with a relation again.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RestrictionLifted {
    /// Which restriction.
    pub restriction: EntryNo,
    /// Why.
    pub reason: String,
    /// From when.
    pub on: Date,
}

/// Somebody without a relation opened the record in an emergency.
#[doc(alias = "nødadgang")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GlassBroken {
    /// Why, from the list.
    pub reason: GlassReason,
    /// Why, in their own words.
    pub text: String,
    /// When the record closes again.
    #[serde(rename = "open_until")]
    pub until: Timestamp,
}

/// Whoever opened the record in an emergency is done before the hour is over.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GlassClosed {
    /// Which opening.
    pub glass: EntryNo,
    /// Day.
    pub on: Date,
}

/// A leader has read why the record was opened in an emergency, and what was done.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GlassReviewed {
    /// Which opening.
    pub glass: EntryNo,
    /// Day.
    pub on: Date,
    /// What they found.
    pub finding: GlassFinding,
    /// What was asked or reported.
    #[serde(default)]
    pub note: String,
}

/// A copy of the record was given to the child, or to somebody of its family.
#[doc(alias = "aktindsigt")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CopyGiven {
    /// Day.
    pub on: Date,
    /// To whom.
    pub who: String,
    /// Whether to the child.
    #[serde(default)]
    pub is_child: bool,
    /// Their place in the child's network, when they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<EntryNo>,
    /// Why they may have it, when they are neither the child nor hold custody of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ground: String,
    /// The last entry in it.
    pub last: EntryNo,
    /// What was looked for beside what the record knows of others, a line for each.
    #[serde(default)]
    pub words: String,
    /// What was decided of every place that may concern somebody else: see [`crate::disclosure::read_decisions`].
    #[serde(default)]
    pub decisions: String,
    /// SHA-256 of the copy in its JSON form, in hexadecimal.
    pub digest: String,
    /// The copy itself, so that it can be shown again as it left whatever is called what by then: its JSON form, packed (zlib, base64).
    /// Empty for a copy made before it was kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub copy: String,
}

/// Where the child lives.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AddressStated {
    /// The address, which may be protected.
    #[serde(flatten)]
    pub address: Address,
    /// From when.
    pub on: Date,
}

/// A protected address was shown. To whom and when, the entry says; what it is, [`AddressStated`] alone does.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AddressShown {
    /// Which address.
    pub address: EntryNo,
    /// What for, in their own words. Never the address.
    pub purpose: String,
}
