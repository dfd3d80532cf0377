//! Danish public holidays, and the days on which the general rule lets no limit end.
//!
//! Eleven holidays to 2023, ten from 2024. Seven (to 2023 eight) follow Easter; three are fixed.
//!
//! Sources: the list as in lukkeloven's notes, quoted in the answer to the Folketing's Church Committee, KIU alm. del 2022-23
//! (2. samling), question 19, read 2026-11-22: nytårsdag, skærtorsdag, langfredag, 1. and 2. påskedag, store bededag, Kristi
//! himmelfartsdag, 1. and 2. pinsedag, 1. and 2. juledag. That answer quotes the bill without store bededag.

use super::{FIRST_YEAR, LAST_YEAR, is_covered};
use crate::kinds::code_list;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

code_list!(
    /// A Danish public holiday.
    #[doc(alias = "helligdag")]
    HolidayName {
        NewYearsDay = "new-years-day", "Nytårsdag", "New Year's Day";
        MaundyThursday = "maundy-thursday", "Skærtorsdag", "Maundy Thursday";
        GoodFriday = "good-friday", "Langfredag", "Good Friday";
        EasterSunday = "easter-sunday", "Påskedag", "Easter Sunday";
        EasterMonday = "easter-monday", "2. påskedag", "Easter Monday";
        GreatPrayerDay = "great-prayer-day", "Store bededag", "Great Prayer Day";
        AscensionDay = "ascension-day", "Kristi himmelfartsdag", "Ascension Day";
        WhitSunday = "whit-sunday", "Pinsedag", "Whit Sunday";
        WhitMonday = "whit-monday", "2. pinsedag", "Whit Monday";
        ChristmasDay = "christmas-day", "Juledag", "Christmas Day";
        SecondChristmasDay = "second-christmas-day", "2. juledag", "Second Day of Christmas";
    }
);

/// A holiday and its day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// Which one.
    pub name: HolidayName,
}

/// The last year in which store bededag was a holiday; from 2024 it is a working day.
///
/// Lov om konsekvenser ved afskaffelsen af store bededag som helligdag (lovforslag L 13, 2022-23, 2. samling), in force
/// 2024-01-01: the bill's name, the vote and the date are in the press of February 2023 and in fho.dk's guidance on the law. That
/// it is lov nr. 214 of 06/03/2023 is taken from the references of the `holidays` package; the statute itself was not read.
const LAST_YEAR_OF_GREAT_PRAYER_DAY: i16 = 2023;

const YEARS: usize = (LAST_YEAR - FIRST_YEAR + 1) as usize;

/// Easter Sunday of each covered year as the day of the year (1 January = 1), made when compiling.
static EASTER_DAY_OF_YEAR: [i16; YEARS] = {
    let mut days = [0; YEARS];
    let mut index = 0;
    while index < YEARS {
        let year = FIRST_YEAR + index as i16;
        let (month, day) = easter_month_and_day(year as i32);
        let is_leap_year = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        // Easter falls from 22 March to 25 April: January to February, and March when it is in April, lie before it.
        let days_before_march = if is_leap_year { 60 } else { 59 };
        days[index] = days_before_march + (if month == 4 { 31 } else { 0 }) + day as i16;
        index += 1;
    }
    days
};

/// Month and day of Easter Sunday in the Gregorian calendar: the church's table of moons written as integer arithmetic
/// (Meeus, *Astronomical Algorithms*, chapter 8). Exact for every year from 1583.
const fn easter_month_and_day(year: i32) -> (i8, i8) {
    let moon_cycle = year % 19;
    let century = year / 100;
    let year_of_century = year % 100;
    let moon_correction = (century - (century + 8) / 25 + 1) / 3;
    let full_moon = (19 * moon_cycle + century - century / 4 - moon_correction + 15) % 30;
    let to_sunday = (32 + 2 * (century % 4) + 2 * (year_of_century / 4) - full_moon - year_of_century % 4) % 7;
    let late_moon = (moon_cycle + 11 * full_moon + 22 * to_sunday) / 451;
    let days_after_22_march = full_moon + to_sunday - 7 * late_moon;
    if days_after_22_march <= 9 { (3, (22 + days_after_22_march) as i8) } else { (4, (days_after_22_march - 9) as i8) }
}

/// Easter Sunday of a year from 1970 to 2100; `None` outside.
#[doc(alias = "påskedag")]
pub fn easter_sunday(year: i16) -> Option<Date> {
    let (month, day) = (FIRST_YEAR..=LAST_YEAR).contains(&year).then(|| easter_month_and_day(year.into()))?;
    Date::new(year, month, day).ok()
}

