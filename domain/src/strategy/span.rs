//! Spans as people write them: "2 uger", "6 måneder", "5 hverdage".

use super::Span;
use crate::calendar::{WorkingDays, days_after, months_after, weeks_after};
use jiff::civil::Date;
use std::fmt;

/// Longest span a strategy may name: ten years, in whichever unit.
const TEN_YEARS_OF_DAYS: u16 = 3653;
/// Longest time something may be kept: a hundred and ten years, a long life.
const A_LIFE_OF_DAYS: u16 = 40_178;

impl Span {
    /// Reads "2 uger", "1 år", "5 hverdage"; `None` for anything else, for zero, and for more than ten years.
    pub fn read(text: &str) -> Option<Self> {
        Self::read_at_most(text, TEN_YEARS_OF_DAYS)
    }

    /// As [`Span::read`], of up to 110 years.
    pub fn read_long(text: &str) -> Option<Self> {
        Self::read_at_most(text, A_LIFE_OF_DAYS)
    }

    fn read_at_most(text: &str, most_days: u16) -> Option<Self> {
        let (number, unit) = text.trim().split_once(char::is_whitespace)?;
        let number: u16 = number.parse().ok().filter(|number| *number > 0)?;
        let span = match unit.trim() {
            "dag" | "dage" => Self::Days(number),
            "uge" | "uger" => Self::Weeks(number),
            "måned" | "måneder" => Self::Months(number),
            "år" => Self::Months(number.checked_mul(12)?),
            "hverdag" | "hverdage" => Self::WorkingDays(number),
            _ => return None,
        };
        (span.about_days() <= most_days).then_some(span)
    }

    /// The last day of the span when it is counted from this day.
    pub fn after(self, from: Date, working_days: WorkingDays) -> Date {
        match self {
            Self::Days(count) => days_after(from, count.into()),
            Self::Weeks(count) => weeks_after(from, count.into()),
            Self::Months(count) => months_after(from, count.into()),
            Self::WorkingDays(count) => working_days.add(from, count.into()),
        }
    }

    /// As time is said of what is kept, whole years as years: "10 år".
    pub fn kept_da(self) -> String {
        match self {
            Self::Months(months) if months % 12 == 0 => format!("{} år", months / 12),
            other => other.to_string(),
        }
    }

    /// The same in English: "10 years".
    pub fn kept_en(self) -> String {
        match self {
            Self::Months(12) => "1 year".to_owned(),
            Self::Months(months) if months % 12 == 0 => format!("{} years", months / 12),
            other => other.en(),
        }
    }

    /// About how many days: to compare spans of different units, never to set a date.
    pub const fn about_days(self) -> u16 {
        let days = match self {
            Self::Days(days) => days as u32,
            Self::Weeks(weeks) => weeks as u32 * 7,
            Self::Months(months) => months as u32 * 3044 / 100,
            Self::WorkingDays(days) => days as u32 * 7 / 5,
        };
        if days > u16::MAX as u32 { u16::MAX } else { days as u16 }
    }

    /// In English: "2 weeks".
    pub fn en(self) -> String {
        let (number, one, many) = match self {
            Self::Days(number) => (number, "day", "days"),
            Self::Weeks(number) => (number, "week", "weeks"),
            Self::Months(number) => (number, "month", "months"),
            Self::WorkingDays(number) => (number, "working day", "working days"),
        };
        format!("{number} {}", if number == 1 { one } else { many })
    }
}

/// In Danish, as the strategy files write it.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (number, one, many) = match *self {
            Self::Days(number) => (number, "dag", "dage"),
            Self::Weeks(number) => (number, "uge", "uger"),
            Self::Months(number) => (number, "måned", "måneder"),
            Self::WorkingDays(number) => (number, "hverdag", "hverdage"),
        };
        write!(f, "{number} {}", if number == 1 { one } else { many })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, read: Option<Span>, da: &str, en: &str) {
        assert_eq!(Span::read(text), read, "{text}");
        if let Some(span) = read {
            assert_eq!(span.to_string(), da);
            assert_eq!(span.en(), en);
            assert_eq!(Span::read(da), read, "what is shown can be read again");
        }
    }

    #[test]
    fn spans_end_on_a_day() {
        let date = |text: &str| text.parse::<Date>().expect("a day in the test");
        let check = |from: &str, span: Span, saturdays_count: bool, last: &str| {
            assert_eq!(span.after(date(from), WorkingDays { saturdays_count }), date(last), "{span} from {from}");
        };
        check("2024-01-31", Span::Days(14), false, "2024-02-14");
        check("2024-03-30", Span::Weeks(2), false, "2024-04-13");
        check("2023-10-31", Span::Months(4), false, "2024-02-29");
        check("2024-06-07", Span::WorkingDays(5), false, "2024-06-14");
        check("2024-06-07", Span::WorkingDays(5), true, "2024-06-13");
    }

    #[test]
    fn spans_as_people_write_them() {
        check("2 uger", Some(Span::Weeks(2)), "2 uger", "2 weeks");
        check(" 1  uge ", Some(Span::Weeks(1)), "1 uge", "1 week");
        check("3 måneder", Some(Span::Months(3)), "3 måneder", "3 months");
        check("1 år", Some(Span::Months(12)), "12 måneder", "12 months");
        check("5 hverdage", Some(Span::WorkingDays(5)), "5 hverdage", "5 working days");
        check("14 dage", Some(Span::Days(14)), "14 dage", "14 days");
        check("10 år", Some(Span::Months(120)), "120 måneder", "120 months");
        for wrong in ["", "uger", "2", "to uger", "2 weeks", "0 uger", "-1 uge", "2,5 uger", "11 år", "65535 år", "99999 dage", "600 uger"]
        {
            check(wrong, None, "", "");
        }
    }
}
