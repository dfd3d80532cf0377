//! What the school did at a threshold, or why it leaves the step out.

use super::{address, attendance, reached_words, show, step_address};
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::Reader;
use crate::parts::field::Typed;
use crate::seen::Seen;
use crate::session::Visitor;
use crate::unit_form::{At, Writes};
use crate::unit_step::{Answers, Said};
use crate::words::{Lang, t};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::absence::Roadmap;
use trin_domain::id::{ChildId, UnitId};
use trin_domain::record::{AbsenceStepTaken, Fact};

/// A step of the roadmap.
pub(super) struct Step {
    unit: UnitId,
    key: String,
    /// As the roadmap names it, in Danish: what the record keeps.
    name: String,
    name_en: String,
    /// The day by which its answer is known: the day the threshold was reached, or as it was when it was first answered.
    reached_on: Date,
    above: Markup,
    address: String,
    answers: Answers,
}

impl Writes for Step {
    const FOLLOWS: bool = false;
    const SAID: &'static str = "absence-done-step";
    const LABELS: &'static [(&'static str, &'static str)] = &[("on", "worries-on"), ("words", "worries-step-words")];

    fn of(app: &App, visitor: &Visitor, seen: &Seen<'_>, at: &At) -> PageResult<Self> {
        let not_found = || PageError::NotFound(visitor.lang);
        let attendance = attendance(app, visitor, seen)?;
        // Whatever was reached was reached on a day of absence.
        let last = attendance.days.last().map(|day| day.on).ok_or_else(not_found)?;
        let roadmap = Roadmap::new(app.strategy(), last);
        let on: Date = at.part("dag").parse().map_err(|_| not_found())?;
        let all = roadmap.of(&attendance);
        let reached = all.iter().find(|reached| reached.step.key == at.part("trin") && reached.on == on).ok_or_else(not_found)?;
        let lang = visitor.lang;
        let above = html! { p.quiet { (reached_words(lang, reached, app.today())) } (show::how(lang, reached)) };
        Ok(Self {
            unit: visitor.staff.unit,
            key: reached.step.key.clone(),
            name: reached.step.name.clone(),
            name_en: reached.step.name_en.clone(),
            reached_on: reached.answer.as_ref().map_or(reached.on, |answer| answer.reached_on),
            answers: Answers {
                was_taken: reached.answer.as_ref().is_some_and(|answer| !answer.left_out),
                // The law leaves nobody to leave it out.
                may_be_left_out: !reached.step.is_law(),
            },
            above,
            address: step_address(seen.child(), reached),
        })
    }

    fn address(&self, _: ChildId) -> String {
        self.address.clone()
    }

    fn then(&self, seen: &Seen<'_>) -> String {
        address(seen.child())
    }

    fn texts(&self, lang: Lang, _: &Seen<'_>) -> [String; 3] {
        [lang.pick(&self.name, &self.name_en).to_owned(), String::new(), t(lang, "worries-step-save")]
    }

    fn above(&self, _: Lang) -> Markup {
        self.above.clone()
    }

    fn fields(&self, lang: Lang, typed: &Typed) -> Markup {
        self.answers.fields(lang, typed, "absence-step-words-hint")
    }

    fn read(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let Said { on, left_out, words } = self.answers.read(reader, lang)?;
        let (unit, step, what, reached_on) = (self.unit, self.key.clone(), self.name.clone(), self.reached_on);
        Some(Fact::AbsenceStepTaken(AbsenceStepTaken { unit, step, what, reached_on, on, left_out, words }))
    }
}
