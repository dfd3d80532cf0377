//! Dates, times and numbers as people write them. `today` and `now` are arguments: nothing here reads a clock.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};

use super::{Lang, t, t_with};

const MONTHS_DA: [&str; 12] =
    ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const WEEKDAYS_DA: [&str; 7] = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"];
const WEEKDAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The zone of every clock on a page.
pub fn copenhagen() -> TimeZone {
    TimeZone::get("Europe/Copenhagen").unwrap_or(TimeZone::UTC)
}

/// The wall clock in Denmark at an instant.
pub fn local(at: Timestamp) -> DateTime {
    at.to_zoned(copenhagen()).datetime()
}

/// The day in Denmark at an instant.
pub fn day_of(at: Timestamp) -> Date {
    local(at).date()
}

/// "12. maj 2026", "12 May 2026".
pub fn date(lang: Lang, day: Date) -> String {
    format!("{} {}", date_without_year(lang, day), day.year())
}

/// As [`date`], without the year when it is today's: "12. maj".
pub fn day(lang: Lang, day: Date, today: Date) -> String {
    if day.year() == today.year() { date_without_year(lang, day) } else { date(lang, day) }
}

/// "tirsdag 12. maj", with the year when it is not today's.
pub fn weekday_and_day(lang: Lang, on: Date, today: Date) -> String {
    format!("{} {}", weekday(lang, on), day(lang, on, today))
}

/// "tirsdag".
pub fn weekday(lang: Lang, day: Date) -> &'static str {
    let index = day.weekday().to_monday_zero_offset() as usize;
    lang.pick(WEEKDAYS_DA[index], WEEKDAYS_EN[index])
}

/// "maj 2026".
pub fn month(lang: Lang, day: Date) -> String {
    format!("{} {}", month_name(lang, day), day.year())
}

/// "maj" where there is little room: the first three letters.
pub fn month_short(lang: Lang, day: Date) -> &'static str {
    month_name(lang, day).get(..3).unwrap_or_default()
}

fn month_name(lang: Lang, day: Date) -> &'static str {
    let index = (day.month() - 1) as usize;
    lang.pick(MONTHS_DA[index], MONTHS_EN[index])
}

fn date_without_year(lang: Lang, day: Date) -> String {
    match lang {
        Lang::Da => format!("{}. {}", day.day(), month_name(lang, day)),
        Lang::En => format!("{} {}", day.day(), month_name(lang, day)),
    }
}

/// "15.30", "15:30".
pub fn clock(lang: Lang, at: DateTime) -> String {
    let colon = lang.pick(".", ":");
    format!("{}{colon}{:02}", at.hour(), at.minute())
}

/// "i dag kl. 15.30", "i morgen kl. 9.00", "12. maj kl. 15.30".
pub fn instant(lang: Lang, at: Timestamp, now: Timestamp) -> String {
    let (at, today) = (local(at), day_of(now));
    let time = clock(lang, at);
    match days_between(today, at.date()) {
        0 => t_with(lang, "time-today-at", &[("time", time.into())]),
        1 => t_with(lang, "time-tomorrow-at", &[("time", time.into())]),
        -1 => t_with(lang, "time-yesterday-at", &[("time", time.into())]),
        _ => t_with(lang, "time-day-at", &[("day", day(lang, at.date(), today).into()), ("time", time.into())]),
    }
}

/// "i dag", "i morgen", "om 3 dage", "i går", "for 3 dage siden"; from two months on in months, from a year on in years and months.
pub fn relative_day(lang: Lang, on: Date, today: Date) -> String {
    let days = days_between(today, on);
    let months = whole_months(on.min(today), on.max(today));
    let (ahead, ago, count) = match (days, months) {
        (0, _) => return t(lang, "time-today"),
        (1, _) => return t(lang, "time-tomorrow"),
        (-1, _) => return t(lang, "time-yesterday"),
        (_, 0..2) => ("time-in-days", "time-days-ago", days.abs()),
        (_, 2..12) => ("time-in-months", "time-months-ago", months),
        _ => {
            let length = [("length", years_and_months(lang, months).into())];
            return if days > 0 { t_with(lang, "time-in-length", &length) } else { t_with(lang, "time-length-ago", &length) };
        }
    };
    t_with(lang, if days > 0 { ahead } else { ago }, &[("count", count.into())])
}

