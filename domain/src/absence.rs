//! School absence (skolefravær): who stays away and how much, seen in weeks, and the roadmap (køreplan) of what the school does at each threshold
//! (D4).
//!
//! Absence comes from the school's own register, one statement of a period at a time, and stays at the school: see
//! [`crate::access::Room::AtUnit`]. The law's two thresholds are [`law`]'s; those before them are the municipality's own
//! ([`crate::strategy::AbsenceStep`]). As with worries, what is still to be done is the school's and no duty counted elsewhere, until the school
//! notifies the municipality as the law says it must.

mod file;
pub mod law;
mod roadmap;
mod school_days;

pub use file::{FileFault, Row, Sheet, read};
pub use roadmap::{Reached, Roadmap, Share, Shares};
pub use school_days::{SchoolHoliday, SchoolYear, quarter_of, year_of};

use crate::id::{StaffId, UnitId};
use crate::kinds::code_list;
use crate::record::{AbsenceStated, State};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

code_list!(
    /// Why a pupil was absent, as the school's register says it.
    #[doc(alias = "fraværstype")]
    AbsenceKind {
        Illness = "illness", "Sygdom", "Illness";
        Lawful = "lawful", "Lovligt af anden grund", "Lawful for another reason";
        Leave = "leave", "Ekstraordinær frihed", "Extraordinary leave";
        Unlawful = "unlawful", "Ulovligt", "Unlawful";
    }
);

/// A day, or a part of one, on which a pupil was absent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
pub struct AbsentDay {
    /// The day.
    pub on: Date,
    /// Why.
    pub kind: AbsenceKind,
    /// How much of the school day, in percent, from 1 to 100.
    #[serde(default = "whole", skip_serializing_if = "is_whole")]
    pub percent: u8,
}

/// Longest period stated at a time, in days: a school year and what lies around it.
pub const LONGEST_PERIOD: i32 = 400;

/// A whole school day.
pub const WHOLE: u8 = 100;

const fn whole() -> u8 {
    WHOLE
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks with a reference")]
const fn is_whole(percent: &u8) -> bool {
    *percent == WHOLE
}

/// That a step of the roadmap was taken or left out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answered {
    /// Which step.
    pub step: String,
    /// The day its threshold was reached.
    pub reached_on: Date,
    /// The day it was done.
    pub on: Date,
    /// Whether it was left out, with a reason.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub left_out: bool,
}

/// A pupil's absence at one school, and what was done about it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Attendance {
    /// The day the pupil began at the school.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// Days with absence, in order.
    pub days: Vec<AbsentDay>,
    /// Steps of the roadmap answered, in the order written.
    pub answers: Vec<Answered>,
}

impl Attendance {
    /// What a record says of a child's absence at a school: of each day what was stated last.
    pub fn of(state: &State<'_>, unit: UnitId) -> Self {
        let mut days: Vec<AbsentDay> = Vec::new();
        for stated in state.absences.iter().map(|stated| stated.what).filter(|stated| stated.unit == unit) {
            days.retain(|day| !stated.covers(day.on));
            days.extend(&stated.absent);
        }
        days.sort_unstable();
        let steps = state.absence_steps.iter().map(|step| step.what).filter(|step| step.unit == unit);
        let answers = steps
            .map(|step| Answered { step: step.step.clone(), reached_on: step.reached_on, on: step.on, left_out: step.left_out })
            .collect();
        let began = state.enrolments.iter().map(|enrolment| enrolment.began.what).filter(|began| began.unit == unit);
        Self { since: began.map(|began| began.on).min(), days, answers }
    }

    /// The answer that stands to each threshold: the first, for what came after it says more of the same; none where what was done is said not to have
    /// happened.
    pub fn standing(&self) -> Vec<Answered> {
        let mut standing: Vec<Answered> = Vec::new();
        for one in &self.answers {
            let same = standing.iter().position(|other| other.step == one.step && other.reached_on == one.reached_on);
            match same {
                Some(place) if one.left_out && !standing[place].left_out => {
                    standing.remove(place);
                }
                Some(place) if standing[place].left_out && !one.left_out => standing[place] = one.clone(),
                Some(_) => {}
                None => standing.push(one.clone()),
            }
        }
        standing
    }

    /// What is new when a period is stated to have these days of absence and no others: nothing, when the record says so already. Stating the
    /// same twice writes once.
    pub fn news(&self, unit: UnitId, (from, until): (Date, Date), mut absent: Vec<AbsentDay>) -> Option<AbsenceStated> {
        absent.sort_unstable();
        // Two halves of a day are a whole one.
        absent.dedup_by(|next, day| {
            let is_same = (next.on, next.kind) == (day.on, day.kind);
            if is_same {
                day.percent = day.percent.saturating_add(next.percent).min(WHOLE);
            }
            is_same
        });
        let stated = AbsenceStated { unit, from, until, absent };
        let known = self.days.iter().filter(|day| stated.covers(day.on));
        (!known.eq(&stated.absent)).then_some(stated)
    }
}

/// That a school's register of a period was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Register {
    /// Which school's.
    pub unit: UnitId,
    /// First day of the period.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Rows read.
    pub rows: i64,
    /// Children about whom something was new.
    pub news: i64,
    /// Children who do not go there, as far as the reader may know.
    pub unknown: i64,
    /// Who read it in.
    pub by: StaffId,
    /// When.
    pub at: Timestamp,
}

impl AbsenceStated {
    /// Whether a day lies in the period it states.
    pub fn covers(&self, day: Date) -> bool {
        (self.from..=self.until).contains(&day)
    }
}
