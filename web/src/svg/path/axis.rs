//! Ticks on the axis of time: months, quarters or years, as many as there is room for.

use jiff::civil::Date;

use crate::words::Lang;
use crate::words::format::{days_between, month_short};

/// Room a label needs, in user units.
const ROOM: f64 = 66.0;

pub(super) struct Tick {
    pub(super) day: Date,
    pub(super) label: String,
}

/// The firsts of months between two days, every 1, 3, 6 or 12 months by the room there is, each with month and year.
pub(super) fn ticks(lang: Lang, from: Date, until: Date, width: f64) -> Vec<Tick> {
    let months = (days_between(from, until) as f64 / 30.44).max(1.0);
    let every = [1_i16, 3, 6, 12, 24, 60].into_iter().find(|every| width / (months / f64::from(*every)) >= ROOM).unwrap_or(120);
    let mut ticks = Vec::new();
    let first = from.first_of_month();
    let mut day = if first == from { first } else { first.saturating_add(jiff::Span::new().months(1)) };
    while day <= until {
        let index = day.year() * 12 + i16::from(day.month()) - 1;
        if index % every == 0 {
            let label = if every >= 12 { day.year().to_string() } else { format!("{} {}", month_short(lang, day), day.year()) };
            ticks.push(Tick { day, label });
        }
        let next = day.saturating_add(jiff::Span::new().months(1));
        if next <= day {
            break;
        }
        day = next;
    }
    ticks
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn labels(from: Date, until: Date, width: f64) -> Vec<String> {
        ticks(Lang::Da, from, until, width).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn ticks_thin_out_as_time_grows() {
        assert_eq!(labels(date(2026, 1, 15), date(2026, 5, 15), 640.0), ["feb 2026", "mar 2026", "apr 2026", "maj 2026"]);
        assert_eq!(labels(date(2025, 1, 1), date(2026, 6, 1), 640.0).len(), 6);
        assert_eq!(labels(date(2019, 3, 1), date(2026, 6, 1), 640.0), ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]);
    }

    #[test]
    fn one_day_has_an_axis_too() {
        assert_eq!(labels(date(2026, 1, 1), date(2026, 1, 1), 640.0), ["jan 2026"]);
    }
}
