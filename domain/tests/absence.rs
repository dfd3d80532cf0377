//! School absence: stated period by period, added up in weeks and quarters, and acted on by the roadmap; it stays at the school.
#![allow(clippy::expect_used, clippy::panic, clippy::unreachable, reason = "a test says what it expected")]

use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::sync::LazyLock;
use trin_domain::absence::{AbsenceKind, AbsentDay, Answered, Attendance, Reached, Roadmap, SchoolYear, Share, quarter_of, read};
use trin_domain::access::Room;
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::record::{AbsenceStated, AbsenceStepTaken, Author, Birth, Enrolled, EntryNo, Fact, Record, Refusal, Registered};
use trin_domain::strategy::Strategy;
use trin_testkit::{Desk, at};

/// The standard roadmap, but for a talk with the pupil at ten percent.
static STRATEGY: LazyLock<Strategy> = LazyLock::new(|| {
    let mut strategy = Strategy::standard().clone();
    strategy.absence.iter_mut().filter(|step| step.key == "elev").for_each(|step| step.percent = 10);
    strategy
});

fn days(kind: AbsenceKind, all: impl IntoIterator<Item = Date>) -> Attendance {
    let days = all.into_iter().map(|on| AbsentDay { on, kind, percent: 100 }).collect();
    Attendance { days, ..Attendance::default() }
}

fn sept(day: i8) -> Date {
    date(2026, 9, day)
}

fn of<'r>(reached: &'r [Reached<'static>], key: &str) -> Vec<&'r Reached<'static>> {
    reached.iter().filter(|reached| reached.step.key == key).collect()
}

fn reached(attendance: &Attendance, known_until: Date) -> Vec<Reached<'static>> {
    Roadmap::new(&STRATEGY, known_until).of(attendance)
}

/// Two days of twenty are ten percent: beginning absence is seen in weeks, whatever the reason.
#[test]
fn beginning_absence_is_seen_on_the_day_it_reaches_its_threshold() {
    let ill = days(AbsenceKind::Illness, [sept(1), sept(15)]);
    let known = reached(&ill, sept(16));
    let [talk] = of(&known, "elev")[..] else { panic!("{known:?}") };
    assert_eq!((talk.on, talk.due, talk.share), (sept(15), sept(22), Share { hundredths: 200, of: 20 }));
    assert!(talk.is_open() && known.len() == 1, "{known:?}");
    assert_eq!(reached(&days(AbsenceKind::Illness, [sept(1)]), sept(16)), []);
    // Four weeks of school and a day apart they are two single days.
    assert_eq!(reached(&days(AbsenceKind::Illness, [sept(1), sept(29)]), sept(30)), []);
    // Half a day counts half.
    let halves = Attendance {
        days: [1, 8, 15].map(|day| AbsentDay { on: sept(day), kind: AbsenceKind::Illness, percent: 50 }).into(),
        ..ill.clone()
    };
    assert_eq!(reached(&halves, sept(16)), []);
}

#[test]
fn a_pupil_who_is_back_is_not_asked_about_and_absence_that_comes_again_is() {
    let away = days(AbsenceKind::Illness, [date(2026, 8, 10), date(2026, 8, 11), date(2026, 11, 2), date(2026, 11, 3)]);
    let known = reached(&away, date(2026, 11, 6));
    let [now, before] = of(&known, "elev")[..] else { panic!("{known:?}") };
    assert_eq!((before.on, before.lapsed_on, before.is_open()), (date(2026, 8, 11), Some(date(2026, 9, 7)), false));
    assert_eq!((now.on, now.lapsed_on, now.is_open()), (date(2026, 11, 3), None, true));
}

#[test]
fn what_was_acted_on_is_not_counted_again() {
    let mut away = days(AbsenceKind::Illness, [sept(1), sept(2), sept(3)]);
    away.answers.push(Answered { step: "elev".into(), reached_on: sept(2), on: sept(4), left_out: false });
    let known = reached(&away, sept(11));
    let [talk] = of(&known, "elev")[..] else { panic!("{known:?}") };
    assert_eq!(talk.answer.as_ref().map(|answer| answer.on), Some(sept(4)));
    let later = reached(&away, date(2026, 10, 30));
    assert_eq!(of(&later, "elev").iter().map(|one| one.lapsed_on).collect::<Vec<_>>(), [None], "what was done did not lapse");
    // One more day is not ten percent since then; two are.
    away.days.push(AbsentDay { on: sept(14), kind: AbsenceKind::Illness, percent: 100 });
    assert_eq!(of(&reached(&away, sept(25)), "elev").len(), 1);
    away.days.push(AbsentDay { on: sept(21), kind: AbsenceKind::Illness, percent: 100 });
    let again = reached(&away, sept(25));
    assert_eq!(
        of(&again, "elev").iter().map(|reached| (reached.on, reached.is_open())).collect::<Vec<_>>(),
        [(sept(21), true), (sept(2), false)]
    );
}

