//! A worry at a child's day-care or school: what the guide asks for, what may be said, and that it stays there.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test says what it expected")]

use jiff::civil::{Date, date};
use trin_domain::access;
use trin_domain::id::{ChildId, RoundId, StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::Staff;
use trin_domain::record::*;
use trin_domain::strategy::{GuidePath, Strategy};
use trin_domain::worries::{Next, NotSettled, Reached, WorryOutcome, WorrySign};
use trin_testkit::Desk;

/// A Tuesday.
const TODAY: Date = date(2026, 5, 12);
/// Where the worry stands in the record.
const WORRY: EntryNo = EntryNo(3);

fn now() -> jiff::Timestamp {
    "2026-05-12T09:00:00Z".parse().unwrap()
}

fn strategy() -> &'static Strategy {
    Strategy::standard()
}

fn unit(label: &str) -> UnitId {
    UnitId::from_label(label)
}

/// A child at Solsikken since February; Lis, a pedagogue, writes.
fn desk() -> Desk {
    let by = Author { staff: StaffId::from_label("lis"), role: Role::Pedagogue };
    let mut desk = Desk { record: Record::new(ChildId::from_label("freja")), now: now(), by };
    desk.writes([Fact::Registered(Registered { name: "Freja Holm".into(), birth: Birth::Born(date(2022, 4, 2)), cpr: None })]);
    let at = Enrolled { unit: unit("solsikken"), unit_name: "Solsikken".into(), unit_kind: UnitKind::DayCare, on: date(2026, 2, 1) };
    desk.writes([Fact::Enrolled(at)]);
    desk
}

fn worry(seen: &[WorrySign]) -> WorryRaised {
    WorryRaised {
        unit: unit("solsikken"),
        on: TODAY,
        seen: seen.to_vec(),
        signs: "Leger alene; sover ikke til middag.".into(),
        child_words: String::new(),
        assessment: None,
    }
}

fn raised(seen: &[WorrySign]) -> Desk {
    let mut desk = desk();
    desk.writes([Fact::WorryRaised(worry(seen))]);
    desk
}

fn step(key: &str, on: Date) -> WorryStepTaken {
    WorryStepTaken { worry: WORRY, step: key.into(), what: format!("Trinnet {key}"), on, left_out: false, words: String::new() }
}

fn left_out(key: &str, words: &str) -> Fact {
    Fact::WorryStepTaken(WorryStepTaken { left_out: true, words: words.into(), ..step(key, TODAY) })
}

fn ended(outcome: WorryOutcome, on: Date) -> Fact {
    Fact::WorrySettled(WorrySettled { worry: WORRY, on, outcome, words: "Freja leger igen med de andre.".into() })
}

fn agreed(about: EntryNo, by_day: Date) -> Fact {
    let (goal, action, who) = ("Sover til middag".into(), "Lis sidder hos".into(), "Lis".into());
    Fact::FocusPointAgreed(FocusPointAgreed { about, on: TODAY, goal, action, who, by_day })
}

fn looked(on: Date, next_on: Option<Date>) -> Fact {
    let words = "Sov tre dage af fem.".into();
    Fact::FocusPointLookedAt(FocusPointLookedAt { point: EntryNo(4), on, reached: Reached::Partly, words, next_on })
}

/// The guide's steps for the worry, by key, with the day each is due.
fn steps(desk: &Desk) -> Vec<(String, Date, bool)> {
    let state = desk.record.state();
    let worry = state.worry(WORRY).unwrap();
    worry.steps(strategy()).into_iter().map(|of| (of.step.key.clone(), of.due, of.taken.is_some())).collect()
}

fn keys(desk: &Desk) -> Vec<String> {
    steps(desk).into_iter().map(|(key, _, _)| key).collect()
}

