//! An expected child is born.

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
use trin_domain::cpr::Cpr;
use trin_domain::record::{Birth, Born, Fact};

const PAGE: &str = "foedt";
const LABELS: &[(&str, &str)] = &[("on", "child-birth-on"), ("name", "child-birth-name")];

pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    form_page::show(&app, &visitor, &id, &format!("/boern/{id}/{PAGE}"), draw).await
}

pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let on = reader.date("on", &t(lang, "child-birth-on"));
    let child = reader.text("name", &t(lang, "child-birth-name"));
    let cpr = match reader.optional("cpr").map(|typed| Cpr::parse(&typed)) {
        Some(Ok(cpr)) => Some(cpr),
        Some(Err(error)) => {
            reader.fault("cpr", "child-birth-cpr-wrong", lang.pick(error.da(), error.en()), &[]);
            None
        }
        None => None,
    };
    let facts = on.map(|on| vec![Fact::Born(Born { on, name: child, cpr })]);
    let address = paths::below(seen.child(), PAGE);
    let saving = Saving { address: &address, purpose: "birth", then: paths::child(seen.child()), done: "child-done-born", draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let is_born = matches!(seen.state.birth(), Some(Birth::Born(_)));
    let typed = typed.clone().or_else("on", date_value(app.today()));
    let fields = html! {
        @if is_born { p { (t(lang, "refusals-already-born")) } }
        (Field::new(lang, "on", &t(lang, "child-birth-on-label")).typed(&typed).date())
        (Field::new(lang, "name", &t(lang, "child-birth-name-label")).typed(&typed).text())
        (Field::new(lang, "cpr", &t(lang, "child-text-cpr")).optional().typed(&typed).text())
    };
    let (title, lead) = (t_with(lang, "child-birth-title", &name), t(lang, "child-birth-lead"));
    let address = paths::below(seen.child(), PAGE);
    Form { title: &title, lead: &lead, address: &address, button: &t(lang, "child-birth-save"), side: None }
        .page(app, visitor, seen, &typed, notice, fields)
}
