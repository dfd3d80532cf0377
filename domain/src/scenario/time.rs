//! Days and points in time as people write them in a scenario.

use crate::calendar;
use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, tz::AmbiguousOffset};

/// What a text says about time, or in Danish and English what is wrong with it.
pub(super) type Read<T> = Result<T, (String, String)>;

/// A day, or a point in time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum When {
    On(Date),
    At(Timestamp),
}

/// Reads a date: `2024-03-01`.
pub(super) fn day(text: &str) -> Read<Date> {
    if let Some(date) = digits(text, &[4, 2, 2], '-').and_then(|parts| date(parts[0], parts[1], parts[2])) {
        return in_range(date);
    }
    for separator in ['-', '.', '/'] {
        for widths in [[2, 2, 4], [1, 2, 4], [2, 1, 4], [1, 1, 4]] {
            if let Some(date) = digits(text, &widths, separator).and_then(|parts| date(parts[2], parts[1], parts[0])) {
                return Err((format!("skriv datoen som {date} (år-måned-dag)"), format!("write the date as {date} (year-month-day)")));
            }
        }
    }
    if let Some(parts) = digits(text, &[4, 2, 2], '-') {
        return Err((
            format!("{text} findes ikke i kalenderen: {}", last_day(parts[0], parts[1]).0),
            format!("{text} is not in the calendar: {}", last_day(parts[0], parts[1]).1),
        ));
    }
    let shown = super::json::shortened(text);
    Err((
        format!("\"{shown}\" er ikke en dato. Skriv år-måned-dag, fx 2024-03-01"),
        format!("\"{shown}\" is not a date. Write year-month-day, e.g. 2024-03-01"),
    ))
}

/// Reads a point in time: `2024-03-01T09:30` in Danish time, or with an offset or `Z`; or only the day.
pub(super) fn when(text: &str) -> Read<When> {
    let Some((date, time)) = text.split_once(['T', 't', ' ']) else {
        return day(text).map(When::On);
    };
    let on = day(date)?;
    if let Ok(at) = format!("{date}T{time}").parse::<Timestamp>() {
        return Ok(When::At(at));
    }
    let clock = whole_clock(time).ok_or_else(|| {
        let shown = super::json::shortened(time);
        (
            format!("\"{shown}\" er ikke et klokkeslæt. Skriv fx {on}T09:30 (dansk tid) eller {on}T08:30Z"),
            format!("\"{shown}\" is not a time of day. Write e.g. {on}T09:30 (Danish time) or {on}T08:30Z"),
        )
    })?;
    danish(on.to_datetime(clock)).map(When::At)
}

/// Reads a point in time to ask about: a day means its end, as far as a microsecond before the next.
///
/// # Errors
/// In Danish and English what is wrong and what to write.
pub fn read_on(text: &str) -> Result<Timestamp, (String, String)> {
    match when(text.trim())? {
        When::At(at) => Ok(at),
        When::On(on) => Ok(last_instant(on)),
    }
}

/// The last microsecond of a day in Denmark: everything written that day is known, and what was due that day is not yet late.
pub fn last_instant(on: Date) -> Timestamp {
    let next = calendar::end_of_day(on);
    next.checked_sub(jiff::SignedDuration::from_micros(1)).unwrap_or(next)
}

/// Reads a point in time where the hour matters, so the day alone is not enough.
pub(super) fn instant(text: &str) -> Read<Timestamp> {
    match when(text)? {
        When::At(at) => Ok(at),
        When::On(on) => Err((
            format!("klokkeslættet mangler. Skriv fx {on}T09:30 (dansk tid)"),
            format!("the time of day is missing. Write e.g. {on}T09:30 (Danish time)"),
        )),
    }
}

/// Noon in Denmark on this day: when a day is all that is known.
pub(super) fn noon(on: Date) -> Timestamp {
    calendar::instant_of(on.at(12, 0, 0, 0))
}

/// A point in time as a scenario writes it: Danish time with its offset.
pub fn written(at: Timestamp) -> String {
    let local = at.to_zoned(calendar::copenhagen().clone());
    format!("{}{}", local.datetime(), offset(local.offset()))
}

