//! A municipality's strategy as data: ladder, cadences, placement priority, caseload, forums, indicators (L1, L4, L5).
//!
//! Strategies are TOML files, read and checked by `Strategy::parse`, whose messages name line and field.
//! The four that ship with Trin are in `domain/strategies/`.

mod absence;
mod diff;
mod fault;
mod fields;
pub(crate) mod form;
mod guide;
mod ladder;
mod parse;
pub(crate) mod read;
mod shipped;
mod span;
mod syntax;
mod targets;
mod words;

#[cfg(test)]
mod tests_absence;
#[cfg(test)]
mod tests_any_input;
#[cfg(test)]
mod tests_diff;
#[cfg(test)]
mod tests_faults;
#[cfg(test)]
mod tests_guide;
#[cfg(test)]
mod tests_how_to;
#[cfg(test)]
mod tests_shipped;

pub use absence::{AbsenceStep, AbsenceWindow, Counted};
pub use diff::{Difference, Fact, Group, Side, diff, facts};
pub use fault::Fault;
pub use guide::{GuidePath, GuideStep};
pub use words::Text;

use crate::absence::SchoolHoliday;
use crate::calendar::WorkingDays;
use crate::kinds::InterventionKind;
use crate::retention::Class;
use serde::Serialize;
use std::fmt;

/// A step's number, 1 for the least intrusive.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize)]
#[serde(transparent)]
pub struct StepNo(pub u8);

impl fmt::Display for StepNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// General or special area.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// Almenområdet: day-care, schools, health visitors.
    General,
    /// Specialområdet: the authority and its providers.
    Special,
    /// Either, as the strategy allows.
    Both,
}

/// What the ladder is ordered by (L1): Faxe orders by intrusion and by cost.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LadderOrder {
    /// How far the help reaches into everyday life.
    Intrusion,
    /// How much it weighs in expenditure.
    Cost,
}

/// One of the three levels of prevention (L4).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PreventionLevel {
    /// Forebyggende: keeps problems from arising.
    Preventive,
    /// Foregribende: traces and limits a problem early.
    Anticipatory,
    /// Indgribende: keeps a problem from returning or growing.
    Intervening,
}

/// One step of the ladder.
#[doc(alias = "trin")]
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Step {
    /// Its number, from 1.
    pub no: StepNo,
    /// Danish name, as the strategy writes it.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// General or special area.
    pub area: Area,
    /// Level of prevention, where the strategy uses the three levels.
    pub level: Option<PreventionLevel>,
    /// What the step means for everyday life: degree of intrusion, in the strategy's words.
    pub intrusion: String,
    /// How the step weighs in expenditure, where the ladder is ordered by cost too.
    pub cost: Option<String>,
    /// Kinds of help that stand on it, `unnamed` ones included.
    pub interventions: Vec<InterventionKind>,
    /// Those of the kinds that the strategy does not name: placed here by whoever wrote the file, because every kind stands somewhere.
    pub unnamed: Vec<InterventionKind>,
    /// Methods, in the strategy's words.
    pub methods: Vec<String>,
    /// Actors, in the strategy's words.
    pub actors: Vec<String>,
    /// Where the strategy says so.
    pub source: String,
}

/// What a strategy says of one level of prevention (L4).
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct LevelOfPrevention {
    /// Which of the three.
    pub level: PreventionLevel,
    /// What it is to achieve.
    pub aim: String,
    /// Whom it is for.
    pub target_group: String,
    /// Who carries it.
    pub area: Area,
    /// Where the strategy says so.
    pub source: String,
}

/// A span of numbers, both ends included: "30–35 sager", "0–14 år".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct NumberRange {
    /// The lower end.
    pub low: u16,
    /// The upper end; equal to the lower for a single number.
    pub high: u16,
}

impl fmt::Display for NumberRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.low == self.high { self.low.fmt(f) } else { write!(f, "{}–{}", self.low, self.high) }
    }
}

/// A span of calendar time, as the strategies and the law write it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Span {
    /// Days.
    Days(u16),
    /// Weeks.
    Weeks(u16),
    /// Months, clamped to the month's end.
    Months(u16),
    /// Working days.
    WorkingDays(u16),
}

/// A group of interventions that a cadence covers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Coverage {
    /// Placements.
    Placement,
    /// Measures decided by the authority, short of placement.
    Measure,
    /// Early and general help.
    EarlyHelp,
}

