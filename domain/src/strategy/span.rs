//! Spans as people write them: "2 uger", "6 måneder", "5 hverdage".

use super::Span;
use std::fmt;

/// Longest span a strategy may name: ten years, in whichever unit.
const TEN_YEARS_OF_DAYS: u16 = 3653;

impl Span {
    /// Reads "2 uger", "1 år", "5 hverdage"; `None` for anything else, for zero, and for more than ten years.
    pub fn read(text: &str) -> Option<Self> {
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
        (span.about_days() <= TEN_YEARS_OF_DAYS).then_some(span)
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
