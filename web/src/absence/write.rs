//! What the school did at a threshold, or why it leaves the step out.

use super::{address, attendance, reached_words, show, step_address};
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::Reader;
use crate::parts::field::{Choice, Field, Typed};
use crate::seen::Seen;
use crate::session::Visitor;
use crate::unit_form::{At, Writes, day};
use crate::words::{Lang, t};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::absence::Roadmap;
use trin_domain::id::{ChildId, UnitId};
use trin_domain::record::{AbsenceStepTaken, Fact};

/// A step was taken.
pub(super) const DONE: &str = "gjort";
/// A step was left out.
const LEFT_OUT: &str = "udgaar";

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
    /// Whether it was said to be done: then it may not have happened after all.
    was_taken: bool,
    /// The law leaves nobody to leave it out.
    is_law: bool,
}

impl Step {
    fn may_be_left_out(&self) -> bool {
        self.was_taken || !self.is_law
    }
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
            was_taken: reached.answer.as_ref().is_some_and(|answer| !answer.left_out),
            is_law: reached.step.is_law(),
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
        let typed = &typed.clone().or_else("hvordan", DONE);
        let (done, left_out) =
            (t(lang, "worries-step-done"), t(lang, if self.was_taken { "worries-step-mistake" } else { "worries-step-left-out-choice" }));
        let mut choices = vec![Choice::new(DONE, &done)];
        if self.may_be_left_out() {
            choices.push(Choice::new(LEFT_OUT, &left_out));
        }
        html! {
            (Field::new(lang, "hvordan", &t(lang, "worries-step-how")).typed(typed).radios(&choices))
            (Field::new(lang, "words", &t(lang, "worries-step-words-label")).hint(&t(lang, "absence-step-words-hint")).when_needed().lines(4).typed(typed).text_area())
            (day(lang, "on", "worries-on", typed))
        }
    }

    fn read(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let is_choice = |how: &str| how == DONE || (how == LEFT_OUT && self.may_be_left_out());
        let how = reader.choice("hvordan", &t(lang, "worries-step-how"), |how| is_choice(how).then(|| how.to_owned()));
        let on = reader.date("on", &t(lang, "worries-on"));
        let left_out = how? == LEFT_OUT;
        let words =
            if left_out { reader.text("words", &t(lang, "worries-step-words")) } else { reader.optional("words").unwrap_or_default() };
        let (unit, step, what, reached_on) = (self.unit, self.key.clone(), self.name.clone(), self.reached_on);
        let taken = AbsenceStepTaken { unit, step, what, reached_on, on: on?, left_out, words };
        Some(Fact::AbsenceStepTaken(taken)).filter(|_| reader.is_fine())
    }
}
