//! Worries at a child's day-care or school (bekymringer på stedet), and what the action guide (handleguiden) asks for at least (D7, D8).
//!
//! A worry opens no case and stays at the unit: see [`crate::access::Room::AtUnit`]. What is still to be done about it is no duty of the
//! municipality's: duties are counted and seen by leaders, and this is the unit's own.

use crate::calendar::{day_of, weeks_after};
use crate::kinds::code_list;
use crate::record::{EntryNo, FocusPoint, Noted, State, Worry, WorryStepTaken};
use crate::strategy::{GuidePath, GuideStep, Strategy};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

code_list!(
    /// What a worry is about.
    WorrySign {
        Wellbeing = "wellbeing", "Trivsel, humør eller adfærd", "Wellbeing, mood or behaviour";
        Development = "development", "Udvikling, sprog eller læring", "Development, language or learning";
        Friends = "friends", "Venskaber, ensomhed eller mobning", "Friendships, loneliness or bullying";
        Absence = "absence", "Kommer ikke, kommer sent eller hentes sent", "Does not come, comes late or is fetched late";
        Care = "care", "Mad, søvn, tøj, renlighed eller tænder", "Food, sleep, clothes, cleanliness or teeth";
        Home = "home", "Forhold i hjemmet", "Matters at home";
        OwnHarm = "own-harm", "Barnet gør skade på sig selv eller andre", "The child harms itself or others";
        Violence = "violence", "Mistanke eller viden om vold", "Violence, suspected or known";
        SexualAbuse = "sexual-abuse", "Mistanke eller viden om seksuelle overgreb", "Sexual abuse, suspected or known";
        Honour = "honour", "Æresrelateret konflikt eller negativ social kontrol", "Honour-related conflict or negative social control";
    }
);

impl WorrySign {
    /// Whether the parents are not talked with first, and the intake is told at once.
    pub const fn is_harm(self) -> bool {
        matches!(self, Self::Violence | Self::SexualAbuse | Self::Honour)
    }
}

code_list!(
    /// How a worry ended.
    WorryOutcome {
        Thriving = "thriving", "Barnet er i trivsel igen", "The child thrives again";
        NoGround = "no-ground", "Der viste sig ikke at være grund til bekymring", "There proved to be no ground for it";
        TakenOver = "taken-over", "Andre har taget over", "Others have taken over";
        Notified = "notified", "Modtagelsen er underrettet", "The intake was notified";
    }
);

code_list!(
    /// Whether what was agreed made it better for the child.
    Reached {
        Yes = "yes", "Ja, det er nået", "Yes, it is reached";
        Partly = "partly", "Det går den rigtige vej", "It goes the right way";
        No = "no", "Nej, ikke endnu", "No, not yet";
    }
);

/// How long a worry may lie when nothing more is agreed about it: chosen, no law says so.
const LOOK_AGAIN_WEEKS: i32 = 4;

/// A step of the guide for one worry.
#[derive(Clone, Debug)]
pub struct StepOf<'s, 'r> {
    /// The step.
    pub step: &'s GuideStep,
    /// The last day it is in time.
    pub due: Date,
    /// That it was taken or left out, the latest said.
    pub taken: Option<Noted<'r, WorryStepTaken>>,
    /// Everything said of it, in the order written.
    pub said: Vec<Noted<'r, WorryStepTaken>>,
    /// That it was said to be taken by mistake: it is to be taken still.
    pub taken_back: Option<Noted<'r, WorryStepTaken>>,
}

impl StepOf<'_, '_> {
    /// Whether it was done: neither left out nor still to be done.
    pub fn is_done(&self) -> bool {
        self.taken.is_some_and(|taken| !taken.what.left_out)
    }
}

/// What comes next in a worry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next<'s> {
    /// A step of the guide.
    Step(&'s GuideStep),
    /// What was agreed is looked at again.
    FocusPoint(EntryNo),
    /// Whether it helped: agree on something more, or end it.
    LookAgain,
}

/// Why a worry may not end as somebody says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotSettled {
    /// The intake was not notified.
    #[error("nobody was notified")]
    NobodyWasNotified,
    /// Harm is suspected, and nobody notified or said why not.
    #[error("harm is suspected and nobody was notified")]
    NotifyFirst,
}

impl<'r> Worry<'r> {
    /// Whether it is about violence, abuse or honour: then the guide's other path holds.
    pub fn path(&self) -> GuidePath {
        if self.raised.what.seen.iter().any(|sign| sign.is_harm()) { GuidePath::Harm } else { GuidePath::Everyday }
    }