/// What comes next, in words, and when.
fn next(desk: &Desk) -> Option<(Date, String)> {
    let state = desk.record.state();
    let (due, next) = state.worry(WORRY).unwrap().next(&state, strategy())?;
    let said = match next {
        Next::Step(step) => step.key.clone(),
        Next::FocusPoint(no) => format!("fokuspunkt {no}"),
        Next::LookAgain => "se igen".to_owned(),
    };
    Some((due, said))
}

#[test]
fn a_worry_says_what_was_seen_where_the_child_goes() {
    let mut desk = desk();
    assert_eq!(desk.refuses([Fact::WorryRaised(worry(&[]))]), Refusal::Missing("seen"));
    let silent = WorryRaised { signs: " \n".into(), ..worry(&[WorrySign::Friends]) };
    assert_eq!(desk.refuses([Fact::WorryRaised(silent)]), Refusal::Missing("signs"));
    let elsewhere = WorryRaised { unit: unit("mælkebøtten"), ..worry(&[WorrySign::Friends]) };
    assert_eq!(desk.refuses([Fact::WorryRaised(elsewhere)]), Refusal::NotEnrolledThere);
    let before = WorryRaised { on: date(2026, 1, 31), ..worry(&[WorrySign::Friends]) };
    assert_eq!(desk.refuses([Fact::WorryRaised(before)]), Refusal::NotEnrolledThere);
    let tomorrow = WorryRaised { on: date(2026, 5, 13), ..worry(&[WorrySign::Friends]) };
    assert!(matches!(desk.refuses([Fact::WorryRaised(tomorrow)]), Refusal::InTheFuture { field: "on", .. }));
    let of_nothing = WorryRaised { assessment: Some(EntryNo(2)), ..worry(&[WorrySign::Friends]) };
    assert!(matches!(desk.refuses([Fact::WorryRaised(of_nothing)]), Refusal::NoSuchEntry(EntryNo(2), _)));
    desk.writes([Fact::WorryRaised(worry(&[WorrySign::Friends]))]);
}

#[test]
fn the_guide_asks_for_what_was_seen_and_who_saw_it() {
    let usual = ["colleague", "child", "parents", "resource-team", "look-together"];
    assert_eq!(keys(&raised(&[WorrySign::Wellbeing])), usual);
    assert_eq!(
        keys(&raised(&[WorrySign::Absence, WorrySign::Care])),
        ["colleague", "attendance", "child", "parents", "health", "resource-team", "look-together"]
    );
    let mut of_teacher = desk();
    of_teacher.by.role = Role::Teacher;
    of_teacher.writes([Fact::WorryRaised(worry(&[WorrySign::Wellbeing]))]);
    assert_eq!(keys(&of_teacher), ["colleague", "child", "parents", "class", "resource-team", "look-together"]);
}

/// Suspicion of violence, abuse or honour goes straight to the intake, whatever else was seen, and the parents are not talked with first.
#[test]
fn harm_has_its_own_path() {
    for sign in WorrySign::ALL {
        let desk = raised(&[WorrySign::Wellbeing, *sign]);
        let state = desk.record.state();
        let worry = state.worry(WORRY).unwrap();
        let is_harm = [WorrySign::Violence, WorrySign::SexualAbuse, WorrySign::Honour].contains(sign);
        assert_eq!(worry.path() == GuidePath::Harm, is_harm, "{sign:?}");
        let steps = worry.steps(strategy());
        let notifies: Vec<Date> = steps.iter().filter(|of| of.step.notifies).map(|of| of.due).collect();
        assert_eq!(notifies, if is_harm { vec![TODAY] } else { vec![date(2026, 6, 23)] }, "{sign:?}");
        assert_eq!(steps.iter().any(|of| of.step.key == "parents"), !is_harm, "{sign:?}");
    }
}

#[test]
fn a_step_is_due_in_working_days_over_holidays() {
    let due: Vec<Date> = steps(&raised(&[WorrySign::Wellbeing])).into_iter().map(|(_, due, _)| due).collect();
    // Thursday 14 May is Ascension Day and Monday 25 May is Whit Monday.
    assert_eq!(due, [date(2026, 5, 15), date(2026, 5, 20), date(2026, 5, 28), date(2026, 6, 9), date(2026, 6, 23)]);
}

