//! Figures agree with lives counted by hand.

use crate::life::*;
use crate::stores::Place;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use trin_domain::calendar::day_of;
use trin_domain::duties::DutyKind;
use trin_domain::id::UnitId;
use trin_domain::kinds::*;
use trin_domain::record::*;
use trin_domain::strategy::StepNo;
use trin_store::{Flow, Place as Stands, StepCount, Store};

on_both! {
    the_staircase_and_its_flows_follow_each_child;
    a_closed_and_reopened_case_stands_only_while_open;
    a_past_case_begins_when_its_corrected_notification_says;
    a_provider_sees_the_children_it_helps_or_is_to_help;
    the_caseload_counts_children_help_and_late_duties;
    timeliness_tells_how_duties_went;
}

const LOW: InterventionKind = InterventionKind::HealthVisitorExtra;
const HIGH: InterventionKind = InterventionKind::PlacementFoster;

fn step(kind: InterventionKind) -> StepNo {
    strategy().step_of(kind)
}

fn noon(day: Date) -> jiff::Timestamp {
    at(&format!("{day}T11:00:00Z"))
}

/// Writes facts on a day, after whatever is there.
async fn write(store: &Store, label: &str, day: Date, facts: Vec<Fact>) {
    let seen = store.record(child(label)).await.unwrap().map_or(0, |record| record.version().0);
    let command = command(label, &format!("{label} {seen}"), seen, facts);
    store.execute(strategy(), &context("mette", noon(day)), "prøve", &command).await.unwrap();
}

async fn arrives_on(store: &Store, label: &str, day: Date) {
    store.execute(strategy(), &context("mette", noon(day)), "prøve", &arrives(label, label, "mette", noon(day))).await.unwrap();
}

async fn help(store: &Store, label: &str, kind: InterventionKind, from: Date) -> EntryNo {
    let decided = Fact::InterventionDecided(InterventionDecided {
        on: from,
        kind,
        offer: None,
        provider: None,
        consent: ConsentBasis::WithConsent,
        purpose: "Ro".into(),
        expected_until: None,
        why_not_lower: None,
        why_not_preferred: None,
        replaces: None,
    });
    let no = EntryNo(store.record(child(label)).await.unwrap().unwrap().version().0 + 1);
    write(store, label, from, vec![decided, Fact::InterventionStarted(InterventionStarted { intervention: no, on: from })]).await;
    no
}

async fn ends(store: &Store, label: &str, no: EntryNo, on: Date) {
    let ended = InterventionEnded { intervention: no, on, reason: EndReason::GoalsReached, note: String::new() };
    write(store, label, on, vec![Fact::InterventionEnded(ended)]).await;
}

async fn closes(store: &Store, label: &str, on: Date) {
    let screened =
        Fact::Screened(Screened { notification: EntryNo(2), on, outcome: ScreeningOutcome::EarlyHelp, reason: "Hjælp i gang".into() });
    write(store, label, on, vec![screened, Fact::Closed(Closed { on, reason: "Målene er nået".into() })]).await;
}

async fn the_staircase_and_its_flows_follow_each_child(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let (low, high) = (step(LOW), step(HIGH));
    assert!(low < high);
    let (then, now) = (date(2023, 6, 1), date(2024, 6, 1));
    // down: from high to low. up: from nothing to high. leaves: closed. stays: low all the time. waits: open, no help. comes: new, low.
    for label in ["down", "leaves", "stays", "waits", "up"] {
        arrives_on(&store, label, date(2023, 1, 10)).await;
    }
    let placed = help(&store, "down", HIGH, date(2023, 2, 1)).await;
    help(&store, "down", LOW, date(2023, 3, 1)).await;
    ends(&store, "down", placed, date(2024, 1, 31)).await;
    let ended = help(&store, "leaves", LOW, date(2023, 2, 1)).await;
    ends(&store, "leaves", ended, date(2023, 12, 1)).await;
    closes(&store, "leaves", date(2024, 1, 15)).await;
    help(&store, "stays", LOW, date(2023, 2, 1)).await;
    help(&store, "up", HIGH, date(2024, 2, 1)).await;
    arrives_on(&store, "comes", date(2024, 3, 1)).await;
    help(&store, "comes", LOW, date(2024, 3, 1)).await;

    let count = |step, children| StepCount { step, children };
    assert_eq!(store.staircase(then).await.unwrap(), [count(None, 2), count(Some(low), 2), count(Some(high), 1)]);
    assert_eq!(store.staircase(now).await.unwrap(), [count(None, 1), count(Some(low), 3), count(Some(high), 1)]);
    let mut flows = store.flows(then, now).await.unwrap();
    flows.sort_by_key(|flow| (flow.from, flow.to));
    let flow = |from, to| Flow { from, to, children: 1 };
    let (low, high) = (Stands::Step(low), Stands::Step(high));
    assert_eq!(
        flows,
        [
            flow(Stands::NoCase, low),
            flow(Stands::NoStep, Stands::NoStep),
            flow(Stands::NoStep, high),
            flow(low, Stands::NoCase),
            flow(low, low),
            flow(high, low)
        ]
    );
    let down = store.children_moved(&leader(), Some(step(HIGH)), Some(step(LOW)), then, now, None, 10).await.unwrap().rows;
    assert_eq!((down[0].name.as_str(), down[0].step, down[0].step_since), ("down", Some(step(LOW)), Some(date(2024, 2, 1))));
    // Everyday life as one place, with or without a case.
    for (from, to, expected) in [(None, Some(step(LOW)), "comes"), (Some(step(LOW)), None, "leaves"), (None, Some(step(HIGH)), "up")] {
        let asked = if to.is_none() { date(2024, 1, 20) } else { now };
        let moved = store.children_moved(&leader_at(noon(asked)), from, to, then, now, None, 10).await.unwrap().rows;
        assert_eq!(moved.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), [expected], "{from:?} to {to:?}");
    }
    let waits = store.children_on_step(&leader(), None, now, None, 10).await.unwrap().rows;
    assert_eq!((waits.len(), waits[0].name.as_str(), waits[0].step_since), (1, "waits", None));
    assert!(store.verify(strategy()).await.unwrap().is_sound());
}

