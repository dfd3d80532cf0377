//! One intervention, from its decision to its end: what was decided, how it goes, and what can be done now.

use super::{decision, goal_chart, goals_of, is_over};
use crate::app::App;
use crate::child::{help_name, views_of};
use crate::errors::PageResult;
use crate::frame::page;
use crate::parts::button::{self, Weight};
use crate::parts::duty;
use crate::parts::list::{self, Tone, tag};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::access::Room;
use trin_domain::calendar::day_of;
use trin_domain::duties::{DutyKind, plan_may_be_left_out};
use trin_domain::record::Intervention;

/// `GET /boern/{id}/indsats/{no}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult<Markup> {
    let lang = visitor.lang;
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let help = super::find(&visitor, &seen, no)?;
    let title = help_name(lang, &seen, help.no());
    let main = html! {
        h1 { (title) }
        p.lead { (status(lang, &seen, help)) }
        @if seen.grant.writes(Room::Help) { (actions(lang, &seen, help)) }
        (decided(&app, &visitor, &seen, help))
        (aims(lang, &seen, help))
        (goals(&visitor, &seen, help))
        (super::follow_up_read::all(lang, &seen, help))
        @if help.decided.what.kind.is_placement() { (placement(lang, &seen, help)) }
    };
    Ok(page(&seen.frame(&app, &visitor), &title, main, Some(side(&app, lang, &seen, help))))
}

/// Where it stands, in one sentence.
pub(crate) fn status(lang: Lang, seen: &Seen<'_>, help: &Intervention<'_>) -> String {
    let today = day_of(seen.now);
    let day = |on: Date| format::day(lang, on, today).into();
    match (help.started_on(), help.ended_on()) {
        (None, None) => t_with(lang, "help-status-decided", &[("day", day(help.decided.what.on))]),
        (Some(from), None) if from > today => t_with(lang, "help-status-starts", &[("day", day(from))]),
        (Some(from), None) => t_with(lang, "help-status-runs", &[("day", day(from))]),
        (None, Some(ended)) => t_with(lang, "help-status-never-started", &[("day", day(ended))]),
        (Some(from), Some(ended)) if ended >= today => t_with(lang, "help-status-ends", &[("from", day(from)), ("to", day(ended))]),
        (Some(from), Some(ended)) => t_with(lang, "help-status-ended", &[("from", day(from)), ("to", day(ended))]),
    }
}

/// What can be done now, the likeliest first.
fn actions(lang: Lang, seen: &Seen<'_>, help: &Intervention<'_>) -> Markup {
    let address = paths::intervention(seen.child(), help.no());
    let to = |what: &str| format!("{address}/{what}");
    if is_over(help, day_of(seen.now)) {
        return happened(lang, seen, help);
    }
    html! {
        (button::row(html! {
            @if help.started.is_some() {
                (button::link(&t(lang, "help-do-follow-up"), &paths::follow_up(seen.child(), help.no()), Weight::Main))
            } @else {
                (button::link(&t(lang, "help-do-start"), &to("begynd"), Weight::Main))
            }
            (button::link(&t(lang, if help.aims.is_empty() { "help-do-aim" } else { "help-do-aim-again" }), &to("maal"), Weight::Other))
            @if help.started.is_some() && help.decided.what.kind.is_placement() {
                (button::link(&t(lang, "help-do-visit"), &to("tilsyn"), Weight::Other))
                (button::link(&t(lang, "help-do-review"), &to("hjemgivelse"), Weight::Other))
                (button::link(&t(lang, "help-do-prolong"), &to("forlaengelse"), Weight::Other))
            }
            @if lacks_plan(seen, help) { (button::link(&t(lang, "help-do-no-plan"), &to("uden-plan"), Weight::Quiet)) }
            @if help.ended.is_none() { (button::link(&t(lang, "help-do-end"), &to("slut"), Weight::Quiet)) }
        }))
    }
}

/// What was held while the help ran, and is written in after it ended.
fn happened(lang: Lang, seen: &Seen<'_>, help: &Intervention<'_>) -> Markup {
    let address = paths::intervention(seen.child(), help.no());
    html! {
        @if help.started.is_some() {
            (list::unfold(&t(lang, "help-happened"), html! {
                p.note { (t(lang, "help-happened-hint")) }
                (button::row(html! {
                    (button::link(&t(lang, "help-do-follow-up"), &paths::follow_up(seen.child(), help.no()), Weight::Other))
                    @if help.decided.what.kind.is_placement() {
                        (button::link(&t(lang, "help-do-visit"), &format!("{address}/tilsyn"), Weight::Other))
                        (button::link(&t(lang, "help-do-review"), &format!("{address}/hjemgivelse"), Weight::Other))
                    }
                }))
            }))
        }
    }
}

