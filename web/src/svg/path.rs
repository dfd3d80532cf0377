//! The child's path: time runs right, the steps of the ladder are quiet bands, the child's line moves between them.

use jiff::civil::Date;
use maud::{Markup, html};

use super::{figure, n, shade, wrapped};
use crate::parts::table::{Column, table};
use crate::words::format::{self, days_between};
use crate::words::{Lang, t, t_with};

mod axis;
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
/// Marks closer than this are drawn as one, with their number.
const CLOSEST: f64 = 13.0;
const TOP: f64 = 24.0;
const LANE: f64 = 28.0;
const STRIP: f64 = 50.0;

/// The picture, its legend and its table.
pub fn path(lang: Lang, path: &Path) -> Markup {
    let wide = Sheet::new(lang, path, Size::Wide);
    let narrow = Sheet::new(lang, path, Size::Narrow);
    figure(lang, "path", &path.title, html! { (wide.draw()) (narrow.draw()) }, legend(lang), as_table(lang, path))
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
                    Size::Narrow => {
                        @for line in wrapped(&format!("{} {}", step.number, step.name), 40, 1) {
                            text.quiet x=(n(self.left + 5.0)) y=(n(top + 14.0)) { (line) }
                        }
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
                @if x < self.right() - 26.0 { text.quiet x=(n(x + 3.0)) y=(n(top + 17.0)) { (tick.label) } }
            }
        }
    }

    fn today(&self) -> Markup {
        let x = self.x(self.path.today);
        let anchor = if x > self.right() - 40.0 { "end" } else { "middle" };
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
        let Some(now) = self.shown().last().filter(|stretch| stretch.until.is_none_or(|until| until > self.path.today)) else {
            return html! {};
        };
        let mut d = format!("M{} {}", n(self.x(self.path.today)), n(self.y(Some(now.step))));
        let mut is_off = false;
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

    /// Where the line moves: a triangle up or down, a link to the entry that moved it; a small bar where it begins.
    fn moves(&self) -> Markup {
        let mut before: Option<&Stretch> = None;
        let mut moves = Vec::new();
        for stretch in self.shown() {
            let joined = before.filter(|before| before.until.is_some_and(|until| days_between(until, stretch.from) <= 1));
            let (x, y) = (self.x(stretch.from), self.y(Some(stretch.step)));
            if stretch.from >= self.from {
                moves.push((stretch, joined.map(|before| (before.step, (y + self.y(Some(before.step))) / 2.0)), x, y));
            }
            before = Some(stretch);
        }
        html! {
            @for (stretch, from, x, y) in moves {
                @let day = format::date(self.lang, stretch.from);
                (link(&stretch.href, &format!("{day}: {}", stretch.label), x, from.map_or(y, |(_, middle)| middle), html! {
                    @match from {
                        Some((step, middle)) if step < stretch.step => path.up d=(format!("M{} {}l7 11h-14z", n(x), n(middle - 6.0))) {},
                        Some((step, middle)) if step > stretch.step => path.down d=(format!("M{} {}l7 -11h-14z", n(x), n(middle + 6.0))) {},
                        _ => rect.begin x=(n(x - 2.5)) y=(n(y - 9.0)) width="5" height="18" {},
                    }
                }))
            }
            @for promise in self.path.promises.iter().filter(|promise| promise.on >= self.path.today && promise.on <= self.path.until) {
                @let (x, y) = (self.x(promise.on), self.y(promise.step));
                (link(&promise.href, &format!("{}: {}", format::date(self.lang, promise.on), promise.label), x, y, html! {
                    path.promise d=(format!("M{} {}l7 7l-7 7l-7 -7z", n(x), n(y - 7.0))) {}
                }))
            }
        }
    }

    /// Follow-ups on the line, everything else in the lane under the bands; marks that would touch become one with a number.
    fn marks(&self) -> Markup {
        let mut drawn = Vec::new();
        for kind in [MarkKind::Event, MarkKind::Notification, MarkKind::Held, MarkKind::Owed] {
            let mut marks: Vec<&Mark> =
                self.path.marks.iter().filter(|mark| mark.kind == kind && self.from <= mark.on && mark.on <= self.path.until).collect();
            marks.sort_by_key(|mark| mark.on);
            let mut group: Vec<&Mark> = Vec::new();
            for mark in marks {
                if let Some(first) = group.first()
                    && (self.x(mark.on) - self.x(first.on) > CLOSEST || self.lane_of(mark) != self.lane_of(first))
                {
                    drawn.push(self.mark(kind, &group));
                    group.clear();
                }
                group.push(mark);
            }
            if !group.is_empty() {
                drawn.push(self.mark(kind, &group));
            }
        }
        html! { @for mark in drawn { (mark) } }
    }

    fn lane_of(&self, mark: &Mark) -> Option<u8> {
        match mark.kind {
            MarkKind::Held | MarkKind::Owed => self.step_on(mark.on),
            MarkKind::Notification | MarkKind::Event => None,
        }
    }

    fn mark(&self, kind: MarkKind, group: &[&Mark]) -> Markup {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { return html! {} };
        let (x, y) = ((self.x(first.on) + self.x(last.on)) / 2.0, self.y(self.lane_of(last)));
        let is_late = kind == MarkKind::Owed && first.on < self.path.today;
        let label = match group {
            [one] => format!("{}: {}", format::date(self.lang, one.on), one.label),
            _ => t_with(
                self.lang,
                "picture-path-several",
                &[
                    ("count", group.len().into()),
                    ("label", last.label.as_str().into()),
                    ("from", format::date(self.lang, first.on).into()),
                    ("until", format::date(self.lang, last.on).into()),
                ],
            ),
        };
        let is_one = group.len() == 1;
        let shape = match kind {
            MarkKind::Held => html! { circle.held cx=(n(x)) cy=(n(y)) r=(if is_one { "6" } else { "9" }) {} },
            MarkKind::Owed => html! { circle.owed.late[is_late] cx=(n(x)) cy=(n(y)) r=(if is_one { "6.5" } else { "9" }) {} },
            MarkKind::Notification => html! { path.told d=(format!("M{} {}l7 7l-7 7l-7 -7z", n(x), n(y - 7.0))) {} },
            MarkKind::Event => html! { rect.event x=(n(x - 4.0)) y=(n(y - 4.0)) width="8" height="8" {} },
        };
        let count_class = if kind == MarkKind::Owed { "count" } else { "count on" };
        let count_x = if matches!(kind, MarkKind::Held | MarkKind::Owed) { x } else { x + 13.0 };
        let count_class = if count_x > x { "count" } else { count_class };
        link(
            &last.href,
            &label,
            x,
            y,
            html! { (shape) @if !is_one { text class=(count_class) x=(n(count_x)) y=(n(y + 4.5)) text-anchor="middle" { (group.len()) } } },
        )
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
                        @for (row, line) in wrapped(&format!("{} {range}", scale.label), 17, 2).iter().enumerate() {
                            text.quiet x=(n(self.left - 10.0)) y=(n(top + 22.0 + row as f64 * 16.0)) text-anchor="end" { (line) }
                        }
                    }
                    Size::Narrow => { text.quiet x=(n(self.left + 5.0)) y=(n(top + 14.0)) { (scale.label) " " (range) } }
                }
                @if d.len() > 1 { polyline.score points=(d.join(" ")) {} }
            }
            @for (place, point) in points.iter().enumerate() {
                @let (x, y) = (self.x(point.on), y(point.value));
                @let value = format::decimal(self.lang, point.value, usize::from(point.value.fract() != 0.0));
                (link(&point.href, &format!("{}: {} {value}", format::date(self.lang, point.on), scale.label), x, y, html! {
                    circle.score-dot cx=(n(x)) cy=(n(y)) r="3" {}
                    @if place + 1 == points.len() { text x=(n(x + 8.0)) y=(n(y + 5.0)) { (value) } }
                }))
            }
        }
    }
}

