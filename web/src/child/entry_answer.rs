//! An entry that was wrong is corrected by a new one, beside which the old stays (principle 8).

use super::fact_words;
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent, instant_value};
use crate::form_page::{self, Form, Saving};
use crate::my_day::entry_name;
use crate::parts::field::{Field, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::words::{t, t_with};
use axum::extract::{Path, State};
use maud::{Markup, html};
use serde_json::Value;
use trin_domain::record::{Corrected, Entry, EntryNo, Fact, stays_as_written};
use trin_domain::scenario::{FactForm, LeftOut, Takes};

/// A field of a fact that can be corrected, as it is written in the form.
struct Said {
    field: &'static str,
    takes: Takes,
    /// Whether it may be left empty, and says nothing then.
    may_be_unsaid: bool,
    text: String,
}

/// What a fact says that can be corrected: its texts, days and times. Numbers, codes and references are corrected by a new entry.
fn said(fact: &Fact) -> Vec<Said> {
    let (Some(form), Ok(Value::Object(says))) = (FactForm::of(fact.kind()), serde_json::to_value(fact)) else { return Vec::new() };
    let fields = form.fields.iter().filter(|field| matches!(field.takes, Takes::Text | Takes::Day | Takes::Instant));
    let as_typed = |takes: Takes, text: &str| match takes {
        Takes::Instant => text.parse().map(instant_value).unwrap_or_default(),
        _ => text.to_owned(),
    };
    fields
        // How a child was heard decides which texts there are.
        .filter(|field| says.contains_key(field.name) || !matches!(fact, Fact::ChildHeard(_)))
        .map(|field| Said {
            field: field.name,
            takes: field.takes,
            may_be_unsaid: field.left_out == LeftOut::Unsaid,
            text: says.get(field.name).and_then(Value::as_str).map(|text| as_typed(field.takes, text)).unwrap_or_default(),
        })
        .collect()
}

/// An entry the visitor sees.
pub(super) fn find<'s>(visitor: &Visitor, seen: &'s Seen<'_>, no: u32) -> PageResult<&'s Entry> {
    let entry = seen.record.entry(EntryNo(no)).filter(|entry| seen.grant.sees_entry(&seen.state, &visitor.staff, entry));
    entry.ok_or(PageError::NotFound(visitor.lang))
}

/// An entry that may be corrected: there is no form that could only be refused.
fn correctable<'s>(visitor: &Visitor, seen: &'s Seen<'_>, no: u32) -> PageResult<&'s Entry> {
    let entry = find(visitor, seen, no)?;
    if stays_as_written(&entry.fact) { Err(PageError::NotFound(visitor.lang)) } else { Ok(entry) }
}

pub(super) async fn show_correct(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    correctable(&visitor, &seen, no)?;
    let address = paths::below(seen.child(), &format!("post/{no}/ret"));
    form_page::show_seen(&app, &visitor, &seen, &address, &[("no", no.to_string())], draw_correct).await
}

pub(super) async fn save_correct(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, no)): Path<(String, u32)>,
    Sent(typed): Sent,
) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let entry = correctable(&visitor, &seen, no)?;
    let mut typed = typed.or_else("no", no.to_string());
    // A correction restates the whole; what was corrected before stays so.
    let now = seen.state.says(entry);
    let kind = now.kind();
    let label = |field: &str| fact_words::label(lang, kind, field).unwrap_or_else(|| field.to_owned());
    let mut fact = serde_json::to_value(now).unwrap_or_default();
    let mut reader = Reader::new(&mut typed, lang);
    let reason = reader.text("reason", &t(lang, "child-correct-reason"));
    for Said { field, takes, may_be_unsaid, text } in said(now) {
        let name = format!("f-{field}");
        let Some(sent) = reader.sent(&name).filter(|sent| *sent != text) else { continue };
        let value = match takes {
            _ if may_be_unsaid && sent.is_empty() => None,
            Takes::Day => reader.date(&name, &label(field)).map(|day| day.to_string()),
            Takes::Instant => reader.instant(&name, &label(field)).map(|at| at.to_string()),
            _ => Some(sent),
        };
        match (value, fact.as_object_mut()) {
            (Some(value), Some(fact)) => drop(fact.insert(field.to_owned(), Value::String(value))),
            (None, Some(fact)) => drop(fact.remove(field)),
            (_, None) => {}
        }
    }
    let should_say: Option<Fact> = serde_json::from_value(fact).ok();
    if should_say.is_none() && reader.is_fine() {
        reader.fault("", "child-correct-cannot", "", &[]);
    }
    let facts = should_say.map(|fact| vec![Fact::Corrected(Corrected { entry: EntryNo(no), should_say: Box::new(fact), reason })]);
    let address = paths::below(seen.child(), &format!("post/{no}/ret"));
    let then = paths::child(seen.child());
    let saving = Saving { address: &address, purpose: "correction", then, done: "child-done-corrected", draw: draw_correct };
    form_page::save(&app, &visitor, &seen, typed, facts, |field| label(field.strip_prefix("f-").unwrap_or(field)), saving).await
}

fn draw_correct(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let no: u32 = typed.value("no").parse().unwrap_or(0);
    let entry = seen.record.entry(EntryNo(no));
    let now = entry.map(|entry| seen.state.says(entry));
    let said = now.map(said).unwrap_or_default();
    let typed = said.iter().fold(typed.clone(), |typed, said| typed.or_else(&format!("f-{}", said.field), said.text.clone()));
    let input = |said: &Said| {
        let label = now.and_then(|fact| fact_words::label(lang, fact.kind(), said.field)).unwrap_or_default();
        let name = format!("f-{}", said.field);
        let field = Field::new(lang, &name, &label).typed(&typed);
        let field = if said.may_be_unsaid { field.optional() } else { field };
        match said.takes {
            Takes::Day => field.date(),
            Takes::Instant => field.date_and_time(),
            _ if said.text.chars().count() > 60 => field.lines(4).text_area(),
            _ => field.text(),
        }
    };
    let fields = html! {
        @for said in &said { (input(said)) }
        (Field::new(lang, "reason", &t(lang, "child-correct-reason-label")).hint(&t(lang, "child-correct-reason-hint")).lines(2).typed(&typed).text_area())
    };
    let kind = entry.map(|entry| entry_name(lang, entry.fact.kind())).unwrap_or_default();
    let title = t_with(lang, "child-correct-title", &[("no", no.into()), ("kind", kind.to_lowercase().into())]);
    let address = paths::below(seen.child(), &format!("post/{no}/ret"));
    let lead = t(lang, "child-correct-lead");
    Form { title: &title, lead: &lead, address: &address, button: &t(lang, "child-correct-save"), side: None, back: None }
        .page(app, visitor, seen, &typed, notice, fields)
}
