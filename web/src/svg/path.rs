//! The child's path: time runs right, the steps of the ladder are quiet bands, the child's line moves between them.

use jiff::civil::Date;
use maud::{Markup, html};

use super::{figure, n, ranged, shade, wrapped};
use crate::words::format::{self, days_between};
use crate::words::{Lang, t, t_with};

mod axis;
mod behind;
mod marks;
#[cfg(test)]
mod tests;

/// A step of the ladder, lowest first.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its number, from 1.
    pub number: u8,
    /// Its name.
    pub name: String,
}

/// A time the child stood on one step.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// The first day.
    pub from: Date,
    /// The first day no longer on it; `None` while it lasts.
    pub until: Option<Date>,
    /// Number of the step.
    pub step: u8,
    /// What began it: "Kontaktperson bevilget".
    pub label: String,
    /// Its entry, `#entry-12`.
    pub href: String,
}

/// A move that is promised.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The day it is promised for.
    pub on: Date,
    /// The step it leads to; `None` off the ladder.
    pub step: Option<u8>,
    /// What is promised.
    pub label: String,
    /// Where it was promised.
    pub href: String,
}

/// What a mark on the path stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MarkKind {
    /// A follow-up that was held: a filled dot.
    Held,
    /// A follow-up we owe: a ring.
    Owed,
    /// A notification: a diamond under the bands.
    Notification,
    /// Anything else worth a mark (a plan, an assessment, a talk): a small square under the bands.
    Event,
}

/// Something that happened, or is owed, on a day.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The day.
    pub on: Date,
    /// What it stands for.
    pub kind: MarkKind,
    /// What it says.
    pub label: String,
    /// Its entry, `#entry-12`.
    pub href: String,
}

/// Scores on a scale of the situation, drawn as a thin line under the bands.
#[derive(Clone, Debug)]
pub struct Scale {
    /// What is scaled: "Fremmøde i skolen".
    pub label: String,
    /// The lowest value.
    pub lowest: f64,
    /// The highest value.
    pub highest: f64,
    /// The scores in order of time.
    pub points: Vec<ScalePoint>,
}

/// One score.
#[derive(Clone, Debug)]
pub struct ScalePoint {
    /// The day.
    pub on: Date,
    /// The score.
    pub value: f64,
    /// Its entry.
    pub href: String,
}

/// A child's path between two days.
#[derive(Clone, Debug)]
pub struct Path {
    /// Prefix of element ids, unique on the page.
    pub id: String,
    /// What the picture says, in words.
    pub title: String,
    /// The first day shown.
    pub from: Date,
    /// The last day shown; after today when something is owed or promised.
    pub until: Date,
    /// The day it is seen from.
    pub today: Date,
    /// The ladder, lowest step first.
    pub steps: Vec<Step>,
    /// Where the child stood, in order of time, never two at once.
    pub stretches: Vec<Stretch>,
    /// Moves that are promised, in order of time.
    pub promises: Vec<Promise>,
    /// Follow-ups and events.
    pub marks: Vec<Mark>,
    /// At most three scales.
    pub scales: Vec<Scale>,
}

/// On a phone the path shows at most so many days back; the table has them all.
const NARROW_DAYS_BACK: i64 = 550;
const TOP: f64 = 24.0;
const LANE: f64 = 28.0;
const STRIP: f64 = 50.0;

/// The picture, its legend and its table.
pub fn path(lang: Lang, path: &Path) -> Markup {
    let wide = Sheet::new(lang, path, Size::Wide);
    let narrow = Sheet::new(lang, path, Size::Narrow);
    figure(lang, "path", &path.title, html! { (wide.draw()) (narrow.draw()) }, behind::legend(lang), behind::as_table(lang, path))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Size {
    Wide,
    Narrow,
}

/// One drawing: the path, the days it shows and the measures in user units.
struct Sheet<'a> {
    lang: Lang,
    path: &'a Path,
    size: Size,
    from: Date,
    width: f64,
    left: f64,
    band: f64,
}

impl<'a> Sheet<'a> {
    fn new(lang: Lang, path: &'a Path, size: Size) -> Self {
        match size {
            Size::Wide => Self { lang, path, size, from: path.from, width: 780.0, left: 138.0, band: 44.0 },
            Size::Narrow => {
                let earliest = path.today.saturating_sub(jiff::Span::new().days(NARROW_DAYS_BACK));
                Self { lang, path, size, from: path.from.max(earliest), width: 340.0, left: 4.0, band: 46.0 }
            }
        }
    }

    fn draw(&self) -> Markup {
        let (class, letter) = match self.size {
            Size::Wide => ("wide", "w"),
            Size::Narrow => ("narrow", "n"),
        };
        let (title, desc) = (format!("{}-{letter}-title", self.path.id), format!("{}-{letter}-desc", self.path.id));
        html! {
            svg class=(class) viewBox=(format!("0 0 {} {}", n(self.width), n(self.height()))) role="group" aria-labelledby=(format!("{title} {desc}")) {
                title id=(title) { (self.path.title) }
                desc id=(desc) { (self.description()) }
                g aria-hidden="true" {
                    (self.bands())
                    (self.axis())
                    (self.today())
                    (self.line())
                    (self.future())
                    (self.names())
                }
                @for (index, scale) in self.path.scales.iter().enumerate() { (self.scale(index, scale)) }
                (self.moves())
                (self.marks())
            }
        }
    }

