//! Which entries of a record are seen by those who see a part of it.

use super::*;

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
    let grant = access(&state, &me(Role::Provider)).unwrap();
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
    let sees = |somebody: &Staff| {
        let grant = access(&state, somebody).unwrap();
        let seen = desk.record.entries().iter().filter(|entry| grant.sees_entry(&state, somebody, entry));
        seen.map(|entry| entry.no.0).collect::<Vec<_>>()
    };
    let at_school = Staff { unit: elsewhere(), ..me(Role::Teacher) };
    assert_eq!(sees(&me(Role::TeamLeader)), (1..=13).collect::<Vec<_>>());
    assert_eq!(sees(&me(Role::Provider)), [1, 4, 5, 6, 9, 10], "not the notification, the other's help, its plan, or the note");
    assert_eq!(sees(&at_school), [1, 4]);
    assert_eq!(sees(&me(Role::HeadOfDepartment)), [1, 3], "who the child is and who is responsible, and nothing that was written");
    let ida = Staff { id: desk.by.staff, ..me(Role::Teacher) };
    let everyday = access(&state, &at_school).unwrap();
    assert!(desk.record.entries().iter().all(|entry| everyday.sees_entry(&state, &ida, entry)), "what one wrote oneself");
}

#[test]
fn what_is_owed_about_anything_else_than_ones_own_help_is_not_told() {
    let mut desk = helped_by_two();
    desk.writes([notification("2024-06-10T08:00:00Z")]);
    let state = desk.record.state();
    let strategy = Strategy::named("kerteminde-2021").expect("a shipped strategy");
    let duties = duties::of(&state, strategy);
    assert!(duties.iter().any(|duty| duty.about == EntryNo(2)) && duties.iter().any(|duty| duty.about == EntryNo(7)));
    let seen = |somebody: &Staff| {
        let grant = access(&state, somebody).unwrap();
        let mut about: Vec<u32> = duties.iter().filter(|duty| grant.sees_duty(&state, duty)).map(|duty| duty.about.0).collect();
        about.sort_unstable();
        about.dedup();
        about
    };
    assert_eq!(seen(&me(Role::Provider)), [5]);
    assert!(seen(&Staff { unit: elsewhere(), ..me(Role::Teacher) }).is_empty());
    assert_eq!(seen(&me(Role::TeamLeader)).len(), duties.iter().map(|duty| duty.about).collect::<std::collections::BTreeSet<_>>().len());
}

#[test]
fn how_the_family_sees_an_entry_is_seen_with_the_entry() {
    let said = |entry: u32| {
        let (who, text) = ("Mor".into(), "Vi ser det anderledes.".into());
        Fact::ViewAttached(ViewAttached { entry: EntryNo(entry), on: TODAY, who, is_child: false, relation: None, text })
    };
    // Help of the provider's own unit, a note, and a view of each and of the last view.
    let help = desk(Vec::new()).record.version().0 + 1;
    let desk = desk(vec![helped_by(mine()), note("Mor ringede"), said(help), said(help + 1), said(help + 2)]);
    let record = &desk.record;
    let (state, provider) = (record.state(), me(Role::Provider));
    let access = access(&state, &provider).expect("it gives the help");
    let sees = |no: u32| access.sees_entry(&state, &provider, record.entry(EntryNo(no)).expect("an entry"));
    let seen: Vec<bool> = (help..help + 5).map(sees).collect();
    assert_eq!(seen, [true, false, true, false, true], "the help, its view, and the view of that");
    let views: Vec<u32> = state.views.iter().filter(|view| access.sees_view(&state, view)).map(|view| view.no.0).collect();
    assert_eq!(views, [help + 2, help + 4]);
}

