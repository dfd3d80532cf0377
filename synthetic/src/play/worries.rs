//! What follows where a wellbeing round found something: a worry, the action guide's steps, what is agreed, and how it ended.
//!
//! As with the rounds, drawn from the child's own identity: it changes nothing else that happens to it.

use super::{Event, Life};
use crate::times;
use jiff::Timestamp;
use trin_domain::calendar::{day_of, days_after};
use trin_domain::id::UnitId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::{Author, EntryNo, Fact, FocusPointAgreed, FocusPointLookedAt, WorryRaised, WorrySettled, WorryStepTaken};
use trin_domain::worries::{Reached, WorryOutcome, WorrySign};

/// What is done, and so many days after the worry was raised.
const COURSE: [(i32, Stage); 7] = [
    (1, Stage::Step("colleague", "Tal med en kollega og med din leder", "Kollegaen på stuen ser det samme, mest om formiddagen.")),
    (4, Stage::Step("child", "Tal med barnet, eller se efter, hvad det viser", "Ville vise mig sin plads i garderoben og ikke gå derfra.")),
    (8, Stage::Step("parents", "Tal med forældrene", "Begge forældre var her. De ser det også derhjemme og vil gerne være med.")),
    (9, Stage::Agrees),
    (24, Stage::Step("resource-team", "Hent råd: ressourceteam, PPR eller TVÆRS", "Rådet var små grupper og den samme voksen ved skift.")),
    (37, Stage::Looks),
    (44, Stage::Ends),
];

#[derive(Clone, Copy)]
enum Stage {
    Step(&'static str, &'static str, &'static str),
    Agrees,
    Looks,
    Ends,
}

impl Life<'_> {
    /// A worry that follows from what was settled in a round, most often from the middle of the ruler up.
    pub(super) fn worries(&mut self, at: Timestamp, by: &Staff, assessment: EntryNo, place: u8, signs: &str, n: usize) {
        if place < 3 && !self.draw(n + 70).is_multiple_of(3) {
            return;
        }
        let seen = match self.draw(n + 71) % 4 {
            0 => vec![WorrySign::Friends],
            1 => vec![WorrySign::Care, WorrySign::Home],
            2 => vec![WorrySign::Development],
            _ => vec![WorrySign::Wellbeing],
        };
        let (unit, on, signs) = (by.unit, day_of(at), signs.to_owned());
        let raised = WorryRaised { unit, on, seen, signs, child_words: String::new(), assessment: Some(assessment) };
        if let Some(worry) = self.write(at, author(by), vec![Fact::WorryRaised(raised)]) {
            for (nth, (days, _)) in COURSE.iter().enumerate() {
                self.arrange(times::at(days_after(on, *days), 13, 10), Event::Worry(worry, unit, nth));
            }
        }
    }

    /// The next that is done about a worry. Some are not followed to the end, and none is once the child has left.
    pub(super) fn on_worry(&mut self, at: Timestamp, worry: EntryNo, unit: UnitId, nth: usize) {
        let is_there = |staff: &&Staff| staff.unit == unit && staff.is_active && matches!(staff.role, Role::Pedagogue | Role::Teacher);
        let Some(by) = self.municipality.staff.iter().find(is_there) else { return };
        let (by, name, on) = (author(by), by.name.clone(), day_of(at));
        let goes = self.child.stays.iter().any(|stay| stay.unit.id == unit && stay.from <= on && on <= stay.to);
        let gives_up = self.draw(80).is_multiple_of(6) && nth >= 3;
        let Some((_, stage)) = COURSE.get(nth).filter(|_| goes && !gives_up) else { return };
        let state = self.record.state();
        let agreed = state.focus_points.iter().find(|point| point.agreed.what.about == worry).map(|point| point.agreed.no);
        let fact = match stage {
            Stage::Step(step, what, words) => Fact::WorryStepTaken(WorryStepTaken {
                worry,
                step: (*step).to_owned(),
                what: (*what).to_owned(),
                on,
                left_out: false,
                words: (*words).to_owned(),
            }),
            Stage::Agrees => Fact::FocusPointAgreed(FocusPointAgreed {
                about: worry,
                on,
                goal: "Er med i en leg hver dag uden en voksen ved siden af.".to_owned(),
                action: "Leg i en lille gruppe efter morgensamling, med den samme voksen.".to_owned(),
                who: name,
                by_day: days_after(on, 28),
            }),
            Stage::Looks => {
                let Some(point) = agreed else { return };
                let words = "Begynder selv legen tre dage om ugen.".to_owned();
                Fact::FocusPointLookedAt(FocusPointLookedAt { point, on, reached: Reached::Partly, words, next_on: None })
            }
            Stage::Ends => {
                let words = "Forældrene og vi ser det samme: det går godt nu.".to_owned();
                Fact::WorrySettled(WorrySettled { worry, on, outcome: WorryOutcome::Thriving, words })
            }
        };
        self.write(at, by, vec![fact]);
    }
}

const fn author(staff: &Staff) -> Author {
    Author { staff: staff.id, role: staff.role }
}
