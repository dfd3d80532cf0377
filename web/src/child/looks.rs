//! Every look into the child's case, as the family may have it: when, for which purpose and where people work, without their names. Shown with
//! the family, or printed for them.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::frame::page;
use crate::parts::button::{self, Weight};
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

/// Rows of the log on one page of the whole list: more than a family reads at once, and few enough to print.
const ROWS: usize = 200;
/// Rows of the log gathered on one page.
const GATHERED: usize = 1_000;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// The page goes on before this row.
    #[serde(default)]
    foer: Option<i64>,
    /// Every row of the log by itself, with the line that proves it.
    #[serde(default)]
    alle: String,
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
    let is_whole = !asked.alle.is_empty();
    let on_page = if is_whole { ROWS } else { GATHERED };
    let most = i64::try_from(on_page).unwrap_or(i64::MAX);
    let mut rows = app.store().log_of_child_before(seen.child(), asked.foer.unwrap_or(i64::MAX), most + 1).await?;
    let has_more = rows.len() > on_page;
    rows.truncate(on_page);
    let address = paths::below(seen.child(), "opslag");
    let whole = if is_whole { "alle=ja&" } else { "" };
    let next = rows.last().filter(|_| has_more).map(|last| format!("{address}?{whole}foer={}", last.id));
    let title = t_with(lang, "log-family-title", &[("name", seen.first_name().to_owned().into())]);
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "log-family-lead")) }
        @if rows.is_empty() {
            (list::empty(&t(lang, "log-family-none"), &t(lang, "log-family-none-how"), None))
        } @else {
            @if is_whole { (drawn(lang, &seen, &rows)) } @else { (gathered(lang, &seen, &rows)) }
            (button::row(html! {
                (button::print(&t(lang, "access-print")))
                @if is_whole { (button::link(&t(lang, "log-family-gathered"), &address, Weight::Other)) }
                @else { (button::link(&t(lang, "log-family-every"), &format!("{address}?alle=ja"), Weight::Other)) }
            }))
        }
        (list::pager(lang, None, next.as_deref()))
        (list::section(&t(lang, "log-family-know"), html! {
            ul { @for key in ["log-family-lists", "log-family-place", "log-family-proof", "log-family-ask"] { li { (t(lang, key)) } } }
        }))
        p { a href=(paths::below(seen.child(), "adgang")) { (t(lang, "log-family-who")) } }
    };
    Ok(page(&seen.frame(&app, &visitor), &title, main, None))
}

/// One row for each hour in which somebody did the same for the same purpose: how often, and which rows of the log those are.
fn gathered(lang: Lang, seen: &Seen<'_>, rows: &[ChildLook]) -> Markup {
    let labels =
        ["log-family-when", "log-family-purpose", "log-family-what", "log-family-times", "log-family-where"].map(|key| t(lang, key));
    let [when, purpose, what, times, place] = &labels;
    let columns = [Column::text(when), Column::prose(purpose), Column::text(what), Column::number(times), Column::text(place)];
    let row = |gathered: &Gathered<'_>| {
        let (first, local) = (gathered.rows[0], format::local(gathered.rows[0].at));
        vec![
            html! { span.one-line { (format::date(lang, local.date())) " " (t_with(lang, "log-family-hour", &[("from", local.hour().into()), ("until", (local.hour() + 1).into())])) } },
            html! { (purposes::in_words(lang, &first.body.purpose)) },
            html! { span.one-line { (t(lang, done(first))) } },
            html! { (gathered.rows.len()) },
            html! { (office(seen, first)) },
        ]
    };
    table(&t(lang, "log-family-caption"), &columns, gather(rows).iter().map(row).collect())
}

/// Where the person worked when they looked; where they work now for rows from before that was kept.
fn office<'n>(seen: &'n Seen<'_>, row: &ChildLook) -> &'n str {
    row.body.unit.or_else(|| seen.names.workplace(row.body.actor)).map_or("–", |unit| seen.names.of_unit(unit))
}

/// Rows of the log that say the same of the same person in the same hour, newest first.
struct Gathered<'r> {
    rows: Vec<&'r ChildLook>,
}

fn gather(rows: &[ChildLook]) -> Vec<Gathered<'_>> {
    let says = |row: &ChildLook| {
        let local = format::local(row.at);
        (local.date(), local.hour(), row.body.actor, row.body.unit, row.body.purpose.clone(), done(row))
    };
    let mut all: Vec<Gathered<'_>> = Vec::new();
    for row in rows {
        let same = all
            .iter_mut()
            .rev()
            .take_while(|one| one.rows[0].at.duration_since(row.at).as_hours() < 2)
            .find(|one| says(one.rows[0]) == says(row));
        match same {
            Some(one) => one.rows.push(row),
            None => all.push(Gathered { rows: vec![row] }),
        }
    }
    all
}

fn drawn(lang: Lang, seen: &Seen<'_>, rows: &[ChildLook]) -> Markup {
    let labels =
        ["log-family-when", "log-family-purpose", "log-family-what", "log-family-where", "log-family-line"].map(|key| t(lang, key));
    let [when, purpose, what, place, line] = &labels;
    let columns = [Column::text(when), Column::text(purpose), Column::text(what), Column::text(place), Column::prose(line)];
    let row = |row: &ChildLook| {
        let local = format::local(row.at);
        vec![
            html! { span.one-line { (format::date(lang, local.date())) " " (format::clock(lang, local)) } },
            html! { (purposes::in_words(lang, &row.body.purpose)) },
            html! { span.one-line { (t(lang, done(row))) } },
            html! { (office(seen, row)) },
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
