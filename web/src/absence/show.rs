//! One pupil's absence: what it adds up to, its days drawn, what the roadmap asks for and what was done.

use super::{ADDRESS, days, of, reached_words, share, step_address};
use crate::app::App;
use crate::errors::PageResult;
use crate::form::date_value;
use crate::frame::{Frame, Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::duty::{self, Due};
use crate::parts::list::{self, Tone};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::unit_form::ONE_PRESS;
use crate::words::{Lang, format, t, t_with};
use crate::worries;
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::absence::Reached;
use trin_domain::record::AbsenceStepTaken;

/// `GET /fravaer/{barn}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(child): Path<String>) -> PageResult<Markup> {
    let lang = visitor.lang;
    let record = seen::open(&app, &visitor, &child).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let (attendance, roadmap) = of(&app, &visitor, &seen).await?;
    let until = roadmap.known_until();
    let (shares, reached) = (roadmap.shares(&attendance), roadmap.of(&attendance));
    let (open, past): (Vec<_>, Vec<_>) = reached.iter().partition(|reached| reached.is_open());
    let title = t_with(lang, "absence-of", &[("name", seen.first_name().to_owned().into())]);
    let beside: Vec<_> = attendance.days.iter().filter(|day| roadmap.year().covers(day.on) && !roadmap.year().has(day.on)).collect();
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "absence-known-until", &[("day", format::date(lang, until).into())])) }
        (list::facts(&[
            (&t(lang, "absence-four-weeks"), html! { (share(lang, shares.lately)) }),
            (&t(lang, "absence-quarter"), html! { (share(lang, shares.unlawful)) }),
            (&t(lang, "absence-year"), html! { (share(lang, shares.year)) }),
        ]))
        (list::section(&t(lang, "absence-roadmap"), html! {
            @if open.is_empty() { p.quiet { (t(lang, "absence-nothing-asked")) } }
            ol.guide { @for one in &open { li { (to_do(&app, &visitor, &seen, one)) } } }
        }))
        (list::section(&t(lang, "absence-days"), html! {
            (days::calendar(lang, roadmap.year(), &attendance.days, until))
            @if !beside.is_empty() { p.note { (t_with(lang, "absence-beside", &[("count", beside.len().into())])) } }
        }))
        @if !past.is_empty() {
            (list::section(&t(lang, "absence-past"), html! { ul.plain { @for one in &past { li { (done(&app, lang, &seen, one, visitor.staff.unit)) } } } }))
        }
        (worries::of_child(&visitor, &seen))
        (button::row(html! { (button::link(&t(lang, "absence-worried"), &worries::raise_address(seen.child()), Weight::Other)) }))
        p { a href=(paths::child(seen.child())) { "← " (seen.state.name()) } }
        p { a href=(ADDRESS) { "← " (t(lang, "absence-title")) } }
    };
    let frame = Frame { current: Some(Room::Absence), ..seen.frame(&app, &visitor) };
    Ok(page(&frame, &title, main, None))
}

/// A step that is still to be done, with the way to do it.
fn to_do(app: &App, visitor: &Visitor, seen: &Seen<'_>, reached: &Reached<'_>) -> Markup {
    let (lang, step) = (visitor.lang, reached.step);
    let write = step_address(seen.child(), reached);
    html! {
        b { (lang.pick(&step.name, &step.name_en)) } " · " (duty::due(lang, Due::Day(reached.due), seen.now))
        @if step.is_law() { " " (list::tag(&t(lang, "absence-law"), Tone::Plain)) }
        p.quiet { (lang.pick(&step.responsible, &step.responsible_en)) " · " (reached_words(lang, reached, app.today())) }
        (how(lang, reached))
        (button::row(html! {
            @if step.notifies {
                (button::link(&t(lang, "rounds-notify"), &format!("/modtagelsen/ny/{}?fravaer={}.{}", seen.child(), step.key, reached.on), Weight::Other))
            } @else {
                (done_today(app, lang, seen, &write))
            }
            (button::link(&t(lang, "worries-step-write"), &write, Weight::Quiet))
        }))
    }
}

/// How a step is done, and where it is said.
pub(super) fn how(lang: Lang, reached: &Reached<'_>) -> Markup {
    let step = reached.step;
    html! {
        p { (lang.pick(&step.how, &step.how_en)) }
        (list::unfold(&t(lang, "guide-why"), html! { p.quiet { (step.source) } }))
    }
}

/// One press: done today, and nothing more to say about it.
fn done_today(app: &App, lang: Lang, seen: &Seen<'_>, write: &str) -> Markup {
    let (key, version, today) = (app.command_key().to_string(), seen.record.version().0.to_string(), date_value(app.today()));
    let hidden =
        [("key", key.as_str()), ("set", version.as_str()), ("on", today.as_str()), ("hvordan", super::write::DONE), (ONE_PRESS, "ja")];
    button::post(write, &hidden, &t(lang, "worries-step-today"), Weight::Other)
}

/// What became of a step: done, left out, or no longer asked for.
fn done(app: &App, lang: Lang, seen: &Seen<'_>, reached: &Reached<'_>, unit: trin_domain::id::UnitId) -> Markup {
    let (step, today) = (reached.step, app.today());
    let is_of = |what: &AbsenceStepTaken| {
        what.unit == unit && what.step == step.key && reached.answer.as_ref().is_some_and(|answer| answer.reached_on == what.reached_on)
    };
    let said = seen.state.absence_steps.iter().filter(|taken| is_of(taken.what));
    html! {
        b { (lang.pick(&step.name, &step.name_en)) } " "
        span.quiet { (reached_words(lang, reached, today)) }
        @for taken in said {
            div {
                (words(lang, taken.what.left_out)) " "
                span.quiet { (format::day(lang, taken.what.on, today)) ", " (seen.names.of(taken.by.staff)) }
                @if !taken.what.words.is_empty() { p.words { (taken.what.words) } }
            }
        }
        @if reached.answer.is_some() {
            p.screen-only { a.quiet href=(step_address(seen.child(), reached)) { (t(lang, "worries-step-more")) } }
        } @else if let Some(on) = reached.lapsed_on {
            p.quiet { (lapsed(lang, on, today)) }
        }
    }
}

fn words(lang: Lang, left_out: bool) -> Markup {
    if left_out { list::tag(&t(lang, "worries-step-left-out"), Tone::Plain) } else { list::tag(&t(lang, "worries-step-done"), Tone::Down) }
}

fn lapsed(lang: Lang, on: Date, today: Date) -> String {
    t_with(lang, "absence-lapsed", &[("day", format::day(lang, on, today).into())])
}
