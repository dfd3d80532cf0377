//! The roadmap for school absence in a strategy file: a municipality's own in place of Trin's, its holidays, and every fault in them.

use super::{AbsenceWindow, Counted, Span, Strategy};
use jiff::civil::date;

const OWN: &str = r#"
[[absence]]
key = "ring"
name = "Ring hjem"
name-en = "Call home"
how = "Samme dag."
how-en = "The same day."
counts = "ulovligt"
percent = 3
over = "2 uger"
within = "1 hverdag"
responsible = "Kontoret"
responsible-en = "The office"
source = "Vores egen, s. 4"

[[school-holidays]]
name = "Vinterferie"
from = "2027-02-20"
until = "2027-02-28"
source = "Skoleåret 2026/27"
"#;

fn with(own: &str) -> String {
    format!("{}\n{own}", include_str!("../../strategies/kerteminde-2021.toml"))
}

fn faults(own: &str) -> Vec<String> {
    Strategy::parse(&with(own)).expect_err("it has a fault").iter().map(ToString::to_string).collect()
}

#[test]
fn a_municipalitys_own_roadmap_takes_the_place_of_trins() {
    let own = Strategy::parse(&with(OWN)).expect("its own roadmap");
    let [step] = own.absence.as_slice() else { panic!("{:?}", own.absence) };
    assert_eq!(
        (step.counted, step.percent, step.over, step.within),
        (Counted::Unlawful, 3, AbsenceWindow::Weeks(2), Some(Span::WorkingDays(1)))
    );
    assert!(!step.is_law() && !step.notifies);
    let [holiday] = own.school_holidays.as_slice() else { panic!("{:?}", own.school_holidays) };
    assert_eq!((holiday.from, holiday.until), (date(2027, 2, 20), date(2027, 2, 28)));
}

#[test]
fn every_step_that_comes_with_trin_is_said_twice_and_has_a_source() {
    for strategy in Strategy::shipped() {
        assert!(strategy.absence.len() >= 5, "{}", strategy.key);
        for step in &strategy.absence {
            let texts = [&step.name, &step.name_en, &step.how, &step.how_en, &step.responsible, &step.responsible_en, &step.source];
            assert!(texts.iter().all(|text| !text.is_empty()), "{}", step.key);
            assert!(step.name != step.name_en && step.how != step.how_en && step.responsible != step.responsible_en, "{}", step.key);
        }
    }
}

#[test]
fn every_fault_is_named_where_it_stands() {
    for (wrong, right, says) in [
        ("percent = 0", "percent = 3", "fra 1 til 100"),
        ("over = \"2 måneder\"", "over = \"2 uger\"", "\"kvartal\" eller et antal skoleuger"),
        ("over = \"21 uger\"", "over = \"2 uger\"", "fra 1 til 20"),
        ("counts = \"ulovlig\"", "counts = \"ulovligt\"", "\"alt\", \"ulovligt\""),
        ("key = \"lov-ring\"", "key = \"ring\"", "lovens egne trin"),
        ("until = \"2027-02-19\"", "until = \"2027-02-28\"", "ligger før 2027-02-20"),
        ("until = \"2027-06-28\"", "until = \"2027-02-28\"", "mere end 100 dage"),
        ("from = \"uge 8\"", "from = \"2027-02-20\"", "en dato"),
    ] {
        let found = faults(&OWN.replace(right, wrong));
        assert!(found.iter().any(|fault| fault.contains(says)), "{wrong}: {found:?}");
    }
    let twice = format!("{OWN}{}", OWN.replace("Vinterferie", "Påske"));
    assert!(faults(&twice)[0].contains("\"ring\" er allerede et trin i køreplanen"), "{:?}", faults(&twice));
}
