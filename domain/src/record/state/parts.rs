//! The parts of a child's state: a thing and what came of it.

use crate::access::EMERGENCY_LASTS;
use crate::id::StaffId;
use crate::record::{Author, EntryNo, facts::*};
use jiff::{Timestamp, civil::Date};

/// A fact with the entry that states it. After a correction, `what` is what it should have said and `corrected_by` names the correction.
#[derive(Debug)]
pub struct Noted<'r, T> {
    /// Number of the entry that first stated it.
    pub no: EntryNo,
    /// When it was written.
    pub recorded_at: Timestamp,
    /// Who wrote it.
    pub by: Author,
    /// What it says.
    pub what: &'r T,
    /// The correcting entry, when it was corrected.
    pub corrected_by: Option<EntryNo>,
}

impl<T> Clone for Noted<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Noted<'_, T> {}

/// A notification and what came of it.
#[derive(Clone, Debug)]
pub struct Notification<'r> {
    /// The notification.
    pub received: Noted<'r, NotificationReceived>,
    /// The 24-hour assessment.
    pub acute: Option<Noted<'r, AcuteAssessed>>,
    /// The second professional's assessment.
    pub second: Option<Noted<'r, SecondProfessionalAssessed>>,
    /// The receipt.
    pub receipt: Option<Noted<'r, ReceiptSent>>,
    /// The feedback.
    pub feedback: Option<Noted<'r, FeedbackGiven>>,
    /// The screening's conclusion.
    pub screened: Option<Noted<'r, Screened>>,
}

/// A worry at the child's day-care or school, and what came of it.
#[derive(Clone, Debug)]
pub struct Worry<'r> {
    /// The worry.
    pub raised: Noted<'r, WorryRaised>,
    /// What was done, in the order written.
    pub taken: Vec<Noted<'r, WorryStepTaken>>,
    /// How it ended.
    pub settled: Option<Noted<'r, WorrySettled>>,
}

impl Worry<'_> {
    /// Its number.
    pub fn no(&self) -> EntryNo {
        self.raised.no
    }
}

/// What those around the child agreed to do, and how it went.
#[derive(Clone, Debug)]
pub struct FocusPoint<'r> {
    /// What was agreed.
    pub agreed: Noted<'r, FocusPointAgreed>,
    /// Each time it was looked at.
    pub looks: Vec<Noted<'r, FocusPointLookedAt>>,
}

impl FocusPoint<'_> {
    /// The day it is to be looked at; none once it was and does not go on.
    pub fn due_on(&self) -> Option<Date> {
        self.looks.last().map_or(Some(self.agreed.what.by_day), |look| look.what.next_on)
    }
}

/// A time at a unit.
#[derive(Clone, Copy, Debug)]
pub struct Enrolment<'r> {
    /// Beginning.
    pub began: Noted<'r, Enrolled>,
    /// The end, when left.
    pub left: Option<Noted<'r, LeftUnit>>,
}

impl Enrolment<'_> {
    /// Last day, when left.
    pub fn left_on(&self) -> Option<Date> {
        self.left.map(|left| left.what.on)
    }
}

/// Someone in the family or network.
#[derive(Clone, Copy, Debug)]
pub struct Relation<'r> {
    /// Who.
    pub added: Noted<'r, RelationAdded>,
    /// Whether they hold custody now.
    pub has_custody: bool,
    /// The end, when no longer part of it.
    pub ended: Option<Noted<'r, RelationEnded>>,
}

impl Relation<'_> {
    /// Since when no longer part of it.
    pub fn ended_on(&self) -> Option<Date> {
        self.ended.map(|ended| ended.what.on)
    }
}

/// A consent.
#[derive(Clone, Copy, Debug)]
pub struct Consent<'r> {
    /// The consent.
    pub given: Noted<'r, ConsentGiven>,
    /// The withdrawal.
    pub withdrawn: Option<Noted<'r, ConsentWithdrawn>>,
}

impl Consent<'_> {
    /// From when it is withdrawn.
    pub fn withdrawn_on(&self) -> Option<Date> {
        self.withdrawn.map(|withdrawn| withdrawn.what.on)
    }

    /// Whether it holds on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.given.what.on <= day && self.given.what.until.is_none_or(|until| day <= until) && self.withdrawn_on().is_none_or(|on| day < on)
    }
}

/// An offer of responsibility.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'r> {
    /// The offer.
    pub offered: Noted<'r, ResponsibilityOffered>,
    /// Who made it: responsible until it is accepted.
    pub from: Option<StaffId>,
    /// The answer.
    pub answer: Option<OfferAnswer>,
}

/// How an offer ended: answered, or withdrawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OfferAnswer {
    /// The entry that ended it.
    pub no: EntryNo,
    /// Day.
    pub on: Date,
    /// What came of it.
    pub outcome: OfferOutcome,
}

/// What came of an offer of responsibility.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfferOutcome {
    /// Yes: responsibility moved.
    Accepted,
    /// No: responsibility stayed.
    Declined,
    /// Taken back, or overtaken by a leader who moved responsibility.
    Withdrawn,
}

/// A period in which one professional was responsible.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Responsible {
    /// Who.
    pub staff: StaffId,
    /// Since.
    pub since: Date,
    /// The entry that gave it.
    pub no: EntryNo,
}

