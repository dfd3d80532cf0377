//! What stands on the pages, read from where Typst laid it: all that the copy says, in its order, and nothing else.
#![allow(clippy::expect_used, reason = "a test says what it expected")]

use super::*;
use serde_json::json;
use typst::layout::{Abs, Frame, FrameItem, Point};

const DIGEST: &str = "3fa9c1d2e4b5a6978812345678901234567890abcdefabcdefabcdefabcdefab";

fn entry(no: u32, says: &Value) -> Value {
    json!({
        "no": no, "kind": "note-written", "name": "Notat", "written_at": "2026-01-01T08:00:00Z", "written": "1. januar 2026 kl. 9.00",
        "by": { "name": "Mette Holm", "role": "Rådgiver", "unit": "Nord" },
        "lines": [{ "field": "facts", "label": "Hvad skete der", "says": says }],
    })
}

fn copy_of(entries: Vec<Value>) -> Value {
    json!({
        "form": FORM, "municipality": "Kerteminde", "child": "Noah Holm", "given_to": "Noah Holm, barnet selv", "given_on": "2026-05-12",
        "given": "12. maj 2026", "about": [{ "heading": "Formål", "text": "Vi hjælper." }], "entries": entries,
        "looks": [{ "at": "2026-01-01T08:00:00Z", "on": "1. januar 2026 kl. 9.00", "purpose": "Sagsarbejde" }], "withheld": 0,
    })
}

/// The texts of a page between its margins, in the order they were set; without spaces, which a line's end swallows.
fn within_margins(frame: &Frame, at: Point, all: &mut String) {
    for (place, item) in frame.items() {
        let here = at + *place;
        match item {
            FrameItem::Group(group) => within_margins(&group.frame, here, all),
            FrameItem::Text(text) if here.y > Abs::mm(22.0) && here.y < Abs::mm(297.0 - 21.0) => {
                all.extend(text.text.chars().filter(|letter| !letter.is_whitespace()))
            }
            _ => {}
        }
    }
}

