//! Replacement numbers made for invented people.

use super::{Cpr, REPLACEMENT_DAYS, Sex};
use jiff::civil::Date;
use std::fmt;

/// How many numbers there are with the same birth date, sex and seventh digit: two free digits, and five last digits per sex.
const NUMBERS_PER_SEVENTH_DIGIT: u16 = 500;

impl Cpr {
    /// The replacement number of a birth date and sex with an index from 0, each index another number; the seventh digit is
    /// chosen so that the century rule gives the year. The same arguments give the same number.
    ///
    /// For invented people only: a real person's replacement number comes from the one who issued it.
    ///
    /// # Errors
    /// [`ReplacementError::YearOutOfRange`] outside 1858–2057; [`ReplacementError::IndexTooHigh`] from
    /// [`Cpr::replacements_available`] on.
    pub fn replacement(birth: Date, sex: Sex, index: u16) -> Result<Self, ReplacementError> {
        let available = Self::replacements_available(birth);
        if available == 0 {
            return Err(ReplacementError::YearOutOfRange);
        }
        let seventh_digits = seventh_digits_for(birth.year());
        let Some(&seventh_digit) = seventh_digits.get(usize::from(index / NUMBERS_PER_SEVENTH_DIGIT)) else {
            return Err(ReplacementError::IndexTooHigh { available });
        };
        let within = index % NUMBERS_PER_SEVENTH_DIGIT;
        let last_digit = within % 5 * 2 + u16::from(sex == Sex::Male);
        let serial = u16::from(seventh_digit) * 1000 + within / 5 * 10 + last_digit;

        let day = birth.day().unsigned_abs() + REPLACEMENT_DAYS;
        let year_of_century = birth.year().unsigned_abs() % 100;
        let date_digits = u64::from(day) * 10_000 + u64::from(birth.month().unsigned_abs()) * 100 + u64::from(year_of_century);
        Self::from_number(date_digits * 10_000 + u64::from(serial)).ok_or(ReplacementError::YearOutOfRange)
    }

    /// How many replacement numbers each sex has on a birth date: 2,000 or 3,000; none outside 1858–2057.
    pub fn replacements_available(birth: Date) -> u16 {
        // At most six digits.
        seventh_digits_for(birth.year()).len() as u16 * NUMBERS_PER_SEVENTH_DIGIT
    }
}

/// The seventh digits that give the year; the century rule read backwards. Zero comes last, for a serial of `0000` looks like a
/// number that somebody did not know.
const fn seventh_digits_for(year: i16) -> &'static [u8] {
    match year {
        1858..=1899 => &[5, 6, 7, 8],
        1900..=1936 => &[1, 2, 3, 0],
        1937..=1999 => &[1, 2, 3, 4, 9, 0],
        2000..=2036 => &[4, 5, 6, 7, 8, 9],
        2037..=2057 => &[5, 6, 7, 8],
        _ => &[],
    }
}

/// Why no replacement number could be made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReplacementError {
    /// CPR numbers tell births from 1858 to 2057 only.
    YearOutOfRange,
    /// All numbers of that birth date and sex are used.
    IndexTooHigh {
        /// How many there are; indices run from 0 to one less.
        available: u16,
    },
}

impl ReplacementError {
    /// What is wrong and what to do, in Danish.
    pub fn da(self) -> String {
        match self {
            Self::YearOutOfRange => "Et CPR-nummer kan kun vise fødsler fra 1858 til 2057. Vælg en anden fødselsdato.".to_owned(),
            Self::IndexTooHigh { available } => {
                format!("Der er kun {available} erstatningsnumre til den fødselsdato og det køn. Vælg en anden fødselsdato.")
            }
        }
    }

    /// What is wrong and what to do, in English.
    pub fn en(self) -> String {
        match self {
            Self::YearOutOfRange => "A CPR number can only tell births from 1858 to 2057. Choose another birth date.".to_owned(),
            Self::IndexTooHigh { available } => {
                format!("There are only {available} replacement numbers for that birth date and sex. Choose another birth date.")
            }
        }
    }
}

impl fmt::Display for ReplacementError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.en())
    }
}

impl std::error::Error for ReplacementError {}

#[cfg(test)]
mod tests {
    use super::super::year_of_birth;
    use super::*;
    use jiff::civil::date;
    use std::collections::HashSet;

    #[test]
    fn the_century_rule_read_backwards_is_the_century_rule() {
        for year in 1850..=2065_i16 {
            let year_of_century = u8::try_from(year % 100).expect("two digits");
            let mut expected: Vec<u8> = (0..=9).filter(|digit| year_of_birth(*digit, year_of_century) == year).collect();
            let mut found = seventh_digits_for(year).to_vec();
            expected.sort_unstable();
            found.sort_unstable();
            assert_eq!(found, expected, "{year}");
        }
    }

    #[test]
    fn every_index_is_another_number_of_the_same_birth_date_and_sex() {
        for (birth, available) in [
            (date(1899, 12, 31), 2000),
            (date(1936, 1, 1), 2000),
            (date(1980, 7, 5), 3000),
            (date(2016, 2, 29), 3000),
            (date(2057, 1, 31), 2000),
        ] {
            assert_eq!(Cpr::replacements_available(birth), available, "{birth}");
            let mut seen = HashSet::new();
            for sex in [Sex::Female, Sex::Male] {
                for index in 0..available {
                    let cpr = Cpr::replacement(birth, sex, index).expect("available");
                    assert!(cpr.is_replacement());
                    assert_eq!((cpr.birth_date(), cpr.sex()), (birth, sex), "index {index}");
                    assert!(seen.insert(cpr), "{birth} {sex:?} {index} is given twice");
                }
                assert_eq!(Cpr::replacement(birth, sex, available), Err(ReplacementError::IndexTooHigh { available }));
                assert_eq!(Cpr::replacement(birth, sex, u16::MAX), Err(ReplacementError::IndexTooHigh { available }));
            }
        }
    }

    #[test]
    fn years_no_number_can_tell_are_refused() {
        for birth in [date(1857, 12, 31), date(2058, 1, 1), Date::MIN, Date::MAX] {
            assert_eq!(Cpr::replacement(birth, Sex::Female, 0), Err(ReplacementError::YearOutOfRange), "{birth}");
            assert_eq!(Cpr::replacements_available(birth), 0, "{birth}");
        }
        assert!(ReplacementError::YearOutOfRange.da().contains("1858"));
        assert!(ReplacementError::IndexTooHigh { available: 3000 }.en().contains("3000"));
    }

    #[test]
    fn first_numbers() {
        let digits = |birth, sex, index| Cpr::replacement(birth, sex, index).expect("available").digits();
        assert_eq!(digits(date(2016, 3, 7), Sex::Female, 0), "6703164000");
        assert_eq!(digits(date(2016, 3, 7), Sex::Male, 0), "6703164001");
        assert_eq!(digits(date(2016, 3, 7), Sex::Female, 7), "6703164014");
        assert_eq!(digits(date(2016, 2, 29), Sex::Male, 500), "8902165001");
    }
}
