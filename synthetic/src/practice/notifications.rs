//! Who is concerned, when and why. Danmarks Statistik, Nyt nr. 32762 and 46855: 127,182 notifications on 75,019 children in 2018,
//! 11.1 per 100 children aged 0-17.

use crate::texts::Stage;
use trin_domain::kinds::{Cause, NotifierKind};

/// Share of children notified of in a year: 75,019 of 1.15 million in 2018, which is 6.5 %; more here, because the families that carry
/// most cannot be concerned for more than once a year.
pub(crate) const CHILDREN_NOTIFIED_A_YEAR: f64 = 0.0735;

/// Share of siblings drawn into a family's year of concern, and how often each is named. Chosen.
pub(crate) const SIBLING_SHARE: f64 = 0.42;
pub(crate) const SIBLING_NAMED_EACH_TIME: f64 = 0.85;

/// How many notifications a child named first gets in a year with any; 6 stands for 6 to 10. Danmarks Statistik 2018: 66 % one, then
/// 14,017, 5,412, 2,591, 1,357 and 1,998 of 75,019; a little more here, because siblings are named in some of them only.
pub(crate) const NOTIFICATIONS_IN_A_YEAR: &[(f64, usize)] = &[(0.65, 1), (0.186, 2), (0.078, 3), (0.038, 4), (0.019, 5), (0.029, 6)];

/// The year's rhythm: few in July, many before and after. Chosen.
pub(crate) const MONTHS: &[(f64, i8)] =
    &[(1.05, 1), (1.0, 2), (1.12, 3), (0.95, 4), (1.08, 5), (1.1, 6), (0.62, 7), (1.02, 8), (1.1, 9), (1.05, 10), (1.15, 11), (0.9, 12)];

/// The marked drop of April 2020 that Danmarks Statistik found; its size is chosen.
pub(crate) const APRIL_2020_DROP: f64 = 0.45;

/// How much fewer come on other working days than Friday. Chosen.
pub(crate) const OTHER_THAN_FRIDAY_FEWER: f64 = 0.08;

/// How often a notification falls on a free day, beside a working day. Chosen.
pub(crate) const WEEKEND_SHARE: f64 = 0.3;

/// Hours in which notifications come. Chosen: schools write after lessons, police at night.
pub(crate) const WORKDAY_HOURS: &[(f64, i8)] = &[
    (1.0, 0),
    (0.6, 2),
    (0.5, 5),
    (1.0, 7),
    (5.0, 8),
    (7.0, 9),
    (8.0, 10),
    (8.0, 11),
    (8.0, 12),
    (10.0, 13),
    (11.0, 14),
    (9.0, 15),
    (5.0, 16),
    (3.5, 17),
    (3.0, 18),
    (3.5, 19),
    (3.5, 20),
    (3.0, 21),
    (2.5, 22),
    (2.0, 23),
];
pub(crate) const FREE_DAY_HOURS: &[(f64, i8)] = &[
    (4.0, 0),
    (3.0, 1),
    (3.0, 2),
    (2.0, 3),
    (1.0, 7),
    (2.0, 9),
    (3.0, 11),
    (3.0, 13),
    (3.0, 15),
    (4.0, 17),
    (5.0, 19),
    (6.0, 21),
    (6.0, 22),
    (6.0, 23),
];

/// How often children of an age are notified of, around 1. Chosen.
pub(crate) const fn concern_by_age(age: u32) -> f64 {
    match age {
        0 => 1.0,
        1..=2 => 0.75,
        3..=5 => 0.85,
        6..=11 => 1.0,
        12..=15 => 1.25,
        _ => 1.15,
    }
}

/// Who notifies, by the child's stage. Danmarks Statistik: school 21.0 %, health service 19.6 % and police or court 12.5 % of all in
/// 2022; anonymous 8 % and day-care 5 % in 2020. The split by age is chosen so that these come out.
pub(crate) const fn notifiers(stage: Stage) -> &'static [(f64, NotifierKind)] {
    use NotifierKind as N;
    match stage {
        Stage::Unborn => &[
            (60.0, N::HealthCare),
            (12.0, N::HealthVisitorOrDentist),
            (18.0, N::Municipality),
            (6.0, N::FamilyOrFriends),
            (4.0, N::Anonymous),
        ],
        Stage::Infant => &[
            (30.0, N::HealthCare),
            (10.0, N::HealthVisitorOrDentist),
            (12.0, N::PoliceOrCourt),
            (18.0, N::DayCare),
            (9.0, N::FamilyOrFriends),
            (11.0, N::Anonymous),
            (15.0, N::Municipality),
            (5.0, N::Organisation),
            (5.0, N::Other),
        ],
        Stage::Small => &[
            (19.0, N::HealthCare),
            (4.0, N::HealthVisitorOrDentist),
            (11.0, N::PoliceOrCourt),
            (36.0, N::DayCare),
            (10.0, N::FamilyOrFriends),
            (12.0, N::Anonymous),
            (13.0, N::Municipality),
            (5.0, N::Organisation),
            (5.0, N::Other),
        ],
        Stage::School => &[
            (72.0, N::School),
            (13.0, N::HealthCare),
            (2.5, N::HealthVisitorOrDentist),
            (10.0, N::PoliceOrCourt),
            (6.0, N::DayCare),
            (9.0, N::FamilyOrFriends),
            (7.0, N::Anonymous),
            (11.0, N::Municipality),
            (0.6, N::Child),
            (1.2, N::PlaceOfPlacement),
            (4.0, N::Organisation),
            (4.0, N::Other),
        ],
        Stage::Teen => &[
            (58.0, N::School),
            (15.5, N::HealthCare),
            (1.5, N::HealthVisitorOrDentist),
            (12.5, N::PoliceOrCourt),
            (0.8, N::DayCare),
            (6.0, N::FamilyOrFriends),
            (5.0, N::Anonymous),
            (11.0, N::Municipality),
            (2.2, N::Child),
            (2.0, N::PlaceOfPlacement),
            (4.0, N::Organisation),
            (4.5, N::Other),
        ],
    }
}

