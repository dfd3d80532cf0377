//! The relations of a record, one function each, and what each opens.

use super::{Because, Grant, Holder, Room, Rooms, leads};
use crate::calendar::{day_of, days_after, end_of_day, start_of_day};
use crate::duties::{self, DutyKind};
use crate::kinds::Role;
use crate::record::{Glass, Notification, State};
use crate::retention;
use crate::strategy::Strategy;
use jiff::{SignedDuration, Timestamp, civil::Date};

/// For so many days after a case was closed, whoever was responsible can finish what is left to write.
pub const AFTER_CLOSING_DAYS: i32 = 28;

/// An emergency access opens a case for so long.
pub const EMERGENCY_LASTS: SignedDuration = SignedDuration::from_mins(60);

/// Everything a record opens, to whom and why, strongest relation first. Grants that have ended or not begun are among them with their
/// dates; those whose relation was ended in the record are not. The strategy is asked because what is owed opens the room where it is done.
pub fn grants(state: &State<'_>, strategy: &Strategy) -> Vec<Grant> {
    let mut all = Vec::new();
    responsible(state, &mut all);
    co_workers(state, &mut all);
    offered(state, &mut all);
    closed(state, &mut all);
    notifications(state, &mut all);
    owed(state, strategy, &mut all);
    without_responsible(state, &mut all);
    glass(state, &mut all);
    oversight(state, &mut all);
    enrolled(state, &mut all);
    retention_ended(state, strategy, &mut all);
    gives_help(state, &mut all);
    meets(state, &mut all);
    if state.restriction().is_some() {
        all.retain(holds_when_restricted);
    }
    all.sort_by_key(|grant| (grant.because, grant.holder));
    all
}

/// A restricted record is for those who work on it and their leader: not for the intake, the head of department, a meeting, a unit. Whoever
/// must open it in an emergency does, and that is reviewed.
fn holds_when_restricted(grant: &Grant) -> bool {
    matches!(
        grant.because,
        Because::Responsible
            | Because::CoWorker(_)
            | Because::Leads
            | Because::Offered(_)
            | Because::Closed(_)
            | Because::Owed(_)
            | Because::Glass(_)
            | Because::GlassToReview(_)
            | Because::RetentionEnded
    )
}

fn always(holder: Holder, because: Because, from: Date, rooms: Rooms, writes: Rooms) -> Grant {
    Grant { holder, rooms, writes, because, from: start_of_day(from), until: None }
}

/// A relation of those who work on the case: it holds from when it is written. Its day is never ahead, except by a clock that was; and that locks
/// nobody out of a child's case.
fn at_once(holder: Holder, because: Because, rooms: Rooms, writes: Rooms) -> Grant {
    Grant { holder, rooms, writes, because, from: Timestamp::MIN, until: None }
}

/// Who is responsible, and the leaders of their team, see and write everything, and may ask for a protected address.
fn responsible(state: &State<'_>, all: &mut Vec<Grant>) {
    let Some(responsible) = state.responsible else { return };
    all.push(at_once(Holder::Staff(responsible.staff), Because::Responsible, Rooms::CASE_AND_ADDRESS, Rooms::CASE));
    all.push(at_once(Holder::LeadersOf(responsible.staff), Because::Leads, Rooms::CASE_AND_ADDRESS, Rooms::CASE));
}

/// A co-worker works on the case as the responsible does, but does not move the responsibility. A closing ends it as it ends the others', and
/// a case opened again begins without them.
fn co_workers(state: &State<'_>, all: &mut Vec<Grant>) {
    for co_worker in state.co_workers.iter().filter(|co_worker| co_worker.ended.is_none()) {
        let (no, what) = (co_worker.added.no, co_worker.added.what);
        let writes = Rooms::CASE.without(&[Room::Responsibility]);
        let agreed = what.until.map(end_of_day);
        let closing = state.closings.iter().find(|closing| closing.no > no).map(|closing| some_weeks_after(closing.recorded_at));
        let (rooms, until) = match closing {
            Some(over) => (Rooms::CASE, Some(agreed.map_or(over, |agreed| agreed.min(over)))),
            None => (Rooms::CASE_AND_ADDRESS, agreed),
        };
        all.push(Grant { until, ..always(Holder::Staff(what.staff), Because::CoWorker(no), what.on, rooms, writes) });
    }
}