#[test]
fn a_step_is_taken_once_and_left_out_for_a_reason() {
    let mut desk = raised(&[WorrySign::Wellbeing]);
    assert_eq!(desk.refuses([left_out("child", "")]), Refusal::Missing("words"));
    desk.writes([left_out("child", "Freja har feber.")]);
    desk.writes([Fact::WorryStepTaken(step("child", TODAY))]);
    assert_eq!(desk.refuses([Fact::WorryStepTaken(step("child", TODAY))]), Refusal::AlreadyDone(EntryNo(5)));
    // Said by mistake: it is taken back with the reason, stays readable, and is to be taken still.
    desk.writes([left_out("child", "Det var Karl, jeg talte med.")]);
    assert_eq!(steps(&desk).into_iter().filter(|(_, _, taken)| !taken).count(), 5);
    {
        let state = desk.record.state();
        let of = state.worry(WORRY).unwrap().steps(strategy()).into_iter().find(|of| of.step.key == "child").unwrap();
        assert!(!of.is_done() && of.taken_back.is_some_and(|back| back.what.words.contains("Karl")));
    }
    desk.writes([Fact::WorryStepTaken(step("child", TODAY))]);
    // What came of it is said when it is known.
    let more = WorryStepTaken { words: "Han vil have Karl med.".into(), ..step("child", TODAY) };
    desk.writes([Fact::WorryStepTaken(more)]);
    {
        let state = desk.record.state();
        let of = state.worry(WORRY).unwrap().steps(strategy()).into_iter().find(|of| of.step.key == "child").unwrap();
        assert_eq!((of.said.len(), of.is_done()), (5, true));
    }
    // Something else may be done as often as one likes, also what was done before it was written down.
    let other = |on| Fact::WorryStepTaken(WorryStepTaken { step: String::new(), what: "Ringede til mormor".into(), ..step("", on) });
    desk.writes([other(date(2026, 5, 8)), other(TODAY)]);
    assert!(matches!(desk.refuses([other(date(2026, 5, 13))]), Refusal::InTheFuture { field: "on", .. }));
    let nameless = Fact::WorryStepTaken(WorryStepTaken { what: " ".into(), ..step("", TODAY) });
    assert_eq!(desk.refuses([nameless]), Refusal::Missing("what"));
    let state = desk.record.state();
    let worry = state.worry(WORRY).unwrap();
    assert_eq!(worry.beyond(strategy()).len(), 2);
    assert!(worry.steps(strategy()).iter().any(|of| of.step.key == "child" && of.taken.is_some_and(|taken| !taken.what.left_out)));
}

#[test]
fn what_comes_next_is_the_earliest_and_an_open_worry_always_has_something() {
    let mut desk = raised(&[WorrySign::Wellbeing]);
    assert_eq!(next(&desk), Some((date(2026, 5, 15), "colleague".into())));
    desk.writes([agreed(WORRY, TODAY)]);
    assert_eq!(next(&desk), Some((TODAY, "fokuspunkt 4".into())));
    desk.writes([looked(TODAY, Some(date(2026, 5, 19)))]);
    desk.writes([Fact::WorryStepTaken(step("colleague", TODAY))]);
    assert_eq!(next(&desk), Some((date(2026, 5, 19), "fokuspunkt 4".into())));
    desk.writes([looked(TODAY, None)]);
    assert_eq!(next(&desk), Some((date(2026, 5, 20), "child".into())));
    desk.writes(["child", "parents", "resource-team", "look-together"].map(|key| Fact::WorryStepTaken(step(key, TODAY))));
    assert_eq!(next(&desk), Some((date(2026, 6, 9), "se igen".into())), "four weeks after the last that was done");
    desk.now = "2026-06-08T09:00:00Z".parse().unwrap();
    desk.writes([looked(date(2026, 6, 8), None)]);
    assert_eq!(next(&desk), Some((date(2026, 7, 6), "se igen".into())));
    desk.writes([ended(WorryOutcome::Thriving, date(2026, 6, 8))]);
    assert_eq!(next(&desk), None);
}

