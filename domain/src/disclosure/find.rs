//! Finds in free text what the record knows of others: the words of a protected address, places that give it away, names, numbers.
//!
//! A name is one place, with its first names and a title; a place tells who is meant by it where only one can be.
//!
//! It rather finds too much: a person decides each place. Letters are compared in lower case, å as aa, without what cannot be seen;
//! a word is found with an ending ("Sannes") and split in two ("Kanariefugle-vej").

use super::{Recipient, Says, Why};
use crate::address::Address;
use crate::record::{Fact, Notifier, Record, State};

/// Words of names that name nobody, and words of places that are every place's.
const COMMON: &[&str] = &[
    "af",
    "barn",
    "barnet",
    "mor",
    "moder",
    "far",
    "fader",
    "farmor",
    "farfar",
    "mormor",
    "morfar",
    "moster",
    "faster",
    "onkel",
    "tante",
    "søster",
    "bror",
    "storebror",
    "lillebror",
    "storesøster",
    "lillesøster",
    "plejemor",
    "plejefar",
    "familien",
    "og",
    "fra",
    "den",
    "det",
    "vej",
    "gade",
    "alle",
    "plads",
    "torv",
    "stræde",
    "sal",
    "tv",
    "th",
    "mf",
    "st",
    "kld",
    "lejlighed",
    "skole",
    "skolen",
    "børnehave",
    "børnehaven",
    "vuggestue",
    "vuggestuen",
    "dagtilbud",
    "dagpleje",
    "dagplejen",
    "sfo",
    "klub",
    "klubben",
    "plejefamilie",
    "opholdssted",
    "kommune",
    "kommunens",
    "hos",
    "ved",
    "på",
    "i",
    "leder",
    "daglig",
    "skoleleder",
    "lærer",
    "klasselærer",
    "pædagog",
    "stuepædagog",
    "sundhedsplejerske",
    "læge",
    "praktiserende",
    "politiet",
];

/// Words in a row, as they are compared, why they are sought, and whom they name.
#[derive(Debug)]
struct Term {
    words: Vec<String>,
    why: Why,
    whom: Option<usize>,
}

/// Somebody or something sought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// By which it is known again: the words of the name, as they are compared.
    pub key: String,
    /// As the record says it.
    pub name: String,
}

/// A place in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Found {
    pub bytes: (usize, usize),
    pub why: Why,
    /// Who may be meant.
    whom: Vec<usize>,
}

impl Found {
    /// Who is meant, where only one can be.
    pub(super) fn whom(&self) -> Option<usize> {
        if let [only] = self.whom.as_slice() { Some(*only) } else { None }
    }
}

/// Everything sought in one record for one recipient.
#[derive(Debug)]
pub(super) struct Sought {
    terms: Vec<Term>,
    subjects: Vec<Subject>,
    /// What is the recipient's or the child's own.
    own: Vec<String>,
    /// The child's own number, when the recipient may have it.
    own_number: Option<String>,
}

impl Sought {
    pub(super) fn of(record: &Record, state: &State<'_>, recipient: Recipient, words: &[String], says: &impl Says) -> Self {
        let own_number = state.cpr().filter(|_| recipient.may_have_the_childs_number(state)).map(|cpr| cpr.digits());
        let own = own_words(state, recipient);
        let mut sought = Self { terms: Vec::new(), subjects: Vec::new(), own: own.clone(), own_number };
        for word in words {
            let whom = sought.subject(word);
            sought.phrase(word, Why::Chosen, whom);
        }
        let mut is_protected = false;
        // What was said first and what it was corrected to: both are in the copy.
        let facts = record.entries().iter().map(|entry| match &entry.fact {
            Fact::Corrected(what) => &*what.should_say,
            fact => fact,
        });
        let facts: Vec<&Fact> = facts.collect();
        for fact in &facts {
            if let Fact::AddressStated(what) = fact
                && let Address::Protected(_) = &what.address
            {
                is_protected = true;
                sought.phrase(what.address.checked(), Why::ProtectedAddress, None);
                sought.each_word(what.address.checked(), Why::ProtectedAddress, None, &[]);
            }
        }
        for fact in &facts {
            match fact {
                Fact::NotificationReceived(what) => sought.notifier(&what.notifier, &own),
                Fact::Enrolled(what) if is_protected => sought.place(&what.unit_name, Why::Place),
                Fact::InterventionDecided(what) if is_protected && what.kind.is_placement() => {
                    sought.place(what.offer.as_deref().unwrap_or_default(), Why::Place);
                    sought.place(&what.provider.map(|unit| says.unit(unit)).unwrap_or_default(), Why::Place);
                }
                Fact::RelationAdded(what) if !is_own(&what.name, &own) => sought.person(&what.name, Why::OtherPerson, &own),
                _ => {}
            }
        }
        sought
    }

