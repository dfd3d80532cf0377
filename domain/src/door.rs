//! What follows at the one door: which assessment a screening opens, from when the municipality is aware, and what a notifier may be told.

use crate::calendar::day_of;
use crate::kinds::{NotifierKind, ScreeningOutcome};
use crate::record::{AssessmentKind, Notification, Notifier};
use jiff::{Timestamp, civil::Date};

/// The assessment that a screening with this outcome opens, if any.
pub const fn assessment_opened_by(outcome: ScreeningOutcome) -> Option<AssessmentKind> {
    match outcome {
        ScreeningOutcome::Assessment => Some(AssessmentKind::Full),
        ScreeningOutcome::PartialAssessment => Some(AssessmentKind::Partial),
        ScreeningOutcome::NothingFurther
        | ScreeningOutcome::ConsultativeHelp
        | ScreeningOutcome::EarlyHelp
        | ScreeningOutcome::PartOfOngoing
        | ScreeningOutcome::OtherMunicipality => None,
    }
}

/// The day the municipality became aware that the child may need support, when it learnt it from a notification: the day in Denmark it got the
/// notification, whenever that was registered or screened. The four months of an assessment run from it (source: `duties/assessment.rs`).
pub fn aware_on(received_at: Timestamp) -> Date {
    day_of(received_at)
}

/// What a professional notifier may be told came of the notification: whether an assessment or help was begun, and no more of the family's
/// affairs (barnets lov § 138; what was read of it stands in `duties/feedback.rs`).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Feedback {
    /// An assessment, full or partial, was begun.
    AssessmentBegun,
    /// The notification is part of help or an assessment in progress.
    PartOfOngoing,
    /// Early help was offered.
    EarlyHelpOffered,
    /// No assessment or help was begun.
    NothingBegun,
}

/// What the notifier may be told when the screening ended so. Before the screening is concluded there is nothing to tell.
pub const fn feedback_on(outcome: ScreeningOutcome) -> Feedback {
    match outcome {
        ScreeningOutcome::Assessment | ScreeningOutcome::PartialAssessment => Feedback::AssessmentBegun,
        ScreeningOutcome::PartOfOngoing => Feedback::PartOfOngoing,
        ScreeningOutcome::EarlyHelp | ScreeningOutcome::ConsultativeHelp => Feedback::EarlyHelpOffered,
        ScreeningOutcome::NothingFurther | ScreeningOutcome::OtherMunicipality => Feedback::NothingBegun,
    }
}

impl Notifier {
    /// Whether nobody may know who notified: no letter is written.
    pub fn is_anonymous(&self) -> bool {
        self.kind == NotifierKind::Anonymous
    }

    /// Whether there is someone to write to, and so a receipt is owed. A professional without a name has a workplace that is known.
    pub fn can_be_reached(&self) -> bool {
        !self.is_anonymous() && (self.kind.is_professional() || self.name.is_some() || self.workplace.is_some())
    }
}

impl Notification<'_> {
    /// Whether a receipt can still be sent: once, and never to one who is anonymous. Whether one is owed is a duty's question.
    pub fn awaits_receipt(&self) -> bool {
        self.receipt.is_none() && !self.received.what.notifier.is_anonymous()
    }

    /// Whether a letter to the notifier can still be sent: a receipt, or feedback to a professional.
    pub fn awaits_letter(&self) -> bool {
        let notifier = &self.received.what.notifier;
        self.awaits_receipt() || (self.feedback.is_none() && notifier.kind.is_professional())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ScreeningOutcome as Outcome;
    use jiff::civil::date;

    #[test]
    fn what_follows_from_each_outcome() {
        let cases = [
            (Outcome::NothingFurther, None, Feedback::NothingBegun),
            (Outcome::ConsultativeHelp, None, Feedback::EarlyHelpOffered),
            (Outcome::EarlyHelp, None, Feedback::EarlyHelpOffered),
            (Outcome::PartialAssessment, Some(AssessmentKind::Partial), Feedback::AssessmentBegun),
            (Outcome::Assessment, Some(AssessmentKind::Full), Feedback::AssessmentBegun),
            (Outcome::PartOfOngoing, None, Feedback::PartOfOngoing),
            (Outcome::OtherMunicipality, None, Feedback::NothingBegun),
        ];
        assert_eq!(cases.len(), Outcome::ALL.len());
        for (outcome, assessment, feedback) in cases {
            assert_eq!((assessment_opened_by(outcome), feedback_on(outcome)), (assessment, feedback), "{outcome:?}");
            let is_told_of_an_assessment = feedback == Feedback::AssessmentBegun;
            assert_eq!(
                is_told_of_an_assessment,
                assessment.is_some(),
                "{outcome:?}: the notifier hears of an assessment when there is one"
            );
        }
    }

    #[test]
    fn awareness_is_the_day_in_denmark() {
        for (received_at, expected) in [
            ("2024-03-01T22:59:59Z", date(2024, 3, 1)),
            ("2024-03-01T23:00:00Z", date(2024, 3, 2)), // midnight in winter time
            ("2024-06-30T22:00:00Z", date(2024, 7, 1)), // summer time
        ] {
            assert_eq!(aware_on(received_at.parse().expect("an instant")), expected, "{received_at}");
        }
    }

    #[test]
    fn who_can_be_written_to() {
        let some = || Some("Lis Berg".to_owned());
        for (kind, name, workplace, is_reached) in [
            (NotifierKind::School, None, None, true),
            (NotifierKind::FamilyOrFriends, some(), None, true),
            (NotifierKind::FamilyOrFriends, None, some(), true),
            (NotifierKind::FamilyOrFriends, None, None, false),
            (NotifierKind::Anonymous, None, None, false),
            (NotifierKind::Anonymous, some(), some(), false),
        ] {
            let notifier = Notifier { kind, name, workplace };
            assert_eq!(notifier.can_be_reached(), is_reached, "{notifier:?}");
        }
    }
}
