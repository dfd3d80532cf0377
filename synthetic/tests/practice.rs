//! Nothing goes past `decide`; nobody is dropped; the present is lively; what is written reads well.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, HashSet};
use support::{now, options};
use trin_domain::calendar::{day_of, days_after};
use trin_domain::duties::{self, DutyKind, Standing};
use trin_domain::kinds::{EndReason, FollowUpDecision, InterventionKind, Role};
use trin_domain::record::{Entry, Fact, Record, decide};
use trin_domain::strategy::Strategy;
use trin_synthetic::{Municipality, Options, families, municipality};

fn made(seed: u64, children: u32, strategy: &Strategy) -> (Options, Municipality, Vec<Record>) {
    let options = options(seed, children);
    let place = municipality(&options);
    let records = families(&options, strategy, &place).flat_map(|family| family.records).collect();
    (options, place, records)
}

#[test]
fn every_command_is_accepted_by_decide_again_under_every_strategy() {
    for strategy in Strategy::shipped() {
        let options = options(21, 500);
        let place = municipality(&options);
        let staff: HashSet<_> = place.staff.iter().map(|staff| staff.id).collect();
        let mut keys = HashSet::new();
        for family in families(&options, strategy, &place) {
            let mut records: BTreeMap<_, Record> = BTreeMap::new();
            for written in &family.commands {
                let record = records.entry(written.command.child).or_insert_with(|| Record::new(written.command.child));
                let entries = decide(record, &written.command, &written.context).expect("accepted when it was made");
                assert!(written.context.now <= options.now);
                assert!(record.entries().last().is_none_or(|last| last.recorded_at <= written.context.now), "in time order");
                assert!(staff.contains(&written.context.by.staff));
                assert!(keys.insert(written.command.key), "a key of its own");
                record.extend(entries);
            }
            for made in &family.records {
                assert_eq!(records.get(&made.child), Some(made));
            }
        }
    }
}

#[test]
fn other_seeds_and_ends_are_not_refused_either() {
    // In a test build a refusal stops the making, so this only has to run: winter and summer, a Sunday night, one year and ten.
    for (n, (now, years)) in [
        ("2024-02-29T23:55:00+01:00", 6),
        ("2025-07-13T03:10:00+02:00", 1),
        ("2030-12-24T12:00:00+01:00", 10),
        ("2023-12-31T09:00:00+01:00", 3),
    ]
    .into_iter()
    .enumerate()
    {
        let options = Options { seed: 1_000 + n as u64, children: 600, now: now.parse().unwrap(), years };
        let place = municipality(&options);
        let records: usize = families(&options, Strategy::standard(), &place).map(|family| family.records.len()).sum();
        assert!(records >= 600);
    }
}

#[test]
fn every_open_child_has_one_responsible_who_works_here() {
    let (_, place, records) = made(3, 3_000, Strategy::standard());
    let active: HashSet<_> = place.staff.iter().filter(|staff| staff.is_active).map(|staff| staff.id).collect();
    let mut open = 0;
    for record in &records {
        let state = record.state();
        if state.is_open {
            open += 1;
            let responsible = state.responsible.expect("an open child has one");
            // Someone who has just left may still have a child until the hand-over is accepted.
            let is_being_handed_over = state.open_offers().next().is_some();
            let left_lately = state.responsible.is_some_and(|responsible| !active.contains(&responsible.staff));
            assert!(active.contains(&responsible.staff) || is_being_handed_over || left_lately, "{:?}", record.child);
        }
    }
    assert!(open > 100, "{open}");
}

