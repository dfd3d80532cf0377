//! `docs/asvs.md`: whether it answers every requirement, in words it may use, with evidence that exists.

use crate::repository::TextFile;
use std::collections::BTreeMap;

/// Where the document stands.
pub const DOCUMENT: &str = "docs/asvs.md";
/// The requirements it must answer: number and level, one to a line.
pub const REQUIREMENTS: &str = include_str!("../asvs/5.0.0.txt");

/// Those that weigh most for children's records.
pub const FORTY: &str = include_str!("../asvs/forty.txt");

const STATUS: [&str; 4] = ["met", "not met", "not applicable", "deployment"];

/// What is wrong with the document, in plain words.
pub fn faults(requirements: &str, document: &str, files: &[TextFile]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut wanted: BTreeMap<&str, &str> =
        requirements.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for line in document.lines().filter(|line| line.starts_with("| ") && line[2..].starts_with(|first: char| first.is_ascii_digit())) {
        let cells: Vec<&str> = line.trim_matches('|').split(" |").map(str::trim).collect();
        let [no, level, asks, status, how, shown_by] = cells.as_slice() else {
            faults.push(format!("not six cells: {line}"));
            continue;
        };
        match wanted.remove(no) {
            None => faults.push(format!("{no} is not among the requirements, or stands twice")),
            Some(known) if known != *level => faults.push(format!("{no} is of level {known}, not {level}")),
            Some(_) => {}
        }
        if !STATUS.contains(status) {
            faults.push(format!("{no}: \"{status}\" is none of {}", STATUS.join(", ")));
        }
        *counts.entry(status).or_default() += 1;
        if asks.is_empty() || how.is_empty() && *status != "not applicable" {
            faults.push(format!("{no}: says too little"));
        }
        if *status == "met" && shown_by.is_empty() {
            faults.push(format!("{no} is met, and nothing shows it"));
        }
        for evidence in shown_by.split(", ").filter(|evidence| !evidence.is_empty()) {
            if let Some(fault) = missing(evidence.trim_matches('`'), files) {
                faults.push(format!("{no}: {fault}"));
            }
        }
    }
    faults.extend(wanted.keys().map(|no| format!("{no} is missing")));
    let of = |status: &str| counts.get(status).copied().unwrap_or_default();
    let total: usize = counts.values().sum();
    let sum = format!(
        "{total} requirements: {} met, {} not met, {} deployment, {} not applicable.",
        of("met"),
        of("not met"),
        of("deployment"),
        of("not applicable")
    );
    if !document.contains(&sum) {
        faults.push(format!("the sum is: {sum}"));
    }
    faults
}

/// Which of the requirements that weigh most are met by the document and shown by no test, or do not stand in it.
pub fn shown_by_no_test(most: &str, document: &str) -> Vec<String> {
    let wanted = most.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    let fault = |no: &str| {
        let row = document.lines().find(|line| line.starts_with(&format!("| {no} |")));
        let Some(row) = row else { return Some(format!("{no} does not stand in {DOCUMENT}")) };
        let cells: Vec<&str> = row.trim_matches('|').split(" |").map(str::trim).collect();
        let [_, _, _, status, _, shown_by] = cells.as_slice() else { return Some(format!("not six cells: {row}")) };
        (*status == "met" && !shown_by.contains("::")).then(|| format!("{no} is shown by no test"))
    };
    wanted.filter_map(fault).collect()
}

/// Whether a file, or a test in it (`path::name`), is not there.
fn missing(evidence: &str, files: &[TextFile]) -> Option<String> {
    let (path, test) = evidence.split_once("::").map_or((evidence, None), |(path, test)| (path, Some(test)));
    let Some(file) = files.iter().find(|file| file.path == path) else { return Some(format!("there is no file {path}")) };
    let test = test?;
    let is_there = file.text.contains(&format!("fn {test}(")) || file.text.lines().any(|line| line.trim() == format!("{test};"));
    (!is_there).then(|| format!("there is no test {test} in {path}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_those_that_weigh_most_one_without_a_test_is_told() {
        let check = |row: &str, expected: &[&str]| assert_eq!(shown_by_no_test("# head\n1.1.1\n", row), expected, "{row}");
        check("| 1.1.1 | 2 | Decode once | met | Here | `a.rs::shows_it` |", &[]);
        check("| 1.1.1 | 2 | Decode once | not met | Not yet |  |", &[]);
        check("| 1.1.1 | 2 | Decode once | met | Here | `a.rs` |", &["1.1.1 is shown by no test"]);
        check("| 1.1.11 | 2 | Decode once | met | Here | `a.rs` |", &["1.1.1 does not stand in docs/asvs.md"]);
    }

    #[test]
    fn what_is_wrong_is_told() {
        let files = [TextFile { path: "a.rs".to_owned(), text: "fn shows_it() {}\n    one_of_both;\n".to_owned() }];
        let check = |row: &str, sum: &str, expected: &[&str]| {
            let document = format!("{row}\n\n{sum}\n");
            assert_eq!(faults("# head\n1.1.1 2\n", &document, &files), expected, "{row}");
        };
        let (met, not_met) = (
            "1 requirements: 1 met, 0 not met, 0 deployment, 0 not applicable.",
            "1 requirements: 0 met, 1 not met, 0 deployment, 0 not applicable.",
        );
        check("| 1.1.1 | 2 | Decode once | met | Here | `a.rs::shows_it`, `a.rs` |", met, &[]);
        check("| 1.1.1 | 2 | Decode once | met | Here | `a.rs::one_of_both` |", met, &[]);
        check("| 1.1.1 | 2 | Decode once | not met | Not yet | |", not_met, &[]);
        check("| 1.1.1 | 2 | Decode once | met | Here | |", met, &["1.1.1 is met, and nothing shows it"]);
        check("| 1.1.1 | 2 | Decode once | met | Here | `a.rs::shows` |", met, &["1.1.1: there is no test shows in a.rs"]);
        check("| 1.1.1 | 2 | Decode once | met | Here | `b.rs` |", met, &["1.1.1: there is no file b.rs"]);
        check("| 1.1.1 | 1 | Decode once | met | Here | `a.rs` |", met, &["1.1.1 is of level 2, not 1"]);
        check(
            "| 1.1.1 | 2 | Decode once | nearly | Here | `a.rs` |",
            "1 requirements: 0 met, 0 not met, 0 deployment, 0 not applicable.",
            &["1.1.1: \"nearly\" is none of met, not met, not applicable, deployment"],
        );
        check("", "0 requirements: 0 met, 0 not met, 0 deployment, 0 not applicable.", &["1.1.1 is missing"]);
        check(
            "| 1.1.1 | 2 | Decode once | not met | Not yet | |",
            met,
            &["the sum is: 1 requirements: 0 met, 1 not met, 0 deployment, 0 not applicable."],
        );
    }
}
