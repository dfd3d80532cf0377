//! Who may be let in or kept out, by whom, and for how long.

use super::need::{ahead, filled, glass, not_before, not_future, once, relation};
use super::{Context, access, calendar};
use crate::disclosure;
use crate::record::{
    AddressShown, AddressStated, ChildRestricted, CoWorkerAdded, CoWorkerEnded, CopyGiven, GlassBroken, GlassClosed, GlassReviewed,
    Refusal, RestrictionLifted, State,
};

fn may_admit(state: &State<'_>, context: &Context) -> Result<(), Refusal> {
    if access::may_admit(state, context.by) { Ok(()) } else { Err(Refusal::NotYoursToOpen) }
}

fn leads(context: &Context) -> Result<(), Refusal> {
    if access::leads(context.by.role) { Ok(()) } else { Err(Refusal::OnlyLeaders) }
}

pub(super) fn co_worker(state: &State<'_>, what: &CoWorkerAdded, context: &Context) -> Result<(), Refusal> {
    filled("reason", &what.reason)?;
    may_admit(state, context)?;
    if state.responsible.is_some_and(|responsible| responsible.staff == what.staff) {
        return Err(Refusal::AlreadyResponsible);
    }
    let here = |co_worker: &&crate::record::CoWorker<'_>| {
        co_worker.added.what.staff == what.staff && co_worker.last_day().is_none_or(|last| what.on <= last)
    };
    once(state.co_workers.iter().find(here).map(|co_worker| co_worker.added.no))?;
    if let Some(until) = what.until {
        not_before("until", until, what.on)?;
        ahead("until", until, calendar::day_of(context.now))?;
    }
    ahead("on", what.on, calendar::day_of(context.now))
}

pub(super) fn co_worker_ended(state: &State<'_>, what: &CoWorkerEnded, context: &Context) -> Result<(), Refusal> {
    let found = state.co_workers.iter().find(|co_worker| co_worker.added.no == what.co_worker);
    let co_worker = found.ok_or(Refusal::NoSuchEntry(what.co_worker, "co-worker"))?;
    once(co_worker.ended.map(|ended| ended.no))?;
    if co_worker.added.what.staff != context.by.staff {
        may_admit(state, context)?;
    }
    not_before("on", what.on, co_worker.added.what.on)?;
    not_future("on", what.on, context)
}

pub(super) fn restricted(state: &State<'_>, what: &ChildRestricted, context: &Context) -> Result<(), Refusal> {
    may_admit(state, context)?;
    once(state.restriction().map(|restriction| restriction.stated.no))?;
    not_future("on", what.on, context)
}

pub(super) fn lifted(state: &State<'_>, what: &RestrictionLifted, context: &Context) -> Result<(), Refusal> {
    let found = state.restrictions.iter().find(|restriction| restriction.stated.no == what.restriction);
    let restriction = found.ok_or(Refusal::NoSuchEntry(what.restriction, "restriction"))?;
    once(restriction.lifted.map(|lifted| lifted.no))?;
    leads(context)?;
    filled("reason", &what.reason)?;
    not_before("on", what.on, restriction.stated.what.on)?;
    not_future("on", what.on, context)
}

pub(super) fn glass_broken(what: &GlassBroken, context: &Context) -> Result<(), Refusal> {
    filled("text", &what.text)?;
    if !access::is_authority(context.by.role) {
        return Err(Refusal::NotYoursToOpen);
    }
    let longest = context.now.saturating_add(access::EMERGENCY_LASTS).unwrap_or(context.now);
    if what.until > longest {
        return Err(Refusal::TooLate { field: "until", not_after: calendar::day_of(longest) });
    }
    Ok(())
}

/// Whoever opened the record closes it, once, while it is open.
pub(super) fn glass_closed(state: &State<'_>, what: &GlassClosed, context: &Context) -> Result<(), Refusal> {
    let opening = glass(state, what.glass)?;
    once(opening.closed.map(|closed| closed.no))?;
    if opening.broken.by.staff != context.by.staff {
        return Err(Refusal::NotYoursToOpen);
    }
    if opening.until() <= context.now {
        return Err(Refusal::TooLate { field: "on", not_after: calendar::day_of(opening.until()) });
    }
    not_before("on", what.on, calendar::day_of(opening.opened_at()))?;
    not_future("on", what.on, context)
}

pub(super) fn glass_reviewed(state: &State<'_>, what: &GlassReviewed, context: &Context) -> Result<(), Refusal> {
    let opening = glass(state, what.glass)?;
    once(opening.reviewed.map(|reviewed| reviewed.no))?;
    if opening.broken.by.staff == context.by.staff {
        return Err(Refusal::OwnGlass(what.glass));
    }
    leads(context)?;
    // To be in order needs no words, and a question is asked beside the record.
    if what.finding != crate::kinds::GlassFinding::Ok && !crate::oversight::is_said_beside_the_record(what.finding) {
        filled("note", &what.note)?;
    }
    not_before("on", what.on, calendar::day_of(opening.opened_at()))?;
    not_future("on", what.on, context)
}

/// Everyone who writes about where the child lives may protect an address; taking the protection away takes a leader.
pub(super) fn address(state: &State<'_>, what: &AddressStated, context: &Context) -> Result<(), Refusal> {
    filled("address", what.address.checked())?;
    let was_protected = state.address().is_some_and(|stated| stated.what.address.is_protected());
    if was_protected && !what.address.is_protected() {
        leads(context)?;
    }
    not_future("on", what.on, context)
}

/// The address that holds, when it is protected, for somebody who says what for; in words that do not say it.
pub(super) fn address_shown(state: &State<'_>, what: &AddressShown, context: &Context) -> Result<(), Refusal> {
    filled("purpose", &what.purpose)?;
    if !access::is_authority(context.by.role) {
        return Err(Refusal::NotYoursToOpen);
    }
    let stated = state.address().filter(|stated| stated.no == what.address && stated.what.address.is_protected());
    let stated = stated.ok_or(Refusal::NoSuchEntry(what.address, "address"))?;
    let (said, address) = (what.purpose.to_lowercase(), stated.what.address.checked().to_lowercase());
    // The street with its number says as much as the whole.
    let street = address.split(',').next().unwrap_or_default().trim();
    if said.contains(address.trim()) || (street.contains(|letter: char| letter.is_ascii_digit()) && said.contains(street)) {
        return Err(Refusal::SaysTheAddress);
    }
    Ok(())
}

/// A copy is of what is written, to one recipient, with every decision readable: it must be possible to tell later what left.
pub(super) fn copy_given(state: &State<'_>, what: &CopyGiven, context: &Context) -> Result<(), Refusal> {
    filled("who", &what.who)?;
    if what.last.0 == 0 || what.last.0 > state.version.0 {
        return Err(Refusal::NoSuchEntry(what.last, "entry"));
    }
    if let Some(no) = what.relation {
        relation(state, no)?;
        // The child is nobody of its own network.
        if what.is_child {
            return Err(Refusal::NoSuchEntry(no, "child"));
        }
    }
    if disclosure::read_decisions(&what.decisions).is_none() {
        return Err(Refusal::Missing("decisions"));
    }
    if what.digest.len() != 64 || !what.digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Refusal::Missing("digest"));
    }
    not_future("on", what.on, context)
}
