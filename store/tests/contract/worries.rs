//! A unit's worries as it lists them: its own, of children it has, what is to be done first at the top.

use crate::life::*;
use crate::stores::Place;
use jiff::civil::date;
use trin_domain::id::UnitId;
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_domain::worries::{WorryOutcome, WorrySign};
use trin_store::{NextWorry, Reader, Store, WorryRow};

on_both! {
    a_unit_lists_its_own_by_what_comes_first;
    a_worry_that_ended_is_listed_apart;
    a_list_goes_on_where_the_page_before_ended;
    a_child_who_left_is_on_no_list_though_somebody_still_knows_of_it;
}

fn here() -> UnitId {
    UnitId::from_label("solsikken")
}

fn at_unit(label: &str) -> Staff {
    Staff { id: staff(label), name: label.into(), role: Role::Pedagogue, unit: UnitId::from_label(label), is_active: true }
}

async fn day_cares(store: &Store) {
    people(store).await;
    for label in ["solsikken", "mælkebøtten"] {
        let unit = Unit { id: UnitId::from_label(label), name: label.into(), kind: UnitKind::DayCare, district: "Nord".into() };
        store.put_unit(&unit).await.unwrap();
        store.put_staff(&at_unit(label)).await.unwrap();
    }
    store.adopt(strategy(), morning()).await.unwrap();
}

async fn write(store: &Store, name: &str, unit: &str, seen: u32, facts: Vec<Fact>) {
    let context = Context { now: at("2024-03-04T11:00:00Z"), by: Author { staff: staff(unit), role: Role::Pedagogue } };
    let command = command(name, &format!("{name} {seen}"), seen, facts);
    store.execute_all(strategy(), &context, "test", &[command]).await.unwrap();
}

/// A child at a unit with a worry raised on a day of March.
async fn worried(store: &Store, name: &str, unit: &str, day: i8, seen: &[WorrySign]) {
    let (at, unit_name) = (UnitId::from_label(unit), unit.to_owned());
    let goes = Fact::Enrolled(Enrolled { unit: at, unit_name, unit_kind: UnitKind::DayCare, on: date(2024, 1, 1) });
    let raised = Fact::WorryRaised(WorryRaised {
        unit: at,
        on: date(2024, 3, day),
        seen: seen.to_vec(),
        signs: "Leger alene.".into(),
        child_words: String::new(),
        assessment: None,
    });
    write(store, name, unit, 0, vec![registered(name, date(2020, 4, 2)), goes, raised]).await;
}

async fn open(store: &Store, unit: &str) -> Vec<WorryRow> {
    let by = Reader::new(&at_unit(unit), at("2024-03-05T08:00:00Z"));
    store.open_worries(&by, UnitId::from_label(unit), date(2024, 3, 5), None, 9).await.unwrap().rows
}

fn names(rows: &[WorryRow]) -> Vec<String> {
    rows.iter().map(|row| row.child_name.split(' ').next().unwrap_or_default().to_lowercase()).collect()
}

async fn a_unit_lists_its_own_by_what_comes_first(place: &Place) {
    let store = place.open().await;
    day_cares(&store).await;
    worried(&store, "freja", "solsikken", 4, &[WorrySign::Friends, WorrySign::Home]).await;
    worried(&store, "noah", "mælkebøtten", 4, &[WorrySign::Friends]).await;
    worried(&store, "alma", "solsikken", 1, &[WorrySign::Friends]).await;
    worried(&store, "karl", "solsikken", 4, &[WorrySign::Violence]).await;
    let rows = open(&store, "solsikken").await;
    assert_eq!(names(&rows)[0], "karl");
    assert_eq!(rows.len(), 3);
    // Written on Monday the 4th, whenever it was seen: harm the same day, a colleague within two working days.
    let next: Vec<_> = rows.iter().map(|row| row.next.clone().unwrap()).collect();
    let step = |key: &str, day| (date(2024, 3, day), NextWorry::Step(key.to_owned()));
    assert_eq!(next, [step("safe-now", 4), step("colleague", 6), step("colleague", 6)]);
    let freja = rows.iter().find(|row| row.child == child("freja")).unwrap();
    assert_eq!((freja.seen.clone(), freja.raised_on), (vec![WorrySign::Friends, WorrySign::Home], date(2024, 3, 4)));
    assert_eq!(names(&open(&store, "mælkebøtten").await), ["noah"]);

    let by = Reader::new(&at_unit("solsikken"), at("2024-03-05T08:00:00Z"));
    for (day, late) in [(4, 0), (5, 1), (6, 1), (7, 3)] {
        assert_eq!(store.worry_counts(&by, here(), date(2024, 3, day)).await.unwrap(), (3, late), "{day} March");
    }
    // Whoever works elsewhere finds none, also of a unit they name.
    let stranger = Reader::new(&at_unit("mælkebøtten"), at("2024-03-05T08:00:00Z"));
    assert_eq!(store.open_worries(&stranger, here(), date(2024, 3, 5), None, 9).await.unwrap().rows, []);
    assert_eq!(store.worry_counts(&stranger, here(), date(2024, 3, 5)).await.unwrap(), (0, 0));
    assert!(store.verify(strategy()).await.unwrap().is_sound());
}

