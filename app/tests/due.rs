//! `trin due` and `trin strategy`: what they print.
#![allow(clippy::unwrap_used)]

mod support;

use serde_json::Value;
use support::trin;

fn json(arguments: &[&str]) -> Value {
    let ran = trin(&[&["due", "--json"], arguments].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).unwrap()
}

fn duties<'a>(answer: &'a Value, kind: &str) -> Vec<&'a Value> {
    answer["duties"].as_array().unwrap().iter().filter(|duty| duty["kind"] == kind).collect()
}

#[test]
fn the_table_shows_position_duties_reasons_sources_and_both_dates() {
    let ran = trin(&["due", "--strategy", "kerteminde-2021", "--on", "2023-10-20", "scenarios/placement-2023.json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    for expected in [
        "Noah Krogh · kerteminde-2021 · fre 2023-10-20",
        "trin 4: Anbringe, siden 2023-10-15",
        "Ansvarlig:   mette",
        "2023-10-15 op: hverdag → trin 4 (post 10)",
        "Det skylder vi",
        "søn 2023-10-29  Første opfølgning",
        "i tide",
        "Almen plejefamilie begyndte",
        "loven: man 2024-01-15",
        "Opfyldt eller bortfaldet",
        "tir 2023-06-13 10:00",
        "opfyldt 2023-06-12",
    ] {
        assert!(ran.stdout.contains(expected), "lacks {expected}:\n{}", ran.stdout);
    }
    // Columns stand under their headings, and nothing is wider than the terminal.
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let heading = lines.iter().position(|line| line.starts_with("Frist ")).unwrap();
    let column = |line: &str, word: &str| line.find(word).map(|at| line[..at].chars().count());
    let standing = column(lines[heading], "Status");
    let row = lines.iter().find(|line| line.contains("søn 2023-10-29")).unwrap();
    assert_eq!(column(row, "i tide"), standing);
    assert!(lines.iter().all(|line| line.chars().count() <= 140));
}

#[test]
fn json_has_every_documented_field() {
    let answer = json(&["--strategy", "hvidovre-2014", "--on", "2023-10-20", "scenarios/placement-2023.json"]);
    assert_eq!(answer["child"], "noah");
    assert_eq!(answer["strategy"], "hvidovre-2014");
    assert_eq!(answer["on"], "2023-10-20T21:59:59.999999Z");
    assert_eq!(answer["position"], serde_json::json!({ "step": 4, "name": "Familie- og netværkspleje", "since": "2023-10-15" }));
    assert_eq!(answer["movements"][0], serde_json::json!({ "on": "2023-10-15", "from": null, "to": 4, "direction": "up", "because": 10 }));
    let first = duties(&answer, "first-follow-up")[0];
    assert_eq!(first["due"], serde_json::json!({ "on": "2023-11-12" }));
    assert_eq!(first["standing"], "owed");
    assert_eq!(first["source"]["from"], "strategy");
    assert_eq!(first["other"]["due"], serde_json::json!({ "on": "2024-01-15" }));
    assert_eq!(first["other"]["source"]["from"], "law");
    assert_eq!(first["counts_from"], serde_json::json!({ "on": "2023-10-15" }));
    assert!(first["because"]["da"].as_str().unwrap().contains("15. oktober 2023"));
    assert!(first["because"]["en"].as_str().unwrap().contains("15 October 2023"));

    // The page that documents the answer names exactly the fields there are.
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/scenario.md")).unwrap();
    let section = page.split("## What `trin due --json` answers").nth(1).unwrap().split("\n## ").next().unwrap();
    let mut documented: Vec<String> = Vec::new();
    for row in section.lines().filter(|line| line.starts_with("| `")) {
        let names = row.split(" | ").next().unwrap();
        let within = names.contains("duties[].");
        documented.extend(names.split('`').skip(1).step_by(2).map(|name| match name.strip_prefix("duties[].") {
            Some(name) => format!("duties.{name}"),
            None if within => format!("duties.{name}"),
            None => name.to_owned(),
        }));
    }
    let mut there: Vec<String> = answer.as_object().unwrap().keys().cloned().collect();
    there.extend(first.as_object().unwrap().keys().map(|key| format!("duties.{key}")));
    documented.sort();
    there.sort();
    assert_eq!(documented, there);
}

#[test]
fn only_what_was_written_by_then_is_known() {
    let before = json(&["--on", "2024-12-01", "scenarios/correction.json"]);
    let after = json(&["--on", "2024-12-03", "scenarios/correction.json"]);
    assert_eq!(duties(&before, "first-follow-up")[0]["due"]["on"], "2025-02-04");
    assert_eq!(duties(&after, "first-follow-up")[0]["due"]["on"], "2025-02-14");
    let ran = trin(&["due", "--on", "2024-12-01", "scenarios/correction.json"]);
    assert!(ran.stdout.contains("1 senere poster i filen var ikke skrevet endnu"), "{}", ran.stdout);
}

#[test]
fn a_point_in_time_and_the_end_of_a_day() {
    let standing = |on: &str| duties(&json(&["--on", on, "scenarios/easter.json"]), "acute-assessment")[0]["standing"].clone();
    assert_eq!(standing("2024-03-30T20:29"), "owed");
    assert_eq!(standing("2024-03-30T20:30"), "late");
    assert_eq!(standing("2024-03-30"), "late");
    assert_eq!(standing("2024-03-29"), "owed");
}

#[test]
fn in_english_and_from_standard_input() {
    let home = support::Folder::new();
    let file = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../scenarios/easter.json")).unwrap();
    let ran = support::run_in(&home.0, &["--lang", "en", "due", "--on", "2024-03-31", "-"], &file);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for expected in ["Oskar Bak", "everyday life, no help in force", "We owe", "LATE", "Acute assessment of a", "Sat 2024-03-30 20:30"] {
        assert!(ran.stdout.contains(expected), "lacks {expected}:\n{}", ran.stdout);
    }
}

#[test]
fn strategies_are_listed_checked_and_compared() {
    let list = trin(&["strategy", "list"]);
    for key in ["kerteminde-2021", "hvidovre-2014", "faxe-2019", "koege-2020"] {
        assert!(list.stdout.contains(key), "{}", list.stdout);
        let file = format!("domain/strategies/{key}.toml");
        let checked = trin(&["strategy", "check", &file]);
        assert_eq!(checked.code, 0, "{}", checked.stderr);
        assert!(checked.stdout.contains("er i orden"), "{}", checked.stdout);
        // A strategy file does what the shipped strategy of that name does.
        let by_file = trin(&["due", "--strategy", &file, "--on", "2024-11-01", "scenarios/placement-2024.json"]);
        let by_key = trin(&["due", "--strategy", key, "--on", "2024-11-01", "scenarios/placement-2024.json"]);
        assert_eq!(by_file.stdout, by_key.stdout);
    }
    let differences = trin(&["strategy", "diff", "kerteminde-2021", "hvidovre-2014"]);
    for expected in ["kerteminde-2021", "hvidovre-2014", "Opfølgning", "2 uger", "4 uger"] {
        assert!(differences.stdout.contains(expected), "lacks {expected}:\n{}", differences.stdout);
    }
    assert_eq!(trin(&["strategy", "diff", "faxe-2019", "faxe-2019"]).stdout, "De to strategier siger det samme.\n");
}

#[test]
fn help_is_in_english_with_the_danish_words() {
    let help = trin(&["--help"]);
    assert_eq!(help.code, 0);
    for word in
        ["demo", "serve", "init", "due", "strategy", "import", "export", "verify", "rates", "--lang", "underretning", "indsatstrappen"]
    {
        assert!(help.stdout.contains(word), "lacks {word}:\n{}", help.stdout);
    }
    assert_eq!(trin(&["due", "--help"]).code, 0);
    assert!(trin(&["--version"]).stdout.starts_with("trin "));
}
