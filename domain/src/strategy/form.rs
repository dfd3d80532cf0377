//! The ways a value in a strategy file may look: each says what is allowed, and what a wrong value was probably meant to be.

use super::words::Text;
use super::{NumberRange, Span};
use crate::calendar;
use crate::kinds::InterventionKind;
use crate::nearest::nearest;
use jiff::civil::Date;
use toml::de::DeValue;

/// One way a value may look.
pub(crate) trait Form {
    /// What is read.
    type Out;
    /// What is allowed here, as the end of a sentence.
    fn allowed(&self) -> Text;
    /// The value, when it is allowed.
    fn read(&self, value: &DeValue<'_>) -> Option<Self::Out>;
    /// What a wrong value was probably meant to be.
    fn meant(&self, _written: &str) -> Option<String> {
        None
    }
}

/// A line of text of at most so many characters.
pub(crate) struct Line(pub(crate) usize);

impl Form for Line {
    type Out = String;
    fn allowed(&self) -> Text {
        Text::new(
            format!("tekst i anførselstegn på 1–{} tegn uden linjeskift", self.0),
            format!("text in quotation marks, 1–{} characters without line breaks", self.0),
        )
    }
    fn read(&self, value: &DeValue<'_>) -> Option<String> {
        let text = value.as_str()?.trim();
        let fits = !text.is_empty() && text.chars().count() <= self.0 && !text.chars().any(char::is_control);
        fits.then(|| text.to_owned())
    }
}

/// A key: small letters a–z, digits and hyphens.
pub(crate) struct Key;

impl Form for Key {
    type Out = String;
    fn allowed(&self) -> Text {
        Text::new(
            "en nøgle af små bogstaver a–z, cifre og bindestreger, højst 60 tegn",
            "a key of small letters a–z, digits and hyphens, at most 60 characters",
        )
    }
    fn read(&self, value: &DeValue<'_>) -> Option<String> {
        let key = value.as_str()?;
        let letters = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let fits = letters && key.len() <= 60 && key.starts_with(|first: char| first.is_ascii_lowercase()) && !key.ends_with('-');
        fits.then(|| key.to_owned())
    }
}

/// A whole number within bounds.
pub(crate) struct Whole(pub(crate) i64, pub(crate) i64);

impl Form for Whole {
    type Out = i64;
    fn allowed(&self) -> Text {
        Text::new(format!("et helt tal fra {} til {}", self.0, self.1), format!("a whole number from {} to {}", self.0, self.1))
    }
    fn read(&self, value: &DeValue<'_>) -> Option<i64> {
        whole(value).filter(|number| (self.0..=self.1).contains(number))
    }
}

/// A year a strategy may name.
pub(crate) struct Year;

impl Form for Year {
    type Out = i16;
    fn allowed(&self) -> Text {
        Text::new("et årstal fra 1990 til 2100", "a year from 1990 to 2100")
    }
    fn read(&self, value: &DeValue<'_>) -> Option<i16> {
        whole(value).filter(|year| (1990..=2100).contains(year)).and_then(|year| i16::try_from(year).ok())
    }
}

/// A number with or without decimals.
pub(crate) struct Number;

impl Form for Number {
    type Out = f64;
    fn allowed(&self) -> Text {
        Text::new("et tal, med punktum før decimalerne, fx 6.5", "a number, with a point before decimals, such as 6.5")
    }
    fn read(&self, value: &DeValue<'_>) -> Option<f64> {
        let number = match value {
            DeValue::Float(float) => float.as_str().parse::<f64>().ok(),
            _ => whole(value).map(|number| number as f64),
        };
        number.filter(|number| number.is_finite() && number.abs() <= 1e12)
    }
}

/// `true` or `false`.
pub(crate) struct Flag;

impl Form for Flag {
    type Out = bool;
    fn allowed(&self) -> Text {
        Text::new("true (ja) eller false (nej) uden anførselstegn", "true or false without quotation marks")
    }
    fn read(&self, value: &DeValue<'_>) -> Option<bool> {
        value.as_bool()
    }
}

/// A span of time: "2 uger".
pub(crate) struct SpanText;

impl Form for SpanText {
    type Out = Span;
    fn allowed(&self) -> Text {
        Text::new(
            "et tidsrum over nul og højst 10 år: et tal og dage, uger, måneder, år eller hverdage, fx \"2 uger\"",
            "a span above zero and at most 10 years: a number and dage, uger, måneder, år or hverdage, such as \"2 uger\"",
        )
    }
    fn read(&self, value: &DeValue<'_>) -> Option<Span> {
        Span::read(value.as_str()?)
    }
    fn meant(&self, written: &str) -> Option<String> {
        let (number, unit) = written.trim().split_once(char::is_whitespace)?;
        let unit = nearest(unit.trim(), ["dage", "uger", "måneder", "år", "hverdage"])?;
        Span::read(&format!("{number} {unit}")).map(|span| span.to_string())
    }
}

/// How long something is kept: "15 år".
pub(crate) struct KeepText;

impl Form for KeepText {
    type Out = Span;
    fn allowed(&self) -> Text {
        Text::new(
            "et tidsrum over nul og højst 110 år: et tal og dage, uger, måneder eller år, fx \"15 år\"",
            "a span above zero and at most 110 years: a number and dage, uger, måneder or år, such as \"15 år\"",
        )
    }
    fn read(&self, value: &DeValue<'_>) -> Option<Span> {
        Span::read_long(value.as_str()?).filter(|span| !matches!(span, Span::WorkingDays(_)))
    }
    fn meant(&self, written: &str) -> Option<String> {
        let (number, unit) = written.trim().split_once(char::is_whitespace)?;
        let unit = nearest(unit.trim(), ["dage", "uger", "måneder", "år"])?;
        Span::read_long(&format!("{number} {unit}")).map(|span| span.to_string())
    }
}

/// A day: "2026-10-12".
pub(crate) struct DayText;

impl Form for DayText {
    type Out = Date;
    fn allowed(&self) -> Text {
        Text::new("en dato, fx \"2026-10-12\"", "a day, such as \"2026-10-12\"")
    }
    fn read(&self, value: &DeValue<'_>) -> Option<Date> {
        value.as_str()?.parse().ok().filter(|day| calendar::is_covered(*day))
    }
}

/// One number, or the two ends of a range: 55 or [30, 35].
pub(crate) struct Between(pub(crate) u16, pub(crate) u16);

impl Form for Between {
    type Out = NumberRange;
    fn allowed(&self) -> Text {
        Text::new(
            format!("et helt tal fra {0} til {1} eller to, det mindste først, fx [30, 35]", self.0, self.1),
            format!("a whole number from {0} to {1}, or two, the smaller first, such as [30, 35]", self.0, self.1),
        )
    }
    fn read(&self, value: &DeValue<'_>) -> Option<NumberRange> {
        let number = |value: &DeValue<'_>| {
            whole(value).and_then(|number| u16::try_from(number).ok()).filter(|number| (self.0..=self.1).contains(number))
        };
        if let Some(ends) = value.as_array() {
            let [low, high]: [u16; 2] = ends.iter().map(|end| number(end.get_ref())).collect::<Option<Vec<_>>>()?.try_into().ok()?;
            return (low < high).then_some(NumberRange { low, high });
        }
        number(value).map(|low| NumberRange { low, high: low })
    }
}

