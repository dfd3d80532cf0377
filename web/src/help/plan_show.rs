//! The child's plan: what it is for, what Noah wishes, what each does, and goals that can be measured (A5). Printed, it is the family's copy.

use super::follow_up::score_input;
use super::{goal_chart, plan_write};
use crate::app::App;
use crate::child::{help_name, views_of};
use crate::drafts;
use crate::errors::{PageError, PageResult};
use crate::form::date_value;
use crate::form_page;
use crate::frame::page;
use crate::parts::button::{self, Weight};
use crate::parts::duty;
use crate::parts::field::{self, Field, Typed};
use crate::parts::list::{self, Tone, tag};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use maud::{Markup, html};
use trin_domain::access::Room;
use trin_domain::calendar::day_of;
use trin_domain::duties::DutyKind;
use trin_domain::record::{Goal, Intervention, Plan};

/// `GET /boern/{id}/plan`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let address = paths::below(seen.child(), "plan");
    match (seen.grant.writes(Room::Help), super::plans(&seen).next_back()) {
        (true, None) => form_page::show_seen(&app, &visitor, &seen, &format!("{address}/ny"), &[], plan_write::draw_new).await,
        (true, Some(_)) => form_page::show_seen(&app, &visitor, &seen, &address, &[], draw).await,
        (_, Some(_)) => Ok(draw(&app, &visitor, &seen, &Typed::default(), None).into_response()),
        (_, None) => Err(PageError::NotFound(visitor.lang)),
    }
}

/// The plan's page, with what was typed in whichever of its two forms was sent.
pub(super) fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let title = t_with(lang, "help-plan-title", &name);
    let may_write = seen.grant.writes(Room::Help);
    let Some(plan) = super::plans(seen).next_back() else { return plan_write::draw_new(app, visitor, seen, typed, notice) };
    let scores = (may_write && !plan.goals.is_empty()).then(|| score_form(app, lang, seen, plan, typed));
    let goal = may_write.then(|| goal_form(app, lang, seen, plan, typed));
    let sent = if typed.value("form") == "tal" { &scores } else { &goal };
    let main = html! {
        h1 { (title) }
        p.lead.family-copy { (made(visitor, seen, plan)) }
        @if let Some(notice) = notice { (notice) }
        @if let Some(sent) = sent { (field::errors(lang, typed, sent)) }
        (button::row(html! {
            (button::print(&t(lang, "help-plan-print")))
            @if may_write { (button::link(&t(lang, "help-plan-new"), &paths::below(seen.child(), "plan/ny"), Weight::Quiet)) }
        }))
        (texts(lang, seen, plan))
        (list::section(&t(lang, "help-goals"), html! {
            @if plan.goals.is_empty() { p.note { (t(lang, "help-goals-none")) } }
            @for goal in &plan.goals { (goal_row(lang, seen, goal)) }
        }))
        @if let Some(scores) = &scores { (scores) }
        @if let Some(goal) = &goal { (goal) }
        (earlier(visitor, seen))
    };
    page(&seen.frame(app, visitor), &title, main, Some(side(app, visitor, seen, plan)))
}

/// When it was made and for which help, as far as the visitor may know of it.
fn made(visitor: &Visitor, seen: &Seen<'_>, plan: &Plan<'_>) -> String {
    let (lang, what) = (visitor.lang, plan.made.what);
    let day = format::date(lang, what.on).into();
    let help: Vec<String> = covered(seen, plan).map(|help| help_name(lang, seen, help.no())).collect();
    match help.is_empty() {
        true => t_with(lang, "help-plan-made", &[("day", day)]),
        false => t_with(lang, "help-plan-made-for", &[("day", day), ("help", format::list(lang, &help).into())]),
    }
}

fn texts(lang: Lang, seen: &Seen<'_>, plan: &Plan<'_>) -> Markup {
    let what = plan.made.what;
    let wishes = t_with(lang, "help-plan-wishes-of", &[("name", seen.first_name().to_owned().into())]);
    let (purpose, family) = (t(lang, "help-plan-purpose"), t(lang, "help-plan-family"));
    let words = |text: &str| html! { p.words { (text) } };
    let mut rows = vec![(purpose.as_str(), words(&what.purpose))];
    if !what.child_wishes.is_empty() {
        rows.push((wishes.as_str(), words(&what.child_wishes)));
    }
    if !what.family_part.is_empty() {
        rows.push((family.as_str(), words(&what.family_part)));
    }
    html! { (list::facts(&rows)) (views_of(lang, seen, plan.made.no)) }
}

fn goal_row(lang: Lang, seen: &Seen<'_>, goal: &Goal<'_>) -> Markup {
    let set = goal.set.what;
    html! {
        div.goal-row id=(format!("maal-{}", goal.set.no)) {
            div {
                p { b { (set.text) } @if goal.is_reached() { " " (tag(&t(lang, "help-goal-reached"), Tone::Down)) } }
                (goal_sentence(lang, seen, goal))
                p.note { (t(lang, "help-goal-scale")) ": " (set.scale) " (" (set.lowest) "–" (set.highest) ")" }
                @if !set.known_to.is_empty() { p.note { (t(lang, "help-goal-known-to")) ": " (set.known_to) } }
                (views_of(lang, seen, goal.set.no))
            }
            (goal_chart(lang, seen, goal))
        }
    }
}