fn answered(step: &str, reached_on: Date, on: Date, left_out: bool) -> Answered {
    Answered { step: step.into(), reached_on, on, left_out }
}

/// What is said more of a step later was not done then; a threshold that moved by a correction of the register keeps its answer.
#[test]
fn an_answer_stays_with_its_threshold() {
    let mut away = days(AbsenceKind::Illness, [sept(1), sept(2)]);
    away.answers = vec![answered("elev", sept(2), sept(4), false)];
    for moved in [[date(2026, 8, 31), sept(1)], [sept(2), sept(3)]] {
        let moved = Attendance { days: days(AbsenceKind::Illness, moved).days, answers: away.answers.clone(), since: None };
        let known = reached(&moved, sept(11));
        assert_eq!(of(&known, "elev").iter().map(|one| one.answer.is_some()).collect::<Vec<_>>(), [true], "{moved:?}");
    }
    // Asked anew on the 16th; on the 18th somebody adds a line to what was done on the 4th.
    away.days.extend(days(AbsenceKind::Illness, [sept(15), sept(16)]).days);
    away.answers.push(answered("elev", sept(2), sept(18), false));
    let known = reached(&away, sept(21));
    assert_eq!(of(&known, "elev").iter().map(|one| (one.on, one.is_open())).collect::<Vec<_>>(), [(sept(16), true), (sept(2), false)]);
    // The same in quarters.
    let mut unlawful = days(AbsenceKind::Unlawful, (1..=9).map(sept).chain((1..=20).map(|day| date(2026, 10, day))));
    unlawful.answers =
        vec![answered("lov-underret", sept(8), sept(10), false), answered("lov-underret", sept(8), date(2026, 10, 23), false)];
    let open = reached(&unlawful, date(2026, 11, 2)).into_iter().filter(|one| one.is_open() && one.step.notifies);
    assert_eq!(open.map(|one| one.on.month()).collect::<Vec<_>>(), [10]);
}

/// What is said not to have happened after all is to be done still; what was left out may be done after all.
#[test]
fn a_step_taken_by_mistake_is_to_be_done_still() {
    let mut away = days(AbsenceKind::Illness, [sept(1), sept(2)]);
    for (answers, stands) in [
        (vec![answered("elev", sept(2), sept(4), false), answered("elev", sept(2), sept(5), true)], None),
        (vec![answered("elev", sept(2), sept(4), true)], Some((sept(4), true))),
        (vec![answered("elev", sept(2), sept(4), true), answered("elev", sept(2), sept(5), false)], Some((sept(5), false))),
        (vec![answered("elev", sept(2), sept(4), true), answered("elev", sept(2), sept(5), true)], Some((sept(4), true))),
    ] {
        away.answers = answers;
        let known = reached(&away, sept(11));
        let [talk] = of(&known, "elev")[..] else { panic!("{known:?}") };
        assert_eq!(talk.answer.as_ref().map(|answer| (answer.on, answer.left_out)), stands);
    }
}

