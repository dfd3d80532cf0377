//! Small things: tags, definition lists, empty pages, next and previous, sections of the side column.

use maud::{Markup, html};
use trin_domain::rounds::Situation;

use crate::words::{Lang, t};

/// The hue of a tag. Its word carries the meaning.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    /// Says a thing, no more.
    #[default]
    Plain,
    /// Belongs to the work at hand.
    Work,
    /// Down the ladder.
    Down,
    /// Up the ladder.
    Up,
    /// Late, or acute.
    Late,
}

/// A word in a box.
pub fn tag(text: &str, tone: Tone) -> Markup {
    let class = match tone {
        Tone::Plain => "tag",
        Tone::Work => "tag work",
        Tone::Down => "tag down",
        Tone::Up => "tag up",
        Tone::Late => "tag late",
    };
    html! { span class=(class) { (text) } }
}

/// The colour of a situation as a tag: the only place of green, yellow and red, and always with its word.
pub fn situation(lang: Lang, situation: Situation) -> Markup {
    html! { span class=(format!("tag wellbeing {}", situation.code())) { (lang.pick(situation.da(), situation.en())) } }
}

/// Terms and what they are, in two columns.
pub fn facts(rows: &[(&str, Markup)]) -> Markup {
    html! { dl.facts { @for (term, value) in rows { div { dt { (term) } dd { (value) } } } } }
}

/// Where nothing is yet: what will be here, how to begin, and the button that begins it.
pub fn empty(what: &str, how: &str, begin: Option<Markup>) -> Markup {
    html! { div.empty { p { b { (what) } } p { (how) } @if let Some(begin) = begin { (begin) } } }
}

/// Previous and next page of a list that is paged by cursor.
pub fn pager(lang: Lang, previous: Option<&str>, next: Option<&str>) -> Markup {
    html! {
        @if previous.is_some() || next.is_some() {
            nav.pager aria-label=(t(lang, "pager")) {
                @if let Some(href) = previous { a href=(href) rel="prev" { "← " (t(lang, "pager-previous")) } }
                @if let Some(href) = next { a href=(href) rel="next" { (t(lang, "pager-next")) " →" } }
            }
            // On paper nothing can be turned to.
            p.paper-only { (t(lang, match (previous.is_some(), next.is_some()) { (false, true) => "pager-more-after", (true, false) => "pager-more-before", _ => "pager-more-both" })) }
        }
    }
}

/// A section of the side column or of a page, under its own heading.
pub fn section(heading: &str, body: Markup) -> Markup {
    html! { section.block { h2 { (heading) } (body) } }
}

/// A section that unfolds; closed until asked for.
pub fn unfold(summary: &str, body: Markup) -> Markup {
    html! { details.unfold { summary { (summary) } div { (body) } } }
}

/// Links between the pages about one thing (the child's record, plan, network …); `current` is the `href` of this page.
pub fn tabs(label: &str, links: &[(&str, &str)], current: &str) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            ul { @for (name, href) in links { li { a href=(href) aria-current=[(*href == current).then_some("page")] { (name) } } } }
        }
    }
}

/// A number with its word, for the top of a page: ("Børn på trin 3", "42"). Link it to what it counts.
pub fn figure(label: &str, value: &str, href: Option<&str>) -> Markup {
    html! {
        div.figure {
            @match href { Some(href) => a.number href=(href) { (value) }, None => span.number { (value) }, }
            " " span.label { (label) }
        }
    }
}

/// Figures in a row.
pub fn figures(figures: Markup) -> Markup {
    html! { div.figures { (figures) } }
}