async fn a_worry_that_ended_is_listed_apart(place: &Place) {
    let store = place.open().await;
    day_cares(&store).await;
    worried(&store, "freja", "solsikken", 1, &[WorrySign::Friends]).await;
    let ended = WorrySettled { worry: EntryNo(3), on: date(2024, 3, 4), outcome: WorryOutcome::TakenOver, words: "PPR".into() };
    write(&store, "freja", "solsikken", 3, vec![Fact::WorrySettled(ended)]).await;
    assert_eq!(open(&store, "solsikken").await, []);
    let by = Reader::new(&at_unit("solsikken"), at("2024-03-05T08:00:00Z"));
    let settled = async |since| store.settled_worries(&by, here(), (date(2024, 3, 5), since), 9).await.unwrap();
    let rows = settled(date(2024, 3, 4)).await;
    assert_eq!(rows.iter().map(|row| row.settled).collect::<Vec<_>>(), [Some((date(2024, 3, 4), WorryOutcome::TakenOver))]);
    assert_eq!(rows[0].next, None);
    assert_eq!(settled(date(2024, 3, 5)).await, []);
    // Beside Trin it cannot be both open and ended.
    for wrong in ["UPDATE worry SET settled_on = NULL", "UPDATE worry SET outcome = NULL", "UPDATE worry SET next_due = '2024-03-09'"] {
        assert!(place.raw(wrong).await.is_err(), "{wrong}");
    }
}

async fn a_list_goes_on_where_the_page_before_ended(place: &Place) {
    let store = place.open().await;
    day_cares(&store).await;
    let all = ["freja", "alma", "karl", "noah", "ida-marie"];
    for name in all {
        worried(&store, name, "solsikken", 4, &[WorrySign::Friends]).await;
    }
    let by = Reader::new(&at_unit("solsikken"), at("2024-03-05T08:00:00Z"));
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let page = store.open_worries(&by, here(), date(2024, 3, 5), after.as_ref(), 2).await.unwrap();
        assert!(page.rows.len() <= 2);
        found.extend(page.rows.iter().map(|row| row.child));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    found.sort();
    found.dedup();
    assert_eq!(found.len(), all.len());
}

async fn a_child_who_left_is_on_no_list_though_somebody_still_knows_of_it(place: &Place) {
    let store = place.open().await;
    day_cares(&store).await;
    worried(&store, "freja", "solsikken", 1, &[WorrySign::Friends]).await;
    worried(&store, "karl", "solsikken", 1, &[WorrySign::Friends]).await;
    let ended = WorrySettled { worry: EntryNo(3), on: date(2024, 3, 4), outcome: WorryOutcome::TakenOver, words: "PPR".into() };
    write(&store, "karl", "solsikken", 3, vec![Fact::WorrySettled(ended)]).await;
    // She is invited to the meeting where the child is handed over.
    let meeting = MeetingPlanned {
        at: at("2024-03-06T09:00:00Z"),
        kind: trin_domain::kinds::MeetingKind::ALL[0],
        place: "Skolen".into(),
        participants: "Solsikken og skolen".into(),
        staff: vec![staff("solsikken")],
    };
    let left = LeftUnit { enrolment: EntryNo(2), on: date(2024, 3, 4) };
    for (name, seen) in [("freja", 3), ("karl", 4)] {
        write(&store, name, "solsikken", seen, vec![Fact::MeetingPlanned(meeting.clone()), Fact::LeftUnit(left.clone())]).await;
    }
    let by = Reader::new(&at_unit("solsikken"), at("2024-03-05T08:00:00Z"));
    assert!(store.may_know(&by, child("freja")).await.unwrap(), "she meets the child tomorrow");
    assert_eq!(open(&store, "solsikken").await, []);
    assert_eq!(store.worry_counts(&by, here(), date(2024, 3, 5)).await.unwrap(), (0, 0));
    assert_eq!(store.settled_worries(&by, here(), (date(2024, 3, 5), date(2024, 3, 1)), 9).await.unwrap(), []);
}
