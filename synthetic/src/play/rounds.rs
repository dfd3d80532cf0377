//! The child is looked at in its day-care's or school's wellbeing rounds.
//!
//! Drawn from the child's own identity, not from the chance of its life: a round changes nothing else that happens to it.

use super::{Event, Life};
use crate::{rounds::rounds_at, times};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use trin_domain::calendar::{day_of, days_after};
use trin_domain::id::UnitId;
use trin_domain::organisation::Staff;
use trin_domain::record::{Author, EntryNo, Fact, FocusPointAgreed, WellbeingAssessed};
use trin_domain::rounds::Round;

/// What was seen, from two up.
const SEEN: [&str; 6] = [
    "Står tit i kanten af legen og kommer først med, når en voksen går med hen.",
    "Falder let i søvn midt på formiddagen tre dage ud af fem.",
    "Græder længe ved afsked om mandagen, og finder så ro hos en fast voksen.",
    "Slår, når en anden tager legetøjet, to til tre gange om dagen.",
    "Siger næsten intet i samling, og fortæller gerne, når vi er to.",
    "Kommer uden madpakke flere dage om ugen og spørger efter mere mad.",
];
const PROTECTS: [&str; 3] =
    ["Er tryg ved en fast voksen og har en god ven.", "Leger længe alene og med glæde.", "Et tæt samarbejde med hjemmet."];
const GOALS: [(&str, &str); 2] = [
    ("Er med i en leg hver formiddag.", "En voksen begynder legen med barnet og to andre."),
    ("Finder ro ved afsked inden for ti minutter.", "Den samme voksen tager imod hver morgen."),
];
/// How many of a hundred children have each place on the ruler.
const PLACES: [u64; 5] = [70, 17, 8, 4, 1];

impl Life<'_> {
    /// The rounds of the place the child goes to when they begin.
    pub(super) fn arrange_rounds(&mut self, known_at: Timestamp) {
        let units: BTreeSet<UnitId> = self.child.stays.iter().map(|stay| stay.unit.id).collect();
        for unit in units {
            for (n, (round, _)) in rounds_at(self.options, self.municipality, unit).iter().enumerate() {
                let days = i32::try_from(self.draw(n) % 10).unwrap_or(0) + 1;
                let at = times::at(days_after(round.from, days), 12, 30);
                let goes = |on| self.child.stays.iter().any(|stay| stay.unit.id == unit && stay.from <= round.from && on <= stay.to);
                if round.takes(self.child.birth) && known_at < at && goes(day_of(at)) {
                    self.arrange(at, Event::Round(unit, n));
                }
            }
        }
    }

    /// A number of this child's own.
    pub(super) fn draw(&self, salt: usize) -> u64 {
        let (high, low) = self.child.id.uuid().as_u64_pair();
        // splitmix64's mixing, so that children side by side are unlike.
        let mut mixed = (high ^ low).wrapping_add((salt as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed ^ (mixed >> 27)
    }

    pub(super) fn in_round(&mut self, at: Timestamp, unit: UnitId, n: usize) {
        let all = rounds_at(self.options, self.municipality, unit);
        let Some((round, by)) = all.get(n) else { return };
        let is_over = round.closed_at.is_some();
        let colleague =
            self.municipality.staff.iter().find(|one| one.is_active && one.unit == by.unit && one.role == by.role && one.id != by.id);
        let place = self.place(n);
        let drawn = self.draw(n + 20) % 100;
        // Half done: the colleague has seen most of them, the one who opened it fewer, and some are settled.
        if let Some(colleague) = colleague.filter(|_| is_over || drawn < 60) {
            self.says(at, round, colleague, false, (place + u8::from(drawn.is_multiple_of(5))).min(5));
        }
        if is_over || drawn < 40 || (drawn < 60 && colleague.is_none()) {
            self.says(at + SignedDuration::from_mins(20), round, by, false, place);
        }
        if is_over || drawn < 15 {
            let at = at + SignedDuration::from_mins(50);
            if let Some(assessment) = self.says(at, round, by, true, place).filter(|_| place > 1) {
                self.agrees(at, by, assessment, n);
                let found =
                    self.record.state().assessed.iter().find(|assessed| assessed.no == assessment).map(|found| found.what.signs.clone());
                self.worries(at + SignedDuration::from_mins(5), by, assessment, place, &found.unwrap_or_default(), n);
            }
        }
    }

    fn place(&self, n: usize) -> u8 {
        // Where a child stood half a year ago is most often where it stands.
        let salt = if self.draw(50).is_multiple_of(4) { n } else { 0 };
        let mut drawn = self.draw(salt + 10) % PLACES.iter().sum::<u64>();
        for (place, share) in (1..).zip(PLACES) {
            if drawn < share {
                return place;
            }
            drawn -= share;
        }
        1
    }

    fn says(&mut self, at: Timestamp, round: &Round, by: &Staff, together: bool, wellbeing: u8) -> Option<EntryNo> {
        let pick = |texts: &[&str], salt: usize| texts[usize::try_from(self.draw(salt)).unwrap_or(0) % texts.len()].to_owned();
        let said = |wanted: bool, texts: &[&str]| if wanted { pick(texts, 30) } else { String::new() };
        let fact = WellbeingAssessed {
            round: round.id,
            unit: round.unit,
            on: day_of(at),
            together,
            wellbeing,
            care: (!self.draw(40).is_multiple_of(3)).then(|| wellbeing.saturating_sub(1).max(1)),
            signs: said(wellbeing > 1, &SEEN),
            protects: said(wellbeing > 1 && together, &PROTECTS),
            burdens: String::new(),
            child_words: String::new(),
        };
        self.write(at, Author { staff: by.id, role: by.role }, vec![Fact::WellbeingAssessed(fact)])
    }

    fn agrees(&mut self, at: Timestamp, by: &Staff, assessment: EntryNo, n: usize) {
        let (goal, action) = GOALS[usize::try_from(self.draw(n + 60)).unwrap_or(0) % GOALS.len()];
        let agreed = FocusPointAgreed {
            about: assessment,
            on: day_of(at),
            goal: goal.to_owned(),
            action: action.to_owned(),
            who: by.name.clone(),
            by_day: days_after(day_of(at), 42),
        };
        self.write(at, Author { staff: by.id, role: by.role }, vec![Fact::FocusPointAgreed(agreed)]);
    }
}
