//! What a font cannot show is told, and what a line cannot hold is broken: nothing that was written is left out of the paper unseen.

use serde_json::Value;
use std::fmt::Write as _;
use std::ops::BitOr;

/// Where a long word may be broken. No letter, now or ever, so no text has it; the template breaks here and sets nothing.
const BREAK: char = '\u{FDD0}';
/// The longest word that stands unbroken, in letters.
const LONGEST_WORD: usize = 40;
/// How many letters of a longer one stand together.
const PIECE: usize = 30;

/// Makes all text of a JSON fit to be set; whether some letter is told by its number.
///
/// A letter no font here has, such as a face, becomes `‹U+1F600›`: a blank would hide that something stands there, and is no PDF/A. So does one
/// that turns the letters around it the other way: text could be made to read backwards.
pub(crate) fn make(value: &mut Value, has: impl Fn(char) -> bool + Copy) -> bool {
    within(value, false, has)
}

fn within(value: &mut Value, is_prose: bool, has: impl Fn(char) -> bool + Copy) -> bool {
    match value {
        Value::String(text) => {
            let has_told = tell(text, has);
            if is_prose {
                break_words(text);
            }
            has_told
        }
        // Each is made fit, also after one was told: `any` would stop.
        Value::Array(all) => all.iter_mut().map(|one| within(one, is_prose, has)).fold(false, BitOr::bitor),
        Value::Object(all) => all.iter_mut().map(|(name, one)| within(one, name == "text", has)).fold(false, BitOr::bitor),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn tell(text: &mut String, has: impl Fn(char) -> bool) -> bool {
    let is_shown = |letter: char| letter == '\n' || (has(letter) && letter != BREAK && !letter.is_control() && !turns(letter));
    if text.chars().all(is_shown) {
        return false;
    }
    let mut has_told = false;
    let mut all = String::with_capacity(text.len() + text.len() / 4);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' => all.push('\n'),
            '\t' => all.push(' '),
            letter if is_shown(letter) => all.push(letter),
            letter => {
                has_told = true;
                let _ = write!(all, "‹U+{:04X}›", u32::from(letter));
            }
        }
    }
    *text = all;
    has_told
}

/// The signs that change which way others are read.
const fn turns(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn break_words(text: &mut String) {
    if text.split_whitespace().all(|word| word.chars().count() <= LONGEST_WORD) {
        return;
    }
    let mut all = String::with_capacity(text.len() + text.len() / 8);
    for word in text.split_inclusive(char::is_whitespace) {
        if word.chars().count() <= LONGEST_WORD {
            all.push_str(word);
            continue;
        }
        let mut together = 0;
        for letter in word.chars() {
            // Before a letter of its own, not between one and what stands above it.
            if together >= PIECE && (letter.is_alphanumeric() || letter.is_ascii_punctuation()) {
                all.push(BREAK);
                together = 0;
            }
            all.push(letter);
            together += 1;
        }
    }
    *text = all;
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn told(text: &str) -> (String, bool) {
        let mut value = json!({ "text": text });
        let has_told = make(&mut value, |letter| letter.is_alphanumeric() || letter == ' ' || turns(letter));
        (value["text"].as_str().unwrap_or_default().to_owned(), has_told)
    }

    #[test]
    fn what_cannot_be_shown_is_told_by_its_number() {
        for (text, shown, has_told) in [
            ("Noah går", "Noah går", false),
            ("a\tb\r\nc\rd", "a b\nc\nd", false),
            ("a😀", "a‹U+1F600›", true),
            ("a\0b\u{7f}", "a‹U+0000›b‹U+007F›", true),
            ("a\u{202e}b\u{2066}c\u{fdd0}", "a‹U+202E›b‹U+2066›c‹U+FDD0›", true),
        ] {
            assert_eq!(told(text), (shown.to_owned(), has_told), "{text:?}");
        }
    }

    #[test]
    fn every_text_is_made_fit_also_after_one_was_told() {
        let mut value = json!({ "a": [{ "text": "x😀" }, { "text": "y😀" }], "b": "z😀" });
        assert!(make(&mut value, char::is_alphanumeric));
        assert_eq!(value, json!({ "a": [{ "text": "x‹U+1F600›" }, { "text": "y‹U+1F600›" }], "b": "z‹U+1F600›" }));
    }

    #[test]
    fn a_long_word_of_prose_can_be_broken_and_loses_no_letter() {
        let long = "x".repeat(100);
        let (broken, _) = told(&format!("før {long} efter"));
        assert_eq!(broken.split(BREAK).count(), 4);
        assert_eq!(broken.replace(BREAK, ""), format!("før {long} efter"));
        let mut name = json!({ "name": long });
        make(&mut name, |_| true);
        assert_eq!(name["name"], long, "a name is not prose");
        let fits = "y".repeat(LONGEST_WORD);
        assert_eq!(told(&fits).0, fits);
    }
}
