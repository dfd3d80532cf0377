//! Danish letters: an order that is right on both engines, and words that are found however they are typed.
//!
//! Both are computed here and stored, because the engines' own orders and case rules differ and are wrong for Danish.

/// A key whose byte order is the Danish alphabet: a … z, æ, ø, å, with `aa` as `å` and accents aside.
pub(crate) fn sort_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    for letter in letters(name) {
        match letter {
            'æ' | 'ä' => key.push('{'),
            'ø' | 'ö' | 'œ' => key.push('|'),
            'å' => key.push('}'),
            'ü' => key.push('y'),
            'a' if key.ends_with('a') => {
                key.pop();
                key.push('}');
            }
            letter => plain(letter, &mut key),
        }
    }
    key
}

/// The words of a text, folded: small letters, `å` as `aa`, accents aside; `æ` and `ø` stay what they are.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut folded = String::with_capacity(text.len());
    for letter in letters(text) {
        match letter {
            'å' => folded.push_str("aa"),
            'æ' | 'ä' => folded.push('æ'),
            'ø' | 'ö' | 'œ' => folded.push('ø'),
            'ü' => folded.push('u'),
            letter => plain(letter, &mut folded),
        }
    }
    folded.split_whitespace().map(str::to_owned).collect()
}

/// What a person typed in a search field: words, where a CPR number keeps together with or without its hyphen.
pub(crate) fn searched_words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let is_digit = |at: Option<usize>| at.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let joined: String = letters
        .iter()
        .enumerate()
        .filter(|(at, letter)| **letter != '-' || !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))))
        .map(|(_, letter)| *letter)
        .collect();
    words(&joined)
}

/// The first text after all that begin with `prefix`, in byte order.
pub(crate) fn after_prefix(prefix: &str) -> String {
    format!("{prefix}\u{10FFFF}")
}

/// Small letters, with a combining ring or umlaut taken into its letter and other combining marks left out.
fn letters(text: &str) -> impl Iterator<Item = char> {
    let mut letters: Vec<char> = Vec::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match (letter, letters.last_mut()) {
            ('\u{30a}', Some(last)) if *last == 'a' => *last = 'å',
            ('\u{308}', Some(last)) if "aou".contains(*last) => {
                *last = match *last {
                    'a' => 'ä',
                    'o' => 'ö',
                    _ => 'ü',
                }
            }
            ('\u{300}'..='\u{36f}', _) => {}
            _ => letters.push(letter),
        }
    }
    letters.into_iter()
}

fn plain(letter: char, into: &mut String) {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' => into.push('a'),
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => into.push('e'),
        'í' | 'ì' | 'î' | 'ï' | 'ī' | 'ı' => into.push('i'),
        'ó' | 'ò' | 'ô' | 'õ' | 'ō' | 'ő' => into.push('o'),
        'ú' | 'ù' | 'û' | 'ū' | 'ů' | 'ű' => into.push('u'),
        'ý' | 'ÿ' => into.push('y'),
        'ç' | 'č' | 'ć' => into.push('c'),
        'ð' | 'đ' | 'ď' => into.push('d'),
        'ğ' => into.push('g'),
        'ł' => into.push('l'),
        'ñ' | 'ń' | 'ň' => into.push('n'),
        'ř' => into.push('r'),
        'š' | 'ş' | 'ś' | 'ș' => into.push('s'),
        'ß' => into.push_str("ss"),
        'ť' | 'ț' => into.push('t'),
        'ž' | 'ź' | 'ż' => into.push('z'),
        'þ' => into.push_str("th"),
        '\'' | '’' | '.' => {}
        letter if letter.is_alphanumeric() => into.push(letter),
        _ if into.is_empty() || into.ends_with(' ') => {}
        _ => into.push(' '),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_sort_as_in_a_danish_register() {
        let mut names =
            ["Åse", "Østen", "Ærø", "Zoe", "Aage", "Anna", "Ünal", "Yrsa", "Ester", "Élise", "Åge", "anna", "Anne-Mie", "Anne Grete"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["Anna", "anna", "Anne Grete", "Anne-Mie", "Élise", "Ester", "Ünal", "Yrsa", "Zoe", "Ærø", "Østen", "Aage", "Åge", "Åse"]
        );
    }

    #[test]
    fn words_fold_case_and_accents_but_keep_danish_letters() {
        assert_eq!(words("Åse  Kjær-Sørensen"), ["aase", "kjær", "sørensen"]);
        assert_eq!(words("A\u{30a}ge O'Brien"), ["aage", "obrien"]);
        assert_eq!(words("André Müller"), ["andre", "muller"]);
        assert_ne!(words("får"), words("far"));
    }

    #[test]
    fn a_cpr_number_is_one_word_however_typed() {
        assert_eq!(searched_words("620612-1234"), ["6206121234"]);
        assert_eq!(searched_words("Ida 620612"), ["ida", "620612"]);
        assert_eq!(searched_words("Anne-Mie -"), ["anne", "mie"]);
    }
}
