//! What may be said in a wellbeing round.

use super::Context;
use super::need::{filled, goes_there, not_future, on_scale};
use crate::record::{Refusal, State, WellbeingAssessed};
use crate::rounds::{Situation, in_round};

/// A child is assessed where it goes; together only after somebody did so alone; and a worry says what was seen.
pub(super) fn assessed(state: &State<'_>, what: &WellbeingAssessed, context: &Context) -> Result<(), Refusal> {
    on_scale("wellbeing", i16::from(what.wellbeing), 1, 5)?;
    if let Some(care) = what.care {
        on_scale("care", i16::from(care), 1, 5)?;
    }
    not_future("on", what.on, context)?;
    goes_there(state, what.unit, what.on)?;
    if !what.together {
        return Ok(());
    }
    if in_round(state, what.round).alone.is_empty() {
        return Err(Refusal::AloneFirst);
    }
    if Situation::of(what.wellbeing, what.care) == Situation::Green { Ok(()) } else { filled("signs", &what.signs) }
}
