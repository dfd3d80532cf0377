//! Who sees what: every role with every relation to a child, and every kind of entry with every sight.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use jiff::civil::{Date, date};
use trin_domain::access::{Because, Grant, Sight, grant, is_authority, leads, may_be_responsible};
use trin_domain::duties;
use trin_domain::id::UnitId;
use trin_domain::kinds::{InterventionKind, Role, UnitKind};
use trin_domain::organisation::Staff;
use trin_domain::record::*;
use trin_domain::strategy::Strategy;
use trin_testkit::{Desk, assigned, at, decided, ended, note, notification, offered, staff, started};

const TODAY: Date = date(2024, 6, 10);

/// "me", in a role, at my own unit.
fn me(role: Role) -> Staff {
    Staff { id: staff("me"), name: "Mig".into(), role, unit: mine(), is_active: true }
}

fn mine() -> UnitId {
    UnitId::from_label("mine")
}

fn elsewhere() -> UnitId {
    UnitId::from_label("elsewhere")
}

fn enrolled(unit: UnitId, on: Date) -> Fact {
    Fact::Enrolled(Enrolled { unit, unit_name: "Solsikken".into(), unit_kind: UnitKind::DayCare, on })
}

fn helped_by(provider: UnitId) -> Fact {
    match decided(InterventionKind::FamilyTreatment) {
        Fact::InterventionDecided(what) => Fact::InterventionDecided(InterventionDecided { provider: Some(provider), ..what }),
        other => other,
    }
}

/// Freja's record with a notification and Ida responsible (entries 1 to 3), and what a relation adds.
fn desk(facts: Vec<Fact>) -> Desk {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-06-10T09:00:00Z");
    for fact in facts {
        desk.writes([fact]);
    }
    desk
}

fn left(on: Date) -> Fact {
    Fact::LeftUnit(LeftUnit { enrolment: EntryNo(4), on })
}

/// What it is called, the facts that make it, the roles to which it opens the record, how much, and why.
type Relation = (&'static str, Vec<Fact>, &'static [Role], Sight, Because);

/// Every relation.
fn relations() -> Vec<Relation> {
    let all = Role::ALL;
    let everyday: &[Role] = &[Role::Pedagogue, Role::Teacher, Role::HealthVisitor];
    let provider: &[Role] = &[Role::Provider];
    let authority = (Sight::Whole, Because::Authority);
    let (day, help) = ((Sight::Everyday, Because::Enrolled(EntryNo(4))), (Sight::OrderedHelp, Because::GivesHelp(EntryNo(4))));
    let declined = Fact::ResponsibilityDeclined(ResponsibilityDeclined { offer: EntryNo(4), on: date(2024, 6, 1), reason: "Ferie".into() });
    let withdrawn =
        Fact::ResponsibilityOfferWithdrawn(ResponsibilityOfferWithdrawn { offer: EntryNo(4), on: date(2024, 6, 1), reason: "Syg".into() });
    type Row = (&'static str, Vec<Fact>, &'static [Role], (Sight, Because));
    let rows: Vec<Row> = vec![
        ("no relation", vec![], &[], authority),
        ("responsible", vec![assigned("me")], all, (Sight::Whole, Because::Responsible)),
        ("was responsible", vec![assigned("me"), assigned("ida")], &[], authority),
        ("offered responsibility", vec![offered("me")], all, (Sight::Whole, Because::Offered(EntryNo(4)))),
        ("declined responsibility", vec![offered("me"), declined], &[], authority),
        ("offered responsibility, withdrawn", vec![offered("me"), withdrawn], &[], authority),
        ("offered to another", vec![offered("mette")], &[], authority),
        ("enrolled at my unit", vec![enrolled(mine(), date(2024, 1, 1))], everyday, day),
        ("enrolled from today", vec![enrolled(mine(), TODAY)], everyday, day),
        ("enrolled from tomorrow", vec![enrolled(mine(), date(2024, 6, 11))], &[], authority),
        ("enrolled elsewhere", vec![enrolled(elsewhere(), date(2024, 1, 1))], &[], authority),
        ("leaves my unit today", vec![enrolled(mine(), date(2024, 1, 1)), left(TODAY)], everyday, day),
        ("left my unit yesterday", vec![enrolled(mine(), date(2024, 1, 1)), left(date(2024, 6, 9))], &[], authority),
        ("my unit is to give help", vec![helped_by(mine())], provider, help),
        ("my unit gives help", vec![helped_by(mine()), started(4)], provider, help),
        ("my unit's help ends today", vec![helped_by(mine()), started(4), ended(4, TODAY)], provider, help),
        ("my unit's help ended yesterday", vec![helped_by(mine()), started(4), ended(4, date(2024, 6, 9))], &[], authority),
        ("another unit gives help", vec![helped_by(elsewhere()), started(4)], &[], authority),
        ("wrote a note once", vec![note("Ringet")], &[], authority),
    ];
    rows.into_iter().map(|(name, facts, roles, (sight, because))| (name, facts, roles, sight, because)).collect()
}

