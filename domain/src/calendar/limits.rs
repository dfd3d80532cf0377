//! Limits in days, weeks and months, and ages.
//!
//! # How "within n months from D" is counted
//! The day it is counted from is not itself part of the limit; the last day is the day of the month with D's number, n months on,
//! and belongs to the limit whole. Where that month has no such day, the last day is the month's last: 31 October + 4 months is
//! 28 February, in a leap year the 29th. So forældelsesloven § 27, stk. 1, and restaurationsloven § 36 a, stk. 1 and 3; no other
//! rule was found for serviceloven and barnets lov. (Restaurationsloven also stretches a limit counted from a month's last day to
//! the last day of the later month, 28 February + 1 month to 31 March; that is a rule of its own and gives the later day, so it is
//! not followed here.)
//!
//! The last day is *not* moved when it is a weekend or a holiday: no such rule was found for these duties, and the earlier day
//! is the safe one. See [`super::closing_reason`] for telling people that it is such a day.
//!
//! A limit is exceeded from [`super::end_of_day`] of its last day.

use jiff::SignedDuration;
use jiff::civil::Date;

/// The day `n` months later (earlier when negative), at most the month's last day. Stops at the first and last day there is.
pub fn months_after(date: Date, n: i32) -> Date {
    let month_number = (i32::from(date.year()) * 12 + i32::from(date.month()) - 1).saturating_add(n);
    let ends_of_time = if n < 0 { Date::MIN } else { Date::MAX };
    let (Ok(year), Ok(month)) = (i16::try_from(month_number.div_euclid(12)), i8::try_from(month_number.rem_euclid(12) + 1)) else {
        return ends_of_time;
    };
    let Ok(first_of_month) = Date::new(year, month, 1) else { return ends_of_time };
    let day = date.day().min(first_of_month.days_in_month());
    Date::new(year, month, day).unwrap_or(ends_of_time)
}

/// The same weekday `n` weeks later (earlier when negative). Stops at the first and last day there is.
pub fn weeks_after(date: Date, n: i32) -> Date {
    date.saturating_add(SignedDuration::from_hours(i64::from(n) * 7 * 24))
}

/// The day `n` days later (earlier when negative). Stops at the first and last day there is.
pub fn days_after(date: Date, n: i32) -> Date {
    date.saturating_add(SignedDuration::from_hours(i64::from(n) * 24))
}

/// Whole years of age on a day; `None` before birth.
///
/// Years turn on the birthday. A child born on 29 February turns a year older on 28 February in ordinary years, by the same rule
/// as [`months_after`]: no Danish source was found for either day, and the earlier gives the child its rights first.
pub fn age_in_years(birth: Date, on: Date) -> Option<u32> {
    Some(age_in_months(birth, on)? / 12)
}

