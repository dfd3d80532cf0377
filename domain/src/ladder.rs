//! Where the child stands on the ladder of interventions, over time.
//!
//! The position follows from the interventions in force: the highest step leads, and several may run.
//! A child with no intervention in force stands on no step: everyday life, carried by family and general area.

use crate::record::{EntryNo, Intervention, State};
use crate::strategy::{StepNo, Strategy};
use jiff::civil::Date;
use serde::Serialize;

/// Which way a movement went.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// To a less intrusive step, or off the ladder to everyday life.
    Down,
    /// To a more intrusive step, or on to the ladder.
    Up,
}

/// A change of position.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Movement {
    /// First day in the new position.
    pub on: Date,
    /// Step before; `None` is everyday life.
    pub from: Option<StepNo>,
    /// Step after; `None` is everyday life.
    pub to: Option<StepNo>,
    /// The intervention that leads from then on; the one that ended when none is left.
    pub because: EntryNo,
}

impl Movement {
    /// Which way it went; positions differ by construction.
    pub fn direction(&self) -> Direction {
        if self.to > self.from { Direction::Up } else { Direction::Down }
    }
}

/// The step the child stands on at the end of this day.
pub fn position_on(state: &State<'_>, strategy: &Strategy, day: Date) -> Option<StepNo> {
    state.in_force_on(day).map(|intervention| strategy.step_of(intervention.decided.what.kind)).max()
}

/// Every movement, oldest first, up to and including `until`.
pub fn movements(state: &State<'_>, strategy: &Strategy, until: Date) -> Vec<Movement> {
    let mut days: Vec<(Date, EntryNo)> = Vec::new();
    for intervention in &state.interventions {
        if let Some(on) = intervention.started_on() {
            days.push((on, intervention.no()));
        }
        if let Some(last) = intervention.ended_on()
            && let Ok(on) = last.tomorrow()
        {
            days.push((on, intervention.no()));
        }
    }
    days.sort_unstable();
    let mut movements = Vec::new();
    let mut from = None;
    for (on, changed) in days.into_iter().filter(|(on, _)| *on <= until) {
        let to = position_on(state, strategy, on);
        if to != from {
            // Of several changes on one day, the help that leads from then on; the one that ended when none is left.
            let leads = |help: &&Intervention<'_>| Some(strategy.step_of(help.decided.what.kind)) == to;
            let because = state
                .in_force_on(on)
                .filter(leads)
                .max_by_key(|help| (help.started_on() == Some(on), help.no()))
                .map_or(changed, Intervention::no);
            movements.push(Movement { on, from, to, because });
            from = to;
        }
    }
    movements
}