/// Whoever is asked to take over reads the case, and answers.
fn offered(state: &State<'_>, all: &mut Vec<Grant>) {
    for offer in state.open_offers() {
        let because = Because::Offered(offer.offered.no);
        all.push(at_once(Holder::Staff(offer.offered.what.to), because, Rooms::CASE, Rooms::of(&[Room::Responsibility])));
    }
}

/// When a case was closed, whoever was responsible and their leaders have some weeks to finish what is left.
fn closed(state: &State<'_>, all: &mut Vec<Grant>) {
    let (false, Some(closing), Some(last)) = (state.is_open, state.closings.last(), state.responsible_history.last()) else { return };
    let until = Some(some_weeks_after(closing.recorded_at));
    for holder in [Holder::Staff(last.staff), Holder::LeadersOf(last.staff)] {
        let grant = at_once(holder, Because::Closed(closing.no), Rooms::CASE, Rooms::CASE);
        all.push(Grant { until, ..grant });
    }
}

fn some_weeks_after(closing: Timestamp) -> Timestamp {
    end_of_day(days_after(day_of(closing), AFTER_CLOSING_DAYS))
}

/// While a notification waits, the intake reads everything, for nothing is read alone.
fn notifications(state: &State<'_>, all: &mut Vec<Grant>) {
    for notification in state.notifications.iter().filter(|notification| waits(notification)) {
        let because = Because::Notification(notification.received.no);
        all.push(at_once(Holder::Intake, because, Rooms::CASE, Rooms::CASE.without(&[Room::Admission])));
    }
}

fn waits(notification: &Notification<'_>) -> bool {
    notification.screened.is_none() || duties::awaits_acute_assessment(notification)
}

/// What is still owed when nobody is responsible, such as a letter to a notifier, opens the room where it is done to whoever it falls to,
/// until it is done: the intake; else those who had the case last, and their leaders, who also do what a restricted record keeps from the
/// intake.
fn owed(state: &State<'_>, strategy: &Strategy, all: &mut Vec<Grant>) {
    if state.responsible.is_some() {
        return;
    }
    let Some(last) = state.responsible_history.last() else { return };
    for duty in duties::of(state, strategy).into_iter().filter(|duty| duty.met.is_none() && duty.kind != DutyKind::GlassReview) {
        // Where the notification waits, the intake has the whole case.
        if state.notification(duty.about).is_some_and(waits) && state.restriction().is_none() {
            continue;
        }
        let room = Room::met_in(duty.kind);
        let (rooms, writes, because) = (Rooms::of(&[Room::Identity, room]), Rooms::of(&[room]), Because::Owed(duty.about));
        let until = duty.lapsed_on.map(start_of_day);
        let (staff, leaders) = (Holder::Staff(last.staff), Holder::LeadersOf(last.staff));
        let holders: &[Holder] = match duty.role {
            Role::Intake if state.restriction().is_none() => &[Holder::Intake],
            // A team may have no leader, as the intake's may.
            _ => &[staff, leaders],
        };
        for holder in holders {
            let grant = always(*holder, because, duty.counts_from.day(), rooms, writes);
            // A receipt and feedback on one notification open the same.
            if !all.iter().any(|other| (other.holder, other.because, other.rooms) == (*holder, because, rooms)) {
                all.push(Grant { until, ..grant });
            }
        }
    }
}

/// A child without anybody responsible is the intake's to find: when a case is open all of it, which the record does not let happen; without
/// a case only that the municipality knows the child.
fn without_responsible(state: &State<'_>, all: &mut Vec<Grant>) {
    if state.responsible.is_some() {
        return;
    }
    if state.is_open {
        all.push(at_once(Holder::Intake, Because::NobodyResponsible, Rooms::CASE, Rooms::CASE));
    } else if let Some(registered) = state.registered {
        let rooms = Rooms::of(&[Room::Identity, Room::Enrolment]);
        all.push(always(Holder::Intake, Because::Known, day_of(registered.recorded_at), rooms, Rooms::NONE));
    }
}

/// What stays with those who have the case: an emergency is met by notes, assessments, decisions and help, and closes or shares nothing.
const NOT_IN_AN_EMERGENCY: [Room; 6] =
    [Room::Responsibility, Room::Admission, Room::Address, Room::Position, Room::Network, Room::Consents];

/// Whoever opened the record in an emergency, for an hour; and until it is reviewed, the leaders who may review it.
fn glass(state: &State<'_>, all: &mut Vec<Grant>) {
    for opening in &state.glass {
        let (no, by) = (opening.broken.no, opening.broken.by);
        let writes = Rooms::CASE.without(&NOT_IN_AN_EMERGENCY);
        let grant = at_once(Holder::Staff(by.staff), Because::Glass(no), Rooms::CASE, writes);
        all.push(Grant { until: Some(opening.until()), ..grant });
        if opening.reviewed.is_none() {
            to_review(state, opening, all);
        }
    }
}

