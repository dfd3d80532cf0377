//! Who becomes responsible by a notification they write themselves.

use super::*;
use trin_domain::access::{has_past, may_take_by_notifying};

/// Freja, known and at a day-care, and what else is written.
fn known(facts: Vec<Fact>) -> Desk {
    let mut desk = Desk::open();
    desk.now = now();
    desk.by.role = Role::TeamLeader;
    desk.writes([enrolled(elsewhere(), date(2024, 1, 1))]);
    for fact in facts {
        desk.writes([fact]);
    }
    desk
}

#[test]
fn a_child_with_nothing_written_in_confidence_is_taken_by_whoever_notifies() {
    let desk = known(vec![]);
    assert!(!has_past(&desk.record.state()));
    assert!(may_take_by_notifying(&desk.record.state(), None));
}

#[test]
fn a_record_with_a_past_is_not_opened_by_a_notification_one_writes_oneself() {
    for past in [vec![note("Vi talte.")], vec![restricted()]] {
        let desk = known(past);
        assert!(has_past(&desk.record.state()));
        assert!(!may_take_by_notifying(&desk.record.state(), None));
    }
}

#[test]
fn whoever_could_move_the_responsibility_already_may() {
    let desk = relate(vec![co_worker(date(2024, 5, 1), None)]);
    let state = desk.record.state();
    let may = |who: &Staff| may_take_by_notifying(&state, access(&state, who).as_ref());
    assert!(may(&Staff { id: staff("ida"), ..me(Role::Caseworker) }), "who is responsible");
    assert!(may(&me(Role::TeamLeader)), "who leads them");
    assert!(!may(&me(Role::Caseworker)), "a co-worker sees the case and moves nothing");
    assert!(!may(&Staff { id: staff("lone"), ..me(Role::HeadOfDepartment) }), "who oversees");
}