fn read(copy: &Value) -> String {
    let document = on_one_core(|| set(&copy.to_string(), DIGEST)).expect("it is set");
    let mut all = String::new();
    for page in document.pages() {
        within_margins(&page.frame, Point::zero(), &mut all);
    }
    all
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// All that stands on the pages of a copy beside its entries' own lines, and those.
fn expected(count: &str, entries: &str) -> String {
    let first = format!(
        "Kerteminde Kopi af sagen om Noah Holm Til Noah Holm, barnet selv. Lavet 12. maj 2026. Her står alt, hvad der er skrevet i sagen, i den \
         rækkefølge, det blev skrevet: {count} Spørg din rådgiver, hvis der er noget, du vil have forklaret."
    );
    squeezed(&format!(
        "{first} Om oplysningerne Formål Vi hjælper. Det, der er skrevet {entries} Hvornår nogen har set i sagen, og hvorfor \
         Hvornår Hvad det var til 1. januar 2026 kl. 9.00 Sagsarbejde Kopiens kendetegn (SHA-256 af JSON): {DIGEST}"
    ))
}

fn as_set(no: u32, says: &str) -> String {
    format!("{no}. Notat 1. januar 2026 kl. 9.00 · Mette Holm, Rådgiver, Nord Hvad skete der {says}")
}

#[test]
fn what_the_copy_says_stands_there_word_for_word_and_nothing_else() {
    let said = json!([{ "text": "Noah fortalte om " }, { "withheld": "Beskyttet adresse" }, { "text": ".\n\nHan var glad." }]);
    let mut copy = copy_of(vec![entry(1, &said), entry(2, &json!([{ "text": "Kort." }]))]);
    copy["withheld"] = 1.into();
    let count = "2 poster. Ét sted er der taget noget ud. Dér står tilbageholdt: og hvorfor.";
    let set = as_set(1, "Noah fortalte om tilbageholdt: beskyttet adresse. Han var glad.") + &as_set(2, "Kort.");
    assert_eq!(read(&copy), expected(count, &set));
}

#[test]
fn an_empty_copy_says_that_it_is_empty() {
    assert_eq!(read(&copy_of(vec![])), expected("0 poster.", "Der er ikke skrevet noget."));
}

#[test]
fn how_the_family_sees_it_stands_with_what_it_is_about_and_nowhere_unsaid() {
    let view = |no: u32, about: u32, text: &str| {
        let mut view = entry(no, &json!([{ "text": text }]));
        view["about"] = about.into();
        view
    };
    let copy = copy_of(vec![entry(1, &json!([{ "text": "Først." }])), view(2, 1, "Sådan var det ikke."), view(3, 9, "Det er væk.")]);
    let by = "1. januar 2026 kl. 9.00 · Mette Holm, Rådgiver, Nord";
    let seen = format!("Familien ser det anderledes (post 2) Hvad skete der Sådan var det ikke. {by}");
    let set = format!("{} {seen} 2. Notat {by} Det står ved post 1. {}", as_set(1, "Først."), as_set(3, "Det er væk."));
    assert_eq!(read(&copy), expected("3 poster.", &set));
}

#[test]
fn what_was_written_is_set_as_text_and_never_run() {
    for nasty in [
        "#panic(\"nej\") #let x = 1 #import \"@preview/a:1.0.0\" #read(\"/etc/passwd\") #eval(\"1\")",
        "$x^2$ *fed* _skrå_ `kode` ```blok``` @noah <mærke> = overskrift - liste + tal / ord: ting",
        "<b>html</b> &amp; \\ \\n \\u{41} // kommentar /* mere */ ~ -- --- ... ' \" \u{a0}!",
        "=1+1 =HYPERLINK(\"x\") {\"json\":[1]} ]} #{ } [ ( http://example.org mailto:a@b.dk",
        "ÆØÅ æøå é ü ß č ş ğ ł đ ø̈ Ω Ж – — « » € № ½ ²",
    ] {
        assert_eq!(read(&copy_of(vec![entry(1, &json!([{ "text": nasty }]))])), expected("én post.", &as_set(1, nasty)), "{nasty}");
    }
    // As everything else that comes with the copy.
    let mut copy = copy_of(vec![]);
    for place in ["/municipality", "/child", "/given_to", "/given", "/about/0/heading", "/about/0/text", "/looks/0/on", "/looks/0/purpose"]
    {
        *copy.pointer_mut(place).expect("it is there") = format!("#panic() $a$ {place} *x*").into();
    }
    let read = read(&copy);
    for place in ["/municipality", "/child", "/given_to", "/given", "/about/0/heading", "/about/0/text", "/looks/0/on", "/looks/0/purpose"]
    {
        assert!(read.contains(&squeezed(&format!("#panic() $a$ {place} *x*"))), "{place}: {read}");
    }
}

#[test]
fn letters_no_font_has_are_told_by_their_number_and_the_page_says_so() {
    let says = json!([{ "text": "glad 😀 nul\0 vendt\u{202e}om 中" }]);
    let told = "én post. Tegn, som skriften her ikke har, står med deres nummer, fx ‹U+1F600›.";
    let set = as_set(1, "glad ‹U+1F600› nul‹U+0000› vendt‹U+202E›om ‹U+4E2D›");
    assert_eq!(read(&copy_of(vec![entry(1, &says)])), expected(told, &set));
}

#[test]
fn arabic_stands_in_its_own_letters() {
    let read = read(&copy_of(vec![entry(1, &json!([{ "text": "Mor sagde: أحب المدرسة, og smilede." }]))]));
    for word in ["أحب", "المدرسة", "Morsagde:", "ogsmilede."] {
        assert!(read.contains(word), "{word}: {read}");
    }
    assert!(!read.contains("U+"));
}

#[test]
fn no_letter_of_a_long_text_or_a_long_word_falls_off_the_paper() {
    let long_word = "W".repeat(6_000);
    let long_text = "Det regnede den dag, og bussen kom for sent. ".repeat(600);
    for text in [long_word, long_text] {
        let copy = copy_of(vec![entry(1, &json!([{ "text": text }]))]);
        let document = on_one_core(|| set(&copy.to_string(), DIGEST)).expect("it is set");
        let mut rightmost = Abs::zero();
        for page in document.pages() {
            furthest(&page.frame, Point::zero(), &mut rightmost);
        }
        assert!(rightmost <= Abs::mm(210.0 - 21.9), "{rightmost:?} on {} pages", document.pages().len());
        assert!(document.pages().len() > 2);
        assert_eq!(read(&copy), expected("én post.", &as_set(1, &text)));
    }
}

#[test]
fn what_stays_together_fits_on_a_page() {
    let whole = |says: &str, lines: usize| {
        let mut entry = entry(1, &json!([]));
        entry["lines"] = vec![
            json!({ "field": "facts", "label": "Hvad skete der", "says": [{ "text": says }, { "withheld": "Beskyttet adresse" }] });
            lines
        ]
        .into();
        copy_of(vec![entry])
    };
    // Wide letters, one letter on a line, many small lines: the longest of each that stay together, and what is beyond.
    for length in [900, 1_000, 1_100, 1_200, 3_000] {
        for (says, lines) in
            [("W ".repeat(length / 2), 1), ("W\n".repeat(length / 82), 1), ("W".to_owned(), length / 90), ("W W W\n".repeat(400), 1)]
        {
            let set = squeezed(&says) + "tilbageholdt:beskyttetadresse";
            let read = read(&whole(&says, lines));
            let entry =
                format!("{}{}", squeezed(&as_set(1, "")).trim_end_matches("Hvadsketeder"), ["Hvadsketeder", &set].concat().repeat(lines));
            assert!(read.contains(&entry), "{length}, {lines}: {read}");
        }
    }
}

fn furthest(frame: &Frame, at: Point, rightmost: &mut Abs) {
    for (place, item) in frame.items() {
        let here = at + *place;
        match item {
            FrameItem::Group(group) => furthest(&group.frame, here, rightmost),
            FrameItem::Text(text) => *rightmost = (*rightmost).max(here.x + text.width()),
            _ => {}
        }
    }
}

#[test]
fn headings_are_set_in_the_heavier_letters() {
    let copy = copy_of(vec![entry(1, &json!([{ "text": "Kort." }]))]);
    let document = on_one_core(|| set(&copy.to_string(), DIGEST)).expect("it is set");
    let mut families = std::collections::BTreeSet::new();
    for page in document.pages() {
        fonts(&page.frame, &mut families);
    }
    assert_eq!(Vec::from_iter(families), ["IBM Plex Sans", "IBM Plex Sans SmBld"]);
}

fn fonts(frame: &Frame, families: &mut std::collections::BTreeSet<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => fonts(&group.frame, families),
            FrameItem::Text(text) => drop(families.insert(text.font.font().info().family.to_string())),
            _ => {}
        }
    }
}