#[test]
fn a_worry_that_ended_is_not_written_on() {
    let mut desk = raised(&[WorrySign::Wellbeing]);
    desk.writes([agreed(WORRY, date(2026, 5, 20))]);
    assert!(matches!(desk.refuses([ended(WorryOutcome::Thriving, date(2026, 5, 11))]), Refusal::TooEarly { field: "on", .. }));
    assert!(matches!(desk.refuses([ended(WorryOutcome::Thriving, date(2026, 5, 13))]), Refusal::InTheFuture { field: "on", .. }));
    let wordless = WorrySettled { worry: WORRY, on: TODAY, outcome: WorryOutcome::NoGround, words: String::new() };
    assert_eq!(desk.refuses([Fact::WorrySettled(wordless)]), Refusal::Missing("words"));
    desk.writes([ended(WorryOutcome::Thriving, TODAY)]);
    let done = Refusal::AlreadyDone(EntryNo(5));
    assert_eq!(desk.refuses([ended(WorryOutcome::TakenOver, TODAY)]), done);
    assert_eq!(desk.refuses([Fact::WorryStepTaken(step("parents", TODAY))]), done);
    assert_eq!(desk.refuses([agreed(WORRY, TODAY)]), done);
    // What was agreed may still be looked at: the child is the same.
    desk.writes([looked(TODAY, None)]);
}

#[test]
fn what_is_agreed_is_about_something_and_is_looked_at_afterwards() {
    let mut desk = raised(&[WorrySign::Wellbeing]);
    assert!(matches!(desk.refuses([agreed(EntryNo(2), TODAY)]), Refusal::NoSuchEntry(EntryNo(2), _)));
    assert!(matches!(desk.refuses([looked(TODAY, None)]), Refusal::NoSuchEntry(EntryNo(4), _)));
    assert!(matches!(desk.refuses([agreed(WORRY, date(2026, 5, 11))]), Refusal::TooEarly { field: "by_day", .. }));
    assert!(matches!(desk.refuses([agreed(WORRY, date(2062, 5, 11))]), Refusal::InTheFuture { field: "by_day", .. }));
    desk.writes([agreed(WORRY, TODAY)]);
    assert!(matches!(desk.refuses([looked(date(2026, 5, 11), None)]), Refusal::TooEarly { field: "on", .. }));
    assert!(matches!(desk.refuses([looked(date(2026, 5, 13), None)]), Refusal::InTheFuture { field: "on", .. }));
    assert!(matches!(desk.refuses([looked(TODAY, Some(date(2026, 5, 11)))]), Refusal::TooEarly { field: "next_on", .. }));
    assert!(matches!(desk.refuses([looked(TODAY, Some(date(2062, 5, 11)))]), Refusal::InTheFuture { field: "next_on", .. }));
    let silent = FocusPointLookedAt { point: EntryNo(4), on: TODAY, reached: Reached::Yes, words: " ".into(), next_on: None };
    assert_eq!(desk.refuses([Fact::FocusPointLookedAt(silent)]), Refusal::Missing("words"));
    // Not yet better, it is looked at once more.
    let not_yet = |next_on| {
        Fact::FocusPointLookedAt(FocusPointLookedAt {
            point: EntryNo(4),
            on: TODAY,
            reached: Reached::No,
            words: "Sover ikke.".into(),
            next_on,
        })
    };
    assert_eq!(desk.refuses([not_yet(None)]), Refusal::Missing("next_on"));
    desk.writes([not_yet(Some(date(2026, 5, 19)))]);
    desk.writes([looked(TODAY, None)]);
}

