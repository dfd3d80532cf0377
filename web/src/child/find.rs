//! Find a child: by name, CPR or birth day; or the list of one's own.

use crate::app::App;
use crate::children_table::children_table;
use crate::errors::{PageError, PageResult};
use crate::form::Sent;
use crate::frame::{Frame, Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::list;
use crate::session::Visitor;
use crate::words::{Lang, t, t_with};
use axum::extract::{Query, State};
use axum::response::Redirect;
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::kinds::Role;
use trin_store::{Cursor, Page};
use uuid::Uuid;

/// Children on one page.
const CHILDREN: u32 = 30;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// What the search is kept under; never what was searched for.
    #[serde(default)]
    soegning: Option<String>,
    #[serde(default)]
    efter: Option<String>,
}

/// `GET /boern`: what was searched for, else one's own children.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    let lang = visitor.lang;
    let today = app.today();
    let cursor: Option<Cursor> = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let store = app.store();
    let searched = match asked.soegning.as_deref() {
        Some(id) => store.searched(id, visitor.staff.id, app.now()).await?,
        None => None,
    };
    let words = searched.as_deref().unwrap_or_default();
    if !words.is_empty() && !app.limiters().takes_look_up(visitor.staff.id, app.now()) {
        return Err(PageError::TooMany);
    }
    let everyday = matches!(visitor.staff.role, Role::Pedagogue | Role::Teacher | Role::HealthVisitor);
    let rows = match (words.is_empty(), visitor.staff.role) {
        // Those without the authority's sight search among the children of their own unit.
        (false, Role::Provider) => store.search_helped_by(visitor.staff.unit, words, today, cursor.as_ref(), CHILDREN).await?,
        (false, _) if everyday => store.search_in_unit(visitor.staff.unit, words, today, cursor.as_ref(), CHILDREN).await?,
        (true, Role::Provider) => store.children_helped_by(visitor.staff.unit, today, cursor.as_ref(), CHILDREN).await?,
        _ if everyday => store.children_in_unit(visitor.staff.unit, today, cursor.as_ref(), CHILDREN).await?,
        // The rest of the municipality is searched by the authority alone.
        _ if !visitor.is_authority() => Page { rows: Vec::new(), next: None },
        (false, _) => store.search_children(words, today, cursor.as_ref(), CHILDREN).await?,
        (true, _) => store.children_of(visitor.staff.id, today, cursor.as_ref(), CHILDREN).await?,
    };
    let title =
        if words.is_empty() { t(lang, "child-list-mine") } else { t_with(lang, "child-list-found", &[("words", words.to_owned().into())]) };
    let address = match (&asked.soegning, &searched) {
        (Some(id), Some(_)) => kept_at(id),
        _ => "/boern".to_owned(),
    };
    let main = html! {
        h1 { (title) }
        @if rows.rows.is_empty() { (nothing(lang, &visitor, words)) } @else { (children_table(&app, &visitor, &rows, &title, &address)) }
    };
    let frame = Frame { search: words.to_owned(), wide: true, ..visitor.frame(&app, Some(Room::Children)) };
    Ok(page(&frame, &title, main, None))
}

/// Longest search, in characters.
const LONGEST: usize = 100;

/// The address of a search that was kept.
fn kept_at(id: &str) -> String {
    format!("/boern?soegning={id}")
}

/// `POST /boern/soeg`: keeps what is searched for, and leads to its results. An address stays in the browser's history, in logs on the way and in
/// what is copied to a colleague, so it names the search and not the child.
pub(super) async fn search(State(app): State<App>, visitor: Visitor, Sent(typed): Sent) -> PageResult<Redirect> {
    let words: String = typed.value("q").chars().filter(|letter| !letter.is_control()).take(LONGEST).collect();
    if words.is_empty() {
        return Ok(Redirect::to("/boern"));
    }
    let id = Uuid::from_bytes(app.random()).simple().to_string();
    app.store().keep_search(&id, visitor.staff.id, &words, app.now()).await?;
    Ok(Redirect::to(&kept_at(&id)))
}

fn nothing(lang: Lang, visitor: &Visitor, words: &str) -> Markup {
    if words.is_empty() {
        return list::empty(&t(lang, "child-list-none"), &t(lang, "child-list-how"), None);
    }
    let begin = visitor.is_authority().then(|| button::link(&t(lang, "child-list-notify"), "/modtagelsen/ny", Weight::Other));
    list::empty(&t(lang, "child-list-not-found"), &t(lang, "child-list-search-how"), begin)
}
