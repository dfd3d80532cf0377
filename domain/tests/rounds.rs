//! A wellbeing round: each alone, then together; it stays where the child goes.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "a test says what it expected")]

use jiff::civil::{Date, date};
use trin_domain::access::{self, Access};
use trin_domain::id::{ChildId, RoundId, StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::Staff;
use trin_domain::record::*;
use trin_domain::rounds::{NotOpened, ParentsTold, Round, Situation, in_round, last_before};
use trin_domain::strategy::Strategy;
use trin_testkit::Desk;

const TODAY: Date = date(2026, 5, 12);

fn now() -> jiff::Timestamp {
    "2026-05-12T09:00:00Z".parse().unwrap()
}

fn round(label: &str) -> RoundId {
    RoundId::from_label(label)
}

fn unit(label: &str) -> UnitId {
    UnitId::from_label(label)
}

fn spring() -> Round {
    Round {
        id: round("foråret"),
        unit: unit("solsikken"),
        name: "Blå stue".into(),
        ages: (3, 5),
        from: TODAY,
        until: date(2026, 6, 12),
        told: ParentsTold { on: date(2026, 5, 1), how: "Brev på Aula".into() },
        opened_by: StaffId::from_label("lis"),
        opened_at: now(),
        closed_at: None,
    }
}

fn of(name: &str, unit_name: &str, role: Role) -> Staff {
    Staff { id: StaffId::from_label(name), name: name.to_owned(), role, unit: unit(unit_name), is_active: true }
}

/// A child at Solsikken since February, that went to Mælkebøtten before.
fn desk() -> Desk {
    let by = Author { staff: StaffId::TRIN, role: Role::System };
    let mut desk = Desk { record: Record::new(ChildId::from_label("freja")), now: now(), by };
    desk.writes([Fact::Registered(Registered { name: "Freja Holm".into(), birth: Birth::Born(date(2022, 4, 2)), cpr: None })]);
    let enrolled =
        |label: &str, on| Fact::Enrolled(Enrolled { unit: unit(label), unit_name: label.into(), unit_kind: UnitKind::DayCare, on });
    desk.writes([enrolled("mælkebøtten", date(2025, 1, 1))]);
    desk.writes([Fact::LeftUnit(LeftUnit { enrolment: EntryNo(2), on: date(2026, 1, 31) }), enrolled("solsikken", date(2026, 2, 1))]);
    desk
}

fn says(label: &str, at: &str, on: Date, together: bool, wellbeing: u8) -> WellbeingAssessed {
    WellbeingAssessed {
        round: round(label),
        unit: unit(at),
        on,
        together,
        wellbeing,
        care: None,
        signs: if wellbeing > 1 { "Leger alene.".to_owned() } else { String::new() },
        protects: String::new(),
        burdens: String::new(),
        child_words: String::new(),
    }
}

fn alone(wellbeing: u8) -> Fact {
    Fact::WellbeingAssessed(says("foråret", "solsikken", TODAY, false, wellbeing))
}

fn together(wellbeing: u8) -> Fact {
    Fact::WellbeingAssessed(says("foråret", "solsikken", TODAY, true, wellbeing))
}

fn as_whom(desk: &mut Desk, name: &str) {
    desk.by = Author { staff: StaffId::from_label(name), role: Role::Pedagogue };
}

fn access_of(desk: &Desk, staff: &Staff) -> Option<Access> {
    let strategy = Strategy::named("kerteminde-2021").unwrap();
    access::grant(&desk.record.state(), strategy, staff, |_| Some(unit("afdelingen")), desk.now)
}

/// Which entries somebody sees.
fn sees(desk: &Desk, staff: &Staff) -> Vec<u32> {
    let state = desk.record.state();
    let Some(access) = access_of(desk, staff) else { return Vec::new() };
    desk.record.entries().iter().filter(|entry| access.sees_entry(&state, staff, entry)).map(|entry| entry.no.0).collect()
}

#[test]
fn nobody_is_placed_together_before_somebody_did_so_alone() {
    let mut desk = desk();
    as_whom(&mut desk, "lis");
    assert_eq!(desk.refuses([together(1)]), Refusal::AloneFirst);
    let elsewhere = Fact::WellbeingAssessed(says("efteråret", "solsikken", TODAY, false, 1));
    desk.writes([elsewhere]);
    assert_eq!(desk.refuses([together(1)]), Refusal::AloneFirst, "an earlier round is another");
    desk.writes([alone(2)]);
    desk.writes([together(1)]);
}

#[test]
fn a_child_is_assessed_where_it_goes_that_day() {
    let mut desk = desk();
    let at = |unit: &str, on| Fact::WellbeingAssessed(says("foråret", unit, on, false, 1));
    assert_eq!(desk.refuses([at("mælkebøtten", TODAY)]), Refusal::NotEnrolledThere);
    assert_eq!(desk.refuses([at("solsikken", date(2026, 1, 31))]), Refusal::NotEnrolledThere);
    desk.writes([at("mælkebøtten", date(2026, 1, 31))]);
    desk.writes([at("solsikken", date(2026, 2, 1))]);
    assert!(matches!(desk.refuses([at("solsikken", date(2026, 5, 13))]), Refusal::InTheFuture { field: "on", .. }));
}

#[test]
fn a_worry_settled_together_says_what_was_seen() {
    let mut desk = desk();
    desk.writes([alone(4)]);
    let silent = |wellbeing| {
        Fact::WellbeingAssessed(WellbeingAssessed { signs: " ".into(), ..says("foråret", "solsikken", TODAY, true, wellbeing) })
    };
    assert_eq!(desk.refuses([silent(2)]), Refusal::Missing("signs"));
    desk.writes([silent(1)]);
    for wellbeing in [0, 6] {
        assert!(matches!(desk.refuses([alone(wellbeing)]), Refusal::OutsideScale { field: "wellbeing", .. }));
    }
}

#[test]
fn the_colour_is_that_of_the_worse_axis() {
    let colours: Vec<Situation> = (1..=5).map(|at| Situation::of(at, None)).collect();
    use Situation::{Green, Red, Yellow};
    assert_eq!(colours, [Green, Yellow, Yellow, Red, Red]);
    assert_eq!([Situation::of(1, Some(4)), Situation::of(4, Some(1)), Situation::of(1, Some(1))], [Red, Red, Green]);
}

#[test]
fn a_focus_point_follows_from_what_was_settled_together() {
    let mut desk = desk();
    desk.writes([alone(3)]);
    desk.writes([together(3)]);
    let point = |assessment, by_day| {
        let (goal, action, who) = ("Med i legen".into(), "Lis begynder legen".into(), "Lis".into());
        Fact::FocusPointAgreed(FocusPointAgreed { about: EntryNo(assessment), on: TODAY, goal, action, who, by_day })
    };
    assert_eq!(
        desk.refuses([point(5, TODAY)]),
        Refusal::NoSuchEntry(EntryNo(5), "wellbeing-assessed"),
        "what one said alone settles nothing"
    );
    assert!(matches!(desk.refuses([point(6, date(2026, 5, 11))]), Refusal::TooEarly { field: "by_day", .. }));
    desk.writes([point(6, date(2026, 6, 12))]);
    desk.writes([together(2)]);
    let state = desk.record.state();
    let found = in_round(&state, round("foråret"));
    assert_eq!((found.together.unwrap().what.wellbeing, found.focus.len()), (2, 1), "what was agreed stays when the child is placed anew");
    assert!(in_round(&state, round("efteråret")).focus.is_empty());
}

#[test]
fn the_latest_of_each_counts_and_the_last_round_is_remembered() {
    let mut desk = desk();
    desk.now = "2026-02-10T09:00:00Z".parse().unwrap();
    let then = |together| Fact::WellbeingAssessed(says("vinter", "solsikken", date(2026, 2, 10), together, 4));
    as_whom(&mut desk, "lis");
    desk.writes([then(false), then(true)]);
    desk.now = now();
    desk.writes([alone(3)]);
    desk.writes([alone(2)]);
    as_whom(&mut desk, "per");
    desk.writes([alone(1)]);
    let state = desk.record.state();
    let found = in_round(&state, round("foråret"));
    assert_eq!(found.alone.iter().map(|said| said.what.wellbeing).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(found.of(StaffId::from_label("lis")).unwrap().what.wellbeing, 2);
    assert!(found.together.is_none());
    let last = |unit_name: &str, from| {
        let this = Round { unit: unit(unit_name), from, ..spring() };
        last_before(&state, &this).map(|said| said.what.wellbeing)
    };
    assert_eq!((last("solsikken", TODAY), last("mælkebøtten", TODAY)), (Some(4), None));
    assert_eq!(last("solsikken", date(2026, 2, 10)), None, "what was settled since it began is not the last time");
}

#[test]
fn each_judges_before_they_hear_the_others() {
    let mut desk = desk();
    as_whom(&mut desk, "lis");
    desk.writes([alone(3)]);
    let (lis, per) = (of("lis", "solsikken", Role::Pedagogue), of("per", "solsikken", Role::Pedagogue));
    assert!(sees(&desk, &lis).contains(&5));
    assert!(!sees(&desk, &per).contains(&5), "Per has not said his own");
    as_whom(&mut desk, "per");
    desk.writes([alone(1)]);
    assert!(sees(&desk, &per).contains(&5));
    // Or when it was settled without him.
    let eva = of("eva", "solsikken", Role::Pedagogue);
    assert!(!sees(&desk, &eva).contains(&5));
    desk.writes([together(2)]);
    assert!([5, 6, 7].iter().all(|no| sees(&desk, &eva).contains(no)));
}

#[test]
fn what_a_unit_finds_stays_there() {
    let mut desk = desk();
    desk.now = "2026-01-20T09:00:00Z".parse().unwrap();
    let then = |together| Fact::WellbeingAssessed(says("vinter", "mælkebøtten", date(2026, 1, 20), together, 4));
    as_whom(&mut desk, "mia");
    desk.writes([then(false), then(true)]);
    let point = FocusPointAgreed {
        about: EntryNo(6),
        on: date(2026, 1, 20),
        goal: "Ro".into(),
        action: "Fast plads".into(),
        who: "Mia".into(),
        by_day: date(2026, 2, 20),
    };
    desk.writes([Fact::FocusPointAgreed(point)]);
    desk.now = now();
    desk.by = Author { staff: StaffId::from_label("ida"), role: Role::Intake };
    let notification = trin_testkit::notification("2026-05-12T08:00:00Z");
    let assigned = ResponsibilityAssigned { to: StaffId::from_label("ida"), on: TODAY, reason: "Modtog".into() };
    desk.writes([notification, Fact::ResponsibilityAssigned(assigned)]);
    let rounds = [5, 6, 7];
    let any = |staff: &Staff| sees(&desk, staff).iter().any(|no| rounds.contains(no));
    let (next, before) = (of("lis", "solsikken", Role::Pedagogue), of("mia-2", "mælkebøtten", Role::Pedagogue));
    assert!(!any(&next), "the next unit begins anew");
    assert_eq!(access_of(&desk, &before), None, "and the one before has the child no more");
    let responsible = of("ida", "afdelingen", Role::Caseworker);
    assert!(access_of(&desk, &responsible).unwrap().sees_case() && !any(&responsible), "the case is not the unit's");
    for role in [Role::TeamLeader, Role::Intake, Role::HeadOfDepartment] {
        assert!(!any(&of("leder", "afdelingen", role)), "{role:?}");
    }
}

/// A first notification about a child who was only looked at in rounds opens no past, and moves the responsibility as for any other.
#[test]
fn a_round_is_no_past() {
    let mut desk = desk();
    as_whom(&mut desk, "lis");
    desk.writes([alone(2)]);
    desk.writes([together(2)]);
    let state = desk.record.state();
    assert!(!access::has_past(&state));
    assert!(access::may_take_by_notifying(&state, None));
}

/// The family's words about what a unit found stay there with it, and wait with it for whoever has still to judge.
#[test]
fn how_the_family_sees_a_round_stays_with_it() {
    let mut desk = desk();
    let notification = trin_testkit::notification("2026-05-12T08:00:00Z");
    let assigned = ResponsibilityAssigned { to: StaffId::from_label("ida"), on: TODAY, reason: "Modtog".into() };
    desk.writes([notification, Fact::ResponsibilityAssigned(assigned)]);
    as_whom(&mut desk, "lis");
    desk.writes([alone(4)]);
    let view = |entry| {
        let (who, text) = ("Signe Holm, mor".to_owned(), "Han er glad derhjemme.".to_owned());
        Fact::ViewAttached(ViewAttached { entry: EntryNo(entry), on: TODAY, who, is_child: false, relation: None, text })
    };
    desk.writes([view(7)]);
    desk.writes([view(8)]);
    let views = |staff: &Staff| {
        let state = desk.record.state();
        let access = access_of(&desk, staff).unwrap();
        let shown = state.views.iter().filter(|view| access.sees_view(&state, view)).count();
        (sees(&desk, staff).iter().filter(|no| **no >= 7).copied().collect::<Vec<u32>>(), shown)
    };
    assert_eq!(views(&of("ida", "afdelingen", Role::Caseworker)), (vec![], 0), "the case is not the unit's");
    assert_eq!(views(&of("per", "solsikken", Role::Pedagogue)).0, [0; 0], "Per has not said his own");
    assert_eq!(views(&of("lis", "solsikken", Role::Pedagogue)), (vec![7, 8, 9], 2));
}

/// A round neither prolongs a case nor makes its writer a part of it.
#[test]
fn a_round_is_no_work_on_the_case() {
    let mut desk = desk();
    let before = desk.record.state().written_at;
    as_whom(&mut desk, "lis");
    desk.now = "2026-05-12T12:00:00Z".parse().unwrap();
    desk.writes([alone(2)]);
    let state = desk.record.state();
    assert_eq!(state.written_at, before);
    assert!(!state.took_part(StaffId::from_label("lis")));
}

#[test]
fn a_round_opens_when_parents_know_of_it() {
    let opens = |change: fn(&mut Round)| {
        let mut opened = spring();
        change(&mut opened);
        opened.may_open(TODAY)
    };
    assert_eq!(opens(|_| ()), Ok(()));
    assert_eq!(opens(|round| round.told.on = date(2026, 5, 13)), Err(NotOpened::ParentsNotTold), "they will be");
    assert_eq!(opens(|round| round.from = date(2026, 4, 30)), Err(NotOpened::ParentsNotTold), "they were told after it began");
    assert_eq!(opens(|round| round.told.how = " ".into()), Err(NotOpened::ParentsNotTold));
    assert_eq!(opens(|round| round.until = date(2026, 5, 11)), Err(NotOpened::WrongDays));
    assert_eq!(opens(|round| round.until = date(2027, 5, 11)), Err(NotOpened::WrongDays));
    assert_eq!(opens(|round| round.ages = (5, 3)), Err(NotOpened::WrongAges));
    assert_eq!(opens(|round| round.ages = (3, 18)), Err(NotOpened::WrongAges));
}

#[test]
fn a_child_belongs_by_its_age_on_the_first_day() {
    let round = spring();
    let takes = [(2023, 5, 12), (2023, 5, 13), (2020, 5, 13), (2020, 5, 12)].map(|(y, m, d)| round.takes(date(y, m, d)));
    assert_eq!(takes, [true, false, true, false], "three today, three tomorrow, almost six, six");
    assert!(!Round { ages: (0, 2), ..round.clone() }.takes(date(2026, 5, 13)), "not born on the first day");
    assert!(Round { ages: (0, 2), ..round }.takes(date(2026, 5, 12)));
}
