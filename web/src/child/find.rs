//! Find a child: by name, CPR or birth day; or the list of one's own.

use crate::app::App;
use crate::errors::PageResult;
use crate::frame::{Frame, Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::table::{Column, table};
use crate::parts::{duty, list};
use crate::paths;
use crate::seen::{age, due};
use crate::session::Visitor;
use crate::svg::step_mark;
use crate::words::{Lang, t, t_with};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::kinds::Role;
use trin_store::{ChildRow, Cursor, Page};

/// Children on one page.
const CHILDREN: u32 = 30;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    efter: Option<String>,
}

/// `GET /boern`: what was searched for, else one's own children.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    let lang = visitor.lang;
    let today = app.today();
    let cursor: Option<Cursor> = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let words = asked.q.trim();
    let store = app.store();
    let everyday = matches!(visitor.staff.role, Role::Pedagogue | Role::Teacher | Role::HealthVisitor);
    let rows = match (words.is_empty(), visitor.staff.role) {
        // Those without the authority's sight search among the children of their own unit.
        (_, Role::Provider) => store.children_helped_by(visitor.staff.unit, words, today, cursor.as_ref(), CHILDREN).await?,
        _ if everyday => store.children_in_unit(visitor.staff.unit, words, today, cursor.as_ref(), CHILDREN).await?,
        (false, _) => store.search_children(words, today, cursor.as_ref(), CHILDREN).await?,
        (true, _) => store.children_of(visitor.staff.id, today, cursor.as_ref(), CHILDREN).await?,
    };
    let title = if words.is_empty() { t(lang, "child-list-mine") } else { t_with(lang, "child-list-found", &[("words", words.to_owned().into())]) };
    let main = html! {
        h1 { (title) }
        @if rows.rows.is_empty() { (nothing(lang, &visitor, words)) } @else { (found(&app, lang, &rows, &title, words)) }
    };
    let frame = Frame { search: words.to_owned(), wide: true, ..visitor.frame(&app, Some(Room::Children)) };
    Ok(page(&frame, &title, main, None))
}

fn nothing(lang: Lang, visitor: &Visitor, words: &str) -> Markup {
    if words.is_empty() {
        return list::empty(&t(lang, "child-list-none"), &t(lang, "child-list-how"), None);
    }
    let begin = visitor.is_authority().then(|| button::link(&t(lang, "child-list-notify"), "/modtagelsen/ny", Weight::Other));
    list::empty(&t(lang, "child-list-not-found"), &t(lang, "child-list-search-how"), begin)
}

fn found(app: &App, lang: Lang, rows: &Page<ChildRow>, title: &str, words: &str) -> Markup {
    let today = app.today();
    let now = app.now();
    let labels = ["child-list-name", "child-list-age", "child-list-unit", "child-list-stands", "child-list-responsible", "child-list-next"];
    let labels = labels.map(|key| t(lang, key));
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::text(label)).collect();
    let steps = u8::try_from(app.strategy().steps.len()).unwrap_or(u8::MAX);
    let cells = rows
        .rows
        .iter()
        .map(|row| {
            let next = row.next_duty.as_ref().map(|next| html! { (lang.pick(next.kind.da(), next.kind.en())) " " (duty::due(lang, due(next.due), now)) });
            vec![
                html! { a href=(paths::child(row.child)) { (row.name) } },
                html! { (age(lang, row.birth, today)) },
                html! { (row.unit_name.as_deref().unwrap_or("–")) },
                html! { @match row.step { Some(step) => { (step_mark(lang, step.0, steps)) " " (app.step_name(lang, step)) }, None if row.is_open => (t(lang, "child-list-open")), None => "–" } },
                html! { (row.responsible_name.as_deref().unwrap_or("–")) },
                html! { @match next { Some(next) => (next), None => "–" } },
            ]
        })
        .collect();
    let query = |cursor: &str| serde_urlencoded::to_string([("q", words), ("efter", cursor)]).unwrap_or_default();
    let next = rows.next.as_ref().map(|cursor| format!("/boern?{}", query(&cursor.to_string())));
    html! {
        (table(title, &columns, cells))
        (list::pager(lang, None, next.as_deref()))
    }
}
