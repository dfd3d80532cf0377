//! About one entry: correct it (the old stays beside the new), or attach how the family sees it (principle 8).

use super::entry_view::line;
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Form, Saving};
use crate::my_day::entry_name;
use crate::parts::field::{Field, Typed};
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::Visitor;
use crate::submit;
use crate::words::{Lang, t, t_with};
use axum::extract::{Path, State};
use axum::response::IntoResponse;
use maud::{Markup, html};
use serde_json::Value;
use trin_domain::record::{Corrected, Entry, EntryNo, Fact, ViewAttached};

const LABELS: &[(&str, &str)] =
    &[("who", "child-view-who"), ("text", "child-view-text"), ("reason", "child-correct-reason"), ("on", "child-note-on")];

/// Fields of an entry that can be corrected: its texts and its days. Numbers, codes and references are corrected by a new entry.
fn texts_of(entry: &Entry) -> Vec<(String, String)> {
    let Ok(Value::Object(fields)) = serde_json::to_value(&entry.fact) else { return Vec::new() };
    fields
        .into_iter()
        .filter(|(name, _)| name != "fact")
        .filter_map(|(name, value)| value.as_str().map(|text| (name, text.to_owned())))
        .collect()
}

/// A field's Danish or English name.
fn label(lang: Lang, field: &str) -> String {
    match field {
        "on" => t(lang, "child-note-on"),
        "concern" => t(lang, "child-text-concern"),
        "reason" => t(lang, "child-text-reason"),
        "facts" => t(lang, "child-text-facts"),
        "child_words" | "words" => t(lang, "child-text-child-words"),
        "others_words" => t(lang, "child-text-others-words"),
        "judgement" => t(lang, "child-text-judgement"),
        "purpose" => t(lang, "child-text-purpose"),
        "conclusion" => t(lang, "child-text-conclusion"),
        "challenges" => t(lang, "child-text-challenges"),
        "resources" => t(lang, "child-text-resources"),
        "knowledge" => t(lang, "child-text-knowledge"),
        "aim" => t(lang, "child-text-aim"),
        "by_day" | "until" | "expected_until" => t(lang, "child-text-until"),
        "child_voice" => t(lang, "child-text-child-voice"),
        "family_voice" => t(lang, "child-text-family-voice"),
        "provider_status" => t(lang, "child-text-provider-status"),
        "next_on" => t(lang, "child-text-next-on"),
        "text" => t(lang, "child-text-goal"),
        "note" => t(lang, "child-text-note"),
        "name" => t(lang, "child-list-name"),
        "why_not_lower" => t(lang, "child-text-why-not-lower"),
        "why_not_preferred" => t(lang, "child-text-why-not-preferred"),
        other => t_with(lang, "child-correct-field", &[("field", other.replace('_', " ").into())]),
    }
}

fn find<'s>(visitor: &Visitor, seen: &'s Seen<'_>, no: u32) -> PageResult<&'s Entry> {
    seen.record.entry(EntryNo(no)).ok_or(PageError::NotFound(visitor.lang))
}

