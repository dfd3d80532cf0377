//! School absence as a school lists it, and the registers it was read from.

use crate::life::*;
use crate::stores::Place;
use jiff::civil::{Date, date};
use trin_domain::absence::{AbsenceKind, AbsentDay, Register};
use trin_domain::cpr::Cpr;
use trin_domain::id::UnitId;
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_store::{AttendanceRow, Reader, Store};
use uuid::Uuid;

on_both! {
    absence_is_listed_where_the_child_goes_and_sealed;
    a_register_that_was_read_is_followed;
}

const TODAY: Date = date(2024, 3, 4);

fn at_school(label: &str) -> Staff {
    Staff { id: staff(label), name: label.into(), role: Role::Teacher, unit: UnitId::from_label(label), is_active: true }
}

async fn schools(place: &Place) -> Store {
    let store = place.open().await;
    people(&store).await;
    for label in ["strandskolen", "byskolen"] {
        let unit = Unit { id: UnitId::from_label(label), name: label.into(), kind: UnitKind::School, district: "Nord".into() };
        store.put_unit(&unit).await.unwrap();
        store.put_staff(&at_school(label)).await.unwrap();
    }
    store.adopt(strategy(), morning()).await.unwrap();
    store
}

/// A pupil of a school, absent on these days.
async fn goes(store: &Store, name: &str, cpr: &str, school: &str, days: &[Date]) {
    let unit = UnitId::from_label(school);
    let cpr = Cpr::parse(cpr).unwrap();
    let who = Registered { name: name.into(), birth: Birth::Born(cpr.birth_date()), cpr: Some(cpr) };
    let enrolled = Enrolled { unit, unit_name: school.to_owned(), unit_kind: UnitKind::School, on: date(2023, 8, 14) };
    let mut facts = vec![Fact::Registered(who), Fact::Enrolled(enrolled)];
    if let (Some(from), Some(until)) = (days.first(), days.last()) {
        let absent = days.iter().map(|on| AbsentDay { on: *on, kind: AbsenceKind::Unlawful, percent: 50 }).collect();
        facts.push(Fact::AbsenceStated(AbsenceStated { unit, from: *from, until: *until, absent }));
    }
    let context = Context { now: at("2024-03-04T11:00:00Z"), by: Author { staff: staff(school), role: Role::Teacher } };
    store.execute_all(strategy(), &context, "test", &[command(name, &format!("{name} goes"), 0, facts)]).await.unwrap();
}

fn names(rows: &[AttendanceRow]) -> Vec<(&str, usize)> {
    rows.iter().map(|row| (row.name.as_str(), row.attendance.days.len())).collect()
}

async fn absence_is_listed_where_the_child_goes_and_sealed(place: &Place) {
    let store = schools(place).await;
    let (old, new) = (date(2023, 9, 4), date(2024, 3, 1));
    goes(&store, "Bo", "6302144321", "strandskolen", &[old, new]).await;
    goes(&store, "Alma", "6302144323", "strandskolen", &[new]).await;
    goes(&store, "Ane", "6302144325", "strandskolen", &[old]).await;
    goes(&store, "Noah", "6302144327", "byskolen", &[new]).await;
    let here = UnitId::from_label("strandskolen");
    let by = Reader::new(&at_school("strandskolen"), at("2024-03-05T08:00:00Z"));
    let rows = store.attendance_at(&by, here, TODAY, date(2023, 10, 1)).await.unwrap();
    assert_eq!(names(&rows), [("Alma", 1), ("Bo", 2)]);
    assert_eq!(rows[1].attendance.days[0], AbsentDay { on: old, kind: AbsenceKind::Unlawful, percent: 50 });
    assert_eq!(store.attendance_at(&by, here, TODAY, old).await.unwrap().len(), 3);
    // Before they began there, nobody went there; and whoever works elsewhere finds none, also of a school they name.
    assert_eq!(store.attendance_at(&by, here, date(2023, 8, 13), old).await.unwrap(), []);
    let stranger = Reader::new(&at_school("byskolen"), at("2024-03-05T08:00:00Z"));
    assert_eq!(store.attendance_at(&stranger, here, TODAY, old).await.unwrap(), []);
    // A row of a register is about a child who goes there, by the whole number.
    let number = |digits: &str| Cpr::parse(digits).unwrap();
    assert_eq!(store.pupil(&by, here, TODAY, number("6302144321")).await.unwrap(), Some(child("Bo")));
    assert_eq!(store.pupil(&by, here, TODAY, number("6302144327")).await.unwrap(), None, "goes elsewhere");
    assert_eq!(store.pupil(&stranger, here, TODAY, number("6302144321")).await.unwrap(), None, "none of theirs");
    assert_eq!(store.pupil(&by, here, date(2023, 8, 13), number("6302144321")).await.unwrap(), None);
    // What the days say is sealed, and what the lists hold is what the records say.
    assert_eq!(place.raw("DELETE FROM attendance WHERE days LIKE '%unlawful%' OR days LIKE '%2024-03%'").await.unwrap(), 0);
    assert!(store.verify(strategy()).await.unwrap().is_sound());
}

async fn a_register_that_was_read_is_followed(place: &Place) {
    let store = schools(place).await;
    let (unit, by) = (UnitId::from_label("strandskolen"), staff("strandskolen"));
    let register = |until: Date, news: i64| Register {
        unit,
        from: date(2024, 2, 1),
        until,
        rows: 7,
        news,
        unknown: 1,
        by,
        at: at("2024-03-04T11:00:00Z"),
    };
    let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
    store.note_register(one, &register(date(2024, 3, 1), 3)).await.unwrap();
    store.note_register(two, &register(date(2024, 2, 9), 2)).await.unwrap();
    // Sent twice, noted once.
    store.note_register(one, &register(date(2024, 3, 1), 0)).await.unwrap();
    let known: Vec<_> = store.registers_at(unit, 9).await.unwrap().into_iter().map(|register| (register.until, register.news)).collect();
    assert_eq!(known, [(date(2024, 3, 1), 3), (date(2024, 2, 9), 2)]);
    assert_eq!(store.registers_at(UnitId::from_label("byskolen"), 9).await.unwrap(), []);
    let wrong = register(date(2024, 1, 1), 0);
    assert!(store.note_register(Uuid::from_u128(3), &wrong).await.is_err(), "it ends before it begins");
    assert!(store.verify(strategy()).await.unwrap().is_sound());
    place.raw(&format!("UPDATE absence_register SET until_day = '2024-03-04' WHERE id = '{one}'")).await.unwrap();
    assert!(!store.verify(strategy()).await.unwrap().is_sound(), "somebody moved the day until which absence is known");
}
