//! An individual talk: held where the child goes, kept there, and no case.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test says what it expected")]

use jiff::civil::{Date, date};
use trin_domain::access;
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::Staff;
use trin_domain::record::*;
use trin_domain::strategy::Strategy;
use trin_testkit::Desk;

fn unit(label: &str) -> UnitId {
    UnitId::from_label(label)
}

fn talk(at: &str, on: Date) -> Fact {
    Fact::IndividualTalkHeld(IndividualTalkHeld { unit: unit(at), on, child_words: "Vil have sin egen knage.".into() })
}

fn desk() -> Desk {
    let by = Author { staff: StaffId::from_label("lis"), role: Role::Pedagogue };
    let mut desk = Desk { record: Record::new(ChildId::from_label("freja")), now: "2026-05-12T09:00:00Z".parse().unwrap(), by };
    desk.writes([Fact::Registered(Registered { name: "Freja Holm".into(), birth: Birth::Born(date(2022, 4, 2)), cpr: None })]);
    let at = Enrolled { unit: unit("solsikken"), unit_name: "Solsikken".into(), unit_kind: UnitKind::DayCare, on: date(2026, 2, 1) };
    desk.writes([Fact::Enrolled(at)]);
    desk
}

#[test]
fn a_talk_is_held_where_the_child_goes_and_not_ahead() {
    let mut desk = desk();
    assert_eq!(desk.refuses([talk("mælkebøtten", date(2026, 5, 12))]), Refusal::NotEnrolledThere);
    assert_eq!(desk.refuses([talk("solsikken", date(2026, 1, 31))]), Refusal::NotEnrolledThere);
    assert!(matches!(desk.refuses([talk("solsikken", date(2026, 5, 13))]), Refusal::InTheFuture { field: "on", .. }));
    desk.writes([talk("solsikken", date(2026, 2, 1)), talk("solsikken", date(2026, 5, 12))]);
    assert_eq!(desk.record.state().talks.len(), 2);
}

#[test]
fn a_talk_stays_at_the_unit_and_is_no_case() {
    let mut desk = desk();
    let before = desk.record.state().written_at;
    desk.by.staff = StaffId::from_label("per");
    desk.now = "2026-05-12T12:00:00Z".parse().unwrap();
    desk.writes([talk("solsikken", date(2026, 5, 12))]);
    let state = desk.record.state();
    assert!(!state.is_open && !access::has_past(&state) && !state.took_part(StaffId::from_label("per")));
    assert_eq!(state.written_at, before);
    let entry = desk.record.entries().last().unwrap();
    let sees = |name: &str, at: &str, role| {
        let staff = Staff { id: StaffId::from_label(name), name: name.into(), role, unit: unit(at), is_active: true };
        let access = access::grant(&state, Strategy::standard(), &staff, |_| Some(unit("afdelingen")), desk.now);
        access.is_some_and(|access| access.sees_entry(&state, &staff, entry))
    };
    assert!(sees("lis", "solsikken", Role::Pedagogue));
    assert!(!sees("mia", "mælkebøtten", Role::Pedagogue));
    for role in [Role::Caseworker, Role::Intake, Role::TeamLeader, Role::HeadOfDepartment] {
        assert!(!sees("anden", "afdelingen", role), "{role:?}");
    }
}
