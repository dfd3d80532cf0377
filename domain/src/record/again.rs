//! The same said twice: whoever goes back in the browser after saving finds the form still filled in, and saves it once more.
//!
//! It is asked about, never refused: two visits a day can go alike.

use super::{Entry, EntryNo, Fact, Record};
use crate::id::StaffId;
use jiff::{SignedDuration, Timestamp};

/// For how long the same words by the same person are taken for the same thing.
pub const SAID_LATELY: SignedDuration = SignedDuration::from_hours(1);

/// The newest entry of those in which somebody has lately written all of these facts about the child, word for word. Facts that speak of others
/// written with them are left out: their numbers are others each time.
pub fn said_before<'r>(record: &'r Record, facts: &[Fact], by: StaffId, now: Timestamp) -> Option<&'r Entry> {
    let last = EntryNo(record.version().0);
    let lately = || {
        let is_late = |entry: &&Entry| now.duration_since(entry.recorded_at) <= SAID_LATELY;
        record.entries().iter().rev().take_while(is_late).filter(|entry| entry.by.staff == by)
    };
    let stands_alone = |fact: &&Fact| fact.refers_to().iter().all(|(no, _)| *no <= last);
    let mut newest: Option<&Entry> = None;
    for fact in facts.iter().filter(stands_alone) {
        let said = lately().find(|entry| entry.fact == *fact)?;
        newest = newest.filter(|one| one.no > said.no).or(Some(said));
    }
    newest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ChildId;
    use crate::kinds::Role;
    use crate::record::{Author, NoteWritten, StepDownAimStated};
    use jiff::civil::date;

    fn note(words: &str) -> Fact {
        let (facts, empty) = (words.to_owned(), String::new());
        Fact::NoteWritten(NoteWritten {
            on: date(2026, 5, 12),
            facts,
            child_words: empty.clone(),
            others_words: empty.clone(),
            judgement: empty,
        })
    }

    fn at(minutes: i64) -> Timestamp {
        let ten: Timestamp = "2026-05-12T08:00:00Z".parse().expect("an instant");
        ten.saturating_add(SignedDuration::from_mins(minutes)).expect("in range")
    }

    fn record(entries: &[(i64, &str, Fact)]) -> Record {
        let entry = |(no, (minutes, who, fact)): (u32, &(i64, &str, Fact))| Entry {
            no: EntryNo(no),
            recorded_at: at(*minutes),
            by: Author { staff: StaffId::from_label(who), role: Role::Caseworker },
            fact: fact.clone(),
        };
        let entries = (1..).zip(entries).map(entry).collect();
        Record::from_entries(ChildId::from_label("noah"), entries).expect("in sequence")
    }

    #[test]
    fn the_same_words_by_the_same_person_within_an_hour_are_said_before() {
        let record = record(&[(0, "mette", note("Vi talte.")), (10, "bo", note("Vi gik."))]);
        let said = |words: &str, who: &str, minutes: i64| {
            said_before(&record, &[note(words)], StaffId::from_label(who), at(minutes)).map(|entry| entry.no.0)
        };
        for (words, who, minutes, expected, why) in [
            ("Vi talte.", "mette", 12, Some(1), "the same"),
            ("Vi talte.", "mette", 60, Some(1), "an hour later"),
            ("Vi talte.", "mette", 61, None, "longer ago"),
            ("Vi talte.", "bo", 12, None, "another person"),
            ("Vi talte!", "mette", 12, None, "another text"),
        ] {
            assert_eq!(said(words, who, minutes), expected, "{why}");
        }
    }

    #[test]
    fn all_of_it_must_have_been_said_and_what_hangs_on_the_rest_is_left_out() {
        let record = record(&[(0, "mette", note("En.")), (0, "mette", note("To.")), (5, "mette", note("Tre."))]);
        let mette = StaffId::from_label("mette");
        let said = |facts: &[Fact]| said_before(&record, facts, mette, at(6)).map(|entry| entry.no.0);
        assert_eq!(said(&[note("En."), note("To.")]), Some(2));
        assert_eq!(said(&[note("En."), note("Fire.")]), None);
        let aim = |no| StepDownAimStated { intervention: EntryNo(no), on: date(2026, 5, 12), aim: "Ned".to_owned(), by: None };
        let hangs = |no| Fact::StepDownAimStated(aim(no));
        assert_eq!(said(&[note("Tre."), hangs(4)]), Some(3), "it speaks of the entry that is about to be written");
        assert_eq!(said(&[note("Tre."), hangs(1)]), None, "it speaks of an earlier one, and was not said");
        assert_eq!(said(&[hangs(4)]), None);
    }
}
