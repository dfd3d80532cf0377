//! The worries of one's unit, what is to be done first at the top; and choosing the child of a new one.

use super::{address, for_those_of_a_unit, raise_address, signs, takes_part};
use crate::app::App;
use crate::errors::PageResult;
use crate::frame::{Room, page};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::duty::{self, Due};
use crate::parts::list;
use crate::seen::age;
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Query, State};
use jiff::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::calendar::days_after;
use trin_store::{NextWorry, WorryRow};

/// Worries on one page.
const SHOWN: u32 = 30;
/// Those that stand on My day.
const ON_MY_DAY: usize = 5;
/// Children on one page to choose among.
const CHILDREN: u32 = 60;
/// So long a worry that ended stays on the list.
const DAYS_AFTER: i32 = 90;
/// Most of them.
const SETTLED: i64 = 30;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    efter: Option<String>,
}

/// `GET /bekymringer`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    let lang = visitor.lang;
    for_those_of_a_unit(&visitor)?;
    let (store, by, unit, today) = (app.store(), visitor.reader(&app), visitor.staff.unit, app.today());
    let cursor = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let mut open = store.open_worries(&by, unit, today, cursor.as_ref(), SHOWN).await?;
    open.rows = harm_first(open.rows);
    let settled = if cursor.is_none() {
        store.settled_worries(&by, unit, (today, days_after(today, -DAYS_AFTER)), SETTLED).await?
    } else {
        Vec::new()
    };
    let names = Names::load(&app).await?;
    let title = t(lang, "worries-title");
    let begin = || {
        button::row(html! {
            (button::link(&t(lang, "worries-begin"), "/bekymringer/ny", Weight::Main))
            (button::link(&t(lang, "guide-title"), "/saadan-goer-vi", Weight::Other))
        })
    };
    let next = open.next.as_ref().map(|cursor| format!("/bekymringer?efter={cursor}"));
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "worries-lead", &[("unit", names.of_unit(unit).to_owned().into())])) }
        (begin())
        @if open.rows.is_empty() && cursor.is_none() {
            (list::empty(&t(lang, "worries-none"), &t(lang, "worries-none-how"), None))
        } @else {
            (list::section(&t(lang, "worries-open"), html! {
                (rows(&app, lang, &names, &open.rows, app.now()))
                (list::pager(lang, cursor.is_some().then_some("/bekymringer"), next.as_deref()))
            }))
        }
        @if !settled.is_empty() {
            (list::section(&t(lang, "worries-settled"), html! {
                ul.plain {
                    @for row in &settled {
                        li {
                            a href=(address(row.child, row.no)) { (row.child_name) }
                            @if let Some((on, outcome)) = row.settled { span.quiet { " · " (format::day(lang, on, today)) " · " (lang.pick(outcome.da(), outcome.en())) } }
                        }
                    }
                }
            }))
        }
    };
    Ok(page(&visitor.frame(&app, Some(Room::Worries)), &title, main, None))
}

/// Suspicion of harm stands before what is only longer overdue. What a worry is about is sealed, so it is done with a page of them.
fn harm_first(mut rows: Vec<WorryRow>) -> Vec<WorryRow> {
    rows.sort_by_key(|row| !row.seen.iter().any(|sign| sign.is_harm()));
    rows
}

/// Worries as a list: whose, what comes next and by when, and what it is about.
fn rows(app: &App, lang: Lang, names: &Names, rows: &[WorryRow], now: Timestamp) -> Markup {
    let today = format::day_of(now);
    html! {
        ul.plain.rounds {
            @for row in rows {
                li {
                    a href=(address(row.child, row.no)) { b { (row.child_name) } }
                    @if let Some((on, next)) = &row.next { " · " (next_words(app, lang, next)) " · " (duty::due(lang, Due::Day(*on), now)) }
                    p { (signs(lang, &row.seen)) span.quiet { (t_with(lang, "worries-raised-by", &[("day", format::day(lang, row.raised_on, today).into()), ("name", names.of(row.raised_by).to_owned().into())])) } }
                }
            }
        }
    }
}

fn next_words(app: &App, lang: Lang, next: &NextWorry) -> String {
    match next {
        NextWorry::Step(key) => {
            let step = app.strategy().guide.iter().find(|step| step.key == *key);
            step.map_or_else(|| key.clone(), |step| lang.pick(&step.name, &step.name_en).to_owned())
        }
        NextWorry::FocusPoint => t(lang, "worries-next-focus"),
        NextWorry::LookAgain => t(lang, "worries-next-look"),
    }
}

/// The unit's worries on My day: how many in a sentence, and the first.
pub(crate) struct OnMyDay {
    pub summary: String,
    pub section: Markup,
}

/// The unit's worries on My day: the first of them, and the way to the rest.
pub(crate) async fn today(app: &App, visitor: &Visitor, names: &Names) -> PageResult<Option<OnMyDay>> {
    if !takes_part(visitor.staff.role) {
        return Ok(None);
    }
    let (lang, by, unit) = (visitor.lang, visitor.reader(app), visitor.staff.unit);
    let (open, late) = app.store().worry_counts(&by, unit, app.today()).await?;
    if open == 0 {
        return Ok(None);
    }
    let page = app.store().open_worries(&by, unit, app.today(), None, SHOWN).await?;
    let has_more = page.next.is_some() || page.rows.len() > ON_MY_DAY;
    let first: Vec<WorryRow> = harm_first(page.rows).into_iter().take(ON_MY_DAY).collect();
    let values = [("open", open.into()), ("late", late.into())];
    let section = list::section(
        &t(lang, "worries-title"),
        html! {
            (rows(app, lang, names, &first, app.now()))
            @if has_more { p { a href="/bekymringer" { (t(lang, "worries-all")) } } }
        },
    );
    Ok(Some(OnMyDay { summary: t_with(lang, if late > 0 { "worries-today-late" } else { "worries-today" }, &values), section }))
}

/// `GET /bekymringer/ny`: about whom.
pub(super) async fn choose(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    let lang = visitor.lang;
    for_those_of_a_unit(&visitor)?;
    let cursor = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let children = app.store().children_in_unit(&visitor.reader(&app), visitor.staff.unit, app.today(), cursor.as_ref(), CHILDREN).await?;
    let title = t(lang, "worries-begin");
    let next = children.next.as_ref().map(|cursor| format!("/bekymringer/ny?efter={cursor}"));
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "worries-choose-lead")) }
        p.note { (list::tag(&t(lang, "guide-now"), list::Tone::Late)) " " (t(lang, "guide-acute")) }
        @if children.rows.is_empty() {
            (list::empty(&t(lang, "child-list-none"), &t(lang, "child-list-how"), None))
        } @else {
            h2 { (t(lang, "worries-choose")) }
            ul.plain.choose { @for row in &children.rows { li { a href=(raise_address(row.child)) { (row.name) } " " span.quiet { (age(lang, row.birth, app.today())) } } } }
            (list::pager(lang, cursor.is_some().then_some("/bekymringer/ny"), next.as_deref()))
        }
    };
    Ok(page(&visitor.frame(&app, Some(Room::Worries)), &title, main, None))
}
