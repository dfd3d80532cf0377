//! What follows from a decision on help: which reasons it must give, why help ends when other help takes over, what a follow-up's decision
//! leads to, and where the aim of getting down the ladder lies.

use crate::kinds::{EndReason, FollowUpDecision, InterventionKind};
use crate::ladder::Direction;
use crate::strategy::{StepNo, Strategy};

/// The reasons that a decision on a kind of help must give in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ReasonsOwed {
    /// Why less intrusive help is not enough: the step the help stands on, when there is a lower one. Trin's own reading of the strategies,
    /// which all hold that help should be as little intrusive as will do.
    pub why_not_lower: Option<StepNo>,
    /// Why not a place higher in the municipality's order: the place's rank, when it is not the first. Kerteminde's strategy, section 8 (P2); no
    /// place has a rank in a strategy without such an order.
    pub why_not_preferred: Option<usize>,
}

/// Which reasons a decision on this kind of help owes.
pub fn reasons_owed(strategy: &Strategy, kind: InterventionKind) -> ReasonsOwed {
    let step = strategy.step_of(kind);
    let is_above_another = strategy.steps.iter().any(|other| other.no < step);
    ReasonsOwed {
        why_not_lower: is_above_another.then_some(step),
        why_not_preferred: strategy.placement_rank(kind).filter(|rank| *rank > 1),
    }
}

/// Why help ends when other help takes over: by the steps the two stand on.
pub fn end_reason(strategy: &Strategy, from: InterventionKind, to: InterventionKind) -> EndReason {
    match way(strategy, from, to) {
        Some(Direction::Down) => EndReason::SteppedDown,
        Some(Direction::Up) => EndReason::SteppedUp,
        None => EndReason::Replaced,
    }
}

/// Which way the ladder goes from one kind of help to another; `None` when both stand on the same step.
pub fn way(strategy: &Strategy, from: InterventionKind, to: InterventionKind) -> Option<Direction> {
    match strategy.step_of(to).cmp(&strategy.step_of(from)) {
        std::cmp::Ordering::Less => Some(Direction::Down),
        std::cmp::Ordering::Greater => Some(Direction::Up),
        std::cmp::Ordering::Equal => None,
    }
}

/// What the decision at a follow-up leads to (A7, A10).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Onward {
    /// The help goes on, and has a next follow-up.
    GoesOn,
    /// The help ends, and help on another step carries on.
    OtherHelp(Direction),
    /// The help ends, for this reason, and nothing takes over.
    Ends(EndReason),
}

/// What a decision at a follow-up leads to. Help that had its end agreed before keeps it, whatever is decided.
pub const fn onward(decision: FollowUpDecision) -> Onward {
    match decision {
        FollowUpDecision::Continue | FollowUpDecision::Adjust => Onward::GoesOn,
        FollowUpDecision::StepDown => Onward::OtherHelp(Direction::Down),
        FollowUpDecision::StepUp => Onward::OtherHelp(Direction::Up),
        FollowUpDecision::StopNoEffect => Onward::Ends(EndReason::NoEffect),
        FollowUpDecision::StopGoalsReached => Onward::Ends(EndReason::GoalsReached),
    }
}

/// The step that the aim of getting down the ladder from this kind of help points to; `None` is everyday life, below the lowest step.
pub fn aims_at(strategy: &Strategy, kind: InterventionKind) -> Option<StepNo> {
    let step = strategy.step_of(kind);
    strategy.steps.iter().map(|lower| lower.no).filter(|lower| *lower < step).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use InterventionKind::{FamilyTreatment, HealthVisitorExtra, HomeSupport, PlacementFoster, PlacementKin};

    fn shipped(key: &str) -> &'static Strategy {
        Strategy::named(key).expect("a strategy of this name is shipped")
    }

    /// Kerteminde: 1 trivsel, 2 forebygge, 3 foranstalte, 4 anbringe; places ranked with kin first, foster families second.
    #[test]
    fn reasons_owed_by_a_decision() {
        let (kerteminde, koege) = (shipped("kerteminde-2021"), shipped("koege-2020"));
        let lowest = kerteminde.steps.iter().map(|step| step.no).min().expect("a ladder has steps");
        let on_lowest = InterventionKind::ALL.iter().copied().find(|kind| kerteminde.step_of(*kind) == lowest).expect("each step has help");
        let cases = [
            (kerteminde, on_lowest, None, None),
            (kerteminde, FamilyTreatment, Some(StepNo(3)), None),
            (kerteminde, PlacementKin, Some(StepNo(4)), None),
            (kerteminde, PlacementFoster, Some(StepNo(4)), Some(2)),
            // Køge sets no order among places.
            (koege, PlacementFoster, Some(koege.step_of(PlacementFoster)), None),
        ];
        for (strategy, kind, why_not_lower, why_not_preferred) in cases {
            assert_eq!(reasons_owed(strategy, kind), ReasonsOwed { why_not_lower, why_not_preferred }, "{kind:?}");
        }
    }

    #[test]
    fn why_help_ends_when_other_help_takes_over() {
        let kerteminde = shipped("kerteminde-2021");
        for (from, to, expected) in [
            (PlacementFoster, FamilyTreatment, EndReason::SteppedDown),
            (FamilyTreatment, HealthVisitorExtra, EndReason::SteppedDown),
            (FamilyTreatment, PlacementKin, EndReason::SteppedUp),
            (FamilyTreatment, HomeSupport, EndReason::Replaced),
            // A place lower in the order is still on the same step.
            (PlacementFoster, PlacementKin, EndReason::Replaced),
        ] {
            assert_eq!(end_reason(kerteminde, from, to), expected, "{from:?} to {to:?}");
        }
    }

    #[test]
    fn what_a_follow_up_leads_to() {
        for (decision, expected) in [
            (FollowUpDecision::Continue, Onward::GoesOn),
            (FollowUpDecision::Adjust, Onward::GoesOn),
            (FollowUpDecision::StepDown, Onward::OtherHelp(Direction::Down)),
            (FollowUpDecision::StepUp, Onward::OtherHelp(Direction::Up)),
            (FollowUpDecision::StopNoEffect, Onward::Ends(EndReason::NoEffect)),
            (FollowUpDecision::StopGoalsReached, Onward::Ends(EndReason::GoalsReached)),
        ] {
            assert_eq!(onward(decision), expected, "{decision:?}");
        }
    }

    #[test]
    fn the_aim_lies_a_step_below_and_below_the_lowest_is_everyday_life() {
        let kerteminde = shipped("kerteminde-2021");
        for kind in InterventionKind::ALL.iter().copied() {
            let expected = match kerteminde.step_of(kind).0 {
                1 => None,
                step => Some(StepNo(step - 1)),
            };
            assert_eq!(aims_at(kerteminde, kind), expected, "{kind:?}");
        }
    }
}
