//! The form of every fact in a scenario: which fields it has, what each takes, and what it becomes when left out.
//!
//! One table ([`FACTS`]) that the reader, the writer, `docs/scenario.md` and `docs/scenario.schema.json` all go by.
//! A test writes every fact in full and compares, so a fact or field added to the record cannot be forgotten here.

mod facts;

pub(in crate::scenario) use facts::ABSENT;
pub use facts::FACTS;

use crate::absence::AbsenceKind;
use crate::kinds::{
    AssessmentHeading, Cause, EndReason, FollowUpDecision, GlassFinding, GlassReason, InterventionKind, MeetingKind, NotifierKind,
    RelationKind, RestrictionReason, Role, ScreeningOutcome, UnitKind,
};
use crate::worries::{Reached, WorryOutcome, WorrySign};

/// How one fact is written.
#[derive(Debug)]
pub struct FactForm {
    /// The value of `"fact"`.
    pub name: &'static str,
    /// What it is called in Danish.
    pub da: &'static str,
    /// What it says happened.
    pub what: &'static str,
    /// Its fields, in the order they are written.
    pub fields: &'static [Field],
}

/// One field of a fact.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name in the file.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// What happens when it is left out.
    pub left_out: LeftOut,
    /// What it means.
    pub what: &'static str,
}

/// What a field takes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Takes {
    /// A date.
    Day,
    /// A point in time.
    Instant,
    /// Text.
    Text,
    /// Yes or no.
    Flag,
    /// A whole number.
    Whole(i16, i16),
    /// One of a list of codes.
    Code(List),
    /// Several of a list of codes.
    Codes(List),
    /// An earlier entry.
    Entry(About),
    /// Several earlier entries.
    Entries(About),
    /// A member of staff.
    Staff,
    /// Several members of staff.
    StaffList,
    /// A unit.
    Unit,
    /// A wellbeing round.
    Round,
    /// A child.
    Child,
    /// Several children.
    Children,
    /// A civil registration number.
    Cpr,
    /// Birth or expected birth.
    Birth,
    /// Who notified.
    Notifier,
    /// Goal scores.
    Scores,
    /// Days of absence from school.
    Absent,
    /// What a corrected entry should have said.
    Correction,
}

/// What happens when a field is left out.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum LeftOut {
    /// It may not be.
    Never,
    /// Nothing is said.
    Unsaid,
    /// It is the time of writing, or the day of it.
    Written,
    /// It is the only earlier entry of the right kind; when there are none or several, it may not be left out.
    OnlyCandidate,
    /// It is the day on which the notification the fact refers to was received; may not be left out when it refers to none.
    NotificationDay,
    /// It is the name given as the other of `unit` and `unit_name`.
    OtherUnitName,
}

/// The kind of entry a reference goes to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "the names are the documentation")]
pub enum About {
    Enrolment,
    Relation,
    Consent,
    Notification,
    Offer,
    CoWorker,
    Restriction,
    Glass,
    /// An address.
    Address,
    Assessment,
    Intervention,
    Plan,
    Goal,
    Meeting,
    WellbeingAssessment,
    FocusPoint,
    Worry,
    /// Any earlier entry.
    Any,
}

impl About {
    /// The fact that the entry must state; `None` for any.
    pub const fn fact(self) -> Option<&'static str> {
        Some(match self {
            Self::Enrolment => "enrolled",
            Self::Relation => "relation-added",
            Self::Consent => "consent-given",
            Self::Notification => "notification-received",
            Self::Offer => "responsibility-offered",
            Self::CoWorker => "co-worker-added",
            Self::Restriction => "child-restricted",
            Self::Glass => "glass-broken",
            Self::Address => "address-stated",
            Self::Assessment => "assessment-opened",
            Self::Intervention => "intervention-decided",
            Self::Plan => "plan-made",
            Self::WellbeingAssessment => "wellbeing-assessed",
            Self::FocusPoint => "focus-point-agreed",
            Self::Worry => "worry-raised",
            Self::Goal => "goal-set",
            Self::Meeting => "meeting-planned",
            Self::Any => return None,
        })
    }
}

/// A code with its names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Code {
    /// As written in a file.
    pub code: &'static str,
    /// Danish name.
    pub da: &'static str,
    /// English name.
    pub en: &'static str,
}

/// Which list of codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs, reason = "each is the code list of that name")]
pub enum List {
    Role,
    UnitKind,
    RelationKind,
    NotifierKind,
    Cause,
    ScreeningOutcome,
    AssessmentKind,
    AssessmentHeading,
    HearingManner,
    InterventionKind,
    ConsentBasis,
    EndReason,
    FollowUpDecision,
    MeetingKind,
    RestrictionReason,
    WorrySign,
    WorryOutcome,
    Reached,
    AbsenceKind,
    GlassReason,
    GlassFinding,
}

