//! Strategi: the ladder with methods and actors, cadences, limits, targets; and two strategies side by side (L1, L5).

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::frame::{Frame, Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::parts::list;
use crate::parts::table::{Column, table};
use crate::session::Visitor;
use crate::words::{Lang, t, t_with};
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use maud::{Markup, html};
use serde::Deserialize;
use trin_domain::strategy::{Difference, Fact, Group, Side, Step, Strategy, diff, facts};

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/strategi", get(ours)).route("/strategi/sammenlign", get(compare)).route("/strategi/{key}", get(shipped))
}

async fn ours(State(app): State<App>, visitor: Visitor) -> Markup {
    show(&app, &visitor, app.strategy())
}

async fn shipped(State(app): State<App>, visitor: Visitor, Path(key): Path<String>) -> PageResult<Markup> {
    let strategy = Strategy::named(&key).ok_or(PageError::NotFound(visitor.lang))?;
    Ok(show(&app, &visitor, strategy))
}

fn show(app: &App, visitor: &Visitor, strategy: &Strategy) -> Markup {
    let lang = visitor.lang;
    let title = if strategy.key == app.strategy().key { t(lang, "strategy-title") } else { strategy.municipality.clone() };
    let said_of = facts(strategy);
    // The ladder is drawn above; the rest is listed group by group.
    let groups = Group::ALL.iter().copied().filter(|group| *group != Group::Ladder);
    let main = html! {
        h1 { (title) }
        p.lead { (strategy.title) ", " (strategy.municipality) ", " (strategy.from_year) }
        p.quiet { (t_with(lang, "strategy-source", &[("source", strategy.source.clone().into())])) }
        (button::row(button::link(&t(lang, "strategy-compare"), "/strategi/sammenlign", Weight::Other)))
        h2 { (t(lang, "strategy-ladder")) }
        ol.ladder { @for step in &strategy.steps { li { (step_card(lang, step)) } } }
        @for group in groups {
            @let said: Vec<&Fact> = said_of.iter().filter(|fact| fact.group == group).collect();
            @if !said.is_empty() { h2 { (lang.pick(group.da(), group.en())) } (fact_table(lang, group, &said)) }
        }
    };
    let frame = Frame { wide: true, ..visitor.frame(app, Some(Room::Strategy)) };
    page(&frame, &title, main, None)
}

/// One step with what stands on it.
fn step_card(lang: Lang, step: &Step) -> Markup {
    let kinds: Vec<String> = step.interventions.iter().map(|kind| lang.pick(kind.da(), kind.en()).to_owned()).collect();
    let listed = |heading: String, items: &[String]| {
        html! { @if !items.is_empty() { section { h4 { (heading) } ul { @for item in items { li { (item) } } } } } }
    };
    html! {
        article.step {
            h3 { span.no { (step.no) } " " (lang.pick(&step.name, &step.name_en)) }
            p { (step.intrusion) }
            div.lists {
                (listed(t(lang, "strategy-interventions"), &kinds))
                (listed(t(lang, "strategy-methods"), &step.methods))
                (listed(t(lang, "strategy-actors"), &step.actors))
            }
        }
    }
}

fn fact_table(lang: Lang, group: Group, facts: &[&Fact]) -> Markup {
    let labels = [t(lang, "strategy-matter"), t(lang, "strategy-says"), t(lang, "strategy-where")];
    let columns: Vec<Column<'_>> = labels.iter().map(|label| Column::text(label)).collect();
    let rows = facts
        .iter()
        .map(|fact| {
            vec![
                html! { (lang.pick(&fact.label.da, &fact.label.en)) },
                html! { (lang.pick(&fact.side.value.da, &fact.side.value.en)) },
                html! { span.quiet { (fact.side.source) } },
            ]
        })
        .collect();
    table(lang.pick(group.da(), group.en()), &columns, rows)
}

#[derive(Deserialize)]
struct Pair {
    #[serde(default)]
    a: String,
    #[serde(default)]
    b: String,
}

