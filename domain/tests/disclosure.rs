//! A copy of the record: what concerns others is not in it, everything else is, and nothing leaves undecided.
#![allow(clippy::expect_used, reason = "a test says what it expected")]

use jiff::Timestamp;
use jiff::civil::{Date, date};
use trin_domain::address::Address;
use trin_domain::disclosure::*;
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::{Cause, NotifierKind, RelationKind, UnitKind};
use trin_domain::record::*;
use trin_domain::scenario::{Code, FACTS, Scenario, Takes};
use trin_testkit::{Desk, at, note};

struct Plain;

impl Says for Plain {
    fn staff(&self, staff: StaffId) -> String {
        format!("ansat {staff}")
    }
    fn workplace(&self, _: StaffId) -> String {
        "Modtagelsen".to_owned()
    }
    fn unit(&self, _: UnitId) -> String {
        "Mælkevejen".to_owned()
    }
    fn day(&self, day: Date) -> String {
        day.to_string()
    }
    fn instant(&self, at: Timestamp) -> String {
        at.to_string()
    }
    fn flag(&self, yes: bool) -> String {
        yes.to_string()
    }
    fn code(&self, code: Code) -> String {
        code.da.to_owned()
    }
    fn birth(&self, birth: Birth) -> String {
        birth.day().to_string()
    }
    fn fact(&self, kind: &'static str) -> String {
        kind.to_owned()
    }
    fn field(&self, _: &'static str, field: &'static str) -> String {
        field.to_owned()
    }
    fn corrected(&self, label: &str) -> String {
        label.to_owned()
    }
    fn entry(&self, _: &Entry, now: &Fact) -> String {
        match now {
            Fact::RelationAdded(what) => what.name.clone(),
            Fact::GoalSet(what) => what.text.clone(),
            other => other.kind().to_owned(),
        }
    }
    fn score(&self, goal: Option<&GoalSet>, score: i16, _: bool) -> String {
        format!("{}: {score}", goal.map_or("", |goal| goal.text.as_str()))
    }
    fn position(&self, position: i64) -> String {
        position.to_string()
    }
    fn protected(&self) -> String {
        "beskyttet".to_owned()
    }
}

fn related(relation: RelationKind, name: &str, has_custody: bool) -> Fact {
    let child = (relation == RelationKind::Sibling).then(|| ChildId::from_label("villads"));
    Fact::RelationAdded(RelationAdded { relation, name: name.into(), child, has_custody, on: date(2024, 2, 22) })
}

/// Freja, who lives at a protected address, with everybody and everything that must not get out written about in the notes.
fn record() -> (Record, EntryNo, EntryNo) {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-06-10T09:00:00Z");
    let mut writes = |fact: Fact| {
        desk.writes([fact]);
        EntryNo(desk.record.version().0)
    };
    let mother = writes(related(RelationKind::Mother, "Signe Holm", true));
    let father = writes(related(RelationKind::Father, "Jonas Bagge", false));
    writes(related(RelationKind::Sibling, "Villads Holm", false));
    writes(Fact::Enrolled(Enrolled {
        unit: UnitId::from_label("solsikken"),
        unit_name: "Børnehaven Solsikken".into(),
        unit_kind: UnitKind::DayCare,
        on: date(2024, 2, 22),
    }));
    writes(Fact::AddressStated(AddressStated {
        address: Address::new("Kanariefuglevej 7, 5399 Fjordby".into(), true),
        on: date(2024, 5, 1),
    }));
    writes(Fact::NotificationReceived(NotificationReceived {
        received_at: at("2024-06-01T09:00:00Z"),
        notifier: Notifier {
            kind: NotifierKind::FamilyOrFriends,
            name: Some("Gerda Krogsgaard".into()),
            workplace: Some("Kiosken Hjørnet".into()),
        },
        concern: "Gerda hører gråd om natten fra nr. 7.".into(),
        causes: vec![Cause::OtherNeglect],
        acute: false,
        abuse_suspected: false,
        siblings: vec![ChildId::from_label("villads")],
    }));
    for text in [
        "Bor nu på KANARIEFUGLEVEJ 7 i Fjordby.",
        "De flyttede til Kanariefugle-\nvej og går i Solsikkens røde stue.",
        "Villads' astma er værre; villads sover ikke.",
        "Ring 40 50 60 70 eller +45 40506070. Mødet er 12-06-2024.",
        "Faderens CPR er 610570-1234.",
        "Fru Krogsgård ringede igen fra kiosken.",
        "Kanarie\u{ad}fuglevej blev nævnt for Jonas.",
    ] {
        writes(note(text));
    }
    (desk.record.clone(), mother, father)
}