#[test]
fn who_of_the_family_sees_it_differently_is_named_to_those_who_see_the_network() {
    let view = |who: &str, is_child| {
        let (who, text) = (who.to_owned(), "Nej".to_owned());
        ViewAttached { entry: EntryNo(1), on: TODAY, who, is_child, relation: None, text }
    };
    let desk = desk(vec![helped_by(mine())]);
    let state = desk.record.state();
    let named = |somebody: &Staff, view: &ViewAttached| access(&state, somebody).unwrap().sees_who_said(view).is_some();
    let (provider, caseworker) = (me(Role::Provider), Staff { id: staff("ida"), ..me(Role::Caseworker) });
    let (mother, child) = (view("Signe Holm, mor", false), view("Noah Holm, barnet selv", true));
    assert_eq!([named(&provider, &mother), named(&provider, &child)], [false, true]);
    assert_eq!([named(&caseworker, &mother), named(&caseworker, &child)], [true, true]);
}

#[test]
fn a_provider_sees_the_whole_course_of_its_own_help_and_nothing_of_anothers() {
    let of = |no: u32| -> [Fact; 3] {
        let intervention = EntryNo(no);
        let aim = StepDownAimStated { intervention, on: date(2024, 6, 3), aim: "Ro om sengetid".into(), by: None };
        let held = FollowedUp {
            intervention,
            on: date(2024, 6, 4),
            child_voice: "Det går".into(),
            family_voice: "Bedre".into(),
            provider_status: "I gang".into(),
            scores: Vec::new(),
            decision: FollowUpDecision::Continue,
            reason: "Det virker".into(),
            next_on: None,
        };
        [Fact::StepDownAimStated(aim), Fact::FollowedUp(held), ended(no, TODAY)]
    };
    let mut desk = desk(vec![helped_by(mine()), started(4), helped_by(elsewhere()), started(6)]);
    desk.writes(of(4));
    desk.writes(of(6));
    let (state, provider) = (desk.record.state(), me(Role::Provider));
    let access = access(&state, &provider).unwrap();
    let seen = desk.record.entries().iter().filter(|entry| access.sees_entry(&state, &provider, entry));
    assert_eq!(seen.map(|entry| entry.no.0).collect::<Vec<_>>(), [1, 4, 5, 8, 9, 10], "decided, begun, its aim, its follow-up and its end");
}

#[test]
fn how_much_somebody_sees_is_told_in_a_word() {
    let desk = helped_by_two();
    let state = desk.record.state();
    // Whether the whole case is seen, any help, and whether everyday words may be written.
    let says = |somebody: &Staff| access(&state, somebody).map(|access| (access.sees_case(), access.sees_some_help(), access.may_write()));
    assert_eq!(says(&Staff { id: staff("ida"), ..me(Role::Caseworker) }), Some((true, true, true)));
    assert_eq!(says(&me(Role::Provider)), Some((false, true, false)), "the help it gives, and no more");
    assert_eq!(says(&Staff { unit: elsewhere(), ..me(Role::Teacher) }), Some((false, false, false)));
    assert_eq!(says(&me(Role::HeadOfDepartment)), Some((false, false, false)));
}

#[test]
fn a_view_that_is_about_itself_is_seen_by_nobody_and_asked_about_once() {
    let itself = Fact::ViewAttached(ViewAttached {
        entry: EntryNo(5),
        on: TODAY,
        who: "Mor".into(),
        is_child: false,
        relation: None,
        text: "Nej".into(),
    });
    let mut desk = desk(vec![helped_by(mine())]);
    assert_eq!(desk.refuses([itself.clone()]), Refusal::NoSuchEntry(EntryNo(5), "entry"));
    // As it would stand in a journal that somebody else has written in.
    desk.writes([note("Mor ringede")]);
    let mut entries = desk.record.entries().to_vec();
    entries[4].fact = itself;
    let record = Record::from_entries(desk.record.child, entries).unwrap();
    let (state, provider) = (record.state(), me(Role::Provider));
    let access = access(&state, &provider).unwrap();
    assert!(!access.sees_entry(&state, &provider, record.entry(EntryNo(5)).unwrap()));
}
