//! The law as dated values with sources.
//!
//! Only start dates are written, so that periods can neither overlap nor leave gaps. A value that was repealed is written as
//! `None` from the day it fell. A day on which nothing is in force gives [`NotInForce`], never the nearest value.
//! Every start names its [`Source`] and the day somebody last read it; what could not be read is marked, and printed as such.
//!
//! The values stand in the duty files that use them. Which act applies is decided by the day of the fact that the duty is counted
//! from: a measure that started on 2023-12-31 gets its first follow-up by serviceloven, one that started the day after by barnets lov.

use crate::strategy::Span;
use jiff::civil::Date;
use serde::Serialize;
use std::fmt;

/// First day for which Trin knows serviceloven's rules on children: the year of the oldest strategy it ships. What applied earlier was
/// not looked up, and a fact before this day gets no duty by law.
pub const SERVICE_ACT: Date = Date::constant(2014, 1, 1);
/// First day of barnets lov (lov nr. 721 af 13. juni 2023); serviceloven's rules on children ended the day before.
pub const CHILDRENS_ACT: Date = Date::constant(2024, 1, 1);

/// Where a value is written, and how well that is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Source {
    /// The provision, such as "barnets lov § 95, stk. 1".
    pub citation: &'static str,
    /// Where it was read: a public address, or a description of the text.
    pub read_in: &'static str,
    /// The day somebody last read it there.
    pub read_on: Date,
    /// Whether the text of the provision, or an authority's account of it, was read. If not, the value is a parameter to be checked.
    pub verified: bool,
    /// What a jurist should know about the source; empty when there is nothing to add.
    pub note: &'static str,
}

/// A value from a day on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Start<T> {
    /// First day.
    pub from: Date,
    /// The value, or `None` from the day it was repealed.
    pub value: Option<T>,
    /// Where the value, or its repeal, is written.
    pub source: Source,
}

/// A value of the law over time.
#[derive(Clone, Copy, Debug)]
pub struct Dated<T: 'static> {
    /// What it is, in Danish, as the rulebook prints it.
    pub what_da: &'static str,
    /// Starts, oldest first.
    pub starts: &'static [Start<T>],
}

/// A value in force, with its source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InForce<T> {
    /// The value.
    pub value: T,
    /// Where it is written.
    pub source: &'static Source,
}

/// The law has no such value on that day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{what}: ikke i kraft {on}")]
pub struct NotInForce {
    /// Which value.
    pub what: &'static str,
    /// Which day.
    pub on: Date,
}

impl<T: Copy> Dated<T> {
    /// The value in force on a day.
    ///
    /// # Errors
    /// [`NotInForce`] before the first start, and from a repeal on.
    pub fn on(&self, day: Date) -> Result<InForce<T>, NotInForce> {
        self.starts
            .iter()
            .rfind(|start| start.from <= day)
            .and_then(|start| start.value.map(|value| InForce { value, source: &start.source }))
            .ok_or(NotInForce { what: self.what_da, on: day })
    }
}

/// One period of a dated value, as the rulebook prints it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day; none while it lasts.
    pub until: Option<Date>,
    /// The value in Danish words; none when repealed.
    pub value_da: Option<String>,
    /// Where it is written.
    pub source: Source,
}

/// A dated value of any type, for listing.
pub trait LawValue: Sync {
    /// What it is, in Danish.
    fn what_da(&self) -> &'static str;
    /// Its periods, oldest first.
    fn periods(&self) -> Vec<Period>;
}

impl<T: Copy + InDanish + Sync> LawValue for Dated<T> {
    fn what_da(&self) -> &'static str {
        self.what_da
    }

    fn periods(&self) -> Vec<Period> {
        let ends = self.starts.iter().skip(1).map(|next| next.from.yesterday().ok()).chain([None]);
        self.starts
            .iter()
            .zip(ends)
            .map(|(start, until)| Period { from: start.from, until, value_da: start.value.map(InDanish::in_danish), source: start.source })
            .collect()
    }
}

/// A value that can be said in Danish.
pub trait InDanish {
    /// The value in Danish words, such as "3 måneder".
    fn in_danish(self) -> String;
}

impl InDanish for Span {
    fn in_danish(self) -> String {
        self.to_string()
    }
}

/// Hours that pass by the clock, nights, weekends and holidays included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ElapsedHours(pub u16);

impl InDanish for ElapsedHours {
    fn in_danish(self) -> String {
        format!("{} timer", self.0)
    }
}

/// A share in percent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Percent(pub u8);

impl InDanish for Percent {
    fn in_danish(self) -> String {
        format!("{} %", self.0)
    }
}

/// How many times within a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TimesAYear(pub u16);

impl InDanish for TimesAYear {
    fn in_danish(self) -> String {
        format!("{} gange om året", self.0)
    }
}

/// That the law demands it, where the law gives no number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Demanded;

impl InDanish for Demanded {
    fn in_danish(self) -> String {
        "påkrævet".to_owned()
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.citation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const READ: Source = Source { citation: "prøvelov § 1", read_in: "prøve", read_on: date(2025, 1, 1), verified: true, note: "" };
    const TRIAL: Dated<Span> = Dated {
        what_da: "Prøve",
        starts: &[
            Start { from: date(2011, 1, 1), value: Some(Span::Months(6)), source: READ },
            Start { from: date(2024, 1, 1), value: None, source: READ },
        ],
    };

    #[test]
    fn a_value_holds_from_its_first_day_to_the_day_before_the_next() {
        assert_eq!(TRIAL.on(date(2023, 12, 31)).map(|found| found.value), Ok(Span::Months(6)));
        assert_eq!(TRIAL.on(date(2011, 1, 1)).map(|found| found.value), Ok(Span::Months(6)));
    }

    #[test]
    fn nothing_is_guessed_before_the_first_start_or_after_a_repeal() {
        assert_eq!(TRIAL.on(date(2010, 12, 31)), Err(NotInForce { what: "Prøve", on: date(2010, 12, 31) }));
        assert_eq!(TRIAL.on(date(2024, 1, 1)), Err(NotInForce { what: "Prøve", on: date(2024, 1, 1) }));
    }

    #[test]
    fn periods_end_the_day_before_the_next_begins() {
        let periods = TRIAL.periods();
        assert_eq!(periods[0].until, Some(date(2023, 12, 31)));
        assert_eq!(periods[0].value_da.as_deref(), Some("6 måneder"));
        assert_eq!((periods[1].until, periods[1].value_da.as_deref()), (None, None));
    }
}
