//! The staircase: steps rising to the right in one hue from light to dark, as wide as the children on them; arrows down in green-blue
//! and up in ochre, as thick as the number that moved. Every number is a link to the children behind it.

use maud::{Markup, html};

use super::{figure, n, shade, wrapped};
use crate::parts::table::{Column, table};
use crate::words::format::number;
use crate::words::{Lang, t, t_with};

mod arcs;
mod narrow;
#[cfg(test)]
mod tests;

/// One step of the staircase.
#[derive(Clone, Debug)]
pub struct Stair {
    /// Its number on the ladder, from 1.
    pub number: u8,
    /// Its name.
    pub name: String,
    /// Children on it now.
    pub children: u32,
    /// The children behind the number.
    pub href: String,
    /// Children on it at the beginning of the period.
    pub before: u32,
    /// The children behind that number.
    pub before_href: String,
}

/// Children who moved in the period. `None` is off the staircase: from it comes who is new, to it goes who needs no help any more.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The step they left.
    pub from: Option<u8>,
    /// The step they came to.
    pub to: Option<u8>,
    /// How many.
    pub children: u32,
    /// The children behind the number.
    pub href: String,
}

/// Children on the steps, and how they moved in a period.
#[derive(Clone, Debug)]
pub struct Staircase {
    /// Prefix of element ids, unique on the page.
    pub id: String,
    /// What the picture says, in words: "Flere går ned end op".
    pub title: String,
    /// The period of the movements and of "before": "9. maj 2025 til 9. maj 2026".
    pub period: String,
    /// The steps, lowest first.
    pub stairs: Vec<Stair>,
    /// The movements; those of nobody are not drawn.
    pub flows: Vec<Flow>,
}

impl Staircase {
    fn index(&self, number: u8) -> Option<usize> {
        self.stairs.iter().position(|stair| stair.number == number)
    }

    fn total(&self, is_counted: impl Fn(&Flow) -> bool) -> u32 {
        self.flows.iter().filter(|flow| is_counted(flow)).map(|flow| flow.children).sum()
    }

    /// Whoever came onto the step from off the staircase, and whoever left it for good.
    fn new_and_left(&self, number: u8) -> (Option<&Flow>, Option<&Flow>) {
        let find = |from, to| self.flows.iter().find(|flow| flow.from == from && flow.to == to && flow.children > 0);
        (find(None, Some(number)), find(Some(number), None))
    }

    /// Thickness of an arrow.
    fn thickness(&self, children: u32) -> f64 {
        let most = self.flows.iter().map(|flow| flow.children).max().unwrap_or(1).max(1);
        2.0 + 11.0 * f64::from(children) / f64::from(most)
    }
}

fn is_down(flow: &Flow) -> bool {
    matches!((flow.from, flow.to), (Some(from), Some(to)) if to < from)
}

fn is_up(flow: &Flow) -> bool {
    matches!((flow.from, flow.to), (Some(from), Some(to)) if to > from)
}

const WIDTH: f64 = 1000.0;
const MARGIN: f64 = 8.0;
/// Room for the name of a step: narrower ones are drawn this wide and the page says so.
const NARROWEST: f64 = 160.0;
const LOWEST: f64 = 138.0;
const RISE: f64 = 42.0;
const LANE: f64 = 48.0;

/// The picture, its sums and its tables.
pub fn staircase(lang: Lang, staircase: &Staircase) -> Markup {
    let (widths, is_widened) = widths(&staircase.stairs);
    let sums = html! {
        p.sums {
            (staircase.period) ": "
            span.down { "↓ " (number(lang, staircase.total(is_down).into())) " " (t(lang, "picture-went-down")) } ", "
            span.up { "↑ " (number(lang, staircase.total(is_up).into())) " " (t(lang, "picture-went-up")) } ", "
            (number(lang, staircase.total(|flow| flow.from.is_none()).into())) " " (t(lang, "picture-new")) ", "
            (number(lang, staircase.total(|flow| flow.to.is_none()).into())) " " (t(lang, "picture-left")) ". "
            (t(lang, "picture-stair-key"))
            @if is_widened { " " span.only-wide { (t(lang, "picture-stair-widened")) } }
        }
    };
    let drawings = html! { (wide(lang, staircase, &widths)) (narrow::draw(lang, staircase)) };
    figure(lang, "staircase", &staircase.title, drawings, sums, tables(lang, staircase))
}

