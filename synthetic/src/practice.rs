//! How practice goes: every probability and duration in one place, with its source. Numbers without a source are chosen
//! so that the published ones come out, which a test checks.

mod kinds;
mod notifications;

pub(crate) use kinds::*;
pub(crate) use notifications::*;

use crate::chance::Chance;
use crate::play::Effect;
use trin_domain::kinds::{InterventionKind, ScreeningOutcome};

/// Share of children with an open case on a day, which sizes the caseworkers' teams. Chosen.
pub(crate) const OPEN_SHARE: f64 = 0.062;

/// Children per caseworker. Dansk Socialrådgiverforening counted 33 in 2019 and 31 in 2023.
pub(crate) const CHILDREN_PER_CASEWORKER: f64 = 28.0;

/// How much families carry, mean 1: concern gathers on few families, and the same ones return. Chosen, so that repeats come out.
pub(crate) const FAMILY_LOADS: &[(f64, f64)] = &[(0.65, 0.26), (0.25, 1.24), (0.08, 4.1), (0.02, 9.6)];

// At the door.

/// Børnesagsbarometret (Ankestyrelsen): 87-88 % within 24 hours.
pub(crate) const ACUTE_WITHIN_24_HOURS: f64 = 0.875;
/// Chosen: few are in danger now, more when violence or abuse is suspected.
pub(crate) const IN_DANGER: f64 = 0.03;
pub(crate) const IN_DANGER_WHEN_ABUSE: f64 = 0.3;
/// Chosen: of those in danger now.
pub(crate) const ACUTE_PLACEMENT: f64 = 0.06;
/// Receipts: nearly all within six working days. Chosen.
pub(crate) const RECEIPT_NEVER_SENT: f64 = 0.004;
pub(crate) const RECEIPT_WORKING_DAYS: &[(f64, i32)] =
    &[(0.22, 1), (0.28, 2), (0.2, 3), (0.13, 4), (0.07, 5), (0.04, 6), (0.03, 8), (0.02, 10), (0.01, 14)];
/// Chosen.
pub(crate) const SECOND_PROFESSIONAL: f64 = 0.96;
pub(crate) const REREAD: f64 = 0.94;
pub(crate) const SCREENED_IN_TIME: f64 = 0.84;
pub(crate) const FEEDBACK_GIVEN: f64 = 0.985;
pub(crate) const FEEDBACK_WITHHELD: f64 = 0.04;

/// What screening leads to. Chosen, so that the share of children with help comes out.
pub(crate) const SCREENING: &[(f64, ScreeningOutcome)] = &[
    (46.0, ScreeningOutcome::NothingFurther),
    (10.0, ScreeningOutcome::ConsultativeHelp),
    (14.0, ScreeningOutcome::EarlyHelp),
    (10.0, ScreeningOutcome::PartialAssessment),
    (17.0, ScreeningOutcome::Assessment),
    (2.0, ScreeningOutcome::OtherMunicipality),
];
pub(crate) const SCREENING_WHEN_REPEATED: &[(f64, ScreeningOutcome)] = &[
    (28.0, ScreeningOutcome::NothingFurther),
    (6.0, ScreeningOutcome::ConsultativeHelp),
    (14.0, ScreeningOutcome::EarlyHelp),
    (16.0, ScreeningOutcome::PartialAssessment),
    (34.0, ScreeningOutcome::Assessment),
];
/// Barnets lov § 20: suspected abuse must be assessed.
pub(crate) const SCREENING_WHEN_SERIOUS: &[(f64, ScreeningOutcome)] =
    &[(10.0, ScreeningOutcome::NothingFurther), (5.0, ScreeningOutcome::EarlyHelp), (85.0, ScreeningOutcome::Assessment)];
pub(crate) const SCREENING_WHEN_ONGOING: &[(f64, ScreeningOutcome)] =
    &[(92.0, ScreeningOutcome::PartOfOngoing), (6.0, ScreeningOutcome::NothingFurther), (2.0, ScreeningOutcome::Assessment)];

// Responsibility. Chosen.

pub(crate) const OFFER_ANSWERED_IN_TIME: f64 = 0.84;
pub(crate) const RECENT_OFFER_UNANSWERED: f64 = 0.6;
pub(crate) const DECLINED: f64 = 0.05;
pub(crate) const OFFER_WITHDRAWN: f64 = 0.02;
pub(crate) const LEADER_HANDS_OVER: f64 = 0.3;
/// A closed family that asks for help itself later.
pub(crate) const COMES_BACK: f64 = 0.03;

// Assessment.

/// Børnesagsbarometret 2024: half within four months, which is some 122 days.
pub(crate) const ASSESSMENT_DAYS: f64 = 121.0;
pub(crate) const ASSESSMENT_SPREAD: f64 = 0.36;
pub(crate) const PARTIAL_DAYS: f64 = 62.0;
/// Chosen.
pub(crate) const CONSENT_ASKED: f64 = 0.75;
pub(crate) const CONSENT_WITHDRAWN: f64 = 0.04;
pub(crate) const PRELIMINARY_WRITTEN: f64 = 0.55;
/// With [`hearing`]: a talk before 65 % of decisions (Børnesagsbarometret 2024).
pub(crate) const HEARING_ARRANGED: f64 = 0.84;
pub(crate) const SUPPORT_AFTER_FULL: f64 = 0.76;
pub(crate) const SUPPORT_AFTER_PARTIAL: f64 = 0.58;