/// Which public holiday the day is, if any. Sundays as such are not holidays here; see [`super::WorkingDays`].
///
/// Outside 1970–2100 no holidays are known and the answer is `None`; see [`super::require_covered`].
pub fn holiday_on(date: Date) -> Option<HolidayName> {
    if !is_covered(date) {
        return None;
    }
    match (date.month(), date.day()) {
        (1, 1) => return Some(HolidayName::NewYearsDay),
        (12, 25) => return Some(HolidayName::ChristmasDay),
        (12, 26) => return Some(HolidayName::SecondChristmasDay),
        // Maundy Thursday is 19 March at the earliest, Whit Monday 14 June at the latest.
        (3..=6, _) => {}
        _ => return None,
    }
    let year_index = usize::try_from(date.year() - FIRST_YEAR).ok()?;
    match date.day_of_year() - EASTER_DAY_OF_YEAR[year_index] {
        -3 => Some(HolidayName::MaundyThursday),
        -2 => Some(HolidayName::GoodFriday),
        0 => Some(HolidayName::EasterSunday),
        1 => Some(HolidayName::EasterMonday),
        26 if date.year() <= LAST_YEAR_OF_GREAT_PRAYER_DAY => Some(HolidayName::GreatPrayerDay),
        39 => Some(HolidayName::AscensionDay),
        49 => Some(HolidayName::WhitSunday),
        50 => Some(HolidayName::WhitMonday),
        _ => None,
    }
}

/// The public holidays of a year in the order of the calendar; empty outside 1970–2100.
pub fn holidays(year: i16) -> Vec<Holiday> {
    let Ok(first) = Date::new(year, 1, 1) else { return Vec::new() };
    let days = std::iter::successors(Some(first), |day| day.tomorrow().ok()).take_while(|day| day.year() == year);
    days.filter_map(|date| holiday_on(date).map(|name| Holiday { date, name })).collect()
}

/// Why the general rule lets no limit end on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClosingReason {
    /// Saturday or Sunday, when it is no holiday.
    Weekend,
    /// A public holiday.
    Holiday(HolidayName),
    /// 5 June.
    ConstitutionDay,
    /// 24 December.
    ChristmasEve,
    /// 31 December.
    NewYearsEve,
}

impl ClosingReason {
    /// The Danish name on pages.
    pub const fn da(self) -> &'static str {
        match self {
            Self::Weekend => "Weekend",
            Self::Holiday(name) => name.da(),
            Self::ConstitutionDay => "Grundlovsdag",
            Self::ChristmasEve => "Juleaftensdag",
            Self::NewYearsEve => "Nytårsaftensdag",
        }
    }

    /// The English name on pages.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Weekend => "Weekend",
            Self::Holiday(name) => name.en(),
            Self::ConstitutionDay => "Constitution Day",
            Self::ChristmasEve => "Christmas Eve",
            Self::NewYearsEve => "New Year's Eve",
        }
    }
}

/// Why no limit ends on the day under forældelsesloven § 27, stk. 2: a weekend, a holiday, grundlovsdag (5 June), 24 or
/// 31 December; `None` when one may. Source: danskelove.dk/forældelsesloven/27, read 2026-11-22; restaurationsloven § 36 a, stk. 5
/// says the same.
///
/// Not the same as [`super::WorkingDays`]: 5 June, 24 and 31 December are working days there, for they are no holidays, and
/// counting them gives the earlier day. Neither serviceloven nor barnets lov was found to move a limit, so Trin's duties do not use
/// this to grant more time; it tells a person that the day is one when others are closed.
pub fn closing_reason(date: Date) -> Option<ClosingReason> {
    if let Some(name) = holiday_on(date) {
        return Some(ClosingReason::Holiday(name));
    }
    match (date.month(), date.day()) {
        (6, 5) => Some(ClosingReason::ConstitutionDay),
        (12, 24) => Some(ClosingReason::ChristmasEve),
        (12, 31) => Some(ClosingReason::NewYearsEve),
        _ => matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday).then_some(ClosingReason::Weekend),
    }
}