#[test]
fn every_role_with_every_relation() {
    for (relation, facts, opened, sight, because) in relations() {
        let mut desk = Desk::with_notification();
        desk.now = at("2024-06-10T09:00:00Z");
        for fact in facts {
            // Only the one asked answers an offer.
            let by = if matches!(fact, Fact::ResponsibilityDeclined(_)) { "me" } else { "ida" };
            desk = desk.acting_as(by);
            // A leader alone may move responsibility past the one who has it.
            desk.by.role = Role::TeamLeader;
            desk.writes([fact]);
        }
        let state = desk.record.state();
        for role in Role::ALL {
            let wanted = if opened.contains(role) {
                Some(Grant { sight, because })
            } else if is_authority(*role) {
                Some(Grant { sight: Sight::Whole, because: Because::Authority })
            } else {
                None
            };
            assert_eq!(grant(&state, &me(*role), TODAY), wanted, "{role:?}, {relation}");
            let gone = Staff { is_active: false, ..me(*role) };
            assert_eq!(grant(&state, &gone, TODAY), None, "{role:?} who has left, {relation}");
        }
    }
}

#[test]
fn what_each_role_may() {
    let says = |role: &Role| (is_authority(*role), leads(*role), may_be_responsible(&me(*role)));
    for role in Role::ALL {
        let wanted = match role {
            Role::Pedagogue | Role::Teacher | Role::HealthVisitor | Role::Provider | Role::System => (false, false, false),
            Role::Intake | Role::Caseworker => (true, false, true),
            Role::TeamLeader => (true, true, true),
            Role::HeadOfDepartment => (true, true, false),
        };
        assert_eq!(says(role), wanted, "{role:?}");
    }
    assert!(!may_be_responsible(&Staff { is_active: false, ..me(Role::Caseworker) }));
    assert!(Sight::Whole.may_write() && !Sight::Everyday.may_write() && !Sight::OrderedHelp.may_write());
}

#[test]
fn an_entry_corrected_to_be_of_anothers_help_is_no_longer_seen() {
    let mut desk = helped_by_two();
    let mine_again = desk.record.entries()[9].fact.clone();
    desk.writes([mine_again]);
    let corrected = |desk: &mut Desk, no: usize, plan: u32| {
        let Fact::GoalSet(goal) = desk.record.entries()[no - 1].fact.clone() else { panic!("it sets a goal") };
        let no = u32::try_from(no).expect("a small number");
        let should_say = Box::new(Fact::GoalSet(GoalSet { plan: EntryNo(plan), ..goal }));
        desk.writes([Fact::Corrected(Corrected { entry: EntryNo(no), reason: "Forkert plan".into(), should_say })]);
    };
    // A goal of my unit's plan is the other's, and the other way round.
    corrected(&mut desk, 14, 11);
    corrected(&mut desk, 12, 9);
    let state = desk.record.state();
    let grant = Grant { sight: Sight::OrderedHelp, because: Because::Authority };
    let seen = desk.record.entries().iter().filter(|entry| grant.sees_entry(&state, &me(Role::Provider), entry));
    let seen: Vec<u32> = seen.map(|entry| entry.no.0).filter(|no| *no < 16).collect();
    assert_eq!(
        seen,
        [1, 4, 5, 6, 9, 10],
        "neither of the two goals, which once or now are another's, nor the correction that moves mine away"
    );
}