async fn a_closed_and_reopened_case_stands_only_while_open(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    arrives_on(&store, "ida", date(2023, 1, 10)).await;
    let no = help(&store, "ida", LOW, date(2023, 2, 1)).await;
    ends(&store, "ida", no, date(2023, 3, 1)).await;
    closes(&store, "ida", date(2023, 4, 1)).await;
    write(&store, "ida", date(2023, 9, 1), vec![notified(noon(date(2023, 9, 1))), assigned("bo", date(2023, 9, 1))]).await;
    for (day, expected) in [
        (date(2023, 1, 9), None),
        (date(2023, 1, 10), Some(None)),
        (date(2023, 1, 31), Some(None)),
        (date(2023, 2, 1), Some(Some(step(LOW)))),
        (date(2023, 3, 1), Some(Some(step(LOW)))),
        (date(2023, 3, 2), Some(None)),
        (date(2023, 4, 1), Some(None)),
        (date(2023, 4, 2), None),
        (date(2023, 8, 31), None),
        (date(2023, 9, 1), Some(None)),
        (date(2030, 1, 1), Some(None)),
    ] {
        let stairs = store.staircase(day).await.unwrap();
        assert_eq!(stairs.first().map(|count| count.step), expected, "{day}");
        assert!(stairs.len() <= 1);
    }
    let row = store.child(&leader(), child("ida"), date(2023, 10, 1)).await.unwrap().unwrap();
    assert_eq!((row.is_open, row.opened_on, row.responsible), (true, Some(date(2023, 9, 1)), Some(staff("bo"))));
}

/// A notification is moved back after its case was closed: the case began when it says now, in the figures as in the record.
async fn a_past_case_begins_when_its_corrected_notification_says(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    arrives_on(&store, "ida", date(2023, 1, 10)).await;
    closes(&store, "ida", date(2023, 4, 1)).await;
    let first = date(2023, 1, 8);
    assert!(store.children_on_step(&leader(), None, first, None, 10).await.unwrap().rows.is_empty());
    let should_say = Box::new(notified(noon(first)));
    let corrected = Corrected { entry: EntryNo(2), should_say, reason: "Postbogen".into() };
    write(&store, "ida", date(2023, 5, 1), vec![Fact::Corrected(corrected)]).await;
    let record = store.record(child("ida")).await.unwrap().unwrap();
    assert_eq!(record.state().closed_cases, [(first, date(2023, 4, 1))]);
    for (day, count) in [(date(2023, 1, 7), 0), (first, 1), (date(2023, 4, 1), 1), (date(2023, 4, 2), 0)] {
        assert_eq!(
            store.children_on_step(&leader_at(noon(date(2023, 4, 2))), None, day, None, 10).await.unwrap().rows.len(),
            count,
            "{day}"
        );
    }
    assert!(store.verify(strategy()).await.unwrap().is_sound());
}