/// Whether a child of this age can be notified about for this: nobody commits a crime in the cradle.
pub(crate) const fn can_be(cause: Cause, stage: Stage) -> bool {
    match cause {
        Cause::ChildCrime | Cause::ChildSubstanceUse => matches!(stage, Stage::Teen),
        Cause::SchoolProblems => matches!(stage, Stage::School | Stage::Teen),
        _ => true,
    }
}

/// Why they notify, by who they are. Danmarks Statistik 2022: school problems 17 % and insufficient care 16 % of children. The
/// rest is chosen.
pub(crate) const fn causes(kind: NotifierKind) -> &'static [(f64, Cause)] {
    use Cause as C;
    match kind {
        NotifierKind::School => &[
            (19.0, C::SchoolProblems),
            (14.0, C::ChildBehaviour),
            (5.0, C::InsufficientCare),
            (9.0, C::ConflictOrViolenceAtHome),
            (5.0, C::AbuseByParents),
            (4.0, C::ChildHealth),
            (4.0, C::OtherNeglect),
            (3.0, C::ParentHealth),
            (3.0, C::ParentBehaviour),
            (2.0, C::ChildSubstanceUse),
            (2.0, C::Other),
            (2.0, C::ChildDisability),
            (1.0, C::ParentDisability),
            (1.0, C::AbuseByOthers),
            (1.0, C::ParentCrime),
        ],
        NotifierKind::DayCare => &[
            (11.0, C::InsufficientCare),
            (18.0, C::ChildBehaviour),
            (12.0, C::ConflictOrViolenceAtHome),
            (8.0, C::AbuseByParents),
            (8.0, C::OtherNeglect),
            (6.0, C::ParentHealth),
            (5.0, C::ParentBehaviour),
            (5.0, C::ParentSubstanceUse),
            (4.0, C::ChildDisability),
            (3.0, C::ParentDisability),
            (3.0, C::ChildHealth),
        ],
        NotifierKind::HealthCare | NotifierKind::HealthVisitorOrDentist => &[
            (18.0, C::ChildHealth),
            (18.0, C::ParentHealth),
            (5.0, C::InsufficientCare),
            (9.0, C::ChildBehaviour),
            (8.0, C::ParentSubstanceUse),
            (8.0, C::ConflictOrViolenceAtHome),
            (6.0, C::SchoolProblems),
            (6.0, C::ChildDisability),
            (4.0, C::ChildSubstanceUse),
            (4.0, C::AbuseByParents),
            (3.0, C::AbuseByOthers),
            (2.0, C::ParentDisability),
        ],
        NotifierKind::PoliceOrCourt => &[
            (32.0, C::ConflictOrViolenceAtHome),
            (20.0, C::ChildCrime),
            (10.0, C::ParentSubstanceUse),
            (9.0, C::ChildSubstanceUse),
            (8.0, C::ChildBehaviour),
            (7.0, C::ParentCrime),
            (5.0, C::InsufficientCare),
            (5.0, C::AbuseByParents),
            (4.0, C::AbuseByOthers),
        ],
        NotifierKind::Municipality => &[
            (7.0, C::InsufficientCare),
            (16.0, C::ParentHealth),
            (12.0, C::ConflictOrViolenceAtHome),
            (12.0, C::HousingLoss),
            (10.0, C::ParentSubstanceUse),
            (10.0, C::SchoolProblems),
            (8.0, C::ChildCrime),
            (6.0, C::ParentDisability),
            (6.0, C::Other),
        ],
        NotifierKind::Child => {
            &[(40.0, C::ConflictOrViolenceAtHome), (25.0, C::Other), (20.0, C::AbuseByParents), (15.0, C::ChildBehaviour)]
        }
        _ => &[
            (8.5, C::InsufficientCare),
            (20.0, C::ConflictOrViolenceAtHome),
            (12.0, C::ParentSubstanceUse),
            (8.0, C::ParentBehaviour),
            (8.0, C::OtherNeglect),
            (7.0, C::ChildBehaviour),
            (6.0, C::SchoolProblems),
            (4.0, C::ParentHealth),
            (4.0, C::AbuseByParents),
            (3.0, C::HousingLoss),
            (2.0, C::ChildSubstanceUse),
            (2.0, C::Other),
        ],
    }
}
