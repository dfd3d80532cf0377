//! Wellbeing rounds: opened once, never before parents know, closed once, and what is changed beside Trin is told.

use crate::life::*;
use crate::stores::Place;
use jiff::civil::date;
use trin_domain::id::{RoundId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_domain::rounds::{ParentsTold, Round};
use trin_store::{Problem, Reader, Store};

on_both! {
    a_round_is_opened_once_and_closed_once;
    the_database_opens_none_that_parents_do_not_know_of;
    a_round_changed_beside_trin_is_told;
    only_the_records_of_ones_own_children_are_read;
}

fn here() -> UnitId {
    UnitId::from_label("solsikken")
}

async fn day_care(store: &Store) {
    people(store).await;
    for label in ["solsikken", "mælkebøtten"] {
        let unit = Unit { id: UnitId::from_label(label), name: label.into(), kind: UnitKind::DayCare, district: "Nord".into() };
        store.put_unit(&unit).await.unwrap();
    }
    store.put_staff(&lis()).await.unwrap();
}

fn lis() -> Staff {
    Staff { id: staff("lis"), name: "Lis Berg".into(), role: Role::Pedagogue, unit: here(), is_active: true }
}

fn round(label: &str) -> Round {
    Round {
        id: RoundId::from_label(label),
        unit: here(),
        name: "Blå stue, forår".into(),
        ages: (3, 5),
        from: date(2024, 3, 1),
        until: date(2024, 4, 12),
        told: ParentsTold { on: date(2024, 2, 20), how: "Brev".into() },
        opened_by: staff("lis"),
        opened_at: morning(),
        closed_at: None,
    }
}

async fn around(store: &Store) -> Vec<(&'static str, String, &'static str)> {
    let of = |problem: &Problem| match problem {
        Problem::Around { kind, id, why } => (*kind, id.clone(), *why),
        other => panic!("{other:?}"),
    };
    store.verify(strategy()).await.unwrap().problems.iter().map(of).collect()
}

async fn a_round_is_opened_once_and_closed_once(place: &Place) {
    let store = place.open().await;
    day_care(&store).await;
    store.adopt(strategy(), morning()).await.unwrap();
    let spring = round("spring");
    for _ in 0..2 {
        store.open_round(&spring).await.unwrap();
    }
    let other = Round { name: "Et andet".into(), ..spring.clone() };
    store.open_round(&other).await.unwrap();
    assert_eq!(store.rounds_at(here(), 9).await.unwrap(), std::slice::from_ref(&spring), "the first of the same identity stands");
    assert_eq!(store.round(spring.id).await.unwrap(), Some(spring.clone()));
    assert_eq!(store.rounds_at(UnitId::from_label("mælkebøtten"), 9).await.unwrap(), []);
    assert!(store.close_round(spring.id, staff("lis"), morning()).await.unwrap());
    assert!(!store.close_round(spring.id, staff("lis"), at("2024-05-01T09:00:00Z")).await.unwrap());
    assert!(!store.close_round(RoundId::from_label("none"), staff("lis"), morning()).await.unwrap());
    assert_eq!(store.round(spring.id).await.unwrap().unwrap().closed_at, Some(morning()));
    // Open ones first, then the latest.
    let autumn = Round {
        from: date(2023, 9, 1),
        until: date(2023, 10, 1),
        told: ParentsTold { on: date(2023, 8, 1), how: "Brev".into() },
        ..round("autumn")
    };
    store.open_round(&autumn).await.unwrap();
    let listed: Vec<RoundId> = store.rounds_at(here(), 9).await.unwrap().iter().map(|round| round.id).collect();
    assert_eq!(listed, [autumn.id, spring.id]);
    assert_eq!(around(&store).await, []);
}

async fn the_database_opens_none_that_parents_do_not_know_of(place: &Place) {
    let store = place.open().await;
    day_care(&store).await;
    for wrong in [
        Round { told: ParentsTold { on: date(2024, 3, 2), how: "Brev".into() }, ..round("late") },
        Round { told: ParentsTold { on: date(2024, 2, 20), how: String::new() }, ..round("how") },
        Round { until: date(2024, 2, 28), ..round("backwards") },
        Round { ages: (5, 3), ..round("ages") },
    ] {
        assert!(store.open_round(&wrong).await.is_err(), "{wrong:?}");
    }
    assert_eq!(store.rounds_at(here(), 9).await.unwrap(), []);
}

async fn a_round_changed_beside_trin_is_told(place: &Place) {
    let store = place.open().await;
    day_care(&store).await;
    store.adopt(strategy(), morning()).await.unwrap();
    for label in ["one", "two"] {
        store.open_round(&round(label)).await.unwrap();
    }
    assert_eq!(around(&store).await, []);
    let (one, two) = (RoundId::from_label("one").to_string(), RoundId::from_label("two").to_string());
    place.raw(&format!("UPDATE wellbeing_round SET told_on = '2024-01-01' WHERE id = '{one}'")).await.unwrap();
    assert_eq!(around(&store).await, [("wellbeing-round", one.clone(), "was changed beside Trin")]);
    place.raw(&format!("UPDATE wellbeing_round SET told_on = '2024-02-20' WHERE id = '{one}'")).await.unwrap();
    place.raw(&format!("DELETE FROM wellbeing_round WHERE id = '{two}'")).await.unwrap();
    assert_eq!(around(&store).await, [("wellbeing-round", two, "was removed beside Trin")]);
}

async fn only_the_records_of_ones_own_children_are_read(place: &Place) {
    let store = place.open().await;
    day_care(&store).await;
    let at = |unit: &str| {
        let (unit, unit_name) = (UnitId::from_label(unit), unit.to_owned());
        Fact::Enrolled(Enrolled { unit, unit_name, unit_kind: UnitKind::DayCare, on: date(2024, 1, 1) })
    };
    let context = Context { now: morning(), by: Author { staff: staff("ida"), role: Role::Intake } };
    for (name, unit) in [("freja", "solsikken"), ("noah", "mælkebøtten")] {
        let facts = vec![registered(name, date(2020, 4, 2)), at(unit)];
        let command = command(name, &format!("{name} goes there"), 0, facts);
        store.execute_all(strategy(), &context, "test", &[command]).await.unwrap();
    }
    let by = Reader::new(&lis(), morning());
    let read = async |round: Round| {
        let records = store.records_in_round(&by, &round, date(2024, 3, 4)).await.unwrap();
        records.iter().map(|record| record.child).collect::<Vec<_>>()
    };
    assert_eq!(read(round("spring")).await, [child("freja")]);
    assert_eq!(read(Round { ages: (4, 5), ..round("spring") }).await, [], "she is three");
    assert_eq!(read(Round { unit: UnitId::from_label("mælkebøtten"), ..round("spring") }).await, [], "not hers to see");
}
