//! What can be clicked on the path: moves between steps, promises, follow-ups and events.

use maud::{Markup, html};

use super::{Mark, MarkKind, Sheet, Stretch};
use crate::svg::n;
use crate::words::format::{self, days_between};
use crate::words::t_with;

impl Sheet<'_> {
    /// Where the line moves: a triangle up or down, a link to the entry that moved it; a small bar where it begins.
    pub(super) fn moves(&self) -> Markup {
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
    pub(super) fn marks(&self) -> Markup {
        let mut drawn = Vec::new();
        for kind in [MarkKind::Event, MarkKind::Notification, MarkKind::Held, MarkKind::Owed] {
            let mut marks: Vec<&Mark> =
                self.path.marks.iter().filter(|mark| mark.kind == kind && self.from <= mark.on && mark.on <= self.path.until).collect();
            marks.sort_by_key(|mark| mark.on);
            let mut groups: Vec<Vec<&Mark>> = Vec::new();
            for mark in marks {
                groups.push(vec![mark]);
                while let [.., one, other] = groups.as_slice()
                    && self.touch(one, other)
                {
                    let last = groups.pop().unwrap_or_default();
                    groups.last_mut().into_iter().for_each(|group| group.extend(&last));
                }
            }
            drawn.extend(groups.iter().map(|group| self.mark(kind, group)));
        }
        html! { @for mark in drawn { (mark) } }
    }

    fn touch(&self, one: &[&Mark], other: &[&Mark]) -> bool {
        let room = |group: &[&Mark]| if group.len() > 1 { 10.0 } else { 6.5 };
        let is_one_lane = one.last().map(|mark| self.lane_of(mark)) == other.last().map(|mark| self.lane_of(mark));
        is_one_lane && self.middle(other) - self.middle(one) < room(one) + room(other)
    }

    /// Across: the middle of a group of marks.
    fn middle(&self, group: &[&Mark]) -> f64 {
        match (group.first(), group.last()) {
            (Some(first), Some(last)) => (self.x(first.on) + self.x(last.on)) / 2.0,
            _ => self.left,
        }
    }

    fn lane_of(&self, mark: &Mark) -> Option<u8> {
        match mark.kind {
            MarkKind::Held | MarkKind::Owed => self.step_on(mark.on),
            MarkKind::Notification | MarkKind::Event => None,
        }
    }

    fn mark(&self, kind: MarkKind, group: &[&Mark]) -> Markup {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { return html! {} };
        let (x, y) = (self.middle(group), self.y(self.lane_of(last)));
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
        // The number stands beside the link, not in it: what a link shows must be what it is called. A click goes through to the link.
        html! {
            (link(&last.href, &label, x, y, shape))
            @if !is_one { text class=(count_class) x=(n(count_x)) y=(n(y + 4.5)) text-anchor="middle" pointer-events="none" { (group.len()) } }
        }
    }
}

/// A link inside a picture with a target of at least 24 units. Reached by keyboard through the table, so as not to put
/// dozens of stops in front of the record.
pub(super) fn link(href: &str, label: &str, x: f64, y: f64, shape: Markup) -> Markup {
    html! {
        a href=(href) aria-label=(label) tabindex="-1" {
            title { (label) }
            circle.target cx=(n(x)) cy=(n(y)) r="12" {}
            (shape)
        }
    }
}
