//! What a wellbeing round at a day-care or school finds about a child, and what is agreed. It belongs to the unit.

use crate::id::{RoundId, UnitId};
use crate::record::EntryNo;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A child assessed in a wellbeing round, by one professional alone or by those around it together. Whoever assesses again in the same round says
/// it anew: the latest holds.
#[doc(alias = "trivselsvurdering")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WellbeingAssessed {
    /// In which round.
    pub round: RoundId,
    /// At which unit: it stays there.
    pub unit: UnitId,
    /// Day.
    pub on: Date,
    /// Whether together; else alone.
    pub together: bool,
    /// The child's wellbeing and development, on the ruler from 1 (thriving) to 5 (endangered).
    pub wellbeing: u8,
    /// The care around the child, on the same ruler, when it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care: Option<u8>,
    /// What was seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signs: String,
    /// What protects the child.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub protects: String,
    /// What burdens it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub burdens: String,
    /// What the child says or shows itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub child_words: String,
}

/// What those around the child do from here, agreed when they assessed it together or about a worry.
#[doc(alias = "fokuspunkt")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FocusPointAgreed {
    /// The joint assessment or the worry it follows from.
    #[serde(alias = "assessment")]
    pub about: EntryNo,
    /// Day.
    pub on: Date,
    /// What should become better for the child.
    pub goal: String,
    /// What is done.
    pub action: String,
    /// Who does it.
    pub who: String,
    /// The day it is looked at again.
    pub by_day: Date,
}
