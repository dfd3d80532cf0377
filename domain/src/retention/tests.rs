//! Days move later only; an open case and a held record are never ripe; a strategy lengthens and never shortens.
#![allow(clippy::unwrap_used)]

use super::*;
use crate::id::{ChildId, StaffId};
use crate::kinds::{Cause, GlassFinding, GlassReason, NotifierKind, Role};
use crate::law::LawValue;
use crate::record::*;
use crate::strategy::{Retention, Strategy};
use jiff::civil::date;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::{Strategy as Strategy_, prop_assert, prop_assert_eq, prop_assert_ne, proptest};

fn day(on: Date, days: i32) -> Date {
    crate::calendar::days_after(on, days)
}

fn at(on: Date) -> Timestamp {
    crate::calendar::start_of_day(on).checked_add(9.hours()).unwrap()
}

/// A record of facts, each written on a day.
fn record(facts: Vec<(Date, Fact)>) -> Record {
    let by = Author { staff: StaffId::from_label("mette"), role: Role::Caseworker };
    let entries = facts.into_iter().zip(1..).map(|((on, fact), no)| Entry { no: EntryNo(no), recorded_at: at(on), by, fact });
    Record::from_entries(ChildId::from_label("noah"), entries.collect()).unwrap()
}

const BORN: Date = date(2010, 5, 1);

fn registered() -> Fact {
    Fact::Registered(Registered { name: "Noah Prøve".into(), birth: Birth::Born(BORN), cpr: None })
}

fn notified(on: Date) -> Fact {
    Fact::NotificationReceived(NotificationReceived {
        received_at: at(on),
        notifier: Notifier { kind: NotifierKind::School, name: None, workplace: None },
        concern: "Kommer sulten i skole.".into(),
        causes: vec![Cause::OtherNeglect],
        acute: false,
        abuse_suspected: false,
        siblings: Vec::new(),
    })
}

fn assigned(on: Date) -> Fact {
    Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: StaffId::from_label("mette"), on, reason: "Distrikt".into() })
}

fn assessed(on: Date) -> Fact {
    Fact::AssessmentOpened(AssessmentOpened {
        on,
        kind: AssessmentKind::Full,
        aware_on: on,
        reason: "Underretning".into(),
        notification: None,
    })
}

fn closed(on: Date) -> Fact {
    Fact::Closed(Closed { on, reason: "Hverdagen bærer".into() })
}

fn note(on: Date) -> Fact {
    let none = String::new;
    Fact::NoteWritten(NoteWritten { on, facts: "Et notat.".into(), child_words: none(), others_words: none(), judgement: none() })
}

#[track_caller]
fn check(facts: Vec<(Date, Fact)>, class: Class, ripe_on: Option<Date>) -> Kept {
    let record = record(facts);
    let kept = of(&record.state(), Strategy::standard());
    assert_eq!((kept.class, kept.ripe_on), (class, ripe_on), "{}", kept.because_da);
    kept
}

fn stands(kept: &Kept, is_held: bool, put_off_until: Option<Date>, day: Date) -> Standing {
    standing(kept.counted, kept.ripe_on, is_held, put_off_until, day)
}

#[test]
fn each_class_is_counted_from_its_fact() {
    let (first, end) = (date(2020, 3, 2), date(2020, 9, 1));
    check(vec![(first, registered())], Class::Known, Some(date(2021, 3, 2)));
    check(vec![(first, registered()), (first, assigned(first)), (end, closed(end))], Class::Counselling, Some(date(2022, 9, 1)));
    let concern = vec![(first, registered()), (first, notified(first)), (first, assigned(first)), (end, closed(end))];
    check(concern.clone(), Class::Concern, Some(date(2025, 9, 1)));
    // The child comes of age on 1 May 2028: the file outlives the childhood.
    let file = vec![(first, registered()), (first, notified(first)), (first, assessed(first)), (end, closed(end))];
    let kept = check(file.clone(), Class::CaseFile, Some(date(2038, 5, 1)));
    assert_eq!(kept.counted, Some((CountedFrom::Eighteen, date(2028, 5, 1))));
    // A note written after the closing is later than it, and later still than coming of age.
    let late = date(2029, 1, 1);
    let kept = check([file, vec![(late, note(late))]].concat(), Class::CaseFile, Some(date(2039, 1, 1)));
    assert_eq!(kept.counted, Some((CountedFrom::LastEntry, late)));
    assert_eq!(kept.because_da, "Barnets sag: 10 år fra den seneste post, 1. januar 2029, altså til 1. januar 2039.");
}

