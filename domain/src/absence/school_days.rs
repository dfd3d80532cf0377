//! Which days there is school.
//!
//! Folkeskoleloven sets the beginning of the summer holiday alone; the rest is the municipality's, in its strategy file
//! ([`SchoolHoliday`]). Of a school year it says nothing about, Trin goes by what most schools do, which gives about 200 days.

use crate::calendar::{days_after, easter_sunday, holiday_on};
use crate::strategy::Strategy;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

/// Days without school, as a municipality sets them.
#[doc(alias = "skoleferie")]
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct SchoolHoliday {
    /// What it is called.
    pub name: String,
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Where it is said.
    pub source: String,
}

/// A school year, from 1 August to 31 July, with its days of school.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SchoolYear {
    first: Date,
    /// Its days of school, in order.
    days: Vec<Date>,
    /// Whether the municipality said when there is no school; else it is what most do.
    pub is_given: bool,
}

/// The year in which the school year of a day began.
pub fn year_of(day: Date) -> i16 {
    if day.month() >= 8 { day.year() } else { day.year() - 1 }
}

/// The calendar quarter of a day, in which the law counts unlawful absence: its year, and 1 to 4.
pub fn quarter_of(day: Date) -> (i16, i8) {
    (day.year(), (day.month() + 2) / 3)
}

impl SchoolYear {
    /// The school year a day lies in.
    pub fn of(day: Date, strategy: &Strategy) -> Self {
        let begins = year_of(day);
        let first = Date::new(begins, 8, 1).unwrap_or(day);
        let last = Date::new(begins.saturating_add(1), 7, 31).unwrap_or(day);
        let given: Vec<&SchoolHoliday> = strategy.school_holidays.iter().filter(|one| one.from <= last && first <= one.until).collect();
        let is_given = given.iter().any(|holiday| year_of(holiday.from) == begins);
        let is_in = |day: Date| given.iter().any(|holiday| (holiday.from..=holiday.until).contains(&day));
        // A summer that nobody wrote down is the usual one; so is a year.
        let has_summer = |day: Date| Date::new(day.year(), 7, 31).is_ok_and(is_in);
        let is_closed = |day: Date| is_in(day) || (!is_given && is_usual_holiday(day)) || (is_usual_summer(day) && !has_summer(day));
        let is_weekday = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let days = first.series(jiff::ToSpan::day(1)).take_while(|day| *day <= last);
        let days = days.filter(is_weekday).filter(|day| holiday_on(*day).is_none() && !is_closed(*day)).collect();
        Self { first, days, is_given }
    }

    /// Its 1 August.
    pub const fn first_day(&self) -> Date {
        self.first
    }

    /// The last day of the school year before.
    pub(super) fn eve(&self) -> Date {
        self.first.yesterday().unwrap_or(self.first)
    }

    /// Its days of school, in order.
    pub fn days(&self) -> &[Date] {
        &self.days
    }

    /// Whether a day lies between its first and its last day of school.
    pub fn covers(&self, day: Date) -> bool {
        self.days.first().is_some_and(|first| *first <= day) && self.days.last().is_some_and(|last| day <= *last)
    }

    /// Whether there is school on a day.
    pub fn has(&self, day: Date) -> bool {
        self.days.binary_search(&day).is_ok()
    }

    /// How many days of school a quarter has.
    pub fn in_quarter(&self, quarter: (i16, i8)) -> usize {
        self.days.iter().filter(|day| quarter_of(**day) == quarter).count()
    }
}

/// Where the municipality says nothing: summer from the last Saturday in June (folkeskoleloven § 14) until the second Sunday in August, weeks 42
/// and 7, Christmas from 22 December to 2 January, the days before Easter, the Friday after Ascension, and Constitution Day.
fn is_usual_holiday(day: Date) -> bool {
    let week = day.iso_week_date().week();
    match (day.month(), day.day()) {
        (6, 5) | (12, 22..) | (1, ..=2) => true,
        (10, _) => week == 42,
        (2, _) if week == 7 => true,
        _ => {
            let easter = easter_sunday(day.year());
            easter.is_some_and(|easter| (days_after(easter, -6)..=easter).contains(&day) || day == days_after(easter, 40))
        }
    }
}