    fn description(&self) -> String {
        let count = |kind| self.path.marks.iter().filter(|mark| mark.kind == kind).count();
        t_with(
            self.lang,
            "picture-path-desc",
            &[
                ("from", format::date(self.lang, self.path.from).into()),
                ("until", format::date(self.lang, self.path.until).into()),
                ("held", count(MarkKind::Held).into()),
                ("owed", count(MarkKind::Owed).into()),
            ],
        )
    }

    // Measures

    fn right(&self) -> f64 {
        self.width - 8.0
    }

    /// Across: the place of a day, kept inside the drawing.
    fn x(&self, day: Date) -> f64 {
        let all = days_between(self.from, self.path.until).max(1) as f64;
        let share = days_between(self.from, day) as f64 / all;
        self.left + share.clamp(0.0, 1.0) * (self.right() - self.left)
    }

    /// Down: the middle of a step's band; the lane under the bands when on no step.
    fn y(&self, step: Option<u8>) -> f64 {
        let at = step.and_then(|step| self.path.steps.iter().position(|other| other.number == step));
        match at {
            Some(index) => self.bottom() - (index as f64 + 0.5) * self.band,
            None => self.bottom() + LANE / 2.0,
        }
    }

    /// The lower edge of the bands.
    fn bottom(&self) -> f64 {
        TOP + self.path.steps.len() as f64 * self.band
    }

    fn strip_top(&self, index: usize) -> f64 {
        self.bottom() + LANE + index as f64 * self.strip_height()
    }

    fn strip_height(&self) -> f64 {
        if self.size == Size::Wide { STRIP } else { STRIP + 16.0 }
    }

    fn axis_top(&self) -> f64 {
        self.strip_top(self.path.scales.len())
    }

    fn height(&self) -> f64 {
        self.axis_top() + 26.0
    }

    fn step_on(&self, day: Date) -> Option<u8> {
        let current = self.path.stretches.iter().rev().find(|stretch| stretch.from <= day && stretch.until.is_none_or(|until| day < until));
        let promised = self.path.promises.iter().rev().find(|promise| promise.on <= day && promise.on >= self.path.today);
        match promised {
            Some(promise) => promise.step,
            None => current.map(|stretch| stretch.step),
        }
    }

    // What is drawn, from the back to the front

    fn bands(&self) -> Markup {
        let of = self.path.steps.len();
        html! {
            @for (index, step) in self.path.steps.iter().enumerate() {
                @let top = self.y(Some(step.number)) - self.band / 2.0;
                rect class=(format!("band b{}", shade(index, of))) x=(n(self.left)) y=(n(top)) width=(n(self.right() - self.left)) height=(n(self.band)) {}
                @match self.size {
                    Size::Wide => {
                        @let lines = wrapped(&format!("{} {}", step.number, step.name), 17, 2);
                        @let first = top + self.band / 2.0 + 5.0 - (lines.len().saturating_sub(1)) as f64 * 8.0;
                        @for (row, line) in lines.iter().enumerate() {
                            text x=(n(self.left - 10.0)) y=(n(first + row as f64 * 16.0)) text-anchor="end" { (line) }
                        }
                    }
                    Size::Narrow => {}
                }
            }
        }
    }

    /// On a phone the names stand in the bands, above the line.
    fn names(&self) -> Markup {
        html! {
            @if self.size == Size::Narrow {
                @for step in &self.path.steps {
                    @for line in wrapped(&format!("{} {}", step.number, step.name), 40, 1) {
                        text.quiet.halo x=(n(self.left + 5.0)) y=(n(self.y(Some(step.number)) - self.band / 2.0 + 14.0)) { (line) }
                    }
                }
            }
        }
    }

    fn axis(&self) -> Markup {
        let (top, room) = (self.axis_top(), self.right() - self.left);
        html! {
            line.axis x1=(n(self.left)) y1=(n(top)) x2=(n(self.right())) y2=(n(top)) {}
            @for tick in axis::ticks(self.lang, self.from, self.path.until, room) {
                @let x = self.x(tick.day);
                line.tick x1=(n(x)) y1=(n(TOP)) x2=(n(x)) y2=(n(top + 4.0)) {}
                @if x < self.width - 58.0 { text.quiet x=(n(x + 3.0)) y=(n(top + 17.0)) { (tick.label) } }
            }
        }
    }