impl List {
    /// Every list, in the order they are documented.
    pub const ALL: &'static [Self] = &[
        Self::Role,
        Self::UnitKind,
        Self::RelationKind,
        Self::NotifierKind,
        Self::Cause,
        Self::ScreeningOutcome,
        Self::AssessmentKind,
        Self::AssessmentHeading,
        Self::HearingManner,
        Self::InterventionKind,
        Self::ConsentBasis,
        Self::EndReason,
        Self::FollowUpDecision,
        Self::MeetingKind,
        Self::RestrictionReason,
        Self::WorrySign,
        Self::WorryOutcome,
        Self::Reached,
        Self::AbsenceKind,
        Self::GlassReason,
        Self::GlassFinding,
    ];

    /// Its name in the documentation.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Role => "role",
            Self::UnitKind => "unit kind",
            Self::RelationKind => "relation",
            Self::NotifierKind => "notifier",
            Self::Cause => "cause",
            Self::ScreeningOutcome => "screening outcome",
            Self::AssessmentKind => "assessment kind",
            Self::AssessmentHeading => "assessment heading",
            Self::HearingManner => "manner of hearing",
            Self::InterventionKind => "intervention kind",
            Self::ConsentBasis => "consent",
            Self::EndReason => "end reason",
            Self::FollowUpDecision => "follow-up decision",
            Self::MeetingKind => "meeting kind",
            Self::RestrictionReason => "reason of restriction",
            Self::WorrySign => "what a worry is about",
            Self::WorryOutcome => "end of a worry",
            Self::Reached => "better or not",
            Self::AbsenceKind => "kind of absence",
            Self::GlassReason => "reason of emergency access",
            Self::GlassFinding => "finding of a review",
        }
    }

    /// Its codes, in the order they are offered to people.
    pub fn codes(self) -> Vec<Code> {
        macro_rules! of {
            ($kind:ty) => {
                <$kind>::ALL.iter().map(|value| Code { code: value.code(), da: value.da(), en: value.en() }).collect()
            };
        }
        match self {
            Self::Role => of!(Role),
            Self::UnitKind => of!(UnitKind),
            Self::RelationKind => of!(RelationKind),
            Self::NotifierKind => of!(NotifierKind),
            Self::Cause => of!(Cause),
            Self::ScreeningOutcome => of!(ScreeningOutcome),
            Self::AssessmentKind => vec![
                Code { code: "full", da: "Børnefaglig undersøgelse", en: "Assessment" },
                Code { code: "partial", da: "Afdækning", en: "Partial assessment" },
            ],
            Self::AssessmentHeading => of!(AssessmentHeading),
            Self::HearingManner => vec![
                Code { code: "talk", da: "Børnesamtale", en: "A talk with the child" },
                Code { code: "indirect", da: "Barnets perspektiv søgt indirekte", en: "The perspective sought indirectly" },
                Code { code: "not-heard", da: "Barnet er ikke hørt", en: "The child was not heard" },
            ],
            Self::InterventionKind => of!(InterventionKind),
            Self::ConsentBasis => vec![
                Code { code: "with-consent", da: "Med samtykke", en: "With consent" },
                Code { code: "without-consent", da: "Uden samtykke", en: "Without consent, by the children's committee" },
                Code { code: "preliminary", da: "Foreløbig afgørelse", en: "A preliminary decision that could not wait" },
            ],
            Self::EndReason => of!(EndReason),
            Self::FollowUpDecision => of!(FollowUpDecision),
            Self::MeetingKind => of!(MeetingKind),
            Self::RestrictionReason => of!(RestrictionReason),
            Self::WorrySign => of!(WorrySign),
            Self::WorryOutcome => of!(WorryOutcome),
            Self::Reached => of!(Reached),
            Self::AbsenceKind => of!(AbsenceKind),
            Self::GlassReason => of!(GlassReason),
            Self::GlassFinding => of!(GlassFinding),
        }
    }
}

impl FactForm {
    /// The form of the fact with this name.
    pub fn of(name: &str) -> Option<&'static Self> {
        FACTS.iter().find(|form| form.name == name)
    }

    /// The field with this name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The field that says when it happened, if the fact has one; the time of writing follows from it and it from the time of writing.
    pub fn dated_by(&self) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.left_out == LeftOut::Written)
    }
}

impl Field {
    pub(super) const fn never(name: &'static str, takes: Takes, what: &'static str) -> Self {
        Self { name, takes, left_out: LeftOut::Never, what }
    }

    pub(super) const fn unsaid(name: &'static str, takes: Takes, what: &'static str) -> Self {
        Self { name, takes, left_out: LeftOut::Unsaid, what }
    }

    pub(super) const fn written(name: &'static str, takes: Takes, what: &'static str) -> Self {
        Self { name, takes, left_out: LeftOut::Written, what }
    }

    pub(super) const fn reference(name: &'static str, about: About, what: &'static str) -> Self {
        Self { name, takes: Takes::Entry(about), left_out: LeftOut::OnlyCandidate, what }
    }
}
