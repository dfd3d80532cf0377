//! Pictures drawn on the server: plain values in, SVG out, each with a title, a description and a table behind it.
//!
//! No style attributes (the content security policy forbids them): presentation attributes and classes only.

use maud::{Markup, html};

use crate::words::{Lang, t_with};

/// A tiny staircase with one step filled in: stands beside every mention of where a child is on the ladder.
pub fn step_mark(lang: Lang, step: u8, of: u8) -> Markup {
    let of = of.max(1);
    let width = 24.0 / f32::from(of);
    html! {
        svg.step-mark viewBox="0 0 24 20" width="29" height="24" role="img" aria-label=(t_with(lang, "step-mark", &[("step", step.into()), ("of", of.into())])) {
            @for index in 1..=of {
                @let height = 4.0 + 16.0 * f32::from(index) / f32::from(of);
                rect.here[index == step] x=(f32::from(index - 1) * width) y=(20.0 - height) width=(width - 1.0) height=(height) {}
            }
        }
    }
}
