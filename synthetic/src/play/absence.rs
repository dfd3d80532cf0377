//! Absence from school, as the school's register has it: most pupils a few days of illness, some more than that, a few who begin to stay away.
//!
//! As with the rounds, drawn from the child's own identity: it changes nothing else that happens to it.

use super::{Event, Life};
use crate::absence::{period, reader};
use jiff::Timestamp;
use trin_domain::absence::{AbsenceKind, AbsentDay, Answered, Attendance, Reached, Roadmap, SchoolYear, WHOLE};
use trin_domain::calendar::{day_of, days_after};
use trin_domain::kinds::UnitKind;
use trin_domain::record::{AbsenceStated, AbsenceStepTaken, Author, Fact};

/// So many of a hundred pupils are never absent in the period, or ill now and then.
const NEVER: u64 = 45;
const NOW_AND_THEN: u64 = 88;
/// So many are away one day in six, for several reasons; the rest stay away a day or two a week, most of it unlawfully.
const OFTEN: u64 = 97;

/// Most steps of one pupil.
const MOST_STEPS: usize = 6;
/// What came of one.
const SAID: [&str; 4] = [
    "",
    "Det er værst om mandagen. Vi mødes ved porten.",
    "Mor har skiftet vagter; bedstefar følger i skole.",
    "Vil gerne sidde ved siden af sin ven og begynde med billedkunst.",
];

impl Life<'_> {
    /// The school's register was read in where the child goes to school now.
    pub(super) fn arrange_absence(&mut self, known_at: Timestamp) {
        let (from, until, at) = period(self.options);
        let goes = |stay: &&crate::household::Stay| stay.unit.kind == UnitKind::School && stay.from <= from && until <= stay.to;
        let unit = self.child.stays.iter().find(goes).map(|stay| stay.unit.id);
        if let Some(unit) = unit.filter(|_| known_at < at && day_of(known_at) <= from) {
            self.arrange(at, Event::Absence(unit));
        }
    }

    pub(super) fn absence(&mut self, at: Timestamp, unit: trin_domain::id::UnitId) {
        let (from, until, _) = period(self.options);
        let Some(by) = reader(self.municipality, unit) else { return };
        let by = Author { staff: by.id, role: by.role };
        let year = SchoolYear::of(until, self.strategy);
        let which = self.draw(110) % 100;
        let days = year.days().iter().enumerate().filter(|(_, day)| (from..=until).contains(*day));
        let absent: Vec<AbsentDay> = days
            .filter_map(|(place, on)| {
                let drawn = self.draw(200 + place) % 1_000;
                let (is_away, kind) = match which {
                    ..NEVER => (false, AbsenceKind::Illness),
                    NEVER..NOW_AND_THEN => (drawn < 45, AbsenceKind::Illness),
                    NOW_AND_THEN..OFTEN => {
                        (drawn < 160, [AbsenceKind::Illness, AbsenceKind::Illness, AbsenceKind::Leave, AbsenceKind::Lawful][place % 4])
                    }
                    OFTEN.. => (drawn < 380, if place % 3 == 0 { AbsenceKind::Illness } else { AbsenceKind::Unlawful }),
                };
                let percent = if drawn.is_multiple_of(9) { 50 } else { WHOLE };
                is_away.then_some(AbsentDay { on: *on, kind, percent })
            })
            .collect();
        if absent.is_empty() {
            return;
        }
        let mut attendance = Attendance { days: absent.clone(), ..Attendance::default() };
        let mut facts = vec![Fact::AbsenceStated(AbsenceStated { unit, from, until, absent })];
        // Most schools act on most of what has lain for some weeks.
        let roadmap = Roadmap::new(self.strategy, until);
        let lay = |reached: &Reached<'_>| reached.is_open() && !reached.step.notifies && reached.due < days_after(until, -10);
        for nth in 0..if self.draw(111).is_multiple_of(4) { 0 } else { MOST_STEPS } {
            let Some(reached) = roadmap.of(&attendance).into_iter().find(|reached| lay(reached)) else { break };
            let words = SAID.get(usize::try_from(self.draw(112 + nth) % 4).unwrap_or(0)).copied().unwrap_or_default();
            let step = AbsenceStepTaken {
                unit,
                step: reached.step.key.clone(),
                what: reached.step.name.clone(),
                reached_on: reached.on,
                on: reached.due,
                left_out: false,
                words: words.to_owned(),
            };
            attendance.answers.push(Answered { step: step.step.clone(), reached_on: step.reached_on, on: step.on, left_out: false });
            facts.push(Fact::AbsenceStepTaken(step));
        }
        self.write(at, by, facts);
    }
}