#[test]
fn a_child_who_goes_to_school_here_is_not_proposed_for_deletion() {
    let (first, left) = (date(2020, 3, 2), date(2022, 6, 24));
    let school = Fact::Enrolled(Enrolled {
        unit: crate::id::UnitId::from_label("school"),
        unit_name: "Møllebakken".into(),
        unit_kind: crate::kinds::UnitKind::School,
        on: first,
    });
    let goes = vec![(first, registered()), (first, school)];
    // One year from the 18th birthday, where nobody writes that they left.
    let kept = check(goes.clone(), Class::Known, Some(date(2029, 5, 1)));
    assert_eq!(kept.counted, Some((CountedFrom::Eighteen, date(2028, 5, 1))));
    let leaves = Fact::LeftUnit(LeftUnit { enrolment: EntryNo(2), on: left });
    check([goes, vec![(left, leaves)]].concat(), Class::Known, Some(date(2023, 6, 24)));
}

#[test]
fn looking_puts_nothing_off() {
    let (first, end, later) = (date(2020, 3, 2), date(2020, 9, 1), date(2023, 1, 2));
    let concern = vec![(first, registered()), (first, notified(first)), (first, assigned(first)), (end, closed(end))];
    let reviewed = GlassReviewed { glass: EntryNo(5), on: later, finding: GlassFinding::Ok, note: String::new() };
    let opened = GlassBroken { reason: GlassReason::OnCall, text: "Døgnvagt".into(), until: crate::calendar::end_of_day(later) };
    let looked = vec![(later, Fact::GlassBroken(opened)), (later, Fact::GlassReviewed(reviewed))];
    check([concern, looked].concat(), Class::Concern, Some(date(2025, 9, 1)));
}

#[test]
fn an_open_case_is_never_ripe() {
    let first = date(1990, 3, 2);
    let kept = check(vec![(first, registered()), (first, notified(first))], Class::Concern, None);
    assert_eq!(stands(&kept, false, None, date(2999, 1, 1)), Standing::Open);
}

#[test]
fn the_first_day_the_last_day_and_a_hold() {
    let first = date(2020, 3, 2);
    let kept = check(vec![(first, registered())], Class::Known, Some(date(2021, 3, 2)));
    assert_eq!(stands(&kept, false, None, date(2021, 3, 1)), Standing::Until(date(2021, 3, 2)));
    assert_eq!(stands(&kept, false, None, date(2021, 3, 2)), Standing::Ripe);
    assert_eq!(stands(&kept, true, None, date(2021, 3, 2)), Standing::Held);
    // Put off: later only.
    assert_eq!(stands(&kept, false, Some(date(2020, 1, 1)), date(2021, 3, 1)), Standing::Until(date(2021, 3, 2)));
    assert_eq!(stands(&kept, false, Some(date(2022, 1, 1)), date(2021, 12, 31)), Standing::Until(date(2022, 1, 1)));
}

#[test]
fn a_strategy_lengthens_and_does_not_shorten() {
    let first = date(2020, 3, 2);
    let with = |keep| Strategy {
        retention: vec![Retention { of: Class::Known, keep, source: "aftale med arkivet".into() }],
        ..Strategy::standard().clone()
    };
    let record = record(vec![(first, registered())]);
    let longer = of(&record.state(), &with(Span::Months(36)));
    assert_eq!((longer.ripe_on, longer.basis.from), (Some(date(2023, 3, 2)), BasisKind::Strategy));
    assert_eq!(ripe_by_law_on(&record.state()), Some(date(2021, 3, 2)));
    // Also when such a file was read by a program that allowed it.
    assert_eq!(of(&record.state(), &with(Span::Months(1))).ripe_on, Some(date(2021, 3, 2)));
}

