//! The facts an entry can state. Days are civil dates in Denmark; instants are used where the law counts hours.
//!
//! A fact is written flat beside its entry's own fields, so no field of a fact is written `no`, `recorded_at`, `at`, `by`, `role` or `label`.

use super::EntryNo;
use crate::cpr::Cpr;
use crate::id::{ChildId, StaffId, UnitId};
use crate::kinds::{
    AssessmentHeading, Cause, EndReason, FollowUpDecision, InterventionKind, MeetingKind, NotifierKind, RelationKind, ScreeningOutcome,
    UnitKind,
};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

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
    /// Responsibility given at the door or by a leader, when there is no one to offer it.
    ResponsibilityAssigned(ResponsibilityAssigned),
    /// The responsible professional offers the child to another. Moves nothing until accepted.
    ResponsibilityOffered(ResponsibilityOffered),
    /// The offer was accepted: responsibility moves now.
    ResponsibilityAccepted(ResponsibilityAccepted),
    /// The offer was declined: responsibility stays.
    ResponsibilityDeclined(ResponsibilityDeclined),

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

/// When the child was born, or is expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Birth {
    /// Born on this day.
    Born(Date),
    /// Expected on this day.
    Expected(Date),
}

/// The child is known to the municipality.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Registered {
    /// The child's name; for an unborn child the mother's, as "Barn af …".
    pub name: String,
    /// Birth, or expected birth.
    pub birth: Birth,
    /// Civil registration number, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpr: Option<Cpr>,
}

/// An expected child was born.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Born {
    /// Day of birth.
    pub on: Date,
    /// Name given.
    pub name: String,
    /// Civil registration number, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cpr: Option<Cpr>,
}

/// The child began at a day-care or school.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Enrolled {
    /// The unit.
    pub unit: UnitId,
    /// Its name then.
    pub unit_name: String,
    /// What kind of unit.
    pub unit_kind: UnitKind,
    /// First day.
    pub on: Date,
}

/// The child left the unit.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct LeftUnit {
    /// The enrolment that ends.
    pub enrolment: EntryNo,
    /// Last day.
    pub on: Date,
}

/// Someone in the child's family or network.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RelationAdded {
    /// How related.
    pub relation: RelationKind,
    /// Their name.
    pub name: String,
    /// Their own record, when they are a child Trin knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub child: Option<ChildId>,
    /// Whether they hold custody of the child.
    #[serde(default)]
    pub has_custody: bool,
    /// Since when, as far as known.
    pub on: Date,
}

/// Someone is no longer part of the network.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct RelationEnded {
    /// The relation that ends.
    pub relation: EntryNo,
    /// From when.
    pub on: Date,
}

/// Custody changed.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct CustodyChanged {
    /// Whose.
    pub relation: EntryNo,
    /// What it is now.
    pub has_custody: bool,
    /// From when.
    pub on: Date,
}

/// A consent.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConsentGiven {
    /// Who consented, by name and relation.
    pub given_by: String,
    /// To what.
    pub purpose: String,
    /// Who may receive or collect.
    pub recipients: String,
    /// From when.
    pub on: Date,
    /// Until when, if limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// A consent withdrawn.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConsentWithdrawn {
    /// Which.
    pub consent: EntryNo,
    /// From when.
    pub on: Date,
}

/// Who notified.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Notifier {
    /// What they are to the child.
    pub kind: NotifierKind,
    /// Their name, unless anonymous.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Where they work, when that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workplace: Option<String>,
}

/// A notification of concern.
#[doc(alias = "underretning")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct NotificationReceived {
    /// When the municipality got it, which starts the clock, whenever it is registered.
    pub received_at: Timestamp,
    /// Who sent it.
    pub notifier: Notifier,
    /// The concern, in the notifier's words.
    pub concern: String,
    /// Why, by the national causes.
    pub causes: Vec<Cause>,
    /// Whether the notifier thinks it cannot wait.
    #[serde(default)]
    pub acute: bool,
    /// Whether violence or abuse is suspected (own path: parents are not told first).
    #[serde(default)]
    pub abuse_suspected: bool,
    /// Siblings the same notification concerns, each with the same notification in its own record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub siblings: Vec<ChildId>,
}

/// The 24-hour assessment.
#[doc(alias = "akutvurdering")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AcuteAssessed {
    /// Which notification.
    pub notification: EntryNo,
    /// When it was assessed.
    #[serde(rename = "assessed_at")]
    pub at: Timestamp,
    /// Whether the child's health or development is in danger now.
    pub in_danger: bool,
    /// What was done at once, when in danger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acute_measure: Option<String>,
    /// Why.
    pub reason: String,
}

/// The second professional's assessment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SecondProfessionalAssessed {
    /// Which notification.
    pub notification: EntryNo,
    /// Day.
    pub on: Date,
    /// Who, not having taken part in the case.
    pub second: StaffId,
    /// What they found.
    pub conclusion: String,
}

