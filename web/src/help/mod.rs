//! Help: assessed, planned, decided, followed up, and stepped down from.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::parts::field::Typed;
use crate::seen::Seen;
use crate::session::Visitor;
use crate::svg;
use crate::words::Lang;
use axum::Router;
use axum::routing::get;
use jiff::civil::Date;
use maud::Markup;
use trin_domain::calendar::day_of;
use trin_domain::record::{EntryNo, Goal, Intervention, Plan};

mod assessment_open;
mod assessment_read;
mod assessment_write;
mod decision;
mod follow_up;
mod follow_up_read;
mod intervention_decide;
mod intervention_show;
mod intervention_write;
mod plan_show;
mod plan_write;

pub(crate) use intervention_show::status;

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/boern/{id}/undersoegelse/ny", get(assessment_open::show).post(assessment_open::save))
        .route("/boern/{id}/undersoegelse/{no}", get(assessment_write::show).post(assessment_write::save))
        .route("/boern/{id}/plan", get(plan_show::show).post(plan_write::save))
        .route("/boern/{id}/plan/ny", get(plan_write::show_new).post(plan_write::save_new))
        .route("/boern/{id}/indsats/ny", get(intervention_decide::show).post(intervention_decide::save))
        .route("/boern/{id}/indsats/{no}", get(intervention_show::show))
        .route("/boern/{id}/indsats/{no}/{what}", get(intervention_write::show).post(intervention_write::save))
        .route("/boern/{id}/opfoelgning/{no}", get(follow_up::show).post(follow_up::save))
}

/// The help in the address, when the visitor may know of it.
fn find<'s, 'r>(visitor: &Visitor, seen: &'s Seen<'r>, no: u32) -> PageResult<&'s Intervention<'r>> {
    let help = seen.state.intervention(EntryNo(no)).filter(|help| seen.grant.sees_help(help));
    help.ok_or(PageError::NotFound(visitor.lang))
}

/// Whether help has ended: an end agreed for a later day leaves it running until then.
fn is_over(help: &Intervention<'_>, today: Date) -> bool {
    help.ended_on().is_some_and(|last| last < today)
}

/// The number a form is about, which follows from its address.
fn about(typed: &Typed) -> EntryNo {
    EntryNo(typed.value("no").parse().unwrap_or(0))
}

/// The plans the visitor sees, oldest first.
fn plans<'s, 'r>(seen: &'s Seen<'r>) -> impl DoubleEndedIterator<Item = &'s Plan<'r>> {
    seen.state.plans.iter().filter(|plan| seen.grant.sees_plan(&seen.state, plan))
}

/// The goals that measure this help: those of the newest plan that names it, else those of the newest plan.
fn goals_of<'s, 'r>(seen: &'s Seen<'r>, help: EntryNo) -> Vec<&'s Goal<'r>> {
    let newest_for_it = plans(seen).rfind(|plan| plan.made.what.interventions.contains(&help));
    let plan = newest_for_it.or_else(|| plans(seen).next_back());
    plan.map(|plan| plan.goals.iter().collect()).unwrap_or_default()
}

/// A goal's scores as a small chart.
fn goal_chart(lang: Lang, seen: &Seen<'_>, goal: &Goal<'_>) -> Markup {
    let set = goal.set.what;
    let picture = svg::Goal {
        id: format!("goal-{}", goal.set.no),
        title: set.text.clone(),
        scale: (f64::from(set.lowest), f64::from(set.highest)),
        start: (set.on, f64::from(set.from)),
        target: (set.by, f64::from(set.to)),
        scores: goal.scores.iter().map(|(on, score, _)| (*on, f64::from(*score))).collect(),
        today: day_of(seen.now),
    };
    svg::goal(lang, &picture)
}