/// Nobody is said to be notified who was not, and a suspicion of harm ends only when somebody was, or it is said why not.
#[test]
fn a_suspicion_of_harm_does_not_end_in_silence() {
    let settles = |desk: &Desk, outcome| {
        let state = desk.record.state();
        state.worry(WORRY).unwrap().may_settle(strategy(), outcome)
    };
    let everyday = raised(&[WorrySign::Wellbeing]);
    assert_eq!(settles(&everyday, WorryOutcome::Notified), Err(NotSettled::NobodyWasNotified));
    assert_eq!(settles(&everyday, WorryOutcome::NoGround), Ok(()));
    let mut harm = raised(&[WorrySign::Violence]);
    assert_eq!(settles(&harm, WorryOutcome::NoGround), Err(NotSettled::NotifyFirst));
    harm.writes([left_out("notify-now", "Mærket var fra mælketanden; læge har set det.")]);
    assert_eq!(settles(&harm, WorryOutcome::NoGround), Ok(()));
    assert_eq!(settles(&harm, WorryOutcome::Notified), Err(NotSettled::NobodyWasNotified));
    harm.writes([Fact::WorryStepTaken(step("notify-now", TODAY))]);
    assert_eq!(settles(&harm, WorryOutcome::Notified), Ok(()));
}

/// What was agreed in the round that a worry follows from is looked at with it.
#[test]
fn a_worry_has_what_the_round_agreed_on() {
    let mut desk = desk();
    let round = |together| WellbeingAssessed {
        round: RoundId::from_label("foråret"),
        unit: unit("solsikken"),
        on: TODAY,
        together,
        wellbeing: 3,
        care: None,
        signs: "Leger alene.".into(),
        protects: String::new(),
        burdens: String::new(),
        child_words: String::new(),
    };
    desk.writes([Fact::WellbeingAssessed(round(false)), Fact::WellbeingAssessed(round(true))]);
    desk.writes([agreed(EntryNo(4), TODAY)]);
    desk.writes([Fact::WorryRaised(WorryRaised { assessment: Some(EntryNo(4)), ..worry(&[WorrySign::Wellbeing]) })]);
    let state = desk.record.state();
    assert_eq!(state.worries[0].focus(&state).count(), 1);
    assert!(matches!(state.worries[0].next(&state, strategy()), Some((TODAY, Next::FocusPoint(EntryNo(5))))));
}

/// Colleagues at the unit see all of it, and nobody else does: not the next unit, not the case.
#[test]
fn a_worry_stays_at_the_unit() {
    let mut desk = raised(&[WorrySign::Violence]);
    desk.writes([agreed(WORRY, TODAY)]);
    desk.writes([looked(TODAY, None), Fact::WorryStepTaken(step("leader", TODAY)), ended(WorryOutcome::Notified, TODAY)]);
    desk.by = Author { staff: StaffId::from_label("ida"), role: Role::Intake };
    let assigned = ResponsibilityAssigned { to: StaffId::from_label("ida"), on: TODAY, reason: "Modtog".into() };
    desk.writes([trin_testkit::notification("2026-05-12T08:00:00Z"), Fact::ResponsibilityAssigned(assigned)]);
    let sees = |name: &str, unit_name: &str, role| {
        let staff = Staff { id: StaffId::from_label(name), name: name.into(), role, unit: unit(unit_name), is_active: true };
        let state = desk.record.state();
        let access = access::grant(&state, strategy(), &staff, |_| Some(unit("afdelingen")), desk.now);
        let entries = desk.record.entries().iter().filter(|entry| (3..=7).contains(&entry.no.0));
        entries.filter(|entry| access.as_ref().is_some_and(|access| access.sees_entry(&state, &staff, entry))).count()
    };
    assert_eq!(sees("per", "solsikken", Role::Pedagogue), 5);
    assert_eq!(sees("mia", "mælkebøtten", Role::Pedagogue), 0);
    for (name, role) in [("ida", Role::Caseworker), ("leder", Role::TeamLeader), ("chef", Role::HeadOfDepartment), ("anna", Role::Intake)] {
        assert_eq!(sees(name, "afdelingen", role), 0, "{role:?}");
    }
}

