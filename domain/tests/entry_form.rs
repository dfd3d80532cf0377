//! An entry's serialised form: what is written is read back the same, and no field of a fact hides one of the entry's.
#![allow(clippy::unwrap_used)]

use jiff::civil::date;
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_domain::record::{AcuteAssessed, Author, Entry, EntryNo, Fact, GoalSet, MeetingPlanned, StepDownAimStated};

fn reads_back(fact: Fact) {
    let by = Author { staff: StaffId::from_label("mette"), role: Role::Caseworker };
    let entry = Entry { no: EntryNo(7), recorded_at: "2024-03-01T08:30:00Z".parse().unwrap(), by, fact };
    let written = serde_json::to_string(&entry).unwrap();
    let read: Entry = serde_json::from_str(&written).unwrap_or_else(|error| panic!("{error}: {written}"));
    assert_eq!(read, entry);
}

#[test]
fn facts_with_a_time_or_a_person_of_their_own_read_back() {
    let at = "2024-03-01T20:00:00Z".parse().unwrap();
    let on = date(2024, 3, 1);
    reads_back(Fact::AcuteAssessed(AcuteAssessed {
        notification: EntryNo(2),
        at,
        in_danger: false,
        acute_measure: None,
        reason: "Trygt hos mormor.".into(),
    }));
    reads_back(Fact::GoalSet(GoalSet {
        plan: EntryNo(5),
        on,
        text: "I skole hver dag".into(),
        scale: "Dage om ugen".into(),
        lowest: 0,
        highest: 5,
        from: 2,
        to: 5,
        by: date(2024, 6, 1),
        known_to: String::new(),
    }));
    reads_back(Fact::StepDownAimStated(StepDownAimStated {
        intervention: EntryNo(4),
        on,
        aim: "Aftaler holder i tre måneder".into(),
        by: Some(date(2024, 9, 1)),
    }));
    reads_back(Fact::MeetingPlanned(MeetingPlanned {
        at,
        kind: trin_domain::kinds::MeetingKind::Network,
        place: String::new(),
        participants: "Mor, læreren".into(),
        staff: vec![StaffId::from_label("mette")],
    }));
}

#[test]
fn a_facts_kind_is_the_name_it_is_written_under() {
    let facts = [
        Fact::Closed(trin_domain::record::Closed { on: date(2024, 3, 1), reason: "Målene er nået".into() }),
        Fact::StepDownAimStated(StepDownAimStated { intervention: EntryNo(2), on: date(2024, 3, 1), aim: "Bo hjemme".into(), by: None }),
    ];
    for fact in facts {
        let written = serde_json::to_value(&fact).unwrap();
        assert_eq!(written["fact"], fact.kind());
    }
}
