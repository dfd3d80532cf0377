//! Writing, meeting, correcting, closing.

use super::Fact;
use crate::id::StaffId;
use crate::kinds::MeetingKind;
use crate::record::EntryNo;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// A journal note: facts, words and judgement apart.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NoteWritten {
    /// Day it is about.
    pub on: Date,
    /// What happened.
    #[serde(default)]
    pub facts: String,
    /// What the child said.
    #[serde(default)]
    pub child_words: String,
    /// What others said.
    #[serde(default)]
    pub others_words: String,
    /// The professional judgement.
    #[serde(default)]
    pub judgement: String,
}

/// A meeting arranged.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MeetingPlanned {
    /// When.
    #[serde(rename = "meets_at")]
    pub at: Timestamp,
    /// What kind.
    pub kind: MeetingKind,
    /// Where.
    #[serde(default)]
    pub place: String,
    /// Who takes part.
    pub participants: String,
    /// Members of staff who have it in their day.
    #[serde(default)]
    pub staff: Vec<StaffId>,
}

/// A meeting held or cancelled.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct MeetingClosed {
    /// Which.
    pub meeting: EntryNo,
    /// Whether it was held.
    pub held: bool,
    /// Outcome, or why it was cancelled.
    pub note: String,
}

/// "We see it differently." Written down in the family's own words; nobody corrects them, they say more in a view of its own.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ViewAttached {
    /// To which entry.
    pub entry: EntryNo,
    /// Day.
    pub on: Date,
    /// Who says so.
    pub who: String,
    /// Whether it is the child itself.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_child: bool,
    /// Their place in the child's network; nothing for the child, and for somebody who has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<EntryNo>,
    /// What they say.
    pub text: String,
}

/// A correction.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Corrected {
    /// Of which entry.
    pub entry: EntryNo,
    /// What it should have said: a fact of the same kind.
    pub should_say: Box<Fact>,
    /// Why.
    pub reason: String,
}

/// The case closed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Closed {
    /// Day.
    pub on: Date,
    /// Why, and what carries the child from here.
    pub reason: String,
}
