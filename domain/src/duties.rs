//! What the municipality owes the child, and by when. One file for each duty.
//!
//! A duty follows from the record, the law and the strategy, and is never typed in. It says what is owed, counted from which fact,
//! due when, to whom it falls, which entry met it, and why. Where law and strategy both speak, the earlier date leads
//! and the later is shown beside it.
//!
//! Read one rule file, such as `acute_assessment.rs`: its heading is the published page, then come the dated values, one pure function,
//! and the examples, which are tests and are printed in `docs/rulebook.md`.

mod ahead;
mod build;
mod examples;
#[cfg(test)]
mod examples_read;
mod rules;
mod time_away;
pub mod words;

mod acute_assessment;
mod answer_offer;
mod assessment;
mod child_heard;
mod feedback;
mod first_follow_up;
mod glass_review;
mod next_follow_up;
mod placement_maximum;
mod plan;
mod preliminary_assessment;
mod receipt;
mod reread_concerns;
mod return_home_review;
mod screening;
mod second_professional;
mod step_down_aim;
mod supervision_visit;

pub use acute_assessment::{awaits as awaits_acute_assessment, due as acute_assessment_due};
pub use ahead::if_written;
pub use examples::{ALL, Example, LAW_ALONE, SATURDAYS};
pub use plan::may_be_left_out as plan_may_be_left_out;
pub use rules::{Page, RULES, Rule, SECTIONS, page, rule};

use crate::calendar;
use crate::id::StaffId;
use crate::kinds::{Role, code_list};
use crate::record::{EntryNo, State};
use crate::strategy::Strategy;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

code_list!(
    /// The duties Trin knows.
    #[doc(alias = "forpligtelse")]
    DutyKind {
        AcuteAssessment = "acute-assessment", "Akutvurdering af underretning", "Acute assessment of a notification";
        Receipt = "receipt", "Kvittering til underretter", "Receipt to the notifier";
        Feedback = "feedback", "Orientering til faglig underretter", "Feedback to a professional notifier";
        SecondProfessional = "second-professional", "Genvurdering med en fagperson, der ikke har deltaget", "Reassessment with a second professional";
        RereadConcerns = "reread-concerns", "Genlæsning af alle bekymringer", "Reread of all concerns";
        Screening = "screening", "Screening afsluttet", "Screening concluded";
        Assessment = "assessment", "Undersøgelse afsluttet", "Assessment concluded";
        PreliminaryAssessment = "preliminary-assessment", "Foreløbig vurdering", "Preliminary assessment";
        ChildHeard = "child-heard", "Barnet hørt før afgørelse", "Child heard before the decision";
        Plan = "plan", "Barnets plan klar", "Plan ready";
        FirstFollowUp = "first-follow-up", "Første opfølgning", "First follow-up";
        NextFollowUp = "next-follow-up", "Næste opfølgning", "Next follow-up";
        ReturnHomeReview = "return-home-review", "Vurdering af hjemgivelse", "Return-home review";
        PlacementMaximum = "placement-maximum", "Anbringelse ud over strategiens grænse", "Placement beyond the strategy's maximum";
        SupervisionVisit = "supervision-visit", "Tilsynsbesøg hos anbragt barn", "Supervision visit to a placed child";
        StepDownAim = "step-down-aim", "Mål for vejen ned ad trappen", "Aim of stepping down";
        AnswerOffer = "answer-offer", "Svar på tilbudt ansvar", "Answer to an offered responsibility";
        GlassReview = "glass-review", "Gennemsyn af nødadgang", "Review of an emergency access";
    }
);

/// When something is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// At an instant: the law counts hours.
    At(Timestamp),
    /// On a day: the whole day is in time.
    On(Date),
}

impl Due {
    /// The first instant that is late.
    pub fn late_from(self) -> Timestamp {
        match self {
            Self::At(at) => at,
            Self::On(on) => calendar::end_of_day(on),
        }
    }