/// All concerns reread together.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ConcernsReread {
    /// Day.
    pub on: Date,
    /// What the person who reread them concludes.
    pub conclusion: String,
}

/// The receipt.
#[doc(alias = "kvittering")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReceiptSent {
    /// For which notification.
    pub notification: EntryNo,
    /// Day sent.
    pub on: Date,
}

/// Feedback to a professional notifier.
#[doc(alias = "orientering")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FeedbackGiven {
    /// For which notification.
    pub notification: EntryNo,
    /// Day.
    pub on: Date,
    /// What they were told; `None` when it was withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    /// Why it was withheld, when it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld_because: Option<String>,
}

/// The screening.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Screened {
    /// Of which notification.
    pub notification: EntryNo,
    /// Day.
    pub on: Date,
    /// What it leads to.
    pub outcome: ScreeningOutcome,
    /// Why.
    pub reason: String,
}

/// Responsibility assigned.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibilityAssigned {
    /// To whom.
    pub to: StaffId,
    /// Day.
    pub on: Date,
    /// Why they.
    pub reason: String,
}

/// Responsibility offered.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibilityOffered {
    /// To whom.
    pub to: StaffId,
    /// Day.
    pub on: Date,
    /// Why, and what the receiver must know.
    pub reason: String,
}

/// Responsibility accepted.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibilityAccepted {
    /// Which offer.
    pub offer: EntryNo,
    /// Day.
    pub on: Date,
}

/// Responsibility declined.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResponsibilityDeclined {
    /// Which offer.
    pub offer: EntryNo,
    /// Day.
    pub on: Date,
    /// Why.
    pub reason: String,
}

/// How thorough an assessment is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AssessmentKind {
    /// Børnefaglig undersøgelse (barnets lov § 20, serviceloven § 50).
    Full,
    /// Afdækning (barnets lov § 19).
    Partial,
}

/// An assessment opened.
#[doc(alias = "børnefaglig undersøgelse")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AssessmentOpened {
    /// Full or partial.
    pub kind: AssessmentKind,
    /// Day opened.
    pub on: Date,
    /// Day the municipality became aware that the child may need support, which starts the four months.
    pub aware_on: Date,
    /// The notification it follows, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notification: Option<EntryNo>,
    /// Why it is opened.
    pub reason: String,
}

/// One heading of the assessment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AssessmentSectionWritten {
    /// Which assessment.
    pub assessment: EntryNo,
    /// Day.
    pub on: Date,
    /// Heading.
    pub heading: AssessmentHeading,
    /// What worries.
    #[serde(default)]
    pub challenges: String,
    /// What works.
    #[serde(default)]
    pub resources: String,
    /// Theory, research and knowledge used.
    #[serde(default)]
    pub knowledge: String,
}

/// A preliminary assessment.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PreliminaryAssessmentWritten {
    /// Of which assessment.
    pub assessment: EntryNo,
    /// Day.
    pub on: Date,
    /// What is known so far, and why it takes longer.
    pub text: String,
}

/// The assessment concluded.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct AssessmentConcluded {
    /// Which.
    pub assessment: EntryNo,
    /// Day.
    pub on: Date,
    /// The reasoned conclusion.
    pub conclusion: String,
    /// Whether support is needed.
    pub support_needed: bool,
    /// The child's attitude.
    pub child_attitude: String,
    /// The parents' attitude.
    pub parents_attitude: String,
}

/// How the child took part.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "manner", rename_all = "kebab-case")]
pub enum Hearing {
    /// A talk with the child.
    Talk {
        /// The child's own words.
        words: String,
    },
    /// The child is too young or cannot: the adults' picture of its perspective.
    Indirect {
        /// Why no talk was possible.
        why: String,
        /// The child's perspective, as sought through those who know it.
        perspective: String,
    },
    /// The child was not heard.
    NotHeard {
        /// Why.
        why: String,
    },
}

/// The child heard.
#[doc(alias = "børnesamtale")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ChildHeard {
    /// Day.
    pub on: Date,
    /// How.
    #[serde(flatten)]
    pub hearing: Hearing,
}

/// Whether the custody holder agreed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConsentBasis {
    /// With the custody holder's (and the young person's) consent.
    WithConsent,
    /// Without: the children's committee decides (barnets lov § 47; serviceloven § 58).
    WithoutConsent,
    /// A preliminary decision that could not wait (barnets lov § 143; serviceloven § 75).
    Preliminary,
}