/// What the law asked for in June is not forgotten in August, and in the holiday the year that is over is shown.
#[test]
fn what_the_law_asks_for_goes_over_the_summer() {
    let june = days(AbsenceKind::Unlawful, (1..=26).map(|day| date(2026, 6, day)));
    let mut found = Vec::new();
    for known_until in [date(2026, 6, 26), date(2026, 8, 1), date(2026, 8, 14), date(2027, 6, 1)] {
        let known = reached(&june, known_until);
        let open = known.iter().filter(|one| one.is_open() && one.step.is_law()).map(|one| (one.step.key.as_str(), one.on));
        found.push(open.collect::<Vec<_>>());
    }
    assert_eq!(found[0].len(), 1, "nobody is warned of what has come: {found:?}");
    assert!(found[0][0].0 == "lov-underret" && found.iter().all(|open| *open == found[0]), "{found:?}");
    let holiday = Roadmap::new(&STRATEGY, date(2026, 8, 1));
    assert!(holiday.shares(&june).year.of > 190 && holiday.since() == date(2024, 8, 1));
    assert_eq!(
        holiday.unlawful_in(&june, date(2026, 6, 3)),
        Roadmap::new(&STRATEGY, date(2026, 8, 14)).unlawful_in(&june, date(2026, 6, 3))
    );
    let mut done = june.clone();
    done.answers = vec![answered("lov-underret", found[0][0].1, date(2026, 6, 28), false)];
    assert_eq!(reached(&done, date(2026, 8, 14)), []);
}

/// A pupil who began in March was not at school before.
#[test]
fn the_year_is_counted_from_when_the_pupil_began() {
    let away = Attendance { since: Some(sept(7)), ..days(AbsenceKind::Illness, [sept(7), sept(8)]) };
    let shares = Roadmap::new(&STRATEGY, sept(11)).shares(&away);
    assert_eq!((shares.year, shares.lately), (Share { hundredths: 200, of: 5 }, Share { hundredths: 200, of: 5 }));
}

/// Six days of unlawful absence are fifteen percent of a quarter with 38 days of school; the law counts no other reason, and does not forget.
#[test]
fn the_laws_thresholds_are_of_unlawful_absence_in_a_quarter_and_stay_until_answered() {
    let mut all = days(AbsenceKind::Unlawful, (1..=4).map(sept));
    let known = reached(&all, sept(30));
    let [warning] = of(&known, "lov-varsel")[..] else { panic!("{known:?}") };
    assert!(warning.is_open());
    assert_eq!((warning.on, warning.percent, warning.share, warning.due), (sept(4), 10, Share { hundredths: 400, of: 38 }, sept(11)));
    assert_eq!(of(&known, "lov-underret"), Vec::<&Reached<'_>>::new());
    all.days.extend(days(AbsenceKind::Unlawful, [sept(8), sept(9)]).days);
    let known = reached(&all, date(2026, 11, 2));
    let [notify] = of(&known, "lov-underret")[..] else { panic!("{known:?}") };
    assert_eq!((notify.on, notify.percent, notify.step.notifies, notify.is_open()), (sept(9), 15, true, true));
    // The municipality's own step ends with the quarter.
    let [talk] = of(&known, "samtale")[..] else { panic!("{known:?}") };
    assert_eq!(talk.lapsed_on, Some(date(2026, 10, 1)));
    // The same days in two quarters are fifteen percent of neither.
    let spread = days(AbsenceKind::Unlawful, [sept(28), sept(29), sept(30), date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 5)]);
    assert_eq!(of(&reached(&spread, date(2026, 11, 2)), "lov-underret").len(), 0);
    let ill = days(AbsenceKind::Illness, all.days.iter().map(|day| day.on));
    assert!(reached(&ill, date(2026, 11, 2)).iter().all(|reached| !reached.step.is_law()));
    // Unanswered in one quarter and reached again in the next, it is asked for once; done after that, it is done for both.
    let mut two = all.clone();
    two.days.extend(days(AbsenceKind::Unlawful, (1..=20).map(|day| date(2026, 10, day))).days);
    assert_eq!(of(&reached(&two, date(2026, 11, 2)), "lov-underret").iter().map(|one| one.on).collect::<Vec<_>>(), [sept(9)]);
    let done = |on| Answered { step: "lov-underret".into(), reached_on: sept(9), on, left_out: false };
    two.answers = vec![done(date(2026, 10, 20))];
    let both = reached(&two, date(2026, 11, 2));
    assert_eq!(of(&both, "lov-underret").iter().map(|one| one.answer.is_some()).collect::<Vec<_>>(), [true, true]);
    two.answers = vec![done(sept(10))];
    let open = reached(&two, date(2026, 11, 2)).into_iter().filter(|one| one.is_open() && one.step.key == "lov-underret");
    assert_eq!(open.map(|one| one.on.month()).collect::<Vec<_>>(), [10], "done for the quarter before alone");
    // Whoever wrote a day before it was reached has written.
    let mut warned = days(AbsenceKind::Unlawful, (1..=4).map(sept));
    warned.answers = vec![answered("lov-varsel", sept(4), sept(3), false)];
    assert_eq!(of(&reached(&warned, sept(30)), "lov-varsel").iter().map(|one| one.is_open()).collect::<Vec<_>>(), [false]);
    // Before the rules there were none.
    let before = days(AbsenceKind::Unlawful, (3..=20).map(|day| date(2018, 9, day)));
    assert!(reached(&before, date(2018, 10, 1)).iter().all(|reached| !reached.step.is_law()));
}

