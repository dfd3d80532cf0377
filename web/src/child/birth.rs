//! An expected child is born.

use super::small::Small;
use crate::form::Reader;
use crate::parts::field::{Field, Typed};
use crate::seen::Seen;
use crate::words::{Lang, t, t_with};
use maud::{Markup, html};
use trin_domain::cpr::Cpr;
use trin_domain::record::{Birth, Born, Fact};

pub(super) struct BirthOfChild;

impl Small for BirthOfChild {
    const PAGE: &'static str = "foedt";
    const PURPOSE: &'static str = "birth";
    const DONE: &'static str = "child-done-born";
    const LABELS: &'static [(&'static str, &'static str)] = &[("on", "child-birth-on"), ("name", "child-birth-name")];

    fn read(reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let on = reader.date("on", &t(lang, "child-birth-on"));
        let name = reader.text("name", &t(lang, "child-birth-name"));
        let cpr = match reader.optional("cpr").map(|typed| Cpr::parse(&typed)) {
            Some(Ok(cpr)) => Some(cpr),
            Some(Err(error)) => {
                reader.fault("cpr", "child-birth-cpr-wrong", lang.pick(error.da(), error.en()), &[]);
                None
            }
            None => None,
        };
        Some(Fact::Born(Born { on: on?, name, cpr }))
    }

    fn texts(lang: Lang, name: &str) -> [String; 3] {
        let title = t_with(lang, "child-birth-title", &[("name", name.to_owned().into())]);
        [title, t(lang, "child-birth-lead"), t(lang, "child-birth-save")]
    }

    fn fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
        let is_born = matches!(seen.state.birth(), Some(Birth::Born(_)));
        html! {
            @if is_born { p { (t(lang, "refusals-already-born")) } }
            (Field::new(lang, "on", &t(lang, "child-birth-on-label")).typed(typed).date())
            (Field::new(lang, "name", &t(lang, "child-birth-name-label")).typed(typed).text())
            (Field::new(lang, "cpr", &t(lang, "child-text-cpr")).optional().typed(typed).text())
        }
    }
}
