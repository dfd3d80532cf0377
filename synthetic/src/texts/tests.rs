//! Every template can be filled for every child it is for, and reads as a sentence.

use super::*;
use crate::household::{Adults, Stay};
use jiff::civil::date;
use trin_domain::id::{ChildId, UnitId};
use trin_domain::organisation::Unit;

const TODAY: Date = date(2026, 3, 17);

/// A child of so many months, negative before birth.
fn words(name: &str, sex: Sex, months: i32, kind: UnitKind, adults: &Adults) -> Words {
    let birth = trin_domain::calendar::months_after(TODAY, -months);
    let unit = Unit { id: UnitId::from_label("unit"), name: "Myretuen, Tangvig".to_string(), kind, district: "Tangvig".to_string() };
    let child = Child {
        id: ChildId::from_label("child"),
        first_name: name.to_string(),
        name: format!("{name} Holm"),
        sex,
        birth,
        cpr: None,
        has_disability: false,
        known_before_birth: None,
        stays: vec![Stay { unit, from: birth, to: date(2030, 1, 1) }],
    };
    let household = Household { index: 0, district: 0, desk: 0, arrived_on: None, children: Vec::new(), adults: adults.clone(), load: 1.0 };
    Words::of(&child, &household, TODAY).about("familiebehandlingen", Some("Familiehuset"))
}

fn adults(other: Option<&str>, is_co_mother: bool) -> Adults {
    Adults {
        mother: "Mette Holm".to_string(),
        other: other.map(str::to_string),
        is_co_mother,
        apart_since: None,
        sole_custody: false,
        step_parent: None,
        grandparent: "Kirsten Holm".to_string(),
    }
}

/// Children of every stage, both sexes, and families of every shape.
fn everyone() -> Vec<Words> {
    let shapes = [adults(Some("Jens Holm"), false), adults(Some("Stine Holm"), true), adults(None, false)];
    let children = [
        ("Freja", Sex::Female, -2, UnitKind::DayCare),
        ("Jonas", Sex::Male, 8, UnitKind::DayCare),
        ("Asta", Sex::Female, 50, UnitKind::DayCare),
        ("Felix", Sex::Male, 100, UnitKind::School),
        ("Liva", Sex::Female, 190, UnitKind::School),
    ];
    let pairs = children.iter().zip(shapes.iter().cycle());
    pairs.map(|((name, sex, months, kind), adults)| words(name, *sex, *months, *kind, adults)).collect()
}

fn staged() -> Vec<&'static [Staged]> {
    use trin_domain::kinds::Cause;
    let mut lists = assessment::lists();
    lists.extend(child::lists());
    lists.extend(Cause::ALL.iter().map(|cause| concerns::concerns(*cause)));
    lists.extend([help::CHILD_WISHES, notes::CHILD_WORDS, notes::OTHERS_WORDS, goals::KNOWN_TO]);
    lists
}

fn templates() -> Vec<&'static str> {
    let mut all =
        [assessment::all(), concerns::all(), door::all(), follow_up::all(), goals::all(), help::all(), notes::all(), placement::all()]
            .concat();
    all.extend(staged().into_iter().flatten().map(|(_, _, text)| *text));
    all
}

fn is_clean(text: &str) -> bool {
    !text.contains(['{', '}']) && !text.contains("  ") && text.trim() == text
}

#[test]
fn every_template_is_filled_for_everyone() {
    for words in everyone() {
        for template in templates() {
            let text = fill(template, &words);
            assert!(is_clean(&text), "»{template}« became »{text}«");
            assert!(
                template.is_empty() || text.chars().next().is_some_and(|first| first.is_uppercase() || first == '»' || first.is_numeric()),
                "»{text}«"
            );
        }
    }
}

#[test]
fn sentences_begin_with_a_capital_key() {
    // `{navn}` in the middle of a sentence, `{Navn}` where one begins: it matters for the unborn, who are "barnet".
    for template in templates() {
        for begins in [". {navn", ". {han", ". {far", ". {isted", "! {navn"] {
            assert!(!template.contains(begins), "{template}");
        }
        for inside in [", {Navn", " at {Han", " og {Far", " og {Navn", " i {Isted"] {
            assert!(!template.contains(inside), "{template}");
        }
    }
}