#[test]
fn what_is_to_be_done_stands_first_by_when() {
    let all = days(AbsenceKind::Unlawful, [date(2026, 8, 17), sept(1), sept(2), sept(3), sept(4), sept(7), sept(8)]);
    let known = reached(&all, sept(8));
    let open: Vec<Date> = known.iter().take_while(|reached| reached.is_open()).map(|reached| reached.due).collect();
    assert!(open.is_sorted() && open.len() >= 4 && known[open.len()..].iter().all(|reached| !reached.is_open()), "{known:?}");
    let shares = Roadmap::new(&STRATEGY, sept(8)).shares(&all);
    assert_eq!((shares.lately.hundredths, shares.lately.of, shares.lately.percent()), (700, 20, 35));
    assert_eq!((shares.unlawful.of, shares.unlawful.percent()), (38, 18));
    assert_eq!((shares.year.hundredths, shares.year.of), (700, 22));
}

fn unit(label: &str) -> UnitId {
    UnitId::from_label(label)
}

fn stated(from: Date, until: Date, absent: &[(Date, AbsenceKind)]) -> Fact {
    let absent = absent.iter().map(|(on, kind)| AbsentDay { on: *on, kind: *kind, percent: 100 }).collect();
    Fact::AbsenceStated(AbsenceStated { unit: unit("strandskolen"), from, until, absent })
}

/// A pupil of Strandskolen, where Lone teaches, on 12 May 2026.
fn desk() -> Desk {
    let by = Author { staff: StaffId::from_label("lone"), role: Role::Teacher };
    let mut desk = Desk { record: Record::new(ChildId::from_label("sofie")), now: at("2026-05-12T07:00:00Z"), by };
    let begins =
        Enrolled { unit: unit("strandskolen"), unit_name: "Strandskolen".into(), unit_kind: UnitKind::School, on: date(2025, 8, 11) };
    let who = Registered { name: "Sofie Bak".into(), birth: Birth::Born(date(2015, 2, 3)), cpr: None };
    desk.writes([Fact::Registered(who), Fact::Enrolled(begins)]);
    desk
}

fn may(day: i8) -> Date {
    date(2026, 5, day)
}

#[test]
fn of_a_day_what_was_stated_last_holds() {
    let mut desk = desk();
    desk.writes([stated(may(1), may(8), &[(may(4), AbsenceKind::Unlawful), (may(5), AbsenceKind::Illness)])]);
    desk.writes([stated(may(4), may(4), &[(may(4), AbsenceKind::Illness)])]);
    let state = desk.record.state();
    let attendance = Attendance::of(&state, unit("strandskolen"));
    assert_eq!(
        attendance.days.iter().map(|day| (day.on, day.kind)).collect::<Vec<_>>(),
        [(may(4), AbsenceKind::Illness), (may(5), AbsenceKind::Illness)]
    );
    assert_eq!(Attendance::of(&state, unit("en anden skole")), Attendance::default());
    assert!(!state.is_open && state.writers.len() == 1, "it is no case");
    // Two halves are a whole.
    let half = AbsentDay { on: may(6), kind: AbsenceKind::Unlawful, percent: 50 };
    let halves = attendance.news(unit("strandskolen"), (may(6), may(8)), vec![half, half]).expect("news");
    assert_eq!(halves.absent, [AbsentDay { percent: 100, ..half }]);
    // Stating the same is nothing new; that the pupil was there after all is.
    let same = attendance.news(unit("strandskolen"), (may(1), may(8)), attendance.days.clone());
    assert_eq!(same, None);
    let there = attendance.news(unit("strandskolen"), (may(5), may(8)), Vec::new()).expect("the pupil was there");
    desk.writes([Fact::AbsenceStated(there)]);
    assert_eq!(Attendance::of(&desk.record.state(), unit("strandskolen")).days.len(), 1);
    for no in 3..=5 {
        let fact = desk.record.entry(EntryNo(no)).map(|entry| Room::of(&entry.fact));
        assert_eq!(fact, Some(Room::AtUnit));
    }
}

