//! The child is talked with by an adult it trusts at its day-care or school, as most are within half a year.
//!
//! As with the rounds, drawn from the child's own identity: it changes nothing else that happens to it.

use super::{Event, Life};
use crate::times;
use jiff::Timestamp;
use trin_domain::calendar::{day_of, days_after};
use trin_domain::id::UnitId;
use trin_domain::kinds::Role;
use trin_domain::record::{Author, Fact, IndividualTalkHeld};

/// What a child said, where somebody wrote it.
const SAID: [&str; 4] = [
    "Vil gerne have sin egen knage ved siden af sin ven.",
    "Det bedste er at bage. Det værste er, når de andre løber.",
    "Glæder sig til at få en lillesøster og er lidt bange for det.",
    "Vil hellere sidde tættere på vinduet.",
];
/// So many of a hundred children were talked with in the last days of as many.
const TALKED_WITH: u64 = 62;
const DAYS: u64 = 150;

impl Life<'_> {
    /// A talk in the last months, where the child goes then.
    pub(super) fn arrange_talk(&mut self, known_at: Timestamp) {
        if self.draw(90) % 100 >= TALKED_WITH {
            return;
        }
        let days = i32::try_from(self.draw(91) % DAYS).unwrap_or(0) + 1;
        let at = times::at(days_after(day_of(self.options.now), -days), 10, 10);
        let unit = self.child.stays.iter().find(|stay| stay.from <= day_of(at) && day_of(at) <= stay.to).map(|stay| stay.unit.id);
        if let Some(unit) = unit.filter(|_| known_at < at) {
            self.arrange(at, Event::Talk(unit));
        }
    }

    pub(super) fn talk(&mut self, at: Timestamp, unit: UnitId) {
        let is_there = |staff: &&trin_domain::organisation::Staff| {
            staff.unit == unit && staff.is_active && matches!(staff.role, Role::Pedagogue | Role::Teacher)
        };
        let Some(by) = self.municipality.staff.iter().find(is_there) else { return };
        let by = Author { staff: by.id, role: by.role };
        let said = usize::try_from(self.draw(92) % 8).ok().and_then(|which| SAID.get(which));
        let child_words = said.map(|said| (*said).to_owned()).unwrap_or_default();
        self.write(at, by, vec![Fact::IndividualTalkHeld(IndividualTalkHeld { unit, on: day_of(at), child_words })]);
    }
}
