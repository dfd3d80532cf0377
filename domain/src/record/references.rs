//! What a fact is called, and which earlier entries it speaks of.

use super::{EntryNo, facts::*};

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
            Self::GoalSet(_) => "goal-set",
            Self::GoalScored(_) => "goal-scored",
            Self::FollowedUp(_) => "followed-up",
            Self::SupervisionVisited(_) => "supervision-visited",
            Self::ReturnHomeReviewed(_) => "return-home-reviewed",
            Self::PlacementProlonged(_) => "placement-prolonged",
            Self::WellbeingScored(_) => "wellbeing-scored",
            Self::NoteWritten(_) => "note-written",
            Self::MeetingPlanned(_) => "meeting-planned",
            Self::MeetingClosed(_) => "meeting-closed",
            Self::ViewAttached(_) => "view-attached",
            Self::Corrected(_) => "corrected",
            Self::Closed(_) => "closed",
        }
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
            Self::PlacementProlonged(what) => one(&what.intervention, "intervention-decided"),
            Self::MeetingClosed(what) => one(&what.meeting, "meeting-planned"),
            Self::ViewAttached(what) => vec![(what.entry, None)],
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
            | Self::ChildHeard(_)
            | Self::WellbeingScored(_)
            | Self::NoteWritten(_)
            | Self::MeetingPlanned(_)
            | Self::Closed(_) => Vec::new(),
        }
    }
}
