//! The arrows between steps in the wide drawing: up from one tread, across, down to another, laid so that none lies on another.

use maud::{Markup, html};

use super::{Block, Flow, Staircase, is_up};
use crate::svg::n;
use crate::words::format::number;
use crate::words::{Lang, t_with};

const APART: f64 = 36.0;
const SLOT: f64 = 36.0;
const EDGE: f64 = 18.0;

/// One arrow, from tread to tread.
pub(super) struct Arc<'a> {
    flow: &'a Flow,
    /// Index of the lower and the higher step.
    low: usize,
    high: usize,
    /// Height of its level part.
    pub(super) apex: f64,
    low_end: (f64, f64),
    high_end: (f64, f64),
    /// Where along the level part its number stands.
    label: f64,
}

/// Lays out every movement between two steps.
pub(super) fn arcs<'a>(staircase: &'a Staircase, blocks: &[Block]) -> Vec<Arc<'a>> {
    let mut arcs: Vec<Arc<'a>> = Vec::new();
    for flow in staircase.flows.iter().filter(|flow| flow.children > 0) {
        let (Some(from), Some(to)) = (flow.from.and_then(|step| staircase.index(step)), flow.to.and_then(|step| staircase.index(step)))
        else {
            continue;
        };
        if from != to {
            arcs.push(Arc {
                flow,
                low: from.min(to),
                high: from.max(to),
                apex: 0.0,
                low_end: (0.0, 0.0),
                high_end: (0.0, 0.0),
                label: 0.0,
            });
        }
    }
    // Short ones lie lowest; each lies over those it shares a part of the way with.
    arcs.sort_by_key(|arc| (arc.high - arc.low, is_up(arc.flow), arc.low));
    for index in 0..arcs.len() {
        let arc = &arcs[index];
        let below = arcs[..index].iter().filter(|other| other.low < arc.high && arc.low < other.high).map(|other| other.apex - APART);
        arcs[index].apex = below.fold(blocks[arc.high].tread - 34.0, f64::min);
    }
    for (step, block) in blocks.iter().enumerate() {
        let mut to_lower: Vec<usize> = (0..arcs.len()).filter(|&index| arcs[index].high == step).collect();
        let mut to_higher: Vec<usize> = (0..arcs.len()).filter(|&index| arcs[index].low == step).collect();
        to_lower.sort_by(|one, other| arcs[*other].apex.total_cmp(&arcs[*one].apex));
        to_higher.sort_by(|one, other| arcs[*other].apex.total_cmp(&arcs[*one].apex));
        let slots = (to_lower.len() + to_higher.len()).saturating_sub(1).max(1) as f64;
        let slot = SLOT.min((block.width - 2.0 * EDGE) / slots);
        for (place, index) in to_lower.into_iter().enumerate() {
            arcs[index].high_end = (block.left + EDGE + place as f64 * slot, block.tread);
        }
        for (place, index) in to_higher.into_iter().enumerate() {
            arcs[index].low_end = (block.left + block.width - EDGE - place as f64 * slot, block.tread);
        }
    }
    for index in 0..arcs.len() {
        arcs[index].label = free_place(&arcs, index);
    }
    arcs
}

/// A place for the number where no upright part of a higher arrow crosses: the middle if it can be.
fn free_place(arcs: &[Arc<'_>], index: usize) -> f64 {
    let arc = &arcs[index];
    let (left, right) = (arc.low_end.0, arc.high_end.0);
    let crossing: Vec<f64> =
        arcs.iter().filter(|other| other.apex < arc.apex).flat_map(|other| [other.low_end.0, other.high_end.0]).collect();
    [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]
        .into_iter()
        .map(|share| left + share * (right - left))
        .find(|place| crossing.iter().all(|x| (x - place).abs() > 22.0))
        .unwrap_or((left + right) / 2.0)
}

impl Arc<'_> {
    pub(super) fn draw(&self, lang: Lang, staircase: &Staircase) -> Markup {
        let goes_up = is_up(self.flow);
        let width = staircase.thickness(self.flow.children);
        let (start, end) = if goes_up { (self.low_end, self.high_end) } else { (self.high_end, self.low_end) };
        let barb = width / 2.0 + 5.0;
        let tip = end.1 - 2.0;
        let neck = tip - barb - 3.0;
        let radius = 9.0_f64.min((end.0 - start.0).abs() / 2.0);
        let towards = if end.0 > start.0 { radius } else { -radius };
        let line = format!(
            "M{} {}V{}Q{} {} {} {}H{}Q{} {} {} {}V{}",
            n(start.0),
            n(start.1 - 2.0),
            n(self.apex + radius),
            n(start.0),
            n(self.apex),
            n(start.0 + towards),
            n(self.apex),
            n(end.0 - towards),
            n(end.0),
            n(self.apex),
            n(end.0),
            n(self.apex + radius),
            n(neck + 1.0)
        );
        let head = format!("M{} {}L{} {}L{} {}z", n(end.0 - barb), n(neck), n(end.0), n(tip), n(end.0 + barb), n(neck));
        let class = if goes_up { "up" } else { "down" };
        let (x, y) = (self.label, self.apex - width / 2.0 - 6.0);
        let text = number(lang, self.flow.children.into());
        let target = (text.len() as f64 * 10.0 + 10.0).max(26.0);
        html! {
            path class=(format!("{class}-line")) d=(line) stroke-width=(n(width)) {}
            path class=(format!("{class}-arrow")) d=(head) {}
            a class=(class) href=(self.flow.href) aria-label=(label(lang, self.flow)) {
                rect.target x=(n(x - target / 2.0)) y=(n(y - 19.0)) width=(n(target)) height="26" {}
                text x=(n(x)) y=(n(y)) text-anchor="middle" { (text) }
            }
        }
    }
}

/// "Fra trin 3 til trin 2: 14 børn".
pub(super) fn label(lang: Lang, flow: &Flow) -> String {
    t_with(
        lang,
        "picture-moved-from-to",
        &[("from", flow.from.unwrap_or_default().into()), ("to", flow.to.unwrap_or_default().into()), ("count", flow.children.into())],
    )
}