#[test]
fn caseloads_lie_around_what_they_should_and_are_uneven() {
    let (_, place, records) = made(4, 4_700, Strategy::standard());
    let mut load: BTreeMap<_, u32> = BTreeMap::new();
    for record in &records {
        if let Some(responsible) = record.state().responsible {
            *load.entry(responsible.staff).or_default() += 1;
        }
    }
    let caseworkers: Vec<u32> = place
        .staff
        .iter()
        .filter(|staff| staff.role == Role::Caseworker && staff.is_active)
        .map(|staff| load.get(&staff.id).copied().unwrap_or(0))
        .collect();
    let mean = f64::from(caseworkers.iter().sum::<u32>()) / caseworkers.len() as f64;
    assert!((22.0..34.0).contains(&mean), "{mean} of {caseworkers:?}");
    assert!(caseworkers.iter().max() > caseworkers.iter().min().map(|least| least + 5).as_ref(), "{caseworkers:?}");
}

#[test]
fn the_present_has_something_for_everyone_to_do() {
    let strategy = Strategy::standard();
    let (options, place, records) = made(1, 4_700, strategy);
    let today = options.today();
    let demo = place.person(Role::Caseworker).unwrap().id;
    let (mut running, mut acute_running, mut offers, mut meetings, mut demo_meetings, mut unborn) = (0, 0, 0, 0, 0, 0);
    let mut late: BTreeMap<DutyKind, u32> = BTreeMap::new();
    let (mut due_soon, mut demo_children) = (0, 0);
    for record in &records {
        let state = record.state();
        for notification in &state.notifications {
            let hours = now().duration_since(notification.received.what.received_at).as_hours();
            if hours < 24 && notification.acute.is_none() {
                running += 1;
                acute_running += u32::from(notification.received.what.acute);
            }
        }
        offers += state.open_offers().count();
        for meeting in state.meetings.iter().filter(|meeting| meeting.closed.is_none() && day_of(meeting.planned.what.at) == today) {
            meetings += 1;
            demo_meetings += u32::from(meeting.planned.what.staff.contains(&demo));
        }
        demo_children += u32::from(state.responsible.is_some_and(|responsible| responsible.staff == demo));
        unborn += u32::from(matches!(state.birth(), Some(trin_domain::record::Birth::Expected(_))));
        for duty in duties::of(&state, strategy) {
            match duty.standing(now()) {
                Standing::Late => *late.entry(duty.kind).or_default() += 1,
                Standing::Owed if duty.due().day() <= days_after(today, 7) => {
                    due_soon += u32::from(matches!(duty.kind, DutyKind::FirstFollowUp | DutyKind::NextFollowUp));
                }
                _ => {}
            }
        }
    }
    assert!(running >= 3, "{running} running clocks");
    assert!(offers >= 1, "{offers} offers");
    assert!(meetings >= 4 && demo_meetings >= 1, "{meetings} meetings today, {demo_meetings} of the demo's caseworker");
    assert!(demo_children >= 15, "{demo_children}");
    assert!(due_soon >= 5, "{due_soon} follow-ups due within a week");
    assert!(unborn >= 1, "{unborn}");
    for kind in
        [DutyKind::Receipt, DutyKind::Feedback, DutyKind::Assessment, DutyKind::Plan, DutyKind::FirstFollowUp, DutyKind::NextFollowUp]
    {
        assert!(late.contains_key(&kind), "nothing late of {kind:?}: {late:?}");
    }
    let _ = acute_running;
}

#[test]
fn everything_that_can_happen_happens() {
    let (_, _, records) = made(2, 4_700, Strategy::standard());
    let mut kinds: HashSet<&str> = HashSet::new();
    let (mut reasons, mut decisions, mut helps) = (HashSet::new(), HashSet::new(), HashSet::new());
    for entry in records.iter().flat_map(Record::entries) {
        kinds.insert(entry.fact.kind());
        match &entry.fact {
            Fact::InterventionEnded(ended) => {
                reasons.insert(ended.reason);
            }
            Fact::FollowedUp(follow_up) => {
                decisions.insert(follow_up.decision.code());
            }
            Fact::InterventionDecided(decided) => {
                helps.insert(decided.kind);
            }
            _ => {}
        }
    }
    let missing: Vec<&str> = trin_domain::scenario::FACTS.iter().map(|form| form.name).filter(|name| !kinds.contains(name)).collect();
    assert!(missing.is_empty(), "never written: {missing:?}");
    assert_eq!(decisions.len(), FollowUpDecision::ALL.len(), "{decisions:?}");
    for reason in [
        EndReason::GoalsReached,
        EndReason::SteppedDown,
        EndReason::SteppedUp,
        EndReason::NoEffect,
        EndReason::FamilyDeclined,
        EndReason::ReturnedHome,
        EndReason::TurnedEighteen,
    ] {
        assert!(reasons.contains(&reason), "{reason:?}");
    }
    assert!(helps.len() > 22, "{} of {} kinds of help", helps.len(), InterventionKind::ALL.len());
}

