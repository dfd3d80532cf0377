//! All concerns reread together by a person: every notification on one page, and what the reader concludes.

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Field, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{format, t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use trin_domain::calendar::day_of;
use trin_domain::record::{ConcernsReread, Fact};

const PAGE: &str = "genlaesning";
const LABELS: &[(&str, &str)] = &[("on", "child-note-on"), ("conclusion", "child-reread-conclusion")];

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    form_page::show(&app, &visitor, &id, &format!("/boern/{id}/{PAGE}"), draw).await
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let on = reader.date("on", &t(lang, "child-note-on"));
    let conclusion = reader.text("conclusion", &t(lang, "child-reread-conclusion"));
    let facts = on.map(|on| vec![Fact::ConcernsReread(ConcernsReread { on, conclusion })]);
    let address = paths::below(seen.child(), PAGE);
    let saving = Saving { address: &address, purpose: "reread", then: paths::child(seen.child()), done: "child-done-reread", draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let typed = typed.clone().or_else("on", date_value(app.today()));
    let fields = html! {
        @for notification in &seen.state.notifications {
            @let what = notification.received.what;
            section {
                h2 { (format::date(lang, day_of(what.received_at))) span.quiet { " · " (lang.pick(what.notifier.kind.da(), what.notifier.kind.en())) } }
                blockquote { p.words { (what.concern) } }
                @if let Some(screened) = notification.screened { p.quiet { (lang.pick(screened.what.outcome.da(), screened.what.outcome.en())) ". " (screened.what.reason) } }
            }
        }
        (Field::new(lang, "on", &t(lang, "child-note-on")).typed(&typed).date())
        (Field::new(lang, "conclusion", &t(lang, "child-reread-conclusion-label")).hint(&t(lang, "child-reread-hint")).lines(5).typed(&typed).text_area())
    };
    let (title, lead) = (t_with(lang, "child-reread-title", &name), t(lang, "child-reread-lead"));
    let address = paths::below(seen.child(), PAGE);
    Form { title: &title, lead: &lead, address: &address, button: &t(lang, "child-reread-save"), side: None }
        .page(app, visitor, seen, &typed, notice, fields)
}
