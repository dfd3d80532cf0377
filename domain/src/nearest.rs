//! The nearest word, for "did you mean".

/// The candidate that a mistyped word most likely stands for, when one is near enough.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let written = plain(word);
    let most = (written.len() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (plain(candidate), candidate))
        // A word is no nearer than the lengths differ, and most differ too much.
        .filter(|(other, _)| other.len().abs_diff(written.len()) <= most)
        .map(|(other, candidate)| (distance(&written, &other), candidate))
        .filter(|(distance, candidate)| *distance <= most && *distance < candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}

/// Upper case, underscores and spaces are no real difference.
fn plain(word: &str) -> Vec<char> {
    word.chars().take(80).flat_map(char::to_lowercase).map(|c| if matches!(c, '_' | ' ') { '-' } else { c }).collect()
}

/// How many characters must be put in, taken out, changed, or swapped with their neighbour.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in other.iter().enumerate() {
            let changed = last[j] + usize::from(a != b);
            let mut least = changed.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *a == other[j - 1] && one[i - 1] == *b {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[other.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn finds_the_likely_word_and_no_unlikely_one() {
        let words = ["family-treatment", "home-support", "placement-kin"];
        for (written, meant) in [
            ("family-treatmen", Some("family-treatment")),
            ("Family_Treatment", Some("family-treatment")),
            ("home support", Some("home-support")),
            ("plcement-kin", Some("placement-kin")),
            ("hmoe-support", Some("home-support")),
            ("xyz", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, words), meant, "{written}");
        }
    }
}
