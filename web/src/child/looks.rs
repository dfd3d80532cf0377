//! Every look into the child's case, as the family may have it: when, for which purpose and where people work, without their names. Shown with
//! the family, or printed for them.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::frame::page;
use crate::parts::button;
use crate::parts::list;
use crate::parts::table::{Column, table};
use crate::paths;
use crate::purposes;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, Query, State};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::access::Room;
use trin_store::{ChildLook, LogResult};

/// Rows on one page: more than a family reads at once, and few enough to print.
const ROWS: usize = 200;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The page goes on before this row.
    #[serde(default)]
    foer: Option<i64>,
}

/// `GET /boern/{id}/opslag`.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> PageResult<Markup> {
    let lang = visitor.lang;
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    if !seen.grant.sees(Room::Admission) {
        return Err(PageError::NotFound(lang));
    }
    let most = i64::try_from(ROWS).unwrap_or(i64::MAX);
    let mut rows = app.store().log_of_child_before(seen.child(), asked.foer.unwrap_or(i64::MAX), most + 1).await?;
    let has_more = rows.len() > ROWS;
    rows.truncate(ROWS);
    let next = rows.last().filter(|_| has_more).map(|last| format!("{}?foer={}", paths::below(seen.child(), "opslag"), last.id));
    let title = t_with(lang, "log-family-title", &[("name", seen.first_name().to_owned().into())]);
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "log-family-lead")) }
        @if rows.is_empty() {
            (list::empty(&t(lang, "log-family-none"), &t(lang, "log-family-none-how"), None))
        } @else {
            (drawn(lang, &seen, &rows))
            (button::row(button::print(&t(lang, "access-print"))))
        }
        (list::pager(lang, None, next.as_deref()))
        (list::section(&t(lang, "log-family-know"), html! {
            ul { @for key in ["log-family-lists", "log-family-place", "log-family-proof", "log-family-ask"] { li { (t(lang, key)) } } }
        }))
        p { a href=(paths::below(seen.child(), "adgang")) { (t(lang, "log-family-who")) } }
    };
    Ok(page(&seen.frame(&app, &visitor), &title, main, None))
}

fn drawn(lang: Lang, seen: &Seen<'_>, rows: &[ChildLook]) -> Markup {
    let labels =
        ["log-family-when", "log-family-purpose", "log-family-what", "log-family-where", "log-family-line"].map(|key| t(lang, key));
    let [when, purpose, what, place, line] = &labels;
    let columns = [Column::text(when), Column::text(purpose), Column::text(what), Column::text(place), Column::prose(line)];
    let row = |row: &ChildLook| {
        let local = format::local(row.at);
        vec![
            html! { (format::date(lang, local.date())) " " (format::clock(lang, local)) },
            html! { (purposes::in_words(lang, &row.body.purpose)) },
            html! { (t(lang, done(row))) },
            html! { (seen.names.workplace(row.body.actor).map_or("–", |unit| seen.names.of_unit(unit))) },
            html! { code.proof { (kept(row)) } },
        ]
    };
    table(&t(lang, "log-family-caption"), &columns, rows.iter().map(row).collect())
}

/// What a family keeps of a row: its number and the hash of it. `trin log check` says the same line of a proof.
fn kept(row: &ChildLook) -> String {
    format!("{} {}", row.id, STANDARD.encode(row.leaf))
}

fn done(row: &ChildLook) -> &'static str {
    match (row.body.result, row.body.child.is_some()) {
        (LogResult::Done, _) => "log-family-written",
        (LogResult::Refused, _) => "log-family-refused",
        (_, true) => "log-family-seen",
        (_, false) => "log-family-found",
    }
}
