//! Who is responsible.

use crate::id::StaffId;
use crate::record::EntryNo;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Responsibility assigned.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibilityAssigned {
    /// To whom.
    pub to: StaffId,
    /// Day.
    pub on: Date,
    /// Why they.
    pub reason: String,
}

/// Responsibility offered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibilityOffered {
    /// To whom.
    pub to: StaffId,
    /// Day.
    pub on: Date,
    /// Why, and what the receiver must know.
    pub reason: String,
}

/// Responsibility accepted.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibilityAccepted {
    /// Which offer.
    pub offer: EntryNo,
    /// Day.
    pub on: Date,
}

/// An offer of responsibility taken back, by the one who made it or a leader.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibilityOfferWithdrawn {
    /// Which offer.
    pub offer: EntryNo,
    /// Day.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// Responsibility declined.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibilityDeclined {
    /// Which offer.
    pub offer: EntryNo,
    /// Day.
    pub on: Date,
    /// Why.
    pub reason: String,
}
