//! A follow-up on one page: the child's voice, the family's, the provider's status, the goals, the decision and the next day (A7, A10).

use super::decision::{self, Decision};
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
use trin_domain::help::{Onward, end_reason, onward, way};
use trin_domain::kinds::{EndReason, FollowUpDecision};
use trin_domain::ladder::Direction;
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

/// Value of `takes_over` for help decided now.
const NEW: &str = "ny";
/// Values of `starts`: the day after the old help's last, on a day of its own, or not agreed yet.
const DAY_AFTER: &str = "efter";
const ON_A_DAY: &str = "dag";
const NOT_AGREED: &str = "uaftalt";

/// Scales with at most this many points are shown as points, longer ones as a number.
const MOST_POINTS: i16 = 12;

/// `GET /boern/{id}/opfoelgning/{no}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let help = super::find(&visitor, &seen, no)?;
    let known = [("no", help.no().to_string())];
    // What would be refused when all is written is said before.
    let lang = visitor.lang;
    let begins = help.started_on().filter(|on| *on > app.today());
    let not_begun = begins.map(|on| t_with(lang, "follow-up-not-begun", &[("day", format::date(lang, on).into())]));
    let above = not_begun.map(|says| html! { div.flash.notice role="note" { p { (says) } } });
    form_page::show_seen(&app, &visitor, &seen, &paths::follow_up(seen.child(), help.no()), &known, form_page::below(above, draw)).await
}

/// `POST /boern/{id}/opfoelgning/{no}`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>, Sent(typed): Sent) -> PageResult {
    let record = submit::open(&app, &visitor, &id, &typed).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let help = super::find(&visitor, &seen, no)?;
    let mut typed = typed.or_else("no", help.no().to_string());
    let next = crate::form::seen(&typed).0 + 1;
    let read = read(&mut Reader::new(&mut typed, visitor.lang), &app, &visitor, &seen, help, next);
    let address = paths::follow_up(seen.child(), help.no());
    let (facts, carries_on) = read.map_or((None, help.no()), |(facts, carries_on)| (Some(facts), carries_on));
    let then = paths::intervention(seen.child(), carries_on);
    let saving = Saving { address: &address, purpose: "follow-up", then, done: "follow-up-done-saved", draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(visitor.lang, LABELS), saving).await
}

/// Everything the page says, as facts that stand or fall together, the first of which becomes entry `next`; and the help that carries on.
fn read(
    reader: &mut Reader<'_>,
    app: &App,
    visitor: &Visitor,
    seen: &Seen<'_>,
    help: &Intervention<'_>,
    next: u32,
) -> Option<(Vec<Fact>, EntryNo)> {
    let lang = visitor.lang;
    let on = reader.date("on", &t(lang, "help-say-day"));
    let child_voice = reader.text("child_voice", &t(lang, "follow-up-say-child"));
    let family_voice = reader.text("family_voice", &t(lang, "follow-up-say-family"));
    let provider_status = reader.text("provider_status", &t(lang, "follow-up-say-provider"));
    let scores = goals_of(seen, help.no()).into_iter().filter_map(|goal| score(reader, goal)).collect();
    let decision = reader.choice("decision", &t(lang, "follow-up-say-decision"), FollowUpDecision::from_code);
    let reason = reader.text("reason", &t(lang, "help-say-reason"));
    let goes = decision.map(onward);
    let next_on = if goes == Some(Onward::GoesOn) { reader.optional_date("next_on", &t(lang, "help-say-day")) } else { None };
    let end = match goes {
        // An end agreed before stands; there is nothing more to end.
        Some(goes) if goes != Onward::GoesOn && help.ended.is_none() => Some(read_end(reader, app, lang, seen, help, goes)),
        _ => None,
    };
    if let (Some(Onward::GoesOn | Onward::Ends(_)), Some(decision), true) = (goes, decision, fills_in_new(reader)) {
        let chosen = lang.pick(decision.da(), decision.en()).to_owned();
        reader.fault("decision", "follow-up-fault-new-unused", "", &[("decision", chosen.into())]);
    }
    let (on, decision) = (on?, decision?);
    let intervention = help.no();
    let words = child_voice.clone();
    let held = FollowedUp { intervention, on, child_voice, family_voice, provider_status, scores, decision, reason, next_on };
    let mut facts = vec![Fact::FollowedUp(held)];
    let mut carries_on = intervention;
    if let Some(end) = end {
        let (ended_on, after) = end?;
        let from = help.decided.what.kind;
        let reason = match &after {
            After::New(new) => end_reason(app.strategy(), from, new.kind),
            After::Running(other) => end_reason(app.strategy(), from, other.decided.what.kind),
            After::Nothing(reason) => *reason,
        };
        // What carries on is not named here: who may read of the help that ended may not know of the other.
        facts.push(Fact::InterventionEnded(InterventionEnded { intervention, on: ended_on, reason, note: String::new() }));
        match after {
            After::New(new) => {
                carries_on = EntryNo(next + 2);
                facts.extend(new.facts(carries_on, on, Some(intervention)));
            }
            After::Running(other) => carries_on = other.no(),
            After::Nothing(_) => {}
        }
    }
    // Asked once: a talk at the follow-up is the child heard, and is written last so that the numbers above stand.
    if reader.ticked("talk") {
        facts.push(Fact::ChildHeard(ChildHeard { on, hearing: Hearing::Talk { words } }));
    }
    Some((facts, carries_on))
}

