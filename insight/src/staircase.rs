//! How children moved on the ladder between two days.

use trin_domain::ladder::Direction;
use trin_domain::strategy::StepNo;

/// Children who stood in one place on the first day and in another, or the same, on the last. No step is everyday life: without an open
/// case, or with one and no help in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Flow {
    /// Step on the first day.
    pub from: Option<StepNo>,
    /// Step on the last day.
    pub to: Option<StepNo>,
    /// How many.
    pub children: i64,
}

/// How many stand lower, and how many higher, than on the first day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Moved {
    /// Lower, everyday life included.
    pub down: i64,
    /// Higher, from everyday life included.
    pub up: i64,
}

impl Moved {
    /// Which way more went; `None` when as many.
    pub fn mostly(self) -> Option<Direction> {
        match self.down.cmp(&self.up) {
            std::cmp::Ordering::Greater => Some(Direction::Down),
            std::cmp::Ordering::Less => Some(Direction::Up),
            std::cmp::Ordering::Equal => None,
        }
    }
}

/// How many moved each way. What lies between the two days does not count: who went up and down again has not moved.
pub fn moved(flows: &[Flow]) -> Moved {
    let mut moved = Moved::default();
    for flow in flows {
        match flow.to.cmp(&flow.from) {
            std::cmp::Ordering::Less => moved.down += flow.children,
            std::cmp::Ordering::Greater => moved.up += flow.children,
            std::cmp::Ordering::Equal => {}
        }
    }
    moved
}

/// The moves from place to place, those who stayed left out. Several flows between the same two places are one.
pub fn moves(flows: &[Flow]) -> Vec<Flow> {
    let moving = flows.iter().filter(|flow| flow.from != flow.to).map(|flow| ((flow.from, flow.to), flow.children));
    crate::counts::totals(moving).into_iter().map(|((from, to), children)| Flow { from, to, children }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flow(from: u8, to: u8, children: i64) -> Flow {
        let step = |no: u8| (no > 0).then_some(StepNo(no));
        Flow { from: step(from), to: step(to), children }
    }

    #[test]
    fn everyday_life_is_below_the_lowest_step() {
        let flows = [flow(4, 3, 5), flow(1, 0, 7), flow(0, 2, 11), flow(2, 4, 1), flow(3, 3, 100), flow(0, 0, 1_000)];
        assert_eq!(moved(&flows), Moved { down: 12, up: 12 });
        assert_eq!(moved(&flows).mostly(), None);
        assert_eq!(moved(&flows[..2]).mostly(), Some(Direction::Down));
        assert_eq!(moved(&flows[2..]).mostly(), Some(Direction::Up));
        assert_eq!(moved(&[]), Moved::default());
    }

    #[test]
    fn both_kinds_of_everyday_life_are_one_place() {
        // Without an open case, and with one but no help: two flows to step 2, and one between the two that is no move.
        let flows = [flow(0, 2, 3), flow(0, 0, 9), flow(2, 0, 1), flow(0, 2, 4)];
        assert_eq!(moves(&flows), [flow(0, 2, 7), flow(2, 0, 1)]);
    }
}
