//! Wellbeing rounds (trivselsrunder): every child of a group looked at, by each professional alone and then together (D1, D2).
//!
//! What is found belongs to the unit: see [`crate::access::Room::AtUnit`]. Colour belongs to the situation, never to the child.

use crate::calendar::{days_after, months_after};
use crate::id::{RoundId, StaffId, UnitId};
use crate::kinds::code_list;
use crate::record::{FocusPoint, Noted, State, WellbeingAssessed};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

code_list!(
    /// The colour of a situation.
    Situation {
        Green = "green", "Grøn: i trivsel", "Green: thriving";
        Yellow = "yellow", "Gul: opmærksomhed", "Yellow: attention";
        Red = "red", "Rød: brug for hjælp nu", "Red: help is needed now";
    }
);

impl Situation {
    /// The colour of a place on the ruler, by the worse of its two axes: 1 is green, 2 and 3 are yellow, 4 and 5 red.
    pub fn of(wellbeing: u8, care: Option<u8>) -> Self {
        match wellbeing.max(care.unwrap_or(1)) {
            ..=1 => Self::Green,
            2..=3 => Self::Yellow,
            4.. => Self::Red,
        }
    }
}

impl WellbeingAssessed {
    /// The colour of the situation it found.
    pub fn situation(&self) -> Situation {
        Situation::of(self.wellbeing, self.care)
    }
}

/// A round at a unit. It names no child.
#[doc(alias = "trivselsrunde")]
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Round {
    /// Which.
    pub id: RoundId,
    /// Where.
    pub unit: UnitId,
    /// What it is called: a room, a class.
    pub name: String,
    /// The youngest and the oldest, in whole years.
    pub ages: (u8, u8),
    /// First day.
    pub from: Date,
    /// The day it should be done.
    pub until: Date,
    /// What parents were told, and when.
    pub told: ParentsTold,
    /// Who opened it.
    pub opened_by: StaffId,
    /// When.
    pub opened_at: Timestamp,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
}

/// That parents know of the round before it begins: what it is for, who sees it and how long it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ParentsTold {
    /// The day.
    pub on: Date,
    /// How: a letter, a meeting, the unit's page for parents.
    pub how: String,
}

/// Why a round cannot be opened. The name of the field comes with it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NotOpened {
    /// Parents are told before it begins, and have been by now.
    #[error("parents are not told yet")]
    ParentsNotTold,
    /// It ends before it begins, or long after.
    #[error("its last day is before its first, or more than half a year after it")]
    WrongDays,
    /// The youngest are older than the oldest.
    #[error("the youngest are older than the oldest")]
    WrongAges,
}

/// Longest round, in days.
const LONGEST: i32 = 184;
/// A child is of age.
const OLDEST: u8 = 17;

impl Round {
    /// What stands in the way of opening it today: the first fault.
    ///
    /// # Errors
    /// [`NotOpened`], to be said at the field it is about.
    pub fn may_open(&self, today: Date) -> Result<(), NotOpened> {
        if self.told.on > today || self.told.on > self.from || self.told.how.trim().is_empty() {
            return Err(NotOpened::ParentsNotTold);
        }
        if self.until < self.from || self.until > days_after(self.from, LONGEST) {
            return Err(NotOpened::WrongDays);
        }
        if self.ages.0 > self.ages.1 || self.ages.1 > OLDEST {
            return Err(NotOpened::WrongAges);
        }
        Ok(())
    }

    /// Whether a child belongs to it by its age: on its first day, so that nobody grows out of it underway.
    pub fn takes(&self, born: Date) -> bool {
        let years = (0..=OLDEST).rev().find(|years| months_after(born, i32::from(*years) * 12) <= self.from);
        years.is_some_and(|years| (self.ages.0..=self.ages.1).contains(&years))
    }
}

/// What a round has found about one child.
#[derive(Clone, Debug, Default)]
pub struct InRound<'r> {
    /// What each professional said alone, the latest of each.
    pub alone: Vec<Noted<'r, WellbeingAssessed>>,
    /// What they said together.
    pub together: Option<Noted<'r, WellbeingAssessed>>,
    /// What they agreed on with it.
    pub focus: Vec<FocusPoint<'r>>,
}

impl<'r> InRound<'r> {
    /// What somebody said alone.
    pub fn of(&self, staff: StaffId) -> Option<&Noted<'r, WellbeingAssessed>> {
        self.alone.iter().find(|assessed| assessed.by.staff == staff)
    }

    /// Whether somebody may read what the others said alone: when they have said their own, or it was settled together.
    pub fn is_open_to(&self, staff: StaffId) -> bool {
        self.together.is_some() || self.of(staff).is_some()
    }
}

/// What a round has found about a child.
pub fn in_round<'r>(state: &State<'r>, round: RoundId) -> InRound<'r> {
    let mut found = InRound::default();
    for assessed in state.assessed.iter().filter(|assessed| assessed.what.round == round) {
        if assessed.what.together {
            found.together = Some(*assessed);
        } else {
            found.alone.retain(|earlier| earlier.by.staff != assessed.by.staff);
            found.alone.push(*assessed);
        }
    }
    // What was agreed stays agreed when the child is placed anew in the same round.
    let is_of_round = |no| state.assessed.iter().any(|assessed| assessed.no == no && assessed.what.round == round);
    found.focus = state.focus_points.iter().filter(|point| is_of_round(point.agreed.what.about)).cloned().collect();
    found
}

/// What was settled together about the child at the same unit before this round began.
pub fn last_before<'r>(state: &State<'r>, round: &Round) -> Option<Noted<'r, WellbeingAssessed>> {
    let is_earlier = |assessed: &&Noted<'_, WellbeingAssessed>| {
        assessed.what.together && assessed.what.unit == round.unit && assessed.what.round != round.id && assessed.what.on < round.from
    };
    state.assessed.iter().filter(is_earlier).max_by_key(|assessed| (assessed.what.on, assessed.no)).copied()
}