fn is_usual_summer(day: Date) -> bool {
    match day.month() {
        6 => day.nth_weekday_of_month(-1, Weekday::Saturday).is_ok_and(|last| day >= last),
        7 => true,
        8 => day.nth_weekday_of_month(2, Weekday::Sunday).is_ok_and(|second| day <= second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn year(begins: i16) -> SchoolYear {
        SchoolYear::of(date(begins, 9, 1), Strategy::standard())
    }

    #[test]
    fn most_schools_have_about_two_hundred_days_and_the_law_counts_in_fewer_each_quarter() {
        for begins in 2019..2035 {
            let year = year(begins);
            assert!((195..=206).contains(&year.days().len()), "{begins}: {}", year.days().len());
        }
        // Børne- og Undervisningsministeriet: 15 % are 6 days from July to September and 9 from January to March.
        let fifteen = |begins: i16, quarter| (year(begins).in_quarter(quarter) * 15).div_ceil(100);
        assert_eq!([fifteen(2024, (2024, 3)), fifteen(2024, (2025, 1))], [6, 9]);
        assert_eq!([(2026, 3), (2026, 4), (2027, 1), (2027, 2)].map(|quarter| year(2026).in_quarter(quarter)), [38, 53, 52, 59]);
    }

    #[test]
    fn a_day_is_a_school_day_unless_it_is_a_holiday_or_a_weekend() {
        let year = year(2026);
        for (day, has) in [
            (date(2026, 8, 7), false), // summer, a Friday
            (date(2026, 8, 10), true), // the Monday after the second Sunday
            (date(2026, 10, 9), true), // the Friday before week 42
            (date(2026, 10, 12), false),
            (date(2026, 10, 19), true),
            (date(2026, 12, 18), true),
            (date(2026, 12, 22), false),
            (date(2027, 1, 4), true),
            (date(2027, 2, 15), false), // week 7
            (date(2027, 3, 19), true),
            (date(2027, 3, 22), false), // the Monday before Easter
            (date(2027, 3, 30), true),
            (date(2027, 5, 7), false), // the Friday after Ascension
            (date(2027, 6, 25), true),
            (date(2027, 6, 28), false),
            (date(2026, 9, 5), false), // a Saturday
        ] {
            assert_eq!(year.has(day), has, "{day}");
        }
        assert_eq!([year_of(date(2026, 7, 31)), year_of(date(2026, 8, 1))], [2025, 2026]);
        assert_eq!(
            [quarter_of(date(2026, 3, 31)), quarter_of(date(2026, 4, 1)), quarter_of(date(2026, 12, 31))],
            [(2026, 1), (2026, 2), (2026, 4)]
        );
    }

    #[test]
    fn a_municipalitys_own_days_take_the_place_of_the_usual_ones_for_that_year_alone() {
        let mut strategy = Strategy::standard().clone();
        let week_8 = (date(2027, 2, 22), date(2027, 2, 28));
        strategy.school_holidays =
            vec![SchoolHoliday { name: "Vinterferie".into(), from: week_8.0, until: week_8.1, source: "Skolerne".into() }];
        let own = SchoolYear::of(date(2027, 3, 1), &strategy);
        assert!(own.is_given && own.has(date(2027, 2, 15)) && !own.has(date(2027, 2, 22)) && own.has(date(2026, 10, 12)));
        assert!(!own.has(date(2026, 12, 25)), "public holidays are nobody's to set");
        assert!(!own.has(date(2026, 8, 7)) && !own.has(date(2027, 6, 28)), "a summer nobody wrote down is the usual one");
        let summer =
            SchoolHoliday { name: "Sommerferie".into(), from: date(2026, 6, 20), until: date(2026, 8, 14), source: "Skolerne".into() };
        strategy.school_holidays.push(summer);
        let own = SchoolYear::of(date(2027, 3, 1), &strategy);
        assert!(!own.has(date(2026, 8, 10)) && own.has(date(2026, 8, 17)) && own.in_quarter((2026, 3)) == 33, "it ends in the year after");
        strategy.school_holidays.pop();
        let other = SchoolYear::of(date(2026, 3, 1), &strategy);
        assert!(!other.is_given && !other.has(date(2025, 10, 14)));
    }
}
