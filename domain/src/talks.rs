//! Individual talks (individuelle samtaler): each child is regularly talked with by an adult it trusts (D9).

use crate::calendar::{days_after, months_after};
use crate::strategy::{RoutineKind, Span, Strategy};
use jiff::civil::Date;

/// How often where the strategy does not say: the half-year in which a child without any is looked for (D9). No law says so.
const HALF_A_YEAR: Span = Span::Months(6);

/// How often each child is talked with.
pub fn every(strategy: &Strategy) -> Span {
    let talks = strategy.routines.iter().filter(|routine| routine.kind == RoutineKind::Talk);
    talks.filter_map(|routine| routine.every).min_by_key(|every| every.about_days()).unwrap_or(HALF_A_YEAR)
}

/// The first day from which a talk counts as one of late, seen from today.
pub fn since(strategy: &Strategy, today: Date) -> Date {
    match every(strategy) {
        Span::Months(months) => months_after(today, -i32::from(months)),
        other => days_after(today, -i32::from(other.about_days())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn half_a_year_unless_the_strategy_says_more_often() {
        let silent = Strategy::named("koege-2020").expect("it has talks and no span");
        assert_eq!(since(silent, date(2026, 8, 31)), date(2026, 2, 28));
        let mut often = silent.clone();
        let talk = often.routines.iter().find(|routine| routine.kind == RoutineKind::Talk).expect("a talk").clone();
        for every in [Span::Weeks(6), Span::Months(4)] {
            often.routines.push(crate::strategy::Routine { every: Some(every), ..talk.clone() });
        }
        assert_eq!((every(&often), since(&often, date(2026, 8, 31))), (Span::Weeks(6), date(2026, 7, 20)));
    }
}
