//! Pages with one form that states one fact about the child: each says its texts, its fields and how they are read; the rest is alike.

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::Typed;
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::Lang;
use axum::extract::{Path, State};
use axum::routing::{MethodRouter, get};
use maud::Markup;
use trin_domain::record::Fact;

/// One such page.
pub(super) trait Small {
    /// Its word in the address.
    const PAGE: &'static str;
    /// Why the person acts, for the log.
    const PURPOSE: &'static str;
    /// The text that says it was done.
    const DONE: &'static str;
    /// The page's names of the domain's fields.
    const LABELS: &'static [(&'static str, &'static str)];

    /// The fact, when nothing is missing.
    fn read(reader: &mut Reader<'_>, lang: Lang) -> Option<Fact>;
    /// Title, lead and button; `name` is the child's.
    fn texts(lang: Lang, name: &str) -> [String; 3];
    /// The fields. The day, `on`, is today until another is typed.
    fn fields(lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup;
}

/// Shows the page, and saves what is sent.
pub(super) fn route<S: Small + 'static>() -> MethodRouter<App> {
    get(show::<S>).post(save::<S>)
}

async fn show<S: Small>(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    form_page::show(&app, &visitor, &id, &format!("/boern/{id}/{}", S::PAGE), draw::<S>).await
}

async fn save<S: Small>(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let facts = S::read(&mut Reader::new(&mut typed, visitor.lang), visitor.lang).map(|fact| vec![fact]);
    let address = paths::below(seen.child(), S::PAGE);
    let saving = Saving { address: &address, purpose: S::PURPOSE, then: paths::child(seen.child()), done: S::DONE, draw: draw::<S> };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(visitor.lang, S::LABELS), saving).await
}

fn draw<S: Small>(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let typed = typed.clone().or_else("on", date_value(app.today()));
    let [title, lead, button] = S::texts(visitor.lang, seen.first_name());
    let address = paths::below(seen.child(), S::PAGE);
    let form = Form { title: &title, lead: &lead, address: &address, button: &button, side: None, back: None };
    form.page(app, visitor, seen, &typed, notice, S::fields(visitor.lang, seen, &typed))
}
