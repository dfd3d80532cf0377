//! Wellbeing rounds at the two places one can be in the demo: one last half-year, closed, and one that is half done now.

use crate::municipality::Municipality;
use crate::{Options, times};
use jiff::civil::Date;
use trin_domain::calendar::{day_of, days_after, months_after};
use trin_domain::id::RoundId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::rounds::{ParentsTold, Round};

/// How many days ago the open one began.
const BEGAN: i32 = 12;
/// How long a round lasts, in days.
const LASTS: i32 = 42;

/// Where, what the group is called, and its ages.
const PLACES: [(Role, &str, (u8, u8)); 2] = [(Role::Pedagogue, "Blå stue", (3, 5)), (Role::Teacher, "3. klasse", (9, 9))];

/// The rounds, each with who opened it.
pub fn rounds(options: &Options, municipality: &Municipality) -> Vec<(Round, Staff)> {
    let today = day_of(options.now);
    let of = |(role, name, ages): (Role, &str, (u8, u8))| {
        let by = municipality.person(role)?;
        let round = |from: Date, is_over: bool| {
            let until = days_after(from, LASTS);
            let half = if from.month() < 7 { "forår" } else { "efterår" };
            let round = Round {
                id: RoundId::from_label(&format!("invented {} {} {from}", options.seed, by.unit)),
                unit: by.unit,
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
        Some([round(days_after(months_after(today, -6), -BEGAN), true), round(days_after(today, -BEGAN), false)])
    };
    PLACES.into_iter().filter_map(of).flatten().collect()
}
