//! Sådan gør vi: the action guide to be read before anything is written, by anybody who works here (D7).

use crate::app::App;
use crate::frame::{Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::list::{self, Tone};
use crate::session::Visitor;
use crate::words::{Lang, t, t_with};
use axum::extract::State;
use maud::{Markup, html};
use trin_domain::strategy::{GuidePath, GuideStep};

/// `GET /saadan-goer-vi`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor) -> Markup {
    let lang = visitor.lang;
    let title = t(lang, "guide-title");
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "guide-lead")) }
        p.note { (list::tag(&t(lang, "guide-now"), Tone::Late)) " " (t(lang, "guide-acute")) }
        @for path in GuidePath::ALL {
            (list::section(lang.pick(path.da(), path.en()), html! {
                @if *path == GuidePath::Harm { (harm(lang)) }
                ol.guide { @for step in app.strategy().guide_on(*path) { li { (of(lang, step)) } } }
            }))
        }
        @if super::takes_part(visitor.staff.role) { (button::row(button::link(&t(lang, "worries-begin"), "/bekymringer/ny", Weight::Main))) }
    };
    let room = super::takes_part(visitor.staff.role).then_some(Room::Worries);
    page(&visitor.frame(&app, room), &title, main, None)
}

/// What is never done first where harm is suspected.
pub(super) fn harm(lang: Lang) -> Markup {
    html! { p.note { (list::tag(&t(lang, "guide-harm-tag"), Tone::Late)) " " (t(lang, "guide-harm")) } }
}

fn of(lang: Lang, step: &GuideStep) -> Markup {
    let seen = step.seen.iter().map(|sign| lang.pick(sign.da(), sign.en()));
    let roles = step.roles.iter().map(|role| lang.pick(role.da(), role.en()));
    let only: Vec<&str> = seen.chain(roles).collect();
    html! {
        b { (lang.pick(&step.name, &step.name_en)) } " " span.quiet { (when(lang, step)) }
        @if !only.is_empty() { p.quiet { (t_with(lang, "guide-only", &[("what", only.join(", ").into())])) } }
        (how(lang, step))
    }
}

/// By when, counted from the day the worry is written.
fn when(lang: Lang, step: &GuideStep) -> String {
    match step.within {
        None => t(lang, "guide-same-day"),
        Some(within) => t_with(lang, "guide-within", &[("within", lang.pick(&within.to_string(), &within.en()).to_owned().into())]),
    }
}

/// How it is done, what helps, and who says so.
pub(super) fn how(lang: Lang, step: &GuideStep) -> Markup {
    html! {
        p { (lang.pick(&step.how, &step.how_en)) }
        @if !step.tools.is_empty() { p.quiet { (t(lang, "guide-tools")) " " (step.tools.join(", ")) } }
        (list::unfold(&t(lang, "guide-why"), html! { p.quiet { (step.source) } }))
    }
}
