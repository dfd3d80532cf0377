//! The plan is made, a goal is set, goals are scored.

use super::follow_up::scores;
use super::plan_show;
use crate::app::App;
use crate::child::help_name;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::parts::field::{Choice, Field, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, t, t_with};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::record::{EntryNo, Fact, Goal, GoalScored, GoalSet, Plan, PlanMade};

const LABELS: &[(&str, &str)] = &[
    ("on", "help-on"),
    ("purpose", "help-plan-purpose"),
    ("text", "help-goal-text"),
    ("scale", "help-goal-scale"),
    ("lowest", "help-goal-lowest"),
    ("highest", "help-goal-highest"),
    ("from", "help-goal-from"),
    ("to", "help-goal-to"),
    ("by", "help-goal-by"),
    ("score", "help-goals"),
];

/// `POST /boern/{id}/plan`: a goal, or scores.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = submit::open(&app, &visitor, &id, &typed).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let plan = seen.state.plans.last();
    let is_score = typed.value("form") == "tal";
    let mut reader = Reader::new(&mut typed, lang);
    let facts = match plan {
        Some(plan) if is_score => read_scores(&mut reader, lang, plan),
        Some(plan) => read_goal(&mut reader, lang, plan, app.today()).map(|goal| vec![Fact::GoalSet(goal)]),
        None => Some(Vec::new()),
    };
    let then = paths::below(seen.child(), "plan");
    // A half-written goal stays a draft when scores are saved.
    let (address, done) = if is_score { (format!("{then}/tal"), "help-done-scored") } else { (then.clone(), "help-done-goal") };
    let saving = Saving { address: &address, purpose: "plan", then, done, draw: plan_show::draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn read_scores(reader: &mut Reader<'_>, lang: Lang, plan: &Plan<'_>) -> Option<Vec<Fact>> {
    let on = reader.date("on", &t(lang, "help-say-day"));
    let goals: Vec<&Goal<'_>> = plan.goals.iter().collect();
    let scores = scores(reader, &goals);
    let on = on?;
    Some(scores.into_iter().map(|score| Fact::GoalScored(GoalScored { on, score })).collect())
}

fn read_goal(reader: &mut Reader<'_>, lang: Lang, plan: &Plan<'_>, today: Date) -> Option<GoalSet> {
    let text = reader.text("text", &t(lang, "help-say-goal"));
    let scale = reader.text("scale", &t(lang, "help-say-scale"));
    let mut number = |field: &str, label: String| {
        reader.number(field, &label, i16::MIN.into(), i16::MAX.into()).and_then(|number| i16::try_from(number).ok())
    };
    let lowest = number("lowest", t(lang, "help-say-lowest"));
    let highest = number("highest", t(lang, "help-say-highest"));
    let from = number("from", t(lang, "help-say-from"));
    let to = number("to", t(lang, "help-say-to"));
    let by = reader.date("by", &t(lang, "help-say-day"));
    let known_to = reader.optional("known_to").unwrap_or_default();
    Some(GoalSet {
        plan: plan.made.no,
        on: today,
        text,
        scale,
        lowest: lowest?,
        highest: highest?,
        from: from?,
        to: to?,
        by: by?,
        known_to,
    })
}

/// `GET /boern/{id}/plan/ny`.
pub(super) async fn show_new(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    form_page::show_seen(&app, &visitor, &seen, &paths::below(seen.child(), "plan/ny"), &[], draw_new).await
}

/// `POST /boern/{id}/plan/ny`.
pub(super) async fn save_new(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = submit::open(&app, &visitor, &id, &typed).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let next = EntryNo(crate::form::seen(&typed).0 + 1);
    let facts = read_plan(&mut Reader::new(&mut typed, visitor.lang), visitor.lang, &seen, next);
    let address = paths::below(seen.child(), "plan/ny");
    let then = paths::below(seen.child(), "plan");
    let saving = Saving { address: &address, purpose: "plan", then, done: "help-done-plan", draw: draw_new };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(visitor.lang, LABELS), saving).await
}