#[test]
fn only_days_that_are_over_at_the_school_the_child_goes_to_are_stated() {
    let desk = desk();
    let one = |on| stated(may(1), may(12), &[(on, AbsenceKind::Unlawful)]);
    assert!(matches!(
        desk.refuses([stated(may(11), may(13), &[(may(12), AbsenceKind::Illness)])]),
        Refusal::InTheFuture { field: "until", .. }
    ));
    assert!(matches!(desk.refuses([one(date(2026, 4, 30))]), Refusal::TooEarly { field: "absent", .. }));
    assert!(matches!(desk.refuses([one(may(13))]), Refusal::TooLate { field: "absent", .. }));
    assert!(matches!(desk.refuses([stated(may(8), may(1), &[])]), Refusal::TooEarly { field: "until", .. }));
    let long = stated(date(2025, 4, 1), may(8), &[(may(4), AbsenceKind::Illness)]);
    assert!(matches!(desk.refuses([long]), Refusal::TooLate { field: "until", .. }));
    assert_eq!(desk.refuses([stated(may(1), may(8), &[])]), Refusal::Missing("absent"));
    let early = stated(date(2025, 8, 1), may(1), &[(date(2025, 8, 8), AbsenceKind::Illness)]);
    assert_eq!(desk.refuses([early]), Refusal::NotEnrolledThere);
    let twice = stated(may(1), may(8), &[(may(4), AbsenceKind::Illness), (may(4), AbsenceKind::Unlawful)]);
    assert!(matches!(desk.refuses([twice]), Refusal::OutsideScale { field: "absent", .. }));
    let unsorted = stated(may(1), may(8), &[(may(5), AbsenceKind::Illness), (may(4), AbsenceKind::Unlawful)]);
    assert!(matches!(desk.refuses([unsorted]), Refusal::TooEarly { field: "absent", .. }));
    let mut none = AbsentDay { on: may(4), kind: AbsenceKind::Illness, percent: 0 };
    let with = |day| Fact::AbsenceStated(AbsenceStated { unit: unit("strandskolen"), from: may(1), until: may(8), absent: vec![day] });
    assert!(matches!(desk.refuses([with(none)]), Refusal::OutsideScale { .. }));
    none.percent = 101;
    assert!(matches!(desk.refuses([with(none)]), Refusal::OutsideScale { .. }));
}

#[test]
fn a_step_is_answered_by_what_was_done_or_by_why_not() {
    let mut desk = desk();
    let step = |on, left_out, words: &str| {
        let (step, what, words) = ("elev".into(), "Tal med eleven".into(), words.into());
        Fact::AbsenceStepTaken(AbsenceStepTaken { unit: unit("strandskolen"), step, what, reached_on: may(8), on, left_out, words })
    };
    assert_eq!(desk.refuses([step(may(11), true, " ")]), Refusal::Missing("words"));
    assert!(matches!(desk.refuses([step(date(2026, 4, 9), false, "")]), Refusal::TooEarly { field: "on", .. }), "a slip in the date");
    assert!(matches!(desk.refuses([step(may(13), false, "")]), Refusal::InTheFuture { field: "on", .. }));
    let Fact::AbsenceStepTaken(mut elsewhere) = step(may(11), false, "") else { unreachable!() };
    let ahead = AbsenceStepTaken { reached_on: may(13), ..elsewhere.clone() };
    assert!(matches!(desk.refuses([Fact::AbsenceStepTaken(ahead)]), Refusal::InTheFuture { field: "reached_on", .. }));
    elsewhere.unit = unit("en anden skole");
    assert_eq!(desk.refuses([Fact::AbsenceStepTaken(elsewhere)]), Refusal::NotEnrolledThere);
    desk.writes([step(may(11), false, "Han bliver drillet i bussen."), step(may(12), true, "Skrevet ved en fejl.")]);
    let state = desk.record.state();
    assert_eq!(Attendance::of(&state, unit("strandskolen")).answers.len(), 2);
}

const PERIOD: (Date, Date) = (date(2026, 5, 1), date(2026, 5, 12));

