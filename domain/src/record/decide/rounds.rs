//! What may be said in a wellbeing round.

use super::Context;
use super::need::{filled, not_before, not_future, on_scale};
use crate::record::{FocusPointAgreed, Refusal, State, WellbeingAssessed};
use crate::rounds::{Situation, in_round};

/// A child is assessed where it goes; together only after somebody did so alone; and a worry says what was seen.
pub(super) fn assessed(state: &State<'_>, what: &WellbeingAssessed, context: &Context) -> Result<(), Refusal> {
    on_scale("wellbeing", i16::from(what.wellbeing), 1, 5)?;
    if let Some(care) = what.care {
        on_scale("care", i16::from(care), 1, 5)?;
    }
    not_future("on", what.on, context)?;
    let goes_there = state.enrolments.iter().any(|enrolment| {
        let began = enrolment.began.what;
        began.unit == what.unit && began.on <= what.on && enrolment.left_on().is_none_or(|left| what.on <= left)
    });
    if !goes_there {
        return Err(Refusal::NotEnrolledThere);
    }
    if !what.together {
        return Ok(());
    }
    if in_round(state, what.round).alone.is_empty() {
        return Err(Refusal::AloneFirst);
    }
    if Situation::of(what.wellbeing, what.care) == Situation::Green { Ok(()) } else { filled("signs", &what.signs) }
}

pub(super) fn agreed(state: &State<'_>, what: &FocusPointAgreed, context: &Context) -> Result<(), Refusal> {
    let assessment = state.assessed.iter().find(|assessed| assessed.no == what.assessment && assessed.what.together);
    let assessment = assessment.ok_or(Refusal::NoSuchEntry(what.assessment, "wellbeing-assessed"))?;
    filled("goal", &what.goal)?;
    filled("action", &what.action)?;
    filled("who", &what.who)?;
    not_before("on", what.on, assessment.what.on)?;
    not_future("on", what.on, context)?;
    not_before("by_day", what.by_day, what.on)
}