/// What may be in no copy, as words a reader would see.
const CANARIES: [&str; 12] = [
    "kanarie",
    "fuglevej",
    "fjordby",
    "5399",
    "solsikke",
    "krogsg",
    "gerda",
    "kiosken hjørnet",
    "villads",
    "40506070",
    "610570",
    "40 50 60 70",
];

fn decided(draft: &Draft, decision: impl Fn(&Occurrence) -> Decision) -> Decisions {
    draft.occurrences().iter().map(|found| (found.place, decision(found))).collect()
}

fn text(disclosure: &Disclosure) -> String {
    let lines = disclosure.parts().iter().flat_map(|part| &part.lines);
    let pieces = lines.flat_map(|line| line.says.iter().chain([const { &Piece::Text(String::new()) }]));
    let text = pieces.map(|piece| match piece {
        Piece::Text(text) if text.is_empty() => "\n",
        Piece::Text(text) => text.as_str(),
        Piece::Withheld(_) => "█",
    });
    text.collect::<String>().to_lowercase()
}

#[test]
fn nothing_that_concerns_others_is_in_any_copy_when_all_that_was_found_is_withheld() {
    let (record, mother, father) = record();
    for recipient in [Recipient::Child, Recipient::Relative(mother), Recipient::Relative(father), Recipient::Other] {
        let draft = Draft::new(&record, recipient, &[], &Plain);
        let found = draft.occurrences().len();
        assert!(found >= 15, "{recipient:?}: only {found} places were found");
        assert_eq!(draft.clone().redact(&Decisions::new()).expect_err("nobody has decided").len(), found);
        let all = decided(&draft, |found| Decision::Withhold(found.why));
        // One place left undecided is enough to keep everything back.
        let mut all_but_one = all.clone();
        all_but_one.pop_last();
        assert_eq!(draft.clone().redact(&all_but_one).expect_err("one is left").len(), 1);
        let given = draft.redact(&all).expect("all is decided");
        let text = text(&given);
        for canary in CANARIES {
            assert!(!text.contains(canary), "{recipient:?}: “{canary}” got out:\n{text}");
        }
        // What is not about others is there, every entry of it, and a day is no telephone number.
        assert_eq!(given.parts().len(), record.entries().len());
        for word in ["om natten", "astma er værre", "mødet er 12-06-2024", "familie eller bekendtskabskreds", "freja"] {
            assert!(text.contains(word), "{recipient:?}: “{word}” is lost:\n{text}");
        }
        // Read once more from what the record keeps of it, it is the same.
        assert_eq!(read_decisions(&write_decisions(&all)), Some(all));
    }
}