/// An assessment.
#[derive(Clone, Debug)]
pub struct Assessment<'r> {
    /// Opening.
    pub opened: Noted<'r, AssessmentOpened>,
    /// Sections; a later one on the same heading replaces the earlier on the page.
    pub sections: Vec<Noted<'r, AssessmentSectionWritten>>,
    /// The preliminary assessment.
    pub preliminary: Option<Noted<'r, PreliminaryAssessmentWritten>>,
    /// The conclusion.
    pub concluded: Option<Noted<'r, AssessmentConcluded>>,
}

/// An intervention from decision to end.
#[derive(Clone, Debug)]
pub struct Intervention<'r> {
    /// The decision.
    pub decided: Noted<'r, InterventionDecided>,
    /// The start.
    pub started: Option<Noted<'r, InterventionStarted>>,
    /// The end.
    pub ended: Option<Noted<'r, InterventionEnded>>,
    /// Stated aims of getting down the ladder, oldest first.
    pub aims: Vec<Noted<'r, StepDownAimStated>>,
    /// Follow-ups, oldest first by day held.
    pub follow_ups: Vec<Noted<'r, FollowedUp>>,
    /// Supervision visits, oldest first.
    pub visits: Vec<Noted<'r, SupervisionVisited>>,
    /// Return-home reviews, oldest first.
    pub reviews: Vec<Noted<'r, ReturnHomeReviewed>>,
    /// Prolongations, oldest first.
    pub prolongations: Vec<Noted<'r, PlacementProlonged>>,
    /// That it does without a plan.
    pub without_plan: Option<Noted<'r, PlanNotNeeded>>,
}

impl Intervention<'_> {
    /// The number that names it.
    pub const fn no(&self) -> EntryNo {
        self.decided.no
    }

    /// First day in force, once started.
    pub fn started_on(&self) -> Option<Date> {
        self.started.map(|started| started.what.on)
    }

    /// Last day in force, once ended.
    pub fn ended_on(&self) -> Option<Date> {
        self.ended.map(|ended| ended.what.on)
    }

    /// Whether it is in force on this day; the last day counts.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.started_on().is_some_and(|on| on <= day) && self.ended_on().is_none_or(|on| day <= on)
    }
}

/// A plan with its goals.
#[derive(Clone, Debug)]
pub struct Plan<'r> {
    /// The plan.
    pub made: Noted<'r, PlanMade>,
    /// Its goals.
    pub goals: Vec<Goal<'r>>,
}

/// A goal with its scores.
#[derive(Clone, Debug)]
pub struct Goal<'r> {
    /// The goal.
    pub set: Noted<'r, GoalSet>,
    /// Day, score, and the entry that scored it, oldest first.
    pub scores: Vec<(Date, i16, EntryNo)>,
}

impl Goal<'_> {
    /// The latest score, or where it began.
    pub fn stands_at(&self) -> i16 {
        self.scores.last().map_or(self.set.what.from, |(_, score, _)| *score)
    }

    /// Whether it has reached its target, whichever direction that lies in.
    pub fn is_reached(&self) -> bool {
        let goal = self.set.what;
        if goal.to >= goal.from { self.stands_at() >= goal.to } else { self.stands_at() <= goal.to }
    }
}

/// A meeting.
#[derive(Clone, Copy, Debug)]
pub struct Meeting<'r> {
    /// The plan for it.
    pub planned: Noted<'r, MeetingPlanned>,
    /// Its outcome.
    pub closed: Option<Noted<'r, MeetingClosed>>,
}

/// A colleague's part in the case.
#[derive(Clone, Copy, Debug)]
pub struct CoWorker<'r> {
    /// Who, and from when.
    pub added: Noted<'r, CoWorkerAdded>,
    /// That it was ended.
    pub ended: Option<Noted<'r, CoWorkerEnded>>,
}

impl CoWorker<'_> {
    /// The last day, the earlier of the one agreed and the one it was ended on.
    pub fn last_day(&self) -> Option<Date> {
        [self.added.what.until, self.ended.map(|ended| ended.what.on)].into_iter().flatten().min()
    }
}

/// A time in which the record was kept to the fewest.
#[derive(Clone, Copy, Debug)]
pub struct Restriction<'r> {
    /// The restriction.
    pub stated: Noted<'r, ChildRestricted>,
    /// That it was lifted.
    pub lifted: Option<Noted<'r, RestrictionLifted>>,
}

/// An opening in an emergency.
#[derive(Clone, Copy, Debug)]
pub struct Glass<'r> {
    /// Who opened, why, and until when.
    pub broken: Noted<'r, GlassBroken>,
    /// That whoever opened it was done.
    pub closed: Option<Noted<'r, GlassClosed>>,
    /// The leader's review.
    pub reviewed: Option<Noted<'r, GlassReviewed>>,
}

impl Glass<'_> {
    /// When the record closes, or closed, to whoever opened it.
    pub fn until(&self) -> Timestamp {
        let agreed = self.broken.what.until;
        self.closed.map_or(agreed, |closed| closed.recorded_at.min(agreed))
    }

    /// When it was opened. An entry is never dated before the one it follows, which a clock that was ahead may have dated: an opening that is
    /// dated after its own end was opened an hour before that.
    pub fn opened_at(&self) -> Timestamp {
        let (dated, until) = (self.broken.recorded_at, self.broken.what.until);
        if dated <= until { dated } else { until.saturating_sub(EMERGENCY_LASTS).unwrap_or(Timestamp::MIN) }
    }
}
