//! How large a part of what was due was done in time.

use crate::statistics::Share;

/// How the duties of one kind went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Outcomes {
    /// Done in time.
    pub met_in_time: i64,
    /// Done too late.
    pub met_late: i64,
    /// Not done yet, and too late already.
    pub late: i64,
    /// Never done, too late, and can no longer be done.
    pub missed: i64,
}

/// The share done in time of all whose time has run out or that are done. What is still owed in time is not counted yet, and what fell away
/// in time was never to be done. `None` when there are too few for a share.
pub fn kept_in_time(outcomes: Outcomes) -> Option<Share> {
    let Outcomes { met_in_time, met_late, late, missed } = outcomes;
    let count = |number: i64| u64::try_from(number).unwrap_or(0);
    Share::of(count(met_in_time), count(met_in_time + met_late + late + missed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn late_and_missed_count_as_much_as_done_too_late() {
        let share = kept_in_time(Outcomes { met_in_time: 12, met_late: 3, late: 4, missed: 1 }).expect("enough for a share");
        assert_eq!((share.part, share.whole, share.value), (12, 20, 0.6));
        assert_eq!(kept_in_time(Outcomes { met_in_time: 2, met_late: 1, late: 1, missed: 0 }), None, "four are too few");
        assert_eq!(kept_in_time(Outcomes { met_in_time: 0, met_late: 0, late: 0, missed: 0 }), None);
    }
}
