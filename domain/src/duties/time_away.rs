//! A child's times away from home: one placement, or several that follow each other with no day at home between.
//!
//! A placement lasts from the day the child left home. Moving to another place does not start the time again, so that a child who moves
//! often is not the one whose return home is never reviewed.

use super::build::*;
use crate::calendar::days_after;
use crate::record::Intervention;
use crate::strategy::SourcedSpan;

/// One unbroken time away from home.
pub(super) struct TimeAway<'s, 'r> {
    /// The entry by which the first placement began.
    pub(super) began: EntryNo,
    /// First day away.
    pub(super) began_on: Date,
    /// The places in turn.
    pub(super) places: Vec<&'s Intervention<'r>>,
    /// The latest of them.
    pub(super) latest: &'s Intervention<'r>,
    /// Last day away, once every place has ended.
    pub(super) ended_on: Option<Date>,
}

impl TimeAway<'_, '_> {
    /// When it began, and the latest move, as the beginning of a sentence in Danish and English.
    pub(super) fn because(&self) -> (String, String) {
        let mut da = format!("Anbringelsen begyndte {}", Da(self.began_on));
        let mut en = format!("The placement began on {}", En(self.began_on));
        if let Some(moved_on) = self.latest.started_on().filter(|_| self.places.len() > 1) {
            da += &format!(", og barnet skiftede anbringelsessted {}", Da(moved_on));
            en += &format!(", and the child moved to another place on {}", En(moved_on));
        }
        (da, en)
    }

    /// What the strategy asks for so long after the child left home; it falls away when the child is home again.
    pub(super) fn owes(&self, kind: DutyKind, limit: &SourcedSpan, met: Option<Met>, state: &State<'_>, strategy: &Strategy) -> Duty {
        let due = after(limit.after, self.began_on, strategy);
        let counted_from = (self.began, Due::On(self.began_on));
        let (da, en) = self.because();
        Duty::owed(kind, self.latest.no(), counted_from, by_strategy(due, &limit.source), Role::Caseworker)
            .falls_to_responsible(state)
            .met_by(met)
            .lapses(self.ended_on)
            .because(da + ".", en + ".")
    }
}

/// Every time away, the earliest first.
pub(super) fn times_away<'s, 'r>(state: &'s State<'r>) -> Vec<TimeAway<'s, 'r>> {
    let placements = state.interventions.iter().filter(|help| help.decided.what.kind.is_placement());
    let mut begun: Vec<_> = placements.filter_map(|help| Some((help.started?, help))).collect();
    begun.sort_by_key(|(started, _)| (started.what.on, started.no));

    let mut times: Vec<TimeAway<'s, 'r>> = Vec::new();
    for (started, help) in begun {
        let on = started.what.on;
        match times.last_mut() {
            Some(time) if time.ended_on.is_none_or(|ended| on <= days_after(ended, 1)) => {
                time.places.push(help);
                time.latest = help;
                time.ended_on = time.ended_on.zip(help.ended_on()).map(|(one, other)| one.max(other));
            }
            _ => times.push(TimeAway { began: started.no, began_on: on, places: vec![help], latest: help, ended_on: help.ended_on() }),
        }
    }
    times
}