async fn a_provider_sees_the_children_it_helps_or_is_to_help(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let provider = UnitId::from_label("familiehuset");
    let day = date(2024, 3, 4);
    for label in ["decided", "started", "ended", "given up", "elsewhere"] {
        arrives_on(&store, label, day).await;
        let decided = Fact::InterventionDecided(InterventionDecided {
            on: day,
            kind: InterventionKind::FamilyTreatment,
            offer: None,
            provider: (label != "elsewhere").then_some(provider),
            consent: ConsentBasis::WithConsent,
            purpose: "Ro".into(),
            expected_until: None,
            why_not_lower: None,
            why_not_preferred: None,
            replaces: None,
        });
        let no = EntryNo(4);
        let mut facts = vec![decided];
        if label == "started" || label == "ended" {
            facts.push(Fact::InterventionStarted(InterventionStarted { intervention: no, on: day }));
        }
        write(&store, label, day, facts).await;
        if label == "ended" || label == "given up" {
            ends(&store, label, no, date(2024, 5, 1)).await;
        }
    }
    for (on, expected) in
        [(date(2024, 5, 1), vec!["decided", "ended", "given up", "started"]), (date(2024, 5, 2), vec!["decided", "started"])]
    {
        let page = store.children_helped_by(&leader(), provider, on, None, 10).await.unwrap();
        assert_eq!(page.rows.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), expected, "{on}");
    }
}

async fn the_caseload_counts_children_help_and_late_duties(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let day = date(2024, 3, 4);
    for label in ["ida", "bo-barn", "karla"] {
        arrives_on(&store, label, day).await;
    }
    help(&store, "ida", HIGH, day).await;
    help(&store, "ida", InterventionKind::ContactPerson, day).await;
    help(&store, "karla", LOW, day).await;
    let now = noon(day);
    let caseload = store.caseload(&leader(), day, now).await.unwrap();
    assert_eq!(caseload.iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Bo Rådgiver", "Mette Rådgiver", "Åse Rådgiver"]);
    let mette = &caseload[1];
    assert_eq!((mette.children, mette.placed, mette.measures), (3, 1, 2));
    assert_eq!((caseload[0].children, caseload[0].late), (0, 0));
    let late = now.checked_add((24 * 365).hours()).unwrap();
    let counted: i64 = store
        .late_by_kind(&leader(), late)
        .await
        .unwrap()
        .iter()
        .filter(|row| row.responsible == Some(staff("mette")))
        .map(|row| row.count)
        .sum();
    assert!(counted > 0);
    assert_eq!(store.caseload(&leader(), day, late).await.unwrap()[1].late, counted);
    let counts = store.counts().await.unwrap();
    assert_eq!((counts.children, counts.open_children, counts.entries), (3, 3, 9 + 6));
}

async fn timeliness_tells_how_duties_went(place: &Place) {
    let store = place.open().await;
    people(&store).await;
    let day = date(2024, 3, 4);
    for (label, hours) in [("in time", Some(20)), ("late", Some(30)), ("open", None)] {
        arrives_on(&store, label, day).await;
        if let Some(hours) = hours {
            let received = noon(day).checked_sub(1.hour()).unwrap();
            let assessed_at = received.checked_add(i64::from(hours).hours()).unwrap();
            let assessed = Fact::AcuteAssessed(AcuteAssessed {
                notification: EntryNo(2),
                at: assessed_at,
                in_danger: false,
                acute_measure: None,
                reason: "Er hos mormor".into(),
            });
            write(&store, label, day_of(assessed_at).tomorrow().unwrap(), vec![assessed]).await;
        }
    }
    let asked = |now| {
        let store = store.clone();
        async move {
            let kinds = [DutyKind::AcuteAssessment, DutyKind::PlacementMaximum];
            let went = store.timeliness(&kinds, date(2024, 3, 1), date(2024, 3, 31), now).await.unwrap();
            assert_eq!(went.iter().map(|(kind, _)| *kind).collect::<Vec<_>>(), kinds);
            assert_eq!(went[1].1, trin_store::Timeliness::default(), "no such duty");
            went[0].1
        }
    };
    let now = asked(noon(day)).await;
    assert_eq!((now.met_in_time, now.met_late, now.owed, now.late), (1, 1, 1, 0));
    let later = asked(noon(date(2024, 4, 1))).await;
    assert_eq!((later.met_in_time, later.met_late, later.owed, later.late), (1, 1, 0, 1));
    let before = store.timeliness(&[DutyKind::AcuteAssessment], date(2024, 2, 1), date(2024, 2, 29), noon(day)).await.unwrap();
    assert_eq!(before, [(DutyKind::AcuteAssessment, trin_store::Timeliness::default())]);
    // More kinds than one statement asks about.
    let all = store.timeliness(DutyKind::ALL, date(2024, 3, 1), date(2024, 3, 31), noon(day)).await.unwrap();
    assert_eq!(all.len(), DutyKind::ALL.len());
    let acute = all.iter().find(|(kind, _)| *kind == DutyKind::AcuteAssessment).unwrap();
    assert_eq!(acute.1, now);
    assert!(store.timeliness(&[], date(2024, 3, 1), date(2024, 3, 31), noon(day)).await.unwrap().is_empty());
}