#[test]
fn every_stage_that_may_be_asked_for_has_a_text() {
    let stages = [Stage::Unborn, Stage::Infant, Stage::Small, Stage::School, Stage::Teen];
    let has = |list: &[Staged], stage: Stage| list.iter().any(|(from, to, _)| *from <= stage && stage <= *to);
    let for_all: &[&[Staged]] = &[
        child::PERSPECTIVE,
        child::VOICE_BETTER,
        child::VOICE_SAME,
        child::VOICE_WORSE,
        assessment::CHILD_ATTITUDE,
        help::CHILD_WISHES,
        notes::CHILD_WORDS,
        child::WHY_INDIRECT,
    ];
    for (n, list) in for_all.iter().enumerate() {
        for stage in stages {
            assert!(has(list, stage), "list {n} has nothing for {stage:?}");
        }
    }
    for stage in stages {
        for heading in trin_domain::kinds::AssessmentHeading::ALL {
            assert!(
                has(assessment::challenges(*heading), stage) || has(assessment::resources(*heading), stage),
                "{heading:?} for {stage:?}"
            );
        }
        assert!(has(concerns::concerns(trin_domain::kinds::Cause::InsufficientCare), stage), "{stage:?}");
    }
    for stage in &stages[2..] {
        assert!(has(child::WORDS, *stage) && has(child::NOT_HEARD, *stage), "{stage:?}");
    }
}

#[test]
fn nobody_is_spoken_of_as_another_family() {
    let alone = words("Felix", Sex::Male, 190, UnitKind::School, &adults(Some("Jens Holm"), false));
    let mut apart = adults(Some("Jens Holm"), false);
    apart.apart_since = Some(date(2020, 1, 1));
    let in_two_homes = words("Felix", Sex::Male, 190, UnitKind::School, &apart);
    assert!(!alone.fits("Skiftet mellem de to hjem er svært.") && in_two_homes.fits("Skiftet mellem de to hjem er svært."));
    assert!(!alone.fits("{Navn} passer på sine søskende."));
    // So every choice must have something for a child alone with parents who live together.
    // Concerns are asked first whether they have something.
    let insufficient_care = concerns::concerns(trin_domain::kinds::Cause::InsufficientCare);
    let is_asked_first =
        |list: &[Staged]| trin_domain::kinds::Cause::ALL.iter().any(|cause| std::ptr::eq(concerns::concerns(*cause), list));
    for list in staged().into_iter().filter(|list| std::ptr::eq(*list, insufficient_care) || !is_asked_first(list)) {
        let of_stage = |stage: Stage| list.iter().filter(move |(from, to, _)| *from <= stage && stage <= *to);
        for stage in [Stage::Unborn, Stage::Infant, Stage::Small, Stage::School, Stage::Teen] {
            assert!(of_stage(stage).count() == 0 || of_stage(stage).any(|(_, _, text)| alone.fits(text)), "{stage:?}: {list:?}");
        }
    }
}

#[test]
fn names_are_inflected() {
    assert_eq!(genitive("Freja"), "Frejas");
    assert_eq!(genitive("Jonas"), "Jonas'");
    assert_eq!(genitive("Felix"), "Felix'");
    let unborn = words("Freja", Sex::Female, -2, UnitKind::DayCare, &adults(None, false));
    assert_eq!(fill("{Navns} {far} og {navn}.", &unborn), "Barnets mormor og barnet.");
    let teen = words("Felix", Sex::Male, 190, UnitKind::School, &adults(Some("Stine Holm"), true));
    assert_eq!(fill("{Far} ringer til {ham} {isted}, {alder}.", &teen), "Medmor ringer til ham på Myretuen, 15 år.");
}

#[test]
fn there_is_variety() {
    assert!(templates().len() > 500, "{}", templates().len());
}