/// Shares of talk, indirect perspective, and not heard, by age.
pub(crate) const fn hearing(age: u32, has_disability: bool) -> [f64; 3] {
    match (age, has_disability) {
        (0..3, _) => [0.0, 0.94, 0.06],
        (3, _) => [0.35, 0.58, 0.07],
        (_, true) => [0.55, 0.38, 0.07],
        (_, false) => [0.84, 0.08, 0.08],
    }
}

// Help.

/// Danmarks Statistik: 8,543 of 11,256 placed children with consent at the end of 2018.
pub(crate) const PLACED_WITH_CONSENT: f64 = 0.76;
/// 16 % of those placed on 1 January leave in the year; turning 18 is about half of it. Chosen so that this comes out.
pub(crate) const RETURNING_HOME_A_YEAR: f64 = 0.04;
/// 7 % change type of place in a year.
pub(crate) const MOVING_A_YEAR: f64 = 0.13;
pub(crate) const STAYS_IN_FOSTER_CARE: f64 = 0.45;
/// Chosen: new placements are many (0.29 per 100 children a year) beside how many are placed (1 per 100), so many are short.
pub(crate) const SHORT_PLACEMENT: f64 = 0.37;
pub(crate) const SHORT_PLACEMENT_DAYS: f64 = 130.0;
pub(crate) const SUPPORT_AFTER_RETURN: f64 = 0.6;
/// Chosen.
pub(crate) const WHY_NOT_LOWER_GIVEN: f64 = 0.8;
pub(crate) const WHY_NOT_PREFERRED_GIVEN: f64 = 0.92;
pub(crate) const AIM_STATED: f64 = 0.74;
/// Support that does without a plan under barnets lov. Chosen.
pub(crate) const SUPPORT_WITHOUT_PLAN: f64 = 0.08;
/// København 2017: 53 % of plans before the start. Børnesagsbarometret 2019: 77 % have a plan.
pub(crate) const PLAN_AT_ONCE: f64 = 0.53;
pub(crate) const PLAN_IN_TIME: f64 = 0.77;
pub(crate) const PLAN_EVER: f64 = 0.9;
pub(crate) const EFFECTS: &[(f64, Effect)] = &[(0.5, Effect::Works), (0.3, Effect::Some), (0.2, Effect::None)];
pub(crate) const STEP_DOWN_WHEN_DONE: f64 = 0.45;
pub(crate) const STEP_UP_FROM_EARLY_HELP: f64 = 0.5;

/// Placed children by age at the start, so that 0.9-1 % of 0-17 are, half of them 12 and older (Danmarks Statistik).
pub(crate) const fn placed_at_start(age: u32) -> f64 {
    match age {
        0..3 => 0.0030,
        3..6 => 0.006,
        6..12 => 0.0078,
        12..15 => 0.0100,
        _ => 0.012,
    }
}
pub(crate) const SUPPORTED_AT_START: f64 = 0.017;
pub(crate) const EARLY_HELP_AT_START: f64 = 0.007;
/// Makes the mean over families of load to the power 0.6 come to 1.
pub(crate) const LOAD_NORM: f64 = 1.122;

pub(crate) const fn placement_after_assessment(age: u32) -> f64 {
    match age {
        0..3 => 0.10,
        3..6 => 0.097,
        6..12 => 0.092,
        12..15 => 0.103,
        _ => 0.115,
    }
}

pub(crate) const fn placement_after_measure(age: u32) -> f64 {
    match age {
        0..12 => 0.12,
        _ => 0.15,
    }
}

// Follow-ups and visits.

/// Børnesagsbarometret 2024: 75 % of first follow-ups within three months.
pub(crate) const FIRST_FOLLOW_UP_IN_TIME: f64 = 0.75;
/// A municipality's own cadence is kept less often than the law. Chosen.
pub(crate) const LOCAL_CADENCE_KEPT_FIRST: f64 = 0.5;
pub(crate) const LOCAL_CADENCE_KEPT: f64 = 0.6;
pub(crate) const FOLLOW_UP_BY_INVITATION: f64 = 0.6;
pub(crate) const GOAL_SCORED_BETWEEN: f64 = 0.2;

/// Days between follow-ups where nothing says how often. Chosen.
pub(crate) const fn usual_interval(kind: InterventionKind) -> f64 {
    if kind.is_placement() {
        95.0
    } else if kind.is_measure() {
        120.0
    } else {
        75.0
    }
}

/// Chosen.
pub(crate) const VISITED_IN_TIME: f64 = 0.82;
pub(crate) const TALKED_AT_VISIT: f64 = 0.9;
pub(crate) const REVIEW_IN_TIME: f64 = 0.7;
pub(crate) const REVIEW_EVER: f64 = 0.88;
pub(crate) const PROLONGED_IN_TIME: f64 = 0.62;
pub(crate) const PROLONGED_EVER: f64 = 0.84;

// Writing. Chosen.

pub(crate) const DAYS_BETWEEN_NOTES: f64 = 48.0;
pub(crate) const NOTE_CORRECTED: f64 = 0.03;
pub(crate) const VIEW_ON_NOTE: f64 = 0.015;
pub(crate) const VIEW_ON_FOLLOW_UP: f64 = 0.03;
pub(crate) const VIEW_ON_ASSESSMENT: f64 = 0.1;

/// Chosen: families of children with a disability who ask for help themselves, over a childhood.
pub(crate) const DISABLED_WHO_APPLY: f64 = 0.5;

/// Years until something that happens at this rate a year.
pub(crate) fn exponential(chance: &mut Chance, rate_a_year: f64) -> f64 {
    -(1.0 - chance.unit()).ln() / rate_a_year
}
