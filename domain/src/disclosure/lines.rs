//! A fact as lines of text: every field its form has, in the form's order.

use super::{Line, Says, Whole, Why};
use crate::address::Address;
use crate::cpr::Cpr;
use crate::id::{StaffId, UnitId};
use crate::kinds::NotifierKind;
use crate::record::{Birth, Fact, Notifier};
use crate::scenario::{FactForm, List, Takes};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Everything a fact says. A protected address, and who notified where that is nobody's duty, are not among it.
pub(super) fn of(fact: &Fact, shows_number: bool, says: &impl Says) -> Vec<Line<Whole>> {
    let mut all = Vec::new();
    add(&mut all, "", fact, shows_number, says);
    all.retain(|line| line.says.as_deref() != Ok(""));
    all
}

fn add(all: &mut Vec<Line<Whole>>, under: &str, fact: &Fact, shows_number: bool, says: &impl Says) {
    let line = |field: &str, text: Whole| Line { field: format!("{under}{field}"), label: says.field(field), says: text };
    let (Some(form), Ok(Value::Object(written))) = (FactForm::of(fact.kind()), serde_json::to_value(fact)) else { return };
    for field in form.fields {
        let Some(value) = written.get(field.name).filter(|value| !value.is_null()) else { continue };
        match (fact, field.name) {
            // What was decided about an earlier copy, and looked for in it, is not given with the next.
            (Fact::CopyGiven(_), "decisions" | "words") => {}
            (Fact::AddressStated(what), "address") => all.push(line(field.name, address(&what.address))),
            (Fact::Corrected(what), "should_say") => add(all, "should_say.", &what.should_say, shows_number, says),
            _ => match field.takes {
                Takes::Notifier => all.extend(notifier(value).into_iter().map(|(field, text)| line(field, text))),
                Takes::Scores => {
                    let scores = value.as_array().into_iter().flatten();
                    all.extend(scores.map(|score| line(field.name, Ok(format!("{}: {}", plain(&score["goal"]), plain(&score["score"]))))));
                }
                takes => all.push(line(field.name, text(takes, value, shows_number, says))),
            },
        }
    }
}

fn address(address: &Address) -> Whole {
    address.open().map(str::to_owned).ok_or(Why::ProtectedAddress)
}

/// Who notified is named where it was their duty to; others may have asked not to be.
fn notifier(value: &Value) -> Vec<(&'static str, Whole)> {
    let Some(notifier) = typed::<Notifier>(value) else { return Vec::new() };
    let may_be_named = notifier.kind.is_professional() || notifier.kind == NotifierKind::Child;
    let named = [("notifier_name", notifier.name), ("notifier_workplace", notifier.workplace)];
    let named = named.into_iter().filter_map(|(field, text)| {
        let text = text.filter(|text| !text.is_empty())?;
        Some((field, if may_be_named { Ok(text) } else { Err(Why::Notifier) }))
    });
    std::iter::once(("notifier", Ok(notifier.kind.da().to_owned()))).chain(named).collect()
}

fn text(takes: Takes, value: &Value, shows_number: bool, says: &impl Says) -> Whole {
    let each = |say: &dyn Fn(&Value) -> String| {
        let all: Vec<String> = value.as_array().into_iter().flatten().map(say).collect();
        all.join("; ")
    };
    let staff = |value: &Value| typed::<StaffId>(value).map(|staff| says.staff(staff)).unwrap_or_default();
    Ok(match takes {
        Takes::Day => typed(value).map(|day| says.day(day)).unwrap_or_default(),
        Takes::Instant => typed::<Timestamp>(value).map(|at| says.instant(at)).unwrap_or_default(),
        Takes::Flag => value.as_bool().map(|yes| says.flag(yes)).unwrap_or_default(),
        Takes::Code(list) => coded(list, value),
        Takes::Codes(list) => each(&|value| coded(list, value)),
        Takes::Staff => staff(value),
        Takes::StaffList => each(&staff),
        Takes::Unit => typed::<UnitId>(value).map(|unit| says.unit(unit)).unwrap_or_default(),
        // Which other child it is stands in no copy of this one's record.
        Takes::Child => return Err(Why::OtherPerson),
        Takes::Children => {
            return if value.as_array().is_some_and(|all| !all.is_empty()) { Err(Why::OtherPerson) } else { Ok(String::new()) };
        }
        Takes::Cpr => match typed::<Cpr>(value) {
            Some(cpr) if shows_number => cpr.digits(),
            Some(cpr) => cpr.masked(),
            None => String::new(),
        },
        Takes::Birth => match typed::<Birth>(value) {
            Some(Birth::Born(day) | Birth::Expected(day)) => says.day(day),
            None => String::new(),
        },
        Takes::Entries(_) => each(&plain),
        Takes::Text | Takes::Whole(..) | Takes::Entry(_) | Takes::Notifier | Takes::Scores | Takes::Correction => plain(value),
    })
}

fn coded(list: List, value: &Value) -> String {
    let code = value.as_str().unwrap_or_default();
    list.codes().into_iter().find(|known| known.code == code).map_or_else(|| code.to_owned(), |known| known.da.to_owned())
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn typed<T: DeserializeOwned>(value: &Value) -> Option<T> {
    serde_json::from_value(value.clone()).ok()
}