/// "1 år", "1 år og 1 måned", "2 år og 3 måneder".
fn years_and_months(lang: Lang, months: i64) -> String {
    let years = t_with(lang, "time-years", &[("years", (months / 12).into())]);
    match months % 12 {
        0 => years,
        rest => list(lang, &[years, t_with(lang, "time-months", &[("months", rest.into())])]),
    }
}

fn whole_months(from: Date, to: Date) -> i64 {
    let span = from.until((Unit::Year, to)).unwrap_or_default();
    i64::from(span.get_years()) * 12 + i64::from(span.get_months())
}

/// "3 dage forfalden" for a day that has passed, else as [`relative_day`].
pub fn due_day(lang: Lang, due: Date, today: Date) -> String {
    match days_between(due, today) {
        days if days > 0 => t_with(lang, "time-days-late", &[("days", days.into())]),
        _ => relative_day(lang, due, today),
    }
}

/// What is left of a clock that runs in hours: "3 t 20 min tilbage", "forfalden 2 t 5 min"; from two days on in days.
pub fn countdown(lang: Lang, due: Timestamp, now: Timestamp) -> String {
    let minutes = due.duration_since(now).as_secs().div_euclid(60);
    let length = duration(lang, minutes.abs());
    let key = if minutes < 0 { "time-late-by" } else { "time-left" };
    t_with(lang, key, &[("length", length.into())])
}

fn duration(lang: Lang, minutes: i64) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    if hours >= 48 {
        t_with(lang, "time-days", &[("days", (hours / 24).into())])
    } else if hours > 0 {
        t_with(lang, "time-hours-minutes", &[("hours", hours.into()), ("minutes", rest.into())])
    } else {
        t_with(lang, "time-minutes", &[("minutes", rest.into())])
    }
}

/// "9 år"; below two years in months, below two months in weeks; before the birth the day it is expected.
pub fn age(lang: Lang, born: Date, today: Date) -> String {
    if born > today {
        return t_with(lang, "age-expected", &[("day", day(lang, born, today).into())]);
    }
    let months = whole_months(born, today);
    match months {
        0..2 => t_with(lang, "age-weeks", &[("weeks", (days_between(born, today) / 7).into())]),
        2..24 => t_with(lang, "age-months", &[("months", months.into())]),
        _ => t_with(lang, "age-years", &[("years", (months / 12).into())]),
    }
}

/// Whole days from one day to another; negative backwards.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until((Unit::Day, to)).map(|span| i64::from(span.get_days())).unwrap_or_default()
}

/// "4.700", "4,700".
pub fn number(lang: Lang, number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('−');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push_str(lang.pick(".", ","));
        }
        text.push(digit);
    }
    text
}

/// "4.700,5", "4,700.5", rounded to so many decimals.
pub fn decimal(lang: Lang, value: f64, decimals: usize) -> String {
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), ""));
    let whole = number(lang, whole.parse().unwrap_or_default());
    let sign = if value < 0.0 && plain.chars().any(|digit| ('1'..='9').contains(&digit)) { "−" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{}{fraction}", lang.pick(",", ".")) }
}

/// "87 %" of a share between 0 and 1; English "87%".
pub fn percent(lang: Lang, share: f64) -> String {
    format!("{}{}", decimal(lang, share * 100.0, 0), lang.pick("\u{a0}%", "%"))
}

/// "1.250 kr." of an amount in øre, rounded to whole kroner; English "DKK 1,250".
pub fn kroner(lang: Lang, oere: i64) -> String {
    let kroner = number(lang, (oere + 50).div_euclid(100));
    match lang {
        Lang::Da => format!("{kroner}\u{a0}kr."),
        Lang::En => format!("DKK\u{a0}{kroner}"),
    }
}

