//! What a fact is called, which day it is about, and which earlier entries it speaks of.

use super::{EntryNo, facts::*};
use crate::calendar::day_of;
use jiff::civil::Date;

impl Fact {
    /// The name under which the fact is written, such as `note-written`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Registered(_) => "registered",
            Self::Born(_) => "born",
            Self::Enrolled(_) => "enrolled",
            Self::LeftUnit(_) => "left-unit",
            Self::RelationAdded(_) => "relation-added",
            Self::RelationEnded(_) => "relation-ended",
            Self::CustodyChanged(_) => "custody-changed",
            Self::ConsentGiven(_) => "consent-given",
            Self::ConsentWithdrawn(_) => "consent-withdrawn",
            Self::NotificationReceived(_) => "notification-received",
            Self::AcuteAssessed(_) => "acute-assessed",
            Self::SecondProfessionalAssessed(_) => "second-professional-assessed",
            Self::ConcernsReread(_) => "concerns-reread",
            Self::ReceiptSent(_) => "receipt-sent",
            Self::FeedbackGiven(_) => "feedback-given",
            Self::Screened(_) => "screened",
            Self::ResponsibilityAssigned(_) => "responsibility-assigned",
            Self::ResponsibilityOffered(_) => "responsibility-offered",
            Self::ResponsibilityAccepted(_) => "responsibility-accepted",
            Self::ResponsibilityDeclined(_) => "responsibility-declined",
            Self::ResponsibilityOfferWithdrawn(_) => "responsibility-offer-withdrawn",
            Self::CoWorkerAdded(_) => "co-worker-added",
            Self::CoWorkerEnded(_) => "co-worker-ended",
            Self::ChildRestricted(_) => "child-restricted",
            Self::RestrictionLifted(_) => "restriction-lifted",
            Self::GlassBroken(_) => "glass-broken",
            Self::GlassClosed(_) => "glass-closed",
            Self::GlassReviewed(_) => "glass-reviewed",
            Self::CopyGiven(_) => "copy-given",
            Self::AddressStated(_) => "address-stated",
            Self::AddressShown(_) => "address-shown",
            Self::AssessmentOpened(_) => "assessment-opened",
            Self::AssessmentSectionWritten(_) => "assessment-section-written",
            Self::PreliminaryAssessmentWritten(_) => "preliminary-assessment-written",
            Self::AssessmentConcluded(_) => "assessment-concluded",
            Self::ChildHeard(_) => "child-heard",
            Self::InterventionDecided(_) => "intervention-decided",
            Self::InterventionStarted(_) => "intervention-started",
            Self::InterventionEnded(_) => "intervention-ended",
            Self::StepDownAimStated(_) => "step-down-aim-stated",
            Self::PlanMade(_) => "plan-made",
            Self::PlanNotNeeded(_) => "plan-not-needed",
            Self::GoalSet(_) => "goal-set",
            Self::GoalScored(_) => "goal-scored",
            Self::FollowedUp(_) => "followed-up",
            Self::SupervisionVisited(_) => "supervision-visited",
            Self::ReturnHomeReviewed(_) => "return-home-reviewed",
            Self::PlacementProlonged(_) => "placement-prolonged",
            Self::WellbeingScored(_) => "wellbeing-scored",
            Self::WellbeingAssessed(_) => "wellbeing-assessed",
            Self::FocusPointAgreed(_) => "focus-point-agreed",
            Self::FocusPointLookedAt(_) => "focus-point-looked-at",
            Self::IndividualTalkHeld(_) => "individual-talk-held",
            Self::AbsenceStated(_) => "absence-stated",
            Self::AbsenceStepTaken(_) => "absence-step-taken",
            Self::WorryRaised(_) => "worry-raised",
            Self::WorryStepTaken(_) => "worry-step-taken",
            Self::WorrySettled(_) => "worry-settled",
            Self::NoteWritten(_) => "note-written",
            Self::MeetingPlanned(_) => "meeting-planned",
            Self::MeetingClosed(_) => "meeting-closed",
            Self::ViewAttached(_) => "view-attached",
            Self::Corrected(_) => "corrected",
            Self::Closed(_) => "closed",
        }
    }

    /// The day in Denmark that the fact is about; `None` when only the day it was written is known.
    pub fn day(&self) -> Option<Date> {
        Some(match self {
            Self::Registered(_) | Self::MeetingClosed(_) | Self::Corrected(_) | Self::GlassBroken(_) | Self::AddressShown(_) => {
                return None;
            }
            Self::Born(what) => what.on,
            Self::Enrolled(what) => what.on,
            Self::LeftUnit(what) => what.on,
            Self::RelationAdded(what) => what.on,
            Self::RelationEnded(what) => what.on,
            Self::CustodyChanged(what) => what.on,
            Self::ConsentGiven(what) => what.on,
            Self::ConsentWithdrawn(what) => what.on,
            Self::NotificationReceived(what) => day_of(what.received_at),
            Self::AcuteAssessed(what) => day_of(what.at),
            Self::SecondProfessionalAssessed(what) => what.on,
            Self::ConcernsReread(what) => what.on,
            Self::ReceiptSent(what) => what.on,
            Self::FeedbackGiven(what) => what.on,
            Self::Screened(what) => what.on,
            Self::ResponsibilityAssigned(what) => what.on,
            Self::ResponsibilityOffered(what) => what.on,
            Self::ResponsibilityAccepted(what) => what.on,
            Self::ResponsibilityDeclined(what) => what.on,
            Self::ResponsibilityOfferWithdrawn(what) => what.on,
            Self::CoWorkerAdded(what) => what.on,
            Self::CoWorkerEnded(what) => what.on,
            Self::ChildRestricted(what) => what.on,
            Self::RestrictionLifted(what) => what.on,
            Self::GlassClosed(what) => what.on,
            Self::GlassReviewed(what) => what.on,
            Self::CopyGiven(what) => what.on,
            Self::AddressStated(what) => what.on,
            Self::AssessmentOpened(what) => what.on,
            Self::AssessmentSectionWritten(what) => what.on,
            Self::PreliminaryAssessmentWritten(what) => what.on,
            Self::AssessmentConcluded(what) => what.on,
            Self::ChildHeard(what) => what.on,
            Self::InterventionDecided(what) => what.on,
            Self::InterventionStarted(what) => what.on,
            Self::InterventionEnded(what) => what.on,
            Self::StepDownAimStated(what) => what.on,
            Self::PlanMade(what) => what.on,
            Self::GoalSet(what) => what.on,
            Self::GoalScored(what) => what.on,
            Self::FollowedUp(what) => what.on,
            Self::SupervisionVisited(what) => what.on,
            Self::ReturnHomeReviewed(what) => what.on,
            Self::PlacementProlonged(what) => what.on,
            Self::PlanNotNeeded(what) => what.on,
            Self::WellbeingScored(what) => what.on,
            Self::WellbeingAssessed(what) => what.on,
            Self::FocusPointAgreed(what) => what.on,
            Self::FocusPointLookedAt(what) => what.on,
            Self::IndividualTalkHeld(what) => what.on,
            Self::AbsenceStated(what) => what.until,
            Self::AbsenceStepTaken(what) => what.on,
            Self::WorryRaised(what) => what.on,
            Self::WorryStepTaken(what) => what.on,
            Self::WorrySettled(what) => what.on,
            Self::NoteWritten(what) => what.on,
            Self::MeetingPlanned(what) => day_of(what.at),
            Self::ViewAttached(what) => what.on,
            Self::Closed(what) => what.on,
        })
    }

    /// The earlier entries this fact speaks of, each with the kind of fact it must be; `None` where any will do.
    pub fn refers_to(&self) -> Vec<(EntryNo, Option<&'static str>)> {
        let one = |no: &EntryNo, kind: &'static str| vec![(*no, Some(kind))];
        match self {
            Self::LeftUnit(what) => one(&what.enrolment, "enrolled"),
            Self::RelationEnded(what) => one(&what.relation, "relation-added"),
            Self::CustodyChanged(what) => one(&what.relation, "relation-added"),
            Self::ConsentWithdrawn(what) => one(&what.consent, "consent-given"),
            Self::AcuteAssessed(what) => one(&what.notification, "notification-received"),
            Self::SecondProfessionalAssessed(what) => one(&what.notification, "notification-received"),
            Self::ReceiptSent(what) => one(&what.notification, "notification-received"),
            Self::FeedbackGiven(what) => one(&what.notification, "notification-received"),
            Self::Screened(what) => one(&what.notification, "notification-received"),
            Self::ResponsibilityAccepted(what) => one(&what.offer, "responsibility-offered"),
            Self::ResponsibilityDeclined(what) => one(&what.offer, "responsibility-offered"),
            Self::ResponsibilityOfferWithdrawn(what) => one(&what.offer, "responsibility-offered"),
            Self::CoWorkerEnded(what) => one(&what.co_worker, "co-worker-added"),
            Self::RestrictionLifted(what) => one(&what.restriction, "child-restricted"),
            Self::GlassClosed(what) => one(&what.glass, "glass-broken"),
            Self::GlassReviewed(what) => one(&what.glass, "glass-broken"),
            Self::AddressShown(what) => one(&what.address, "address-stated"),
            Self::AssessmentOpened(what) => what.notification.iter().map(|no| (*no, Some("notification-received"))).collect(),
            Self::AssessmentSectionWritten(what) => one(&what.assessment, "assessment-opened"),
            Self::PreliminaryAssessmentWritten(what) => one(&what.assessment, "assessment-opened"),
            Self::AssessmentConcluded(what) => one(&what.assessment, "assessment-opened"),
            Self::InterventionDecided(what) => what.replaces.iter().map(|no| (*no, Some("intervention-decided"))).collect(),
            Self::InterventionStarted(what) => one(&what.intervention, "intervention-decided"),
            Self::InterventionEnded(what) => one(&what.intervention, "intervention-decided"),
            Self::StepDownAimStated(what) => one(&what.intervention, "intervention-decided"),
            Self::PlanMade(what) => what.interventions.iter().map(|no| (*no, Some("intervention-decided"))).collect(),
            Self::GoalSet(what) => one(&what.plan, "plan-made"),
            Self::GoalScored(what) => one(&what.score.goal, "goal-set"),
            Self::FollowedUp(what) => {
                let mut all = one(&what.intervention, "intervention-decided");
                all.extend(what.scores.iter().map(|score| (score.goal, Some("goal-set"))));
                all
            }
            Self::SupervisionVisited(what) => one(&what.intervention, "intervention-decided"),
            Self::ReturnHomeReviewed(what) => one(&what.intervention, "intervention-decided"),
            Self::PlanNotNeeded(what) => one(&what.intervention, "intervention-decided"),
            Self::PlacementProlonged(what) => one(&what.intervention, "intervention-decided"),
            Self::MeetingClosed(what) => one(&what.meeting, "meeting-planned"),
            Self::FocusPointAgreed(what) => vec![(what.about, None)],
            Self::FocusPointLookedAt(what) => one(&what.point, "focus-point-agreed"),
            Self::WorryRaised(what) => what.assessment.iter().map(|no| (*no, Some("wellbeing-assessed"))).collect(),
            Self::WorryStepTaken(what) => one(&what.worry, "worry-raised"),
            Self::WorrySettled(what) => one(&what.worry, "worry-raised"),
            Self::CopyGiven(what) => {
                let mut all = vec![(what.last, None)];
                all.extend(what.relation.map(|no| (no, Some("relation-added"))));
                all
            }
            Self::ViewAttached(what) => {
                let mut all = vec![(what.entry, None)];
                all.extend(what.relation.map(|no| (no, Some("relation-added"))));
                all
            }
            Self::Corrected(what) => {
                let mut all = what.should_say.refers_to();
                all.push((what.entry, Some(what.should_say.kind())));
                all
            }
            Self::Registered(_)
            | Self::Born(_)
            | Self::Enrolled(_)
            | Self::RelationAdded(_)
            | Self::ConsentGiven(_)
            | Self::NotificationReceived(_)
            | Self::ConcernsReread(_)
            | Self::ResponsibilityAssigned(_)
            | Self::ResponsibilityOffered(_)
            | Self::CoWorkerAdded(_)
            | Self::ChildRestricted(_)
            | Self::GlassBroken(_)
            | Self::AddressStated(_)
            | Self::ChildHeard(_)
            | Self::WellbeingScored(_)
            | Self::WellbeingAssessed(_)
            | Self::IndividualTalkHeld(_)
            | Self::AbsenceStated(_)
            | Self::AbsenceStepTaken(_)
            | Self::NoteWritten(_)
            | Self::MeetingPlanned(_)
            | Self::Closed(_) => Vec::new(),
        }
    }
}
