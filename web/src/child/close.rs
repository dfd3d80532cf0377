//! Closing a case: nobody may be left waiting, and the reason says what carries the child from here.

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Field, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use trin_domain::record::{Closed, Fact};

const PAGE: &str = "luk";
const LABELS: &[(&str, &str)] = &[("on", "child-note-on"), ("reason", "child-close-reason")];

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    form_page::show(&app, &visitor, &id, &format!("/boern/{id}/{PAGE}"), draw).await
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let on = reader.date("on", &t(lang, "child-note-on"));
    let reason = reader.text("reason", &t(lang, "child-close-reason"));
    let facts = on.map(|on| vec![Fact::Closed(Closed { on, reason })]);
    let address = paths::below(seen.child(), PAGE);
    let saving = Saving { address: &address, purpose: "close", then: paths::child(seen.child()), done: "child-done-closed", draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let typed = typed.clone().or_else("on", date_value(app.today()));
    let fields = html! {
        (Field::new(lang, "on", &t(lang, "child-note-on")).typed(&typed).date())
        (Field::new(lang, "reason", &t(lang, "child-close-reason-label")).hint(&t(lang, "child-close-reason-hint")).typed(&typed).text_area())
    };
    let (title, lead) = (t_with(lang, "child-close-title", &name), t(lang, "child-close-lead"));
    let address = paths::below(seen.child(), PAGE);
    Form { title: &title, lead: &lead, address: &address, button: &t(lang, "child-close-save"), side: None }
        .page(app, visitor, seen, &typed, notice, fields)
}
