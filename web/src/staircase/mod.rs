//! Trappen: children on each step now and a year ago, and the flows between; every number opens to the children behind it (L2).

use crate::app::App;
use crate::children_table::children_table;
use crate::errors::{PageError, PageResult};
use crate::form::parse_date;
use crate::frame::{Frame, Room, page};
use crate::parts::field::{self, Field, Typed};
use crate::parts::list;
use crate::session::Visitor;
use crate::svg::{self as picture, Stair, Staircase};
use crate::words::{Lang, format, t, t_with};
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::access;
use trin_domain::calendar::months_after;
use trin_domain::ladder::Direction;
use trin_domain::strategy::StepNo;
use trin_insight::staircase::{Flow, moved, moves};
use trin_store::{Cursor, Place, StepCount};

/// Children on one page.
const CHILDREN: u32 = 30;

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/trappen", get(show)).route("/trappen/trin", get(on_step)).route("/trappen/flyttet", get(in_flow))
}

#[derive(Deserialize)]
struct Period {
    #[serde(default)]
    fra: String,
    #[serde(default)]
    til: String,
}

impl Period {
    /// The days asked for: a year up to today unless said otherwise.
    fn days(&self, today: Date) -> (Date, Date) {
        let til = parse_date(self.til.trim()).filter(|day| *day <= today).unwrap_or(today);
        let fra = parse_date(self.fra.trim()).filter(|day| *day < til).unwrap_or_else(|| months_after(til, -12));
        (fra, til)
    }
}

async fn show(State(app): State<App>, visitor: Visitor, Query(period): Query<Period>) -> PageResult<Markup> {
    let lang = visitor.lang;
    authority(&visitor)?;
    let (fra, til) = period.days(app.today());
    // Those who lead count the whole municipality, without names; others count the children they may know of.
    let (store, by) = (app.store(), visitor.reader(&app));
    let (now, before, flows) = if access::leads(visitor.staff.role) {
        (store.staircase(til).await?, store.staircase(fra).await?, store.flows(fra, til).await?)
    } else {
        (store.staircase_of(&by, til).await?, store.staircase_of(&by, fra).await?, store.flows_of(&by, fra, til).await?)
    };
    let flows: Vec<Flow> = flows.iter().map(between_steps).collect();
    let moved = moved(&flows);
    let title = t(lang, "staircase-title");
    let typed = Typed::default().or_else("fra", fra.to_string()).or_else("til", til.to_string());
    let without_help = on(&now, None);
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "staircase-lead")) }
        (field::filters(lang, "/trappen", html! {
            (Field::new(lang, "fra", &t(lang, "staircase-from")).typed(&typed).date())
            (Field::new(lang, "til", &t(lang, "staircase-until")).typed(&typed).date())
        }, None))
        (picture::staircase(lang, &drawn(&app, lang, fra, til, &now, &before, &flows)))
        (list::figures(html! {
            (list::figure(&t(lang, "staircase-down"), &format::number(lang, moved.down), None))
            (list::figure(&t(lang, "staircase-up"), &format::number(lang, moved.up), None))
            (list::figure(&t(lang, "staircase-no-help"), &format::number(lang, without_help), Some(&step_address(None, til))))
        }))
        p.quiet { (t(lang, "staircase-how")) }
    };
    let frame = Frame { wide: true, ..visitor.frame(&app, Some(Room::Staircase)) };
    Ok(page(&frame, &title, main, None))
}

/// Children on a step; 0 when there are none.
fn on(counts: &[StepCount], step: Option<StepNo>) -> i64 {
    counts.iter().find(|count| count.step == step).map_or(0, |count| count.children)
}

/// A flow by steps: both kinds of everyday life are one place on the picture.
const fn between_steps(flow: &trin_store::Flow) -> Flow {
    Flow { from: step_of(flow.from), to: step_of(flow.to), children: flow.children }
}

/// The step of a place; none for both kinds of everyday life.
const fn step_of(place: Place) -> Option<StepNo> {
    match place {
        Place::Step(step) => Some(step),
        Place::NoCase | Place::NoStep => None,
    }
}

fn drawn(app: &App, lang: Lang, fra: Date, til: Date, now: &[StepCount], before: &[StepCount], flows: &[Flow]) -> Staircase {
    let stairs = app
        .strategy()
        .steps
        .iter()
        .map(|step| Stair {
            number: step.no.0,
            name: lang.pick(&step.name, &step.name_en).to_owned(),
            children: count(on(now, Some(step.no))),
            href: step_address(Some(step.no), til),
            before: count(on(before, Some(step.no))),
            before_href: step_address(Some(step.no), fra),
        })
        .collect();
    let moved = moved(flows);
    let values = [("down", moved.down.into()), ("up", moved.up.into())];
    let title = match moved.mostly() {
        Some(Direction::Down) => t_with(lang, "staircase-more-down", &values),
        Some(Direction::Up) => t_with(lang, "staircase-more-up", &values),
        None => t_with(lang, "staircase-as-many", &values),
    };
    let days = [("from", format::date(lang, fra).into()), ("until", format::date(lang, til).into())];
    Staircase {
        id: "trappen".to_owned(),
        title,
        period: t_with(lang, "staircase-period", &days),
        stairs,
        flows: drawn_flows(fra, til, flows),
    }
}

/// Moves between steps, and between a step and everyday life.
fn drawn_flows(fra: Date, til: Date, flows: &[Flow]) -> Vec<picture::Flow> {
    let drawn = |flow: Flow| {
        let (from, to) = (flow.from.map(|step| step.0), flow.to.map(|step| step.0));
        picture::Flow { from, to, children: count(flow.children), href: flow_address(from, to, fra, til) }
    };
    moves(flows).into_iter().map(drawn).collect()
}

