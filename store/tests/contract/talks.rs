//! Individual talks as a unit lists them: whom nobody has talked with since a day, by name.

use crate::life::*;
use crate::stores::Place;
use jiff::civil::{Date, date};
use trin_domain::id::UnitId;
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_store::{Reader, Store, TalkRow};

on_both! {
    those_without_a_talk_since_a_day_are_listed_by_name;
}

const TODAY: Date = date(2024, 3, 4);

fn here() -> UnitId {
    UnitId::from_label("solsikken")
}

fn at_unit(label: &str) -> Staff {
    Staff { id: staff(label), name: label.into(), role: Role::Pedagogue, unit: UnitId::from_label(label), is_active: true }
}

/// A child at a unit, talked with on these days.
async fn goes(store: &Store, name: &str, unit: &str, days: &[Date]) {
    let at_place = UnitId::from_label(unit);
    let enrolled = Enrolled { unit: at_place, unit_name: unit.to_owned(), unit_kind: UnitKind::DayCare, on: date(2023, 1, 1) };
    let talks = days.iter().map(|on| Fact::IndividualTalkHeld(IndividualTalkHeld { unit: at_place, on: *on, child_words: String::new() }));
    let facts = [registered(name, date(2020, 4, 2)), Fact::Enrolled(enrolled)].into_iter().chain(talks).collect();
    let context = Context { now: at("2024-03-04T11:00:00Z"), by: Author { staff: staff(unit), role: Role::Pedagogue } };
    store.execute_all(strategy(), &context, "test", &[command(name, &format!("{name} goes"), 0, facts)]).await.unwrap();
}

fn names(rows: &[TalkRow]) -> Vec<(String, Option<Date>)> {
    rows.iter().map(|row| (row.name.clone(), row.last_on)).collect()
}

async fn those_without_a_talk_since_a_day_are_listed_by_name(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    for label in ["solsikken", "mælkebøtten"] {
        let unit = Unit { id: UnitId::from_label(label), name: label.into(), kind: UnitKind::DayCare, district: "Nord".into() };
        store.put_unit(&unit).await.unwrap();
        store.put_staff(&at_unit(label)).await.unwrap();
    }
    store.adopt(strategy(), morning()).await.unwrap();
    let (old, since, new) = (date(2023, 9, 3), date(2023, 9, 4), date(2024, 3, 1));
    // Written later than it was held, an older talk does not hide the newer.
    goes(&store, "Karl", "solsikken", &[new, old]).await;
    goes(&store, "Alma", "solsikken", &[old]).await;
    goes(&store, "Bo", "solsikken", &[]).await;
    goes(&store, "Ane", "solsikken", &[since]).await;
    goes(&store, "Noah", "mælkebøtten", &[]).await;
    let by = Reader::new(&at_unit("solsikken"), at("2024-03-05T08:00:00Z"));
    let days = (TODAY, since);
    let first = store.without_talk(&by, here(), days, None, 1).await.unwrap();
    let second = store.without_talk(&by, here(), days, first.next.as_ref(), 1).await.unwrap();
    assert_eq!(names(&first.rows), [("Alma".to_owned(), Some(old))]);
    assert_eq!((names(&second.rows), second.next), (vec![("Bo".to_owned(), None)], None));
    let with = store.with_talk(&by, here(), days, 9).await.unwrap();
    assert_eq!(names(&with), [("Karl".to_owned(), Some(new)), ("Ane".to_owned(), Some(since))]);
    assert_eq!(store.talk_counts(&by, here(), days).await.unwrap(), (4, 2));
    // Whoever works elsewhere finds none, also of a unit they name.
    let stranger = Reader::new(&at_unit("mælkebøtten"), at("2024-03-05T08:00:00Z"));
    assert_eq!(store.talk_counts(&stranger, here(), days).await.unwrap(), (0, 0));
    assert_eq!(store.without_talk(&stranger, here(), days, None, 9).await.unwrap().rows, []);
    assert!(store.verify(strategy()).await.unwrap().is_sound());
}