/// Whether [`closing_reason`] names a reason.
pub fn is_closing_day(date: Date) -> bool {
    closing_reason(date).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn easter_sundays() {
        // From published tables: the first and last years, the earliest (2008) and the latest (2038), leap years, the century that is
        // no leap year, and the two exceptions: plain reckoning gives 26 April in 1981 and 2076 and 25 April in 2049, a week late.
        for (year, month, day) in [
            (1970, 3, 29),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2016, 3, 27),
            (2019, 4, 21),
            (2020, 4, 12),
            (2021, 4, 4),
            (2022, 4, 17),
            (2023, 4, 9),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
            (2100, 3, 28),
        ] {
            assert_eq!(easter_sunday(year), Some(date(year, month, day)), "{year}");
            assert_eq!(holiday_on(date(year, month, day)), Some(HolidayName::EasterSunday), "{year}");
        }
        assert_eq!(easter_sunday(1969), None);
        assert_eq!(easter_sunday(2101), None);
    }

    #[test]
    fn every_easter_is_a_sunday_in_the_church_s_five_weeks() {
        for year in 1970..=2100 {
            let easter = easter_sunday(year).expect("covered");
            assert_eq!(easter.weekday(), Weekday::Sunday, "{easter}");
            assert!((date(year, 3, 22)..=date(year, 4, 25)).contains(&easter), "{easter}");
        }
    }

    /// The whole year at once, as a calendar on the wall shows it.
    fn check_year(year: i16, expected: &[(i8, i8, &str)]) {
        let found: Vec<_> = holidays(year).iter().map(|holiday| (holiday.date.month(), holiday.date.day(), holiday.name.da())).collect();
        assert_eq!(found, expected, "{year}");
    }

    #[test]
    fn the_last_year_with_store_bededag_and_the_first_without() {
        check_year(
            2023,
            &[
                (1, 1, "Nytårsdag"),
                (4, 6, "Skærtorsdag"),
                (4, 7, "Langfredag"),
                (4, 9, "Påskedag"),
                (4, 10, "2. påskedag"),
                (5, 5, "Store bededag"),
                (5, 18, "Kristi himmelfartsdag"),
                (5, 28, "Pinsedag"),
                (5, 29, "2. pinsedag"),
                (12, 25, "Juledag"),
                (12, 26, "2. juledag"),
            ],
        );
        check_year(
            2024,
            &[
                (1, 1, "Nytårsdag"),
                (3, 28, "Skærtorsdag"),
                (3, 29, "Langfredag"),
                (3, 31, "Påskedag"),
                (4, 1, "2. påskedag"),
                (5, 9, "Kristi himmelfartsdag"),
                (5, 19, "Pinsedag"),
                (5, 20, "2. pinsedag"),
                (12, 25, "Juledag"),
                (12, 26, "2. juledag"),
            ],
        );
    }

    #[test]
    fn store_bededag_the_fourth_friday_after_easter_to_2023() {
        for year in 1970..=2100 {
            let friday = easter_sunday(year).expect("covered").checked_add(jiff::SignedDuration::from_hours(26 * 24)).expect("in the year");
            assert_eq!(friday.weekday(), Weekday::Friday, "{friday}");
            assert_eq!(holiday_on(friday).is_some(), year <= 2023, "{friday}");
        }
    }

    #[test]
    fn holidays_fall_on_the_weekday_of_their_name() {
        for year in 1970..=2100 {
            let count = if year <= 2023 { 11 } else { 10 };
            assert_eq!(holidays(year).len(), count, "{year}");
            for Holiday { date, name } in holidays(year) {
                let weekday = match name {
                    HolidayName::MaundyThursday | HolidayName::AscensionDay => Weekday::Thursday,
                    HolidayName::GoodFriday | HolidayName::GreatPrayerDay => Weekday::Friday,
                    HolidayName::EasterSunday | HolidayName::WhitSunday => Weekday::Sunday,
                    HolidayName::EasterMonday | HolidayName::WhitMonday => Weekday::Monday,
                    HolidayName::NewYearsDay | HolidayName::ChristmasDay | HolidayName::SecondChristmasDay => continue,
                };
                assert_eq!(date.weekday(), weekday, "{date} {name:?}");
            }
        }
    }

    #[test]
    fn outside_the_range_there_are_no_holidays_and_no_panic() {
        for year in [i16::MIN, -9999, -1, 0, 1969, 2101, 9999, i16::MAX] {
            assert!(holidays(year).is_empty(), "{year}");
        }
        for day in [Date::MIN, Date::MAX, date(1969, 12, 25), date(2101, 1, 1)] {
            assert_eq!(holiday_on(day), None, "{day}");
        }
    }

    #[test]
    fn closing_days() {
        for (day, expected) in [
            (date(2024, 6, 4), None),
            (date(2024, 6, 5), Some("Grundlovsdag")),
            (date(2024, 6, 6), None),
            (date(2022, 6, 5), Some("Pinsedag")), // a holiday and grundlovsdag: the holiday is named
            (date(2024, 12, 23), None),
            (date(2024, 12, 24), Some("Juleaftensdag")),
            (date(2024, 12, 25), Some("Juledag")),
            (date(2024, 12, 26), Some("2. juledag")),
            (date(2024, 12, 27), None),
            (date(2024, 12, 28), Some("Weekend")),
            (date(2024, 12, 29), Some("Weekend")),
            (date(2024, 12, 30), None),
            (date(2024, 12, 31), Some("Nytårsaftensdag")),
            (date(2025, 1, 1), Some("Nytårsdag")),
            (date(2025, 1, 2), None),
            (date(2024, 5, 1), None), // many have it off by agreement; no statute names it
            (date(2023, 5, 5), Some("Store bededag")),
            (date(2024, 4, 26), None), // where store bededag would have been
        ] {
            assert_eq!(closing_reason(day).map(ClosingReason::da), expected, "{day}");
            assert_eq!(is_closing_day(day), expected.is_some(), "{day}");
        }
        assert_eq!(ClosingReason::Holiday(HolidayName::WhitMonday).en(), "Whit Monday");
    }
}
