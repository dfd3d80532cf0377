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
use trin_domain::access::is_everyday;
use trin_domain::kinds::Role;
use trin_store::Cursor;
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
    let (store, by) = (app.store(), visitor.reader(&app));
    let searched = match asked.soegning.as_deref() {
        Some(id) => store.searched(id, visitor.staff.id, app.now()).await?,
        None => None,
    };
    let words = searched.as_deref().unwrap_or_default();
    if !words.is_empty() && !app.limiters().takes_look_up(visitor.staff.id, app.now()) {
        return Err(PageError::TooMany);
    }
    let unit = visitor.staff.unit;
    // Whoever searches finds the children they have a relation to, and of no other that it exists.
    let rows = match (words.is_empty(), visitor.staff.role) {
        (false, _) => store.search_children(&by, words, today, cursor.as_ref(), CHILDREN).await?,
        (true, Role::Provider) => store.children_helped_by(&by, unit, today, cursor.as_ref(), CHILDREN).await?,
        (true, role) if is_everyday(role) => store.children_in_unit(&by, unit, today, cursor.as_ref(), CHILDREN).await?,
        (true, _) => store.children_of(&by, visitor.staff.id, today, cursor.as_ref(), CHILDREN).await?,
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
    let begin = visitor.is_authority().then(|| {
        button::row(html! {
            (button::link(&t(lang, "child-list-notify"), "/modtagelsen/ny", Weight::Other))
            (button::link(&t(lang, "access-glass-search"), "/noedadgang", Weight::Quiet))
        })
    });
    list::empty(&t(lang, "child-list-not-found"), &t(lang, "child-list-search-how"), begin)
}
