//! One worry: what was seen, what the guide asks for at least and what of it is done, what was agreed, and how it ended.

use super::{address, find, guide, signs, to_child};
use crate::app::App;
use crate::errors::PageResult;
use crate::frame::{Frame, Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::duty::{self, Due};
use crate::parts::list::{self, Tone};
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::unit_step::done_today;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::id::ChildId;
use trin_domain::record::{FocusPoint, Noted, Worry, WorryStepTaken};
use trin_domain::strategy::GuidePath;
use trin_domain::worries::StepOf;

/// `GET /bekymringer/{barn}/{nr}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path((child, no)): Path<(String, String)>) -> PageResult<Markup> {
    let lang = visitor.lang;
    let record = seen::open(&app, &visitor, &child).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let worry = find(&visitor, &seen, &no)?;
    let what = worry.raised.what;
    let at = address(seen.child(), worry.no());
    let is_open = worry.settled.is_none();
    let steps = worry.steps(app.strategy());
    let done = steps.iter().filter(|of| of.is_done()).count();
    let goes_first = worry.held_back_by(&seen.state).filter(|_| is_open);
    let title = t_with(lang, "worries-about", &[("name", seen.first_name().to_owned().into())]);
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "worries-raised-by", &[("day", format::day(lang, what.on, app.today()).into()), ("name", seen.names.of(worry.raised.by.staff).to_owned().into())])) }
        p { (signs(lang, &what.seen)) }
        @if let Some(settled) = &worry.settled {
            p.note { (list::tag(lang.pick(settled.what.outcome.da(), settled.what.outcome.en()), Tone::Down)) " "
                (format::day(lang, settled.what.on, app.today())) ", " (seen.names.of(settled.by.staff)) }
            blockquote { p.words { (settled.what.words) } }
        } @else if worry.path() == GuidePath::Harm { (guide::harm(lang)) }
        (list::section(&t(lang, "worries-seen"), html! {
            blockquote { p.words { (what.signs) } }
            @if !what.child_words.is_empty() { h3 { (t(lang, "rounds-child-words-label")) } blockquote { p.words { (what.child_words) } } }
        }))
        (list::section(&t(lang, "guide-title"), html! {
            @if let Some(other) = goes_first {
                p.note { (list::tag(&t(lang, "guide-harm-tag"), Tone::Late)) " " a href=(address(seen.child(), other.no())) { (t(lang, "worries-held-back")) } }
            } @else {
                p { (t_with(lang, if is_open { "worries-steps-done" } else { "worries-steps-were-done" }, &[("done", done.into()), ("all", steps.len().into())])) }
                ol.guide { @for of in &steps { li { (step(&app, &visitor, &seen, worry, of, &at)) } } }
            }
            @let beyond = worry.beyond(app.strategy());
            @if !beyond.is_empty() {
                h3 { (t(lang, "worries-beyond")) }
                ul.plain { @for taken in &beyond { li { b { (taken.what.what) } " " (taken_words(lang, &seen, taken, app.today())) } } }
            }
            @if is_open { p { a href=(format!("{at}/andet")) { (t(lang, "worries-write-beyond")) } } }
        }))
        (list::section(&t(lang, "worries-agreed"), html! {
            @let points: Vec<&FocusPoint<'_>> = worry.focus(&seen.state).collect();
            @if points.is_empty() { p.quiet { (t(lang, "worries-agreed-none")) } }
            (focus(lang, &app, &seen, &points, is_open))
            @if is_open { (button::row(button::link(&t(lang, "worries-agree"), &format!("{at}/aftale"), Weight::Other))) }
        }))
        @if is_open {
            (button::row(html! {
                (button::link(&t(lang, "rounds-notify"), &notify(seen.child(), worry), if worry.path() == GuidePath::Harm { Weight::Main } else { Weight::Other }))
                (button::link(&t(lang, "worries-settle"), &format!("{at}/afslut"), Weight::Other))
            }))
        }
        (to_child(&seen))
        p { a href="/bekymringer" { "← " (t(lang, "worries-title")) } }
    };
    let frame = Frame { current: Some(Room::Worries), ..seen.frame(&app, &visitor) };
    Ok(page(&frame, &title, main, None))
}