/// One of a few Danish words.
pub(crate) struct Word<T: 'static>(pub(crate) &'static [T], pub(crate) fn(T) -> &'static str);

impl<T: Copy> Form for Word<T> {
    type Out = T;
    fn allowed(&self) -> Text {
        let words = self.0.iter().map(|value| format!("\"{}\"", (self.1)(*value))).collect::<Vec<_>>().join(", ");
        Text::new(format!("et af ordene {words}"), format!("one of the words {words}"))
    }
    fn read(&self, value: &DeValue<'_>) -> Option<T> {
        let word = value.as_str()?;
        self.0.iter().copied().find(|value| (self.1)(*value) == word)
    }
    fn meant(&self, written: &str) -> Option<String> {
        nearest(written, self.0.iter().map(|value| (self.1)(*value))).map(str::to_owned)
    }
}

/// The code of a kind of help.
pub(crate) struct Intervention;

impl Form for Intervention {
    type Out = InterventionKind;
    fn allowed(&self) -> Text {
        Text::new("koden for en slags hjælp, fx \"contact-person\"", "the code of a kind of help, such as \"contact-person\"")
    }
    fn read(&self, value: &DeValue<'_>) -> Option<InterventionKind> {
        InterventionKind::from_code(value.as_str()?)
    }
    /// People write the code nearly right, or the Danish name instead of the code.
    fn meant(&self, written: &str) -> Option<String> {
        let kinds = InterventionKind::ALL.iter();
        nearest(written, kinds.clone().map(|kind| kind.code())).map(str::to_owned).or_else(|| {
            let name = nearest(written, kinds.clone().map(|kind| kind.da()))?;
            kinds.clone().find(|kind| kind.da() == name).map(|kind| kind.code().to_owned())
        })
    }
}

fn whole(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}
