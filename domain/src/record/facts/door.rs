//! The one door: notifications and what is done with them.

use crate::id::{ChildId, StaffId};
use crate::kinds::{Cause, NotifierKind, ScreeningOutcome};
use crate::record::EntryNo;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// Who notified.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Notifier {
    /// What they are to the child.
    pub kind: NotifierKind,
    /// Their name, unless anonymous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where they work, when that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workplace: Option<String>,
}

/// A notification of concern.
#[doc(alias = "underretning")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NotificationReceived {
    /// When the municipality got it, which starts the clock, whenever it is registered.
    pub received_at: Timestamp,
    /// Who sent it.
    pub notifier: Notifier,
    /// The concern, in the notifier's words.
    pub concern: String,
    /// Why, by the national causes.
    pub causes: Vec<Cause>,
    /// Whether the notifier thinks it cannot wait.
    #[serde(default)]
    pub acute: bool,
    /// Whether violence or abuse is suspected (own path: parents are not told first).
    #[serde(default)]
    pub abuse_suspected: bool,
    /// Siblings the same notification concerns, each with the same notification in its own record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub siblings: Vec<ChildId>,
}

/// The 24-hour assessment.
#[doc(alias = "akutvurdering")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AcuteAssessed {
    /// Which notification.
    pub notification: EntryNo,
    /// When it was assessed.
    #[serde(rename = "assessed_at")]
    pub at: Timestamp,
    /// Whether the child's health or development is in danger now.
    pub in_danger: bool,
    /// What was done at once, when in danger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acute_measure: Option<String>,
    /// Why.
    pub reason: String,
}

/// The second professional's assessment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SecondProfessionalAssessed {
    /// Which notification.
    pub notification: EntryNo,
    /// Day.
    pub on: Date,
    /// Who, not having taken part in the case.
    pub second: StaffId,
    /// What they found.
    pub conclusion: String,
}

/// All concerns reread together.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConcernsReread {
    /// Day.
    pub on: Date,
    /// What the person who reread them concludes.
    pub conclusion: String,
}

/// The receipt.
#[doc(alias = "kvittering")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReceiptSent {
    /// For which notification.
    pub notification: EntryNo,
    /// Day sent.
    pub on: Date,
}

/// Feedback to a professional notifier.
#[doc(alias = "orientering")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FeedbackGiven {
    /// For which notification.
    pub notification: EntryNo,
    /// Day.
    pub on: Date,
    /// What they were told; `None` when it was withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    /// Why it was withheld, when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld_because: Option<String>,
}

/// The screening.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Screened {
    /// Of which notification.
    pub notification: EntryNo,
    /// Day.
    pub on: Date,
    /// What it leads to.
    pub outcome: ScreeningOutcome,
    /// Why.
    pub reason: String,
}
