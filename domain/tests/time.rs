//! T10: every kind of limit over the days that are hard, and clocks that lie.
//!
//! The tables were computed by other authors' code, once, and are kept as they came: Python's `zoneinfo` for elapsed hours, `holidays` for
//! working days, `dateutil` for months. They reach the duties themselves, not only the calendar.
#![allow(clippy::expect_used, reason = "a test says what it expected")]

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use trin_domain::calendar::{WorkingDays, day_of, instant_of, months_after};
use trin_domain::duties::{self, Due, Duty, DutyKind};
use trin_domain::id::{ChildId, CommandKey};
use trin_domain::kinds::{Cause, NotifierKind, Role};
use trin_domain::record::*;
use trin_domain::strategy::Strategy;
use trin_testkit::*;

/// Received, and 24 elapsed hours later, as Danish clocks show both.
const ELAPSED: &[(&str, &str)] = &[
    ("2024-03-30T14:00", "2024-03-31T15:00"),
    ("2024-03-30T01:59", "2024-03-31T01:59"),
    ("2025-03-29T18:00", "2025-03-30T19:00"),
    ("2025-03-30T01:30", "2025-03-31T02:30"),
    ("2026-03-28T23:15", "2026-03-30T00:15"),
    ("2026-03-29T04:00", "2026-03-30T04:00"),
    ("2024-10-26T14:00", "2024-10-27T13:00"),
    ("2024-10-27T01:30", "2024-10-28T00:30"),
    ("2025-10-25T20:45", "2025-10-26T19:45"),
    ("2025-10-26T04:10", "2025-10-27T04:10"),
    ("2026-10-24T14:00", "2026-10-25T13:00"),
    ("2026-10-25T12:00", "2026-10-26T12:00"),
    ("2024-02-28T23:30", "2024-02-29T23:30"),
    ("2024-02-29T08:00", "2024-03-01T08:00"),
    ("2023-02-28T10:00", "2023-03-01T10:00"),
    ("2028-02-28T16:40", "2028-02-29T16:40"),
    ("2023-12-31T18:00", "2024-01-01T18:00"),
    ("2024-12-31T23:59", "2025-01-01T23:59"),
    ("2025-12-24T12:00", "2025-12-25T12:00"),
    ("2024-04-25T15:00", "2024-04-26T15:00"),
    ("2023-05-04T15:00", "2023-05-05T15:00"),
    ("2026-12-31T00:30", "2027-01-01T00:30"),
    ("2027-03-27T09:00", "2027-03-28T10:00"),
    ("2027-10-30T22:22", "2027-10-31T21:22"),
];

/// A day, and the sixth working day after it.
const SIX_WORKING_DAYS: &[(&str, &str)] = &[
    ("2023-04-28", "2023-05-09"),
    ("2023-05-01", "2023-05-10"),
    ("2024-04-19", "2024-04-29"),
    ("2024-04-22", "2024-04-30"),
    ("2024-04-25", "2024-05-03"),
    ("2024-03-25", "2024-04-05"),
    ("2024-03-27", "2024-04-09"),
    ("2025-04-10", "2025-04-23"),
    ("2025-04-16", "2025-04-29"),
    ("2026-04-01", "2026-04-14"),
    ("2026-05-11", "2026-05-20"),
    ("2026-05-13", "2026-05-22"),
    ("2024-12-18", "2024-12-30"),
    ("2024-12-23", "2025-01-03"),
    ("2025-12-22", "2026-01-02"),
    ("2025-12-30", "2026-01-08"),
    ("2026-12-31", "2027-01-11"),
    ("2024-05-29", "2024-06-06"),
    ("2026-06-01", "2026-06-09"),
    ("2027-05-05", "2027-05-14"),
    ("2028-02-25", "2028-03-06"),
    ("2024-06-28", "2024-07-08"),
    ("2026-11-20", "2026-11-30"),
    ("2023-12-29", "2024-01-09"),
];

/// A day, and four and three months later.
const MONTHS: &[(&str, &str, &str)] = &[
    ("2024-01-31", "2024-05-31", "2024-04-30"),
    ("2024-10-31", "2025-02-28", "2025-01-31"),
    ("2024-10-30", "2025-02-28", "2025-01-30"),
    ("2024-10-29", "2025-02-28", "2025-01-29"),
    ("2023-10-31", "2024-02-29", "2024-01-31"),
    ("2023-10-29", "2024-02-29", "2024-01-29"),
    ("2023-10-28", "2024-02-28", "2024-01-28"),
    ("2024-02-29", "2024-06-29", "2024-05-29"),
    ("2024-11-30", "2025-03-30", "2025-02-28"),
    ("2025-10-31", "2026-02-28", "2026-01-31"),
    ("2026-08-31", "2026-12-31", "2026-11-30"),
    ("2027-10-31", "2028-02-29", "2028-01-31"),
    ("2028-10-31", "2029-02-28", "2029-01-31"),
    ("2024-12-31", "2025-04-30", "2025-03-31"),
    ("2025-05-31", "2025-09-30", "2025-08-31"),
    ("2026-03-15", "2026-07-15", "2026-06-15"),
    ("2025-06-30", "2025-10-30", "2025-09-30"),
    ("2025-12-01", "2026-04-01", "2026-03-01"),
    ("2026-02-28", "2026-06-28", "2026-05-28"),
    ("2027-02-28", "2027-06-28", "2027-05-28"),
];