#[test]
fn siblings_named_in_a_notification_have_the_same_in_their_own_record() {
    let (_, _, records) = made(6, 1_500, Strategy::standard());
    let by_child: BTreeMap<_, &Record> = records.iter().map(|record| (record.child, record)).collect();
    let mut seen = 0;
    for record in &records {
        for notification in &record.state().notifications {
            let what = notification.received.what;
            for sibling in &what.siblings {
                let theirs = by_child[sibling].state();
                let same = theirs.notifications.iter().find(|other| other.received.what.received_at == what.received_at);
                let same = same.expect("the sibling has it too").received.what;
                assert_eq!((&same.concern, &same.causes), (&what.concern, &what.causes));
                assert!(same.siblings.contains(&record.child));
                seen += 1;
            }
        }
    }
    assert!(seen > 50, "{seen}");
}

#[test]
fn a_lower_place_is_explained_and_help_has_a_way_down() {
    let strategy = Strategy::named("kerteminde-2021").unwrap();
    let (_, _, records) = made(8, 4_700, strategy);
    let (mut lower, mut explained, mut measures, mut aims) = (0, 0, 0, 0);
    for record in &records {
        for help in &record.state().interventions {
            let decided = help.decided.what;
            if decided.kind.is_placement() && strategy.placement_rank(decided.kind).is_some_and(|rank| rank > 1) {
                lower += 1;
                explained += u32::from(decided.why_not_preferred.is_some());
            }
            if help.started.is_some() {
                measures += 1;
                aims += u32::from(!help.aims.is_empty());
            }
        }
    }
    assert!(lower > 20 && explained * 10 > lower * 8, "{explained} of {lower}");
    assert!(aims * 10 > measures * 5 && aims < measures, "{aims} of {measures}");
}

/// Every text of an entry, through its written form.
fn texts(entry: &Entry) -> Vec<String> {
    fn walk(value: &serde_json::Value, out: &mut Vec<String>) {
        match value {
            serde_json::Value::String(text) => out.push(text.clone()),
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, out)),
            serde_json::Value::Object(fields) => fields.values().for_each(|field| walk(field, out)),
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(&serde_json::to_value(entry).unwrap(), &mut out);
    out
}

#[test]
fn what_is_written_reads_well() {
    let (_, _, records) = made(9, 1_200, Strategy::standard());
    let mut seen = HashSet::new();
    for text in records.iter().flat_map(Record::entries).flat_map(texts) {
        assert!(!text.contains(['{', '}']) && !text.contains("  ") && text.trim() == text, "»{text}«");
        assert!(!text.contains("..") && !text.contains(" .") && !text.contains(" ,"), "»{text}«");
        seen.insert(text);
    }
    assert!(seen.len() > 5_000, "{}", seen.len());
}

#[test]
fn a_hundred_children_make_a_municipality() {
    for seed in 0..12 {
        let (_, place, records) = made(seed, 100, Strategy::standard());
        assert!(records.len() >= 100);
        assert!(records.iter().any(|record| record.state().is_open), "seed {seed} has no open case");
        assert!(place.districts.len() == 1 && !place.districts[0].schools.is_empty());
    }
}
