//! Instants and the days they lie in, in Denmark.

use jiff::civil::{Date, DateTime};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use std::sync::OnceLock;

/// Danish time, from the time zone database built into the program: the same on every machine, whatever is installed there.
pub fn copenhagen() -> &'static TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| TimeZoneDatabase::bundled().get("Europe/Copenhagen").expect("the time zone database is compiled in"))
}

/// The instant after so many elapsed hours: 24 hours over the night when the clock goes forward end an hour later by the clock on
/// the wall, over the night when it goes back an hour earlier. Stops at the first and last instant there is.
pub fn hours_after(instant: Timestamp, hours: i64) -> Timestamp {
    let duration = SignedDuration::from_secs(hours.saturating_mul(3600));
    instant.checked_add(duration).unwrap_or(if hours < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

/// The day in Denmark when the instant happens.
pub fn day_of(instant: Timestamp) -> Date {
    copenhagen().to_datetime(instant).date()
}

/// The instant of a date and time of day as a person in Denmark writes it.
///
/// A time skipped when the clock goes forward (02:30) is read as the hour later (03:30); one that comes twice when it goes back is
/// the first of the two, which makes a limit counted from it the earlier.
pub fn instant_of(local: DateTime) -> Timestamp {
    copenhagen().to_timestamp(local).unwrap_or(if local.year() < 0 { Timestamp::MIN } else { Timestamp::MAX })
}

/// The first instant of the day in Denmark.
pub fn start_of_day(date: Date) -> Timestamp {
    instant_of(date.at(0, 0, 0, 0))
}

/// The first instant that is no longer in the day: the start of the next. A limit that ends on the day is kept by what happens
/// *before* this instant.
pub fn end_of_day(date: Date) -> Timestamp {
    date.tomorrow().map_or(Timestamp::MAX, start_of_day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn local(text: &str) -> Timestamp {
        instant_of(text.parse().expect("a date and time"))
    }

    #[test]
    fn twenty_four_elapsed_hours() {
        for (from, to) in [
            ("2024-03-15T16:45", "2024-03-16T16:45"), // Friday evening to Saturday: not a working-day limit
            ("2024-03-30T14:00", "2024-03-31T15:00"), // the clock goes forward on Easter Sunday
            ("2024-03-30T01:59", "2024-03-31T01:59"), // ends before it does
            ("2024-03-30T02:00", "2024-03-31T03:00"), // ends as it does
            ("2024-03-31T01:30", "2024-04-01T02:30"),
            ("2024-10-26T14:00", "2024-10-27T13:00"), // and back
            ("2024-10-26T02:30", "2024-10-27T02:30"), // the first 02:30
            ("2024-10-27T03:00", "2024-10-28T03:00"),
            ("2024-02-28T23:30", "2024-02-29T23:30"),
            ("2023-02-28T23:30", "2023-03-01T23:30"),
            ("2023-12-31T18:00", "2024-01-01T18:00"), // over the change of law
        ] {
            assert_eq!(hours_after(local(from), 24), local(to), "{from}");
            assert_eq!(hours_after(local(to), -24), local(from), "{to} back");
        }
        // The second 02:30 is an hour further on: 25 elapsed hours from the day before.
        assert_eq!(copenhagen().to_datetime(hours_after(local("2024-10-26T02:30"), 25)), date(2024, 10, 27).at(2, 30, 0, 0));
    }

    #[test]
    fn a_skipped_time_is_the_hour_later() {
        assert_eq!(local("2024-03-31T02:30"), local("2024-03-31T03:30"));
    }

    #[test]
    fn the_day_of_an_instant_changes_at_danish_midnight() {
        for (instant, day) in [
            ("2024-07-01T21:59:59Z", date(2024, 7, 1)),
            ("2024-07-01T22:00:00Z", date(2024, 7, 2)),
            ("2024-01-01T22:59:59Z", date(2024, 1, 1)),
            ("2024-01-01T23:00:00Z", date(2024, 1, 2)),
            ("2024-02-28T23:00:00Z", date(2024, 2, 29)),
            ("2023-12-31T22:59:59Z", date(2023, 12, 31)),
            ("1979-07-01T22:30:00Z", date(1979, 7, 1)), // no summer time before 1980
            ("2099-07-01T22:30:00Z", date(2099, 7, 2)), // summer time as it is today
        ] {
            assert_eq!(day_of(instant.parse().expect("an instant")), day, "{instant}");
        }
    }

    #[test]
    fn days_have_23_24_or_25_hours() {
        for (day, hours) in [(date(2024, 3, 30), 24), (date(2024, 3, 31), 23), (date(2024, 10, 27), 25), (date(2024, 2, 29), 24)] {
            assert_eq!(end_of_day(day).duration_since(start_of_day(day)), SignedDuration::from_hours(hours), "{day}");
        }
    }

    #[test]
    fn at_the_ends_of_time_nothing_panics() {
        for day in [Date::MIN, Date::MAX] {
            assert!(start_of_day(day) <= end_of_day(day), "{day}");
        }
        assert_eq!(hours_after(Timestamp::MAX, i64::MAX), Timestamp::MAX);
        assert_eq!(hours_after(Timestamp::MIN, i64::MIN), Timestamp::MIN);
        assert_eq!(hours_after(Timestamp::UNIX_EPOCH, i64::MIN), Timestamp::MIN);
        assert_eq!((day_of(Timestamp::MIN).year(), day_of(Timestamp::MAX).year()), (-9999, 9999));
    }

    proptest! {
        #[test]
        fn every_instant_lies_in_its_day(second in -2_000_000_000i64..4_200_000_000) {
            let instant = Timestamp::from_second(second).expect("in range");
            let day = day_of(instant);
            prop_assert!(start_of_day(day) <= instant && instant < end_of_day(day));
        }
    }
}
