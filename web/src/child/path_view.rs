//! The child's path: steps against time, with follow-ups, scale scores and what is promised.

use super::entry_view::help_name;
use crate::app::App;
use crate::seen::Seen;
use crate::svg::{Mark, MarkKind, Path, Promise, Scale, ScalePoint, Step, Stretch, path};
use crate::words::{Lang, t, t_with};
use jiff::civil::Date;
use maud::Markup;
use trin_domain::calendar::{day_of, months_after};
use trin_domain::duties::DutyKind;
use trin_domain::help::aims_at;
use trin_domain::ladder;
use trin_domain::record::{EntryNo, Goal};

/// Months of everyday life shown before the first thing that happened, and of future after today.
const MARGIN_MONTHS: i32 = 2;
/// Months ahead on the path.
const AHEAD_MONTHS: i32 = 5;
/// Goals whose scores stand on the path.
const GOALS: usize = 2;
/// Years shown when a life in the municipality is longer.
const MOST_YEARS: i32 = 6;

/// The path, or nothing for a child to whom nothing has happened yet. `entry` is where an entry is read.
pub(super) fn draw(app: &App, lang: Lang, seen: &Seen<'_>, entry: &dyn Fn(EntryNo) -> String) -> Option<Markup> {
    let today = day_of(seen.now);
    let state = &seen.state;
    let first = state
        .notifications
        .iter()
        .map(|notification| day_of(notification.received.what.received_at))
        .chain(state.interventions.iter().map(|help| help.decided.what.on))
        .chain(state.assessments.iter().map(|assessment| assessment.opened.what.on))
        .min()?;
    let from = months_after(first, -MARGIN_MONTHS).max(months_after(today, -12 * MOST_YEARS));
    let until = months_after(today, AHEAD_MONTHS);

    let movements = ladder::movements(state, app.strategy(), today);
    let stretches = movements
        .iter()
        .enumerate()
        .filter_map(|(index, movement)| {
            let step = movement.to?.0;
            let until = movements.get(index + 1).map(|next| next.on);
            Some(Stretch { from: movement.on, until, step, label: help_name(lang, seen, movement.because), href: entry(movement.because) })
        })
        .filter(|stretch| stretch.until.is_none_or(|until| until > from))
        .collect();

    let mut marks: Vec<Mark> = Vec::new();
    let mut mark = |on: Date, kind: MarkKind, label: String, href: String| {
        if on >= from && on <= until {
            marks.push(Mark { on, kind, label, href });
        }
    };
    for notification in &state.notifications {
        mark(
            day_of(notification.received.what.received_at),
            MarkKind::Notification,
            t(lang, "my-day-entry-notification"),
            entry(notification.received.no),
        );
    }
    for help in &state.interventions {
        for follow_up in &help.follow_ups {
            mark(follow_up.what.on, MarkKind::Held, t(lang, "my-day-entry-followed-up"), entry(follow_up.no));
        }
    }
    for assessment in &state.assessments {
        if let Some(concluded) = assessment.concluded {
            mark(concluded.what.on, MarkKind::Event, t(lang, "my-day-entry-assessment-concluded"), entry(concluded.no));
        }
    }
    for plan in &state.plans {
        mark(plan.made.what.on, MarkKind::Event, t(lang, "my-day-entry-plan"), entry(plan.made.no));
    }
    for hearing in &state.hearings {
        mark(hearing.what.on, MarkKind::Event, t(lang, "my-day-entry-child-heard"), entry(hearing.no));
    }
    for duty in seen.owed().filter(|duty| matches!(duty.kind, DutyKind::FirstFollowUp | DutyKind::NextFollowUp)) {
        mark(duty.due().day(), MarkKind::Owed, lang.pick(duty.kind.da(), duty.kind.en()).to_owned(), entry(duty.about));
    }

    // An end or a start agreed for later, as far ahead as the path goes; then what is hoped for, of help without an end.
    let agreed = ladder::movements(state, app.strategy(), until).into_iter().filter(|movement| movement.on > today).map(|movement| {
        let begins = state.intervention(movement.because).is_some_and(|help| help.started_on() == Some(movement.on));
        let last_day = movement.on.yesterday().ok();
        let ended = state
            .interventions
            .iter()
            .filter(|help| help.ended_on() == last_day)
            .max_by_key(|help| app.strategy().step_of(help.decided.what.kind));
        let (key, help) = match ended.filter(|_| !begins) {
            Some(ended) => ("child-path-ends", ended.no()),
            None => ("child-path-begins", movement.because),
        };
        let label = t_with(lang, key, &[("help", help_name(lang, seen, help).into())]);
        Promise { on: movement.on, step: movement.to.map(|step| step.0), label, href: entry(movement.because) }
    });
    let hoped = state.in_force_on(today).filter(|help| help.ended.is_none()).filter_map(|help| {
        let aim = help.aims.last()?;
        let on = aim.what.by.filter(|by| *by > today && *by <= until)?;
        let step = aims_at(app.strategy(), help.decided.what.kind).map(|step| step.0);
        Some(Promise { on, step, label: aim.what.aim.clone(), href: entry(aim.no) })
    });
    let mut promises: Vec<Promise> = agreed.chain(hoped).collect();
    promises.sort_by_key(|promise| promise.on);

    let scales = scales(lang, seen, from, entry);
    let steps =
        app.strategy().steps.iter().map(|step| Step { number: step.no.0, name: lang.pick(&step.name, &step.name_en).to_owned() }).collect();
    let title = t_with(lang, "child-path-title", &[("name", seen.first_name().to_owned().into())]);
    Some(path(lang, &Path { id: "sti".to_owned(), title, from, until, today, steps, stretches, promises, marks, scales }))
}

/// The wellbeing ruler, and the newest plan's goals that were scored most, in the plan's order; the first point of a goal is where it began.
fn scales(lang: Lang, seen: &Seen<'_>, from: Date, entry: &dyn Fn(EntryNo) -> String) -> Vec<Scale> {
    let point = |on: Date, value: f64, no: EntryNo| (on >= from).then(|| ScalePoint { on, value, href: entry(no) });
    let mut wellbeing: Vec<ScalePoint> =
        seen.state.wellbeing.iter().filter_map(|score| point(score.what.on, f64::from(score.what.wellbeing), score.no)).collect();
    wellbeing.sort_by_key(|point| point.on);
    let mut goals: Vec<&Goal<'_>> = seen.state.plans.last().map(|plan| plan.goals.iter().collect()).unwrap_or_default();
    goals.retain(|goal| !goal.scores.is_empty());
    goals.sort_by_key(|goal| std::cmp::Reverse(goal.scores.len()));
    goals.truncate(GOALS);
    goals.sort_by_key(|goal| goal.set.no);
    let of_goal = |goal: &Goal<'_>| {
        let what = goal.set.what;
        let began = (what.on, what.from, goal.set.no);
        let points = std::iter::once(began).chain(goal.scores.iter().copied());
        Scale {
            label: t_with(lang, "child-path-goal", &[("goal", what.text.clone().into())]),
            lowest: f64::from(what.lowest),
            highest: f64::from(what.highest),
            points: points.filter_map(|(on, score, no)| point(on, f64::from(score), no)).collect(),
        }
    };
    let wellbeing = Scale { label: t(lang, "child-path-wellbeing"), lowest: 1.0, highest: 5.0, points: wellbeing };
    std::iter::once(wellbeing).chain(goals.into_iter().map(of_goal)).filter(|scale| !scale.points.is_empty()).collect()
}