/// Where a goal stands, where it is to stand, and by when.
pub(super) fn goal_sentence(lang: Lang, seen: &Seen<'_>, goal: &Goal<'_>) -> Markup {
    let by = format::day(lang, goal.set.what.by, day_of(seen.now));
    let values = [("now", goal.stands_at().into()), ("to", goal.set.what.to.into()), ("by", by.into())];
    html! { p { (t_with(lang, "help-goal-stands", &values)) } }
}

fn score_form(app: &App, lang: Lang, seen: &Seen<'_>, plan: &Plan<'_>, typed: &Typed) -> Markup {
    let mine = if typed.value("form") == "tal" { typed.clone() } else { Typed::default() };
    let is_open = !mine.is_fine();
    let mine = mine.or_else("on", date_value(app.today()));
    let body = html! {
        (submit::hidden(submit::key_of(app, &mine), seen.record))
        (field::hidden("form", "tal"))
        (Field::new(lang, "on", &t(lang, "help-score-on")).typed(&mine).date())
        @for goal in &plan.goals { (score_input(lang, goal, &mine)) }
        (button::row(button::submit(&t(lang, "help-score-save"), Weight::Other)))
    };
    html! {
        details.unfold.screen-only open[is_open] {
            summary { (t(lang, "help-score-title")) }
            div { (field::form(lang, &paths::below(seen.child(), "plan"), None, body)) }
        }
    }
}

fn goal_form(app: &App, lang: Lang, seen: &Seen<'_>, plan: &Plan<'_>, typed: &Typed) -> Markup {
    let mine = if typed.value("form") == "tal" { Typed::default() } else { typed.clone() };
    let is_open = plan.goals.is_empty() || !mine.value("text").is_empty() || !mine.is_fine();
    let mine = mine.or_else("scale", t(lang, "help-goal-scale-proposed")).or_else("lowest", "0").or_else("highest", "10");
    let number = |field: &str, label: String| Field::new(lang, field, &label).typed(&mine).number();
    let address = paths::below(seen.child(), "plan");
    let body = html! {
        (submit::hidden(submit::key_of(app, &mine), seen.record))
        (field::hidden("form", "maal"))
        (Field::new(lang, "text", &t(lang, "help-goal-text")).hint(&t(lang, "help-goal-text-hint")).lines(2).typed(&mine).text_area())
        (Field::new(lang, "scale", &t(lang, "help-goal-scale")).hint(&t(lang, "help-goal-scale-hint")).typed(&mine).text())
        div.beside { (number("lowest", t(lang, "help-goal-lowest"))) (number("highest", t(lang, "help-goal-highest"))) }
        div.beside { (number("from", t(lang, "help-goal-from"))) (number("to", t(lang, "help-goal-to"))) (Field::new(lang, "by", &t(lang, "help-goal-by")).typed(&mine).date()) }
        (Field::new(lang, "known_to", &t(lang, "help-goal-known-to")).hint(&t(lang, "help-goal-known-to-hint")).optional().typed(&mine).text())
        (button::row(button::submit(&t(lang, "help-goal-save"), Weight::Main)))
    };
    html! {
        details.unfold.screen-only open[is_open] {
            summary { (t(lang, "help-goal-title")) }
            div { (field::form(lang, &address, Some(&drafts::key(&address)), body)) }
        }
    }
}

/// Earlier plans, newest first.
fn earlier(visitor: &Visitor, seen: &Seen<'_>) -> Markup {
    let lang = visitor.lang;
    let earlier: Vec<&Plan<'_>> = super::plans(seen).rev().skip(1).collect();
    html! {
        @if !earlier.is_empty() {
            div.screen-only {
                (list::unfold(&t_with(lang, "help-plan-earlier", &[("count", earlier.len().into())]), html! {
                    @for plan in earlier {
                        h3 { (made(visitor, seen, plan)) }
                        (texts(lang, seen, plan))
                        ul { @for goal in &plan.goals { li { (goal.set.what.text) ": " (goal_sentence(lang, seen, goal)) (views_of(lang, seen, goal.set.no)) } } }
                    }
                }))
            }
        }
    }
}

/// The help a plan is for that the visitor may know of: a provider knows of its own.
fn covered<'s, 'r>(seen: &'s Seen<'r>, plan: &Plan<'r>) -> impl Iterator<Item = &'s Intervention<'r>> {
    let helps = plan.made.what.interventions.iter().filter_map(|no| seen.state.intervention(*no));
    helps.filter(|help| seen.grant.sees_help(help))
}

/// What we owe about the plan, and the goals' last scores by whom.
fn side(app: &App, visitor: &Visitor, seen: &Seen<'_>, plan: &Plan<'_>) -> Markup {
    let lang = visitor.lang;
    let helps: Vec<_> = covered(seen, plan).collect();
    let owed: Vec<_> = seen
        .owed()
        .filter(|duty| duty.kind == DutyKind::Plan && seen.grant.sees_duty(&seen.state, duty))
        .map(|duty| seen.view_duty(app, lang, duty))
        .collect();
    html! {
        @if !owed.is_empty() { (list::section(&t(lang, "help-owed"), duty::duties(lang, &owed, seen.now))) }
        (list::section(&t(lang, "help-plan-help"), html! {
            @if plan.made.what.interventions.is_empty() { p.note { (t(lang, "help-plan-no-help")) } }
            ul.plain { @for help in helps {
                li { a href=(paths::intervention(seen.child(), help.no())) { (help_name(lang, seen, help.no())) }
                    span.note { " · " (super::intervention_show::status(lang, seen, help)) } }
            } }
        }))
    }
}
