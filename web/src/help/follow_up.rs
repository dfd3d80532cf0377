//! A follow-up on one page: the child's voice, the family's, the provider's status, the goals, the decision and the next day (A7, A10).

use super::decision::{self, Decision, end_reason};
use super::{about, goal_chart, goals_of, is_over};
use crate::app::App;
use crate::child::help_name;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value, parse_date};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Choice, Field, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::duties::{self, Duty, DutyKind};
use trin_domain::kinds::{EndReason, FollowUpDecision};
use trin_domain::record::{ChildHeard, EntryNo, Fact, FollowedUp, Goal, GoalScore, Hearing, Intervention, InterventionEnded};

const LABELS: &[(&str, &str)] = &[
    ("on", "follow-up-on"),
    ("child_voice", "follow-up-child"),
    ("family_voice", "follow-up-family"),
    ("provider_status", "follow-up-provider"),
    ("reason", "follow-up-reason"),
    ("next_on", "follow-up-next"),
    ("purpose", "help-decision-purpose"),
    ("expected_until", "help-decision-expected-until"),
    ("aim", "help-aim"),
];

/// Scales with at most this many points are shown as points, longer ones as a number.
const MOST_POINTS: i16 = 12;

/// `GET /boern/{id}/opfoelgning/{no}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let help = super::find(&visitor, &seen, no)?;
    let known = [("no", help.no().to_string())];
    form_page::show_seen(&app, &visitor, &seen, &paths::follow_up(seen.child(), help.no()), &known, draw).await
}

/// `POST /boern/{id}/opfoelgning/{no}`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>, Sent(typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let help = super::find(&visitor, &seen, no)?;
    let mut typed = typed.or_else("no", help.no().to_string());
    let next = crate::form::seen(&typed).0 + 1;
    let facts = read(&mut Reader::new(&mut typed, visitor.lang), &app, &visitor, &seen, help, next);
    let address = paths::follow_up(seen.child(), help.no());
    let then = paths::intervention(seen.child(), help.no());
    let saving = Saving { address: &address, purpose: "follow-up", then, done: "follow-up-done-saved", draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(visitor.lang, LABELS), saving).await
}

/// Everything the page says, as facts that stand or fall together; the first becomes entry `next`.
fn read(reader: &mut Reader<'_>, app: &App, visitor: &Visitor, seen: &Seen<'_>, help: &Intervention<'_>, next: u32) -> Option<Vec<Fact>> {
    let lang = visitor.lang;
    let on = reader.date("on", &t(lang, "help-say-day"));
    let child_voice = reader.text("child_voice", &t(lang, "follow-up-say-child"));
    let family_voice = reader.text("family_voice", &t(lang, "follow-up-say-family"));
    let provider_status = reader.text("provider_status", &t(lang, "follow-up-say-provider"));
    let scores = goals_of(visitor, seen, help.no()).into_iter().filter_map(|goal| score(reader, goal)).collect();
    let decision = reader.choice("decision", &t(lang, "follow-up-say-decision"), FollowUpDecision::from_code);
    let reason = reader.text("reason", &t(lang, "help-say-reason"));
    let goes_on = matches!(decision, Some(FollowUpDecision::Continue | FollowUpDecision::Adjust));
    let next_on = if goes_on { reader.optional_date("next_on", &t(lang, "help-say-day")) } else { None };
    let end = match decision {
        // An end agreed before stands; there is nothing more to end.
        Some(decision) if !goes_on && help.ended.is_none() => Some(read_end(reader, app, lang, seen, help, decision)),
        _ => None,
    };
    let (on, decision) = (on?, decision?);
    let intervention = help.no();
    let words = child_voice.clone();
    let held = FollowedUp { intervention, on, child_voice, family_voice, provider_status, scores, decision, reason, next_on };
    let mut facts = vec![Fact::FollowedUp(held)];
    if let Some(end) = end {
        let (ended_on, new) = end?;
        let reason = match (&new, decision) {
            (Some(new), _) => end_reason(app.strategy(), help.decided.what.kind, new.kind),
            (None, FollowUpDecision::StopNoEffect) => EndReason::NoEffect,
            (None, _) => EndReason::GoalsReached,
        };
        facts.push(Fact::InterventionEnded(InterventionEnded { intervention, on: ended_on, reason, note: String::new() }));
        if let Some(mut new) = new {
            // Without a day of its own the new help begins the day after, so that the child is never without.
            new.starts_on = new.starts_on.or(ended_on.tomorrow().ok());
            facts.extend(new.facts(EntryNo(next + 2), on, Some(intervention)));
        }
    }
    // Asked once: a talk at the follow-up is the child heard, and is written last so that the numbers above stand.
    if reader.ticked("talk") {
        facts.push(Fact::ChildHeard(ChildHeard { on, hearing: Hearing::Talk { words } }));
    }
    Some(facts)
}

