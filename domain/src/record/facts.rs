//! The facts an entry can state. Days are civil dates in Denmark; instants are used where the law counts hours.
//!
//! A fact is written flat beside its entry's own fields, so no field of a fact is written `no`, `recorded_at`, `at`, `by`, `role` or `label`.

use serde::{Deserialize, Serialize};

mod absence;
mod access;
mod assessment;
mod child;
mod door;
mod help;
mod responsibility;
mod rounds;
mod talks;
mod worries;
mod writing;

pub use absence::*;
pub use access::*;
pub use assessment::*;
pub use child::*;
pub use door::*;
pub use help::*;
pub use responsibility::*;
pub use rounds::*;
pub use talks::*;
pub use worries::*;
pub use writing::*;

/// What an entry says happened. Grouped as the child's way through the municipality.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    // Who the child is.
    /// The child is known to the municipality, born or expected.
    Registered(Registered),
    /// An expected child was born.
    Born(Born),
    /// The child began at a day-care or school.
    Enrolled(Enrolled),
    /// The child left the day-care or school.
    LeftUnit(LeftUnit),
    /// Someone is part of the child's family or network.
    RelationAdded(RelationAdded),
    /// Someone is no longer part of it.
    RelationEnded(RelationEnded),
    /// Custody (forældremyndighed) of a related person changed.
    CustodyChanged(CustodyChanged),
    /// A custody holder, or the child, agreed to something.
    ConsentGiven(ConsentGiven),
    /// A consent was withdrawn.
    ConsentWithdrawn(ConsentWithdrawn),

    // The one door.
    /// A notification of concern arrived.
    NotificationReceived(NotificationReceived),
    /// The 24-hour assessment of a notification.
    AcuteAssessed(AcuteAssessed),
    /// A professional who had no part in the case assessed a notification on a child with help in force.
    SecondProfessionalAssessed(SecondProfessionalAssessed),
    /// A person reread all concerns together.
    ConcernsReread(ConcernsReread),
    /// The notifier was told that the notification arrived.
    ReceiptSent(ReceiptSent),
    /// A professional notifier was told what came of it, or why not.
    FeedbackGiven(FeedbackGiven),
    /// The screening of a notification was concluded.
    Screened(Screened),

    // Responsibility.
    /// Responsibility given at the door, or moved by a leader; an offer that was waiting lapses.
    ResponsibilityAssigned(ResponsibilityAssigned),
    /// The responsible professional offers the child to another. Moves nothing until accepted.
    ResponsibilityOffered(ResponsibilityOffered),
    /// The offer was accepted: responsibility moves now.
    ResponsibilityAccepted(ResponsibilityAccepted),
    /// The offer was declined: responsibility stays.
    ResponsibilityDeclined(ResponsibilityDeclined),
    /// The offer was taken back before it was answered: responsibility stays.
    ResponsibilityOfferWithdrawn(ResponsibilityOfferWithdrawn),

    // Who is let in, who is kept out, and where the child lives.
    /// A colleague works on the case beside the responsible.
    CoWorkerAdded(CoWorkerAdded),
    /// The colleague's part is over.
    CoWorkerEnded(CoWorkerEnded),
    /// The record is kept to the fewest: staff's own family, or a family in the public eye.
    ChildRestricted(ChildRestricted),
    /// It is no longer.
    RestrictionLifted(RestrictionLifted),
    /// Somebody without a relation opened the record in an emergency.
    GlassBroken(GlassBroken),
    /// Whoever opened it is done.
    GlassClosed(GlassClosed),
    /// A leader reviewed that.
    GlassReviewed(GlassReviewed),
    /// A copy of the record was given to the child or its family.
    CopyGiven(CopyGiven),
    /// Where the child lives.
    AddressStated(AddressStated),
    /// A protected address was shown to somebody, who said what for.
    AddressShown(AddressShown),

    // Assessment.
    /// An assessment, full or partial, was opened.
    AssessmentOpened(AssessmentOpened),
    /// One heading of the assessment was written.
    AssessmentSectionWritten(AssessmentSectionWritten),
    /// A preliminary assessment, because the final one exceeds four months.
    PreliminaryAssessmentWritten(PreliminaryAssessmentWritten),
    /// The assessment was concluded.
    AssessmentConcluded(AssessmentConcluded),
    /// The child was heard, or its perspective sought indirectly.
    ChildHeard(ChildHeard),

    // Help.
    /// Help was decided.
    InterventionDecided(InterventionDecided),
    /// The help began.
    InterventionStarted(InterventionStarted),
    /// The help ended.
    InterventionEnded(InterventionEnded),
    /// How the child is to get down the ladder.
    StepDownAimStated(StepDownAimStated),
    /// A plan with the family.
    PlanMade(PlanMade),
    /// Support does without a plan, for a stated reason.
    PlanNotNeeded(PlanNotNeeded),
    /// A measurable goal in a plan.
    GoalSet(GoalSet),
    /// A goal was scored outside a follow-up.
    GoalScored(GoalScored),
    /// A follow-up of an intervention.
    FollowedUp(FollowedUp),
    /// A supervision visit to a placed child.
    SupervisionVisited(SupervisionVisited),
    /// Whether a placed child can return home was assessed.
    ReturnHomeReviewed(ReturnHomeReviewed),
    /// A placement goes on beyond the strategy's maximum, for a stated reason.
    PlacementProlonged(PlacementProlonged),
    /// A position on the wellbeing ruler.
    WellbeingScored(WellbeingScored),
    /// A child was assessed in a wellbeing round.
    WellbeingAssessed(WellbeingAssessed),
    /// What is done from here was agreed, in a wellbeing round or about a worry.
    FocusPointAgreed(FocusPointAgreed),
    /// What was agreed was looked at again.
    FocusPointLookedAt(FocusPointLookedAt),
    /// The child was talked with by an adult it trusts.
    IndividualTalkHeld(IndividualTalkHeld),
    /// On which days of a period the child was absent from school.
    AbsenceStated(AbsenceStated),
    /// The school acted on a threshold of absence.
    AbsenceStepTaken(AbsenceStepTaken),
    /// Somebody at the child's day-care or school is worried.
    WorryRaised(WorryRaised),
    /// Something was done about a worry there.
    WorryStepTaken(WorryStepTaken),
    /// A worry ended.
    WorrySettled(WorrySettled),

    // Writing and meeting.
    /// A journal note.
    NoteWritten(NoteWritten),
    /// A meeting was arranged.
    MeetingPlanned(MeetingPlanned),
    /// A planned meeting was held or cancelled.
    MeetingClosed(MeetingClosed),
    /// The family or the child sees an entry differently; it stays beside the entry.
    ViewAttached(ViewAttached),
    /// An earlier entry was wrong; this is what it should say.
    Corrected(Corrected),

    // The end, and a new beginning.
    /// The case was closed.
    Closed(Closed),
}
