//! Who is responsible from the door on, when a notification comes about a child nobody is responsible for.
//!
//! A notification is always taken, also a made-up one. So it gives nobody a record with a past: that goes to the intake, for whom the notification
//! waits; a restricted one to whoever led the case last, as the intake does not see it.

use crate::app::App;
use crate::errors::PageResult;
use crate::seen;
use crate::session::Visitor;
use crate::words::{Lang, t};
use jiff::civil::Date;
use trin_domain::access;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::{Record, ResponsibilityAssigned, State};
use uuid::Uuid;

/// Who becomes responsible. `None` when there is nobody who may be: never somebody from everyday life.
pub(super) async fn assign(
    app: &App,
    visitor: &Visitor,
    record: &Record,
    turn: Uuid,
    today: Date,
) -> PageResult<Option<ResponsibilityAssigned>> {
    let state = record.state();
    let is_kept_close = state.restriction().is_some();
    let becomes = |staff: &Staff, reason| Some(ResponsibilityAssigned { to: staff.id, on: today, reason: t(Lang::Da, reason) });
    if access::may_be_responsible(&visitor.staff) {
        let is_intake = visitor.staff.role == Role::Intake;
        let access = seen::access(app, visitor, &state).await?;
        if access::may_take_by_notifying(&state, access.as_ref()) || (is_intake && !is_kept_close) {
            return Ok(becomes(&visitor.staff, if is_intake { "intake-at-the-door" } else { "intake-written-in" }));
        }
    }
    if is_kept_close {
        return Ok(who_led(app, visitor, &state, turn).await?.and_then(|staff| becomes(&staff, "intake-kept-close")));
    }
    for role in [Role::Intake, Role::Caseworker, Role::TeamLeader] {
        if let Some(staff) = by_turn(working(app, visitor, role).await?, turn) {
            return Ok(becomes(&staff, "intake-at-the-door"));
        }
    }
    Ok(None)
}

/// Of a restricted record: a leader of whoever had it last, else that person, else another leader, and where there is none the head of department.
async fn who_led(app: &App, visitor: &Visitor, state: &State<'_>, turn: Uuid) -> PageResult<Option<Staff>> {
    let leaders = working(app, visitor, Role::TeamLeader).await?;
    if let Some(last) = state.responsible_history.last().map(|last| last.staff) {
        let unit = app.store().workplace(last).await?;
        let theirs = leaders.iter().filter(|leader| Some(leader.unit) == unit).cloned().collect();
        let last = app.store().staff(last).await?.filter(|last| access::may_be_responsible(last) && last.id != visitor.staff.id);
        if let Some(staff) = by_turn(theirs, turn).or(last) {
            return Ok(Some(staff));
        }
    }
    match by_turn(leaders, turn) {
        Some(leader) => Ok(Some(leader)),
        None => Ok(by_turn(working(app, visitor, Role::HeadOfDepartment).await?, turn)),
    }
}

/// Who works here in a role, but for whoever notifies: nobody gives themselves a case by what they write.
async fn working(app: &App, visitor: &Visitor, role: Role) -> PageResult<Vec<Staff>> {
    let mut there = app.store().staff_list(Some(role)).await?;
    there.retain(|staff| staff.is_active && staff.id != visitor.staff.id);
    Ok(there)
}

fn by_turn(mut there: Vec<Staff>, turn: Uuid) -> Option<Staff> {
    (!there.is_empty()).then(|| there.swap_remove((turn.as_u128() % there.len() as u128) as usize))
}
