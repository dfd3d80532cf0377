//! What a fact needs: an entry to speak of, a day that fits, a text that is there.

use super::{Context, FURTHEST_AHEAD};
use crate::calendar;
use crate::id::UnitId;
use crate::record::{EntryNo, GoalScore, Refusal, State};
use jiff::{Timestamp, civil::Date};

pub(super) fn enrolment<'s, 'r>(state: &'s State<'r>, no: EntryNo) -> Result<&'s crate::record::Enrolment<'r>, Refusal> {
    state.enrolments.iter().find(|enrolment| enrolment.began.no == no).ok_or(Refusal::NoSuchEntry(no, "enrolment"))
}

/// The child goes to the unit on a day.
pub(super) fn goes_there(state: &State<'_>, unit: UnitId, on: Date) -> Result<(), Refusal> {
    if state.goes_to(unit, on) { Ok(()) } else { Err(Refusal::NotEnrolledThere) }
}

pub(super) fn relation<'s, 'r>(state: &'s State<'r>, no: EntryNo) -> Result<&'s crate::record::Relation<'r>, Refusal> {
    state.relations.iter().find(|relation| relation.added.no == no).ok_or(Refusal::NoSuchEntry(no, "relation"))
}

pub(super) fn consent<'s, 'r>(state: &'s State<'r>, no: EntryNo) -> Result<&'s crate::record::Consent<'r>, Refusal> {
    state.consents.iter().find(|consent| consent.given.no == no).ok_or(Refusal::NoSuchEntry(no, "consent"))
}

pub(super) fn notification<'s, 'r>(state: &'s State<'r>, no: EntryNo) -> Result<&'s crate::record::Notification<'r>, Refusal> {
    state.notification(no).ok_or(Refusal::NoSuchEntry(no, "notification"))
}

pub(super) fn intervention<'s, 'r>(state: &'s State<'r>, no: EntryNo) -> Result<&'s crate::record::Intervention<'r>, Refusal> {
    state.intervention(no).ok_or(Refusal::NoSuchEntry(no, "intervention"))
}

/// An intervention that had not ended by a day; an end agreed for later leaves it running until then.
pub(super) fn running<'s, 'r>(state: &'s State<'r>, no: EntryNo, on: Date) -> Result<&'s crate::record::Intervention<'r>, Refusal> {
    let help = intervention(state, no)?;
    match help.ended_on() {
        Some(ended) if ended < on => Err(Refusal::Ended(ended)),
        _ => Ok(help),
    }
}

pub(super) fn placed_since(state: &State<'_>, no: EntryNo, field: &'static str, on: Date) -> Result<(), Refusal> {
    let help = intervention(state, no)?;
    if !help.decided.what.kind.is_placement() {
        return Err(Refusal::NoSuchEntry(no, "placement"));
    }
    not_before(field, on, help.started_on().ok_or(Refusal::NotStarted)?)?;
    match help.ended_on() {
        Some(ended) if on > ended => Err(Refusal::Ended(ended)),
        _ => Ok(()),
    }
}

pub(super) fn open_assessment<'s, 'r>(state: &'s State<'r>, no: EntryNo) -> Result<&'s crate::record::Assessment<'r>, Refusal> {
    let assessment = state.assessment(no).ok_or(Refusal::NoSuchEntry(no, "assessment"))?;
    once(assessment.concluded.map(|done| done.no))?;
    Ok(assessment)
}

pub(super) fn offer<'s, 'r>(state: &'s State<'r>, no: EntryNo) -> Result<&'s crate::record::Offer<'r>, Refusal> {
    state.offers.iter().find(|offer| offer.offered.no == no).ok_or(Refusal::NoSuchEntry(no, "offer"))
}

pub(super) fn glass<'s, 'r>(state: &'s State<'r>, no: EntryNo) -> Result<&'s crate::record::Glass<'r>, Refusal> {
    state.glass.iter().find(|glass| glass.broken.no == no).ok_or(Refusal::NoSuchEntry(no, "opening"))
}

pub(super) fn answering(state: &State<'_>, no: EntryNo, on: Date, context: &Context) -> Result<(), Refusal> {
    let offer = offer(state, no)?;
    once(offer.answer.map(|answer| answer.no))?;
    if offer.offered.what.to != context.by.staff {
        return Err(Refusal::NotYours);
    }
    not_before("on", on, offer.offered.what.on)?;
    not_future("on", on, context)
}

pub(super) fn scoring(state: &State<'_>, score: GoalScore) -> Result<(), Refusal> {
    let goal = state.goal(score.goal).ok_or(Refusal::NoSuchEntry(score.goal, "goal"))?;
    on_scale("score", score.score, goal.set.what.lowest, goal.set.what.highest)
}

pub(super) fn after_notification(
    notification: &crate::record::Notification<'_>,
    field: &'static str,
    on: Date,
    context: &Context,
) -> Result<(), Refusal> {
    not_before(field, on, calendar::day_of(notification.received.what.received_at))?;
    not_future(field, on, context)
}

pub(super) fn once(done: Option<EntryNo>) -> Result<(), Refusal> {
    done.map_or(Ok(()), |no| Err(Refusal::AlreadyDone(no)))
}

pub(super) fn filled(field: &'static str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::Missing(field)) } else { Ok(()) }
}

pub(super) fn fits(field: &'static str, text: &str, most: usize) -> Result<(), Refusal> {
    // Counting characters only when there are more bytes than characters allowed keeps the common case cheap.
    if text.len() > most && text.chars().count() > most { Err(Refusal::TooLong { field, most }) } else { Ok(()) }
}

pub(super) fn on_scale(field: &'static str, score: i16, lowest: i16, highest: i16) -> Result<(), Refusal> {
    if (lowest..=highest).contains(&score) { Ok(()) } else { Err(Refusal::OutsideScale { field, lowest, highest }) }
}

pub(super) fn not_before(field: &'static str, on: Date, not_before: Date) -> Result<(), Refusal> {
    if on < not_before { Err(Refusal::TooEarly { field, not_before }) } else { Ok(()) }
}

pub(super) fn not_after(field: &'static str, on: Date, not_after: Date) -> Result<(), Refusal> {
    if on > not_after { Err(Refusal::TooLate { field, not_after }) } else { Ok(()) }
}

pub(super) fn not_future(field: &'static str, on: Date, context: &Context) -> Result<(), Refusal> {
    if on > calendar::day_of(context.now) { Err(Refusal::InTheFuture { field, now: context.now }) } else { Ok(()) }
}

pub(super) fn not_future_instant(field: &'static str, at: Timestamp, context: &Context) -> Result<(), Refusal> {
    if at > context.now { Err(Refusal::InTheFuture { field, now: context.now }) } else { Ok(()) }
}

/// A day agreed beforehand may lie ahead, but not by mistake in the wrong decade.
pub(super) fn ahead(field: &'static str, on: Date, today: Date) -> Result<(), Refusal> {
    let days = (on - today).get_days();
    if i64::from(days) > FURTHEST_AHEAD {
        let now = calendar::end_of_day(today);
        return Err(Refusal::InTheFuture { field, now });
    }
    Ok(())
}
