//! Which kind of help and of place, by age, and for how long.

use crate::texts::Stage;
use trin_domain::kinds::InterventionKind;

/// Kinds of place by age. Danmarks Statistik, end of 2018, of all placed: foster care 63 %, institution 17 %, residence 14 %, the
/// rest own room or boarding school.
pub(crate) const fn placements(age: u32) -> &'static [(f64, InterventionKind)] {
    use InterventionKind as K;
    match age {
        0..6 => &[
            (22.0, K::PlacementKin),
            (33.0, K::PlacementFoster),
            (15.0, K::PlacementFosterSpecialised),
            (6.0, K::PlacementFosterReinforced),
            (4.0, K::PlacementResidentialOwn),
            (4.0, K::PlacementResidentialExternal),
        ],
        6..12 => &[
            (22.0, K::PlacementKin),
            (17.0, K::PlacementFoster),
            (14.0, K::PlacementFosterSpecialised),
            (7.0, K::PlacementFosterReinforced),
            (7.0, K::PlacementResidentialOwn),
            (9.0, K::PlacementResidentialExternal),
            (12.0, K::PlacementResidentialHome),
        ],
        12..15 => &[
            (15.0, K::PlacementKin),
            (11.0, K::PlacementFoster),
            (10.0, K::PlacementFosterSpecialised),
            (7.0, K::PlacementFosterReinforced),
            (8.0, K::PlacementResidentialOwn),
            (13.0, K::PlacementResidentialExternal),
            (30.0, K::PlacementResidentialHome),
            (13.0, K::PlacementBoardingSchool),
        ],
        _ => &[
            (11.0, K::PlacementKin),
            (14.0, K::PlacementFoster),
            (8.0, K::PlacementFosterSpecialised),
            (5.0, K::PlacementFosterReinforced),
            (8.0, K::PlacementResidentialOwn),
            (15.0, K::PlacementResidentialExternal),
            (36.0, K::PlacementResidentialHome),
            (28.0, K::PlacementOwnRoom),
            (20.0, K::PlacementBoardingSchool),
            (1.0, K::PlacementSecure),
        ],
    }
}

/// Measures by stage. Danmarks Statistik: family treatment is the most used; 76 % of help to 0-5-year-olds is directed at the family,
/// 71 % at 6-11, 63 % at 12-17. The rest is chosen.
pub(crate) const fn measures(stage: Stage) -> &'static [(f64, InterventionKind)] {
    use InterventionKind as K;
    match stage {
        Stage::Unborn => &[(55.0, K::FamilyTreatment), (35.0, K::HomeSupport), (10.0, K::OtherHelp)],
        Stage::Infant => &[
            (44.0, K::FamilyTreatment),
            (30.0, K::HomeSupport),
            (3.0, K::FamilyStay),
            (8.0, K::ReliefCare),
            (11.0, K::SupportedDayCare),
            (4.0, K::OtherHelp),
        ],
        Stage::Small => &[
            (42.0, K::FamilyTreatment),
            (26.0, K::HomeSupport),
            (12.0, K::ReliefCare),
            (14.0, K::SupportedDayCare),
            (1.0, K::FamilyStay),
            (5.0, K::OtherHelp),
        ],
        Stage::School => &[
            (38.0, K::FamilyTreatment),
            (20.0, K::HomeSupport),
            (15.0, K::ContactPerson),
            (15.0, K::ReliefCare),
            (4.0, K::DayTreatment),
            (4.0, K::OtherHelp),
            (4.0, K::SupportedDayCare),
        ],
        Stage::Teen => &[
            (29.0, K::FamilyTreatment),
            (36.0, K::ContactPerson),
            (13.0, K::HomeSupport),
            (8.0, K::ReliefCare),
            (6.0, K::DayTreatment),
            (4.0, K::WorkTraining),
            (4.0, K::OtherHelp),
        ],
    }
}

/// For children with a disability. Chosen.
pub(crate) const MEASURES_WHEN_DISABLED: &[(f64, InterventionKind)] = &[
    (42.0, InterventionKind::ReliefCare),
    (28.0, InterventionKind::HomeSupport),
    (18.0, InterventionKind::SupportedDayCare),
    (12.0, InterventionKind::FamilyTreatment),
];

/// Early help by stage. Chosen.
pub(crate) const fn early_help(stage: Stage) -> &'static [(f64, InterventionKind)] {
    use InterventionKind as K;
    match stage {
        Stage::Unborn => &[(60.0, K::HealthVisitorExtra), (20.0, K::FamilyRoom), (20.0, K::Counselling)],
        Stage::Infant => &[
            (40.0, K::HealthVisitorExtra),
            (20.0, K::FamilyRoom),
            (22.0, K::Counselling),
            (12.0, K::ParentCourse),
            (6.0, K::SupportPedagogue),
        ],
        Stage::Small => &[
            (28.0, K::Counselling),
            (18.0, K::SupportPedagogue),
            (16.0, K::ParentCourse),
            (14.0, K::PprCourse),
            (14.0, K::WellbeingEffort),
            (10.0, K::FamilyGroupConference),
        ],
        Stage::School => &[
            (26.0, K::Counselling),
            (22.0, K::ConversationGroup),
            (14.0, K::PprCourse),
            (14.0, K::WellbeingEffort),
            (10.0, K::ParentCourse),
            (8.0, K::PsychologistTalks),
            (6.0, K::FamilyGroupConference),
        ],
        Stage::Teen => &[
            (30.0, K::Counselling),
            (22.0, K::ConversationGroup),
            (22.0, K::PsychologistTalks),
            (10.0, K::PprCourse),
            (8.0, K::FamilyGroupConference),
            (8.0, K::ParentCourse),
        ],
    }
}

/// Median length of help in days. Chosen.
pub(crate) const fn length_in_days(kind: InterventionKind) -> f64 {
    use InterventionKind as K;
    match kind {
        K::FamilyTreatment => 250.0,
        K::HomeSupport => 265.0,
        K::ContactPerson => 280.0,
        K::ReliefCare => 460.0,
        K::DayTreatment => 420.0,
        K::FamilyStay => 100.0,
        K::SupportedDayCare => 340.0,
        K::WorkTraining => 160.0,
        K::LostEarnings => 700.0,
        K::SupportPedagogue => 240.0,
        K::FamilyGroupConference => 70.0,
        K::HealthVisitorExtra => 150.0,
        _ => 170.0,
    }
}