/// What carries the child when the help has ended.
enum After<'s, 'r> {
    /// Everyday life, for this reason.
    Nothing(EndReason),
    /// Help decided now.
    New(Box<Decision>),
    /// Help that was decided before, and goes on alone.
    Running(&'s Intervention<'r>),
}

/// The last day, and the help that takes over when the child goes a step down or up. `None` when something is missing.
fn read_end<'s, 'r>(
    reader: &mut Reader<'_>,
    app: &App,
    lang: Lang,
    seen: &'s Seen<'r>,
    help: &Intervention<'_>,
    goes: Onward,
) -> Option<(Date, After<'s, 'r>)> {
    let ended_on = reader.date("ended_on", &t(lang, "help-say-day"));
    let began = help.started_on().unwrap_or(help.decided.what.on);
    if ended_on.is_some_and(|on| on < began) {
        let day = crate::form::day_in_words(lang, began);
        reader.fault("ended_on", "refusals-too-early", "", &[("field", t(lang, "help-ended-on").into()), ("day", day.into())]);
    }
    let (field, kind, after) = match goes {
        Onward::GoesOn => return None,
        Onward::Ends(reason) => return Some((ended_on?, After::Nothing(reason))),
        Onward::OtherHelp(_) if is_new(reader, seen, help) => {
            let mut new = Decision::read(reader, app, lang, &seen.names)?;
            new.starts_on = read_start(reader, lang, new.starts_on, ended_on);
            ("kind", new.kind, After::New(Box::new(new)))
        }
        Onward::OtherHelp(_) => {
            let running = reader.choice("takes_over", &t(lang, "follow-up-say-takes-over"), |no| {
                others(seen, help).find(|other| other.no().to_string() == no)
            })?;
            // What was typed about new help would be lost without a word.
            if fills_in_new(reader) {
                reader.fault("takes_over", "follow-up-fault-both", "", &[]);
            }
            ("takes_over", running.decided.what.kind, After::Running(running))
        }
    };
    let from = help.decided.what.kind;
    let step = |kind| app.strategy().step_of(kind).0;
    let values = [("from", step(from).into()), ("to", step(kind).into())];
    match goes {
        Onward::OtherHelp(asked) if way(app.strategy(), from, kind) == Some(asked) => {}
        Onward::OtherHelp(Direction::Up) => reader.fault(field, "follow-up-fault-not-up", "", &values),
        _ => reader.fault(field, "follow-up-fault-not-down", "", &values),
    }
    Some((ended_on?, after))
}

/// Other help of the child's that has no end yet: it may be what carries on.
fn others<'s, 'r>(seen: &'s Seen<'r>, help: &Intervention<'_>) -> impl Iterator<Item = &'s Intervention<'r>> {
    let no = help.no();
    seen.state.interventions.iter().filter(move |other| other.no() != no && other.ended.is_none())
}

/// Whether the help that takes over is decided now: when it was said, when it was filled in, or when the child has no other.
fn is_new(reader: &Reader<'_>, seen: &Seen<'_>, help: &Intervention<'_>) -> bool {
    match reader.optional("takes_over").as_deref() {
        Some(NEW) => true,
        Some(_) => false,
        None => reader.optional("kind").is_some() || others(seen, help).next().is_none(),
    }
}

/// Whether something is said of new help that would be lost with it. What cannot be taken back, as a choice among buttons, does not count.
fn fills_in_new(reader: &Reader<'_>) -> bool {
    let fields =
        ["kind", "offer", "provider", "purpose", "why_not_lower", "why_not_preferred", "starts_on", "expected_until", "aim", "aim_by"];
    fields.iter().any(|field| reader.optional(field).is_some())
}

