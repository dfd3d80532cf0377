//! What differs between strategies, and that nothing that differs is left out.

use super::{Area, Difference, Group, NumberRange, Side, Span, Strategy, diff, facts};
use crate::absence::SchoolHoliday;
use crate::kinds::InterventionKind;
use jiff::civil::Date;
use std::collections::HashSet;

fn strategy(key: &str) -> &'static Strategy {
    Strategy::named(key).expect(key)
}

/// One line a difference: label: value in a | value in b; "–" where one is silent.
fn shown(differences: &[Difference], group: Group) -> Vec<(String, String)> {
    let side = |side: &Option<Side>, english: bool| {
        side.as_ref().map_or("–".to_owned(), |side| if english { side.value.en.clone() } else { side.value.da.clone() })
    };
    let in_group = differences.iter().filter(|difference| difference.group == group);
    in_group
        .map(|found| {
            (
                format!("{}: {} | {}", found.label.da, side(&found.a, false), side(&found.b, false)),
                format!("{}: {} | {}", found.label.en, side(&found.a, true), side(&found.b, true)),
            )
        })
        .collect()
}

fn check(a: &str, b: &str, group: Group, expected: &[(&str, &str)]) {
    let differences = diff(strategy(a), strategy(b));
    let shown = shown(&differences, group);
    let shown: Vec<(&str, &str)> = shown.iter().map(|(da, en)| (da.as_str(), en.as_str())).collect();
    assert_eq!(shown, expected, "{a} and {b}");
}

#[test]
fn a_strategy_does_not_differ_from_itself() {
    for strategy in Strategy::shipped() {
        assert_eq!(diff(strategy, strategy), []);
    }
}

#[test]
fn differences_are_the_same_seen_from_the_other_side() {
    for a in Strategy::shipped() {
        for b in Strategy::shipped() {
            let seen: HashSet<String> = diff(a, b).iter().map(|found| format!("{:?} {:?} {:?}", found.group, found.a, found.b)).collect();
            let turned: HashSet<String> = diff(b, a).iter().map(|found| format!("{:?} {:?} {:?}", found.group, found.b, found.a)).collect();
            assert_eq!(seen, turned, "{} and {}", a.key, b.key);
        }
    }
}

#[test]
fn each_matter_stands_once() {
    for strategy in Strategy::shipped() {
        let mut seen = HashSet::new();
        for fact in facts(strategy) {
            assert!(seen.insert((fact.group, fact.key.clone())), "{}: {:?} {}", strategy.key, fact.group, fact.key);
        }
    }
}

#[test]
fn kerteminde_and_hvidovre() {
    let (a, b) = ("kerteminde-2021", "hvidovre-2014");
    check(
        a,
        b,
        Group::Cadences,
        &[
            (
                "Anbringelser: første gang efter 2 uger, derefter hver gang efter 6 uger | første gang efter 4 uger, derefter hver gang efter 6 uger",
                "Placements: first after 2 weeks, then every 6 weeks | first after 4 weeks, then every 6 weeks",
            ),
            (
                "Foranstaltninger uden anbringelse: – | første gang efter 4 uger, derefter hver gang efter 2 måneder",
                "Measures short of placement: – | first after 4 weeks, then every 2 months",
            ),
        ],
    );
    check(
        a,
        b,
        Group::Limits,
        &[
            ("Hjemgivelse vurderes efter: 7 måneder | 6 måneder", "Return home is reviewed after: 7 months | 6 months"),
            ("En anbringelse varer højst: 12 måneder | –", "A placement lasts at most: 12 months | –"),
        ],
    );
    check(
        a,
        b,
        Group::Caseload,
        &[("Udgangspunkt: – | 30–35", "Starting point: – | 30–35"), ("Mål, højst: – | 20", "Target, at most: – | 20")],
    );
}

#[test]
fn hvidovre_and_faxe_on_children_per_caseworker() {
    check(
        "hvidovre-2014",
        "faxe-2019",
        Group::Caseload,
        &[
            ("Udgangspunkt: 30–35 | 55", "Starting point: 30–35 | 55"),
            ("Mål, højst: 20 | 30", "Target, at most: 20 | 30"),
            ("Investeringen er beregnet til: – | 25", "The investment is sized for: – | 25"),
        ],
    );
}

#[test]
fn an_indicator_two_strategies_share_is_one_difference() {
    let differences = diff(strategy("kerteminde-2021"), strategy("faxe-2019"));
    let shared: Vec<_> =
        differences.iter().filter(|found| found.group == Group::Indicators && found.a.is_some() && found.b.is_some()).collect();
    let labels: Vec<&str> = shared.iter().map(|found| found.label.da.as_str()).collect();
    assert_eq!(labels, ["Segregeringsandelen (andel af elever i specialundervisning)", "Færre anbringelser"]);
    let side = shared[0].b.as_ref().expect("Faxe follows it too");
    assert_eq!(side.value.da, "Faldende; før: 6,2 % i 2013, 6,5 % i 2014, 6,7 % i 2015, 7,3 % i 2016, 7,9 % i 2017, 8,3 % i 2018");
    assert!(side.source.contains("s. 11"));
    let notifications = differences.iter().find(|found| found.label.da == "Antal underretninger").and_then(|found| found.b.clone());
    assert_eq!(
        notifications.expect("Faxe counts them").value.en,
        "Falling; before: 524 underretninger in 2014, 1,023 underretninger in 2017"
    );
}