impl Coverage {
    /// The group this kind of help belongs to.
    pub const fn of(kind: InterventionKind) -> Self {
        if kind.is_placement() {
            Self::Placement
        } else if kind.is_measure() {
            Self::Measure
        } else {
            Self::EarlyHelp
        }
    }
}

/// How often help is followed up (A6).
#[doc(alias = "opfølgningskadence")]
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Cadence {
    /// What it covers.
    pub covers: Coverage,
    /// First follow-up, counted from the start.
    pub first: Span,
    /// Every following one, counted from the previous.
    pub then: Span,
    /// Where the strategy says so.
    pub source: String,
}

/// A sourced span, such as the return-home review after 7 months.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SourcedSpan {
    /// How long.
    pub after: Span,
    /// Where the strategy says so.
    pub source: String,
}

/// One rank in the placement priority (P2).
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct PlacementRank {
    /// Name, as the strategy writes it.
    pub name: String,
    /// The kinds of place on this rank.
    pub kinds: Vec<InterventionKind>,
    /// Where the strategy says so.
    pub source: String,
}

/// A target for the number of children per caseworker (A9).
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct CaseloadTarget {
    /// Where the strategy begins, when it says so.
    pub from: Option<NumberRange>,
    /// At most this many children per caseworker.
    pub target: u16,
    /// The number the strategy's investment is sized for, when it differs from the target.
    pub sized_for: Option<u16>,
    /// Where the strategy says so.
    pub source: String,
}

/// A forum in which professions meet (F1–F3).
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Forum {
    /// Name, as the strategy writes it.
    pub name: String,
    /// Where it is held: per day-care, per school, …
    pub at: String,
    /// Which area handles the case there, where the strategy says so.
    pub area: Option<Area>,
    /// How often, where the strategy says so.
    pub every: Option<Span>,
    /// The year it is to begin, when it does not exist yet.
    pub from_year: Option<i16>,
    /// Fixed members.
    pub members: Vec<String>,
    /// Whether the strategy says that parents are invited.
    pub invites_parents: bool,
    /// Where the strategy says so.
    pub source: String,
}

/// What kind of returning work a routine is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoutineKind {
    /// A wellbeing round for all children of a place (D1).
    Round,
    /// An outreach visit by a social worker (D10).
    Visit,
    /// A talk with each child (D9).
    Talk,
}

/// Work that returns without a case: wellbeing rounds, outreach visits, talks with every child (D1, D9, D10).
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Routine {
    /// What kind of work.
    pub kind: RoutineKind,
    /// Name, as the strategy writes it.
    pub name: String,
    /// Where: day-care, schools, …
    pub at: String,
    /// How often, where the strategy says so.
    pub every: Option<Span>,
    /// Who does it.
    pub by: String,
    /// Where the strategy says so.
    pub source: String,
}

/// One line of what the strategy costs (M3).
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Investment {
    /// What the money is for, in the strategy's words.
    pub name: String,
    /// Amount in øre.
    pub amount_ore: i64,
    /// Full-time posts, where the strategy says so.
    pub posts: Option<u16>,
    /// Where the strategy says so.
    pub source: String,
}

/// A target of the strategy, measured or to be measured (M1, M4).
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct IndicatorTarget {
    /// Stable key of the indicator, such as `notifications-under-6`.
    pub key: String,
    /// What is measured, in the strategy's words.
    pub name: String,
    /// Value and unit, as a number where the strategy gives one.
    pub target: Option<f64>,
    /// Unit, such as `%` or `kr.`.
    pub unit: String,
    /// Which way it is to go.
    pub direction: TargetDirection,
    /// The year it is to be met.
    pub year: Option<i16>,
    /// Targets on the way: year and value.
    pub milestones: Vec<(i16, f64)>,
    /// Known earlier values: year and value.
    pub history: Vec<(i16, f64)>,
    /// How the strategy's words were read, where they leave room.
    pub note: Option<String>,
    /// Where the strategy says so.
    pub source: String,
}

/// Which way an indicator is to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetDirection {
    /// The value is to be at least the target.
    AtLeast,
    /// The value is to be at most the target.
    AtMost,
    /// The value is to fall.
    Falling,
    /// The value is to rise.
    Rising,
    /// The value is to stay where it is.
    Stable,
    /// The strategy gives the figure without saying which way it should go.
    Followed,
}