#[test]
fn the_register_is_read_as_schools_write_it() {
    let files = [
        "cpr;dato;fravær\n630215-4325;2026-05-04;Sygdom\n630215-4325;05-05-2026;ulovligt\n",
        "\u{feff}CPR-nummer,Fraværstype,Dato,Andel\r\n6302154325,SYG,4.5.2026,100\r\n,,,\r\n6302154325,Ulovligt fravær,5/5/2026,100 %\r\n",
        "navn\tdag\ttype\tcpr\nX\t2026-05-04\ts\t630215-4325\nX\t2026-05-05\tU\t630215-4325",
    ];
    for file in files {
        let sheet = read(file, PERIOD).unwrap_or_else(|faults| panic!("{file}: {faults:?}"));
        let said: Vec<_> = sheet.rows.iter().map(|row| (row.cpr.digits(), row.day.on, row.day.kind, row.day.percent)).collect();
        let expected = [(may(4), AbsenceKind::Illness), (may(5), AbsenceKind::Unlawful)];
        assert_eq!(said, expected.map(|(on, kind)| ("6302154325".to_owned(), on, kind, 100)), "{file}");
    }
    let none = read("cpr;dato;fravær\n", PERIOD).expect("nobody was absent");
    assert_eq!(none.rows, []);
    let short = read("cpr;dato;fravær;andel\n6302154325;4-5-26;s;50,0\n", PERIOD).expect("as spreadsheets write");
    assert_eq!(short.rows.iter().map(|row| (row.day.on, row.day.percent)).collect::<Vec<_>>(), [(may(4), 50)]);
    assert!(read("PK\u{3}\u{4}", PERIOD).expect_err("a spreadsheet's own file")[0].text.da.contains("gem den som CSV"));
    // A spreadsheet drops the nought a number begins with, which no replacement number has: it is read, and refused as no number.
    assert_eq!(read("cpr;dato;fravær\n123456789;2026-05-04;s", PERIOD).expect_err("no CPR number")[0].line, 2);
}

#[test]
fn every_line_that_cannot_be_read_says_what_to_do_and_nothing_of_the_file_is_used() {
    let faults = |rows: &str| read(&format!("cpr;dato;fravær;andel\n{rows}"), PERIOD).expect_err(rows);
    for (row, says) in [
        ("6302154325;i går;s;", "ingen dato"),
        ("6302154325;26-05-04;s;", "26-05-2004 ligger uden for perioden 01-05-2026"),
        ("6302154325;2026-04-30;s;", "uden for perioden"),
        ("6302154325;2026-05-13;s;", "uden for perioden"),
        ("6302154325;2026-05-04;ulovlit;", "mente du \"ulovligt\""),
        ("6302154325;2026-05-04;ferie;", "sygdom, lovligt"),
        ("6302154325;2026-05-04;s;0", "fra 1 til 100"),
        ("6302154325;2026-05-04;s;halv", "fra 1 til 100"),
        ("63021543;2026-05-04;s;", "CPR-nummeret"),
        ("6302154325", "ingen dato"),
        ("6302154325;6302154325;s;", "\"…\" er ingen dato"),
        ("6302154325;2026-05-04;;", "fraværets slags mangler"),
    ] {
        let found = faults(row);
        assert_eq!((found.len(), found[0].line), (1, 2), "{row}: {found:?}");
        assert!(found[0].text.da.contains(says) && !found[0].text.da.contains("4325") && !found[0].text.en.is_empty(), "{row}: {found:?}");
    }
    let found = faults("6302154325;2026-05-04;s;60\n6302154325;2026-05-04;u;50\n6302154325;2026-05-05;x;\n");
    assert_eq!(found.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3, 4]);
    // Lines are counted as they are seen, whatever they end with.
    let windows = read("cpr;dato;fravær\r\n6302154325;2026-05-04;s\r\n6302154325;2026-05-05;x\r\n", PERIOD).expect_err("a kind");
    assert_eq!(windows.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3]);
    assert_eq!(read("cpr;dato;fravær\r\n6302154325;2026-05-04;s\r\n", PERIOD).expect("it reads").rows[0].line, 2);
    assert_eq!(faults(&"x\n".repeat(400)).len(), 30);
    let lacking = read("cpr;dato\n1;2\n", PERIOD).expect_err("a column is missing");
    assert!(lacking[0].text.da.contains("\"fravær\" mangler"), "{lacking:?}");
    assert!(read("", PERIOD).is_err());
}

