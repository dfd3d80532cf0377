//! Working days.

use super::holiday_on;
use jiff::civil::{Date, Weekday};

/// Which days a municipality counts as working days (hverdage).
///
/// No definition was found for the six *hverdage* of the receipt to a notifier. Forældelsesloven § 27 treats Saturday as no
/// hverdag; counting it gives the earlier day. So it is the municipality's choice, with Monday to Friday as the default.
#[doc(alias = "hverdag")]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct WorkingDays {
    /// Whether Saturdays are working days.
    pub saturdays_count: bool,
}

impl WorkingDays {
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Self = Self { saturdays_count: false };

    /// Monday to Saturday.
    pub const MONDAY_TO_SATURDAY: Self = Self { saturdays_count: true };

    /// Whether the day is a working day: not a Sunday, not a Saturday unless they count, not a public holiday.
    ///
    /// 5 June, 24 and 31 December are no holidays and count (see [`super::closing_reason`]). Outside 1970–2100 only weekends are
    /// known.
    pub fn is_working_day(self, date: Date) -> bool {
        match date.weekday() {
            Weekday::Sunday => false,
            Weekday::Saturday if !self.saturdays_count => false,
            _ => holiday_on(date).is_none(),
        }
    }

    /// The `n`th working day after the day; the day itself is not counted, whatever it is. With `n` = 0 it is the day itself.
    ///
    /// "Within six working days after receipt" ends with `add(received_on, 6)`, that day included.
    pub fn add(self, date: Date, n: u32) -> Date {
        let mut day = date;
        for _ in 0..n {
            let Ok(tomorrow) = day.tomorrow() else { return Date::MAX };
            day = self.next_on_or_after(tomorrow);
        }
        day
    }

    /// The day itself if it is a working day, otherwise the next one.
    pub fn next_on_or_after(self, date: Date) -> Date {
        let mut day = date;
        while !self.is_working_day(day) {
            let Ok(tomorrow) = day.tomorrow() else { return Date::MAX };
            day = tomorrow;
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const WEEKDAYS: WorkingDays = WorkingDays::MONDAY_TO_FRIDAY;
    const WITH_SATURDAYS: WorkingDays = WorkingDays::MONDAY_TO_SATURDAY;

    #[test]
    fn working_days_by_policy() {
        for (day, weekdays, with_saturdays) in [
            (date(2024, 3, 27), true, true),   // Wednesday before Easter
            (date(2024, 3, 28), false, false), // Maundy Thursday
            (date(2024, 3, 29), false, false),
            (date(2024, 3, 30), false, true), // Easter Saturday is no holiday
            (date(2024, 3, 31), false, false),
            (date(2024, 4, 1), false, false),
            (date(2024, 4, 2), true, true),
            (date(2024, 2, 29), true, true),    // a Thursday
            (date(2020, 2, 29), false, true),   // a Saturday
            (date(2023, 5, 5), false, false),   // the last store bededag
            (date(2024, 4, 26), true, true),    // the first Friday it was no more
            (date(2024, 6, 5), true, true),     // grundlovsdag, a Wednesday
            (date(2024, 12, 24), true, true),   // a Tuesday
            (date(2024, 12, 31), true, true),   // a Tuesday
            (date(2020, 12, 26), false, false), // a holiday on a Saturday
        ] {
            assert_eq!(WEEKDAYS.is_working_day(day), weekdays, "{day}");
            assert_eq!(WITH_SATURDAYS.is_working_day(day), with_saturdays, "{day} with Saturdays");
        }
        assert_eq!(WorkingDays::default(), WEEKDAYS);
    }

    #[test]
    fn six_working_days_after_receipt() {
        for (received, weekdays, with_saturdays) in [
            (date(2024, 9, 2), date(2024, 9, 10), date(2024, 9, 9)),    // Monday
            (date(2024, 9, 6), date(2024, 9, 16), date(2024, 9, 13)),   // Friday
            (date(2024, 9, 7), date(2024, 9, 16), date(2024, 9, 14)),   // Saturday
            (date(2024, 9, 8), date(2024, 9, 16), date(2024, 9, 14)),   // Sunday
            (date(2024, 3, 27), date(2024, 4, 9), date(2024, 4, 6)),    // Wednesday before Easter
            (date(2024, 12, 20), date(2025, 1, 2), date(2024, 12, 30)), // Friday before Christmas
            (date(2023, 4, 28), date(2023, 5, 9), date(2023, 5, 6)),    // over store bededag; 5 May does not count
            (date(2024, 4, 19), date(2024, 4, 29), date(2024, 4, 26)),  // a year later it does
            (date(2024, 2, 26), date(2024, 3, 5), date(2024, 3, 4)),    // over 29 February
        ] {
            assert_eq!(WEEKDAYS.add(received, 6), weekdays, "{received}");
            assert_eq!(WITH_SATURDAYS.add(received, 6), with_saturdays, "{received} with Saturdays");
        }
    }

    #[test]
    fn none_added_is_the_day_itself_and_the_next_is_at_earliest_the_day() {
        let good_friday = date(2024, 3, 29);
        assert_eq!(WEEKDAYS.add(good_friday, 0), good_friday);
        assert_eq!(WEEKDAYS.add(good_friday, 1), date(2024, 4, 2));
        assert_eq!(WEEKDAYS.next_on_or_after(good_friday), date(2024, 4, 2));
        assert_eq!(WITH_SATURDAYS.next_on_or_after(good_friday), date(2024, 3, 30));
        assert_eq!(WEEKDAYS.next_on_or_after(date(2024, 4, 2)), date(2024, 4, 2));
    }

    #[test]
    fn at_the_end_of_time_adding_stops() {
        assert_eq!(WEEKDAYS.add(Date::MAX, 6), Date::MAX);
        assert_eq!(WEEKDAYS.add(date(9999, 12, 1), u32::MAX), Date::MAX);
        assert_eq!(WEEKDAYS.add(Date::MIN, 1).year(), -9999);
    }

    proptest! {
        /// Counting back over what was added finds just as many working days, and the day landed on is one.
        #[test]
        fn adding_lands_on_the_nth_working_day(days in 0i32..47_000, n in 1u32..40, saturdays_count: bool) {
            let policy = WorkingDays { saturdays_count };
            let start = super::super::days_after(super::super::FIRST_DAY, days);
            let end = policy.add(start, n);
            prop_assert!(policy.is_working_day(end));
            let passed = std::iter::successors(start.tomorrow().ok(), |day| day.tomorrow().ok()).take_while(|day| *day <= end);
            prop_assert_eq!(passed.filter(|day| policy.is_working_day(*day)).count(), n as usize);
        }
    }
}