/// A suspicion that comes later goes before what was begun: nobody is asked to talk with the parents until it is settled.
#[test]
fn a_suspicion_of_harm_holds_back_an_earlier_worry() {
    let mut desk = raised(&[WorrySign::Friends]);
    desk.writes([Fact::WorryRaised(worry(&[WorrySign::SexualAbuse]))]);
    assert_eq!(next(&desk), Some((date(2026, 6, 9), "se igen".into())));
    let state = desk.record.state();
    let (first, second) = (&state.worries[0], &state.worries[1]);
    assert_eq!(first.held_back_by(&state).map(Worry::no), Some(second.no()));
    assert!(second.held_back_by(&state).is_none());
    let settled = WorrySettled { worry: EntryNo(4), on: TODAY, outcome: WorryOutcome::Notified, words: "Underrettet.".into() };
    desk.writes([Fact::WorrySettled(settled)]);
    assert_eq!(next(&desk), Some((date(2026, 5, 15), "colleague".into())));
}

/// Seen some time ago and written today: nothing is late before it could be done.
#[test]
fn a_step_counts_from_the_day_the_worry_is_written() {
    let mut desk = desk();
    desk.writes([Fact::WorryRaised(WorryRaised { on: date(2026, 4, 1), ..worry(&[WorrySign::Wellbeing]) })]);
    assert_eq!(next(&desk), Some((date(2026, 5, 15), "colleague".into())));
}

/// A worry opens no case, prolongs none, and is no past.
#[test]
fn a_worry_is_no_case() {
    let mut desk = desk();
    let before = desk.record.state().written_at;
    desk.by = Author { staff: StaffId::from_label("per"), role: Role::Pedagogue };
    desk.now = "2026-05-12T12:00:00Z".parse().unwrap();
    desk.writes([Fact::WorryRaised(worry(&[WorrySign::Wellbeing]))]);
    desk.writes([Fact::WorryStepTaken(step("colleague", TODAY)), agreed(WORRY, TODAY)]);
    let state = desk.record.state();
    assert!(!state.is_open && !access::has_past(&state) && access::may_take_by_notifying(&state, None));
    assert_eq!(state.written_at, before);
    assert!(!state.took_part(StaffId::from_label("per")));
}

/// A round's focus point from before worries were built is read as it was written.
#[test]
fn a_focus_point_of_before_is_read() {
    let written = r#"{"assessment":7,"on":"2026-05-12","goal":"Ro","action":"Fast plads","who":"Mia","by_day":"2026-06-12"}"#;
    let read: FocusPointAgreed = serde_json::from_str(written).unwrap();
    assert_eq!(read.about, EntryNo(7));
}

#[test]
fn a_worry_follows_from_what_a_round_found_at_the_same_unit() {
    let mut desk = desk();
    let round = |at: &str| WellbeingAssessed {
        round: RoundId::from_label("foråret"),
        unit: unit(at),
        on: TODAY,
        together: false,
        wellbeing: 4,
        care: None,
        signs: "Leger alene.".into(),
        protects: String::new(),
        burdens: String::new(),
        child_words: String::new(),
    };
    desk.writes([Fact::WellbeingAssessed(round("solsikken"))]);
    desk.writes([Fact::WorryRaised(WorryRaised { assessment: Some(EntryNo(3)), ..worry(&[WorrySign::Wellbeing]) })]);
    let also =
        Enrolled { unit: unit("mælkebøtten"), unit_name: "Mælkebøtten".into(), unit_kind: UnitKind::DayCare, on: date(2026, 3, 1) };
    desk.writes([Fact::Enrolled(also), Fact::WellbeingAssessed(round("mælkebøtten"))]);
    let of_the_other = WorryRaised { assessment: Some(EntryNo(6)), ..worry(&[WorrySign::Wellbeing]) };
    assert!(matches!(desk.refuses([Fact::WorryRaised(of_the_other)]), Refusal::NoSuchEntry(EntryNo(6), _)));
}
