//! A position on the wellbeing ruler: the child's wellbeing, and the care around it (D2).

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
use trin_domain::record::{Fact, WellbeingScored};

const PAGE: &str = "trivsel";
const LABELS: &[(&str, &str)] = &[("on", "child-note-on"), ("wellbeing", "child-wellbeing-child"), ("care", "child-wellbeing-care")];

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    form_page::show(&app, &visitor, &id, &format!("/boern/{id}/{PAGE}"), draw).await
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let on = reader.date("on", &t(lang, "child-note-on"));
    let wellbeing = reader.number("wellbeing", &t(lang, "child-wellbeing-child"), 1, 5).and_then(|score| u8::try_from(score).ok());
    let care = match reader.optional("care") {
        Some(_) => reader.number("care", &t(lang, "child-wellbeing-care"), 1, 5).and_then(|score| u8::try_from(score).ok()),
        None => None,
    };
    let note = reader.optional("note").unwrap_or_default();
    let facts = on.zip(wellbeing).map(|(on, wellbeing)| vec![Fact::WellbeingScored(WellbeingScored { on, wellbeing, care, note })]);
    let address = paths::below(seen.child(), PAGE);
    let saving = Saving { address: &address, purpose: "wellbeing", then: paths::child(seen.child()), done: "child-done-wellbeing", draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let typed = typed.clone().or_else("on", date_value(app.today()));
    let (low, high) = (t(lang, "child-wellbeing-low"), t(lang, "child-wellbeing-high"));
    let fields = html! {
        (Field::new(lang, "on", &t(lang, "child-note-on")).typed(&typed).date())
        (Field::new(lang, "wellbeing", &t(lang, "child-wellbeing-child-label")).typed(&typed).scale(1, 5, &low, &high))
        (Field::new(lang, "care", &t(lang, "child-wellbeing-care-label")).optional().typed(&typed).scale(1, 5, &low, &high))
        (Field::new(lang, "note", &t(lang, "child-wellbeing-note")).hint(&t(lang, "child-wellbeing-note-hint")).optional().typed(&typed).text_area())
    };
    let (title, lead) = (t_with(lang, "child-wellbeing-title", &name), t(lang, "child-wellbeing-lead"));
    let address = paths::below(seen.child(), PAGE);
    Form { title: &title, lead: &lead, address: &address, button: &t(lang, "child-wellbeing-save"), side: None }
        .page(app, visitor, seen, &typed, notice, fields)
}