pub(super) async fn show_correct(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    form_page::may_write(&visitor, &seen)?;
    find(&visitor, &seen, no)?;
    Ok(draw_correct(&app, &visitor, &seen, &Typed::default().or_else("no", no.to_string()), None).into_response())
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
    let entry = find(&visitor, &seen, no)?;
    let mut typed = typed.or_else("no", no.to_string());
    let mut fact = serde_json::to_value(&entry.fact).unwrap_or_default();
    let mut wrong_days = Vec::new();
    for (field, before) in texts_of(entry) {
        let sent = typed.value(&format!("f-{field}")).to_owned();
        // A day is written in the ways Danes write it; everything else as it stands.
        let text = match before.parse::<jiff::civil::Date>() {
            Ok(_) => match crate::form::parse_date(&sent) {
                Some(day) => day.to_string(),
                None => {
                    wrong_days.push(field.clone());
                    sent
                }
            },
            Err(_) => sent,
        };
        fact[&field] = Value::String(text);
    }
    let mut reader = Reader::new(&mut typed, lang);
    let reason = reader.text("reason", &t(lang, "child-correct-reason"));
    for field in &wrong_days {
        reader.fault(&format!("f-{field}"), "forms-no-date", &label(lang, field), &[("typed", String::new().into())]);
    }
    let should_say: Option<Fact> = serde_json::from_value(fact).ok();
    if should_say.is_none() && wrong_days.is_empty() {
        reader.fault("", "child-correct-cannot", "", &[]);
    }
    let facts = should_say.map(|fact| vec![Fact::Corrected(Corrected { entry: EntryNo(no), should_say: Box::new(fact), reason })]);
    let address = paths::below(seen.child(), &format!("post/{no}/ret"));
    let then = paths::child(seen.child());
    let saving = Saving { address: &address, purpose: "correction", then, done: "child-done-corrected", draw: draw_correct };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn draw_correct(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let no: u32 = typed.value("no").parse().unwrap_or(0);
    let entry = seen.record.entry(EntryNo(no));
    let texts = entry.map(texts_of).unwrap_or_default();
    let typed = texts.iter().fold(typed.clone(), |typed, (field, text)| typed.or_else(&format!("f-{field}"), text.clone()));
    let fields = html! {
        @for (field, text) in &texts {
            @let (name, label) = (format!("f-{field}"), label(lang, field));
            @if text.parse::<jiff::civil::Date>().is_ok() {
                (Field::new(lang, &name, &label).optional().typed(&typed).date())
            } @else if text.chars().count() > 60 {
                (Field::new(lang, &name, &label).optional().lines(4).typed(&typed).text_area())
            } @else {
                (Field::new(lang, &name, &label).optional().typed(&typed).text())
            }
        }
        (Field::new(lang, "reason", &t(lang, "child-correct-reason-label")).hint(&t(lang, "child-correct-reason-hint")).lines(2).typed(&typed).text_area())
    };
    let kind = entry.map(|entry| entry_name(lang, entry.fact.kind())).unwrap_or_default();
    let title = t_with(lang, "child-correct-title", &[("no", no.into()), ("kind", kind.to_lowercase().into())]);
    let address = paths::below(seen.child(), &format!("post/{no}/ret"));
    let lead = t(lang, "child-correct-lead");
    Form { title: &title, lead: &lead, address: &address, button: &t(lang, "child-correct-save"), side: None }
        .page(app, visitor, seen, &typed, notice, fields)
}

pub(super) async fn show_view(State(app): State<App>, visitor: Visitor, Path((id, no)): Path<(String, u32)>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    form_page::may_write(&visitor, &seen)?;
    find(&visitor, &seen, no)?;
    Ok(draw_view(&app, &visitor, &seen, &Typed::default().or_else("no", no.to_string()), None).into_response())
}

pub(super) async fn save_view(
    State(app): State<App>,
    visitor: Visitor,
    Path((id, no)): Path<(String, u32)>,
    Sent(typed): Sent,
) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    find(&visitor, &seen, no)?;
    let mut typed = typed.or_else("no", no.to_string());
    let mut reader = Reader::new(&mut typed, lang);
    let on = reader.date("on", &t(lang, "child-note-on"));
    let who = reader.text("who", &t(lang, "child-view-who"));
    let text = reader.text("text", &t(lang, "child-view-text"));
    let facts = on.map(|on| vec![Fact::ViewAttached(ViewAttached { entry: EntryNo(no), on, who, text })]);
    let address = paths::below(seen.child(), &format!("post/{no}/syn"));
    let then = paths::child(seen.child());
    let saving = Saving { address: &address, purpose: "family-view", then, done: "child-done-view", draw: draw_view };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

fn draw_view(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let typed = typed.clone().or_else("on", date_value(app.today()));
    let no: u32 = typed.value("no").parse().unwrap_or(0);
    let says = seen.record.entry(EntryNo(no)).map(|entry| line(lang, &entry.fact, seen)).unwrap_or_default();
    let fields = html! {
        blockquote { p { (says) } }
        (Field::new(lang, "on", &t(lang, "child-note-on")).typed(&typed).date())
        (Field::new(lang, "who", &t(lang, "child-view-who-label")).typed(&typed).text())
        (Field::new(lang, "text", &t(lang, "child-view-text-label")).hint(&t(lang, "child-view-text-hint")).lines(5).typed(&typed).text_area())
    };
    let title = t_with(lang, "child-view-title", &[("no", no.into())]);
    let address = paths::below(seen.child(), &format!("post/{no}/syn"));
    let lead = t(lang, "child-view-lead");
    Form { title: &title, lead: &lead, address: &address, button: &t(lang, "child-view-save"), side: None }
        .page(app, visitor, seen, &typed, notice, fields)
}