fn local(text: &str) -> Timestamp {
    instant_of(text.parse().expect("a date and time"))
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// What is owed about a notification received then.
fn owed(received_at: Timestamp) -> Vec<Duty> {
    let record = notified_at(received_at, &[received_at]);
    duties::of(&record.state(), Strategy::standard())
}

/// A child notified about, with a note written at each of the instants by a clock that may lie.
fn notified_at(received_at: Timestamp, clock: &[Timestamp]) -> Record {
    let mut record = Record::new(ChildId::from_label("tiden"));
    let by = Author { staff: staff("karin"), role: Role::Intake };
    for (nth, now) in clock.iter().enumerate() {
        let facts = if nth == 0 {
            vec![
                Fact::Registered(Registered { name: "Liva Toft".into(), birth: Birth::Born(day("2015-02-28")), cpr: None }),
                Fact::NotificationReceived(NotificationReceived {
                    received_at,
                    notifier: Notifier { kind: NotifierKind::School, name: Some("Skolen".into()), workplace: None },
                    concern: "Væk fra skole.".into(),
                    causes: vec![Cause::SchoolProblems],
                    acute: false,
                    abuse_suspected: false,
                    siblings: Vec::new(),
                }),
                Fact::ResponsibilityAssigned(ResponsibilityAssigned {
                    to: staff("karin"),
                    on: day_of(received_at),
                    reason: "Vagten".into(),
                }),
            ]
        } else {
            let on = day_of(received_at);
            let (child_words, others_words, judgement) = Default::default();
            vec![Fact::NoteWritten(NoteWritten { on, facts: format!("Note {nth}"), child_words, others_words, judgement })]
        };
        let command = Command { child: record.child, key: CommandKey::from_label(&nth.to_string()), seen: record.version(), facts };
        // A clock set back before the notification refuses to write of it: that is for the person to see, and moves nothing.
        if let Ok(entries) = decide(&record, &command, &Context { now: *now, by }) {
            record.extend(entries);
        }
    }
    record
}

fn due(duties: &[Duty], kind: DutyKind) -> Due {
    duties.iter().find(|duty| duty.kind == kind).unwrap_or_else(|| panic!("{kind:?} is not owed")).due()
}

#[test]
fn the_tables_are_as_long_as_they_must_be() {
    assert!(ELAPSED.len() + SIX_WORKING_DAYS.len() + MONTHS.len() >= 60);
}

#[test]
fn twenty_four_hours_are_elapsed_hours() {
    for (received, until) in ELAPSED {
        assert_eq!(due(&owed(local(received)), DutyKind::AcuteAssessment), Due::At(local(until)), "{received}");
    }
}

#[test]
fn six_working_days_step_over_what_is_a_holiday_that_year() {
    for (received, until) in SIX_WORKING_DAYS {
        assert_eq!(WorkingDays::MONDAY_TO_FRIDAY.add(day(received), 6), day(until), "{received}");
        let noon = local(&format!("{received}T12:00"));
        let receipt = due(&owed(noon), DutyKind::Receipt);
        // A strategy may be stricter than Monday to Friday, never more generous.
        let Due::On(receipt) = receipt else { panic!("a receipt is due on a day") };
        assert!(receipt <= day(until) && receipt > day(received), "{received}: {receipt}");
    }
}

#[test]
fn months_end_with_the_month() {
    for (from, four, three) in MONTHS {
        assert_eq!(months_after(day(from), 4), day(four), "{from}");
        assert_eq!(months_after(day(from), 3), day(three), "{from}");
    }
}

proptest! {
    /// Whatever the clock says while others write, what was owed is owed at the same time: no deadline moves later because a clock jumped, and
    /// the record stays in the order in which it was written.
    #[test]
    fn a_clock_that_jumps_moves_no_deadline(
        received in 1_600_000_000i64..1_900_000_000,
        jumps in prop::collection::vec(-90_000i64..90_000, 1..12),
    ) {
        let received_at = Timestamp::from_second(received).expect("in range");
        let at = |jump: &i64| received_at.saturating_add(SignedDuration::from_secs(*jump)).expect("in range");
        let clock: Vec<Timestamp> = std::iter::once(received_at).chain(jumps.iter().map(at)).collect();
        let before = owed(received_at);
        let record = notified_at(received_at, &clock);
        let after = duties::of(&record.state(), Strategy::standard());
        for duty in &before {
            let same = after.iter().find(|other| (other.kind, other.about, other.counted_from) == (duty.kind, duty.about, duty.counted_from));
            let same = same.unwrap_or_else(|| panic!("{:?} is owed no longer", duty.kind));
            prop_assert_eq!(same.due(), duty.due());
        }
        let entries = record.entries();
        prop_assert!(entries.windows(2).all(|pair| pair[0].recorded_at <= pair[1].recorded_at && pair[0].no < pair[1].no));
    }
}
