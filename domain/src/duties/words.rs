//! Days and instants as people write them, in the sentences that say why and in the rulebook.

use crate::calendar::copenhagen;
use jiff::{Timestamp, civil::Date, civil::DateTime};
use std::fmt;

const MONTHS_DA: [&str; 12] =
    ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// In Danish: "29. marts 2024", "29. marts 2024 kl. 16.30".
#[derive(Clone, Copy, Debug)]
pub struct Da<T>(pub T);
/// In English: "29 March 2024", "29 March 2024 at 16:30".
#[derive(Clone, Copy, Debug)]
pub struct En<T>(pub T);

fn month(names: &[&'static str; 12], day: Date) -> &'static str {
    usize::try_from(day.month() - 1).ok().and_then(|index| names.get(index)).copied().unwrap_or_default()
}

fn local(at: Timestamp) -> DateTime {
    copenhagen().to_datetime(at)
}

impl fmt::Display for Da<Date> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {} {}", self.0.day(), month(&MONTHS_DA, self.0), self.0.year())
    }
}

impl fmt::Display for En<Date> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.0.day(), month(&MONTHS_EN, self.0), self.0.year())
    }
}

impl fmt::Display for Da<Timestamp> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = local(self.0);
        write!(f, "{} kl. {:02}.{:02}", Da(at.date()), at.hour(), at.minute())
    }
}

impl fmt::Display for En<Timestamp> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = local(self.0);
        write!(f, "{} at {:02}:{:02}", En(at.date()), at.hour(), at.minute())
    }
}
