//! What a day-care or school lists as its own.

use crate::cells::args;
use crate::rows::NextWorry;
use crate::table::Row;
use jiff::civil::Date;
use std::collections::BTreeMap;
use trin_domain::absence::Attendance;
use trin_domain::id::{ChildId, UnitId};
use trin_domain::record::{EntryNo, State};
use trin_domain::strategy::Strategy;

/// Its worries.
pub(super) fn worries(child: ChildId, state: &State<'_>, strategy: &Strategy) -> Vec<Row> {
    let row = |worry: &trin_domain::record::Worry<'_>| {
        let (raised, next) = (worry.raised, worry.next(state, strategy));
        let seen: Vec<&str> = raised.what.seen.iter().map(|sign| sign.code()).collect();
        args![
            child,
            raised.no,
            raised.what.unit,
            raised.what.on,
            raised.by.staff,
            seen.join(","),
            next.map(|(due, _)| due),
            next.map(|(_, next)| NextWorry::of(next).code()),
            worry.settled.map(|settled| settled.what.on),
            worry.settled.map(|settled| settled.what.outcome.code()),
        ]
    };
    state.worries.iter().map(row).collect()
}

/// When each unit last talked with the child.
pub(super) fn talks(child: ChildId, state: &State<'_>) -> Vec<Row> {
    let mut last: BTreeMap<UnitId, Date> = BTreeMap::new();
    for talk in &state.talks {
        let on = last.entry(talk.what.unit).or_insert(talk.what.on);
        *on = talk.what.on.max(*on);
    }
    last.into_iter().map(|(unit, on)| args![child, unit, on]).collect()
}

/// A child's absence at each school, as its list adds it up.
pub(super) fn attendances(child: ChildId, state: &State<'_>) -> Vec<Row> {
    let mut of_unit: BTreeMap<UnitId, (EntryNo, Date)> = BTreeMap::new();
    for stated in &state.absences {
        let until = of_unit.entry(stated.what.unit).or_insert((stated.no, stated.what.until));
        until.1 = stated.what.until.max(until.1);
    }
    let row = |(unit, (no, until)): (UnitId, (EntryNo, Date))| {
        // Serializing plain values into a string cannot fail.
        let days = serde_json::to_string(&Attendance::of(state, unit)).unwrap_or_default();
        args![child, no, unit, until, days]
    };
    of_unit.into_iter().map(row).collect()
}
