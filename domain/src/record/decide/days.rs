//! The earliest days: nothing about a child may be dated before it was on its way, and nothing that takes a born child before its birth.
//!
//! The limits catch slips in the year, not judgement: each is wider than anything that can have happened.

use super::Context;
use super::need::{not_after, not_before, not_future};
use crate::calendar::{day_of, days_after, months_after};
use crate::cpr::Cpr;
use crate::record::{Birth, Fact, Hearing, Refusal, State};
use jiff::civil::Date;

/// Days before its birth, or expected birth, that something may concern a child. A pregnancy lasts about 280 days; the rest is for an
/// expected day that was counted wrongly.
const DAYS_BEFORE_BIRTH: i32 = 300;
/// Years ago that a child may have been born. Help ends long before, but a municipality may bring old records along; births further back
/// are slips in the year.
const MOST_YEARS_AGO: i32 = 100;

/// A birth, or an expected one, lies within a life before today and at most a pregnancy after it; born is born by now.
pub(super) fn possible_birth(field: &'static str, birth: Birth, context: &Context) -> Result<(), Refusal> {
    within_a_life(field, birth.day(), context)?;
    match birth {
        Birth::Born(on) => not_future(field, on, context),
        Birth::Expected(on) => not_after(field, on, days_after(day_of(context.now), DAYS_BEFORE_BIRTH)),
    }
}

fn within_a_life(field: &'static str, on: Date, context: &Context) -> Result<(), Refusal> {
    not_before(field, on, months_after(day_of(context.now), -12 * MOST_YEARS_AGO))
}

/// A CPR number tells the day of birth, a replacement number too; the two must agree.
pub(super) fn agrees(cpr: Option<Cpr>, born_on: Date) -> Result<(), Refusal> {
    match cpr {
        Some(cpr) if cpr.birth_date() != born_on => Err(Refusal::OtherBirthDate(born_on)),
        _ => Ok(()),
    }
}

/// The day a fact is about is not before the child was on its way; a talk with the child, or its first day at a unit, is not before its birth.
/// The family may be older than the child: since when somebody belongs to it lies within a life.
pub(super) fn not_before_the_child(state: &State<'_>, fact: &Fact, context: &Context) -> Result<(), Refusal> {
    let (Some(on), Some(birth)) = (fact.day(), state.birth()) else { return Ok(()) };
    if let Fact::RelationAdded(what) = fact {
        return within_a_life("on", what.on, context);
    }
    let field = match fact {
        Fact::NotificationReceived(_) => "received_at",
        Fact::AcuteAssessed(_) | Fact::MeetingPlanned(_) => "at",
        _ => "on",
    };
    let takes_a_born_child = match fact {
        Fact::Enrolled(_) => true,
        Fact::ChildHeard(what) => matches!(what.hearing, Hearing::Talk { .. }),
        _ => false,
    };
    if let (true, Birth::Born(born_on)) = (takes_a_born_child, birth) {
        return not_before(field, on, born_on);
    }
    // A child born later than expected was on its way from the earlier of the two.
    let expected = state.registered.map(|registered| registered.what.birth);
    let earliest = [Some(birth), expected].into_iter().flatten().map(Birth::day).min().unwrap_or(on);
    not_before(field, on, days_after(earliest, -DAYS_BEFORE_BIRTH))
}