/// A link inside a picture with a target of at least 24 units. Reached by keyboard through the table, so as not to put
/// dozens of stops in front of the record.
fn link(href: &str, label: &str, x: f64, y: f64, shape: Markup) -> Markup {
    html! {
        a href=(href) aria-label=(label) tabindex="-1" {
            title { (label) }
            circle.target cx=(n(x)) cy=(n(y)) r="12" {}
            (shape)
        }
    }
}

fn legend(lang: Lang) -> Markup {
    html! {
        ul.legend aria-hidden="true" {
            li { svg viewBox="0 0 14 14" width="14" height="14" { circle.held cx="7" cy="7" r="5.5" {} } (t(lang, "picture-path-held")) }
            li { svg viewBox="0 0 14 14" width="14" height="14" { circle.owed cx="7" cy="7" r="5" {} } (t(lang, "picture-path-owed")) }
            li { svg viewBox="0 0 14 14" width="14" height="14" { path.told d="M7 0l7 7l-7 7l-7 -7z" {} } (t(lang, "picture-path-notification")) }
            li { svg viewBox="0 0 14 14" width="14" height="14" { rect.event x="3" y="3" width="8" height="8" {} } (t(lang, "picture-path-event")) }
            li { svg viewBox="0 0 28 14" width="28" height="14" { path.way.dashed d="M0 7h28" {} } (t(lang, "picture-path-promised")) }
        }
    }
}

/// Everything on the path, newest first.
fn as_table(lang: Lang, path: &Path) -> Markup {
    let name = |number: Option<u8>| match number.and_then(|number| path.steps.iter().find(|step| step.number == number)) {
        Some(step) => format!("{} {}", step.number, step.name),
        None => "–".to_owned(),
    };
    let mut rows: Vec<(Date, &str, String, String)> = Vec::new();
    for stretch in &path.stretches {
        rows.push((stretch.from, &stretch.href, stretch.label.clone(), name(Some(stretch.step))));
    }
    for promise in &path.promises {
        let label = t_with(lang, "picture-path-is-promised", &[("label", promise.label.as_str().into())]);
        rows.push((promise.on, &promise.href, label, name(promise.step)));
    }
    for mark in &path.marks {
        let label = match mark.kind {
            MarkKind::Owed => t_with(lang, "picture-path-is-owed", &[("label", mark.label.as_str().into())]),
            _ => mark.label.clone(),
        };
        rows.push((mark.on, &mark.href, label, String::new()));
    }
    for scale in &path.scales {
        for point in &scale.points {
            let value = format::decimal(lang, point.value, usize::from(point.value.fract() != 0.0));
            rows.push((point.on, &point.href, format!("{}: {value}", scale.label), String::new()));
        }
    }
    rows.sort_by(|one, other| other.0.cmp(&one.0));
    let (day, what, step) = (t(lang, "picture-day"), t(lang, "picture-what"), t(lang, "picture-step"));
    table(
        &path.title,
        &[Column::text(&day), Column::text(&what), Column::text(&step)],
        rows.into_iter()
            .map(|(on, href, label, step)| vec![html! { (format::date(lang, on)) }, html! { a href=(href) { (label) } }, html! { (step) }])
            .collect(),
    )
}
