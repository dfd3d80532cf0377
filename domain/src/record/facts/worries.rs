//! A worry about a child at its day-care or school: what was seen, what was done about it there, and how it ended. It belongs to the unit.

use crate::id::UnitId;
use crate::record::EntryNo;
use crate::worries::{Reached, WorryOutcome, WorrySign};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Somebody who meets the child in everyday life is worried. It opens no case: from here the action guide says what is done at least.
#[doc(alias = "bekymring")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WorryRaised {
    /// At which unit: it stays there.
    pub unit: UnitId,
    /// Day.
    pub on: Date,
    /// What it is about; at least one.
    pub seen: Vec<WorrySign>,
    /// What was seen and heard.
    pub signs: String,
    /// What the child says or shows itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub child_words: String,
    /// The assessment in a wellbeing round it follows from, when it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessment: Option<EntryNo>,
}

/// Something was done about a worry: a step of the action guide, or something else.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WorryStepTaken {
    /// The worry.
    pub worry: EntryNo,
    /// The step's key in the guide; empty when it is none of the guide's.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub step: String,
    /// What was done, as the guide named it that day, or in own words.
    pub what: String,
    /// Day.
    pub on: Date,
    /// Whether it was left out, for a reason that is said.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// What came of it, or why it was left out.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// A worry ended.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WorrySettled {
    /// The worry.
    pub worry: EntryNo,
    /// Day.
    pub on: Date,
    /// How.
    pub outcome: WorryOutcome,
    /// What it rests on.
    pub words: String,
}

/// What was agreed was looked at again.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FocusPointLookedAt {
    /// What was agreed.
    pub point: EntryNo,
    /// Day.
    pub on: Date,
    /// Whether it became better.
    pub reached: Reached,
    /// What is seen now.
    pub words: String,
    /// The day it is looked at once more, when it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_on: Option<Date>,
}
