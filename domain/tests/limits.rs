//! What is let in only within limits: how often, how long, how early, and numbers that agree.
#![allow(clippy::expect_used, reason = "a test says what it expected")]

use jiff::civil::{Date, date};
use serde_json::Value;
use trin_domain::cpr::{Cpr, Sex};
use trin_domain::id::{ChildId, CommandKey, UnitId};
use trin_domain::kinds::{InterventionKind, RelationKind, UnitKind};
use trin_domain::record::*;
use trin_domain::scenario::{FACTS, Scenario, Takes};
use trin_testkit::*;

const EVERY_FACT: &str = include_str!("../../scenarios/every-fact.json");

fn relation(on: Date) -> Fact {
    let (relation, name) = (RelationKind::Father, "Jonas Holm".into());
    Fact::RelationAdded(RelationAdded { relation, name, child: None, has_custody: true, on })
}

fn relation_ended(on: Date) -> Fact {
    Fact::RelationEnded(RelationEnded { relation: EntryNo(2), on })
}

fn custody(on: Date) -> Fact {
    Fact::CustodyChanged(CustodyChanged { relation: EntryNo(2), has_custody: false, on })
}

fn consent(on: Date, until: Option<Date>) -> Fact {
    Fact::ConsentGiven(ConsentGiven { given_by: "Mor".into(), purpose: "Læge".into(), recipients: String::new(), on, until })
}

fn withdrawn(on: Date) -> Fact {
    Fact::ConsentWithdrawn(ConsentWithdrawn { consent: EntryNo(2), on })
}

fn enrolled(on: Date) -> Fact {
    let unit = UnitId::from_label("skolen");
    Fact::Enrolled(Enrolled { unit, unit_name: "Skolen".into(), unit_kind: UnitKind::School, on })
}

fn left(on: Date) -> Fact {
    Fact::LeftUnit(LeftUnit { enrolment: EntryNo(2), on })
}

#[test]
fn what_ends_ends_once_and_not_before_it_began() {
    let day = date(2024, 2, 1);
    let early = |field| Refusal::TooEarly { field, not_before: day };
    let cases: Vec<(Vec<Fact>, Fact, Refusal)> = vec![
        (vec![enrolled(day)], left(date(2024, 1, 31)), early("on")),
        (vec![enrolled(day), left(day)], left(day), Refusal::AlreadyDone(EntryNo(3))),
        (vec![relation(day)], relation_ended(date(2024, 1, 31)), early("on")),
        (vec![relation(day), relation_ended(day)], relation_ended(day), Refusal::AlreadyDone(EntryNo(3))),
        (vec![relation(day), relation_ended(day)], custody(date(2024, 2, 2)), Refusal::TooLate { field: "on", not_after: day }),
        (vec![consent(day, None)], withdrawn(date(2024, 1, 31)), early("on")),
        (vec![consent(day, None), withdrawn(day)], withdrawn(day), Refusal::AlreadyDone(EntryNo(3))),
        (vec![], consent(day, Some(date(2024, 1, 31))), early("until")),
        (vec![notification("2024-02-01T08:00:00Z"), assigned("ida"), screened_nothing(2)], closed_on(date(2024, 1, 31)), early("on")),
    ];
    for (before, fact, expected) in cases {
        let mut desk = Desk::open();
        desk.writes_all(before);
        assert_eq!(desk.refuses([fact.clone()]), expected, "{fact:?}");
    }
    let mut desk = Desk::open();
    desk.writes_all([relation(day), relation_ended(day)]);
    assert!(desk.tries([custody(day)]).is_ok(), "custody until the end can still be told");
    assert!(desk.tries([consent(day, Some(day))]).is_ok(), "a consent for one day");
}

fn screened_nothing(no: u32) -> Fact {
    screened(no, trin_domain::kinds::ScreeningOutcome::NothingFurther)
}

fn closed_on(on: Date) -> Fact {
    Fact::Closed(Closed { on, reason: "Skolen følger op".into() })
}

trait WritesAll {
    fn writes_all(&mut self, facts: impl IntoIterator<Item = Fact>);
}

impl WritesAll for Desk {
    /// One command, so that a child opened and given a responsible professional is never without.
    fn writes_all(&mut self, facts: impl IntoIterator<Item = Fact>) {
        let facts: Vec<Fact> = facts.into_iter().collect();
        if !facts.is_empty() {
            self.writes(facts);
        }
    }
}

