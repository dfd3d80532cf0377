//! No field of any fact is without words, in either language, and nothing a reader sees is a name of the program's own.

use super::{FactWords, NOTIFIER, key, label};
use crate::my_day::entry_name;
use crate::names::Names;
use crate::words::{Lang, has_in, label_keys};
use std::collections::BTreeSet;
use trin_domain::disclosure::{Decision, Draft, Recipient, told};
use trin_domain::scenario::{FACTS, List, Scenario};

/// Every field of every fact there is.
fn fields() -> impl Iterator<Item = (&'static str, &'static str)> {
    let notifier = NOTIFIER.map(|field| ("notification-received", field));
    FACTS.iter().flat_map(|form| form.fields.iter().map(|field| (form.name, field.name))).chain(notifier)
}

#[test]
fn every_field_of_every_fact_has_a_label_of_its_own_in_both_languages() {
    for lang in Lang::ALL {
        for (kind, field) in fields() {
            assert!(has_in(lang, &key(kind, field)), "{kind}.{field} has no name in {lang:?}: write {} in facts.ftl", key(kind, field));
            let label = label(lang, kind, field).unwrap_or_default();
            assert!(label.starts_with(char::is_uppercase) && !label.contains('_'), "{kind}.{field} is called “{label}”");
        }
        // Two fields of one fact are never called the same.
        for form in FACTS {
            let labels: BTreeSet<_> = form.fields.iter().map(|field| label(lang, form.name, field.name)).collect();
            assert_eq!(labels.len(), form.fields.len(), "{}: two fields have one name in {lang:?}", form.name);
            assert_ne!(entry_name(lang, form.name), entry_name(lang, ""), "{} has no name in {lang:?}", form.name);
        }
    }
    assert_eq!(label(Lang::Da, "note-written", "no_such_field"), None);
}

#[test]
fn there_is_no_label_for_a_field_that_is_none() {
    let known: BTreeSet<String> = fields().map(|(kind, field)| key(kind, field)).collect();
    let kinds: Vec<String> = FACTS.iter().map(|form| format!("facts-{}-", form.name)).collect();
    for written in label_keys().filter(|written| kinds.iter().any(|kind| written.starts_with(kind.as_str()))) {
        assert!(known.contains(&written), "facts.ftl: {written} is the name of no field");
    }
}

/// What a line must not be: a name of the program's own, a text that is missing, a number without a word.
fn fault(says: &str, is_number: bool) -> Option<String> {
    let mut fields = fields().map(|(_, field)| field).filter(|field| field.contains('_'));
    if let Some(name) = fields.find(|name| says.contains(name) || says == name.replace('_', " ")) {
        return Some(format!("says “{name}”"));
    }
    // A code may be an ordinary English word; alone, or among others of its list, it is the program's.
    let codes: Vec<&str> = List::ALL.iter().flat_map(|list| list.codes()).map(|code| code.code).collect();
    let kinds: Vec<&str> = FACTS.iter().map(|form| form.name).collect();
    let is_machine = |word: &str| codes.contains(&word) || kinds.contains(&word) || ["true", "false", "null"].contains(&word);
    if let Some(name) = says.split("; ").find(|word| is_machine(word)) {
        return Some(format!("says “{name}”"));
    }
    if says.contains("[facts") || says.contains("{$") || says.contains("{ $") {
        return Some("lacks a text".to_owned());
    }
    let is_bare =
        !is_number && !says.is_empty() && says.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ' ' | ':' | ';' | ','));
    is_bare.then(|| "is a number without a word".to_owned())
}

#[test]
fn nothing_any_entry_says_is_a_machines_name_or_a_bare_number() {
    let scenario = Scenario::parse(include_str!("../../../../scenarios/every-fact.json").as_bytes()).expect("the example reads");
    let record = scenario.record().expect("the example holds");
    let state = record.state();
    let names = Names::default();
    let mut seen = BTreeSet::new();
    for lang in Lang::ALL {
        let words = FactWords { lang, names: &names };
        let draft = Draft::new(&record, Recipient::Child, &[], &words);
        let decisions = draft.occurrences().iter().map(|found| (found.place, Decision::Give)).collect();
        let parts = draft.clone().redact(&decisions).expect("all is decided");
        for (entry, part) in record.entries().iter().zip(parts.parts()) {
            assert!(!part.name.starts_with('['), "{}", part.name);
            let copied = part.lines.iter().map(|line| {
                let says = line.says.iter().filter_map(|piece| match piece {
                    trin_domain::disclosure::Piece::Text(text) => Some(text.as_str()),
                    trin_domain::disclosure::Piece::Withheld(_) => None,
                });
                (line.field.clone(), line.label.clone(), says.collect::<String>())
            });
            let read = told(&entry.fact, &record, &state, &words).into_iter().map(|line| (line.field, line.label, line.says));
            for (field, label, says) in copied.chain(read) {
                let name = format!("{}.{field} in {lang:?}", part.kind);
                assert_eq!(fault(&label, false), None, "{name} is called “{label}”");
                // The ends of a scale and the mark of a copy are numbers under their own labels.
                let is_number = part.kind == "goal-set" || field.ends_with("cpr") || field == "digest";
                assert_eq!(fault(&says, is_number), None, "{name} says “{says}”");
                seen.insert((part.kind, field));
            }
        }
    }
    assert!(seen.len() > 140, "only {} fields were read", seen.len());
}

#[test]
fn other_entries_people_goals_and_scales_are_said_in_words() {
    let scenario = Scenario::parse(include_str!("../../../../scenarios/every-fact.json").as_bytes()).expect("the example reads");
    let record = scenario.record().expect("the example holds");
    let state = record.state();
    let names = Names::default();
    let says = |lang: Lang, kind: &str, field: &str| {
        let words = FactWords { lang, names: &names };
        let lines =
            record.entries().iter().filter(|entry| entry.fact.kind() == kind).flat_map(|entry| told(&entry.fact, &record, &state, &words));
        lines.filter(|line| line.field == field).map(|line| line.says).next().unwrap_or_default()
    };
    for (kind, field, da, en) in [
        ("acute-assessed", "notification", "Underretningen af 3. oktober 2024 (post 7)", "The notification of 3 October 2024 (entry 7)"),
        ("custody-changed", "relation", "Jonas Holm, far", "Jonas Holm, father"),
        ("goal-scored", "goal", "“Alma møder mæt og udhvilet” (post 29)", "“Alma møder mæt og udhvilet” (entry 29)"),
        ("goal-scored", "score", "2 på en skala fra 0 til 5 (Dage om ugen)", "2 on a scale from 0 to 5 (Dage om ugen)"),
        (
            "followed-up",
            "scores",
            "“Alma møder mæt og udhvilet” står på 2 på en skala fra 0 til 5 (Dage om ugen)",
            "“Alma møder mæt og udhvilet” stands at 2 on a scale from 0 to 5 (Dage om ugen)",
        ),
        (
            "wellbeing-scored",
            "wellbeing",
            "3 på en skala, hvor 1 er i trivsel, og 5 er truet",
            "3 on a scale where 1 is thriving and 5 is endangered",
        ),
        ("acute-assessed", "in_danger", "Ja", "Yes"),
        ("address-stated", "address", "Beskyttet adresse", "Protected address"),
        ("notification-received", "notifier_name", "Lis Berg", "Lis Berg"),
        ("registered", "birth", "Ventet 20. februar 2024", "Expected 20 February 2024"),
    ] {
        assert_eq!(says(Lang::Da, kind, field), da, "{kind}.{field}");
        assert_eq!(says(Lang::En, kind, field), en, "{kind}.{field}");
    }
}
