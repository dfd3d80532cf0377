//! The child's name, age, responsible person, position and next duty: in sight on every page about a child, and the head of its print.

use maud::{Markup, html};

use crate::parts::button::{self, Weight};
use crate::svg::step_mark;
use crate::words::{Lang, t};

/// What the header of a page about a child shows.
#[derive(Clone, Debug)]
pub struct ChildHeader {
    /// The child's name, or "Ufødt barn af …".
    pub name: String,
    /// The child's own page.
    pub href: String,
    /// "9 år", from [`crate::words::format::age`].
    pub age: String,
    /// The responsible person.
    pub responsible: String,
    /// Where the child stands, in one sentence: "Trin 3, hjemmebaseret støtte siden 14. marts; mål: ned på trin 2 inden sommer".
    pub position: String,
    /// The step the child stands on and how many the ladder has; `None` when on no step.
    pub step: Option<(u8, u8)>,
    /// The next thing we owe, from [`crate::parts::duty::short`].
    pub next_duty: Option<Markup>,
    /// What whoever acts for the child must know first, whatever the page; never on paper.
    pub caution: Option<String>,
    /// Where an emergency access to this child is closed by whoever opened it, while it is open.
    pub close: Option<String>,
    /// Whether the name is this page's heading: on the child's own page, which then writes no `h1` of its own.
    pub is_heading: bool,
}

/// The header itself; [`super::page`] places it.
pub fn child_header(lang: Lang, child: &ChildHeader) -> Markup {
    let name = html! { a href=(child.href) { (child.name) } " " span.age { (child.age) } };
    html! {
        section.child-header aria-label=(child.name) {
            // On a phone this part alone stays in sight.
            div.id {
                @if let Some((step, of)) = child.step { (step_mark(lang, step, of)) }
                @if child.is_heading { h1.name { (name) } } @else { p.name { (name) } }
                p.responsible { span.label { (t(lang, "head-responsible")) " " } (child.responsible) }
            }
            p.position { (child.position) }
            @if let Some(duty) = &child.next_duty { p.next { span.label { (t(lang, "head-next")) " " } (duty) } }
        }
        @if let Some(caution) = &child.caution { section.flash.notice aria-label=(t(lang, "head-caution")) { p { (caution) } @if let Some(close) = &child.close { (close_now(lang, close)) } } }
    }
}

/// Closes an emergency access before the hour is over.
pub(super) fn close_now(lang: Lang, href: &str) -> Markup {
    button::post(href, &[], &t(lang, "access-glass-close"), Weight::Other)
}
