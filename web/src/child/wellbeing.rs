//! A position on the wellbeing ruler: the child's wellbeing, and the care around it (D2).

use super::small::Small;
use crate::form::Reader;
use crate::parts::field::{Field, Typed};
use crate::seen::Seen;
use crate::words::{Lang, t, t_with};
use maud::{Markup, html};
use trin_domain::record::{Fact, WellbeingScored};

pub(super) struct Wellbeing;

impl Small for Wellbeing {
    const PAGE: &'static str = "trivsel";
    const PURPOSE: &'static str = "wellbeing";
    const DONE: &'static str = "child-done-wellbeing";
    const LABELS: &'static [(&'static str, &'static str)] =
        &[("on", "child-note-on"), ("wellbeing", "child-wellbeing-child"), ("care", "child-wellbeing-care")];

    fn read(reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let on = reader.date("on", &t(lang, "child-note-on"));
        let wellbeing = reader.number("wellbeing", &t(lang, "child-wellbeing-child"), 1, 5).and_then(|score| u8::try_from(score).ok());
        let care = match reader.optional("care") {
            Some(_) => reader.number("care", &t(lang, "child-wellbeing-care"), 1, 5).and_then(|score| u8::try_from(score).ok()),
            None => None,
        };
        let note = reader.optional("note").unwrap_or_default();
        Some(Fact::WellbeingScored(WellbeingScored { on: on?, wellbeing: wellbeing?, care, note }))
    }

    fn texts(lang: Lang, name: &str) -> [String; 3] {
        let title = t_with(lang, "child-wellbeing-title", &[("name", name.to_owned().into())]);
        [title, t(lang, "child-wellbeing-lead"), t(lang, "child-wellbeing-save")]
    }

    fn fields(lang: Lang, _: &Seen<'_>, typed: &Typed) -> Markup {
        let (low, high) = (t(lang, "child-wellbeing-low"), t(lang, "child-wellbeing-high"));
        html! {
            (Field::new(lang, "on", &t(lang, "child-note-on")).typed(typed).date())
            (Field::new(lang, "wellbeing", &t(lang, "child-wellbeing-child-label")).typed(typed).scale(1, 5, &low, &high))
            (Field::new(lang, "care", &t(lang, "child-wellbeing-care-label")).optional().typed(typed).scale(1, 5, &low, &high))
            (Field::new(lang, "note", &t(lang, "child-wellbeing-note")).hint(&t(lang, "child-wellbeing-note-hint")).optional().typed(typed).text_area())
        }
    }
}
