//! Days, working days, limits and instants as a Danish municipality counts them.
//!
//! | question | function |
//! |---|---|
//! | Is the day a public holiday, and which? | [`holiday_on`], [`holidays`] |
//! | Is it a working day? Which day is the sixth working day after it? | [`WorkingDays`] |
//! | May a limit end on it under the general rule? | [`is_closing_day`], [`closing_reason`] |
//! | What is 24 elapsed hours after an instant? | [`hours_after`] |
//! | What is the last day of "within four months"? | [`months_after`] |
//! | How old is the child on the day? | [`age_in_years`], [`age_in_months`] |
//!
//! Nothing here reads a clock, and nothing here takes memory from the heap except [`holidays`] and [`copenhagen`]'s first call.
//!
//! # The range
//! Holidays are known for [`FIRST_DAY`] to [`LAST_DAY`]. What comes from outside (a form, a file) is checked with
//! [`require_covered`], which answers with a message. Past the range no function panics: outside it no day is a holiday, and
//! adding stops at the first or last day or instant that can be written (the years −9999 and 9999).

mod holidays;
mod instants;
mod limits;
mod working_days;

pub use holidays::{ClosingReason, Holiday, HolidayName, closing_reason, easter_sunday, holiday_on, holidays, is_closing_day};
pub use instants::{copenhagen, day_of, end_of_day, hours_after, instant_of, start_of_day};
pub use limits::{age_in_months, age_in_years, days_after, months_after, weeks_after};
pub use working_days::WorkingDays;

use jiff::civil::Date;

/// The first year whose holidays are known.
const FIRST_YEAR: i16 = 1970;

/// The last year whose holidays are known.
const LAST_YEAR: i16 = 2100;

/// The first day whose holidays are known.
pub const FIRST_DAY: Date = Date::constant(FIRST_YEAR, 1, 1);

/// The last day whose holidays are known.
pub const LAST_DAY: Date = Date::constant(LAST_YEAR, 12, 31);

/// Whether the day lies between [`FIRST_DAY`] and [`LAST_DAY`].
pub fn is_covered(date: Date) -> bool {
    (FIRST_YEAR..=LAST_YEAR).contains(&date.year())
}

/// The day itself when its holidays are known.
///
/// # Errors
/// [`DateOutOfRange`] before 1970 and after 2100.
pub fn require_covered(date: Date) -> Result<Date, DateOutOfRange> {
    if is_covered(date) { Ok(date) } else { Err(DateOutOfRange { date }) }
}

/// A day before [`FIRST_DAY`] or after [`LAST_DAY`]; most often a slip in the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DateOutOfRange {
    /// The day that was given.
    pub date: Date,
}

impl DateOutOfRange {
    /// What to do, in Danish.
    pub fn da(&self) -> String {
        format!("Datoen {} ligger uden for kalenderen (1970-2100). Ret årstallet.", self.date)
    }

    /// What to do, in English.
    pub fn en(&self) -> String {
        format!("The date {} is outside the calendar (1970–2100). Correct the year.", self.date)
    }
}

impl std::fmt::Display for DateOutOfRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for DateOutOfRange {}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_range_is_1970_to_2100() {
        for (day, covered) in [
            (date(1969, 12, 31), false),
            (date(1970, 1, 1), true),
            (date(2100, 12, 31), true),
            (date(2101, 1, 1), false),
            (Date::MIN, false),
            (Date::MAX, false),
        ] {
            assert_eq!(is_covered(day), covered, "{day}");
            assert_eq!(require_covered(day).is_ok(), covered, "{day}");
        }
    }

    #[test]
    fn a_date_out_of_range_says_which_and_what_to_do() {
        let error = require_covered(date(2204, 5, 1)).expect_err("2204 is outside");
        assert!(error.da().contains("2204-05-01") && error.da().contains("Ret årstallet"), "{}", error.da());
        assert!(error.en().contains("2204-05-01") && error.to_string().contains("Correct the year"), "{error}");
    }
}