/// The plan, which becomes entry `next`, and the goals that go on into it from where they stand.
fn read_plan(reader: &mut Reader<'_>, lang: Lang, seen: &Seen<'_>, next: EntryNo) -> Option<Vec<Fact>> {
    let on = reader.date("on", &t(lang, "help-say-day"));
    let purpose = reader.text("purpose", &t(lang, "help-say-plan-purpose"));
    let child_wishes = reader.optional("child_wishes").unwrap_or_default();
    let family_part = reader.optional("family_part").unwrap_or_default();
    let known = |no: &str| seen.state.interventions.iter().find(|help| help.no().to_string() == no).map(|help| help.no());
    let interventions = reader.choices("interventions", known);
    let carried = reader.choices("carried", |no| going_on(seen).find(|goal| goal.set.no.to_string() == no));
    let carried_by = reader.optional_date("carried_by", &t(lang, "help-say-day"));
    let on = on?;
    let mut facts = vec![Fact::PlanMade(PlanMade { on, interventions, purpose, child_wishes, family_part })];
    for goal in carried {
        let set = goal.set.what;
        let by = if set.by < on { carried_by } else { Some(set.by) };
        let Some(by) = by else {
            reader.fault("carried_by", "help-fault-carried-by", "", &[("goal", set.text.clone().into())]);
            continue;
        };
        facts.push(Fact::GoalSet(GoalSet { plan: next, on, from: goal.stands_at(), by, ..set.clone() }));
    }
    Some(facts)
}

/// Goals of the present plan that are not reached.
fn going_on<'s, 'r>(seen: &'s Seen<'r>) -> impl Iterator<Item = &'s Goal<'r>> {
    seen.state.plans.last().into_iter().flat_map(|plan| &plan.goals).filter(|goal| !goal.is_reached())
}

/// The form for a new plan.
pub(super) fn draw_new(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let mut typed = typed.clone().or_else("on", date_value(app.today()));
    let last = seen.state.plans.last();
    let name = [("name", seen.first_name().to_owned().into())];
    let running: Vec<(String, String)> = seen
        .state
        .interventions
        .iter()
        .filter(|help| !super::is_over(help, app.today()))
        .map(|help| (help.no().to_string(), help_name(lang, seen, help.no())))
        .collect();
    // A page that was never sent proposes all of it; what was sent stands as it was sent.
    if typed.all("purpose").next().is_none() {
        let help = running.iter().map(|(no, _)| ("interventions", no.clone()));
        let goals = going_on(seen).map(|goal| ("carried", goal.set.no.to_string()));
        let on = ("on", date_value(app.today()));
        typed = Typed::new(std::iter::once(on).chain(help).chain(goals).map(|(name, value)| (name.to_owned(), value)).collect());
    }
    let running: Vec<Choice<'_>> = running.iter().map(|(no, name)| Choice::new(no, name)).collect();
    let goals: Vec<(String, String)> = going_on(seen)
        .map(|goal| (goal.set.no.to_string(), format!("{} ({} → {})", goal.set.what.text, goal.stands_at(), goal.set.what.to)))
        .collect();
    let goals: Vec<Choice<'_>> = goals.iter().map(|(no, text)| Choice::new(no, text)).collect();
    let optional_area = |field: &str, label: String, hint: String| {
        Field::new(lang, field, &label).hint(&hint).lines(4).optional().typed(&typed).text_area()
    };
    let has_passed = going_on(seen).any(|goal| goal.set.what.by < app.today());
    let fields = html! {
        (Field::new(lang, "on", &t(lang, "help-plan-on")).typed(&typed).date())
        (Field::new(lang, "purpose", &t(lang, "help-plan-purpose")).hint(&t(lang, "help-plan-purpose-hint")).typed(&typed).text_area())
        (optional_area("child_wishes", t_with(lang, "help-plan-wishes-of", &name), t(lang, "help-plan-wishes-hint")))
        (optional_area("family_part", t(lang, "help-plan-family"), t(lang, "help-plan-family-hint")))
        @if !running.is_empty() { (Field::new(lang, "interventions", &t(lang, "help-plan-help")).optional().typed(&typed).checkboxes(&running)) }
        @if !goals.is_empty() {
            (Field::new(lang, "carried", &t(lang, "help-plan-carried")).hint(&t(lang, "help-plan-carried-hint")).optional().typed(&typed).checkboxes(&goals))
            @if has_passed || typed.error("carried_by").is_some() {
                (Field::new(lang, "carried_by", &t(lang, "help-plan-carried-by")).hint(&t(lang, "help-plan-carried-by-hint")).optional().typed(&typed).date())
            }
        }
    };
    let side = html! {
        (super::assessment_read::conclusions(lang, seen))
        @if let Some(plan) = last {
            (crate::parts::list::section(&t(lang, "help-plan-present"), html! { p.words { (plan.made.what.purpose) } p { a href=(paths::below(seen.child(), "plan")) { (t(lang, "help-to-plan")) } } }))
        }
    };
    let form = Form {
        title: &t_with(lang, "help-plan-make-title", &name),
        lead: &t(lang, "help-plan-make-lead"),
        address: &paths::below(seen.child(), "plan/ny"),
        button: &t(lang, "help-plan-save"),
        side: Some(side),
        back: None,
    };
    form.page(app, visitor, seen, &typed, notice, fields)
}