/// Also when everything that was found is given: what is never given is not in the draft at all.
#[test]
fn a_protected_address_a_citizen_who_notified_and_other_children_are_in_no_draft() {
    let (record, mother, _) = record();
    let draft = Draft::new(&record, Recipient::Relative(mother), &[], &Plain);
    let all = decided(&draft, |_| Decision::Give);
    let given = draft.redact(&all).expect("all is decided");
    let withheld: Vec<(&str, Why)> = given
        .parts()
        .iter()
        .flat_map(|part| &part.lines)
        .filter_map(|line| match line.says.as_slice() {
            [Piece::Withheld(why)] => Some((line.field.as_str(), *why)),
            _ => None,
        })
        .collect();
    let expected = [
        ("child", Why::OtherPerson),
        ("address", Why::ProtectedAddress),
        ("notifier_name", Why::Notifier),
        ("notifier_workplace", Why::Notifier),
        ("siblings", Why::OtherPerson),
    ];
    assert_eq!(withheld, expected);
    assert!(!text(&given).contains("5399") && !text(&given).contains(&ChildId::from_label("villads").to_string()));
}

#[test]
fn the_recipients_own_name_is_not_sought_and_what_the_preparer_knows_is() {
    let (record, mother, father) = record();
    let says_of = |recipient, words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let draft = Draft::new(&record, recipient, &words, &Plain);
        let all = decided(&draft, |found| Decision::Withhold(found.why));
        text(&draft.redact(&all).expect("all is decided"))
    };
    assert!(says_of(Recipient::Relative(father), &[]).contains("jonas") && !says_of(Recipient::Relative(mother), &[]).contains("jonas"));
    assert!(says_of(Recipient::Relative(mother), &[]).contains("signe") && !says_of(Recipient::Child, &[]).contains("signe"));
    let (with, without) = (says_of(Recipient::Child, &["røde stue"]), says_of(Recipient::Child, &[]));
    assert!(without.contains("røde stue") && !with.contains("røde stue"));
}

/// A name is one place with its first names and title, whoever else bears it; and one person's places are known as theirs.
#[test]
fn a_name_is_one_place_and_one_person_is_found_again() {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-06-10T09:00:00Z");
    let mut writes = |fact: Fact| {
        desk.writes([fact]);
    };
    writes(Fact::NotificationReceived(NotificationReceived {
        received_at: at("2024-06-01T09:00:00Z"),
        notifier: Notifier { kind: NotifierKind::School, name: Some("Signe Kruse, AKT-vejleder".into()), workplace: None },
        concern: "Fravær.".into(),
        causes: vec![Cause::OtherNeglect],
        acute: false,
        abuse_suspected: false,
        siblings: Vec::new(),
    }));
    writes(related(RelationKind::Friend, "Line Bach", false));
    writes(related(RelationKind::Father, "Lars Gregersen", false));
    writes(related(RelationKind::StepParent, "Line Kruse", false));
    for text in [
        "Signe Kruse, AKT-vejleder, ringede.",
        "Signe kommer. Signe Kruses kollega Jesper Bach også.",
        "Kruse var der, og Line.",
        "Lars Gregersen, far. Så kom Lars.",
        "AKT-vejlederen på en anden skole, Ring Bach.",
    ] {
        writes(note(text));
    }
    let draft = Draft::new(&desk.record, Recipient::Child, &[], &Plain);
    let notes = draft.parts().iter().filter(|part| part.kind == "note-written").map(|part| part.no);
    let found: Vec<Vec<(&str, &str)>> = notes
        .map(|no| {
            let of_note = draft.occurrences().iter().filter(|found| found.place.no == no);
            let said = of_note.map(|found| {
                let whom = found.whom.map_or("?", |whom| draft.subjects()[whom].name.as_str());
                (draft.text(&found.place).expect("a place"), whom)
            });
            said.collect()
        })
        .collect();
    let signe = "Signe Kruse, AKT-vejleder";
    let expected: [&[(&str, &str)]; 5] = [
        &[("Signe Kruse, AKT-vejleder", signe)],
        &[("Signe", signe), ("Signe Kruses", signe), ("Jesper Bach", "?")],
        &[("Kruse", "?"), ("Line", "?")],
        &[("Lars Gregersen", "Lars Gregersen"), ("Lars", "Lars Gregersen")],
        &[("Bach", "Line Bach")],
    ];
    assert_eq!(found, expected);
}