fn count(children: i64) -> u32 {
    u32::try_from(children).unwrap_or(0)
}

fn step_address(step: Option<StepNo>, day: Date) -> String {
    format!("/trappen/trin?trin={}&dag={day}", step.map_or(0, |step| step.0))
}

fn flow_address(from: Option<u8>, to: Option<u8>, fra: Date, til: Date) -> String {
    format!("/trappen/flyttet?fra-trin={}&til-trin={}&fra={fra}&til={til}", from.unwrap_or(0), to.unwrap_or(0))
}

#[derive(Deserialize)]
struct OnStep {
    #[serde(default)]
    trin: u8,
    #[serde(default)]
    dag: String,
    #[serde(default)]
    efter: Option<String>,
}

/// The children on one step on one day; step 0 is those with an open case and no help in force.
async fn on_step(State(app): State<App>, visitor: Visitor, Query(asked): Query<OnStep>) -> PageResult<Markup> {
    let lang = visitor.lang;
    authority(&visitor)?;
    let day = parse_date(asked.dag.trim()).unwrap_or_else(|| app.today());
    let step = (asked.trin > 0).then_some(StepNo(asked.trin));
    let cursor: Option<Cursor> = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let rows = app.store().children_on_step(&visitor.reader(&app), step, day, cursor.as_ref(), CHILDREN).await?;
    let when = format::date(lang, day);
    let title = match step {
        Some(step) => t_with(
            lang,
            "staircase-on-step",
            &[("step", step.0.into()), ("name", app.step_name(lang, step).to_owned().into()), ("day", when.into())],
        ),
        None => t_with(lang, "staircase-on-none", &[("day", when.into())]),
    };
    let hidden = match access::leads(visitor.staff.role) {
        true => on(&app.store().staircase(day).await?, step) - on(&app.store().staircase_of(&visitor.reader(&app), day).await?, step),
        false => 0,
    };
    Ok(children_page(&app, &visitor, &title, &rows, &step_address(step, day), hidden))
}

#[derive(Deserialize)]
struct InFlow {
    #[serde(default, rename = "fra-trin")]
    from_step: u8,
    #[serde(default, rename = "til-trin")]
    to_step: u8,
    #[serde(flatten)]
    period: Period,
    #[serde(default)]
    efter: Option<String>,
}

/// The children who stood on one step and now stand on another.
async fn in_flow(State(app): State<App>, visitor: Visitor, Query(asked): Query<InFlow>) -> PageResult<Markup> {
    let lang = visitor.lang;
    authority(&visitor)?;
    let (fra, til) = asked.period.days(app.today());
    let cursor: Option<Cursor> = asked.efter.as_deref().and_then(|cursor| cursor.parse().ok());
    let step = |step: u8| (step > 0).then_some(StepNo(step));
    let (from, to) = (step(asked.from_step), step(asked.to_step));
    let rows = app.store().children_moved(&visitor.reader(&app), from, to, fra, til, cursor.as_ref(), CHILDREN).await?;
    let name = |step: Option<StepNo>| step.map_or_else(|| t(lang, "staircase-everyday"), |step| app.step_name(lang, step).to_owned());
    let values = [
        ("from", name(from).into()),
        ("to", name(to).into()),
        ("since", format::date(lang, fra).into()),
        ("until", format::date(lang, til).into()),
    ];
    let title = t_with(lang, "staircase-moved", &values);
    let address = flow_address(from.map(|step| step.0), to.map(|step| step.0), fra, til);
    let hidden = match access::leads(visitor.staff.role) {
        true => {
            in_all(&app.store().flows(fra, til).await?, from, to)
                - in_all(&app.store().flows_of(&visitor.reader(&app), fra, til).await?, from, to)
        }
        false => 0,
    };
    Ok(children_page(&app, &visitor, &title, &rows, &address, hidden))
}

/// How many went from one step to another, either of which may be everyday life.
fn in_all(flows: &[trin_store::Flow], from: Option<StepNo>, to: Option<StepNo>) -> i64 {
    flows.iter().map(between_steps).filter(|flow| flow.from == from && flow.to == to).map(|flow| flow.children).sum()
}

/// The children behind a number, and how many more are in it whom the visitor, who leads, may count but not know of.
fn children_page(
    app: &App,
    visitor: &Visitor,
    title: &str,
    rows: &trin_store::Page<trin_store::ChildRow>,
    address: &str,
    hidden: i64,
) -> Markup {
    let lang = visitor.lang;
    let main = html! {
        p { a href="/trappen" { "← " (t(lang, "staircase-back")) } }
        h1 { (title) }
        @if rows.rows.is_empty() && hidden == 0 { (list::empty(&t(lang, "staircase-nobody"), &t(lang, "staircase-nobody-how"), None)) } @else if !rows.rows.is_empty() { (children_table(app, visitor, rows, title, address)) }
        @if hidden > 0 { p.quiet #not-listed { (t_with(lang, "staircase-not-listed", &[("count", hidden.into())])) } }
    };
    let frame = Frame { wide: true, ..visitor.frame(app, Some(Room::Staircase)) };
    page(&frame, title, main, None)
}

fn authority(visitor: &Visitor) -> PageResult<()> {
    if visitor.is_authority() { Ok(()) } else { Err(PageError::NotFound(visitor.lang)) }
}