/// Help decided.
#[doc(alias = "afgørelse om indsats")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct InterventionDecided {
    /// Day of the decision.
    pub on: Date,
    /// Kind of help; its step follows from the strategy.
    pub kind: InterventionKind,
    /// What the offer is called here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offer: Option<String>,
    /// Which provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<UnitId>,
    /// On which consent.
    pub consent: ConsentBasis,
    /// What it is for.
    pub purpose: String,
    /// How long it is expected to last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_until: Option<Date>,
    /// Why less intrusive help is not enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not_lower: Option<String>,
    /// Why not a place higher in the strategy's placement priority.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why_not_preferred: Option<String>,
    /// The intervention it takes over from, on a step down, up or aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<EntryNo>,
}

/// Help began.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct InterventionStarted {
    /// Which.
    pub intervention: EntryNo,
    /// First day.
    pub on: Date,
}

/// Help ended.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct InterventionEnded {
    /// Which.
    pub intervention: EntryNo,
    /// Last day; from the next the child no longer stands on its step.
    pub on: Date,
    /// Why.
    pub reason: EndReason,
    /// In words.
    #[serde(default)]
    pub note: String,
}

/// The aim of getting down the ladder (L3).
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct StepDownAimStated {
    /// For which intervention.
    pub intervention: EntryNo,
    /// Day stated.
    pub on: Date,
    /// What must be in place for less intrusive help to be enough.
    pub aim: String,
    /// When that is hoped for.
    #[serde(rename = "hoped_by", default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Date>,
}

/// A plan.
#[doc(alias = "barnets plan")]
#[doc(alias = "handleplan")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlanMade {
    /// Day.
    pub on: Date,
    /// The interventions it covers.
    pub interventions: Vec<EntryNo>,
    /// What it is for.
    pub purpose: String,
    /// The child's own wishes.
    #[serde(default)]
    pub child_wishes: String,
    /// What the family and the network do.
    #[serde(default)]
    pub family_part: String,
}

/// A measurable goal.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GoalSet {
    /// In which plan.
    pub plan: EntryNo,
    /// Day.
    pub on: Date,
    /// What is to be reached, in words the family uses.
    pub text: String,
    /// What the scale measures.
    pub scale: String,
    /// Lowest point of the scale.
    pub lowest: i16,
    /// Highest point of the scale.
    pub highest: i16,
    /// Where it stands now.
    pub from: i16,
    /// Where it is to stand.
    pub to: i16,
    /// By when.
    #[serde(rename = "reach_by")]
    pub by: Date,
    /// Who else knows the goal and works on it (A5).
    #[serde(default)]
    pub known_to: String,
}

/// One score of one goal.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GoalScore {
    /// Which goal.
    pub goal: EntryNo,
    /// Where it stands.
    pub score: i16,
}

/// A goal scored.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct GoalScored {
    /// Day.
    pub on: Date,
    /// Which, and how.
    #[serde(flatten)]
    pub score: GoalScore,
}

/// A follow-up (A7).
#[doc(alias = "opfølgning")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FollowedUp {
    /// Of which intervention.
    pub intervention: EntryNo,
    /// Day held.
    pub on: Date,
    /// The child's voice, or the indirect perspective.
    pub child_voice: String,
    /// The family's voice.
    pub family_voice: String,
    /// The provider's status.
    pub provider_status: String,
    /// Where each goal stands.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<GoalScore>,
    /// What was decided.
    pub decision: FollowUpDecision,
    /// Why.
    pub reason: String,
    /// The next follow-up, as agreed; the strategy's cadence still leads when it is earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_on: Option<Date>,
}

/// A supervision visit.
#[doc(alias = "personrettet tilsyn")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct SupervisionVisited {
    /// Of which placement.
    pub intervention: EntryNo,
    /// Day.
    pub on: Date,
    /// Whether the child was talked with.
    pub talked_with_child: bool,
    /// What was seen and heard.
    pub note: String,
}

/// A return-home review.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ReturnHomeReviewed {
    /// Of which placement.
    pub intervention: EntryNo,
    /// Day.
    pub on: Date,
    /// Whether the child can return home, or move to something less intrusive.
    pub less_intrusive_possible: bool,
    /// Why.
    pub reason: String,
}

/// A placement prolonged beyond the strategy's maximum.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PlacementProlonged {
    /// Which.
    pub intervention: EntryNo,
    /// Day.
    pub on: Date,
    /// The special circumstances.
    pub reason: String,
}

/// A position on the wellbeing ruler, 1 (thriving) to 5 (endangered).
#[doc(alias = "trivselslineal")]
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct WellbeingScored {
    /// Day.
    pub on: Date,
    /// The child's wellbeing and development.
    pub wellbeing: u8,
    /// The care around the child, when judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care: Option<u8>,
    /// What protects and what burdens.
    #[serde(default)]
    pub note: String,
}

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

/// "We see it differently."
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ViewAttached {
    /// To which entry.
    pub entry: EntryNo,
    /// Day.
    pub on: Date,
    /// Who says so.
    pub who: String,
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