/// The width of each step: its share of the children, none narrower than its name needs. Whether one had to be widened.
fn widths(stairs: &[Stair]) -> (Vec<f64>, bool) {
    let room = WIDTH - 2.0 * MARGIN;
    let floor = NARROWEST.min(room / stairs.len().max(1) as f64);
    let mut is_fixed = vec![false; stairs.len()];
    loop {
        let free = room - floor * is_fixed.iter().filter(|fixed| **fixed).count() as f64;
        let children: u32 = stairs.iter().zip(&is_fixed).filter(|(_, fixed)| !**fixed).map(|(stair, _)| stair.children).sum();
        let share = |stair: &Stair| free * f64::from(stair.children) / f64::from(children.max(1));
        let Some(narrow) = (0..stairs.len()).find(|&index| !is_fixed[index] && share(&stairs[index]) < floor - 0.01) else {
            let widths = stairs.iter().zip(&is_fixed).map(|(stair, fixed)| if *fixed { floor } else { share(stair) }).collect();
            return (widths, is_fixed.contains(&true));
        };
        is_fixed[narrow] = true;
    }
}

/// A step as it stands in the wide drawing.
struct Block {
    left: f64,
    width: f64,
    tread: f64,
}

fn wide(lang: Lang, staircase: &Staircase, widths: &[f64]) -> Markup {
    let of = staircase.stairs.len();
    let heights: Vec<f64> = (0..of).map(|index| LOWEST + RISE * index as f64).collect();
    let mut blocks = Vec::with_capacity(of);
    let mut left = MARGIN;
    for (width, height) in widths.iter().zip(&heights) {
        blocks.push(Block { left, width: *width, tread: -height });
        left += width;
    }
    let arcs = arcs::arcs(staircase, &blocks);
    let highest = arcs.iter().map(|arc| arc.apex - 30.0).chain(blocks.iter().map(|block| block.tread - 10.0)).fold(0.0, f64::min);
    let (title, desc) = (format!("{}-w-title", staircase.id), format!("{}-w-desc", staircase.id));
    let height = LANE - highest;
    html! {
        svg.wide viewBox=(format!("0 {} {} {}", n(highest), n(WIDTH), n(height))) role="group" aria-labelledby=(format!("{title} {desc}")) {
            title id=(title) { (staircase.title) }
            desc id=(desc) { (description(lang, staircase)) }
            @for (index, (stair, block)) in staircase.stairs.iter().zip(&blocks).enumerate() {
                (step(lang, stair, block, shade(index, of)))
                (ground(lang, staircase, stair, block))
            }
            line.floor x1=(n(MARGIN)) y1="0" x2=(n(WIDTH - MARGIN)) y2="0" {}
            @for arc in &arcs { (arc.draw(lang, staircase)) }
        }
    }
}

fn step(lang: Lang, stair: &Stair, block: &Block, shade: usize) -> Markup {
    let (x, letters) = (block.left + 12.0, ((block.width - 18.0) / 7.6) as usize);
    let label = format!("{} {}", stair.number, stair.name);
    html! {
        g class=(format!("s{shade}")) {
            rect x=(n(block.left)) y=(n(block.tread)) width=(n(block.width - 2.0)) height=(n(-block.tread)) {}
            (number_link(lang, &stair.href, stair.children, &label, "many", x, block.tread + 34.0, 30.0))
            text.small aria-hidden="true" x=(n(x)) y=(n(block.tread + 54.0)) { (t(lang, "picture-step")) " " (stair.number) }
            @for (row, line) in wrapped(&stair.name, letters, 3).iter().enumerate() {
                text.name aria-hidden="true" x=(n(x)) y=(n(block.tread + 73.0 + row as f64 * 17.0)) { (line) }
            }
            a href=(stair.before_href) aria-label=(format!("{label}, {}", t_with(lang, "picture-stair-before", &[("count", stair.before.into())]))) {
                rect.target x=(n(x - 4.0)) y="-28" width="100" height="25" {}
                text.small x=(n(x)) y="-11" { (t_with(lang, "picture-stair-before", &[("count", stair.before.into())])) }
            }
        }
    }
}