    /// The open worry of harm at the same unit that goes before this one, when this one is of everyday life: until it is settled nobody is asked to
    /// talk with the parents.
    pub fn held_back_by<'s>(&self, state: &'s State<'r>) -> Option<&'s Self> {
        let is_harm =
            |other: &&Self| other.settled.is_none() && other.path() == GuidePath::Harm && other.raised.what.unit == self.raised.what.unit;
        state.worries.iter().find(is_harm).filter(|_| self.path() == GuidePath::Everyday)
    }

    /// What the guide asks for at least, in its order, for what was seen and for the profession of whoever raised it, counted from the day it was
    /// written.
    pub fn steps<'s>(&self, strategy: &'s Strategy) -> Vec<StepOf<'s, 'r>> {
        let (raised, path, written) = (self.raised.what, self.path(), day_of(self.raised.recorded_at));
        let applies = |step: &&GuideStep| {
            step.path == path
                && (step.seen.is_empty() || step.seen.iter().any(|sign| raised.seen.contains(sign)))
                && (step.roles.is_empty() || step.roles.contains(&self.raised.by.role))
        };
        let of = |step: &'s GuideStep| {
            let said: Vec<_> = self.taken.iter().filter(|taken| taken.what.step == step.key).copied().collect();
            let due = step.within.map_or(written, |within| within.after(written, strategy.working_days()));
            let (taken, taken_back) = match said.as_slice() {
                [.., before, last] if last.what.left_out && !before.what.left_out => (None, Some(*last)),
                said => (said.last().copied(), None),
            };
            StepOf { step, due, taken, said, taken_back }
        };
        strategy.guide.iter().filter(applies).map(of).collect()
    }

    /// What was done that is none of the guide's steps as it is now, in the order written.
    pub fn beyond(&self, strategy: &Strategy) -> Vec<Noted<'r, WorryStepTaken>> {
        let steps = self.steps(strategy);
        self.taken.iter().filter(|taken| !steps.iter().any(|of| of.step.key == taken.what.step)).copied().collect()
    }

    /// What was agreed about it, and in the round it follows from.
    pub fn focus<'s>(&self, state: &'s State<'r>) -> impl Iterator<Item = &'s FocusPoint<'r>> {
        let (no, round) = (self.no(), self.raised.what.assessment);
        state.focus_points.iter().filter(move |point| point.agreed.what.about == no || Some(point.agreed.what.about) == round)
    }

    /// Whether it may end so: nobody is said to be notified who was not, and a suspicion of harm does not end before somebody notified, or said
    /// why not.
    ///
    /// # Errors
    /// [`NotSettled`], to be said at the outcome.
    pub fn may_settle(&self, strategy: &Strategy, outcome: WorryOutcome) -> Result<(), NotSettled> {
        let steps = self.steps(strategy);
        let mut notifying = steps.iter().filter(|of| of.step.notifies);
        if outcome == WorryOutcome::Notified && !notifying.clone().any(StepOf::is_done) {
            return Err(NotSettled::NobodyWasNotified);
        }
        if self.path() == GuidePath::Harm && notifying.any(|of| of.taken.is_none()) {
            return Err(NotSettled::NotifyFirst);
        }
        Ok(())
    }

    /// What comes next and by when, the earliest first; nothing once it is settled. A worry that is open always has something.
    pub fn next<'s>(&self, state: &State<'r>, strategy: &'s Strategy) -> Option<(Date, Next<'s>)> {
        if self.settled.is_some() {
            return None;
        }
        let steps = if self.held_back_by(state).is_some() { Vec::new() } else { self.steps(strategy) };
        let steps = steps.into_iter().filter(|of| of.taken.is_none()).map(|of| (of.due, Next::Step(of.step)));
        let points = self.focus(state).filter_map(|point| point.due_on().map(|on| (on, Next::FocusPoint(point.agreed.no))));
        // Of the same day the guide's own order holds: the first of equals is taken.
        let next = steps.chain(points).min_by_key(|(due, _)| *due);
        next.or_else(|| {
            let taken = self.taken.iter().map(|taken| taken.what.on);
            let looked = self.focus(state).flat_map(|point| point.looks.iter().map(|look| look.what.on));
            let last = taken.chain(looked).fold(day_of(self.raised.recorded_at), Date::max);
            Some((weeks_after(last, LOOK_AGAIN_WEEKS), Next::LookAgain))
        })
    }
}
