//! Counts that belong together, added up.

use std::collections::BTreeMap;

/// The counts under each key added together, in the order of the keys.
pub fn totals<K: Ord>(counts: impl IntoIterator<Item = (K, i64)>) -> Vec<(K, i64)> {
    let mut totals = BTreeMap::new();
    for (key, count) in counts {
        *totals.entry(key).or_insert(0) += count;
    }
    totals.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_under_one_key_are_added() {
        assert_eq!(totals([("b", 2), ("a", 1), ("b", 3), ("c", 0)]), [("a", 1), ("b", 5), ("c", 0)]);
        assert_eq!(totals::<&str>([]), []);
    }
}
