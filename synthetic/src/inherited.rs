//! Help that ran when the records began, carried over with its own dates.
//!
//! Without it the first years would show a municipality that has just begun, with hardly a placed child.

use crate::Options;
use crate::chance::Chance;
use crate::household::{Child, Household};
use crate::play::Carried;
use crate::practice;
use crate::texts::Stage;
use trin_domain::calendar::days_after;

/// What the child had when the records began, if anything.
pub(crate) fn of(options: &Options, household: &Household, child: &Child, chance: &mut Chance) -> Option<Carried> {
    let start = options.start();
    let age = child.age(start);
    if household.arrived_on.is_some() || child.birth > days_after(start, -200) || child.grown_on() < days_after(start, 40) {
        return None;
    }
    let stage = match age {
        0..3 => Stage::Infant,
        3..6 => Stage::Small,
        6..12 => Stage::School,
        _ => Stage::Teen,
    };
    let burden = household.load.powf(0.6) * practice::LOAD_NORM;
    let placed = practice::placed_at_start(age) * burden;
    let supported = practice::SUPPORTED_AT_START * burden * if child.has_disability { 3.0 } else { 1.0 };
    let early = practice::EARLY_HELP_AT_START * burden;
    let drawn = chance.unit();
    let (kind, elapsed, remaining) = if drawn < placed {
        let kind = *chance.weighted(practice::placements(age));
        let elapsed = practice::exponential(chance, 0.35) * 365.0;
        (kind, elapsed.min(1_500.0), practice::exponential(chance, practice::RETURNING_HOME_A_YEAR) * 365.0)
    } else if drawn < placed + supported {
        let weights = if child.has_disability { practice::MEASURES_WHEN_DISABLED } else { practice::measures(stage) };
        let kind = *chance.weighted(weights);
        let whole = chance.around(practice::length_in_days(kind), 0.5) * 1.2;
        let gone = chance.unit();
        (kind, whole * gone, whole * (1.0 - gone))
    } else if drawn < placed + supported + early {
        let kind = *chance.weighted(practice::early_help(stage));
        let whole = chance.around(practice::length_in_days(kind), 0.45);
        let gone = chance.unit();
        (kind, whole * gone, whole * (1.0 - gone))
    } else {
        return None;
    };
    // It begins with a notification some five months before; the child must have been born by then.
    let started_on = days_after(start, -(elapsed as i32).max(1)).max(days_after(child.birth, 180));
    let ends_on = days_after(start, (remaining as i32).clamp(10, 6_000));
    Some(Carried { kind, started_on: started_on.min(days_after(start, -1)), ends_on })
}