/// The last day, and the help that takes over when the child goes a step down or up. `None` when something is missing.
fn read_end(
    reader: &mut Reader<'_>,
    app: &App,
    lang: Lang,
    seen: &Seen<'_>,
    help: &Intervention<'_>,
    decision: FollowUpDecision,
) -> Option<(Date, Option<Decision>)> {
    let ended_on = reader.date("ended_on", &t(lang, "help-say-day"));
    let began = help.started_on().unwrap_or(help.decided.what.on);
    if ended_on.is_some_and(|on| on < began) {
        let day = crate::form::day_in_words(lang, began);
        reader.fault("ended_on", "refusals-too-early", "", &[("field", t(lang, "help-ended-on").into()), ("day", day.into())]);
    }
    let is_step = matches!(decision, FollowUpDecision::StepDown | FollowUpDecision::StepUp);
    let new = if is_step { Some(Decision::read(reader, app, lang, &seen.names)?) } else { None };
    if let Some(new) = &new {
        let (from, to) = (app.strategy().step_of(help.decided.what.kind), app.strategy().step_of(new.kind));
        let values = [("from", from.0.into()), ("to", to.0.into())];
        match decision {
            FollowUpDecision::StepDown if to >= from => reader.fault("kind", "follow-up-fault-not-down", "", &values),
            FollowUpDecision::StepUp if to <= from => reader.fault("kind", "follow-up-fault-not-up", "", &values),
            _ => {}
        }
    }
    Some((ended_on?, new))
}

/// Where a goal stands; nothing when it was not scored this time.
fn score(reader: &mut Reader<'_>, goal: &Goal<'_>) -> Option<GoalScore> {
    let set = goal.set.what;
    let field = score_field(goal);
    reader.optional(&field)?;
    let score = reader.number(&field, &set.text, set.lowest.into(), set.highest.into())?;
    Some(GoalScore { goal: goal.set.no, score: i16::try_from(score).ok()? })
}

fn score_field(goal: &Goal<'_>) -> String {
    format!("score-{}", goal.set.no)
}

/// The field in which a goal is scored, with the last score shown.
pub(super) fn score_input(lang: Lang, goal: &Goal<'_>, typed: &Typed) -> Markup {
    let set = goal.set.what;
    let name = score_field(goal);
    let values = [("now", goal.stands_at().into()), ("to", set.to.into()), ("scale", set.scale.clone().into())];
    let hint = t_with(lang, "follow-up-score-hint", &values);
    let field = Field::new(lang, &name, &set.text).hint(&hint).optional().typed(typed);
    match (u8::try_from(set.lowest), u8::try_from(set.highest)) {
        (Ok(low), Ok(high)) if set.highest - set.lowest < MOST_POINTS => field.scale(low, high, "", ""),
        _ => field.number(),
    }
}

