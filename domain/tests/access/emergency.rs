//! Emergency access: how long, who is told and reviews, and what may be done in it.

use super::*;

#[test]
fn an_emergency_access_is_over_after_an_hour_and_waits_for_a_leader_who_did_not_open_it() {
    let desk = relate(vec![glass("me", 60)]);
    let state = desk.record.state();
    let worker = me(Role::Caseworker);
    let until = now().checked_add(jiff::SignedDuration::from_mins(60)).unwrap();
    let before = until.checked_sub(jiff::SignedDuration::from_secs(1)).unwrap();
    assert!(grant(&state, strategy(), &worker, unit_of, before).is_some_and(|access| access.glass().is_some()));
    assert!(grant(&state, strategy(), &worker, unit_of, until).is_none());
    // Another leader than Ida's: the one where I work.
    let other = |unit: UnitId| Staff { id: staff("lone"), unit, ..me(Role::TeamLeader) };
    let reviews = access(&state, &other(elsewhere())).unwrap();
    assert_eq!(reviews.because, Because::GlassToReview(EntryNo(6)));
    assert!(reviews.writes(Room::Admission) && !reviews.sees(Room::Notes) && !reviews.sees(Room::ProtectedAddress));
    // The longest an opening may be.
    let mut again = relate(vec![]);
    again.by.role = Role::Caseworker;
    assert_eq!(again.refuses([glass("x", 61)]), Refusal::TooLate { field: "until", not_after: TODAY });
    again.by.role = Role::Teacher;
    assert_eq!(again.refuses([glass("x", 60)]), Refusal::NotYoursToOpen);
}

#[test]
fn nobody_reviews_their_own_emergency_access() {
    let reviewed = |finding, note: &str| Fact::GlassReviewed(GlassReviewed { glass: EntryNo(6), on: TODAY, finding, note: note.into() });
    let mut desk = relate(vec![glass("me", 60)]);
    desk.by.role = Role::TeamLeader;
    assert_eq!(desk.refuses([reviewed(GlassFinding::Ok, "")]), Refusal::OwnGlass(EntryNo(6)));
    let mut desk = desk.acting_as("lone");
    desk.by.role = Role::Caseworker;
    assert_eq!(desk.refuses([reviewed(GlassFinding::Ok, "")]), Refusal::OnlyLeaders);
    desk.by.role = Role::TeamLeader;
    assert_eq!(desk.refuses([reviewed(GlassFinding::Report, " ")]), Refusal::Missing("note"));
    desk.writes([reviewed(GlassFinding::Report, "Ingen grund fundet")]);
    assert_eq!(desk.refuses([reviewed(GlassFinding::Ok, "")]), Refusal::AlreadyDone(EntryNo(7)));
    let to_review = grants(&desk.record.state(), strategy()).iter().any(|grant| matches!(grant.because, Because::GlassToReview(_)));
    assert!(!to_review, "what is reviewed waits no more");
    // A leader's own opening is the head's to review.
    let mut own = relate(vec![]);
    own.by.role = Role::TeamLeader;
    own.writes([glass("ida", 60)]);
    let head = access(&own.record.state(), &me(Role::HeadOfDepartment)).unwrap();
    assert!(head.writes(Room::Admission) && !head.sees(Room::Notes));
}

#[test]
fn an_emergency_closes_nothing_and_shares_nothing() {
    let mut desk = relate(vec![]).acting_as("me");
    desk.writes([glass("me", 60)]);
    let writes = grant(&desk.record.state(), strategy(), &me(Role::Caseworker), unit_of, now()).unwrap().writes;
    for room in [Room::Responsibility, Room::Admission, Room::Address, Room::Position, Room::Network, Room::Consents] {
        assert!(!writes.has(room), "{room:?}");
    }
    for room in [Room::Notes, Room::Help, Room::Notifications] {
        assert!(writes.has(room), "{room:?}");
    }
}

#[test]
fn an_emergency_access_is_reviewed_by_who_leads_whoever_opened_it_and_never_by_nobody() {
    let opened_by = |role| {
        let mut desk = relate(vec![]).acting_as("x");
        desk.by.role = role;
        desk.writes([glass("x", 60)]);
        let review = |grant: &trin_domain::access::Grant| matches!(grant.because, Because::GlassToReview(_));
        let found = grants(&desk.record.state(), strategy());
        found.into_iter().filter(review).map(|grant| grant.holder).collect::<Vec<_>>()
    };
    let (its_own, idas) = (Holder::LeadersOf(staff("x")), Holder::LeadersOf(staff("ida")));
    assert_eq!(opened_by(Role::Caseworker), [its_own, Holder::Oversight], "a team may have no leader");
    assert_eq!(opened_by(Role::Intake), [its_own, Holder::Oversight]);
    assert_eq!(opened_by(Role::TeamLeader), [Holder::Oversight]);
    assert_eq!(opened_by(Role::HeadOfDepartment), [idas, Holder::Oversight]);
}

#[test]
fn a_clock_that_was_a_day_ahead_locks_nobody_out() {
    let me = me(Role::Caseworker);
    // Written while the clock was ahead: entries that follow are dated after it.
    let mut desk = desk(Vec::new());
    desk.now = at("2024-06-11T09:00:00Z");
    desk.by = Author { staff: staff("lone"), role: Role::TeamLeader };
    desk.writes([Fact::ResponsibilityAssigned(ResponsibilityAssigned {
        to: staff("bo"),
        on: date(2024, 6, 11),
        reason: "Flyttet".into(),
    })]);
    desk.now = now();
    let bo = Staff { id: staff("bo"), ..me.clone() };
    let because = |desk: &Desk, staff: &Staff| access(&desk.record.state(), staff).map(|access| access.because);
    assert_eq!(because(&desk, &bo), Some(Because::Responsible), "whoever was made responsible sees the child");
    desk.by = Author { staff: me.id, role: me.role };
    desk.writes([glass("Politiet ringer", 60)]);
    assert_eq!(because(&desk, &me), Some(Because::Glass(EntryNo(5))), "an emergency access opens at once");
    let review = duties::of(&desk.record.state(), strategy()).into_iter().find(|duty| duty.kind == duties::DutyKind::GlassReview);
    assert_eq!(review.map(|duty| duty.counts_from.day()), Some(TODAY), "and its review is not due a day later");
    let lone = Staff { id: staff("lone"), unit: elsewhere(), ..self::me(Role::TeamLeader) };
    assert!(access(&desk.record.state(), &lone).is_some(), "its leader may review it");
    desk.by = Author { staff: staff("lone"), role: Role::TeamLeader };
    desk.writes([Fact::GlassReviewed(GlassReviewed { glass: EntryNo(5), on: TODAY, finding: GlassFinding::Ok, note: String::new() })]);
}
