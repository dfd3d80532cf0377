//! What every rule file needs to make a [`Duty`]: the imports, the choice between law and strategy, and a short constructor.

#[allow(unused_imports, reason = "what rule files may need, whether or not one does today")]
pub(super) use super::examples::{ALL, Example, LAW_ALONE, SATURDAYS, ex};
pub(super) use super::words::{Da, En};
pub(super) use super::{Basis, BasisKind, Due, DueBy, Duty, DutyKind, Met};
pub(super) use crate::calendar::{day_of, hours_after, start_of_day};
pub(super) use crate::kinds::Role;
pub(super) use crate::law::{CHILDRENS_ACT, Dated, Demanded, ElapsedHours, LawValue, SERVICE_ACT, Source, Start, TimesAYear};
pub(super) use crate::record::{EntryNo, State};
pub(super) use crate::strategy::{Span, Strategy};
pub(super) use jiff::civil::Date;

/// The day the sources of these rules were last read.
pub(super) const READ_ON: Date = Date::constant(2026, 11, 22);

use std::borrow::Cow;

/// The leading date, and the other where law and strategy both speak and differ.
pub(super) struct Dates {
    leads: DueBy,
    other: Option<DueBy>,
}

/// A date set by law.
pub(super) fn by_law(due: Due, source: &'static Source) -> DueBy {
    DueBy { due, basis: Basis { from: BasisKind::Law, citation: Cow::Borrowed(source.citation) } }
}

/// A date set by the strategy.
pub(super) fn by_strategy(due: Due, source: &str) -> DueBy {
    DueBy { due, basis: Basis { from: BasisKind::Strategy, citation: Cow::Owned(source.to_owned()) } }
}

/// The earlier of law and strategy leads; when they agree, the law does. None when neither speaks.
pub(super) fn earlier(law: Option<DueBy>, strategy: Option<DueBy>) -> Option<Dates> {
    match (law, strategy) {
        (Some(law), Some(strategy)) if strategy.due == law.due => Some(Dates { leads: law, other: None }),
        (Some(law), Some(strategy)) if strategy.due.late_from() < law.due.late_from() => Some(Dates { leads: strategy, other: Some(law) }),
        (Some(law), strategy) => Some(Dates { leads: law, other: strategy }),
        (None, Some(strategy)) => Some(Dates { leads: strategy, other: None }),
        (None, None) => None,
    }
}

impl Dates {
    /// The leading date.
    pub(super) const fn due(&self) -> Due {
        self.leads.due
    }
}

impl From<DueBy> for Dates {
    fn from(leads: DueBy) -> Self {
        Self { leads, other: None }
    }
}

impl Duty {
    /// A duty about `about`, counted from the entry and the day or instant in `counted_from`, falling to a role until someone is named.
    pub(super) fn owed(kind: DutyKind, about: EntryNo, counted_from: (EntryNo, Due), dates: impl Into<Dates>, role: Role) -> Self {
        let dates = dates.into();
        Self {
            kind,
            about,
            counted_from: counted_from.0,
            counts_from: counted_from.1,
            leads: dates.leads,
            other: dates.other,
            responsible: None,
            role,
            met: None,
            lapsed_on: None,
            because_da: String::new(),
            because_en: String::new(),
        }
    }

    /// Why, in one sentence each that names the facts with their dates.
    pub(super) fn because(mut self, da: String, en: String) -> Self {
        self.because_da = da;
        self.because_en = en;
        self
    }

    /// Falls to whoever is responsible for the child now, if anyone.
    pub(super) fn falls_to_responsible(mut self, state: &State<'_>) -> Self {
        self.responsible = state.responsible.map(|responsible| responsible.staff);
        self
    }

    /// Met by an entry, if there is one.
    pub(super) fn met_by(mut self, met: Option<Met>) -> Self {
        self.met = met;
        self
    }

    /// Falls away from a day on, unless it was met.
    pub(super) fn lapses(mut self, from: Option<Date>) -> Self {
        self.lapsed_on = if self.met.is_some() { None } else { from };
        self
    }
}

impl Met {
    /// Met by an entry that says on which day the thing was done.
    pub(super) fn on(entry: EntryNo, day: Date) -> Self {
        Self { entry, at: start_of_day(day) }
    }
}

/// The last day of a span counted from a day.
pub(super) fn after(span: Span, from: Date, strategy: &Strategy) -> Due {
    Due::On(span.after(from, strategy.working_days()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const LOVEN: Source = Source { citation: "loven", read_in: "", read_on: READ_ON, verified: true, note: "" };

    fn due(law: Option<Due>, strategy: Option<Due>) -> (Option<(Due, BasisKind)>, Option<Due>) {
        let law = law.map(|due| by_law(due, &LOVEN));
        let dates = earlier(law, strategy.map(|due| by_strategy(due, "Strategien")));
        let other = dates.as_ref().and_then(|dates| dates.other.as_ref()).map(|other| other.due);
        (dates.map(|dates| (dates.leads.due, dates.leads.basis.from)), other)
    }

    #[test]
    fn the_earlier_leads_and_the_law_when_they_agree() {
        let (second, third) = (Due::On(date(2026, 3, 2)), Due::On(date(2026, 3, 3)));
        assert_eq!(due(Some(second), Some(third)), (Some((second, BasisKind::Law)), Some(third)));
        assert_eq!(due(Some(third), Some(second)), (Some((second, BasisKind::Strategy)), Some(third)));
        assert_eq!(due(Some(second), Some(second)), (Some((second, BasisKind::Law)), None));
        assert_eq!(due(None, Some(second)), (Some((second, BasisKind::Strategy)), None));
        assert_eq!(due(Some(second), None), (Some((second, BasisKind::Law)), None));
        assert_eq!(due(None, None), (None, None));
    }

    #[test]
    fn a_clock_and_a_day_are_compared_by_when_they_are_late() {
        let day = date(2026, 3, 2);
        let (noon, night) = (Due::At(start_of_day(day) + jiff::SignedDuration::from_hours(12)), Due::On(day));
        // The day is late when it is over.
        assert_eq!(due(Some(night), Some(noon)), (Some((noon, BasisKind::Strategy)), Some(night)));
        assert_eq!(due(Some(noon), Some(night)), (Some((noon, BasisKind::Law)), Some(night)));
        // At the same moment the law's stands.
        let midnight = Due::At(start_of_day(date(2026, 3, 3)));
        assert_eq!(due(Some(night), Some(midnight)).0, Some((night, BasisKind::Law)));
        assert_eq!(due(Some(midnight), Some(night)).0, Some((midnight, BasisKind::Law)));
    }
}
