//! How long each text of a fact may be. A test fills every text field of every fact beyond its limit, so a new one cannot be forgotten.

use super::need::fits;
use crate::record::{Refusal, facts::*};

/// Longest text a field takes, in characters: some ten printed pages.
const LONGEST_TEXT: usize = 40_000;
/// Longest list of what was decided about a copy, in characters: some thirty thousand places.
const LONGEST_DECISIONS: usize = 1_000_000;
/// Longest copy, packed, in characters: several thousand entries.
const LONGEST_COPY: usize = 1_000_000;
/// Longest name, in characters.
const LONGEST_NAME: usize = 200;

/// Every text of the fact is within its limit. Whether it may be empty is asked elsewhere.
pub(super) fn fit(fact: &Fact) -> Result<(), Refusal> {
    match fact {
        Fact::Registered(what) => name("name", &what.name),
        Fact::Born(what) => name("name", &what.name),
        Fact::Enrolled(what) => name("unit_name", &what.unit_name),
        Fact::RelationAdded(what) => name("name", &what.name),
        Fact::ConsentGiven(what) => {
            name("given_by", &what.given_by)?;
            text("purpose", &what.purpose)?;
            text("recipients", &what.recipients)
        }
        Fact::NotificationReceived(what) => {
            name("notifier_name", what.notifier.name.as_deref().unwrap_or_default())?;
            name("notifier_workplace", what.notifier.workplace.as_deref().unwrap_or_default())?;
            text("concern", &what.concern)
        }
        Fact::AcuteAssessed(what) => {
            text("acute_measure", what.acute_measure.as_deref().unwrap_or_default())?;
            text("reason", &what.reason)
        }
        Fact::SecondProfessionalAssessed(what) => text("conclusion", &what.conclusion),
        Fact::ConcernsReread(what) => text("conclusion", &what.conclusion),
        Fact::FeedbackGiven(what) => {
            text("told", what.told.as_deref().unwrap_or_default())?;
            text("withheld_because", what.withheld_because.as_deref().unwrap_or_default())
        }
        Fact::Screened(what) => text("reason", &what.reason),
        Fact::ResponsibilityAssigned(what) => text("reason", &what.reason),
        Fact::ResponsibilityOffered(what) => text("reason", &what.reason),
        Fact::ResponsibilityDeclined(what) => text("reason", &what.reason),
        Fact::ResponsibilityOfferWithdrawn(what) => text("reason", &what.reason),
        Fact::CoWorkerAdded(what) => text("reason", &what.reason),
        Fact::RestrictionLifted(what) => text("reason", &what.reason),
        Fact::GlassBroken(what) => text("text", &what.text),
        Fact::GlassReviewed(what) => text("note", &what.note),
        Fact::CopyGiven(what) => {
            name("who", &what.who)?;
            text("words", &what.words)?;
            text("ground", &what.ground)?;
            name("digest", &what.digest)?;
            fits("copy", &what.copy, LONGEST_COPY)?;
            fits("decisions", &what.decisions, LONGEST_DECISIONS)
        }
        Fact::AddressShown(what) => text("purpose", &what.purpose),
        Fact::AddressStated(what) => name("address", what.address.checked()),
        Fact::AssessmentOpened(what) => text("reason", &what.reason),
        Fact::AssessmentSectionWritten(what) => {
            text("challenges", &what.challenges)?;
            text("resources", &what.resources)?;
            text("knowledge", &what.knowledge)
        }
        Fact::PreliminaryAssessmentWritten(what) => text("text", &what.text),
        Fact::AssessmentConcluded(what) => {
            text("conclusion", &what.conclusion)?;
            text("child_attitude", &what.child_attitude)?;
            text("parents_attitude", &what.parents_attitude)
        }
        Fact::ChildHeard(what) => match &what.hearing {
            Hearing::Talk { words } => text("words", words),
            Hearing::Indirect { why, perspective } => text("why", why).and(text("perspective", perspective)),
            Hearing::NotHeard { why } => text("why", why),
        },
        Fact::InterventionDecided(what) => {
            name("offer", what.offer.as_deref().unwrap_or_default())?;
            text("purpose", &what.purpose)?;
            text("why_not_lower", what.why_not_lower.as_deref().unwrap_or_default())?;
            text("why_not_preferred", what.why_not_preferred.as_deref().unwrap_or_default())
        }
        Fact::InterventionEnded(what) => text("note", &what.note),
        Fact::StepDownAimStated(what) => text("aim", &what.aim),
        Fact::PlanMade(what) => {
            text("purpose", &what.purpose)?;
            text("child_wishes", &what.child_wishes)?;
            text("family_part", &what.family_part)
        }
        Fact::GoalSet(what) => {
            text("text", &what.text)?;
            name("scale", &what.scale)?;
            text("known_to", &what.known_to)
        }
        Fact::FollowedUp(what) => {
            text("child_voice", &what.child_voice)?;
            text("family_voice", &what.family_voice)?;
            text("provider_status", &what.provider_status)?;
            text("reason", &what.reason)
        }
        Fact::SupervisionVisited(what) => text("note", &what.note),
        Fact::ReturnHomeReviewed(what) => text("reason", &what.reason),
        Fact::PlanNotNeeded(what) => text("reason", &what.reason),
        Fact::PlacementProlonged(what) => text("reason", &what.reason),
        Fact::WellbeingScored(what) => text("note", &what.note),
        Fact::WellbeingAssessed(what) => {
            text("signs", &what.signs)?;
            text("protects", &what.protects)?;
            text("burdens", &what.burdens)?;
            text("child_words", &what.child_words)
        }
        Fact::FocusPointAgreed(what) => {
            text("goal", &what.goal)?;
            text("action", &what.action)?;
            name("who", &what.who)
        }
        Fact::FocusPointLookedAt(what) => text("words", &what.words),
        Fact::IndividualTalkHeld(what) => text("child_words", &what.child_words),
        Fact::AbsenceStepTaken(what) => {
            name("step", &what.step)?;
            name("what", &what.what)?;
            text("words", &what.words)
        }
        Fact::WorryRaised(what) => {
            text("signs", &what.signs)?;
            text("child_words", &what.child_words)
        }
        Fact::WorryStepTaken(what) => {
            name("step", &what.step)?;
            name("what", &what.what)?;
            text("words", &what.words)
        }
        Fact::WorrySettled(what) => text("words", &what.words),
        Fact::NoteWritten(what) => {
            text("facts", &what.facts)?;
            text("child_words", &what.child_words)?;
            text("others_words", &what.others_words)?;
            text("judgement", &what.judgement)
        }
        Fact::MeetingPlanned(what) => name("place", &what.place).and(text("participants", &what.participants)),
        Fact::MeetingClosed(what) => text("note", &what.note),
        Fact::ViewAttached(what) => name("who", &what.who).and(text("text", &what.text)),
        // What it should say is asked when that is checked.
        Fact::Corrected(what) => text("reason", &what.reason),
        Fact::Closed(what) => text("reason", &what.reason),
        Fact::AbsenceStated(_)
        | Fact::LeftUnit(_)
        | Fact::RelationEnded(_)
        | Fact::CustodyChanged(_)
        | Fact::ConsentWithdrawn(_)
        | Fact::ReceiptSent(_)
        | Fact::ResponsibilityAccepted(_)
        | Fact::CoWorkerEnded(_)
        | Fact::ChildRestricted(_)
        | Fact::GlassClosed(_)
        | Fact::InterventionStarted(_)
        | Fact::GoalScored(_) => Ok(()),
    }
}

fn text(field: &'static str, text: &str) -> Result<(), Refusal> {
    fits(field, text, LONGEST_TEXT)
}

fn name(field: &'static str, name: &str) -> Result<(), Refusal> {
    fits(field, name, LONGEST_NAME)
}