/// Whether a plan is owed that the municipality may decide to do without.
fn lacks_plan(seen: &Seen<'_>, help: &Intervention<'_>) -> bool {
    let decided = help.decided.what;
    plan_may_be_left_out(decided.kind, decided.on) && seen.owed().any(|duty| duty.kind == DutyKind::Plan && duty.about == help.no())
}

fn decided(app: &App, visitor: &Visitor, seen: &Seen<'_>, help: &Intervention<'_>) -> Markup {
    let lang = visitor.lang;
    let what = help.decided.what;
    let step = app.strategy().step_of(what.kind);
    let day = |on: Date| html! { (format::date(lang, on)) };
    let words = |text: &str| html! { p.words { (text) } };
    let mut rows: Vec<(String, Markup)> = vec![
        (t(lang, "help-decision-kind"), html! { (lang.pick(what.kind.da(), what.kind.en())) }),
        (
            t(lang, "help-step"),
            html! { (t_with(lang, "help-step-named", &[("step", step.0.into()), ("name", app.step_name(lang, step).to_owned().into())])) },
        ),
        (t(lang, "help-decision-purpose"), words(&what.purpose)),
        (t(lang, "help-decision-consent"), html! { (decision::consent_name(lang, what.consent)) }),
        (t(lang, "help-decision-on"), html! { (format::date(lang, what.on)) span.note { " · " (seen.names.of(help.decided.by.staff)) } }),
    ];
    if let Some(provider) = what.provider {
        rows.insert(2, (t(lang, "help-decision-provider"), html! { (seen.names.of_unit(provider)) }));
    }
    if let Some(why) = &what.why_not_lower {
        rows.push((t(lang, "help-decision-why-not-lower"), words(why)));
    }
    if let Some(why) = &what.why_not_preferred {
        rows.push((t(lang, "help-decision-why-not-preferred"), words(why)));
    }
    if let Some(until) = what.expected_until {
        rows.push((t(lang, "help-decision-expected-until"), day(until)));
    }
    let replaced = what.replaces.and_then(|no| seen.state.intervention(no));
    if let Some(old) = replaced.filter(|old| seen.grant.sees_help(old)) {
        let before = html! { a href=(paths::intervention(seen.child(), old.no())) { (help_name(lang, seen, old.no())) } };
        rows.push((t(lang, "help-decision-replaces"), before));
    }
    if let Some(decision) = help.without_plan {
        let why = html! { (decision.what.reason) span.note { " · " (format::date(lang, decision.what.on)) " · " (seen.names.of(decision.by.staff)) } };
        rows.push((t(lang, "help-without-plan"), why));
    }
    if let Some(ended) = help.ended {
        let why = html! { (lang.pick(ended.what.reason.da(), ended.what.reason.en())) @if !ended.what.note.is_empty() { ". " (ended.what.note) } };
        rows.push((t(lang, "help-end-reason"), why));
        let after: Vec<_> = carried_on(seen, help, ended.what.on).filter(|other| seen.grant.sees_help(other)).collect();
        if !after.is_empty() {
            let links = html! {
                @for (index, other) in after.iter().enumerate() {
                    @if index > 0 { ", " } a href=(paths::intervention(seen.child(), other.no())) { (help_name(lang, seen, other.no())) }
                }
            };
            rows.push((t(lang, "help-carried-on"), links));
        }
    }
    let rows: Vec<(&str, Markup)> = rows.iter().map(|(term, value)| (term.as_str(), value.clone())).collect();
    let about = [
        Some(help.no()),
        help.without_plan.map(|decision| decision.no),
        help.started.map(|started| started.no),
        help.ended.map(|ended| ended.no),
    ];
    let views = html! { @for no in about.into_iter().flatten() { (views_of(lang, seen, no)) } };
    list::section(&t(lang, "help-the-decision"), html! { (list::facts(&rows)) (views) })
}

/// The help the child had when this one had ended: what took over from it, and what was decided before and went on.
fn carried_on<'s, 'r>(seen: &'s Seen<'r>, help: &Intervention<'_>, last: Date) -> impl Iterator<Item = &'s Intervention<'r>> {
    let no = help.no();
    seen.state.interventions.iter().filter(move |other| {
        let goes_on = other.decided.what.on <= last && other.ended_on().is_none_or(|ended| ended > last);
        other.no() != no && (other.decided.what.replaces == Some(no) || goes_on)
    })
}

