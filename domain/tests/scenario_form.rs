//! The scenario format covers every fact with every field, reads back what it writes, and is described as it is.
#![allow(clippy::unwrap_used)]

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::record::{Fact, Record};
use trin_domain::scenario::{FACTS, LeftOut, List, Scenario, Takes, describe, write};

const EVERY_FACT: &str = include_str!("../../scenarios/every-fact.json");

fn read(file: &str) -> Scenario {
    Scenario::parse(file.as_bytes())
        .unwrap_or_else(|faults| panic!("{}", faults.iter().map(|f| f.message_en()).collect::<Vec<_>>().join("\n")))
}

fn record(file: &str) -> Record {
    read(file).record().unwrap_or_else(|fault| panic!("{fault}"))
}

/// The names the record's own reader knows, taken from its complaint about an unknown one.
fn names_in_the_record() -> BTreeSet<String> {
    let complaint = serde_json::from_value::<Fact>(serde_json::json!({ "fact": "?" })).unwrap_err().to_string();
    complaint.split("expected one of").nth(1).unwrap().split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_fact_has_a_form_and_no_form_is_without_a_fact() {
    let forms: BTreeSet<String> = FACTS.iter().map(|form| form.name.to_owned()).collect();
    assert_eq!(forms, names_in_the_record());
}

#[test]
fn every_field_that_a_fact_writes_is_in_its_form_and_every_field_of_a_form_is_written() {
    let mut written: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let registered = r#"{ "child": "a", "by": "m", "entries": [
        { "at": "2024-01-01", "fact": "registered", "name": "A", "birth": "2015-04-02", "cpr": "620415-4383" } ] }"#;
    for entry in record(EVERY_FACT).entries().iter().chain(record(registered).entries()) {
        let Value::Object(members) = serde_json::to_value(&entry.fact).unwrap() else { panic!("a fact is an object") };
        assert_eq!(members["fact"], entry.fact.kind());
        written.entry(entry.fact.kind()).or_default().extend(members.keys().filter(|key| *key != "fact").cloned());
    }
    for form in FACTS {
        let fields: BTreeSet<String> = form.fields.iter().map(|field| field.name.to_owned()).collect();
        assert_eq!(written.get(form.name), Some(&fields), "{}", form.name);
    }
}

#[test]
fn every_code_of_every_list_is_one_the_record_reads() {
    for form in FACTS {
        for field in form.fields {
            let (Takes::Code(list) | Takes::Codes(list)) = field.takes else { continue };
            for code in list.codes() {
                let complaint = complaint_about(form.name, field.name, code.code, matches!(field.takes, Takes::Codes(_)));
                assert!(!complaint.contains("unknown variant"), "{}.{}: {complaint}", form.name, field.name);
            }
            let complaint = complaint_about(form.name, field.name, "?", matches!(field.takes, Takes::Codes(_)));
            let known = complaint.split("expected").nth(1).unwrap_or_default().matches('`').count() / 2;
            assert_eq!(known, list.codes().len(), "{}.{}: {complaint}", form.name, field.name);
        }
    }
    assert_eq!(List::Role.codes().len(), trin_domain::kinds::Role::ALL.len());
}

/// What the record's reader says of a fact in full but for one code.
fn complaint_about(fact: &str, field: &str, code: &str, in_list: bool) -> String {
    let record = record(EVERY_FACT);
    let entry = record.entries().iter().find(|entry| entry.fact.kind() == fact).unwrap();
    let mut members = serde_json::to_value(&entry.fact).unwrap();
    members[field] = if in_list { vec![code].into() } else { code.into() };
    serde_json::from_value::<Fact>(members).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn what_is_written_reads_back_to_the_same_record() {
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios")).unwrap() {
        let path = file.unwrap().path();
        let before = record(&std::fs::read_to_string(&path).unwrap());
        let written = write(&before, &|_| None);
        assert_eq!(record(&written), before, "{}", path.display());
        let named = write(&before, &|staff| read(EVERY_FACT).people.get(&staff).cloned());
        assert_eq!(record(&named), before, "{}", path.display());
    }
}

