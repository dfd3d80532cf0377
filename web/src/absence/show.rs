//! One pupil's absence: what it adds up to, its days drawn, what the roadmap asks for and what was done.

use super::{ADDRESS, attendance, days, known_until, reached_words, share, step_address};
use crate::app::App;
use crate::errors::PageResult;
use crate::frame::{Frame, Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::duty::{self, Due};
use crate::parts::list::{self, Tone};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::unit_step::done_today;
use crate::words::{Lang, format, t, t_with};
use crate::worries;
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::absence::{Reached, Roadmap};
use trin_domain::id::UnitId;
use trin_domain::record::{AbsenceStepTaken, Noted};
use trin_domain::strategy::AbsenceWindow;

/// `GET /fravaer/{barn}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(child): Path<String>) -> PageResult<Markup> {
    let lang = visitor.lang;
    let record = seen::open(&app, &visitor, &child).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let attendance = attendance(&app, &visitor, &seen)?;
    let title = t_with(lang, "absence-of", &[("name", seen.first_name().to_owned().into())]);
    let frame = Frame { current: Some(Room::Absence), ..seen.frame(&app, &visitor) };
    let Some(until) = known_until(&app, &visitor).await? else {
        let begin = button::link(&t(lang, "absence-read"), "/fravaer/hent", Weight::Main);
        let main = html! { h1 { (title) } (list::empty(&t(lang, "absence-none-read"), &t(lang, "absence-none-read-how"), Some(begin))) (back(&seen, lang)) };
        return Ok(page(&frame, &title, main, None));
    };
    let roadmap = Roadmap::new(app.strategy(), until);
    let (shares, reached) = (roadmap.shares(&attendance), roadmap.of(&attendance));
    let open: Vec<_> = reached.iter().filter(|reached| reached.is_open()).collect();
    let done: Vec<_> = reached.iter().filter(|reached| reached.answer.is_some()).collect();
    let lapsed: Vec<_> = reached.iter().filter(|reached| reached.lapsed_on.is_some()).collect();
    // What was done stays, also when the register was corrected and asks for it no longer.
    let unit = visitor.staff.unit;
    let is_told = |what: &AbsenceStepTaken| reached.iter().any(|one| tells(one, what));
    let beyond: Vec<_> = seen.state.absence_steps.iter().filter(|taken| taken.what.unit == unit && !is_told(taken.what)).collect();
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
        @if !done.is_empty() || !beyond.is_empty() {
            (list::section(&t(lang, "absence-past"), html! {
                ul.plain {
                    @for one in &done { li { (step_done(&app, lang, &seen, one, unit)) } }
                    @for taken in &beyond { li { b { (taken.what.what) } (said(lang, &seen, taken, app.today())) } }
                }
            }))
        }
        @if !lapsed.is_empty() {
            (list::unfold(&t_with(lang, "absence-lapsed-all", &[("count", lapsed.len().into())]), html! { ul.plain { @for one in &lapsed { li { (step_lapsed(lang, one, app.today())) } } } }))
        }
        (worries::of_child(&visitor, &seen))
        (button::row(html! { (button::link(&t(lang, "absence-worried"), &worries::raise_address(seen.child()), Weight::Other)) }))
        (back(&seen, lang))
    };
    Ok(page(&frame, &title, main, None))
}

fn back(seen: &Seen<'_>, lang: Lang) -> Markup {
    html! {
        p { a href=(paths::child(seen.child())) { "← " (seen.state.name()) } }
        p { a href=(ADDRESS) { "← " (t(lang, "absence-title")) } }
    }
}

/// Whether what was said is an answer to this threshold.
fn tells(reached: &Reached<'_>, what: &AbsenceStepTaken) -> bool {
    let on = reached.answer.as_ref().map_or(reached.on, |answer| answer.reached_on);
    what.step == reached.step.key && what.reached_on == on
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
        @for taken in seen.state.absence_steps.iter().filter(|taken| taken.what.unit == visitor.staff.unit && tells(reached, taken.what)) {
            (said(lang, seen, taken, app.today()))
        }
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

/// A step that was done or left out, with all that was said of it.
fn step_done(app: &App, lang: Lang, seen: &Seen<'_>, reached: &Reached<'_>, unit: UnitId) -> Markup {
    let step = reached.step;
    html! {
        b { (lang.pick(&step.name, &step.name_en)) } " "
        span.quiet { (reached_words(lang, reached, app.today())) }
        @for taken in seen.state.absence_steps.iter().filter(|taken| taken.what.unit == unit && tells(reached, taken.what)) {
            (said(lang, seen, taken, app.today()))
        }
        p.screen-only { a.quiet href=(step_address(seen.child(), reached)) { (t(lang, "worries-step-more")) } }
    }
}

fn said(lang: Lang, seen: &Seen<'_>, taken: &Noted<'_, AbsenceStepTaken>, today: Date) -> Markup {
    html! {
        div {
            @if taken.what.left_out { (list::tag(&t(lang, "worries-step-left-out"), Tone::Plain)) } @else { (list::tag(&t(lang, "worries-step-done"), Tone::Down)) }
            " " span.quiet { (format::day(lang, taken.what.on, today)) ", " (seen.names.of(taken.by.staff)) }
            @if !taken.what.words.is_empty() { p.words { (taken.what.words) } }
        }
    }
}

/// A step nobody said anything of while it was asked for.
fn step_lapsed(lang: Lang, reached: &Reached<'_>, today: Date) -> Markup {
    let key = if reached.step.over == AbsenceWindow::Quarter { "absence-lapsed-quarter" } else { "absence-lapsed" };
    html! {
        b { (lang.pick(&reached.step.name, &reached.step.name_en)) } " "
        span.quiet { (reached_words(lang, reached, today)) }
        @if let Some(on) = reached.lapsed_on { p.quiet { (t_with(lang, key, &[("day", format::day(lang, on, today).into())])) } }
    }
}
