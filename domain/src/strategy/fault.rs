//! What is wrong in a strategy file, said so that whoever wrote it can mend it.

use std::fmt;

/// One fault in a strategy file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// Line in the file, from 1.
    pub line: usize,
    /// The field as it stands in the file, entries counted from 1: `steps[2].interventions`. Empty when the fault is the line itself.
    pub field: String,
    /// What is wrong and what is allowed, in Danish.
    pub da: String,
    /// The same in English.
    pub en: String,
}

impl Fault {
    /// The whole message in English, as `Display` gives it in Danish.
    pub fn in_english(&self) -> String {
        if self.field.is_empty() {
            format!("line {}: {}", self.line, self.en)
        } else {
            format!("line {}, {}: {}", self.line, self.field, self.en)
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.field.is_empty() {
            write!(f, "linje {}: {}", self.line, self.da)
        } else {
            write!(f, "linje {}, {}: {}", self.line, self.field, self.da)
        }
    }
}

impl std::error::Error for Fault {}

/// The candidate most like `written`, when it is like enough to be what was meant.
pub(super) fn nearest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let written: Vec<char> = written.to_lowercase().chars().take(64).collect();
    let allowed = (written.len() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (edits(&written, &candidate.to_lowercase().chars().collect::<Vec<_>>()), candidate))
        .filter(|(edits, _)| *edits <= allowed)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Least number of letters to add, remove or change between the two.
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if from == to { diagonal } else { 1 + diagonal.min(above).min(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_finds_what_was_meant_and_nothing_else() {
        let names = ["interventions", "methods", "actors"];
        assert_eq!(nearest("intervention", names), Some("interventions"));
        assert_eq!(nearest("Metods", names), Some("methods"));
        assert_eq!(nearest("farve", names), None);
        assert_eq!(nearest("", names), None);
    }

    #[test]
    fn edits_counts_letters() {
        let letters = |word: &str| word.chars().collect::<Vec<_>>();
        assert_eq!(edits(&letters("uger"), &letters("uge")), 1);
        assert_eq!(edits(&letters(""), &letters("uge")), 3);
        assert_eq!(edits(&letters("trin"), &letters("trin")), 0);
    }
}
