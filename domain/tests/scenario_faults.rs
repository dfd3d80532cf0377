//! A file with a fault gets a message with its line, what is wrong and what is allowed; never a panic, and no fault hides another.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use trin_domain::scenario::Scenario;

const GOOD: &str = include_str!("../../scenarios/every-fact.json");

/// The beginning of a case, on lines 1 to 6; what is under test begins in line 7.
const CASE: &str = r#"{
  "child": "freja", "by": "karin", "role": "intake",
  "entries": [
    { "at": "2024-03-01T09:00", "fact": "registered", "name": "Freja Lund", "birth": "2015-04-02" },
    { "at": "2024-03-01T09:30", "label": "under", "fact": "notification-received", "notifier": "school", "concern": "Fravær", "causes": ["school-problems"] },
    { "at": "2024-03-01T09:30", "fact": "responsibility-assigned", "to": "karin", "reason": "Modtagelsen" },
"#;

fn faults(file: &[u8]) -> Vec<String> {
    match Scenario::parse(file) {
        Ok(scenario) => scenario.record().err().iter().map(|fault| fault.message_da()).collect(),
        Err(faults) => faults.iter().map(|fault| fault.message_da()).collect(),
    }
}

/// The faults of a case that goes on with these entries.
fn faults_after(entries: &str) -> Vec<String> {
    faults(format!("{CASE}{entries}\n] }}").as_bytes())
}

#[track_caller]
fn says(entries: &str, expected: &str) {
    let said = faults_after(entries);
    assert!(said.iter().any(|fault| fault.contains(expected)), "{entries}\n says {said:#?}\n not {expected}");
    assert!(said.iter().all(|fault| fault.starts_with("linje ")), "{said:#?}");
}

#[test]
fn a_good_case_has_no_fault() {
    assert_eq!(faults_after(r#"{ "on": "2024-03-01", "fact": "screened", "outcome": "assessment", "reason": "Se notat" }"#), [""; 0]);
}

#[test]
fn what_is_not_json_is_shown_where_it_stops_being_so() {
    for (file, expected) in [
        ("", "linje 1: filen er tom"),
        ("   \n", "linje 2: filen er tom"),
        ("[1]", "linje 1: et scenarie er ét objekt"),
        ("{\"child\": \"a\"\n\"entries\": []}", "linje 2: her skulle stå et komma eller } (åbnet i linje 1)"),
        ("{\"child\": \"a\",\n}", "linje 2: der er et komma for meget før }"),
        ("{\"entries\": [1,\n]}", "linje 2: der er et komma for meget før ]"),
        ("{child: 1}", "et feltnavn i anførselstegn"),
        ("{\"child\" \"a\"}", "mangler et kolon efter \"child\""),
        ("{\"child\": 'a'}", "lige anførselstegn"),
        ("{\"child\": “a”}", "lige anførselstegn"),
        ("{\n// note\n}", "linje 2"),
        ("{\"a\": // note\n1}", "ingen kommentarer"),
        ("{\"child\": \"a", "mangler sit afsluttende"),
        ("{\"child\": \"a\nb\"}", "linje 1: teksten mangler sit afsluttende"),
        ("{\"child\": \"a\\qb\"}", "omvendt skråstreg"),
        ("{\"child\": 2024-03-01}", "skriv datoen i anførselstegn: \"2024-03-01\""),
        ("{\"child\": 01}", "01 er ikke et tal"),
        ("{\"child\": \"a\", \"child\": \"b\"}", "\"child\" står to gange"),
        ("{\"child\": ja}", "her skulle stå en værdi"),
        ("{} {}", "der står mere efter"),
        ("{\"child\": \"a\"", "slutningen af filen"),
    ] {
        let said = faults(file.as_bytes());
        assert!(said.iter().any(|fault| fault.contains(expected)), "{file:?} says {said:#?} not {expected}");
    }
    assert!(faults(b"{\n\"child\": \"S\xf8ren\"}")[0].starts_with("linje 2: filen er ikke UTF-8"));
    assert!(faults("[".repeat(100_000).as_bytes())[0].contains("for mange lag"));
    assert!(Scenario::parse(format!("\u{feff}{GOOD}").as_bytes()).is_ok(), "a byte order mark is no fault");
    assert!(Scenario::parse(GOOD.replace('\n', "\r\n").as_bytes()).is_ok(), "nor are Windows' line ends");
}

#[test]
fn the_envelope() {
    for (file, expected) in [
        (r#"{ "entries": [] }"#, "linje 1 (child): feltet mangler"),
        (r#"{ "child": "a" }"#, "(entries): feltet mangler"),
        (r#"{ "child": "a", "entries": {} }"#, "(entries): skal være en liste"),
        (r#"{ "child": "a", "entries": [] }"#, "(entries): er tom"),
        (r#"{ "child": "a", "barn": 1, "entries": [] }"#, "(barn): feltet kendes ikke her"),
        (r#"{ "child": "a", "entires": 1, "entries": [] }"#, "mente du \"entries\"?"),
        (r#"{ "child": 7, "entries": [] }"#, "(child): skal være en tekst i anførselstegn, men er tallet 7"),
        (r#"{ "child": " a ", "entries": [] }"#, "uden mellemrum før og efter"),
        (r#"{ "child": "a", "entries": ["x"] }"#, "(post 1): en post er et objekt"),
        (r#"{ "child": "a", "entries": [{ "at": "2024-03-01" }] }"#, "(post 1, fact): feltet mangler"),
        (
            r#"{ "child": "a", "entries": [{ "at": "2024-03-01", "fact": "registered", "name": "A", "birth": "2015-04-02" }] }"#,
            "(post 1, by): hvem har skrevet",
        ),
    ] {
        let said = faults(file.as_bytes());
        assert!(said.iter().any(|fault| fault.contains(expected)), "{file} says {said:#?} not {expected}");
    }
}

#[test]
fn entries_and_fields() {
    says(
        r#"{ "on": "2024-03-01", "fact": "screend" }"#,
        "linje 7 (post 4, fact): \"screend\" er ikke en kendt slags post – mente du \"screened\"?",
    );
    says(
        r#"{ "on": "2024-03-01", "fact": "screened", "outcome": "assesment", "reason": "x" }"#,
        "mente du \"assessment\"? Tilladt: nothing-further, ",
    );
    says(r#"{ "on": "2024-03-01", "fact": "screened", "outcome": "Børnefaglig undersøgelse", "reason": "x" }"#, "skriv \"assessment\"");
    says(r#"{ "on": "2024-03-01", "fact": "screened", "outcome": "assessment" }"#, "linje 7 (post 4, reason): feltet mangler: en tekst");
    says(r#"{ "on": "2024-03-01", "fact": "screened", "outcome": "assessment", "reason": "  " }"#, "(post 4, reason): er tom");
    says(
        r#"{ "on": "2024-03-01", "fact": "screened", "outcome": "assessment", "reason": "x", "resaon": "y" }"#,
        "(post 4, resaon): feltet kendes ikke her – mente du \"reason\"?",
    );
    says(
        "{ \"on\": \"2024-03-01\",\n \"fact\": \"screened\",\n \"outcome\": 3, \"reason\": \"x\" }",
        "linje 9 (post 4, outcome): skal være en tekst",
    );
    says(r#"{ "no": 9, "on": "2024-03-01", "fact": "concerns-reread", "conclusion": "x" }"#, "her er post nummer 4, men der står tallet 9");
    says(
        r#"{ "label": "under", "on": "2024-03-01", "fact": "concerns-reread", "conclusion": "x" }"#,
        "post 2 har allerede etiketten \"under\"",
    );
    says(r#"{ "label": "12", "on": "2024-03-01", "fact": "concerns-reread", "conclusion": "x" }"#, "kan ikke kun være cifre");
    says(
        r#"{ "by": "Karin", "on": "2024-03-01", "fact": "concerns-reread", "conclusion": "x" }"#,
        "\"Karin\" og \"karin\" ville være to forskellige",
    );
    says(r#"{ "on": "2024-03-01", "fact": "wellbeing-scored", "wellbeing": 6 }"#, "skal være et helt tal fra 1 til 5, men er tallet 6");
    says(r#"{ "on": "2024-03-01", "fact": "wellbeing-scored", "wellbeing": 2.5 }"#, "men er tallet 2.5");
    says(
        r#"{ "on": "2024-03-01", "fact": "child-heard", "manner": "talk" }"#,
        "(post 4, words): feltet mangler, når \"manner\" er \"talk\"",
    );
    says(
        r#"{ "on": "2024-03-01", "fact": "child-heard", "manner": "talk", "words": "Nej", "why": "x" }"#,
        "hører ikke til \"manner\": \"talk\", som har words",
    );
    says(r#"{ "fact": "enrolled", "on": "2024-03-01", "unit_kind": "school" }"#, "(post 4, unit): feltet mangler");
    says(
        r#"{ "at": "2024-03-01", "fact": "notification-received", "notifier": { "name": "x" }, "concern": "x", "causes": [] }"#,
        "(post 4, notifier.kind): feltet mangler",
    );
    says(
        r#"{ "at": "2024-03-01", "fact": "notification-received", "notifier": "school", "concern": "x", "causes": [] }"#,
        "(post 4, causes): er tom",
    );
    says(
        r#"{ "on": "2024-03-01", "fact": "registered", "name": "x", "birth": { "due": "2024-03-01" } }"#,
        "(post 4, birth): skal være en fødselsdag",
    );
    says(r#"{ "on": "2024-03-01", "fact": "born", "name": "x", "cpr": "311302-1234" }"#, "er ikke et CPR-nummer");
    assert!(
        !faults_after(r#"{ "on": "2024-03-01", "fact": "born", "name": "x", "cpr": "311302-1234" }"#).concat().contains("311302"),
        "a number is not repeated"
    );
}

#[test]
fn times() {
    says(r#"{ "fact": "concerns-reread", "conclusion": "x" }"#, "hvornår? Skriv \"at\" eller \"on\"");
    says(
        r#"{ "fact": "meeting-planned", "meets_at": "2024-03-09T10:00", "kind": "network", "participants": "x" }"#,
        "hvornår? Skriv \"at\", fx",
    );
    says(
        r#"{ "on": "2024-02-30", "fact": "concerns-reread", "conclusion": "x" }"#,
        "2024-02-30 findes ikke i kalenderen: måneden har 29 dage",
    );
    says(r#"{ "on": "1.3.2024", "fact": "concerns-reread", "conclusion": "x" }"#, "skriv datoen som 2024-03-01");
    says(r#"{ "at": "2024-03-31T02:30", "fact": "concerns-reread", "conclusion": "x" }"#, "uret blev stillet frem");
    says(r#"{ "at": "2024-10-27T02:30", "fact": "concerns-reread", "conclusion": "x" }"#, "2024-10-27T02:30:00+02:00");
    says(r#"{ "at": "2024-02-29", "fact": "concerns-reread", "conclusion": "x" }"#, "2024-02-29 er før posten ovenfor");
    says(
        r#"{ "at": "2024-03-01T09:00", "fact": "concerns-reread", "conclusion": "x" }"#,
        "er før posten ovenfor (2024-03-01T09:30:00+01:00)",
    );
    says(
        r#"{ "at": "2024-03-01", "fact": "acute-assessed", "in_danger": false, "reason": "x" }"#,
        "(post 4, assessed_at): feltet mangler: et tidspunkt",
    );
    says(
        r#"{ "assessed_at": "2024-03-01", "fact": "acute-assessed", "in_danger": false, "reason": "x" }"#,
        "klokkeslættet mangler. Skriv fx 2024-03-01T09:30",
    );
}

#[test]
fn references() {
    let heard = r#"{ "on": "2024-03-02", "fact": "intervention-decided", "label": "a", "kind": "home-support", "consent": "with-consent", "purpose": "x" },
      { "on": "2024-03-02", "fact": "intervention-decided", "label": "b", "kind": "counselling", "consent": "with-consent", "purpose": "x" },"#;
    says(
        &format!(r#"{heard}{{ "on": "2024-03-03", "fact": "intervention-started" }}"#),
        "hvilken? Der er flere \"intervention-decided\": 4 (a) og 5 (b)",
    );
    says(
        r#"{ "on": "2024-03-03", "fact": "intervention-started" }"#,
        "der er ingen tidligere post \"intervention-decided\" at henvise til",
    );
    says(
        r#"{ "on": "2024-03-03", "fact": "intervention-started", "intervention": 2 }"#,
        "post 2 er \"notification-received\", men her skal henvises til en \"intervention-decided\"",
    );
    says(r#"{ "on": "2024-03-03", "fact": "intervention-started", "intervention": 9 }"#, "post 9 kommer ikke før denne (post 4)");
    says(r#"{ "on": "2024-03-03", "fact": "intervention-started", "intervention": 0 }"#, "nummeret på en tidligere post (fra 1)");
    says(
        r#"{ "on": "2024-03-03", "fact": "receipt-sent", "notification": "undr" }"#,
        "ingen tidligere post har etiketten \"undr\" – mente du \"under\"? Kendte etiketter: under",
    );
    says(
        r#"{ "on": "2024-03-03", "fact": "assessment-opened", "kind": "full", "reason": "x" }"#,
        "dagen, hvor kommunen blev opmærksom på barnet",
    );
    says(
        r#"{ "at": "2024-03-03", "fact": "corrected", "entry": 2, "reason": "x", "should_say": { "fact": "screened" } }"#,
        "post 2 er \"notification-received\" og kan ikke rettes til \"screened\"",
    );
    says(
        r#"{ "at": "2024-03-03", "fact": "corrected", "entry": 2, "reason": "x", "should_say": { "concern": null } }"#,
        "(post 4, should_say.concern): feltet mangler",
    );
    says(
        r#"{ "at": "2024-03-03", "fact": "corrected", "entry": 2, "reason": "x", "should_say": { "koncern": "y" } }"#,
        "(post 4, should_say.koncern): feltet kendes ikke her – mente du \"concern\"?",
    );
}

#[test]
fn what_the_record_refuses_is_told_with_entry_and_line() {
    says(
        r#"{ "on": "2024-03-02", "fact": "receipt-sent" }, { "on": "2024-03-02", "fact": "receipt-sent" }"#,
        "linje 7 (post 5, receipt-sent): det er allerede gjort i post 4",
    );
    says(
        r#"{ "at": "2024-03-02T10:00", "fact": "screened", "on": "2024-03-04", "outcome": "assessment", "reason": "x" }"#,
        "\"on\" ligger efter, at posten blev skrevet",
    );
    says(
        r#"{ "on": "2024-02-28", "at": "2024-03-02", "fact": "screened", "outcome": "assessment", "reason": "x" }"#,
        "tidligst 2024-03-01",
    );
    says(
        r#"{ "at": "2024-03-02T10:00", "assessed_at": "2024-03-02T11:00", "fact": "acute-assessed", "in_danger": false, "reason": "x" }"#,
        "\"assessed_at\" ligger efter",
    );
    says(r#"{ "on": "2024-03-02", "fact": "closed", "reason": "x" }"#, "post 2 er ikke gjort færdig");
    says(
        r#"{ "on": "2024-03-02", "by": "mette", "fact": "responsibility-accepted", "offer": 3 }"#,
        "skal henvises til en \"responsibility-offered\"",
    );
    says(
        r#"{ "on": "2024-03-02", "fact": "responsibility-offered", "to": "mette", "reason": "x" }, { "on": "2024-03-03", "fact": "responsibility-accepted" }"#,
        "Kun den, der er spurgt, kan svare",
    );
    let alone = r#"{ "child": "a", "by": "m", "entries": [
      { "at": "2024-03-01T09:30", "fact": "registered", "name": "A", "birth": "2015-04-02" },
      { "at": "2024-03-01T09:30", "fact": "notification-received", "notifier": "school", "concern": "x", "causes": ["other"] } ] }"#;
    assert_eq!(
        faults(alone.as_bytes()),
        [
            "linje 3 (post 2, notification-received): sagen ville stå uden en ansvarlig. Tilføj \"responsibility-assigned\" lige efter, med samme \"at\" og \"by\""
        ]
    );
}

#[test]
fn all_faults_are_told_at_once() {
    let said = faults_after(
        r#"{ "on": "2024-02-30", "fact": "screened", "outcome": "nonsense", "resaon": "x" },
           { "on": "2024-03-05", "fact": "wellbeing-scored", "wellbeing": 9, "care": "x" }"#,
    );
    for expected in ["2024-02-30", "nonsense", "resaon", "(post 4, reason): feltet mangler", "tallet 9", "teksten \"x\""] {
        assert!(said.iter().any(|fault| fault.contains(expected)), "{said:#?} lacks {expected}");
    }
    assert_eq!(said.len(), 6, "{said:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_file_makes_it_panic(mut bytes in Just(GOOD.as_bytes().to_vec()), cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), end in any::<prop::sample::Index>()) {
        for (place, byte) in cuts {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        bytes.truncate(end.index(bytes.len() * 3).min(bytes.len()));
        if let Ok(scenario) = Scenario::parse(&bytes) {
            let _ = scenario.record();
        }
    }

    #[test]
    fn no_swap_of_words_makes_it_panic(one in any::<prop::sample::Index>(), other in any::<prop::sample::Index>()) {
        let words: Vec<&str> = GOOD.split_inclusive('"').collect();
        let mut swapped = words.clone();
        swapped.swap(one.index(words.len()), other.index(words.len()));
        if let Ok(scenario) = Scenario::parse(swapped.concat().as_bytes()) {
            let _ = scenario.record();
        }
    }
}