/// Every text of every fact, by the table that also writes `docs/scenario.md`, filled beyond what any field takes.
#[test]
fn no_text_of_any_fact_is_without_a_limit() {
    let scenario = Scenario::parse(EVERY_FACT.as_bytes()).expect("the example reads");
    let record = scenario.record().expect("the example holds");
    // Longer than the longest: what was decided about a copy.
    let endless = "æ".repeat(1_000_001);
    let mut fields_tried = 0;
    for form in FACTS {
        let texts = form.fields.iter().filter(|field| field.takes == Takes::Text).map(|field| field.name.to_owned());
        let notifier = form.fields.iter().any(|field| field.takes == Takes::Notifier);
        let texts = texts.chain(notifier.then(|| ["notifier/name", "notifier/workplace"].map(str::to_owned)).into_iter().flatten());
        for field in texts {
            // The first entry of the kind that has the text: which of them a fact has may hang on a choice (`manner`, `told`).
            let pointer = format!("/{field}");
            let filled = record.entries().iter().filter(|entry| entry.fact.kind() == form.name).find_map(|entry| {
                let mut fact = serde_json::to_value(&entry.fact).expect("a fact is written");
                *fact.pointer_mut(&pointer)? = Value::String(endless.clone());
                Some((entry, serde_json::from_value::<Fact>(fact).expect("a fact is read")))
            });
            let (entry, fact) = filled.unwrap_or_else(|| panic!("no example of {}.{field}", form.name));
            let refusal = again(&record, entry, fact).expect_err("too long");
            assert!(matches!(refusal, Refusal::TooLong { .. }), "{}.{field}: {refusal}", form.name);
            fields_tried += 1;
        }
    }
    assert!(fields_tried > 50, "{fields_tried}");
}

/// Writes a fact where an entry stands, among what was written before it.
fn again(record: &Record, entry: &Entry, fact: Fact) -> Result<Vec<Entry>, Refusal> {
    let before = Record::from_entries(record.child, record.entries()[..entry.no.0 as usize - 1].to_vec()).expect("numbered in order");
    let command = Command { child: record.child, key: CommandKey::from_label("x"), seen: before.version(), facts: vec![fact] };
    decide(&before, &command, &Context { now: entry.recorded_at, by: entry.by })
}

#[test]
fn texts_that_are_not_used_have_a_limit_too() {
    let desk = Desk::with_notification();
    let long = || Some("æ".repeat(40_001));
    let cases = [
        (
            Fact::AcuteAssessed(AcuteAssessed {
                notification: EntryNo(2),
                at: at("2024-03-01T08:30:00Z"),
                in_danger: false,
                acute_measure: long(),
                reason: "Barnet er hos mormor".into(),
            }),
            "acute_measure",
        ),
        (
            Fact::FeedbackGiven(FeedbackGiven {
                notification: EntryNo(2),
                on: date(2024, 3, 1),
                told: Some("En undersøgelse er sat i gang".into()),
                withheld_because: long(),
            }),
            "withheld_because",
        ),
    ];
    for (fact, field) in cases {
        assert_eq!(desk.refuses([fact]), Refusal::TooLong { field, most: 40_000 });
    }
    let place = Fact::MeetingPlanned(MeetingPlanned {
        at: at("2024-03-02T08:00:00Z"),
        kind: trin_domain::kinds::MeetingKind::Network,
        place: "æ".repeat(201),
        participants: "Mor".into(),
        staff: Vec::new(),
    });
    assert_eq!(desk.refuses([place]), Refusal::TooLong { field: "place", most: 200 });
}

fn nobody() -> Desk {
    Desk { record: Record::new(ChildId::from_label("ny")), ..Desk::open() }
}

fn registered(birth: Birth, cpr: Option<Cpr>) -> Fact {
    Fact::Registered(Registered { name: "Freja Holm".into(), birth, cpr })
}

fn born(on: Date, cpr: Option<Cpr>) -> Fact {
    Fact::Born(Born { on, name: "Freja Holm".into(), cpr })
}

#[test]
fn a_cpr_number_tells_the_day_of_birth() {
    let day = date(2016, 5, 4);
    let own = Some(Cpr::parse("640516-4382").expect("a replacement number"));
    let next_day = Some(Cpr::replacement(date(2016, 5, 5), Sex::Female, 0).expect("there is one"));
    let a_century_before = Some(Cpr::replacement(date(1916, 5, 4), Sex::Female, 0).expect("there is one"));
    for (cpr, expected) in
        [(None, Ok(1)), (own, Ok(1)), (next_day, Err(Refusal::OtherBirthDate(day))), (a_century_before, Err(Refusal::OtherBirthDate(day)))]
    {
        let written = nobody().tries([registered(Birth::Born(day), cpr)]).map(|entries| entries.len());
        assert_eq!(written, expected, "{cpr:?}");
    }
    let real = Cpr::parse("040516-4382").expect("a birth date that exists");
    assert!(nobody().tries([registered(Birth::Born(day), Some(real))]).is_ok(), "any number, not only replacements");

    let expected = |cpr| {
        let mut desk = nobody();
        desk.writes([registered(Birth::Expected(date(2024, 2, 20)), cpr)]);
        desk
    };
    let on = date(2024, 2, 22);
    let own = Some(Cpr::replacement(on, Sex::Female, 0).expect("there is one"));
    assert!(expected(None).tries([born(on, own)]).is_ok());
    assert_eq!(expected(None).refuses([born(on, next_day)]), Refusal::OtherBirthDate(on));
    assert_eq!(expected(next_day).refuses([born(on, None)]), Refusal::OtherBirthDate(on), "the number it was registered with is kept");
    assert!(expected(next_day).tries([born(on, own)]).is_ok(), "unless it gets its own");
}

