//! What may be said of a worry at the child's day-care or school, and of what is agreed there.

use super::Context;
use super::need::{ahead, filled, goes_there, not_before, not_future, once};
use crate::calendar::day_of;
use crate::record::{EntryNo, FocusPointAgreed, FocusPointLookedAt, Refusal, State, Worry, WorryRaised, WorrySettled, WorryStepTaken};
use crate::worries::Reached;

/// A worry is raised where the child goes, and says what was seen.
pub(super) fn raised(state: &State<'_>, what: &WorryRaised, context: &Context) -> Result<(), Refusal> {
    if what.seen.is_empty() {
        return Err(Refusal::Missing("seen"));
    }
    filled("signs", &what.signs)?;
    not_future("on", what.on, context)?;
    goes_there(state, what.unit, what.on)?;
    match what.assessment {
        Some(no) if !state.assessed.iter().any(|assessed| assessed.no == no && assessed.what.unit == what.unit) => {
            Err(Refusal::NoSuchEntry(no, "wellbeing-assessed"))
        }
        _ => Ok(()),
    }
}

fn open<'s, 'r>(state: &'s State<'r>, no: EntryNo) -> Result<&'s Worry<'r>, Refusal> {
    let worry = state.worry(no).ok_or(Refusal::NoSuchEntry(no, "worry-raised"))?;
    once(worry.settled.map(|settled| settled.no))?;
    Ok(worry)
}

/// A step is taken once, and again only to say more of it; one that was left out may be taken after all, and one said to be taken by mistake is left out with the reason. Some of it
/// may have been done before the worry was written down.
pub(super) fn step_taken(state: &State<'_>, what: &WorryStepTaken, context: &Context) -> Result<(), Refusal> {
    let worry = open(state, what.worry)?;
    filled("what", &what.what)?;
    let earlier = worry.taken.iter().rfind(|taken| !what.step.is_empty() && taken.what.step == what.step);
    let says_more = what.left_out || !what.words.trim().is_empty();
    once(earlier.filter(|taken| !taken.what.left_out && !says_more).map(|taken| taken.no))?;
    if what.left_out {
        filled("words", &what.words)?;
    }
    not_future("on", what.on, context)
}

pub(super) fn settled(state: &State<'_>, what: &WorrySettled, context: &Context) -> Result<(), Refusal> {
    let worry = open(state, what.worry)?;
    filled("words", &what.words)?;
    not_before("on", what.on, worry.raised.what.on)?;
    not_future("on", what.on, context)
}

/// Something is agreed about what was settled together in a round, or about a worry that is open.
pub(super) fn agreed(state: &State<'_>, what: &FocusPointAgreed, context: &Context) -> Result<(), Refusal> {
    let assessed = state.assessed.iter().find(|assessed| assessed.no == what.about && assessed.what.together);
    let since = match assessed {
        Some(assessed) => assessed.what.on,
        None if state.worry(what.about).is_some() => open(state, what.about)?.raised.what.on,
        None => return Err(Refusal::NoSuchEntry(what.about, "wellbeing-assessed")),
    };
    filled("goal", &what.goal)?;
    filled("action", &what.action)?;
    filled("who", &what.who)?;
    not_before("on", what.on, since)?;
    not_future("on", what.on, context)?;
    not_before("by_day", what.by_day, what.on)?;
    ahead("by_day", what.by_day, day_of(context.now))
}

pub(super) fn looked_at(state: &State<'_>, what: &FocusPointLookedAt, context: &Context) -> Result<(), Refusal> {
    let point = state.focus_points.iter().find(|point| point.agreed.no == what.point);
    let point = point.ok_or(Refusal::NoSuchEntry(what.point, "focus-point-agreed"))?;
    filled("words", &what.words)?;
    not_before("on", what.on, point.agreed.what.on)?;
    not_future("on", what.on, context)?;
    if what.reached == Reached::No && what.next_on.is_none() {
        return Err(Refusal::Missing("next_on"));
    }
    if let Some(next) = what.next_on {
        not_before("next_on", next, what.on)?;
        ahead("next_on", next, day_of(context.now))?;
    }
    Ok(())
}