/// Under a step: who is new on it and who left it for good.
fn ground(lang: Lang, staircase: &Staircase, stair: &Stair, block: &Block) -> Markup {
    let (new, left) = staircase.new_and_left(stair.number);
    let label = |flow: &Flow, word: &str| format!("{} {}", number(lang, flow.children.into()), t(lang, word));
    // The one who left stands where the one who came ends.
    let half = new.map_or(0.0, |flow| label(flow, "picture-new").chars().count() as f64 * 7.8 + 32.0);
    html! {
        @if let Some(flow) = new {
            @let (x, width) = (block.left + 14.0, staircase.thickness(flow.children));
            path.up-arrow d=(upright(x, 36.0, 4.0, width)) {}
            a.up href=(flow.href) aria-label=(format!("{} {}: {}", stair.number, stair.name, label(flow, "picture-new"))) {
                rect.target x=(n(x + 8.0)) y="8" width="56" height="26" {}
                text.small x=(n(x + 13.0)) y="27" { (label(flow, "picture-new")) }
            }
        }
        @if let Some(flow) = left {
            @let (x, width) = (block.left + half + 14.0, staircase.thickness(flow.children));
            path.down-arrow d=(upright(x, 4.0, 36.0, width)) {}
            a.down href=(flow.href) aria-label=(format!("{} {}: {}", stair.number, stair.name, label(flow, "picture-left"))) {
                rect.target x=(n(x + 8.0)) y="8" width="56" height="26" {}
                text.small x=(n(x + 13.0)) y="27" { (label(flow, "picture-left")) }
            }
        }
    }
}

/// An upright arrow as one outline, from `start` to its point at `end`.
fn upright(x: f64, start: f64, end: f64, width: f64) -> String {
    let (half, barb) = (width / 2.0, width / 2.0 + 4.5);
    let neck = if end < start { end + barb + 2.0 } else { end - barb - 2.0 };
    format!(
        "M{} {}V{}H{}L{} {}L{} {}H{}V{}z",
        n(x - half),
        n(start),
        n(neck),
        n(x - barb),
        n(x),
        n(end),
        n(x + barb),
        n(neck),
        n(x + half),
        n(start)
    )
}

#[expect(clippy::too_many_arguments, reason = "a number, what it counts and where it stands")]
fn number_link(lang: Lang, href: &str, children: u32, label: &str, class: &str, x: f64, y: f64, height: f64) -> Markup {
    let text = number(lang, children.into());
    let width = text.len() as f64 * height * 0.56 + 8.0;
    html! {
        a href=(href) aria-label=(format!("{label}: {}", t_with(lang, "picture-children", &[("count", children.into())]))) {
            rect.target x=(n(x - 4.0)) y=(n(y - height * 0.85)) width=(n(width.max(26.0))) height=(n(height.max(26.0))) {}
            text class=(class) x=(n(x)) y=(n(y)) { (text) }
        }
    }
}

fn description(lang: Lang, staircase: &Staircase) -> String {
    t_with(
        lang,
        "picture-stair-desc",
        &[
            ("steps", staircase.stairs.len().into()),
            ("children", staircase.stairs.iter().map(|stair| stair.children).sum::<u32>().into()),
            ("down", staircase.total(is_down).into()),
            ("up", staircase.total(is_up).into()),
        ],
    )
}

fn tables(lang: Lang, staircase: &Staircase) -> Markup {
    let name = |step: Option<u8>| match step.and_then(|step| staircase.index(step)).map(|index| &staircase.stairs[index]) {
        Some(stair) => format!("{} {}", stair.number, stair.name),
        None => t(lang, "picture-off-the-staircase"),
    };
    let link = |href: &str, children: u32| html! { a href=(href) { (number(lang, children.into())) } };
    let words = ["picture-step", "picture-now", "picture-before", "picture-from", "picture-to", "picture-moved"].map(|key| t(lang, key));
    let [step, now, before, from, to, moved] = &words;
    let stairs =
        staircase.stairs.iter().rev().map(|stair| {
            vec![html! { (name(Some(stair.number))) }, link(&stair.href, stair.children), link(&stair.before_href, stair.before)]
        });
    let flows = staircase
        .flows
        .iter()
        .filter(|flow| flow.children > 0)
        .map(|flow| vec![html! { (name(flow.from)) }, html! { (name(flow.to)) }, link(&flow.href, flow.children)]);
    html! {
        (table(&staircase.title, &[Column::text(step), Column::number(now), Column::number(before)], stairs.collect()))
        (table(&t_with(lang, "picture-moves", &[("period", staircase.period.as_str().into())]), &[Column::text(from), Column::text(to), Column::number(moved)], flows.collect()))
    }
}