#[test]
fn bars_tell_no_length_and_take_whole_letters() {
    let (record, ..) = record();
    let draft = Draft::new(&record, Recipient::Child, &[], &Plain);
    let (no, line) = draft
        .parts()
        .iter()
        .find_map(|part| Some((part.no, part.lines.iter().position(|line| line.says.as_deref().is_ok_and(|text| text.contains("gråd")))?)))
        .expect("the concern");
    let mut all = decided(&draft, |_| Decision::Give);
    // Over each other, ending within a letter, beyond the end, and the wrong way round.
    for bytes in [(0, 10), (4, 15), (15, 16), (16, 9_999), (9, 2)] {
        all.insert(Place { no, line, bytes }, Decision::Withhold(Why::Chosen));
    }
    let given = draft.redact(&all).expect("all is decided");
    let part = given.parts().iter().find(|part| part.no == no).expect("the entry");
    assert_eq!(part.lines[line].says, [Piece::Withheld(Why::Chosen)]);
}

/// Every field of every fact comes out, by the table of scenarios: what is added to the record is in the copy.
#[test]
fn everything_every_fact_says_is_in_the_copy() {
    let scenario = Scenario::parse(include_str!("../../scenarios/every-fact.json").as_bytes()).expect("the example reads");
    let record = scenario.record().expect("the example holds");
    let draft = Draft::new(&record, Recipient::Child, &[], &Plain);
    let all = decided(&draft, |_| Decision::Give);
    let given = draft.redact(&all).expect("all is decided");
    let whole = text(&given);
    let never = |kind: &str, field: &str| {
        matches!(
            (kind, field),
            ("address-stated", "address")
                | ("copy-given", "words" | "decisions" | "copy")
                | ("worry-step-taken" | "absence-step-taken", "step")
        )
    };
    let mut tried = 0;
    for entry in record.entries() {
        let form = FACTS.iter().find(|form| form.name == entry.fact.kind()).expect("a form");
        let written = serde_json::to_value(&entry.fact).expect("written");
        for field in form.fields.iter().filter(|field| field.takes == Takes::Text && !never(form.name, field.name)) {
            if let Some(said) = written.get(field.name).and_then(|value| value.as_str()) {
                assert!(whole.contains(&said.to_lowercase()), "{}.{} is lost", form.name, field.name);
                tried += 1;
            }
        }
        for field in form.fields.iter().filter(|field| written.get(field.name).is_some_and(|value| !value.is_null())) {
            let part = &given.parts()[entry.no.0 as usize - 1];
            let is_empty = ["", "[]", "{}"].contains(&written[field.name].to_string().trim_matches('"'));
            let has = part.lines.iter().any(|line| line.field == field.name || line.field.starts_with(&format!("{}.", field.name)));
            // A round has no name in the record: its day and its place are told. A step of the guide is told in its words.
            let is_left_out = matches!(
                (form.name, field.name),
                ("copy-given", "words" | "decisions" | "copy")
                    | ("wellbeing-assessed", "round")
                    | ("worry-step-taken" | "absence-step-taken", "step")
            );
            assert!(has || is_empty || is_left_out, "{}.{} has no line", form.name, field.name);
        }
    }
    assert!(tried > 50, "{tried}");
}

