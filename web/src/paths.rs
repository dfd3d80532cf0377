//! The address of every page about a child, in one place, so that duties, lists and pages agree.

use trin_domain::duties::DutyKind;
use trin_domain::id::ChildId;
use trin_domain::record::EntryNo;

/// The child's own page.
pub fn child(child: ChildId) -> String {
    format!("/boern/{child}")
}

/// One entry on the child's page, on whichever page of the record it stands.
pub fn entry(child: ChildId, no: EntryNo) -> String {
    format!("/boern/{child}?post={no}#entry-{no}")
}

/// A page below the child's own, such as `note`, `plan`, `ansvar`.
pub fn below(child: ChildId, page: &str) -> String {
    format!("/boern/{child}/{page}")
}

/// A notification: its 24-hour assessment, screening and letters.
pub fn notification(child: ChildId, no: EntryNo) -> String {
    format!("/modtagelsen/{child}/{no}")
}

/// An assessment.
pub fn assessment(child: ChildId, no: EntryNo) -> String {
    format!("/boern/{child}/undersoegelse/{no}")
}

/// An intervention.
pub fn intervention(child: ChildId, no: EntryNo) -> String {
    format!("/boern/{child}/indsats/{no}")
}

/// The follow-up of an intervention, on one page.
pub fn follow_up(child: ChildId, intervention: EntryNo) -> String {
    format!("/boern/{child}/opfoelgning/{intervention}")
}

/// The page where a duty is met.
pub fn duty(who: ChildId, kind: DutyKind, about: EntryNo) -> String {
    match kind {
        DutyKind::AcuteAssessment | DutyKind::Screening | DutyKind::SecondProfessional => notification(who, about),
        DutyKind::Receipt => format!("{}/kvittering", notification(who, about)),
        DutyKind::Feedback => format!("{}/orientering", notification(who, about)),
        DutyKind::RereadConcerns => below(who, "genlaesning"),
        DutyKind::Assessment | DutyKind::PreliminaryAssessment => assessment(who, about),
        DutyKind::ChildHeard => below(who, "boernesamtale"),
        DutyKind::Plan => below(who, "plan"),
        DutyKind::FirstFollowUp | DutyKind::NextFollowUp => follow_up(who, about),
        DutyKind::ReturnHomeReview => format!("{}/hjemgivelse", intervention(who, about)),
        DutyKind::PlacementMaximum => format!("{}/forlaengelse", intervention(who, about)),
        DutyKind::SupervisionVisit => format!("{}/tilsyn", intervention(who, about)),
        DutyKind::StepDownAim => format!("{}/maal", intervention(who, about)),
        DutyKind::AnswerOffer => below(who, "ansvar"),
        DutyKind::GlassReview => below(who, "adgang"),
    }
}