/// First day of the help that takes over: a day of its own, or the day after the last of the old, unless no day is agreed yet.
fn read_start(reader: &mut Reader<'_>, lang: Lang, typed: Option<Date>, ended_on: Option<Date>) -> Option<Date> {
    match reader.optional("starts").as_deref() {
        Some(NOT_AGREED) => None,
        Some(ON_A_DAY) if typed.is_none() => reader.date("starts_on", &t(lang, "help-say-day")),
        _ => typed.or_else(|| ended_on?.tomorrow().ok()),
    }
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
        Form { title: &title, lead, address: &address, button: &t(lang, "follow-up-save"), side, back: None }
            .page(app, visitor, seen, typed, notice, fields)
    };
    let Some(help) = seen.state.intervention(no) else { return form("", None, html! {}, typed, notice) };
    let side = Some(super::follow_up_read::side(app, lang, seen, help));
    let lead = super::intervention_show::status(lang, seen, help);
    let is_over = is_over(help, today);
    if help.started.is_none() {
        let start = format!("{}/begynd", paths::intervention(seen.child(), no));
        let main = html! {
            h1 { (title) }
            p.lead { (lead) }
            @if !is_over { p { a href=(start) { (t(lang, "follow-up-not-started")) } } }
        };
        return crate::frame::page(&seen.frame(app, visitor), &title, main, side);
    }
    // Held while the help ran, and written in afterwards.
    let (today, lead) = match help.ended_on() {
        Some(last) if is_over => (last, format!("{lead} {}", t(lang, "follow-up-ended"))),
        _ => (today, lead),
    };
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
    // Help with an agreed end owes no follow-up after it.
    owed.into_iter().find(|duty| duty.kind == DutyKind::NextFollowUp && duty.lapsed_on.is_none())
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
    let goals = goals_of(seen, help.no());
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
            (Field::new(lang, "next_on", &t(lang, "follow-up-next")).hint(&next_hint(app, lang, help, proposal, held_on)).optional().typed(typed).date())
        }
        @if help.ended.is_none() { (ending(app, lang, seen, help, typed)) }
    }
}

/// Both dates behind the proposed one, or why there is none.
fn next_hint(app: &App, lang: Lang, help: &Intervention<'_>, proposal: Option<&Duty>, held_on: Date) -> String {
    let Some(duty) = proposal else {
        if let Some(last) = help.ended_on() {
            return t_with(lang, "follow-up-next-ends", &[("day", format::day(lang, last, held_on).into())]);
        }
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
fn ending(app: &App, lang: Lang, seen: &Seen<'_>, help: &Intervention<'_>, typed: &Typed) -> Markup {
    let decision = FollowUpDecision::from_code(typed.value("decision"));
    let is_open = decision.is_some_and(|decision| onward(decision) != Onward::GoesOn);
    html! {
        details.unfold open[is_open] {
            summary { (t(lang, "follow-up-ending")) }
            div {
                (Field::new(lang, "ended_on", &t(lang, "help-ended-on")).hint(&t(lang, "follow-up-ended-on-hint")).typed(typed).date())
                fieldset.group {
                    legend { (t(lang, "follow-up-takes-over")) }
                    p.hint { (t(lang, "follow-up-takes-over-hint")) }
                    (takes_over(app, lang, seen, help, typed))
                    (decision::what_fields(app, lang, seen, typed))
                    (decision::why_fields(app, lang, typed))
                    (decision::consent_field(lang, typed))
                    (starts_field(lang, typed))
                    (decision::time_fields(lang, typed, &t(lang, "follow-up-starts-on-hint")))
                    (decision::aim_fields(lang, seen, typed))
                }
            }
        }
    }
}

/// Whether other help of the child's goes on alone, or new help is decided; asked only where there is other help.
fn takes_over(app: &App, lang: Lang, seen: &Seen<'_>, help: &Intervention<'_>, typed: &Typed) -> Markup {
    let count = others(seen, help).count();
    let mut names: Vec<(String, String)> = others(seen, help)
        .map(|other| {
            let step = app.strategy().step_of(other.decided.what.kind);
            let name = [("help", help_name(lang, seen, other.no()).into()), ("step", step.0.into()), ("others", count.into())];
            let says = match other.started {
                Some(_) => t_with(lang, "follow-up-takes-over-running", &name),
                None => t_with(lang, "follow-up-takes-over-decided", &name),
            };
            (other.no().to_string(), says)
        })
        .collect();
    if names.is_empty() {
        return html! {};
    }
    names.push((NEW.to_owned(), t(lang, "follow-up-takes-over-new")));
    let choices: Vec<Choice<'_>> = names.iter().map(|(no, name)| Choice::new(no, name)).collect();
    Field::new(lang, "takes_over", &t(lang, "follow-up-takes-over-which")).when_needed().typed(typed).radios(&choices)
}

/// When the help that takes over begins: never left unsaid.
fn starts_field(lang: Lang, typed: &Typed) -> Markup {
    let typed = typed.clone().or_else("starts", DAY_AFTER);
    let (after, day, not) = (t(lang, "follow-up-starts-after"), t(lang, "follow-up-starts-day"), t(lang, "follow-up-starts-not-agreed"));
    let choices = [Choice::new(DAY_AFTER, &after), Choice::new(ON_A_DAY, &day), Choice::new(NOT_AGREED, &not)];
    Field::new(lang, "starts", &t(lang, "follow-up-starts")).when_needed().typed(&typed).radios(&choices)
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