    fn notifier(&mut self, notifier: &Notifier, own: &[String]) {
        let is_duty = notifier.kind.is_professional();
        let why = if is_duty { Why::OtherPerson } else { Why::Notifier };
        let name = notifier.name.as_deref().unwrap_or_default();
        if !is_own(name, own) {
            self.person(name, why, own);
        }
        if !is_duty {
            // Whatever else was written with a citizen's name may tell who it was.
            let whom = self.subject(name);
            self.each_word(name, why, whom, own);
            self.place(notifier.workplace.as_deref().unwrap_or_default(), why);
        }
    }

    fn place(&mut self, name: &str, why: Why) {
        let whom = self.subject(name);
        self.phrase(name, why, whom);
        self.each_word(name, why, whom, &[]);
    }

    /// A name: as it is written, with the title after its comma, and each word of the name itself.
    fn person(&mut self, written: &str, why: Why, own: &[String]) {
        let name = written.split_once(',').map_or(written, |(name, _)| name);
        let whom = self.subject(written);
        self.phrase(written, why, whom);
        self.phrase(name, why, whom);
        self.each_word(name, why, whom, own);
    }

    /// Whom a name names, the same however often the record has it.
    fn subject(&mut self, written: &str) -> Option<usize> {
        let name = written.split_once(',').map_or(written, |(name, _)| name);
        let key = tokens(name).into_iter().map(|token| token.word).collect::<Vec<_>>().join("-");
        if key.is_empty() {
            return None;
        }
        let known = self.subjects.iter().position(|subject| subject.key == key);
        Some(known.unwrap_or_else(|| {
            self.subjects.push(Subject { key, name: written.to_owned() });
            self.subjects.len() - 1
        }))
    }

    /// Everybody and everything sought by name.
    pub(super) fn subjects(self) -> Vec<Subject> {
        self.subjects
    }

    /// The words in a row.
    fn phrase(&mut self, text: &str, why: Why, whom: Option<usize>) {
        let words: Vec<String> = tokens(text).into_iter().map(|token| token.word).collect();
        // A single word that names nobody, such as “mor”, is not sought by itself.
        let is_person = matches!(why, Why::OtherPerson | Why::Notifier);
        let tells = words.len() > 1 || !is_person || words.iter().any(|word| !COMMON.contains(&word.as_str()) && !self.own.contains(word));
        if !words.is_empty() && tells {
            self.terms.push(Term { words, why, whom });
        }
    }

    /// Each word that may tell something, but those that are the recipient's or the child's own.
    fn each_word(&mut self, text: &str, why: Why, whom: Option<usize>, own: &[String]) {
        for token in tokens(text) {
            let tells = token.word.chars().count() >= 2 && !COMMON.contains(&token.word.as_str()) && !own.contains(&token.word);
            let is_short_number = token.word.len() < 4 && token.word.bytes().all(|byte| byte.is_ascii_digit());
            if tells && !is_short_number {
                self.terms.push(Term { words: vec![token.word], why, whom });
            }
        }
    }