/// Reads the scores of some goals.
pub(super) fn scores(reader: &mut Reader<'_>, goals: &[&Goal<'_>]) -> Vec<GoalScore> {
    goals.iter().filter_map(|goal| score(reader, goal)).collect()
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let no = about(typed);
    let today = app.today();
    let address = paths::follow_up(seen.child(), no);
    let title = t_with(lang, "follow-up-title", &[("help", help_name(lang, seen, no).into())]);
    let form = |lead: &str, side: Option<Markup>, fields: Markup, typed: &Typed, notice: Option<Markup>| {
        Form { title: &title, lead, address: &address, button: &t(lang, "follow-up-save"), side }
            .page(app, visitor, seen, typed, notice, fields)
    };
    let Some(help) = seen.state.intervention(no) else { return form("", None, html! {}, typed, notice) };
    let side = Some(super::follow_up_read::side(app, lang, seen, help));
    let lead = super::intervention_show::status(lang, seen, help);
    if help.started.is_none() || is_over(help, today) {
        let start = format!("{}/begynd", paths::intervention(seen.child(), no));
        let main = html! {
            h1 { (title) }
            p.lead { (lead) }
            @if !is_over(help, today) { p { a href=(start) { (t(lang, "follow-up-not-started")) } } } @else { p { (t(lang, "follow-up-ended")) } }
        };
        return crate::frame::page(&seen.frame(app, visitor), &title, main, side);
    }
    let held_on = parse_date(typed.value("on")).unwrap_or(today);
    let proposal = proposal(app, visitor, seen, no, held_on);
    let mut typed = typed.clone().or_else("on", date_value(today)).or_else("ended_on", date_value(today));
    if let Some(next) = &proposal {
        typed = typed.or_else("next_on", date_value(next.due().day()));
    }
    let fields = fields(app, visitor, seen, help, &typed, proposal.as_ref(), held_on);
    form(&lead, side, fields, &typed, notice)
}

/// The next follow-up the rules would ask for after this one, before a day is agreed.
fn proposal(app: &App, visitor: &Visitor, seen: &Seen<'_>, intervention: EntryNo, on: Date) -> Option<Duty> {
    let held = FollowedUp {
        intervention,
        on,
        child_voice: String::new(),
        family_voice: String::new(),
        provider_status: String::new(),
        scores: Vec::new(),
        decision: FollowUpDecision::Continue,
        reason: String::new(),
        next_on: None,
    };
    let owed = duties::if_written(seen.record, app.strategy(), Fact::FollowedUp(held), visitor.author(), app.now());
    owed.into_iter().find(|duty| duty.kind == DutyKind::NextFollowUp)
}

fn fields(
    app: &App,
    visitor: &Visitor,
    seen: &Seen<'_>,
    help: &Intervention<'_>,
    typed: &Typed,
    proposal: Option<&Duty>,
    held_on: Date,
) -> Markup {
    let lang = visitor.lang;
    let name = [("name", seen.first_name().to_owned().into())];
    let area = |field: &str, label: String, hint: String| Field::new(lang, field, &label).hint(&hint).lines(3).typed(typed).text_area();
    let goals = goals_of(visitor, seen, help.no());
    let choices: Vec<(&str, &str, String)> = FollowUpDecision::ALL
        .iter()
        .map(|decision| (decision.code(), lang.pick(decision.da(), decision.en()), decision_hint(lang, *decision)))
        .collect();
    let choices: Vec<Choice<'_>> = choices.iter().map(|(code, name, hint)| Choice::with_hint(code, name, hint)).collect();
    html! {
        (Field::new(lang, "on", &t(lang, "follow-up-on")).typed(typed).date())
        (area("child_voice", t_with(lang, "follow-up-child-of", &name), t_with(lang, "follow-up-child-hint", &name)))
        (Field::new(lang, "talk", &t_with(lang, "follow-up-talk", &name)).hint(&t(lang, "follow-up-talk-hint")).typed(typed).tick())
        (area("family_voice", t(lang, "follow-up-family"), t(lang, "follow-up-family-hint")))
        (area("provider_status", t(lang, "follow-up-provider"), t(lang, "follow-up-provider-hint")))
        fieldset.group {
            legend { (t(lang, "follow-up-goals")) }
            @if goals.is_empty() { p { (t(lang, "follow-up-no-goals")) " " a href=(paths::below(seen.child(), "plan")) { (t(lang, "follow-up-set-goals")) } } }
            @for goal in &goals { div.goal-row { (score_input(lang, goal, typed)) (goal_chart(lang, seen, goal)) } }
        }
        fieldset.group {
            legend { (t(lang, "follow-up-decision-legend")) }
            (Field::new(lang, "decision", &t(lang, "follow-up-decision")).typed(typed).radios(&choices))
            (area("reason", t(lang, "follow-up-reason"), t(lang, "follow-up-reason-hint")))
            (Field::new(lang, "next_on", &t(lang, "follow-up-next")).hint(&next_hint(app, lang, proposal, held_on)).optional().typed(typed).date())
        }
        @if help.ended.is_none() { (ending(app, lang, seen, typed)) }
    }
}