fn to_review(state: &State<'_>, opening: &Glass<'_>, all: &mut Vec<Grant>) {
    let (no, by, role) = (opening.broken.no, opening.broken.by.staff, opening.broken.by.role);
    let (rooms, writes) = (Rooms::of(&[Room::Identity, Room::Admission]), Rooms::of(&[Room::Admission]));
    let because = Because::GlassToReview(no);
    let mut may_review = |holder| all.push(at_once(holder, because, rooms, writes));
    // Nobody reviews their own, so a leader's opening is not their team's; the head of department's goes to whoever leads the one who has, or
    // had, the child.
    match (role, state.responsible_history.last()) {
        (Role::HeadOfDepartment, Some(last)) => may_review(Holder::LeadersOf(last.staff)),
        (role, _) if leads(role) => {}
        _ => may_review(Holder::LeadersOf(by)),
    }
    // A team may have no leader, now or when it is due.
    may_review(Holder::Oversight);
}

/// The head of department oversees the open cases: who is responsible, where the child stands and what is owed, and nothing that was written.
fn oversight(state: &State<'_>, all: &mut Vec<Grant>) {
    if !state.is_open {
        return;
    }
    let rooms = Rooms::of(&[Room::Identity, Room::Responsibility, Room::Duties, Room::Position]);
    all.push(at_once(Holder::Oversight, Because::Oversees, rooms, Rooms::of(&[Room::Responsibility])));
}

/// What has been kept long enough is work for those who lead: they know whose it is, and nothing of what it says. Also of a
/// restricted record, which would stay for ever otherwise.
fn retention_ended(state: &State<'_>, strategy: &Strategy, all: &mut Vec<Grant>) {
    let Some(ripe_on) = retention::of(state, strategy).ripe_on else { return };
    let rooms = Rooms::of(&[Room::Identity]);
    all.push(always(Holder::Oversight, Because::RetentionEnded, ripe_on, rooms, Rooms::NONE));
    if let Some(last) = state.responsible_history.last() {
        all.push(always(Holder::LeadersOf(last.staff), Because::RetentionEnded, ripe_on, rooms, Rooms::NONE));
    }
}

/// Those who meet the child in everyday life see that it is theirs, assess its wellbeing and help it there: what they say of it is seen there.
fn enrolled(state: &State<'_>, all: &mut Vec<Grant>) {
    for enrolment in &state.enrolments {
        let (no, what) = (enrolment.began.no, enrolment.began.what);
        let rooms = Rooms::of(&[Room::Identity, Room::Enrolment]);
        let writes = Rooms::of(&[Room::AtUnit]);
        let grant = always(Holder::Everyday(what.unit), Because::Enrolled(no), what.on, rooms, writes);
        all.push(Grant { until: enrolment.left_on().map(end_of_day), ..grant });
    }
}

/// A provider sees the help it is to give, with its plan, goals and follow-ups.
fn gives_help(state: &State<'_>, all: &mut Vec<Grant>) {
    for help in &state.interventions {
        let Some(unit) = help.decided.what.provider else { continue };
        let rooms = Rooms::of(&[Room::Identity, Room::Enrolment]);
        let because = Because::GivesHelp(help.no());
        let grant = always(Holder::Provider(unit), because, help.decided.what.on, rooms, Rooms::NONE);
        all.push(Grant { until: help.ended_on().map(end_of_day), ..grant });
    }
}

/// Staff who take part in a meeting know of the child from when it is planned until the day after it was to be held: who it is, and the meeting.
fn meets(state: &State<'_>, all: &mut Vec<Grant>) {
    let rooms = Rooms::of(&[Room::Identity]);
    for meeting in &state.meetings {
        let (no, what) = (meeting.planned.no, meeting.planned.what);
        if meeting.closed.is_some_and(|closed| !closed.what.held) {
            continue;
        }
        let until: Option<Timestamp> = Some(end_of_day(days_after(day_of(what.at), 1)));
        for staff in &what.staff {
            let from = meeting.planned.recorded_at;
            all.push(Grant { holder: Holder::Staff(*staff), rooms, writes: Rooms::NONE, because: Because::Meets(no), from, until });
        }
    }
}