/// Entry 4 enrols, 5 and 6 are my unit's help, 7 and 8 another's, 9 and 10 a plan for mine with a goal, 11 and 12 for the other's.
fn helped_by_two() -> Desk {
    let plan = |no| {
        Fact::PlanMade(PlanMade {
            on: date(2024, 6, 2),
            interventions: vec![EntryNo(no)],
            purpose: "Ro om sengetid".into(),
            child_wishes: String::new(),
            family_part: String::new(),
        })
    };
    let goal = |plan| {
        Fact::GoalSet(GoalSet {
            plan: EntryNo(plan),
            on: date(2024, 6, 2),
            text: "I skole til tiden".into(),
            scale: "Dage om ugen".into(),
            lowest: 0,
            highest: 5,
            from: 2,
            to: 5,
            by: date(2024, 9, 1),
            known_to: String::new(),
        })
    };
    desk(vec![
        enrolled(elsewhere(), date(2024, 1, 1)),
        helped_by(mine()),
        started(5),
        helped_by(elsewhere()),
        started(7),
        plan(5),
        goal(9),
        plan(7),
        goal(11),
        note("Ringet til mor"),
    ])
}

#[test]
fn a_provider_sees_its_own_help_with_its_plan_and_nothing_of_the_rest() {
    let desk = helped_by_two();
    let state = desk.record.state();
    let somebody = me(Role::Provider);
    let sees = |sight: Sight| {
        let grant = Grant { sight, because: Because::Authority };
        let seen = desk.record.entries().iter().filter(|entry| grant.sees_entry(&state, &somebody, entry));
        seen.map(|entry| entry.no.0).collect::<Vec<_>>()
    };
    assert_eq!(sees(Sight::Whole), (1..=13).collect::<Vec<_>>());
    assert_eq!(sees(Sight::OrderedHelp), [1, 4, 5, 6, 9, 10], "not the notification, the other's help, its plan, or the note");
    assert_eq!(sees(Sight::Everyday), [1, 4]);
    let ida = Staff { id: desk.by.staff, ..somebody };
    let everyday = Grant { sight: Sight::Everyday, because: Because::Authority };
    assert!(desk.record.entries().iter().all(|entry| everyday.sees_entry(&state, &ida, entry)), "what one wrote oneself");
}

#[test]
fn what_is_owed_about_anything_else_than_ones_own_help_is_not_told() {
    let mut desk = helped_by_two();
    desk.writes([notification("2024-06-10T08:00:00Z")]);
    let state = desk.record.state();
    let somebody = me(Role::Provider);
    let strategy = Strategy::named("kerteminde-2021").expect("a shipped strategy");
    let duties = duties::of(&state, strategy);
    assert!(duties.iter().any(|duty| duty.about == EntryNo(2)) && duties.iter().any(|duty| duty.about == EntryNo(7)));
    let seen = |sight: Sight| {
        let grant = Grant { sight, because: Because::Authority };
        let mut about: Vec<u32> = duties.iter().filter(|duty| grant.sees_duty(&state, &somebody, duty)).map(|duty| duty.about.0).collect();
        about.sort_unstable();
        about.dedup();
        about
    };
    assert_eq!(seen(Sight::OrderedHelp), [5]);
    assert!(seen(Sight::Everyday).is_empty());
    assert_eq!(seen(Sight::Whole).len(), duties.iter().map(|duty| duty.about).collect::<std::collections::BTreeSet<_>>().len());
}
