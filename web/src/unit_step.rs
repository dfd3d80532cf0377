//! What is said of a step that the guide or the roadmap asks a unit for: that it was done, or that it was not and why; in words, or in one press.

use crate::app::App;
use crate::form::{Reader, date_value};
use crate::parts::button::{self, Weight};
use crate::parts::field::{Choice, Field, Typed};
use crate::seen::Seen;
use crate::unit_form::{ONE_PRESS, day};
use crate::words::{Lang, t};
use jiff::civil::Date;
use maud::{Markup, html};

/// It was done.
const DONE: &str = "gjort";
/// It was not.
const LEFT_OUT: &str = "udgaar";

/// What may be said of a step.
#[derive(Clone, Copy)]
pub(crate) struct Answers {
    /// It was said to be done: then it may not have happened after all.
    pub was_taken: bool,
    /// It may be left out.
    pub may_be_left_out: bool,
}

/// What was said.
pub(crate) struct Said {
    pub on: Date,
    pub left_out: bool,
    pub words: String,
}

impl Answers {
    const fn has_both(self) -> bool {
        self.was_taken || self.may_be_left_out
    }

    /// The fields; `hint` stands at the words.
    pub(crate) fn fields(self, lang: Lang, typed: &Typed, hint: &str) -> Markup {
        let typed = &typed.clone().or_else("hvordan", DONE);
        let not_done = if self.was_taken { "worries-step-mistake" } else { "worries-step-left-out-choice" };
        let (done, not_done) = (t(lang, "worries-step-done"), t(lang, not_done));
        let mut choices = vec![Choice::new(DONE, &done)];
        if self.has_both() {
            choices.push(Choice::new(LEFT_OUT, &not_done));
        }
        html! {
            (Field::new(lang, "hvordan", &t(lang, "worries-step-how")).typed(typed).radios(&choices))
            (Field::new(lang, "words", &t(lang, "worries-step-words-label")).hint(&t(lang, hint)).when_needed().lines(4).typed(typed).text_area())
            (day(lang, "on", "worries-on", typed))
        }
    }

    /// What was said, when nothing is missing: why, where it was not done.
    pub(crate) fn read(self, reader: &mut Reader<'_>, lang: Lang) -> Option<Said> {
        let is_choice = |how: &str| how == DONE || (how == LEFT_OUT && self.has_both());
        let how = reader.choice("hvordan", &t(lang, "worries-step-how"), |how| is_choice(how).then(|| how.to_owned()));
        let on = reader.date("on", &t(lang, "worries-on"));
        let left_out = how? == LEFT_OUT;
        let words =
            if left_out { reader.text("words", &t(lang, "worries-step-words")) } else { reader.optional("words").unwrap_or_default() };
        Some(Said { on: on?, left_out, words }).filter(|_| reader.is_fine())
    }
}

/// One press: done today, and nothing more to say about it.
pub(crate) fn done_today(app: &App, lang: Lang, seen: &Seen<'_>, write: &str) -> Markup {
    let (key, version, today) = (app.command_key().to_string(), seen.record.version().0.to_string(), date_value(app.today()));
    let hidden = [("key", key.as_str()), ("set", version.as_str()), ("on", today.as_str()), ("hvordan", DONE), (ONE_PRESS, "ja")];
    button::post(write, &hidden, &t(lang, "worries-step-today"), Weight::Other)
}