fn aims(lang: Lang, seen: &Seen<'_>, help: &Intervention<'_>) -> Markup {
    let today = day_of(seen.now);
    list::section(
        &t(lang, "help-aim"),
        html! {
            @match help.aims.last() {
                None => p.note { (t(lang, "help-aim-none")) },
                Some(aim) => {
                    p.words { (aim.what.aim) }
                    p.note {
                        @if let Some(by) = aim.what.by { (t_with(lang, "help-aim-hoped-by", &[("day", format::day(lang, by, today).into())])) " · " }
                        (t_with(lang, "help-stated", &[("day", format::day(lang, aim.what.on, today).into()), ("who", seen.names.of(aim.by.staff).to_owned().into())]))
                    }
                    (views_of(lang, seen, aim.no))
                },
            }
            @if help.aims.len() > 1 {
                (list::unfold(&t(lang, "help-aims-before"), html! {
                    ul.plain { @for aim in help.aims.iter().rev().skip(1) { li { span.note { (format::date(lang, aim.what.on)) ": " } (aim.what.aim) (views_of(lang, seen, aim.no)) } } }
                }))
            }
        },
    )
}

fn goals(visitor: &Visitor, seen: &Seen<'_>, help: &Intervention<'_>) -> Markup {
    let lang = visitor.lang;
    let goals = goals_of(seen, help.no());
    list::section(
        &t(lang, "help-goals"),
        html! {
            @if goals.is_empty() { p.note { (t(lang, "help-goals-none")) } }
            @for goal in goals { div.goal-row { div { p { b { (goal.set.what.text) } } (super::plan_show::goal_sentence(lang, seen, goal)) (views_of(lang, seen, goal.set.no)) } (goal_chart(lang, seen, goal)) } }
            p { a href=(paths::below(seen.child(), "plan")) { (t(lang, "help-to-plan")) } }
        },
    )
}

/// What belongs to a child who lives away from home.
fn placement(lang: Lang, seen: &Seen<'_>, help: &Intervention<'_>) -> Markup {
    let line = |no, on: Date, who, mark: Option<Markup>, text: &str| {
        html! { li { p { b { (format::date(lang, on)) } span.note { " · " (seen.names.of(who)) } @if let Some(mark) = mark { " " (mark) } } p.words { (text) } (views_of(lang, seen, no)) } }
    };
    html! {
        (list::section(&t(lang, "help-visits"), html! {
            @if help.visits.is_empty() { p.note { (t(lang, "help-visits-none")) } }
            ul.plain.apart { @for visit in help.visits.iter().rev() {
                (line(visit.no, visit.what.on, visit.by.staff, Some(tag(&t(lang, if visit.what.talked_with_child { "help-visit-talked" } else { "help-visit-not-talked" }), Tone::Plain)), &visit.what.note))
            } }
        }))
        (list::section(&t(lang, "help-reviews"), html! {
            @if help.reviews.is_empty() { p.note { (t(lang, "help-reviews-none")) } }
            ul.plain.apart { @for review in help.reviews.iter().rev() {
                (line(review.no, review.what.on, review.by.staff, Some(if review.what.less_intrusive_possible { tag(&t(lang, "help-review-possible"), Tone::Down) } else { tag(&t(lang, "help-review-not-yet"), Tone::Plain) }), &review.what.reason))
            } }
        }))
        @if !help.prolongations.is_empty() {
            (list::section(&t(lang, "help-prolongations"), html! {
                ul.plain.apart { @for prolonged in help.prolongations.iter().rev() { (line(prolonged.no, prolonged.what.on, prolonged.by.staff, None, &prolonged.what.reason)) } }
            }))
        }
    }
}

/// What we owe about this help.
pub(super) fn side(app: &App, lang: Lang, seen: &Seen<'_>, help: &Intervention<'_>) -> Markup {
    let owed: Vec<_> = seen.owed().filter(|duty| duty.about == help.no()).map(|duty| seen.view_duty(app, lang, duty)).collect();
    list::section(
        &t(lang, "help-owed"),
        html! { @if owed.is_empty() { p.note { (t(lang, "help-owed-nothing")) } } @else { (duty::duties(lang, &owed, seen.now)) } },
    )
}
