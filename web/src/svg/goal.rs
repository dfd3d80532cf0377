//! How far a goal has come: scores over time, from where it began, and the target as a thin line with its day.

use jiff::civil::Date;
use maud::{Markup, html};

use super::n;
use crate::words::format::{self, days_between};
use crate::words::{Lang, t_with};

/// A measurable goal and its scores.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Prefix of element ids, unique on the page.
    pub id: String,
    /// The goal, in words.
    pub title: String,
    /// Lowest and highest value of the scale.
    pub scale: (f64, f64),
    /// Where it began.
    pub start: (Date, f64),
    /// What is aimed at, and by when.
    pub target: (Date, f64),
    /// The scores in order of time.
    pub scores: Vec<(Date, f64)>,
    /// The day it is seen from.
    pub today: Date,
}

const WIDTH: f64 = 320.0;
const LEFT: f64 = 24.0;
const RIGHT: f64 = 284.0;
const HIGH: f64 = 12.0;
const LOW: f64 = 74.0;

/// The goal as a small chart. The numbers stand in its description and beside the points, so it needs no table.
pub fn goal(lang: Lang, goal: &Goal) -> Markup {
    let from = goal.start.0;
    let until = goal.scores.iter().map(|score| score.0).chain([goal.target.0, goal.today]).max().unwrap_or(from);
    let days = days_between(from, until).max(1) as f64;
    let x = |day: Date| LEFT + (days_between(from, day) as f64 / days).clamp(0.0, 1.0) * (RIGHT - LEFT);
    let span = (goal.scale.1 - goal.scale.0).max(f64::EPSILON);
    let y = |value: f64| LOW - (value.clamp(goal.scale.0, goal.scale.1) - goal.scale.0) / span * (LOW - HIGH);
    let points: Vec<(Date, f64)> = std::iter::once(goal.start).chain(goal.scores.iter().copied()).collect();
    let line: Vec<String> = points.iter().map(|(day, value)| format!("{} {}", n(x(*day)), n(y(*value)))).collect();
    let value = |value: f64| format::decimal(lang, value, usize::from(value.fract() != 0.0));
    let (title, desc) = (format!("{}-title", goal.id), format!("{}-desc", goal.id));
    let last = points.last().copied().unwrap_or(goal.start);
    html! {
        svg.goal viewBox=(format!("0 0 {WIDTH} 98")) role="img" aria-labelledby=(format!("{title} {desc}")) {
            title id=(title) { (goal.title) }
            desc id=(desc) {
                (t_with(lang, "picture-goal-desc", &[
                    ("start", value(goal.start.1).into()),
                    ("from", format::date(lang, from).into()),
                    ("now", value(last.1).into()),
                    ("on", format::date(lang, last.0).into()),
                    ("target", value(goal.target.1).into()),
                    ("by", format::date(lang, goal.target.0).into()),
                ]))
            }
            line.axis x1=(n(LEFT)) y1=(n(LOW)) x2=(n(RIGHT)) y2=(n(LOW)) {}
            text.quiet x=(n(LEFT - 6.0)) y=(n(LOW + 4.0)) text-anchor="end" { (value(goal.scale.0)) }
            text.quiet x=(n(LEFT - 6.0)) y=(n(HIGH + 4.0)) text-anchor="end" { (value(goal.scale.1)) }
            line.aim x1=(n(LEFT)) y1=(n(y(goal.target.1))) x2=(n(RIGHT)) y2=(n(y(goal.target.1))) {}
            text.aim-word x=(n(RIGHT + 6.0)) y=(n(y(goal.target.1) + 4.0)) { (value(goal.target.1)) }
            path.aim-mark d=(format!("M{} {}l5 5l-5 5l-5 -5z", n(x(goal.target.0)), n(y(goal.target.1) - 5.0))) {}
            line.today x1=(n(x(goal.today))) y1=(n(HIGH - 4.0)) x2=(n(x(goal.today))) y2=(n(LOW + 4.0)) {}
            @if line.len() > 1 { polyline.score points=(line.join(" ")) {} }
            @for (day, score) in &points { circle.score-dot cx=(n(x(*day))) cy=(n(y(*score))) r="3.5" {} }
            @if y(last.1) - y(goal.target.1) > 14.0 || x(last.0) < RIGHT - 20.0 {
                text.now x=(n(x(last.0) + 6.0)) y=(n(y(last.1) + 15.0)) { (value(last.1)) }
            }
            text.quiet x=(n(LEFT)) y=(n(LOW + 18.0)) { (format::month_short(lang, from)) " " (from.year()) }
            text.quiet x=(n(RIGHT)) y=(n(LOW + 18.0)) text-anchor="end" { (format::month_short(lang, until)) " " (until.year()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn a_goal() -> Goal {
        Goal {
            id: "g".into(),
            title: "Noah er i skole hver dag".into(),
            scale: (0.0, 10.0),
            start: (date(2026, 1, 5), 2.0),
            target: (date(2026, 6, 30), 8.0),
            scores: vec![(date(2026, 2, 10), 4.0), (date(2026, 4, 1), 5.5)],
            today: date(2026, 5, 9),
        }
    }

    #[test]
    fn the_description_says_start_now_and_target() {
        let svg = goal(Lang::Da, &a_goal()).into_string();
        for part in ["2", "5,5", "8", "30. juni 2026", "1. april 2026"] {
            assert!(svg.contains(part), "{part}: {svg}");
        }
        assert_eq!(svg.matches("score-dot").count(), 3);
        assert!(!svg.contains("style="));
    }

    #[test]
    fn the_aim_lies_at_its_value_on_the_scale() {
        let svg = goal(Lang::Da, &Goal { target: (date(2026, 6, 30), 10.0), ..a_goal() }).into_string();
        assert!(svg.contains(&format!("class=\"aim\" x1=\"24\" y1=\"{}\"", n(HIGH))), "{svg}");
    }
}