/// Whatever is changed in a strategy shows as a difference in its group, and nothing else does.
#[test]
fn every_change_shows() {
    type Change = fn(&mut Strategy);
    let changes: &[(Group, Change)] = &[
        (Group::Scope, |s| s.to_year = None),
        (Group::Scope, |s| s.ages = Some(NumberRange { low: 0, high: 18 })),
        (Group::Ladder, |s| s.steps[1].name.push('!')),
        (Group::Ladder, |s| s.steps[1].intrusion.push('!')),
        (Group::Ladder, |s| s.steps[1].area = Area::Special),
        (Group::Ladder, |s| s.steps[1].cost = Some("1 kr.".to_owned())),
        (Group::Ladder, |s| s.steps[2].methods.push("SSP".to_owned())),
        (Group::Ladder, |s| s.steps[3].actors.clear()),
        (Group::Ladder, |s| s.ladder_ordered_by.push(super::LadderOrder::Cost)),
        (Group::Ladder, |s| {
            s.steps[0].interventions.retain(|kind| *kind != InterventionKind::FamilyRoom);
            s.steps[1].interventions.push(InterventionKind::FamilyRoom);
        }),
        (Group::Cadences, |s| s.cadences[0].first = Span::Weeks(3)),
        (Group::Cadences, |s| s.cadences.clear()),
        (Group::Limits, |s| s.saturdays_count = true),
        (Group::Limits, |s| s.reread_from_notification = 4),
        (Group::Limits, |s| s.screening_within.after = Span::WorkingDays(4)),
        (Group::Limits, |s| s.answer_offer_within.after = Span::WorkingDays(4)),
        (Group::Limits, |s| s.return_home_review = None),
        (Group::Limits, |s| s.placement_maximum = None),
        (Group::Priority, |s| s.placement_priority[3].kinds.truncate(1)),
        (Group::Priority, |s| s.placement_priority.truncate(3)),
        (Group::Caseload, |s| {
            s.caseload = Some(super::CaseloadTarget { from: None, target: 20, sized_for: None, source: String::new() });
        }),
        (Group::Forums, |s| s.forums[1].invites_parents = true),
        (Group::Forums, |s| s.forums[1].every = Some(Span::Weeks(2))),
        (Group::Forums, |s| s.forums[1].members.truncate(1)),
        (Group::Routines, |s| s.routines[0].every = None),
        (Group::Guide, |s| s.guide[0].name.push('!')),
        (Group::Guide, |s| s.guide[0].how.push('!')),
        (Group::Guide, |s| s.guide[0].within = None),
        (Group::Guide, |s| s.guide[1].seen.clear()),
        (Group::Guide, |s| s.guide[0].roles.push(crate::kinds::Role::Teacher)),
        (Group::Guide, |s| s.guide[0].tools.clear()),
        (Group::Guide, |s| s.guide[0].notifies = true),
        (Group::Guide, |s| s.guide.truncate(s.guide.len() - 1)),
        (Group::Absence, |s| s.absence[0].name.push('!')),
        (Group::Absence, |s| s.absence[0].how.push('!')),
        (Group::Absence, |s| s.absence[1].percent = 2),
        (Group::Absence, |s| s.absence[0].counted = super::Counted::All),
        (Group::Absence, |s| s.absence[0].over = super::AbsenceWindow::Quarter),
        (Group::Absence, |s| s.absence[0].within = None),
        (Group::Absence, |s| s.absence[0].responsible.push('!')),
        (Group::Absence, |s| s.absence[0].notifies = true),
        (Group::Absence, |s| s.absence.truncate(s.absence.len() - 1)),
        (Group::Absence, |s| {
            let days = (Date::constant(2027, 2, 22), Date::constant(2027, 2, 26));
            s.school_holidays.push(SchoolHoliday { name: "Vinterferie".into(), from: days.0, until: days.1, source: String::new() });
        }),
        (Group::Investments, |s| {
            s.investments.push(super::Investment { name: "Kursus".to_owned(), amount_ore: 100, posts: None, source: String::new() });
        }),
        (Group::Investments, |s| s.investments[0].posts = Some(3)),
        (Group::Indicators, |s| s.indicators[0].target = Some(2.5)),
        (Group::Indicators, |s| s.indicators[0].year = Some(2026)),
        (Group::Indicators, |s| s.indicators[0].milestones[0].1 = 2.5),
        (Group::Indicators, |s| s.indicators[0].history.clear()),
        (Group::Indicators, |s| s.indicators[3].direction = super::TargetDirection::Falling),
    ];
    let mut base = strategy("kerteminde-2021").clone();
    base.investments.clone_from(&strategy("faxe-2019").investments);
    for (index, (group, change)) in changes.iter().enumerate() {
        let mut changed = base.clone();
        change(&mut changed);
        let differences = diff(&base, &changed);
        assert_eq!(differences.iter().map(|found| found.group).collect::<Vec<_>>(), [*group], "change {index}: {differences:#?}");
    }
    assert_eq!(changes.iter().map(|(group, _)| *group).collect::<HashSet<_>>().len(), Group::ALL.len(), "every group is tried");
}