/// How long a class of what is kept is kept here, where that is longer than the law's shortest.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Retention {
    /// Which class.
    pub of: Class,
    /// How long.
    pub keep: Span,
    /// Where the strategy, or the municipality's agreement with its archive, says so.
    pub source: String,
}

/// A municipality's strategy.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Strategy {
    /// Key, such as `kerteminde-2021`.
    pub key: String,
    /// Municipality.
    pub municipality: String,
    /// Title of the strategy.
    pub title: String,
    /// First year it covers.
    pub from_year: i16,
    /// Last year it covers, where it has one.
    pub to_year: Option<i16>,
    /// Ages it covers, where it says so.
    pub ages: Option<NumberRange>,
    /// The document it was read from.
    pub source: String,
    /// Whether Saturdays count as working days.
    pub saturdays_count: bool,
    /// Who says so.
    pub saturdays_source: String,
    /// From which notification within 12 months all concerns are reread.
    pub reread_from_notification: u8,
    /// Who says so.
    pub reread_source: String,
    /// Working days from a notification to its screening's conclusion.
    pub screening_within: SourcedSpan,
    /// Working days to answer an offer of responsibility.
    pub answer_offer_within: SourcedSpan,
    /// What the ladder is ordered by.
    pub ladder_ordered_by: Vec<LadderOrder>,
    /// Steps, lowest first.
    pub steps: Vec<Step>,
    /// The three levels of prevention, where the strategy describes them.
    pub levels: Vec<LevelOfPrevention>,
    /// Cadences; a group without one follows the law alone.
    pub cadences: Vec<Cadence>,
    /// When a placed child's return home is reviewed.
    pub return_home_review: Option<SourcedSpan>,
    /// How long a placement lasts at most, unless special circumstances speak for more.
    pub placement_maximum: Option<SourcedSpan>,
    /// How long what is kept is kept, where longer than the shortest.
    pub retention: Vec<Retention>,
    /// Places in order of preference.
    pub placement_priority: Vec<PlacementRank>,
    /// How long a look that was drawn from the log may wait for its review; two weeks where the strategy says nothing.
    pub log_review_within: Option<SourcedSpan>,
    /// Caseload target.
    pub caseload: Option<CaseloadTarget>,
    /// Forums.
    pub forums: Vec<Forum>,
    /// Rounds, visits and talks that return without a case.
    pub routines: Vec<Routine>,
    /// What whoever is worried about a child does at least, in order.
    pub guide: Vec<GuideStep>,
    /// What a school does when a pupil's absence reaches a threshold, before the law's own.
    pub absence: Vec<AbsenceStep>,
    /// Days without school; of a school year with none, what most schools do.
    pub school_holidays: Vec<SchoolHoliday>,
    /// What the strategy costs, line by line.
    pub investments: Vec<Investment>,
    /// Indicators with targets.
    pub indicators: Vec<IndicatorTarget>,
}

impl Strategy {
    /// The step a kind of help stands on. Every strategy places every kind (checked when it is read); step 1 otherwise.
    pub fn step_of(&self, kind: InterventionKind) -> StepNo {
        self.steps.iter().find(|step| step.interventions.contains(&kind)).map_or(StepNo(1), |step| step.no)
    }

    /// The steps of the action guide on one path, in order.
    pub fn guide_on(&self, path: GuidePath) -> impl Iterator<Item = &GuideStep> {
        self.guide.iter().filter(move |step| step.path == path)
    }

    /// Which days count as working days.
    pub const fn working_days(&self) -> WorkingDays {
        WorkingDays { saturdays_count: self.saturdays_count }
    }

    /// The step with this number.
    pub fn step(&self, no: StepNo) -> Option<&Step> {
        self.steps.iter().find(|step| step.no == no)
    }

    /// How long a look that was drawn from the log may wait for its review.
    pub fn log_review_within(&self) -> Span {
        self.log_review_within.as_ref().map_or(Span::Weeks(2), |span| span.after)
    }

    /// The follow-up cadence for a kind of help.
    pub fn cadence_for(&self, kind: InterventionKind) -> Option<&Cadence> {
        let covers = Coverage::of(kind);
        self.cadences.iter().find(|cadence| cadence.covers == covers)
    }

    /// The rank of a kind of place in the placement priority, 1 for the most preferred.
    pub fn placement_rank(&self, kind: InterventionKind) -> Option<usize> {
        self.placement_priority.iter().position(|rank| rank.kinds.contains(&kind)).map(|index| index + 1)
    }
}