/// Two strategies side by side: what differs, and folded away what only one says and what both say alike.
async fn compare(State(app): State<App>, visitor: Visitor, Query(pair): Query<Pair>) -> Markup {
    let lang = visitor.lang;
    let ours = app.strategy();
    let find = |key: &str| if key == ours.key { Some(ours) } else { Strategy::named(key) };
    let a = find(&pair.a).unwrap_or(ours);
    let other = Strategy::shipped().iter().find(|strategy| strategy.key != a.key);
    let b = find(&pair.b).or(other).unwrap_or(ours);
    let mut all: Vec<&Strategy> = Strategy::shipped().iter().collect();
    if !all.iter().any(|strategy| strategy.key == ours.key) {
        all.insert(0, ours);
    }
    let names: Vec<(String, String)> =
        all.iter().map(|strategy| (strategy.key.clone(), format!("{}, {}", strategy.municipality, strategy.from_year))).collect();
    let choices: Vec<Choice<'_>> = names.iter().map(|(key, name)| Choice::new(key, name)).collect();
    let typed = Typed::default().or_else("a", a.key.clone()).or_else("b", b.key.clone());
    let differences = diff(a, b);
    let (theirs, ours) = (facts(b), facts(a));
    let alike: Vec<&Fact> = ours.iter().filter(|fact| theirs.iter().any(|other| is_alike(fact, other))).collect();
    let title = t(lang, "strategy-compare");
    let both = differences.iter().filter(|difference| difference.a.is_some() && difference.b.is_some()).count();
    let counts = [("both", both.into()), ("one", (differences.len() - both).into()), ("alike", alike.len().into())];
    let main = html! {
        p { a href="/strategi" { "← " (t(lang, "strategy-back")) } }
        h1 { (title) }
        (field::filters(lang, "/strategi/sammenlign", html! {
            (Field::new(lang, "a", &t(lang, "strategy-one")).typed(&typed).select(&choices))
            (Field::new(lang, "b", &t(lang, "strategy-other")).typed(&typed).select(&choices))
        }, None))
        @if differences.is_empty() { (list::empty(&t(lang, "strategy-alike"), &t(lang, "strategy-alike-how"), None)) }
        @else { p.lead { (t_with(lang, "strategy-counts", &counts)) } }
        @for group in Group::ALL.iter().copied() {
            @let here: Vec<&Difference> = differences.iter().filter(|difference| difference.group == group).collect();
            @if !here.is_empty() { h2 { (lang.pick(group.da(), group.en())) } (differing(lang, group, &here, [a, b])) }
        }
        @if !alike.is_empty() && !differences.is_empty() {
            h2 { (t(lang, "strategy-alike-heading")) }
            (list::unfold(&t_with(lang, "strategy-alike-show", &[("count", alike.len().into())]), html! {
                @for group in Group::ALL.iter().copied() {
                    @let here: Vec<&Fact> = alike.iter().copied().filter(|fact| fact.group == group).collect();
                    @if !here.is_empty() { h3 { (lang.pick(group.da(), group.en())) } (fact_table(lang, group, &here)) }
                }
            }))
        }
    };
    let frame = Frame { wide: true, ..visitor.frame(&app, Some(Room::Strategy)) };
    page(&frame, &title, main, None)
}

/// Whether two strategies say the same on the same matter.
fn is_alike(one: &Fact, other: &Fact) -> bool {
    one.group == other.group && one.key == other.key && one.side.value == other.side.value
}

/// One group's differences: side by side where both say something, and folded away what only one of them says.
fn differing(lang: Lang, group: Group, differences: &[&Difference], [a, b]: [&Strategy; 2]) -> Markup {
    let caption = lang.pick(group.da(), group.en());
    let matter = t(lang, "strategy-matter");
    let said =
        |side: &Side| html! { (lang.pick(&side.value.da, &side.value.en)) @if !side.source.is_empty() { p.quiet { (side.source) } } };
    let name = |difference: &Difference| html! { (lang.pick(&difference.label.da, &difference.label.en)) };
    let both: Vec<Vec<Markup>> = differences
        .iter()
        .filter_map(|difference| Some(vec![name(difference), said(difference.a.as_ref()?), said(difference.b.as_ref()?)]))
        .collect();
    let only = |of: &Strategy, says: &dyn Fn(&Difference) -> Option<Markup>| {
        let rows: Vec<Vec<Markup>> = differences.iter().filter_map(|difference| Some(vec![name(difference), says(difference)?])).collect();
        let values = [("who", of.municipality.clone().into()), ("count", rows.len().into())];
        let columns = [Column::text(&matter), Column::prose(&of.municipality)];
        html! { @if !rows.is_empty() { (list::unfold(&t_with(lang, "strategy-only", &values), table(caption, &columns, rows))) } }
    };
    let columns = [Column::text(&matter), Column::text(&a.municipality), Column::text(&b.municipality)];
    html! {
        @if !both.is_empty() { (table(caption, &columns, both)) }
        (only(a, &|difference| difference.a.as_ref().filter(|_| difference.b.is_none()).map(said)))
        (only(b, &|difference| difference.b.as_ref().filter(|_| difference.a.is_none()).map(said)))
    }
}