/// Whole months of age on a day; `None` before birth. Months turn on [`months_after`] the birth.
pub fn age_in_months(birth: Date, on: Date) -> Option<u32> {
    let months = (i32::from(on.year()) - i32::from(birth.year())) * 12 + i32::from(on.month()) - i32::from(birth.month());
    let is_month_complete = on.day() >= birth.day() || on.day() == on.days_in_month();
    // Negative before birth.
    u32::try_from(if is_month_complete { months } else { months - 1 }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn months_are_clamped_to_the_month_s_end() {
        for (from, months, expected) in [
            (date(2023, 10, 31), 4, date(2024, 2, 29)),
            (date(2024, 10, 31), 4, date(2025, 2, 28)),
            (date(2023, 10, 30), 4, date(2024, 2, 29)),
            (date(2023, 10, 29), 4, date(2024, 2, 29)),
            (date(2023, 10, 28), 4, date(2024, 2, 28)),
            (date(2024, 2, 29), 12, date(2025, 2, 28)),
            (date(2024, 2, 29), 48, date(2028, 2, 29)),
            (date(2024, 2, 29), 1, date(2024, 3, 29)),
            (date(2023, 2, 28), 1, date(2023, 3, 28)), // not 31 March
            (date(2024, 3, 31), -1, date(2024, 2, 29)),
            (date(2024, 1, 15), -1, date(2023, 12, 15)),
            (date(2023, 12, 31), 3, date(2024, 3, 31)),
            (date(2024, 5, 31), 0, date(2024, 5, 31)),
            (date(2096, 2, 29), 48, date(2100, 2, 28)), // 2100 is no leap year
        ] {
            assert_eq!(months_after(from, months), expected, "{from} + {months}");
        }
    }

    #[test]
    fn weeks_and_days() {
        assert_eq!(weeks_after(date(2024, 2, 22), 1), date(2024, 2, 29));
        assert_eq!(weeks_after(date(2024, 3, 27), 2), date(2024, 4, 10));
        assert_eq!(weeks_after(date(2024, 1, 3), -1), date(2023, 12, 27));
        assert_eq!(days_after(date(2024, 2, 28), 1), date(2024, 2, 29));
        assert_eq!(days_after(date(2023, 2, 28), 1), date(2023, 3, 1));
        assert_eq!(days_after(date(2024, 3, 30), 2), date(2024, 4, 1));
        assert_eq!(days_after(date(2024, 1, 1), -1), date(2023, 12, 31));
    }

    #[test]
    fn ages_turn_on_the_birthday() {
        for (birth, on, years, months) in [
            (date(2014, 5, 10), date(2024, 5, 9), Some(9), Some(119)),
            (date(2014, 5, 10), date(2024, 5, 10), Some(10), Some(120)),
            (date(2014, 5, 10), date(2024, 5, 11), Some(10), Some(120)),
            (date(2008, 2, 29), date(2023, 2, 27), Some(14), Some(179)),
            (date(2008, 2, 29), date(2023, 2, 28), Some(15), Some(180)),
            (date(2008, 2, 29), date(2023, 3, 1), Some(15), Some(180)),
            (date(2008, 2, 29), date(2024, 2, 28), Some(15), Some(191)),
            (date(2008, 2, 29), date(2024, 2, 29), Some(16), Some(192)),
            (date(2024, 1, 31), date(2024, 2, 28), Some(0), Some(0)),
            (date(2024, 1, 31), date(2024, 2, 29), Some(0), Some(1)),
            (date(2024, 1, 31), date(2024, 4, 29), Some(0), Some(2)),
            (date(2024, 1, 31), date(2024, 4, 30), Some(0), Some(3)),
            (date(2024, 6, 1), date(2024, 6, 1), Some(0), Some(0)),
            (date(2024, 6, 1), date(2024, 5, 31), None, None), // unborn
        ] {
            assert_eq!(age_in_years(birth, on), years, "born {birth}, on {on}");
            assert_eq!(age_in_months(birth, on), months, "born {birth}, on {on}");
        }
    }

    #[test]
    fn at_the_ends_of_time_adding_stops() {
        for n in [i32::MIN, i32::MIN + 1] {
            assert_eq!(
                (months_after(Date::MIN, n), weeks_after(Date::MIN, n), days_after(Date::MIN, n)),
                (Date::MIN, Date::MIN, Date::MIN)
            );
        }
        assert_eq!(
            (months_after(Date::MAX, i32::MAX), weeks_after(Date::MAX, i32::MAX), days_after(Date::MAX, i32::MAX)),
            (Date::MAX, Date::MAX, Date::MAX)
        );
        assert_eq!(months_after(Date::MIN, i32::MAX), Date::MAX);
        assert_eq!(age_in_years(Date::MIN, Date::MAX), Some(19_998));
        assert_eq!(age_in_months(Date::MAX, Date::MIN), None);
    }

    proptest! {
        /// Ages and limits are two sides of one rule.
        #[test]
        fn months_turn_exactly_on_the_limit(birth in 0i32..47_000, later in 0i32..40_000) {
            let birth = days_after(super::super::FIRST_DAY, birth);
            let on = days_after(birth, later);
            let months = i32::try_from(age_in_months(birth, on).expect("born")).expect("fits");
            prop_assert!(months_after(birth, months) <= on);
            prop_assert!(on < months_after(birth, months + 1));
        }

        #[test]
        fn a_later_day_never_gives_an_earlier_limit(first in 0i32..47_000, gap in 0i32..400, months in 0i32..60) {
            let first = days_after(super::super::FIRST_DAY, first);
            prop_assert!(months_after(first, months) <= months_after(days_after(first, gap), months));
        }

        /// Within the month the library agrees with our arithmetic.
        #[test]
        fn agrees_with_jiff(day in 0i32..47_000, months in -600i32..600) {
            let day = days_after(super::super::FIRST_DAY, day);
            prop_assert_eq!(months_after(day, months), day.checked_add(jiff::Span::new().months(months)).expect("in range"));
        }
    }
}
