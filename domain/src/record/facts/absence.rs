//! School absence as the school's register states it, and what the school did about it. It belongs to the school.

use crate::absence::AbsentDay;
use crate::id::UnitId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The days on which a pupil was absent in a period, all of them: what was stated of the period before holds no longer.
#[doc(alias = "fravær")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AbsenceStated {
    /// At which school: it stays there.
    pub unit: UnitId,
    /// First day of the period.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Days of absence in it, in order; none, when what was stated before was wrong.
    pub absent: Vec<AbsentDay>,
}

/// The school did what the roadmap asks for when absence reaches a threshold, or left it out.
#[doc(alias = "skridt i køreplanen for skolefravær")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AbsenceStepTaken {
    /// At which school.
    pub unit: UnitId,
    /// The step's key in the strategy.
    pub step: String,
    /// What was done, as the roadmap named it then.
    pub what: String,
    /// The day its threshold was reached.
    pub reached_on: Date,
    /// The day it was done.
    pub on: Date,
    /// Whether it was left out; the words say why.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
    /// What came of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}
