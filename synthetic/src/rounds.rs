//! Wellbeing rounds of each day-care and school: one last half-year, closed, and one that is half done now.

use crate::municipality::Municipality;
use crate::{Options, times};
use jiff::civil::Date;
use trin_domain::calendar::{day_of, days_after, months_after};
use trin_domain::id::{RoundId, UnitId};
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::rounds::{ParentsTold, Round};

/// How many days ago the open one began.
const BEGAN: i32 = 12;
/// How long a round lasts, in days.
const LASTS: i32 = 42;

/// The rounds of every day-care and school, each with who opened it.
pub fn rounds(options: &Options, municipality: &Municipality) -> Vec<(Round, Staff)> {
    municipality.units.iter().flat_map(|unit| rounds_at(options, municipality, unit.id)).collect()
}

/// The rounds of one place: last half-year's, and the one there is now. Nothing where no child goes every day.
pub(crate) fn rounds_at(options: &Options, municipality: &Municipality, unit: UnitId) -> Vec<(Round, Staff)> {
    let is_there = |staff: &&Staff| staff.unit == unit && staff.is_active && matches!(staff.role, Role::Pedagogue | Role::Teacher);
    let Some(by) = municipality.staff.iter().find(is_there) else { return Vec::new() };
    let (name, ages) = if by.role == Role::Pedagogue { ("Store børn", (3, 5)) } else { ("3. klasse", (9, 9)) };
    let today = day_of(options.now);
    let round = |from: Date, is_over: bool| {
        let until = days_after(from, LASTS);
        let half = if from.month() < 7 { "forår" } else { "efterår" };
        let round = Round {
            id: RoundId::from_label(&format!("invented {} {unit} {from}", options.seed)),
            unit,
            name: format!("{name}, {half} {}", from.year()),
            ages,
            from,
            until,
            told: ParentsTold { on: days_after(from, -14), how: "Brev til alle forældre".to_owned() },
            opened_by: by.id,
            opened_at: times::at(from, 8, 0).min(options.now),
            closed_at: is_over.then(|| times::at(until, 15, 0)),
        };
        (round, by.clone())
    };
    vec![round(days_after(months_after(today, -6), -BEGAN), true), round(days_after(today, -BEGAN), false)]
}
