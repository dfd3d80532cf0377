//! All concerns reread together by a person: every notification on one page, and what the reader concludes.

use super::small::Small;
use crate::form::Reader;
use crate::parts::field::{Field, Typed};
use crate::seen::Seen;
use crate::words::{Lang, format, t, t_with};
use maud::{Markup, html};
use trin_domain::calendar::day_of;
use trin_domain::record::{ConcernsReread, Fact};

pub(super) struct Reread;

impl Small for Reread {
    const PAGE: &'static str = "genlaesning";
    const PURPOSE: &'static str = "reread";
    const DONE: &'static str = "child-done-reread";
    const LABELS: &'static [(&'static str, &'static str)] = &[("on", "child-note-on"), ("conclusion", "child-reread-conclusion")];

    fn read(reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let on = reader.date("on", &t(lang, "child-note-on"));
        let conclusion = reader.text("conclusion", &t(lang, "child-reread-conclusion"));
        Some(Fact::ConcernsReread(ConcernsReread { on: on?, conclusion }))
    }

    fn texts(lang: Lang, name: &str) -> [String; 3] {
        let title = t_with(lang, "child-reread-title", &[("name", name.to_owned().into())]);
        [title, t(lang, "child-reread-lead"), t(lang, "child-reread-save")]
    }

    fn fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
        html! {
            @for notification in &seen.state.notifications {
                @let what = notification.received.what;
                section {
                    h2 { (format::date(lang, day_of(what.received_at))) span.quiet { " · " (lang.pick(what.notifier.kind.da(), what.notifier.kind.en())) } }
                    blockquote { p.words { (what.concern) } }
                    (super::views::of(lang, seen, notification.received.no))
                    @if let Some(screened) = notification.screened { p.quiet { (lang.pick(screened.what.outcome.da(), screened.what.outcome.en())) ". " (screened.what.reason) } }
                }
            }
            (Field::new(lang, "on", &t(lang, "child-note-on")).typed(typed).date())
            (Field::new(lang, "conclusion", &t(lang, "child-reread-conclusion-label")).hint(&t(lang, "child-reread-hint")).lines(5).typed(typed).text_area())
        }
    }
}