#[test]
fn every_class_has_one_rule_that_says_something_and_every_unverified_value_says_why() {
    let told: Vec<Class> = CLASSES.iter().map(|rule| rule.class).collect();
    assert_eq!(told, Class::ALL);
    for rule in CLASSES {
        let name = rule.class.code();
        assert!(rule.says_da.ends_with('.') && rule.says_en.ends_with('.'), "{name}");
        assert!(rule.keep.is_some() || !rule.kept_by.is_empty(), "{name}: neither a period nor a reason");
        assert_eq!(rule.may_lengthen, Class::LENGTHENED.contains(&rule.class), "{name}");
        for period in rule.value().map(LawValue::periods).unwrap_or_default() {
            assert!(!period.source.citation.is_empty() && !period.source.read_in.is_empty(), "{name}");
            assert!(period.source.verified || !period.source.note.is_empty(), "{name} does not say why it is unverified");
        }
    }
    // What belongs to a child goes by two people, and no other class does.
    let two: Vec<Class> = CLASSES.iter().filter(|rule| rule.by == ClearedBy::TwoPeople).map(|rule| rule.class).collect();
    assert!(two.len() == OF_RECORDS.len() && OF_RECORDS.iter().all(|class| two.contains(class)), "{two:?}");
    let periods: Vec<u16> = OF_RECORDS.iter().map(|class| rule(*class).shortest().unwrap().value.about_days()).collect();
    assert!(periods.is_sorted(), "{periods:?}: a record that moves up would be ripe earlier");
}

/// A life: what is written, day by day.
fn lives() -> impl Strategy_<Value = Vec<(i32, u8)>> {
    proptest::collection::vec((0..900i32, 0..5u8), 1..25)
}

fn lived(steps: &[(i32, u8)]) -> Vec<(Date, Fact)> {
    let mut on = date(2014, 6, 1);
    let mut facts = vec![(on, registered())];
    for (days, what) in steps {
        on = day(on, *days);
        facts.push((
            on,
            match what {
                0 => notified(on),
                1 => assigned(on),
                2 => assessed(on),
                3 => note(on),
                _ => closed(on),
            },
        ));
    }
    facts
}

proptest! {
    #[test]
    fn what_is_written_later_never_makes_a_record_ripe_earlier(steps in lives(), lengthened in 0..4usize, months in 120..600u16) {
        let own = OF_RECORDS[lengthened..].iter().map(|of| Retention { of: *of, keep: Span::Months(months), source: "aftale".into() });
        let strategy = Strategy { retention: own.collect(), ..Strategy::standard().clone() };
        let whole = record(lived(&steps));
        let (mut class, mut latest) = (Class::Known, Date::MIN);
        for count in 1..=whole.entries().len() {
            let known = Record::from_entries(whole.child, whole.entries()[..count].to_vec()).unwrap();
            let state = known.state();
            let kept = of(&state, &strategy);
            let place = |class| OF_RECORDS.iter().position(|of| *of == class);
            prop_assert!(place(kept.class) >= place(class), "{:?} after {class:?}", kept.class);
            class = kept.class;
            prop_assert_eq!(kept.ripe_on.is_none(), state.is_open);
            if let Some(ripe_on) = kept.ripe_on {
                prop_assert!(ripe_on >= latest, "{ripe_on} before {latest}");
                prop_assert!(Some(ripe_on) >= ripe_by_law_on(&state));
                latest = ripe_on;
            }
        }
    }

    #[test]
    fn a_hold_always_wins_and_nothing_comes_ripe_by_putting_it_off(steps in lives(), put_off in proptest::option::of(0..20_000i32), asked in 0..20_000i32) {
        let record = record(lived(&steps));
        let kept = of(&record.state(), Strategy::standard());
        let on = day(date(2014, 6, 1), asked);
        let put_off = put_off.map(|days| day(date(2014, 6, 1), days));
        prop_assert_ne!(stands(&kept, true, put_off, on), Standing::Ripe);
        if stands(&kept, false, put_off, on) == Standing::Ripe {
            prop_assert_eq!(stands(&kept, false, None, on), Standing::Ripe);
            prop_assert!(kept.ripe_on.is_some_and(|ripe| ripe <= on) && put_off.is_none_or(|until| until <= on));
        }
    }
}
