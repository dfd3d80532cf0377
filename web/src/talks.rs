//! Samtaler: each child is regularly talked with by an adult it trusts, and the children nobody has talked with for long stand first (D9).

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, date_value};
use crate::frame::{Room, page};
use crate::names::Names;
use crate::parts::button::{self, Weight};
use crate::parts::field::{Field, Typed};
use crate::parts::list;
use crate::seen::Seen;
use crate::session::Visitor;
use crate::unit_form::{self, At, Writes, day};
use crate::words::{Lang, format, t, t_with};
use crate::worries::for_those_of_a_unit;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::id::{ChildId, UnitId};
use trin_domain::record::{Fact, IndividualTalkHeld};
use trin_domain::talks;
use trin_store::TalkRow;

/// Children on one page.
const SHOWN: u32 = 40;
/// Of those somebody has talked with.
const LATEST: i64 = 40;
const ADDRESS: &str = "/samtaler";

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/samtaler", get(show)).route("/samtaler/{barn}", get(unit_form::show::<Talk>).post(unit_form::save::<Talk>))
}

/// Where a talk with a child is written.
pub(crate) fn address(child: ChildId) -> String {
    format!("{ADDRESS}/{child}")
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    efter: Option<String>,
}

/// `GET /samtaler`.
async fn show(State(app): State<App>, visitor: Visitor, Query(asked): Query<Asked>) -> PageResult<Markup> {
    let lang = visitor.lang;
    for_those_of_a_unit(&visitor)?;
    let (store, by, unit, today) = (app.store(), visitor.reader(&app), visitor.staff.unit, app.today());
    let days = (today, talks::since(app.strategy(), today));
    let cursor = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let (all, lacking) = store.talk_counts(&by, unit, days).await?;
    let without = store.without_talk(&by, unit, days, cursor.as_ref(), SHOWN).await?;
    let with = if cursor.is_none() { store.with_talk(&by, unit, days, LATEST).await? } else { Vec::new() };
    let names = Names::load(&app).await?;
    let title = t(lang, "talks-title");
    let since = format::date(lang, days.1);
    let values = [("lacking", lacking.into()), ("all", all.into()), ("since", since.clone().into())];
    let next = without.next.as_ref().map(|cursor| format!("{ADDRESS}?efter={cursor}"));
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "talks-lead", &[("unit", names.of_unit(unit).to_owned().into())])) }
        @if all == 0 {
            (list::empty(&t(lang, "child-list-none"), &t(lang, "child-list-how"), None))
        } @else {
            p { (t_with(lang, if lacking == 0 { "talks-none-lacking" } else { "talks-lacking" }, &values)) }
        }
        @if !without.rows.is_empty() {
            (list::section(&t_with(lang, "talks-without", &[("since", since.into())]), html! {
                ul.plain.talks { @for row in &without.rows { li { (lacks(&app, lang, row)) } } }
                (list::pager(lang, cursor.is_some().then_some(ADDRESS), next.as_deref()))
            }))
        }
        @if !with.is_empty() {
            (list::section(&t(lang, "talks-with"), html! {
                ul.plain.choose {
                    @for row in &with {
                        li { a href=(address(row.child)) { (row.name) } @if let Some(on) = row.last_on { span.quiet { " · " (format::day(lang, on, today)) } } }
                    }
                }
            }))
        }
    };
    Ok(page(&visitor.frame(&app, Some(Room::Children)), &title, main, None))
}

/// A child nobody has talked with for long: when last, one press, and the way to more words.
fn lacks(app: &App, lang: Lang, row: &TalkRow) -> Markup {
    let (key, today) = (app.command_key().to_string(), date_value(app.today()));
    let last = match row.last_on {
        Some(on) => t_with(lang, "talks-last", &[("day", format::date(lang, on).into())]),
        None => t(lang, "talks-never"),
    };
    html! {
        span { a href=(address(row.child)) { (row.name) } " " span.quiet { (last) } }
        (button::post(&address(row.child), &[("key", &key), ("on", &today), (unit_form::ONE_PRESS, "ja")], &t(lang, "talks-today"), Weight::Other))
    }
}

/// That the child was talked with.
struct Talk {
    unit: UnitId,
    /// Earlier talks here.
    before: Markup,
}

impl Writes for Talk {
    const FOLLOWS: bool = false;
    const SAID: &'static str = "talks-done-held";
    const LABELS: &'static [(&'static str, &'static str)] = &[("on", "talks-on"), ("child_words", "talks-words")];

    fn of(_: &App, visitor: &Visitor, seen: &Seen<'_>, _: &At) -> PageResult<Self> {
        for_those_of_a_unit(visitor)?;
        let (lang, unit, today) = (visitor.lang, visitor.staff.unit, format::day_of(seen.now));
        let held = seen.state.talks.iter().rev().filter(|talk| talk.what.unit == unit);
        let rows: Vec<Markup> = held
            .map(|talk| {
                html! {
                    span.quiet { (format::day(lang, talk.what.on, today)) ", " (seen.names.of(talk.by.staff)) }
                    @if !talk.what.child_words.is_empty() { blockquote { p.words { (talk.what.child_words) } } }
                }
            })
            .collect();
        let before = html! {
            @if !rows.is_empty() { (list::unfold(&t_with(lang, "talks-before", &[("count", rows.len().into())]), html! { ul.plain { @for row in &rows { li { (row) } } } })) }
        };
        Ok(Self { unit, before })
    }

    fn address(&self, child: ChildId) -> String {
        address(child)
    }

    fn then(&self, _: &Seen<'_>) -> String {
        ADDRESS.to_owned()
    }

    fn texts(&self, lang: Lang, seen: &Seen<'_>) -> [String; 3] {
        let name = [("name", seen.first_name().to_owned().into())];
        [t_with(lang, "talks-write-title", &name), t(lang, "talks-write-lead"), t(lang, "talks-save")]
    }

    fn above(&self, _: Lang) -> Markup {
        self.before.clone()
    }

    fn fields(&self, lang: Lang, typed: &Typed) -> Markup {
        html! {
            (Field::new(lang, "child_words", &t(lang, "talks-words-label")).hint(&t(lang, "talks-words-hint")).optional().lines(4).typed(typed).text_area())
            (day(lang, "on", "talks-on", typed))
        }
    }

    fn read(&self, reader: &mut Reader<'_>, lang: Lang) -> Option<Fact> {
        let on = reader.date("on", &t(lang, "talks-on"));
        let child_words = reader.optional("child_words").unwrap_or_default();
        Some(Fact::IndividualTalkHeld(IndividualTalkHeld { unit: self.unit, on: on?, child_words }))
    }
}
