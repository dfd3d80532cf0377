//! A copy as PDF: it can be read aloud and kept, is the same each time, and what is no copy is refused.
#![allow(clippy::expect_used, reason = "a test says what it expected")]

use serde_json::{Value, json};
use trin_paper::{LONGEST, Unset};

const DIGEST: &str = "3fa9c1d2e4b5a6978812345678901234567890abcdefabcdefabcdefabcdefab";

fn copy() -> Value {
    json!({
        "form": "trin-copy/1", "municipality": "Kerteminde", "child": "Noah Holm", "given_to": "Noah Holm, barnet selv", "given_on": "2026-05-12",
        "given": "12. maj 2026", "about": [{ "heading": "Formål", "text": "Vi hjælper." }],
        "entries": [{
            "no": 1, "kind": "note-written", "name": "Notat", "written_at": "2026-01-01T08:00:00Z", "written": "1. januar 2026 kl. 9.00",
            "by": { "name": "Mette Holm", "role": "Rådgiver", "unit": "" },
            "lines": [{ "field": "facts", "label": "Hvad skete der", "says": [{ "text": "Noah kom #link(\"x\") 😀" }, { "withheld": "Beskyttet adresse" }] }],
        }],
        "looks": [], "withheld": 1,
    })
}

fn has(pdf: &[u8], text: &str) -> bool {
    pdf.windows(text.len()).any(|window| window == text.as_bytes())
}

#[test]
fn it_is_tagged_says_what_it_is_and_carries_nothing_that_acts() {
    let pdf = trin_paper::copy(&copy().to_string(), DIGEST).expect("set");
    assert!(pdf.starts_with(b"%PDF-1.7"));
    // The tree that is read aloud, the language, and the two standards as the file itself claims them. Typst writes the claims only when its own
    // validator finds no fault.
    for needed in [
        "/StructTreeRoot",
        "/MarkInfo",
        "/Lang(da-DK)",
        "/DisplayDocTitle true",
        "<pdfuaid:part>1",
        "<pdfaid:part>2",
        "<pdfaid:conformance>A",
        "/Outlines",
    ] {
        assert!(has(&pdf, needed), "{needed} is missing");
    }
    assert!(has(&pdf, "Kopi af sagen om Noah Holm"), "its title");
    for unwanted in ["/JavaScript", "/JS", "/URI", "/Launch", "/EmbeddedFile", "/AcroForm", "/OpenAction", "😀"] {
        assert!(!has(&pdf, unwanted), "{unwanted} is there");
    }
    // Subsets of the fonts, not the fonts.
    assert!(pdf.len() < 120_000, "{} bytes", pdf.len());
}

#[test]
fn the_same_copy_is_the_same_to_the_last_byte() {
    let json = copy().to_string();
    let first = trin_paper::copy(&json, DIGEST).expect("set");
    assert_eq!(trin_paper::copy(&json, DIGEST).expect("set"), first);
    let another = trin_paper::copy(&json, &DIGEST.replace('3', "4")).expect("set");
    assert_ne!(another, first);
}

#[test]
fn copies_set_at_the_same_time_are_what_they_are_alone() {
    let copies: Vec<String> = ["Noah Holm", "Åse Øjvind", "Karim Bang"].map(|child| copy().to_string().replace("Noah Holm", child)).into();
    let alone: Vec<_> = copies.iter().map(|json| trin_paper::copy(json, DIGEST).expect("set")).collect();
    let together: Vec<_> = std::thread::scope(|scope| {
        let all: Vec<_> = copies.iter().map(|json| scope.spawn(|| trin_paper::copy(json, DIGEST).expect("set"))).collect();
        all.into_iter().map(|one| one.join().expect("it ends")).collect()
    });
    assert!(alone == together && alone[0] != alone[1], "one copy is in another's way");
}

#[test]
fn what_is_no_copy_is_refused_without_a_word_of_it() {
    let mut without = copy();
    without.as_object_mut().expect("an object").remove("entries");
    let mut no_day = copy();
    no_day["given_on"] = "i går".into();
    let mut another_form = copy();
    another_form["form"] = "trin-copy/2".into();
    for json in [String::new(), "{}".to_owned(), "[]".to_owned(), without.to_string(), no_day.to_string(), another_form.to_string()] {
        let why = trin_paper::copy(&json, DIGEST).expect_err("no copy");
        assert_eq!(why, Unset::Template, "{json}");
        assert!(!why.to_string().contains("Noah"));
    }
    assert_eq!(trin_paper::copy(&" ".repeat(LONGEST + 1), DIGEST), Err(Unset::TooLong));
}