#[test]
fn a_birth_lies_within_a_life_and_an_expected_one_within_a_pregnancy() {
    // The desk's day is 1 March 2024.
    let early = Refusal::TooEarly { field: "birth", not_before: date(1924, 3, 1) };
    let late = Refusal::TooLate { field: "birth", not_after: date(2024, 12, 26) };
    let cases = [
        (Birth::Born(date(2024, 3, 1)), None),
        (Birth::Born(date(1924, 3, 1)), None),
        (Birth::Born(date(1924, 2, 29)), Some(early.clone())),
        (Birth::Born(date(16, 5, 4)), Some(early.clone())),
        (Birth::Expected(date(1016, 5, 4)), Some(early)),
        (Birth::Expected(date(2024, 12, 26)), None),
        (Birth::Expected(date(2024, 12, 27)), Some(late)),
    ];
    for (birth, expected) in cases {
        assert_eq!(nobody().tries([registered(birth, None)]).err(), expected, "{birth:?}");
    }
    let tomorrow = nobody().refuses([registered(Birth::Born(date(2024, 3, 2)), None)]);
    assert!(matches!(tomorrow, Refusal::InTheFuture { field: "birth", .. }), "{tomorrow}");
}

#[test]
fn nothing_is_dated_before_the_child_was_on_its_way() {
    // Freja was born on 4 May 2016; 300 days before is 9 July 2015.
    let noted = |on| {
        let Fact::NoteWritten(what) = note("Ringet til mor") else { unreachable!("a note is a note") };
        Fact::NoteWritten(NoteWritten { on, ..what })
    };
    let heard = |on, hearing| Fact::ChildHeard(ChildHeard { on, hearing });
    let talk = || Hearing::Talk { words: "Mor græder".into() };
    let indirect = || Hearing::Indirect { why: "Ikke født".into(), perspective: "Jordemoderens".into() };
    let first = date(2015, 7, 9);
    let early = |field| Refusal::TooEarly { field, not_before: first };
    let unborn = Refusal::TooEarly { field: "on", not_before: date(2016, 5, 4) };
    let cases = [
        (noted(first), None),
        (noted(date(2015, 7, 8)), Some(early("on"))),
        (noted(date(1015, 7, 9)), Some(early("on"))),
        (relation(date(1984, 7, 8)), None),
        (relation(date(1884, 7, 8)), Some(Refusal::TooEarly { field: "on", not_before: date(1924, 3, 1) })),
        (heard(first, indirect()), None),
        (heard(date(2015, 7, 8), indirect()), Some(early("on"))),
        (heard(date(2016, 5, 4), talk()), None),
        (heard(date(2016, 5, 3), talk()), Some(unborn.clone())),
        (enrolled(date(2016, 5, 4)), None),
        (enrolled(date(2016, 5, 3)), Some(unborn)),
    ];
    for (fact, expected) in cases {
        assert_eq!(Desk::open().tries([fact.clone()]).err(), expected, "{fact:?}");
    }
    // The day is the day in Denmark: 22:30 in Greenwich on 8 July is half past midnight on the 9th here.
    let receives = |received_at: &str| Desk::open().tries([notification(received_at), assigned("ida")]).err();
    assert_eq!(receives("2015-07-08T22:30:00Z"), None);
    assert_eq!(receives("2015-07-08T21:30:00Z"), Some(early("received_at")));

    // A child born after the day it was expected was on its way from the earlier of the two.
    let mut desk = nobody();
    desk.writes([registered(Birth::Expected(date(2024, 2, 1)), None)]);
    assert!(desk.tries([noted(date(2023, 4, 7))]).is_ok());
    assert_eq!(desk.refuses([noted(date(2023, 4, 6))]), Refusal::TooEarly { field: "on", not_before: date(2023, 4, 7) });
    desk.writes([born(date(2024, 2, 12), None)]);
    assert!(desk.tries([noted(date(2023, 4, 7))]).is_ok());
    let mut early_born = nobody();
    early_born.writes([registered(Birth::Expected(date(2024, 4, 1)), None), born(date(2024, 2, 12), None)]);
    assert!(early_born.tries([noted(date(2023, 4, 18))]).is_ok());
    assert!(early_born.tries([noted(date(2023, 4, 17))]).is_err());
}

#[test]
fn a_foster_family_joins_when_the_help_is_to_begin() {
    let mut desk = Desk::with_placement();
    desk.writes([decided(InterventionKind::PlacementFoster), relation(date(2024, 7, 1))]);
    assert!(matches!(desk.refuses([relation(date(2027, 7, 1))]), Refusal::InTheFuture { field: "on", .. }));
}