#[test]
fn the_same_file_gives_the_same_commands() {
    let scenario = read(EVERY_FACT);
    assert_eq!(scenario.sittings(0), read(EVERY_FACT).sittings(0));
    let keys: BTreeSet<_> = scenario.sittings(0).iter().map(|sitting| sitting.command.key).collect();
    assert_eq!(keys.len(), scenario.sittings(0).len(), "each command has a key of its own");
}

/// Writes `docs/` anew when `TRIN_WRITE` is set; else says when it is stale.
fn keep(path: &str, expected: &str) {
    let path = format!("{}/../docs/{path}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("TRIN_WRITE").is_some() {
        std::fs::write(&path, expected).unwrap();
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(there == expected, "{path} is stale: run TRIN_WRITE=1 cargo test -p trin-domain --test scenario_form");
}

#[test]
fn the_page_about_scenarios_is_as_the_reader_reads() {
    const BEGIN: &str = "<!-- From here on written by describe::markdown; do not edit by hand. -->\n";
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/scenario.md")).unwrap();
    let (by_hand, _) = page.split_once(BEGIN).expect("docs/scenario.md marks where the generated part begins");
    keep("scenario.md", &format!("{by_hand}{BEGIN}\n{}", describe::markdown()));
}

#[test]
fn the_schema_is_as_the_reader_reads() {
    keep("scenario.schema.json", &format!("{:#}\n", describe::json_schema()));
}

#[test]
fn the_schema_lets_every_example_through() {
    let schema = jsonschema::validator_for(&describe::json_schema()).unwrap();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios")).unwrap() {
        let path = file.unwrap().path();
        let scenario: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let faults: Vec<String> = schema.iter_errors(&scenario).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(faults.is_empty(), "{}: {faults:#?}", path.display());
    }
}

#[test]
fn the_schema_stops_what_the_reader_stops() {
    let schema = jsonschema::validator_for(&describe::json_schema()).unwrap();
    let whole: Value = serde_json::from_str(EVERY_FACT).unwrap();
    let mut stopped = 0;
    let mut refuse = |broken: Value, what: String| {
        assert!(!schema.is_valid(&broken), "the schema lets through: {what}");
        assert!(Scenario::parse(broken.to_string().as_bytes()).is_err(), "the reader lets through: {what}");
        stopped += 1;
    };
    let entries = whole["entries"].as_array().unwrap();
    for (index, entry) in entries.iter().enumerate() {
        let name = entry["fact"].as_str().unwrap();
        let form = FACTS.iter().find(|form| form.name == name).unwrap();
        let mut unknown = whole.clone();
        unknown["entries"][index]["nonsense"] = 1.into();
        refuse(unknown, format!("{name} with an unknown field"));
        for field in form.fields {
            if field.left_out == LeftOut::Never {
                let mut without = whole.clone();
                without["entries"][index].as_object_mut().unwrap().remove(field.name);
                refuse(without, format!("{name} without {}", field.name));
            }
            let mut wrong = whole.clone();
            wrong["entries"][index][field.name] = serde_json::json!({ "wrong": [true] });
            if field.takes != Takes::Correction {
                refuse(wrong, format!("{name} with an object for {}", field.name));
            }
        }
    }
    for field in ["child", "entries"] {
        let mut without = whole.clone();
        without.as_object_mut().unwrap().remove(field);
        refuse(without, format!("a file without {field}"));
    }
    assert!(stopped > 250, "{stopped}");
}

#[test]
fn the_example_on_the_page_is_a_scenario() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/scenario.md")).unwrap();
    let example = page.split("```json\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the page has an example");
    assert_eq!(record(example).entries().len(), 4);
}
