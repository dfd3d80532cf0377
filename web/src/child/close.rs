//! Closing a case: nobody may be left waiting, and the reason says what carries the child from here.

use super::small::Small;
use crate::form::{Reader, parse_date};
use crate::my_day::entry_name;
use crate::parts::field::{Field, Typed};
use crate::paths;
use crate::seen::Seen;
use crate::words::{Lang, t, t_with};
use maud::{Markup, html};
use trin_domain::calendar::day_of;
use trin_domain::record::{Closed, EntryNo, Fact, unfinished};

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

    fn fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
        let on = parse_date(typed.value("on")).unwrap_or_else(|| day_of(seen.now));
        let waits = unfinished(&seen.state, on);
        html! {
            @if !waits.is_empty() {
                div.flash.notice role="note" {
                    p { (t(lang, "child-close-first")) }
                    ul { @for no in &waits { li { a href=(paths::entry(seen.child(), *no)) { (what(lang, seen, *no)) } } } }
                }
            }
            (Field::new(lang, "on", &t(lang, "child-note-on")).typed(typed).date())
            (Field::new(lang, "reason", &t(lang, "child-close-reason-label")).hint(&t(lang, "child-close-reason-hint")).typed(typed).text_area())
        }
    }
}

/// What an entry is, as people say it.
fn what(lang: Lang, seen: &Seen<'_>, no: EntryNo) -> String {
    let Some(entry) = seen.record.entry(no) else { return String::new() };
    match &entry.fact {
        Fact::InterventionDecided(_) => super::help_name(lang, seen, no),
        fact => format!(
            "{}, {}",
            entry_name(lang, fact.kind()),
            crate::words::format::date(lang, fact.day().unwrap_or_else(|| day_of(entry.recorded_at)))
        ),
    }
}