    /// Every place in a text, in order; those that overlap are one, and so are a person's names beside each other.
    pub(super) fn in_text(&self, text: &str) -> Vec<Found> {
        let tokens = tokens(text);
        let numbers = numbers(text, self.own_number.as_deref()).into_iter();
        let mut found: Vec<Found> = numbers.map(|(bytes, why)| Found { bytes, why, whom: Vec::new() }).collect();
        for at in 0..tokens.len() {
            for term in &self.terms {
                if let Some(last) = matches(&tokens[at..], &term.words) {
                    let bytes = (tokens[at].bytes.0, tokens[at + last].bytes.1);
                    found.push(Found { bytes, why: term.why, whom: term.whom.into_iter().collect() });
                }
            }
        }
        // The widest first, and of those alike the gravest.
        found.sort_by_key(|found| (found.bytes.0, std::cmp::Reverse(found.bytes.1), found.why));
        let mut merged: Vec<Found> = Vec::new();
        for next in found {
            match merged.last_mut() {
                Some(last) if next.bytes.0 < last.bytes.1 => {
                    // Only what is found as wide says who else may be meant.
                    if next.bytes == last.bytes {
                        last.whom.extend(next.whom.iter().filter(|whom| !last.whom.contains(whom)).copied().collect::<Vec<_>>());
                    }
                    last.bytes.1 = last.bytes.1.max(next.bytes.1);
                    last.why = last.why.min(next.why);
                }
                Some(last) if is_beside(&text[last.bytes.1..next.bytes.0]) && last.whom.iter().any(|whom| next.whom.contains(whom)) => {
                    last.whom.retain(|whom| next.whom.contains(whom));
                    last.bytes.1 = next.bytes.1;
                    last.why = last.why.min(next.why);
                }
                _ => merged.push(next),
            }
        }
        let mut from = 0;
        for found in &mut merged {
            let is_one_word = tokens.iter().any(|token| token.bytes == found.bytes);
            if is_one_word && matches!(found.why, Why::OtherPerson | Why::Notifier) {
                self.with_first_names(text, &tokens, from, found);
            }
            from = found.bytes.1;
        }
        merged
    }

    /// A surname with the first names written before it: “Jesper Bach” where only “Bach” is known is somebody of that name.
    fn with_first_names(&self, text: &str, tokens: &[Token], from: usize, found: &mut Found) {
        let surname = found.bytes.0;
        let before = tokens.iter().filter(|token| token.bytes.1 <= surname && token.bytes.0 >= from);
        for token in before.rev() {
            let is_name = text[token.bytes.0..].starts_with(char::is_uppercase) && token.word.chars().count() >= 2;
            let is_known =
                COMMON.contains(&token.word.as_str()) || self.own.contains(&token.word) || NO_NAMES.contains(&token.word.as_str());
            if !is_name || is_known || &text[token.bytes.1..found.bytes.0] != " " {
                break;
            }
            found.bytes.0 = token.bytes.0;
            found.whom.clear();
        }
    }
}

/// Nothing between two words but a space, a hyphen or a comma.
fn is_beside(between: &str) -> bool {
    matches!(between, " " | "-" | ", " | "\u{a0}")
}

/// Whether somebody has no name but the child's or the recipient's.
fn is_own(name: &str, own: &[String]) -> bool {
    tokens(name).iter().all(|token| own.contains(&token.word))
}

/// Words that begin a sentence and are nobody's name.
const NO_NAMES: &[&str] = &[
    "og", "men", "at", "da", "for", "som", "til", "med", "om", "af", "fra", "hos", "når", "så", "nu", "ring", "spørg", "post", "kontakt",
    "fru", "hr",
];

/// The words of the child's name and the recipient's.
fn own_words(state: &State<'_>, recipient: Recipient) -> Vec<String> {
    let relative = match recipient {
        Recipient::Relative(no) => state.relations.iter().find(|relation| relation.added.no == no),
        Recipient::Child | Recipient::Other => None,
    };
    let names = [Some(state.name()), relative.map(|relation| relation.added.what.name.as_str())];
    names.into_iter().flatten().flat_map(tokens).map(|token| token.word).collect()
}

/// A word of a text, as it is compared, and where it stands.
#[derive(Debug)]
struct Token {
    word: String,
    bytes: (usize, usize),
}

/// What is not seen and parts no word.
const fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{300}'..='\u{36f}')
}

fn tokens(text: &str) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::new();
    let mut open = false;
    for (at, letter) in text.char_indices() {
        let end = at + letter.len_utf8();
        if letter.is_alphanumeric() {
            if !open {
                all.push(Token { word: String::new(), bytes: (at, end) });
                open = true;
            }
            if let Some(token) = all.last_mut() {
                token.bytes.1 = end;
                for lower in letter.to_lowercase() {
                    match lower {
                        'å' => token.word.push_str("aa"),
                        'é' | 'è' => token.word.push('e'),
                        other => token.word.push(other),
                    }
                }
            }
        } else if !(open && is_unseen(letter)) {
            open = false;
        }
    }
    all
}

