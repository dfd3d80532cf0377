//! Closing a case: nobody may be left waiting, and the reason says what carries the child from here.

use super::small::Small;
use crate::form::Reader;
use crate::parts::field::{Field, Typed};
use crate::seen::Seen;
use crate::words::{Lang, t, t_with};
use maud::{Markup, html};
use trin_domain::record::{Closed, Fact};

pub(super) struct Close;

impl Small for Close {
    const PAGE: &'static str = "luk";
    const PURPOSE: &'static str = "close";
    const DONE: &'static str = "child-done-closed";
    const LABELS: &'static [(&'static str, &'static str)] = &[("on", "child-note-on"), ("reason", "child-close-reason")];

    fn read(reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let on = reader.date("on", &t(lang, "child-note-on"));
        let reason = reader.text("reason", &t(lang, "child-close-reason"));
        Some(Fact::Closed(Closed { on: on?, reason }))
    }

    fn texts(lang: Lang, name: &str) -> [String; 3] {
        let title = t_with(lang, "child-close-title", &[("name", name.to_owned().into())]);
        [title, t(lang, "child-close-lead"), t(lang, "child-close-save")]
    }

    fn fields(lang: Lang, _: &Seen<'_>, typed: &Typed) -> Markup {
        html! {
            (Field::new(lang, "on", &t(lang, "child-note-on")).typed(typed).date())
            (Field::new(lang, "reason", &t(lang, "child-close-reason-label")).hint(&t(lang, "child-close-reason-hint")).typed(typed).text_area())
        }
    }
}
