//! CPR numbers (personnumre).
//!
//! Ten digits, `DDMMYY-SSSS`. The birth date is the first six; its century follows from digit 7 and the two digits of the year;
//! digit 10 is odd for males and even for females. A replacement number (erstatningspersonnummer), given to people who have no
//! number yet, has 60 added to the day, and so can never be a real person's: Trin's invented people have only such numbers.
//!
//! Sources: cpr.dk, *Opbygning af CPR-nummeret* and *Personnumre uden kontrolciffer* (of 2023-05-10); the century table at
//! da.wikipedia.org/wiki/CPR-nummer; replacement numbers: cpr.dk, questions and answers on personnumre.
//!
//! A number says who somebody is, so it has no `Display`: what is printed without thought is [`Cpr::masked`]; the whole is given by
//! [`Cpr::digits`] alone. Errors never repeat what was typed.

mod replacement;

pub use replacement::ReplacementError;

use crate::kinds::code_list;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::num::NonZeroU64;

code_list!(
    /// The sex that a CPR number tells.
    #[doc(alias = "køn")]
    Sex {
        Female = "female", "Kvinde", "Female";
        Male = "male", "Mand", "Male";
    }
);

/// A civil registration number whose birth date exists.
///
/// Eight bytes, also as `Option<Cpr>`. In files and the database it is a string of ten digits.
#[doc(alias = "personnummer")]
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Cpr(NonZeroU64); // the ten digits as one number; the day, and so the number, is never zero

/// The days of replacement numbers are this much higher.
const REPLACEMENT_DAYS: u8 = 60;

/// The day that six digits tell, as people write a birthday (`DDMMYY`): the latest such day that has come.
pub fn day_of_six_digits(text: &str, today: Date) -> Option<Date> {
    let text = text.trim();
    if text.len() != 6 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = |from: usize| text.get(from..from + 2)?.parse::<i16>().ok();
    let (day, month, year) = (number(0)?, number(2)?, number(4)?);
    let in_century = |century: i16| Date::new(century + year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    [2000, 1900].into_iter().filter_map(in_century).find(|date| *date <= today)
}

impl Cpr {
    /// Reads a number as people write it: ten digits, with or without a hyphen (or a dash) after the sixth, with spaces anywhere.
    ///
    /// The birth date must exist; replacement numbers are read too. The control digit is not checked (see
    /// [`Cpr::satisfies_modulus_11`]), nor that the birth lies in the past: only the caller knows the day.
    ///
    /// # Errors
    /// [`CprError`] names the first fault found, with what to do about it.
    pub fn parse(text: &str) -> Result<Self, CprError> {
        let mut number: u64 = 0;
        let mut digits_read = 0;
        let mut hyphen_read = false;
        for character in text.chars() {
            if let Some(digit) = character.to_digit(10) {
                if digits_read == 10 {
                    return Err(CprError::TooManyDigits);
                }
                number = number * 10 + u64::from(digit);
                digits_read += 1;
            } else if is_hyphen(character) {
                if digits_read != 6 || hyphen_read {
                    return Err(CprError::MisplacedHyphen);
                }
                hyphen_read = true;
            } else if !is_blank(character) {
                return Err(CprError::NotADigit);
            }
        }
        match digits_read {
            0 => Err(CprError::Empty),
            1..=9 => Err(CprError::TooFewDigits),
            _ => Self::from_number(number).ok_or(CprError::NoSuchDate),
        }
    }

    /// The number, if its birth date exists.
    fn from_number(number: u64) -> Option<Self> {
        let cpr = Self(NonZeroU64::new(number)?);
        cpr.try_birth_date()?;
        Some(cpr)
    }

    /// The day of birth. For a replacement number the day less 60.
    pub fn birth_date(self) -> Date {
        self.try_birth_date().expect("a number is only made with a birth date that exists")
    }

    fn try_birth_date(self) -> Option<Date> {
        let written_day = self.pair(0);
        let day = if written_day > REPLACEMENT_DAYS { written_day - REPLACEMENT_DAYS } else { written_day };
        let year = year_of_birth(self.digit(6), self.pair(4));
        Date::new(year, i8::try_from(self.pair(2)).ok()?, i8::try_from(day).ok()?).ok()
    }

    /// The sex that the last digit tells: odd is male, even female.
    pub fn sex(self) -> Sex {
        if self.digit(9).is_multiple_of(2) { Sex::Female } else { Sex::Male }
    }

    /// Whether this is a replacement number (erstatningspersonnummer): 60 added to the day.
    #[doc(alias = "erstatningspersonnummer")]
    pub fn is_replacement(self) -> bool {
        self.pair(0) > REPLACEMENT_DAYS
    }

    /// Whether the digits as written satisfy the control that all numbers had until 2007.
    ///
    /// To be told, never to be required: since 2007-10-01 numbers without it are issued, so far to people registered as born on a 1
    /// January, and authorities must accept them (cpr.dk). Replacement numbers need not have it either.
    pub fn satisfies_modulus_11(self) -> bool {
        const WEIGHTS: [u32; 10] = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
        let sum: u32 = (0..10).map(|position| WEIGHTS[position as usize] * u32::from(self.digit(position))).sum();
        sum.is_multiple_of(11)
    }

    /// `DDMMYY-xxxx`: enough to tell siblings apart, too little to be anybody's key. Also what `{:?}` prints.
    pub fn masked(self) -> String {
        format!("{self:?}")
    }

    /// The whole number, ten digits without a hyphen. Call it only where the number itself is needed: a search by it, an export, a
    /// register.
    pub fn digits(self) -> String {
        format!("{:010}", self.0)
    }

    /// The digit at a position, 0 to 9 from the left.
    fn digit(self, position: u32) -> u8 {
        (self.0.get() / 10_u64.pow(9 - position) % 10) as u8
    }

    /// The two digits from a position.
    fn pair(self, position: u32) -> u8 {
        self.digit(position) * 10 + self.digit(position + 1)
    }
}

/// The century rule: the year of birth from digit 7 and the year's two digits. 1858 to 2057.
const fn year_of_birth(seventh_digit: u8, year_of_century: u8) -> i16 {
    let century = match (seventh_digit, year_of_century) {
        (0..=3, _) => 1900,
        (4 | 9, 0..=36) => 2000,
        (4 | 9, _) => 1900,
        (_, 0..=57) => 2000,
        (_, _) => 1800,
    };
    century + year_of_century as i16
}

/// The hyphen, and what word processors and phones make of it.
fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{2212}')
}