/// Whether words stand at the beginning, and which is then the last: the last with an ending, one of them split in two.
fn matches(tokens: &[Token], words: &[String]) -> Option<usize> {
    let (mut at, last) = (0, words.len().checked_sub(1)?);
    for (place, word) in words.iter().enumerate() {
        let token = tokens.get(at)?;
        let is_last = place == last;
        let joined = || tokens.get(at + 1).map(|next| format!("{}{}", token.word, next.word));
        if is_same(&token.word, word, is_last) {
            at += 1;
        } else if token.word.len() >= 2 && word.starts_with(&token.word) && joined().is_some_and(|joined| is_same(&joined, word, is_last)) {
            at += 2;
        } else {
            return None;
        }
    }
    Some(at - 1)
}

/// The same word, the last of several with any ending when it is long, with a genitive when it is short.
fn is_same(token: &str, word: &str, may_end: bool) -> bool {
    match token.strip_prefix(word) {
        Some("") => true,
        Some(ending) if may_end => {
            let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
            !is_number && (word.chars().count() >= 4 || ending == "s")
        }
        _ => false,
    }
}

/// Numbers of eight digits or more, however they are spaced; a date is none.
fn numbers(text: &str, own: Option<&str>) -> Vec<((usize, usize), Why)> {
    let mut found = Vec::new();
    let (mut groups, mut gap): (Vec<(usize, usize)>, String) = (Vec::new(), String::new());
    let mut gaps: Vec<String> = Vec::new();
    let mut flush = |groups: &mut Vec<(usize, usize)>, gaps: &mut Vec<String>| {
        let digits: String = groups.iter().flat_map(|(from, to)| text[*from..*to].chars()).filter_map(digit).map(char::from).collect();
        let lengths: Vec<usize> = groups.iter().map(|(from, to)| text[*from..*to].chars().count()).collect();
        // A time may follow the day.
        let day: &[usize] = match lengths.as_slice() {
            [day @ .., 1 | 2, 2] if day.len() == 3 && gaps.last().is_some_and(|gap| matches!(gap.as_str(), ":" | ".")) => day,
            all => all,
        };
        let is_date = matches!(day, [1 | 2, 1 | 2, 4] | [4, 1 | 2, 1 | 2]) && gaps.iter().take(2).all(|gap| gap.trim() != "");
        if let (Some((from, _)), Some((_, to))) = (groups.first(), groups.last())
            && digits.len() >= 8
            && !is_date
            && own != Some(digits.as_str())
        {
            found.push(((*from, *to), if digits.len() == 10 { Why::Cpr } else { Why::Number }));
        }
        groups.clear();
        gaps.clear();
    };
    for (at, letter) in text.char_indices() {
        if digit(letter).is_some() {
            let end = at + letter.len_utf8();
            match groups.last_mut() {
                Some((_, to)) if *to == at => *to = end,
                Some(_) => {
                    gaps.push(std::mem::take(&mut gap));
                    groups.push((at, end));
                }
                None => groups.push((at, end)),
            }
            gap.clear();
        } else if !groups.is_empty() {
            let parts = letter.is_whitespace()
                || is_dash(letter)
                || matches!(letter, '.' | '/' | '_' | ':' | '(' | ')' | '[' | ']')
                || is_unseen(letter);
            gap.push(letter);
            if !parts || gap.chars().filter(|letter| !is_unseen(*letter)).count() > 3 {
                flush(&mut groups, &mut gaps);
                gap.clear();
            }
        }
    }
    flush(&mut groups, &mut gaps);
    found
}

/// A digit's value as it is written in ASCII, also of those as wide as a Chinese letter.
fn digit(letter: char) -> Option<u8> {
    let value = match letter {
        '0'..='9' => u32::from(letter) - u32::from('0'),
        '\u{ff10}'..='\u{ff19}' => u32::from(letter) - 0xff10,
        _ => return None,
    };
    u8::try_from(value).ok().map(|value| b'0' + value)
}

/// Unicode's dashes, with the minus sign.
const fn is_dash(letter: char) -> bool {
    matches!(
        letter,
        '-' | '\u{58a}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2e3a}' | '\u{2e3b}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}'
    )
}
