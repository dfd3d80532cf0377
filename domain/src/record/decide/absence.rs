//! What may be said of a pupil's absence, and of what the school did about it.

use super::Context;
use super::need::{filled, goes_there, not_after, not_before, not_future};
use crate::absence::{LONGEST_PERIOD, WHOLE};
use crate::calendar::days_after;
use crate::record::{AbsenceStated, AbsenceStepTaken, Refusal, State};

/// Days before its threshold was reached that a step may have been taken; more is a slip in the date.
const BEFORE: i32 = 28;

/// Absence is of days that are over, on which the child went to the school, each once and no more than whole.
pub(super) fn stated(state: &State<'_>, what: &AbsenceStated, context: &Context) -> Result<(), Refusal> {
    not_before("until", what.until, what.from)?;
    not_after("until", what.until, days_after(what.from, LONGEST_PERIOD))?;
    not_future("until", what.until, context)?;
    if what.absent.is_empty() && !state.absences.iter().any(|earlier| earlier.what.unit == what.unit) {
        return Err(Refusal::Missing("absent"));
    }
    for (place, day) in what.absent.iter().enumerate() {
        not_before("absent", day.on, what.from)?;
        not_after("absent", day.on, what.until)?;
        goes_there(state, what.unit, day.on)?;
        if !(1..=WHOLE).contains(&day.percent) {
            return Err(Refusal::OutsideScale { field: "absent", lowest: 1, highest: WHOLE.into() });
        }
        let of_day = what.absent.iter().filter(|other| other.on == day.on);
        if of_day.map(|other| u32::from(other.percent)).sum::<u32>() > u32::from(WHOLE) {
            return Err(Refusal::OutsideScale { field: "absent", lowest: 1, highest: WHOLE.into() });
        }
        // In order, so that the same is always said the same way.
        if let Some(before) = place.checked_sub(1).and_then(|before| what.absent.get(before)) {
            not_before("absent", day.on, before.on)?;
        }
    }
    Ok(())
}

/// A step is answered where the child goes, for a threshold that was reached by now.
pub(super) fn step_taken(state: &State<'_>, what: &AbsenceStepTaken, context: &Context) -> Result<(), Refusal> {
    filled("step", &what.step)?;
    filled("what", &what.what)?;
    if what.left_out {
        filled("words", &what.words)?;
    }
    not_future("reached_on", what.reached_on, context)?;
    not_future("on", what.on, context)?;
    not_before("on", what.on, days_after(what.reached_on, -BEFORE))?;
    goes_there(state, what.unit, what.on)
}