/// A text that begins a line: its first letter is a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "Ida, Noah og Sofie".
pub fn list(lang: Lang, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} {} {last}", first.join(", "), t(lang, "list-and")),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as on;

    use super::*;

    const TODAY: Date = on(2026, 5, 9);

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a timestamp")
    }

    #[test]
    fn dates_are_written_as_people_write_them() {
        assert_eq!(date(Lang::Da, on(2026, 5, 12)), "12. maj 2026");
        assert_eq!(date(Lang::En, on(2026, 5, 12)), "12 May 2026");
        assert_eq!(day(Lang::Da, on(2026, 7, 14), TODAY), "14. juli");
        assert_eq!(day(Lang::Da, on(2027, 7, 14), TODAY), "14. juli 2027");
        assert_eq!(weekday_and_day(Lang::Da, on(2026, 5, 12), TODAY), "tirsdag 12. maj");
        assert_eq!(month(Lang::En, on(2026, 5, 12)), "May 2026");
        assert_eq!(month_short(Lang::Da, on(2026, 8, 1)), "aug");
    }

    #[test]
    fn instants_use_danish_time_and_its_days() {
        let now = at("2026-05-09T08:00:00Z");
        assert_eq!(instant(Lang::Da, at("2026-05-09T13:30:00Z"), now), "i dag kl. 15.30");
        assert_eq!(instant(Lang::En, at("2026-05-09T13:30:00Z"), now), "today at 15:30");
        assert_eq!(instant(Lang::Da, at("2026-05-09T22:30:00Z"), now), "i morgen kl. 0.30");
        assert_eq!(instant(Lang::Da, at("2026-01-09T22:30:00Z"), now), "9. januar kl. 23.30");
    }

    #[test]
    fn days_are_told_from_today() {
        let cases = [(-12, "12 dage forfalden"), (-1, "1 dag forfalden"), (0, "i dag"), (1, "i morgen"), (3, "om 3 dage")];
        for (days, expected) in cases {
            let due = TODAY.checked_add(jiff::Span::new().days(days)).expect("a day");
            assert_eq!(due_day(Lang::Da, due, TODAY), expected);
        }
        assert_eq!(relative_day(Lang::Da, on(2026, 5, 6), TODAY), "for 3 dage siden");
        assert_eq!(relative_day(Lang::En, on(2026, 5, 8), TODAY), "yesterday");
        assert_eq!(relative_day(Lang::Da, on(2026, 3, 10), TODAY), "for 60 dage siden");
        assert_eq!(relative_day(Lang::Da, on(2026, 3, 9), TODAY), "for 2 måneder siden");
        assert_eq!(relative_day(Lang::Da, on(2027, 3, 9), TODAY), "om 10 måneder");
        assert_eq!(relative_day(Lang::Da, on(2025, 5, 9), TODAY), "for 1 år siden");
        assert_eq!(relative_day(Lang::Da, on(2025, 4, 9), TODAY), "for 1 år og 1 måned siden");
        assert_eq!(relative_day(Lang::Da, on(2027, 8, 9), TODAY), "om 1 år og 3 måneder");
        assert_eq!(relative_day(Lang::En, on(2024, 4, 8), TODAY), "2 years and 1 month ago");
    }

    #[test]
    fn clocks_count_hours_and_minutes() {
        let now = at("2026-05-09T08:00:00Z");
        assert_eq!(countdown(Lang::Da, at("2026-05-09T11:20:00Z"), now), "3 t 20 min tilbage");
        assert_eq!(countdown(Lang::Da, at("2026-05-09T08:05:00Z"), now), "5 min tilbage");
        assert_eq!(countdown(Lang::Da, at("2026-05-09T05:55:00Z"), now), "forfalden 2 t 5 min");
        assert_eq!(countdown(Lang::Da, at("2026-05-12T09:00:00Z"), now), "3 dage tilbage");
    }

    #[test]
    fn ages_fit_the_child() {
        assert_eq!(age(Lang::Da, on(2017, 5, 10), TODAY), "8 år");
        assert_eq!(age(Lang::Da, on(2017, 5, 9), TODAY), "9 år");
        assert_eq!(age(Lang::Da, on(2025, 2, 1), TODAY), "15 måneder");
        assert_eq!(age(Lang::Da, on(2026, 4, 18), TODAY), "3 uger");
        assert_eq!(age(Lang::Da, on(2026, 8, 1), TODAY), "ventes født 1. august");
    }

    #[test]
    fn numbers_are_grouped_by_language() {
        assert_eq!(number(Lang::Da, 1_200_000), "1.200.000");
        assert_eq!(number(Lang::En, -4700), "−4,700");
        assert_eq!(number(Lang::Da, 470), "470");
        assert_eq!(decimal(Lang::Da, 4700.456, 1), "4.700,5");
        assert_eq!(decimal(Lang::Da, -0.04, 1), "0,0");
        assert_eq!(percent(Lang::Da, 0.874), "87\u{a0}%");
        assert_eq!(kroner(Lang::Da, 125_050), "1.251\u{a0}kr.");
    }

    #[test]
    fn lists_end_with_and() {
        let names = ["Ida", "Noah", "Sofie"].map(String::from);
        assert_eq!(list(Lang::Da, &names), "Ida, Noah og Sofie");
        assert_eq!(list(Lang::En, &names[..1]), "Ida");
    }
}