/// Both dates behind the proposed one, or why there is none.
fn next_hint(app: &App, lang: Lang, proposal: Option<&Duty>, held_on: Date) -> String {
    let Some(duty) = proposal else {
        return t_with(lang, "follow-up-next-agree", &[("municipality", app.strategy().municipality.clone().into())]);
    };
    let says = |date: &duties::DueBy| {
        let day = format::day(lang, date.due.day(), held_on);
        let who = match date.basis.from {
            duties::BasisKind::Law => t(lang, "child-asked-by-law"),
            duties::BasisKind::Strategy => {
                t_with(lang, "child-asked-by-strategy", &[("municipality", app.strategy().municipality.clone().into())])
            }
        };
        t_with(lang, "follow-up-next-says", &[("who", who.into()), ("day", day.into()), ("source", date.basis.citation.to_string().into())])
    };
    let mut all = vec![says(&duty.leads)];
    all.extend(duty.other.as_ref().map(says));
    if duty.other.is_none() && duty.leads.basis.from == duties::BasisKind::Strategy {
        all.push(t(lang, "follow-up-next-law-agreed"));
    }
    t_with(lang, "follow-up-next-proposed", &[("dates", all.join("; ").into())])
}

/// What is asked when the help ends or other help takes over: folded away until it matters.
fn ending(app: &App, lang: Lang, seen: &Seen<'_>, typed: &Typed) -> Markup {
    let decision = FollowUpDecision::from_code(typed.value("decision"));
    let is_open = decision.is_some_and(|decision| !matches!(decision, FollowUpDecision::Continue | FollowUpDecision::Adjust));
    html! {
        details.unfold open[is_open] {
            summary { (t(lang, "follow-up-ending")) }
            div {
                (Field::new(lang, "ended_on", &t(lang, "help-ended-on")).hint(&t(lang, "follow-up-ended-on-hint")).typed(typed).date())
                fieldset.group {
                    legend { (t(lang, "follow-up-takes-over")) }
                    p.hint { (t(lang, "follow-up-takes-over-hint")) }
                    (decision::what_fields(app, lang, seen, typed))
                    (decision::why_fields(app, lang, typed))
                    (decision::consent_field(lang, typed))
                    (decision::time_fields(lang, typed, &t(lang, "follow-up-starts-on-hint")))
                    (decision::aim_fields(lang, seen, typed))
                }
            }
        }
    }
}

fn decision_hint(lang: Lang, decision: FollowUpDecision) -> String {
    match decision {
        FollowUpDecision::Continue => t(lang, "follow-up-hint-continue"),
        FollowUpDecision::Adjust => t(lang, "follow-up-hint-adjust"),
        FollowUpDecision::StepDown => t(lang, "follow-up-hint-step-down"),
        FollowUpDecision::StepUp => t(lang, "follow-up-hint-step-up"),
        FollowUpDecision::StopNoEffect => t(lang, "follow-up-hint-no-effect"),
        FollowUpDecision::StopGoalsReached => t(lang, "follow-up-hint-goals-reached"),
    }
}
