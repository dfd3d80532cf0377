//! Slettemoden: what has been kept long enough, what keeps it, and what waits for another person. Nothing here is deleted by a machine.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::frame::{Frame, Room, page};
use crate::names::Names;
use crate::parts::list::{self, Tone};
use crate::parts::table::{Column, table};
use crate::paths;
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Query, State};
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::retention::{CLASSES, ClearedBy};
use trin_store::{Cursor, KeptRow};

/// Rows on one page.
const ROWS: u32 = 30;
/// Most held or put off that are shown.
const MOST: u32 = 200;

#[derive(Deserialize)]
pub(super) struct Asked {
    efter: Option<String>,
}

/// `GET /team/sletning`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    visitor.must_lead()?;
    if !app.limiters().takes_look_up(visitor.staff.id, app.now()) {
        return Err(PageError::TooMany);
    }
    let (lang, today, by) = (visitor.lang, app.today(), visitor.reader(&app));
    let cursor: Option<Cursor> = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let ripe = app.store().ripe(&by, today, cursor.as_ref(), ROWS).await?;
    let held = app.store().held(&by, MOST).await?;
    let waiting = app.store().proposed_by_others(&by, visitor.staff.id, MOST).await?;
    let put_off = app.store().put_off(&by, today, MOST).await?;
    let names = Names::load(&app).await?;
    let title = t(lang, "kept-title");
    let onward = ripe.next.as_ref().map(|cursor| format!("/team/sletning?efter={cursor}"));
    let main = html! {
        p { a href="/team" { "← " (t(lang, "team-back")) } }
        h1 { (title) }
        p.lead { (t(lang, "kept-lead")) }
        @if !waiting.is_empty() { (list::section(&t(lang, "kept-waiting"), rows(&app, &visitor, &names, &waiting, "kept-waiting-caption"))) }
        (list::section(&t(lang, "kept-ripe"), html! {
            @if ripe.rows.is_empty() {
                (list::empty(&t(lang, "kept-none"), &t(lang, "kept-none-how"), None))
            } @else {
                (rows(&app, &visitor, &names, &ripe.rows, "kept-ripe-caption"))
                (list::pager(lang, None, onward.as_deref()))
            }
        }))
        @if !put_off.is_empty() { (list::section(&t(lang, "kept-put-off"), rows(&app, &visitor, &names, &put_off, "kept-put-off-caption"))) }
        @if !held.is_empty() { (list::section(&t(lang, "kept-held"), rows(&app, &visitor, &names, &held, "kept-held-caption"))) }
        (list::section(&t(lang, "kept-classes"), classes(&app, lang)))
    };
    let frame = Frame { wide: true, ..visitor.frame(&app, Some(Room::Team)) };
    Ok(page(&frame, &title, main, None))
}

fn rows(app: &App, visitor: &Visitor, names: &Names, rows: &[KeptRow], caption: &str) -> Markup {
    let lang = visitor.lang;
    let labels = ["kept-child", "kept-class", "kept-since", "kept-why", "kept-stands"].map(|key| t(lang, key));
    let columns: Vec<Column<'_>> =
        labels.iter().enumerate().map(|(index, label)| if index == 3 { Column::prose(label) } else { Column::text(label) }).collect();
    let cells = rows
        .iter()
        .map(|row| {
            vec![
                html! { a href=(paths::below(row.child, "opbevaring")) { (row.name) } },
                html! { (lang.pick(row.class.da(), row.class.en())) },
                html! { @match row.ripe_on { Some(on) => (format::date(lang, on)), None => "–" } },
                html! { (lang.pick(&row.because_da, &row.because_en)) },
                stands(app, visitor, names, row),
            ]
        })
        .collect();
    table(&t(lang, caption), &columns, cells)
}

/// Where a row stands and who is to do what, in a few words.
fn stands(app: &App, visitor: &Visitor, names: &Names, row: &KeptRow) -> Markup {
    let (lang, today) = (visitor.lang, app.today());
    if let Some((reason, ..)) = row.hold {
        return html! { (list::tag(&t(lang, "kept-tag-held"), Tone::Late)) " " (lang.pick(reason.da(), reason.en())) };
    }
    if let Some((until, reason, _)) = row.put_off.filter(|(until, ..)| today < *until) {
        return html! { (t_with(lang, "kept-until-day", &[("day", format::date(lang, until).into())])) ": " (lang.pick(reason.da(), reason.en())) };
    }
    if let Some((by, _, version)) = row.proposal {
        if version != row.version {
            return html! { (t(lang, "kept-stale")) };
        }
        if by == visitor.staff.id {
            return html! { (t(lang, "kept-waits-for-another")) };
        }
        return html! { (list::tag(&t(lang, "kept-tag-confirm"), Tone::Work)) " " (t_with(lang, "kept-proposed-by", &[("name", names.of(by).to_owned().into())])) };
    }
    html! { (t(lang, if row.awaits_archive() { "kept-awaits-archive" } else { "kept-awaits-proposal" })) }
}

/// The rules: what is kept how long, and who clears it.
fn classes(app: &App, lang: Lang) -> Markup {
    let labels = ["kept-class", "kept-period", "kept-follows", "kept-by", "kept-says"].map(|key| t(lang, key));
    let columns: Vec<Column<'_>> =
        labels.iter().enumerate().map(|(index, label)| if index == 4 { Column::prose(label) } else { Column::text(label) }).collect();
    let cells = CLASSES
        .iter()
        .map(|rule| {
            let own = app.strategy().retention.iter().find(|own| own.of == rule.class);
            let period = own.map(|own| own.keep).or_else(|| rule.shortest().map(|law| law.value));
            let period = period.map_or_else(|| "–".to_owned(), |period| lang.pick(&period.kept_da(), &period.kept_en()).to_owned());
            let source = own.map(|own| own.source.clone()).or_else(|| rule.shortest().map(|law| law.source.citation.to_owned()));
            let is_checked = own.is_some() || rule.shortest().is_none_or(|law| law.source.verified);
            vec![
                html! { (lang.pick(rule.class.da(), rule.class.en())) },
                html! { (period) @if rule.by != ClearedBy::Trin && period != "–" { " " span.quiet { (t(lang, "kept-at-least")) } } },
                html! { (lang.pick(rule.follows.da(), rule.follows.en())) },
                html! { (lang.pick(rule.by.da(), rule.by.en())) },
                html! {
                    p { (lang.pick(rule.says_da, rule.says_en)) }
                    @if let Some(source) = source {
                        p.quiet { (t(lang, "kept-source")) " " (source) @if !is_checked { " " b { (t(lang, "kept-unverified")) } } }
                    }
                },
            ]
        })
        .collect();
    table(&t(lang, "kept-classes-caption"), &columns, cells)
}