fn offset(offset: jiff::tz::Offset) -> String {
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A Danish wall-clock time; on the two nights a year when the clock is changed it may not exist, or exist twice.
fn danish(local: DateTime) -> Read<Timestamp> {
    let ambiguous = calendar::copenhagen().to_ambiguous_timestamp(local);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => {}
        AmbiguousOffset::Gap { .. } => {
            return Err((
                format!("{local} findes ikke: uret blev stillet frem den nat. Skriv en time senere eller tidligere"),
                format!("{local} does not exist: the clock was set forward that night. Write an hour later or earlier"),
            ));
        }
        AmbiguousOffset::Fold { before, after } => {
            let (first, second) = (offset(before), offset(after));
            return Err((
                format!(
                    "{local} findes to gange: uret blev stillet tilbage den nat. Skriv {local}{first} for første gang eller {local}{second} for anden"
                ),
                format!(
                    "{local} exists twice: the clock was set back that night. Write {local}{first} for the first time or {local}{second} for the second"
                ),
            ));
        }
    }
    ambiguous.unambiguous().map_err(|_| (format!("{local} er uden for kalenderen"), format!("{local} is outside the calendar")))
}

/// A time of day with hours and minutes, perhaps seconds, and no offset.
fn whole_clock(text: &str) -> Option<Time> {
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')) || text.len() < 5 {
        return None;
    }
    text.parse().ok()
}

/// The years whose holidays are known.
fn in_range(date: Date) -> Read<Date> {
    calendar::require_covered(date).map_err(|outside| (outside.da(), outside.en()))
}

fn digits(text: &str, widths: &[usize; 3], separator: char) -> Option<[i16; 3]> {
    let mut parts = text.split(separator);
    let mut read = [0; 3];
    for (width, place) in widths.iter().zip(&mut read) {
        let part = parts.next()?;
        if part.len() != *width || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *place = part.parse().ok()?;
    }
    parts.next().is_none().then_some(read)
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn last_day(year: i16, month: i16) -> (String, String) {
    match date(year, month, 1).map(Date::days_in_month) {
        Some(days) => (format!("måneden har {days} dage"), format!("the month has {days} days")),
        None => ("månederne går fra 01 til 12".into(), "months go from 01 to 12".into()),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[track_caller]
    fn at(text: &str, expected: &str) {
        assert_eq!(instant(text).unwrap().to_string(), expected);
    }

    #[test]
    fn danish_time_or_an_offset() {
        at("2024-03-01T09:30", "2024-03-01T08:30:00Z");
        at("2024-07-01 09:30", "2024-07-01T07:30:00Z");
        at("2024-07-01T09:30:15", "2024-07-01T07:30:15Z");
        at("2024-07-01T09:30Z", "2024-07-01T09:30:00Z");
        at("2024-07-01T09:30:00-05:00", "2024-07-01T14:30:00Z");
        at("2024-10-27T02:30+02:00", "2024-10-27T00:30:00Z");
        at("2024-10-27T02:30+01:00", "2024-10-27T01:30:00Z");
    }

    #[test]
    fn each_fault_says_what_to_write() {
        for (text, word) in [
            ("2024-02-30", "29 dage"),
            ("2023-02-29", "28 dage"),
            ("2024-13-01", "01 til 12"),
            ("01-03-2024", "2024-03-01"),
            ("1.3.2024", "2024-03-01"),
            ("31/12/2023", "2023-12-31"),
            ("i går", "fx 2024-03-01"),
            ("", "fx 2024-03-01"),
            ("0024-03-01", "1970"),
            ("2200-03-01", "2100"),
        ] {
            let (da, _) = day(text).unwrap_err();
            assert!(da.contains(word), "{text}: {da}");
        }
        for (text, word) in [
            ("2024-03-01", "klokkeslættet mangler"),
            ("2024-03-31T02:30", "stillet frem"),
            ("2024-10-27T02:30", "2024-10-27T02:30:00+02:00"),
            ("2024-03-01T25:00", "ikke et klokkeslæt"),
            ("2024-03-01Tmiddag", "ikke et klokkeslæt"),
            ("2024-03-01T", "ikke et klokkeslæt"),
        ] {
            let (da, _) = instant(text).unwrap_err();
            assert!(da.contains(word), "{text}: {da}");
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for text in ["2024-10-27T00:30:00Z", "2024-10-27T01:30:00Z", "2024-03-31T00:59:59.123456Z", "2024-07-01T00:00:00Z"] {
            let at: Timestamp = text.parse().unwrap();
            assert_eq!(instant(&written(at)).unwrap(), at, "{}", written(at));
        }
    }
}
