//! The action guide in a strategy file: a municipality's own in place of Trin's, and every fault in it.

use super::{GuidePath, Strategy};

const OWN: &str = r#"
[[guide]]
key = "ring"
name = "Ring hjem"
name-en = "Call home"
how = "Samme dag."
how-en = "The same day."
path = "almen"
within = "3 hverdage"
tools = ["Telefonliste"]
source = "Vores egen, s. 4"

[[guide]]
key = "underret"
name = "Underret"
name-en = "Notify"
how = "Straks."
how-en = "At once."
path = "overgreb"
notifies = true
source = "Barnets lov § 133"
"#;

fn with(guide: &str) -> String {
    format!("{}\n{guide}", include_str!("../../strategies/kerteminde-2021.toml"))
}

fn faults(guide: &str) -> Vec<String> {
    Strategy::parse(&with(guide)).expect_err("it has a fault").iter().map(ToString::to_string).collect()
}

#[test]
fn a_municipalitys_own_guide_takes_the_place_of_trins() {
    let own = Strategy::parse(&with(OWN)).expect("its own guide");
    assert_eq!(own.guide.iter().map(|step| step.key.as_str()).collect::<Vec<_>>(), ["ring", "underret"]);
    assert_eq!(own.guide_on(GuidePath::Harm).count(), 1);
    let standard = Strategy::standard();
    assert!(standard.guide.len() > 10 && !standard.guide.iter().any(|step| step.key == "ring"));
}

#[test]
fn every_step_that_comes_with_trin_is_said_twice_and_has_a_source() {
    for strategy in Strategy::shipped() {
        for step in &strategy.guide {
            let texts = [&step.name, &step.name_en, &step.how, &step.how_en, &step.source];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", step.key);
            assert!(step.name != step.name_en && step.how != step.how_en, "{}", step.key);
        }
    }
}

/// Nobody who is worried is left without a step, and where harm is suspected the intake is told at once.
#[test]
fn a_guide_that_leaves_somebody_alone_is_refused() {
    let only_for_teachers = OWN.replace("tools = [", "roles = [\"teacher\"]\ntools = [");
    assert!(faults(&only_for_teachers)[0].contains("path = \"almen\""), "{:?}", faults(&only_for_teachers));
    let only_of_absence = OWN.replace("tools = [", "seen = [\"absence\"]\ntools = [");
    assert_eq!(faults(&only_of_absence).len(), 1);
    let (everyday, _) = OWN.split_once("[[guide]]\nkey = \"underret\"").expect("two steps");
    assert!(faults(everyday)[0].contains("path = \"overgreb\""));
    for silent in [OWN.replace("notifies = true\n", ""), OWN.replace("notifies = true\n", "notifies = true\nwithin = \"1 uge\"\n")] {
        assert!(faults(&silent)[0].contains("med det samme"), "{:?}", faults(&silent));
    }
}

#[test]
fn each_fault_names_its_field() {
    for (from, to, field) in [
        ("path = \"almen\"", "path = \"hverdag\"", "guide[1].path"),
        ("key = \"underret\"", "key = \"ring\"", "guide[2].key"),
        ("within = \"3 hverdage\"", "within = \"snart\"", "guide[1].within"),
        ("within = \"3 hverdage\"", "seen = [\"vold\"]", "guide[1].seen[1]"),
        ("within = \"3 hverdage\"", "roles = [\"caseworker\"]", "guide[1].roles[1]"),
        ("how = \"Samme dag.\"\n", "", "guide[1].how"),
        ("within = \"3 hverdage\"", "inden = \"3 hverdage\"", "guide[1].inden"),
    ] {
        let told = faults(&OWN.replacen(from, to, 1));
        assert!(told.iter().any(|fault| fault.contains(field)), "{field}: {told:?}");
    }
}
