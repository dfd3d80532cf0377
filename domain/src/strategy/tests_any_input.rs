//! Whatever the file holds, reading it ends in a strategy or in faults, never in a panic.

use super::Strategy;
use proptest::prelude::{ProptestConfig, TestCaseError, any, prop_assert, proptest};

const FILES: [&str; 4] = [
    include_str!("../../strategies/kerteminde-2021.toml"),
    include_str!("../../strategies/hvidovre-2014.toml"),
    include_str!("../../strategies/faxe-2019.toml"),
    include_str!("../../strategies/koege-2020.toml"),
];

/// Pieces that mean something in TOML or in a strategy.
const PIECES: [&str; 24] = [
    "[",
    "]",
    "[[steps]]",
    "[[",
    "{",
    "}",
    "=",
    "\"",
    "'",
    "\"\"\"",
    "#",
    "\n",
    ",",
    ".",
    "0x",
    "1e999",
    "true",
    "steps",
    "interventions",
    "2 uger",
    "\u{feff}",
    "æ",
    "\\u0000",
    "2020-01-01",
];

fn check(text: &str) -> Result<(), TestCaseError> {
    if let Err(faults) = Strategy::parse(text) {
        let lines = text.matches('\n').count() + 1;
        prop_assert!(!faults.is_empty());
        for fault in faults {
            prop_assert!((1..=lines).contains(&fault.line), "{fault} in a file of {lines} lines");
            prop_assert!(!fault.to_string().contains('\n') && !fault.in_english().contains('\n'), "one line each: {fault:?}");
            let begins = format!("linje {}", fault.line);
            prop_assert!(fault.to_string().starts_with(&begins), "{fault}");
        }
    }
    Ok(())
}

/// The nearest place at or before `at` where the text may be cut.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn random_pieces(pieces in proptest::collection::vec(0..PIECES.len(), 0..60)) {
        check(&pieces.into_iter().map(|piece| PIECES[piece]).collect::<String>())?;
    }

    #[test]
    fn shipped_files_with_cuts_and_pieces(
        file in 0..FILES.len(),
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), 0usize..40, 0..PIECES.len()), 1..6),
    ) {
        let mut text = FILES[file].to_owned();
        for (place, cut, piece) in edits {
            let from = boundary(&text, place.index(text.len() + 1));
            let to = boundary(&text, from + cut).max(from);
            text.replace_range(from..to, PIECES[piece]);
        }
        check(&text)?;
    }

    #[test]
    fn shipped_files_with_lines_gone_doubled_and_swapped(
        file in 0..FILES.len(),
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<proptest::sample::Index>(), 0u8..3), 1..8),
    ) {
        let mut lines: Vec<&str> = FILES[file].lines().collect();
        for (one, other, how) in edits {
            let (one, other) = (one.index(lines.len()), other.index(lines.len()));
            match how {
                0 if lines.len() > 1 => { lines.remove(one); }
                1 => lines.insert(other, lines[one]),
                _ => lines.swap(one, other),
            }
        }
        check(&lines.join("\n"))?;
    }
}

#[test]
fn deep_nesting_and_size_are_faults() {
    for text in ["[".repeat(50_000), format!("a = {}", "[".repeat(50_000)), format!("a = {}", "{a=".repeat(20_000)), "x".repeat(500_000)] {
        assert!(Strategy::parse(&text).is_err());
    }
    assert!(Strategy::parse("").is_err());
    assert!(Strategy::parse(&"\n".repeat(1000)).is_err());
}
