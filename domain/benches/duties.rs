//! How long it takes to fold a child's record, to say what is owed, and to add up a school's absence: `cargo bench -p trin-domain --bench duties`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jiff::civil::Date;
use serde_json::json;
use std::hint::black_box;
use trin_domain::absence::{AbsenceKind, AbsentDay, Attendance, Roadmap, SchoolYear};
use trin_domain::duties;
use trin_domain::record::{Entry, State};
use trin_domain::strategy::Strategy;

/// A child with a notification, an assessment and help that is followed up: the ordinary record.
fn record() -> Vec<Entry> {
    let at = "2024-05-14T07:00:00Z";
    let facts = [
        json!({"fact": "registered", "name": "Barn", "birth": {"born": "2016-03-01"}}),
        json!({"fact": "notification-received", "received_at": at, "notifier": {"kind": "school", "name": "Skolen"}, "concern": "Fravær", "causes": ["school-problems"]}),
        json!({"fact": "responsibility-assigned", "to": "karim", "on": "2024-05-14", "reason": "Modtaget"}),
        json!({"fact": "acute-assessed", "notification": 2, "assessed_at": "2024-05-14T09:00:00Z", "in_danger": false, "reason": "Ikke i fare"}),
        json!({"fact": "receipt-sent", "notification": 2, "on": "2024-05-15"}),
        json!({"fact": "screened", "notification": 2, "on": "2024-05-17", "outcome": "assessment", "reason": "Flere forhold"}),
        json!({"fact": "feedback-given", "notification": 2, "on": "2024-05-18", "told": "Undersøgelse åbnet"}),
        json!({"fact": "assessment-opened", "kind": "full", "on": "2024-05-18", "aware_on": "2024-05-14", "notification": 2, "reason": "Flere forhold"}),
        json!({"fact": "child-heard", "on": "2024-06-20", "manner": "talk", "words": "Jeg vil gerne i skole"}),
        json!({"fact": "assessment-concluded", "assessment": 8, "on": "2024-08-30", "conclusion": "Støtte", "support_needed": true, "child_attitude": "Ja", "parents_attitude": "Ja"}),
        json!({"fact": "intervention-decided", "on": "2024-09-05", "kind": "contact-person", "consent": "with-consent", "purpose": "Tryghed"}),
        json!({"fact": "intervention-started", "intervention": 11, "on": "2024-09-10"}),
        json!({"fact": "plan-made", "on": "2024-09-20", "interventions": [11], "purpose": "Tryghed"}),
        json!({"fact": "followed-up", "intervention": 11, "on": "2024-10-08", "child_voice": "Ja", "family_voice": "Ja", "provider_status": "Godt", "decision": "continue", "reason": "Virker"}),
        json!({"fact": "followed-up", "intervention": 11, "on": "2024-12-03", "child_voice": "Ja", "family_voice": "Ja", "provider_status": "Godt", "decision": "continue", "reason": "Virker"}),
    ];
    let entry = |(no, mut fact): (usize, serde_json::Value)| {
        fact["no"] = json!(no);
        fact["recorded_at"] = json!(at);
        fact["by"] = json!({"staff": "mette", "role": "caseworker"});
        serde_json::from_value(fact).expect("the facts are in the documented form")
    };
    (1..).zip(facts).map(entry).collect()
}

fn measure(criterion: &mut Criterion) {
    let entries = record();
    let strategy = Strategy::named("kerteminde-2021").expect("it ships with Trin");
    let mut fold = criterion.benchmark_group("record");
    fold.throughput(Throughput::Elements(entries.len() as u64));
    fold.bench_function("entries folded", |bench| bench.iter(|| State::fold(black_box(&entries))));
    fold.finish();

    let state = State::fold(&entries);
    let mut owed = criterion.benchmark_group("duties");
    owed.throughput(Throughput::Elements(1));
    owed.bench_function("children, folded before", |bench| bench.iter(|| duties::of(black_box(&state), strategy)));
    owed.bench_function("children, folding included", |bench| bench.iter(|| duties::of(&State::fold(black_box(&entries)), strategy)));
    owed.finish();
}

/// A school of 900 at the end of a school year, each pupil away one day in sixteen.
fn absence(criterion: &mut Criterion) {
    let strategy = Strategy::standard();
    let until = Date::constant(2026, 6, 26);
    let year = SchoolYear::of(until, strategy);
    let pupil = |nth: usize| {
        let away = year.days().iter().enumerate().filter(|(place, _)| (place * 7 + nth).is_multiple_of(16));
        let kind = AbsenceKind::ALL[nth % AbsenceKind::ALL.len()];
        Attendance { days: away.map(|(_, on)| AbsentDay { on: *on, kind, percent: 100 }).collect(), ..Attendance::default() }
    };
    let school: Vec<Attendance> = (0..900).map(pupil).collect();
    let mut group = criterion.benchmark_group("absence");
    group.throughput(Throughput::Elements(900));
    group.bench_function("pupils of a school", |bench| {
        bench.iter(|| {
            let roadmap = Roadmap::new(black_box(strategy), until);
            school.iter().map(|pupil| roadmap.of(pupil).len()).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, measure, absence);
criterion_main!(benches);