fn any_absence() -> impl Strategy_<Value = Attendance> {
    let kinds = prop::sample::select(AbsenceKind::ALL.to_vec());
    let day = (0_i16..330, kinds, prop::sample::select(vec![25_u8, 50, 100])).prop_map(|(after, kind, percent)| AbsentDay {
        on: date(2026, 8, 1).saturating_add(jiff::ToSpan::days(after)),
        kind,
        percent,
    });
    prop::collection::btree_map(0_i16..330, day, 0..80).prop_map(|days| {
        let mut days: Vec<AbsentDay> = days.into_values().collect();
        days.sort_unstable();
        days.dedup_by_key(|day| day.on);
        Attendance { days, ..Attendance::default() }
    })
}

use proptest::strategy::Strategy as Strategy_;

proptest! {
    /// Nothing asked for disappears when it is answered, and once all is answered nothing is asked for.
    #[test]
    fn answering_each_step_in_turn_ends(attendance in any_absence(), until in 0_i16..330) {
        let mut attendance = attendance;
        let known_until = date(2026, 8, 1).saturating_add(jiff::ToSpan::days(until));
        for _ in 0..400 {
            let all = reached(&attendance, known_until);
            let Some(first) = all.iter().find(|reached| reached.is_open()) else { return Ok(()) };
            attendance.answers.push(Answered { step: first.step.key.clone(), reached_on: first.on, on: known_until.max(first.on), left_out: false });
            let after = reached(&attendance, known_until);
            prop_assert!(after.iter().any(|one| one.step == first.step && one.on == first.on && one.answer.is_some()), "{first:?}");
        }
        prop_assert!(false, "it goes on asking");
    }

    /// The law's threshold was in fact reached on its day and not the day before, counted the plain way; of several quarters it is asked for in the
    /// first, until it is done.
    #[test]
    fn a_threshold_is_reached_when_the_days_add_up(attendance in any_absence(), until in 0_i16..330) {
        let known_until = date(2026, 8, 1).saturating_add(jiff::ToSpan::days(until));
        let year = SchoolYear::of(known_until, &STRATEGY);
        let found: Vec<Date> = of(&reached(&attendance, known_until), "lov-underret").iter().map(|reached| reached.on).collect();
        let first = [(2026, 3), (2026, 4), (2027, 1), (2027, 2)].into_iter().find_map(|quarter| {
            let of = year.in_quarter(quarter);
            let mut sum = 0;
            let mut days = attendance.days.iter().filter(|day| day.on <= known_until && year.has(day.on) && day.kind == AbsenceKind::Unlawful);
            let reached = days.by_ref().filter(|day| quarter_of(day.on) == quarter).find(|day| {
                sum += usize::from(day.percent);
                sum * 100 >= 15 * of * 100
            });
            reached.map(|day| day.on)
        });
        prop_assert_eq!(found, first.into_iter().collect::<Vec<_>>());
    }

    /// A step of weeks is first reached where the days of some weeks add up, counted the plain way.
    #[test]
    fn weeks_add_up(attendance in any_absence(), until in 0_i16..330) {
        let known_until = date(2026, 8, 1).saturating_add(jiff::ToSpan::days(until));
        let year = SchoolYear::of(known_until, &STRATEGY);
        let known: Vec<Date> = year.days().iter().copied().filter(|day| *day <= known_until).collect();
        let of_day = |day: &Date| attendance.days.iter().filter(|absent| absent.on == *day).map(|absent| usize::from(absent.percent)).sum::<usize>();
        let first = (0..known.len()).find(|at| known[(at + 1).saturating_sub(20)..=*at].iter().map(of_day).sum::<usize>() >= 25 * 20);
        let all = reached(&attendance, known_until);
        prop_assert_eq!(of(&all, "plan").iter().map(|one| one.on).min(), first.map(|at| known[at]));
    }

    /// Any text is read, or refused by line.
    #[test]
    fn any_text_is_read_or_refused_line_by_line(text in "\\PC{0,200}") {
        let file = format!("cpr;dato;fravær\n{text}");
        if let Err(faults) = read(&file, PERIOD) {
            prop_assert!(!faults.is_empty() && faults.iter().all(|fault| fault.line >= 1 && !fault.text.da.is_empty()));
        }
    }
}
