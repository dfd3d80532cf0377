//! A duty as people read it: a sentence, a date, a person, and *hvorfor?*

use jiff::Timestamp;
use jiff::civil::Date;
use maud::{Markup, html};

use crate::words::format;
use crate::words::{Lang, t, t_with};

/// Days ahead within which a duty is near.
const SOON_WITHIN_DAYS: i64 = 7;

/// When something is due: on a day, or at an instant on a clock of hours.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Debug)]
pub enum Due {
    /// Before the end of a day.
    Day(Date),
    /// At an instant.
    Instant(Timestamp),
}

/// How a due date looks from now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DutyState {
    /// More than a week ahead: plain.
    Far,
    /// Within a week: bold.
    Soon,
    /// Passed: one word and the number of days.
    Late,
}

impl DutyState {
    /// The class that draws it.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Far => "far",
            Self::Soon => "soon",
            Self::Late => "late",
        }
    }
}

impl Due {
    /// Far, soon or late, seen from `now`.
    pub fn state(self, now: Timestamp) -> DutyState {
        let today = format::day_of(now);
        let (is_late, days) = match self {
            Self::Day(day) => (day < today, format::days_between(today, day)),
            Self::Instant(at) => (at < now, format::days_between(today, format::day_of(at))),
        };
        match (is_late, days) {
            (true, _) => DutyState::Late,
            (false, ..=SOON_WITHIN_DAYS) => DutyState::Soon,
            (false, _) => DutyState::Far,
        }
    }

    /// "12. maj", "i dag kl. 15.30".
    pub fn text(self, lang: Lang, now: Timestamp) -> String {
        match self {
            Self::Day(day) => format::day(lang, day, format::day_of(now)),
            Self::Instant(at) => format::instant(lang, at, now),
        }
    }

    /// For `datetime` and `data-due` attributes.
    pub fn machine(self) -> String {
        match self {
            Self::Day(day) => day.to_string(),
            Self::Instant(at) => at.to_string(),
        }
    }
}

/// A due date with its word: "senest 12. maj", "i dag kl. 15.30 · 3 t 20 min tilbage", "12. maj · forfalden 3 dage".
pub fn due(lang: Lang, due: Due, now: Timestamp) -> Markup {
    let state = due.state(now);
    let text = due.text(lang, now);
    let left = match (due, state) {
        (Due::Instant(at), _) => Some(format::countdown(lang, at, now)),
        (Due::Day(day), DutyState::Late) => {
            Some(t_with(lang, "duty-late", &[("days", format::days_between(day, format::day_of(now)).into())]))
        }
        (Due::Day(day), DutyState::Soon) => Some(format::relative_day(lang, day, format::day_of(now))),
        (Due::Day(_), DutyState::Far) => None,
    };
    html! {
        span class=(format!("due {}", state.class())) {
            time datetime=(due.machine()) { (t_with(lang, "duty-by", &[("day", text.into())])) }
            @if let Some(left) = left {
                " " span.left data-due=[matches!(due, Due::Instant(_)).then(|| due.machine())] { (left) }
            }
        }
    }
}

/// Everything the page shows about one duty.
#[derive(Clone, Debug)]
pub struct DutyView {
    /// What we owe, as a sentence without its date: "Opfølgning på hjemmebaseret støtte".
    pub what: String,
    /// Where it is met: the page or form that does it.
    pub href: Option<String>,
    /// The child and the child's page, in lists across children.
    pub child: Option<(String, String)>,
    /// The earlier of the dates of law and strategy, which leads.
    pub due: Due,
    /// Whom it falls to; empty where the page is that person's own.
    pub person: String,
    /// Who asks for the leading date: "Hvidovres kadence", "loven".
    pub leads: String,
    /// The other date and who asks for it, when law and strategy differ: ("loven", 14 July).
    pub other: Option<(String, Due)>,
    /// The facts it follows from, one sentence each.
    pub because: Vec<String>,
    /// The rule in plain words.
    pub rule: String,
    /// Where the rule stands: "Barnets lov § 95, stk. 2".
    pub source: String,
    /// A page with the whole rule.
    pub source_href: Option<String>,
}

/// A duty with its *hvorfor?*
pub fn duty(lang: Lang, view: &DutyView, now: Timestamp) -> Markup {
    html! {
        div class=(format!("duty {}", view.due.state(now).class())) {
            p.what {
                @if let Some((name, href)) = &view.child { a.child href=(href) { (name) } " · " }
                @match &view.href { Some(href) => a href=(href) { (view.what) }, None => (view.what), }
                " " (due(lang, view.due, now))
            }
            p.whose {
                @if !view.person.is_empty() { span { (view.person) } " · " }
                span { (view.leads) }
                @if let Some((who, other)) = &view.other { " (" (who) ": " (other.text(lang, now)) ")" }
            }
            details.reason {
                summary { (t(lang, "duty-why")) span.hidden { ": " (view.what) } }
                @if !view.because.is_empty() { ul { @for fact in &view.because { li { (fact) } } } }
                p.rule { (view.rule) }
                dl.facts {
                    div { dt { (view.leads) } dd { (view.due.text(lang, now)) } }
                    @if let Some((who, other)) = &view.other { div { dt { (who) } dd { (other.text(lang, now)) } } }
                    div { dt { (t(lang, "duty-source")) } dd { @match &view.source_href { Some(href) => a href=(href) { (view.source) }, None => (view.source), } } }
                }
            }
        }
    }
}

/// A list of duties in the order given: by due date.
pub fn duties(lang: Lang, views: &[DutyView], now: Timestamp) -> Markup {
    html! { ul.duties { @for view in views { li { (duty(lang, view, now)) } } } }
}

/// A duty in one line, for the child's header and for tables.
pub fn short(lang: Lang, view: &DutyView, now: Timestamp) -> Markup {
    html! {
        span.duty-short {
            @match &view.href { Some(href) => a href=(href) { (view.what) }, None => (view.what), }
            " " (due(lang, view.due, now))
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_duty_is_far_then_soon_then_late() {
        let now: Timestamp = "2026-05-09T08:00:00Z".parse().expect("a timestamp");
        let cases = [
            (Due::Day(date(2026, 5, 17)), DutyState::Far),
            (Due::Day(date(2026, 5, 16)), DutyState::Soon),
            (Due::Day(date(2026, 5, 9)), DutyState::Soon),
            (Due::Day(date(2026, 5, 8)), DutyState::Late),
            (Due::Instant("2026-05-09T08:00:01Z".parse().expect("a timestamp")), DutyState::Soon),
            (Due::Instant("2026-05-09T07:59:59Z".parse().expect("a timestamp")), DutyState::Late),
        ];
        for (due, expected) in cases {
            assert_eq!(due.state(now), expected, "{due:?}");
        }
    }

    #[test]
    fn a_late_duty_says_so_in_a_word_and_a_number() {
        let now: Timestamp = "2026-05-09T08:00:00Z".parse().expect("a timestamp");
        let text = due(Lang::Da, Due::Day(date(2026, 5, 6)), now).into_string();
        assert!(text.contains("senest 6. maj") && text.contains("forfalden 3 dage"), "{text}");
    }
}
