//! `GLOSSARY.md`: one Danish term, one English name, one meaning.

use std::collections::BTreeMap;

/// One row of the glossary.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// The Danish term.
    pub danish: String,
    /// The English name in code and on English pages.
    pub english: String,
    /// What it means.
    pub meaning: String,
    /// Where the term comes from.
    pub source: String,
    /// What it is easily mistaken for; may be empty.
    pub not: String,
}

const COLUMNS: usize = 5;

/// Reads every table row of the glossary.
///
/// # Errors
/// Every row that has not five columns, or lacks one of the first four.
pub fn parse(text: &str) -> Result<Vec<Term>, Vec<String>> {
    let mut terms = Vec::new();
    let mut faults = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let Some(row) = line.trim().strip_prefix('|').and_then(|rest| rest.strip_suffix('|')) else { continue };
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let heading =
            cells.first() == Some(&"Danish term") || cells.iter().all(|cell| !cell.is_empty() && cell.chars().all(|c| "-: ".contains(c)));
        if heading {
            continue;
        }
        match cells.as_slice() {
            [danish, english, meaning, source, not] if [danish, english, meaning, source].iter().all(|cell| !cell.is_empty()) => terms
                .push(Term {
                    danish: (*danish).to_owned(),
                    english: (*english).to_owned(),
                    meaning: (*meaning).to_owned(),
                    source: (*source).to_owned(),
                    not: (*not).to_owned(),
                }),
            _ => faults.push(format!("line {number}: {COLUMNS} columns, the first four filled, are wanted: {line}")),
        }
    }
    if faults.is_empty() { Ok(terms) } else { Err(faults) }
}

/// Danish terms with two rows, and English names given to two Danish terms.
pub fn ambiguous(terms: &[Term]) -> Vec<String> {
    let mut by_danish: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut by_english: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for term in terms {
        by_danish.entry(term.danish.to_lowercase()).or_default().push(&term.english);
        by_english.entry(term.english.to_lowercase()).or_default().push(&term.danish);
    }
    let danish =
        by_danish.iter().filter(|(_, names)| names.len() > 1).map(|(term, names)| format!("{term} has {} rows: {names:?}", names.len()));
    let english = by_english.iter().filter(|(_, terms)| terms.len() > 1).map(|(name, terms)| format!("\"{name}\" means {terms:?}"));
    danish.chain(english).collect()
}

/// Words that are used but not in the glossary.
pub fn missing<'a>(terms: &[Term], used: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut missing: Vec<String> =
        used.into_iter().filter(|word| find(terms, word).is_none()).map(|word| format!("{word} is used but not in the glossary")).collect();
    missing.sort();
    missing.dedup();
    missing
}

/// Pairs of Danish and English that a page shows otherwise than the glossary says.
pub fn contradicted<'a>(terms: &[Term], shown: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    shown
        .into_iter()
        .filter_map(|(danish, english)| {
            let term = find(terms, danish)?;
            (!term.english.eq_ignore_ascii_case(english))
                .then(|| format!("{danish} is \"{english}\" in the code lists and \"{}\" in the glossary", term.english))
        })
        .collect()
}

fn find<'a>(terms: &'a [Term], danish: &str) -> Option<&'a Term> {
    terms.iter().find(|term| term.danish.to_lowercase() == danish.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "| Danish term | English name | Meaning | Source | Not to be confused with |\n|---|---|---|---|---|\n";

    fn terms(rows: &str) -> Vec<Term> {
        parse(&format!("# Glossary\n\n{TABLE}{rows}")).expect("well-formed rows")
    }

    #[test]
    fn rows_are_read_and_bad_ones_reported() {
        assert_eq!(terms("| frist | due date | When. | law | |\n").len(), 1);
        assert_eq!(parse(&format!("{TABLE}| frist | | When. | law | |\n")).expect_err("no English name").len(), 1);
        assert_eq!(parse(&format!("{TABLE}| frist | due date |\n")).expect_err("too few columns").len(), 1);
    }

    #[test]
    fn a_term_or_a_name_used_twice_is_found() {
        let twice = terms("| frist | due date | a | b | |\n| Frist | deadline | a | b | |\n| termin | due date | a | b | |\n");
        assert_eq!(ambiguous(&twice).len(), 2);
        assert_eq!(ambiguous(&terms("| frist | due date | a | b | |\n")), Vec::<String>::new());
    }

    #[test]
    fn a_missing_term_and_a_wrong_name_are_found() {
        let one = terms("| frist | due date | a | b | |\n");
        assert_eq!(missing(&one, ["Frist", "indsats", "indsats"]), ["indsats is used but not in the glossary"]);
        assert_eq!(contradicted(&one, [("frist", "deadline")]).len(), 1);
        assert_eq!(contradicted(&one, [("frist", "Due date"), ("unknown", "x")]), Vec::<String>::new());
    }
}
