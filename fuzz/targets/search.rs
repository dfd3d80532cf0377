//! Words to search for.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trin_store::fuzz::{searched_words, sort_key};

fuzz_target!(|typed: &str| {
    let words = searched_words(typed);
    for word in &words {
        assert!(!word.is_empty() && !word.contains(char::is_whitespace), "{word:?}");
    }
    assert_eq!(searched_words(&words.join(" ")), words, "folded twice is folded once");
    let _ = sort_key(typed);
});
