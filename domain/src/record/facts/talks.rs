//! That a child was talked with by an adult it trusts, in everyday life.

use crate::id::UnitId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// An individual talk with a child at its day-care or school, as every child has regularly whether or not anybody is worried. It belongs to the unit.
#[doc(alias = "individuel samtale")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct IndividualTalkHeld {
    /// At which unit: it stays there.
    pub unit: UnitId,
    /// Day.
    pub on: Date,
    /// What the child said or showed, when it is to be remembered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub child_words: String,
}