/// A goal is said by what it was scored: withheld where it stands, it is withheld there too, also as it was corrected.
#[test]
fn what_is_withheld_of_an_entry_is_withheld_where_another_says_its_words() {
    let scenario = Scenario::parse(include_str!("../../scenarios/every-fact.json").as_bytes()).expect("the example reads");
    let record = scenario.record().expect("the example holds");
    let draft = Draft::new(&record, Recipient::Child, &[], &Plain);
    let says = |given: &Disclosure| text(given).matches("alma møder mæt").count();
    let mut all = decided(&draft, |_| Decision::Give);
    let said = says(&draft.clone().redact(&all).expect("all is decided"));
    assert!(said >= 3, "the goal, its score and the follow-up say it: {said}");
    let goal = draft.parts().iter().find(|part| part.kind == "goal-set").expect("a goal");
    let line = goal.lines.iter().position(|line| line.field == "text").expect("its text");
    let length = goal.lines[line].says.as_ref().expect("text").len();
    all.insert(Place { no: goal.no, line, bytes: (0, length) }, Decision::Withhold(Why::Chosen));
    let given = draft.redact(&all).expect("all is decided");
    assert_eq!(says(&given), 0, "{}", text(&given));
    let scored = given.parts().iter().find(|part| part.kind == "goal-scored").expect("a score");
    assert!(scored.lines.iter().any(|line| line.says.contains(&Piece::Text(": 2".to_owned()))), "the score itself is given");
}

#[test]
fn a_copy_that_is_noted_says_what_left() {
    let mut desk = Desk::with_notification();
    desk.now = at("2024-06-10T09:00:00Z");
    let good = CopyGiven {
        on: date(2024, 6, 10),
        who: "Freja Holm".into(),
        is_child: true,
        relation: None,
        ground: String::new(),
        last: EntryNo(desk.record.version().0),
        words: String::new(),
        decisions: "1.0.0-4 give\n".into(),
        digest: "ab".repeat(32),
        copy: String::new(),
    };
    let refused = |copy: CopyGiven| desk.refuses([Fact::CopyGiven(copy)]);
    assert!(matches!(refused(CopyGiven { last: EntryNo(99), ..good.clone() }), Refusal::NoSuchEntry(..)));
    assert!(matches!(refused(CopyGiven { last: EntryNo(0), ..good.clone() }), Refusal::NoSuchEntry(..)));
    assert_eq!(refused(CopyGiven { decisions: "alt".into(), ..good.clone() }), Refusal::Missing("decisions"));
    assert_eq!(refused(CopyGiven { digest: "z".repeat(64), ..good.clone() }), Refusal::Missing("digest"));
    assert_eq!(refused(CopyGiven { who: " ".into(), ..good.clone() }), Refusal::Missing("who"));
    assert!(matches!(refused(CopyGiven { on: date(2024, 6, 11), ..good.clone() }), Refusal::InTheFuture { .. }));
    desk.writes([Fact::CopyGiven(good)]);
}

#[test]
fn a_number_is_found_however_it_is_spaced() {
    for number in [
        "010203-1234",
        "010203 - 1234",
        "010203\u{2011}1234",
        "010203_1234",
        "010203:1234",
        "01 02 03 12 34",
        "010203\u{2212}1234",
        "010203  1234",
        "０１０２０３-１２３４",
        "(20) 30 40 50",
        "+45 (20) 30-40-50",
        "20.30.40.50",
        "[010203] [1234]",
    ] {
        let mut desk = Desk::with_notification();
        desk.now = at("2024-06-10T09:00:00Z");
        desk.writes([note(&format!("Skrevet: {number} og mere."))]);
        let draft = Draft::new(&desk.record, Recipient::Other, &[], &Plain);
        let all = decided(&draft, |found| Decision::Withhold(found.why));
        let text = text(&draft.redact(&all).expect("all is decided"));
        assert!(!text.contains(&number.to_lowercase()), "{number} got out: {text}");
    }
    // A day with its time is none.
    let mut desk = Desk::with_notification();
    desk.now = at("2024-06-10T09:00:00Z");
    let days = ["12-06-2024", "2024-06-12 10:30", "12.06.2024", "1/6-2024"];
    desk.writes(days.map(note));
    let draft = Draft::new(&desk.record, Recipient::Other, &[], &Plain);
    let all = decided(&draft, |found| Decision::Withhold(found.why));
    let text = text(&draft.redact(&all).expect("all is decided"));
    for day in days {
        assert!(text.contains(day), "{day} is lost: {text}");
    }
}