    /// The day it falls on, in Denmark.
    pub fn day(self) -> Date {
        match self {
            Self::At(at) => calendar::day_of(at),
            Self::On(on) => on,
        }
    }
}

/// Where a rule is written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Basis {
    /// Law, or the municipality's strategy.
    pub from: BasisKind,
    /// Citation, such as "barnets lov § 95, stk. 1".
    pub citation: Cow<'static, str>,
}

/// Law or strategy.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BasisKind {
    /// Statute.
    Law,
    /// The municipality's own strategy.
    Strategy,
}

/// A date and where it comes from.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct DueBy {
    /// When.
    pub due: Due,
    /// Where that is written.
    pub basis: Basis,
}

/// The entry that met a duty.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Met {
    /// Which entry.
    pub entry: EntryNo,
    /// When the thing was done, which may be before it was written down.
    pub at: Timestamp,
}

/// How a duty stands at an instant.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Not yet done, in time.
    Owed,
    /// Not done, too late.
    Late,
    /// Done in time.
    MetInTime,
    /// Done too late.
    MetLate,
    /// Fell away before it was late, such as a follow-up of help that ended.
    Lapsed,
    /// Was late, never done, and can no longer be done, such as a follow-up of help that has ended since.
    Missed,
}

/// One thing the municipality owes a child.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Duty {
    /// What is owed.
    pub kind: DutyKind,
    /// The entry it is about: the notification, the assessment, the intervention, the offer.
    pub about: EntryNo,
    /// The entry it is counted from; for a next follow-up, the follow-up before.
    pub counted_from: EntryNo,
    /// The day or instant it is counted from.
    pub counts_from: Due,
    /// The date that leads: the earlier of law's and strategy's.
    pub leads: DueBy,
    /// The other's date, when both speak and differ.
    pub other: Option<DueBy>,
    /// To whom it falls.
    pub responsible: Option<StaffId>,
    /// The role it falls to, when no one is named.
    pub role: Role,
    /// The entry that met it.
    pub met: Option<Met>,
    /// The first day on which it can no longer be done, or need not be, without having been met. May lie ahead, when an end is agreed;
    /// then it is owed until that day.
    pub lapsed_on: Option<Date>,
    /// Why, in one Danish sentence that names the facts.
    pub because_da: String,
    /// The same in English.
    pub because_en: String,
}

impl Duty {
    /// When it is due, by the leading date.
    pub const fn due(&self) -> Due {
        self.leads.due
    }

    /// How it stands at an instant.
    pub fn standing(&self, now: Timestamp) -> Standing {
        let late_from = self.due().late_from();
        match (self.met, self.lapsed_on) {
            (Some(met), _) if met.at < late_from => Standing::MetInTime,
            (Some(_), _) => Standing::MetLate,
            // An end may be agreed for a later day; until that day comes, what is owed is owed.
            (None, Some(on)) if calendar::start_of_day(on) <= now => {
                if on <= self.due().day() {
                    Standing::Lapsed
                } else {
                    Standing::Missed
                }
            }
            (None, _) if now < late_from => Standing::Owed,
            (None, _) => Standing::Late,
        }
    }
}

/// Everything the municipality owes, owed or has owed this child: met, lapsed and open, by due time.
///
/// Depends on the record and the rules alone, not on today: whether a duty is late is asked with [`Duty::standing`].
pub fn of(state: &State<'_>, strategy: &Strategy) -> Vec<Duty> {
    let mut out = Vec::new();
    for rule in RULES {
        (rule.owed)(state, strategy, &mut out);
    }
    out.sort_by_cached_key(|duty| in_due_order(duty.due()));
    out
}

/// Sorts by due time without working out when a day ends: an instant within a day comes before the day itself.
fn in_due_order(due: Due) -> (Date, bool, Timestamp) {
    match due {
        Due::At(at) => (calendar::day_of(at), false, at),
        Due::On(on) => (on, true, Timestamp::MIN),
    }
}