/// Spaces, and marks that nobody sees but that come along when text is copied.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{200b}' | '\u{200e}' | '\u{2060}' | '\u{feff}')
}

impl fmt::Debug for Cpr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}-xxxx", self.0.get() / 10_000)
    }
}

impl Serialize for Cpr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.digits())
    }
}

impl<'de> Deserialize<'de> for Cpr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CprText;

        impl serde::de::Visitor<'_> for CprText {
            type Value = Cpr;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a CPR number as a string of ten digits")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Cpr, E> {
                Cpr::parse(text).map_err(E::custom)
            }

            // serde's own messages repeat a number written without quotes, and a CPR number must not land in a log.
            fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Cpr, E> {
                Err(E::custom(NOT_A_STRING))
            }

            fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Cpr, E> {
                Err(E::custom(NOT_A_STRING))
            }

            fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Cpr, E> {
                Err(E::custom(NOT_A_STRING))
            }
        }

        const NOT_A_STRING: &str = "a CPR number is a string: put its ten digits in quotes";
        // Not `deserialize_str`: that would not ask us about numbers.
        deserializer.deserialize_any(CprText)
    }
}

/// Why a text is not a CPR number. Holds nothing of what was typed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CprError {
    /// Nothing was typed.
    Empty,
    /// Something else than digits, spaces and a hyphen.
    NotADigit,
    /// A hyphen elsewhere than after the sixth digit, or a second one.
    MisplacedHyphen,
    /// Fewer than ten digits.
    TooFewDigits,
    /// More than ten digits.
    TooManyDigits,
    /// The first six digits are no day in the century that the seventh tells.
    NoSuchDate,
}

impl CprError {
    /// What is wrong and what to do, in Danish.
    pub const fn da(self) -> &'static str {
        match self {
            Self::Empty => "Skriv CPR-nummeret med ti cifre.",
            Self::NotADigit => "Brug kun cifre i CPR-nummeret, og eventuelt en bindestreg efter det sjette. Fjern andre tegn.",
            Self::MisplacedHyphen => "Sæt bindestregen efter det sjette ciffer i CPR-nummeret, eller udelad den.",
            Self::TooFewDigits => "CPR-nummeret har for få cifre. Skriv alle ti: seks for fødselsdagen og fire efter bindestregen.",
            Self::TooManyDigits => "CPR-nummeret har for mange cifre. Skriv ti: seks for fødselsdagen og fire efter bindestregen.",
            Self::NoSuchDate => {
                "CPR-nummeret begynder med en dato, der ikke findes. Ret dag, måned og år (DDMMÅÅ), og se efter det syvende ciffer."
            }
        }
    }

    /// What is wrong and what to do, in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Empty => "Write the CPR number with ten digits.",
            Self::NotADigit => "Use only digits in the CPR number, with or without a hyphen after the sixth. Remove other characters.",
            Self::MisplacedHyphen => "Put the hyphen after the sixth digit of the CPR number, or leave it out.",
            Self::TooFewDigits => "The CPR number has too few digits. Write all ten: six for the birthday and four after the hyphen.",
            Self::TooManyDigits => "The CPR number has too many digits. Write ten: six for the birthday and four after the hyphen.",
            Self::NoSuchDate => {
                "The CPR number begins with a date that does not exist. Correct day, month and year (DDMMYY), and check the seventh digit."
            }
        }
    }
}

impl fmt::Display for CprError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.en())
    }
}

impl std::error::Error for CprError {}

#[cfg(test)]
mod tests;
