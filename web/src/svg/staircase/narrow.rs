//! The staircase on a phone: the highest step on top, each a bar as long as the children on it, arrows between the bars.

use maud::{Markup, html};

use super::{Flow, Staircase, description, number_link, upright};
use crate::svg::{n, shade, wrapped};
use crate::words::format::number;
use crate::words::{Lang, t, t_with};

const WIDTH: f64 = 340.0;
const INDENT: f64 = 12.0;
const ROW: f64 = 78.0;
const GAP: f64 = 46.0;
const BAR: f64 = 28.0;
/// Room kept beside the longest bar for its number.
const BESIDE: f64 = 148.0;

pub(super) fn draw(lang: Lang, staircase: &Staircase) -> Markup {
    let of = staircase.stairs.len();
    let most = staircase.stairs.iter().map(|stair| stair.children).max().unwrap_or(1).max(1);
    let longest = WIDTH - INDENT * of.saturating_sub(1) as f64 - BESIDE;
    let far: Vec<&Flow> =
        staircase.flows.iter().filter(|flow| flow.children > 0 && distance(flow).is_some_and(|steps| steps > 1)).collect();
    let height = of as f64 * (ROW + GAP) - GAP + far.len() as f64 * 26.0 + 8.0;
    let (title, desc) = (format!("{}-n-title", staircase.id), format!("{}-n-desc", staircase.id));
    html! {
        svg.narrow viewBox=(format!("0 0 {WIDTH} {}", n(height))) role="group" aria-labelledby=(format!("{title} {desc}")) {
            title id=(title) { (staircase.title) }
            desc id=(desc) { (description(lang, staircase)) }
            @for (index, stair) in staircase.stairs.iter().enumerate() {
                @let top = (of - 1 - index) as f64 * (ROW + GAP);
                @let left = index as f64 * INDENT;
                @let bar = (longest * f64::from(stair.children) / f64::from(most)).max(2.0);
                @let label = format!("{} {}", stair.number, stair.name);
                g class=(format!("s{}", shade(index, of))) {
                    @for line in wrapped(&label, 34, 1) { text.on-paper.name x=(n(left)) y=(n(top + 15.0)) aria-hidden="true" { (line) } }
                    rect x=(n(left)) y=(n(top + 22.0)) width=(n(bar)) height=(n(BAR)) {}
                    (number_link(lang, &stair.href, stair.children, &label, "on-paper many", left + bar + 8.0, top + 43.0, 22.0))
                    @let before = t_with(lang, "picture-stair-before", &[("count", stair.before.into())]);
                    @let after = left + bar + 20.0 + number(lang, stair.children.into()).chars().count() as f64 * 12.5;
                    a href=(stair.before_href) aria-label=(format!("{label}, {before}")) {
                        rect.target x=(n(after - 4.0)) y=(n(top + 22.0)) width="66" height="28" {}
                        text.on-paper.small x=(n(after)) y=(n(top + 42.0)) { (before) }
                    }
                }
                (new_and_left(lang, staircase, stair.number, &label, left, top + 68.0))
                @if index > 0 { (between(lang, staircase, staircase.stairs[index - 1].number, stair.number, left, top + ROW + 2.0)) }
            }
            @for (row, flow) in far.iter().enumerate() {
                @let y = of as f64 * (ROW + GAP) - GAP + 24.0 + row as f64 * 26.0;
                a class=(if super::is_up(flow) { "up" } else { "down" }) href=(flow.href) {
                    rect.target x="0" y=(n(y - 18.0)) width="300" height="25" {}
                    text x="0" y=(n(y)) { (if super::is_up(flow) { "↑ " } else { "↓ " }) (super::arcs::label(lang, flow)) }
                }
            }
        }
    }
}

fn distance(flow: &Flow) -> Option<u8> {
    Some(flow.from?.abs_diff(flow.to?))
}

fn new_and_left(lang: Lang, staircase: &Staircase, step: u8, label: &str, left: f64, y: f64) -> Markup {
    let (new, gone) = staircase.new_and_left(step);
    html! {
        @for (flow, word, class, x) in [(new, "picture-new", "up", left), (gone, "picture-left", "down", left + 92.0)] {
            @if let Some(flow) = flow {
                @let text = format!("{} {}", number(lang, flow.children.into()), t(lang, word));
                a class=(class) href=(flow.href) aria-label=(format!("{label}: {text}")) {
                    rect.target x=(n(x)) y=(n(y - 17.0)) width="86" height="25" {}
                    text.small x=(n(x)) y=(n(y)) { (text) }
                }
            }
        }
    }
}

fn between(lang: Lang, staircase: &Staircase, lower: u8, higher: u8, left: f64, top: f64) -> Markup {
    let find = |from, to| staircase.flows.iter().find(|flow| flow.from == Some(from) && flow.to == Some(to) && flow.children > 0);
    html! {
        @for (flow, class, x, start, end) in [(find(higher, lower), "down", left + 40.0, 0.0, 36.0), (find(lower, higher), "up", left + 132.0, 36.0, 0.0)] {
            @if let Some(flow) = flow {
                path class=(format!("{class}-arrow")) d=(upright(x, top + start, top + end, staircase.thickness(flow.children))) {}
                a class=(class) href=(flow.href) aria-label=(super::arcs::label(lang, flow)) {
                    rect.target x=(n(x + 10.0)) y=(n(top + 4.0)) width="46" height="28" {}
                    text x=(n(x + 16.0)) y=(n(top + 24.0)) { (number(lang, flow.children.into())) }
                }
            }
        }
    }
}
