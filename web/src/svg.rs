//! Pictures drawn on the server: plain values in, SVG out, each with a title that states the finding, a description and a table behind it.
//!
//! No style attributes (the content security policy forbids them): presentation attributes and classes only. A picture that carries links is a
//! `group`, not an `img`, because what stands inside an `img` is hidden from screen readers. Pictures that must read at 360 px are drawn
//! twice, wide and narrow, and the style sheet shows the one that fits the room there is.

use maud::{Markup, html};

use crate::words::{Lang, t, t_with};

mod goal;
mod path;
mod staircase;

pub use goal::{Goal, goal};
pub use path::{Mark, MarkKind, Path, Promise, Scale, ScalePoint, Step, Stretch, path};
pub use staircase::{Flow, Stair, Staircase, staircase};

/// A tiny staircase with one step filled in: stands beside every mention of where a child is on the ladder.
pub fn step_mark(lang: Lang, step: u8, of: u8) -> Markup {
    let of = of.max(1);
    let width = 24.0 / f64::from(of);
    html! {
        svg.step-mark viewBox="0 0 24 20" width="29" height="24" role="img"
            aria-label=(t_with(lang, "picture-step-mark", &[("step", step.into()), ("of", of.into())])) {
            @for index in 1..=of {
                @let height = 4.0 + 16.0 * f64::from(index) / f64::from(of);
                rect.here[index == step] x=(n(f64::from(index - 1) * width)) y=(n(20.0 - height)) width=(n(width - 1.0)) height=(n(height)) {}
            }
        }
    }
}

/// A picture in its figure: what it says above, the drawings, the table one click away.
fn figure(lang: Lang, class: &str, title: &str, drawings: Markup, legend: Markup, table: Markup) -> Markup {
    html! {
        figure class=(format!("picture {class}")) {
            figcaption { (title) }
            (drawings)
            (legend)
            details.unfold { summary { (t(lang, "picture-as-table")) } div { (table) } }
        }
    }
}

/// A coordinate with at most one decimal.
fn n(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// The shade of a step: the ladder's six shades spread over as many steps as it has.
fn shade(index: usize, of: usize) -> usize {
    if of <= 1 { 3 } else { 1 + (index * 5 + (of - 1) / 2) / (of - 1) }
}

/// Words put on lines of at most so many letters; what does not fit on the last line ends in "…".
fn wrapped(text: &str, letters: usize, lines: usize) -> Vec<String> {
    let mut wrapped: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let is_last_line = wrapped.len() == lines;
        match wrapped.last_mut() {
            Some(line) if is_last_line || line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => wrapped.push(word.to_owned()),
        }
    }
    for line in wrapped.iter_mut().filter(|line| line.chars().count() > letters) {
        *line = line.chars().take(letters.saturating_sub(1)).collect::<String>().trim_end().to_owned();
        line.push('…');
    }
    wrapped
}

/// What a scale is called, with its range, which stays when the words must be cut.
fn ranged(label: &str, range: &str, letters: usize, lines: usize) -> Vec<String> {
    let whole = wrapped(&format!("{label} {range}"), letters, lines);
    if whole.last().is_none_or(|last| last.ends_with(range)) {
        return whole;
    }
    let mut cut = wrapped(label, letters, lines);
    if let Some(last) = cut.last_mut() {
        let room = letters.saturating_sub(range.chars().count() + 2);
        let words: String = last.trim_end_matches('…').chars().take(room).collect();
        *last = format!("{}… {range}", words.trim_end());
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_keeps_its_range_when_its_name_is_cut() {
        assert_eq!(ranged("Trivsel: 5 er truet", "1–5", 15, 2), ["Trivsel: 5 er", "truet 1–5"]);
        assert_eq!(ranged("Mål: Noah er i skole hver dag", "0–10", 15, 2), ["Mål: Noah er i", "skole hve… 0–10"]);
        assert_eq!(ranged("Fremmøde", "0–10", 44, 1), ["Fremmøde 0–10"]);
    }

    #[test]
    fn words_are_put_on_lines() {
        assert_eq!(wrapped("Trivsel og sundhedsfremme", 15, 2), ["Trivsel og", "sundhedsfremme"]);
        assert_eq!(wrapped("Tidlig hjælp i almenområdet", 12, 2), ["Tidlig hjælp", "i almenområ…"]);
        assert_eq!(wrapped("et to tre fire", 5, 1), ["et t…"]);
        assert!(wrapped("", 5, 2).is_empty());
    }

    #[test]
    fn shades_run_from_light_to_dark() {
        assert_eq!((0..4).map(|index| shade(index, 4)).collect::<Vec<_>>(), [1, 3, 4, 6]);
        assert_eq!((0..6).map(|index| shade(index, 6)).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
        assert_eq!((0..3).map(|index| shade(index, 3)).collect::<Vec<_>>(), [1, 4, 6]);
        assert_eq!(shade(0, 1), 3);
    }

    #[test]
    fn coordinates_are_short() {
        assert_eq!((n(12.0), n(12.34), n(-0.5)), ("12".into(), "12.3".into(), "-0.5".into()));
    }
}