    fn today(&self) -> Markup {
        let x = self.x(self.path.today);
        let anchor = match x {
            x if x > self.right() - 20.0 => "end",
            x if x < self.left + 20.0 => "start",
            _ => "middle",
        };
        html! {
            rect.ahead x=(n(x)) y=(n(TOP)) width=(n((self.right() - x).max(0.0))) height=(n(self.axis_top() - TOP)) {}
            line.today x1=(n(x)) y1=(n(TOP - 5.0)) x2=(n(x)) y2=(n(self.axis_top() + 4.0)) {}
            text.today-word x=(n(x)) y=(n(TOP - 9.0)) text-anchor=(anchor) { (t(self.lang, "time-today")) }
        }
    }

    /// The child's line to today: level on a step, upright where it moves.
    fn line(&self) -> Markup {
        let mut d = String::new();
        let mut last: Option<(Date, u8)> = None;
        for stretch in self.shown() {
            let until = stretch.until.unwrap_or(self.path.today).min(self.path.today);
            let (x, y) = (self.x(stretch.from), self.y(Some(stretch.step)));
            let is_joined = last.is_some_and(|(end, _)| days_between(end, stretch.from) <= 1);
            let to = if is_joined { "L" } else { "M" };
            d.push_str(&format!("{to}{} {}H{}", n(x), n(y), n(self.x(until).max(x + 2.0))));
            last = Some((until, stretch.step));
        }
        html! { @if !d.is_empty() { path.way d=(d) {} } }
    }

    /// What is promised, dashed; without a promise the help goes on as it is.
    fn future(&self) -> Markup {
        let now =
            self.shown().last().filter(|stretch| stretch.until.is_none_or(|until| until > self.path.today)).map(|stretch| stretch.step);
        let mut d = format!("M{} {}", n(self.x(self.path.today)), n(self.y(now)));
        let mut is_off = now.is_none();
        if is_off && self.path.promises.iter().all(|promise| promise.on < self.path.today) {
            return html! {};
        }
        for promise in self.path.promises.iter().filter(|promise| promise.on >= self.path.today) {
            d.push_str(&format!("H{}V{}", n(self.x(promise.on)), n(self.y(promise.step))));
            is_off = promise.step.is_none();
        }
        if !is_off {
            d.push_str(&format!("H{}", n(self.right())));
        }
        html! { path.way.dashed d=(d) {} }
    }

    fn shown(&self) -> impl Iterator<Item = &'a Stretch> {
        let (from, today) = (self.from, self.path.today);
        self.path.stretches.iter().filter(move |stretch| stretch.from <= today && stretch.until.is_none_or(|until| until > from))
    }

    /// A thin line of scores in a strip of its own, on the same time.
    fn scale(&self, index: usize, scale: &Scale) -> Markup {
        let top = self.strip_top(index);
        let head = if self.size == Size::Wide { 8.0 } else { 22.0 };
        let (high, low) = (top + head, top + self.strip_height() - 8.0);
        let span = (scale.highest - scale.lowest).max(f64::EPSILON);
        let y = |value: f64| low - (value.clamp(scale.lowest, scale.highest) - scale.lowest) / span * (low - high);
        let points: Vec<&ScalePoint> = scale.points.iter().filter(|point| self.from <= point.on && point.on <= self.path.until).collect();
        let d: Vec<String> = points.iter().map(|point| format!("{} {}", n(self.x(point.on)), n(y(point.value)))).collect();
        let range = format!("{}–{}", format::decimal(self.lang, scale.lowest, 0), format::decimal(self.lang, scale.highest, 0));
        html! {
            g aria-hidden="true" {
                line.tick x1=(n(self.left)) y1=(n(low)) x2=(n(self.right())) y2=(n(low)) {}
                line.tick x1=(n(self.left)) y1=(n(high)) x2=(n(self.right())) y2=(n(high)) {}
                @match self.size {
                    Size::Wide => {
                        @for (row, line) in ranged(&scale.label, &range, 15, 2).iter().enumerate() {
                            text.quiet x=(n(self.left - 10.0)) y=(n(top + 22.0 + row as f64 * 16.0)) text-anchor="end" { (line) }
                        }
                    }
                    Size::Narrow => {
                        @for line in ranged(&scale.label, &range, 44, 1) { text.quiet x=(n(self.left + 5.0)) y=(n(top + 14.0)) { (line) } }
                    }
                }
                @if d.len() > 1 { polyline.score points=(d.join(" ")) {} }
            }
            @for (place, point) in points.iter().enumerate() {
                @let (x, y) = (self.x(point.on), y(point.value));
                @let value = format::decimal(self.lang, point.value, usize::from(point.value.fract() != 0.0));
                (marks::link(&point.href, &format!("{}: {} {value}", format::date(self.lang, point.on), scale.label), x, y, html! {
                    circle.score-dot cx=(n(x)) cy=(n(y)) r="3" {}
                }))
                // Beside the link, not in it: what a link shows must be what it is called.
                @if place + 1 == points.len() {
                    @let is_beside_today = (self.x(self.path.today) - x - 12.0).abs() < 14.0;
                    @if is_beside_today { text x=(n(x - 5.0)) y=(n(y - 6.0)) text-anchor="end" { (value) } } @else { text x=(n(x + 8.0)) y=(n(y + 5.0)) { (value) } }
                }
            }
        }
    }
}
