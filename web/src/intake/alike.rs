//! Whether two registrations may be of the same child: what Trin asks a person about before a child is registered twice.

use crate::app::App;
use crate::errors::PageResult;
use crate::session::Visitor;
use crate::words::{Lang, t, t_with};
use jiff::civil::Date;
use trin_domain::cpr::Cpr;
use trin_domain::id::ChildId;
use trin_domain::record::Birth;
use trin_store::AlikeRow;

/// A birth may be written so many days wrong, or be told by a notifier who does not know it exactly.
const DAYS_OFF: i32 = 7;
/// So many days a birth may lie from the day it was expected.
const DAYS_FROM_EXPECTED: i32 = 60;

/// What tells one child from another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) birth: Option<Birth>,
    pub(super) cpr: Option<Cpr>,
}

/// Children who may be the one told of.
#[derive(Debug, Default)]
pub(super) struct Alike {
    /// Those who may be named.
    pub(super) named: Vec<AlikeRow>,
    /// Those of restricted records that the visitor may not know of, and that fit so well that what is told can be laid with them by itself.
    /// They are not named, not even by their identity.
    pub(super) kept_close: Vec<ChildId>,
}

impl Alike {
    /// Whether there are none.
    pub(super) const fn is_empty(&self) -> bool {
        self.named.is_empty() && self.kept_close.is_empty()
    }
}

/// Of children alike in name, birthday or number, those who may be the one told of.
pub(super) async fn may_be(app: &App, visitor: &Visitor, one: Told, name: &str, birth: Date) -> PageResult<Alike> {
    let mut alike = Alike::default();
    for row in app.store().children_by_name_and_birth(name, birth, one.cpr).await? {
        // They are few.
        let Some(record) = app.store().record(row.child).await? else { continue };
        let state = record.state();
        let other = Told { birth: row.birth, cpr: state.cpr() };
        if !may_be_same(&one, &other) {
            continue;
        }
        if state.restriction().is_none() || app.store().may_know(&visitor.reader(app), row.child).await? {
            alike.named.push(row);
        } else if is_surely_same(&one, name, &other, &row.name) {
            alike.kept_close.push(row.child);
        }
    }
    Ok(alike)
}

/// Whether two children are one beyond a reader's doubt: the same number, or the same name and the same birthday.
fn is_surely_same(one: &Told, name: &str, other: &Told, other_name: &str) -> bool {
    let folded = |name: &str| name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    match (one.cpr, other.cpr) {
        (Some(one), Some(other)) => one == other,
        _ => one.birth.is_some() && one.birth == other.birth && folded(name) == folded(other_name),
    }
}

/// Whom to ask about a child that may be known: its responsible, else the intake. It leads nowhere.
pub(super) fn whom_to_ask(lang: Lang, visitor: &str, responsible: Option<&str>) -> String {
    match responsible {
        Some(name) if name == visitor => t(lang, "intake-alike-ask-yourself"),
        Some(name) => t_with(lang, "intake-alike-ask", &[("who", name.to_owned().into())]),
        None => t(lang, "intake-alike-ask-intake"),
    }
}

/// Whether two children whose names are alike may be one.
fn may_be_same(one: &Told, other: &Told) -> bool {
    if let (Some(one), Some(other)) = (one.cpr, other.cpr) {
        return one == other;
    }
    let (Some(born), Some(other_born)) = (one.birth, other.birth) else { return true };
    let is_sure = matches!((born, other_born), (Birth::Born(_), Birth::Born(_)));
    let (born, other_born) = (day(born), day(other_born));
    let apart = (born - other_born).get_days().abs();
    if is_sure { apart <= DAYS_OFF || is_miswritten(born, other_born) } else { apart <= DAYS_FROM_EXPECTED }
}

/// Whether two days of one year differ in one digit, or have day and month changed about.
fn is_miswritten(one: Date, other: Date) -> bool {
    let digits = |date: Date| [date.day() / 10, date.day() % 10, date.month() / 10, date.month() % 10];
    let wrong = digits(one).iter().zip(digits(other)).filter(|(one, other)| **one != *other).count();
    one.year() == other.year() && (wrong <= 1 || (one.day(), one.month()) == (other.month(), other.day()))
}

const fn day(birth: Birth) -> Date {
    match birth {
        Birth::Born(on) | Birth::Expected(on) => on,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn who_may_be_the_same_child() {
        let born = |year, month, day| Some(Birth::Born(date(year, month, day)));
        let number = |digits: &str| Some(Cpr::parse(digits).expect("a number"));
        let (one, other) = (number("620416-4000"), number("620416-4018"));
        let noah = born(2016, 4, 2);
        for (what, told, known, is_alike) in [
            ("the same day", (noah, None), (noah, None), true),
            ("a few days off", (noah, None), (born(2016, 4, 9), None), true),
            ("a few days off at new year", (born(2016, 1, 1), None), (born(2015, 12, 31), None), true),
            ("one digit off", (noah, None), (born(2016, 4, 22), None), true),
            ("month for day", (noah, None), (born(2016, 2, 4), None), true),
            ("another day of the year", (noah, None), (born(2016, 11, 25), None), false),
            ("another year", (noah, None), (born(2017, 4, 2), None), false),
            ("no birth known", (noah, None), (None, None), true),
            ("near the day expected", (noah, None), (Some(Birth::Expected(date(2016, 5, 1))), None), true),
            ("far from the day expected", (noah, None), (Some(Birth::Expected(date(2016, 7, 1))), None), false),
            ("another number on the same day", (noah, one), (noah, other), false),
            ("the same number on another day", (noah, one), (born(2017, 4, 2), one), true),
            ("a number known of one alone", (noah, one), (noah, None), true),
        ] {
            let all = |(birth, cpr)| Told { birth, cpr };
            assert_eq!(may_be_same(&all(told), &all(known)), is_alike, "{what}");
            assert_eq!(may_be_same(&all(known), &all(told)), is_alike, "{what}, the other way about");
        }
    }
}