/// The form of a notification that knows what was seen.
fn notify(child: ChildId, worry: &Worry<'_>) -> String {
    format!("/modtagelsen/ny/{child}?bekymring={}", worry.no())
}

/// One step of the guide: done, left out, or still to be done, with the way to do it.
fn step(app: &App, visitor: &Visitor, seen: &Seen<'_>, worry: &Worry<'_>, of: &StepOf<'_, '_>, at: &str) -> Markup {
    let (lang, step) = (visitor.lang, of.step);
    let write = format!("{at}/skridt/{}", step.key);
    let is_open = worry.settled.is_none();
    html! {
        b { (lang.pick(&step.name, &step.name_en)) } " "
        @match &of.taken {
            Some(taken) => {
                @for said in &of.said { div { (taken_words(lang, seen, said, app.today())) } }
                @if is_open { p.screen-only { a.quiet href=(&write) { (t(lang, if taken.what.left_out { "worries-step-after-all" } else { "worries-step-more" })) } } }
            }
            None if is_open => {
                "· " (duty::due(lang, Due::Day(of.due), seen.now))
                @if let Some(back) = &of.taken_back { p.quiet { (t(lang, "worries-step-taken-back")) " " (back.what.words) " · " (seen.names.of(back.by.staff)) } }
                (guide::how(lang, step))
                (button::row(html! {
                    @if step.notifies {
                        (button::link(&t(lang, "rounds-notify"), &notify(seen.child(), worry), Weight::Other))
                    } @else {
                        (done_today(app, lang, seen, &write))
                    }
                    (button::link(&t(lang, "worries-step-write"), &write, Weight::Quiet))
                }))
            }
            None => { span.quiet { (t(lang, "worries-step-not-taken")) } }
        }
    }
}

fn taken_words(lang: Lang, seen: &Seen<'_>, taken: &Noted<'_, WorryStepTaken>, today: Date) -> Markup {
    let (tone, says) = if taken.what.left_out { (Tone::Plain, "worries-step-left-out") } else { (Tone::Down, "worries-step-done") };
    html! {
        (list::tag(&t(lang, says), tone))
        span.quiet { " " (format::day(lang, taken.what.on, today)) ", " (seen.names.of(taken.by.staff)) }
        @if !taken.what.words.is_empty() { p.words { (taken.what.words) } }
    }
}

/// What was agreed and how it went, with the way to look at it again.
pub(crate) fn focus(lang: Lang, app: &App, seen: &Seen<'_>, points: &[&FocusPoint<'_>], is_open: bool) -> Markup {
    html! {
        ul.plain {
            @for point in points {
                @let what = point.agreed.what;
                li {
                    b { (what.goal) }
                    p { (what.action) }
                    p.quiet { (what.who) " · " (t_with(lang, "worries-agreed-on", &[("day", format::day(lang, what.on, app.today()).into())])) }
                    @for look in &point.looks {
                        p { (list::tag(lang.pick(look.what.reached.da(), look.what.reached.en()), Tone::Plain)) " " (look.what.words)
                            span.quiet { " · " (format::day(lang, look.what.on, app.today())) ", " (seen.names.of(look.by.staff)) } }
                    }
                    @if let Some(due) = point.due_on().filter(|_| !is_open) {
                        p.quiet { (t_with(lang, "worries-was-to-be-looked-at", &[("day", format::date(lang, due).into())])) }
                    } @else if let Some(due) = point.due_on() {
                        p { (duty::due(lang, Due::Day(due), seen.now)) " "
                            a href=(format!("/bekymringer/{}/aftale/{}", seen.child(), point.agreed.no)) { (t(lang, "worries-look")) } }
                    }
                }
            }
        }
    }
}
