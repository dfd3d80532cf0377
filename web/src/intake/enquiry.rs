//! What came from outside and waits: the list in the intake's room, and one read, written in as a notification or answered (A1).

use super::queue::shown;
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent};
use crate::frame::{Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::duty::{self, Due};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::parts::list::{self, Tone, tag};
use crate::parts::table::{Column, table};
use crate::session::{Visitor, done};
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use jiff::civil::Date;
use maud::{Markup, html};
use trin_domain::calendar::days_after;
use trin_domain::enquiry::{Enquiry, EnquiryKind, EnquiryOutcome, assess_by};
use trin_domain::id::EnquiryId;
use trin_domain::kinds::Role;
use trin_store::{EnquiryRow, Settled};
use uuid::Uuid;

/// How many are listed, concerns first; the heading says how many there are.
const LISTED: i64 = 100;
/// For how many days what was sent is held against what is kept.
const COUNTED_DAYS: i32 = 30;
/// Longest answer, in characters.
const LONGEST_NOTE: usize = 4_000;

/// Whether somebody reads what comes to the door: the intake, and who leads when the intake is away.
pub(crate) const fn reads_the_door(role: Role) -> bool {
    matches!(role, Role::Intake | Role::TeamLeader)
}

/// The page of an enquiry.
pub(crate) fn address(id: EnquiryId) -> String {
    format!("/modtagelsen/henvendelser/{id}")
}

/// Where it is written in as a notification.
pub(super) fn writes_in(id: EnquiryId) -> String {
    format!("{}/underretning", address(id))
}

/// What waits, for the intake's room; nothing for other roles, and when nothing waits and nothing is missing.
pub(super) async fn waiting(app: &App, visitor: &Visitor) -> PageResult<Option<Markup>> {
    if !reads_the_door(visitor.staff.role) {
        return Ok(None);
    }
    let (lang, now) = (visitor.lang, app.now());
    let rows = app.store().enquiries(&visitor.staff, now, LISTED).await?;
    let count: i64 = app.store().enquiry_counts().await?.iter().map(|came| came.count).sum();
    let lost = lost_since(app, days_after(app.today(), -COUNTED_DAYS)).await?;
    if rows.is_empty() && lost == 0 {
        return Ok(None);
    }
    let labels = ["door-list-about", "intake-clock", "door-list-says", "intake-from"].map(|key| t(lang, key));
    let [about, clock, says, from] = &labels;
    let columns = [Column::text(about), Column::text(clock), Column::prose(says), Column::text(from)];
    let cells = rows.iter().map(|row| {
        let Some(said) = &row.said else {
            return vec![html! { a href=(address(row.id)) { (row.reference) } }, html! {}, html! { (t(lang, "door-unreadable")) }, html! {}];
        };
        vec![
            html! { a href=(address(row.id)) { (called(lang, said)) } p.quiet { (lang.pick(row.kind.da(), row.kind.en())) } },
            html! {
                @match assess_by(row.kind, row.received_at) {
                    Some(by) => (duty::due(lang, Due::Instant(by), now)),
                    None => span.quiet { (t_with(lang, "door-list-came", &[("when", format::instant(lang, row.received_at, now).into())])) },
                }
                @if said.acute { " " (tag(&t(lang, "child-entry-acute"), Tone::Late)) }
            },
            html! { (shown(&said.text)) },
            html! { (who(lang, said)) },
        ]
    });
    Ok(Some(html! {
        @if lost > 0 { div.flash.failed role="note" { p { (t_with(lang, "door-lost", &[("count", lost.into()), ("days", COUNTED_DAYS.into())])) } } }
        @if !rows.is_empty() { (list::section(&t_with(lang, "door-list", &[("count", count.into())]), table(&t(lang, "door-list-table"), &columns, cells.collect()))) }
    }))
}

/// How many forms were sent since a day, before today, and are neither kept nor were handed back: today one may be on its way.
async fn lost_since(app: &App, from: Date) -> PageResult<i64> {
    let today = app.today();
    let days = app.store().door_days(from).await?;
    Ok(days.iter().filter(|day| day.day < today).map(|day| day.missing().max(0)).sum())
}

/// The child as it is told of.
fn called(lang: Lang, said: &Enquiry) -> String {
    if said.child.is_empty() { t(lang, "door-no-name") } else { said.child.clone() }
}

fn who(lang: Lang, said: &Enquiry) -> String {
    let kind = lang.pick(said.from.da(), said.from.en()).to_owned();
    said.name.as_ref().map_or(kind.clone(), |name| format!("{name}, {}", kind.to_lowercase()))
}

/// The enquiry of an address, for those who read them.
pub(super) async fn open(app: &App, visitor: &Visitor, id: &str) -> PageResult<EnquiryRow> {
    let not_found = || PageError::NotFound(visitor.lang);
    if !reads_the_door(visitor.staff.role) {
        return Err(not_found());
    }
    let id = Uuid::parse_str(id).map(EnquiryId::new).map_err(|_| not_found())?;
    app.store().enquiry(&visitor.staff, id, app.now()).await?.ok_or_else(not_found)
}

/// `GET /modtagelsen/henvendelser/{id}`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let row = open(&app, &visitor, &id).await?;
    Ok(draw(&app, &visitor, &row, &Typed::default()).await?.into_response())
}

/// `POST /modtagelsen/henvendelser/{id}`: what became of it, when it is no notification.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let (lang, row) = (visitor.lang, open(&app, &visitor, &id).await?);
    let mut reader = Reader::new(&mut typed, lang);
    let outcome =
        reader.choice("outcome", &t(lang, "door-outcome"), |code| EnquiryOutcome::from_code(code).filter(|outcome| outcome.is_chosen()));
    let note = reader.text("note", &t(lang, "door-note"));
    if note.chars().count() > LONGEST_NOTE {
        reader.fault("note", "door-too-long", &t(lang, "door-note"), &[("most", LONGEST_NOTE.into())]);
    }
    let fine = reader.is_fine();
    let (Some(outcome), true) = (outcome, fine) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, &row, &typed).await?).into_response());
    };
    if app.store().settle_enquiry(&visitor.staff, row.id, outcome, &note, app.now()).await? {
        return Ok(Redirect::to(&done("/modtagelsen", "door-done-settled")).into_response());
    }
    // A colleague was first: what they wrote is shown, with what was typed.
    let row = open(&app, &visitor, &id).await?;
    typed.wrong("", t(lang, "door-settled-meanwhile"));
    Ok((StatusCode::CONFLICT, draw(&app, &visitor, &row, &typed).await?).into_response())
}

async fn draw(app: &App, visitor: &Visitor, row: &EnquiryRow, typed: &Typed) -> PageResult<Markup> {
    let (lang, now) = (visitor.lang, app.now());
    let title = t_with(lang, "door-one", &[("reference", row.reference.clone().into())]);
    let settled = match &row.settled {
        Some(settled) => Some(what_became(app, lang, settled).await?),
        None => None,
    };
    let came = format::instant(lang, row.received_at, now);
    let main = html! {
        h1 { (title) }
        p.lead { (lang.pick(row.kind.da(), row.kind.en())) " · " (t_with(lang, "door-list-came", &[("when", came.into())])) }
        @if let Some(settled) = &settled { (settled) }
        @else if let Some(by) = assess_by(row.kind, row.received_at) { p { (t(lang, "door-assess-by")) " " (duty::due(lang, Due::Instant(by), now)) } }
        @match &row.said {
            Some(said) => (told(lang, said)),
            None if row.settled.is_none() => p { b { (t(lang, "door-unreadable")) } },
            None => p.quiet { (t(lang, "door-emptied")) },
        }
        @if row.settled.is_none() {
            (button::row(button::link(&t(lang, "door-write-in"), &writes_in(row.id), if row.kind == EnquiryKind::Concern { Weight::Main } else { Weight::Other })))
            (answer(lang, row, typed))
        } @else if !typed.is_fine() {
            (field::errors(lang, typed, &html! {}))
            p { (t(lang, "door-you-wrote")) } blockquote { (typed.value("note")) }
        }
        p { a href="/modtagelsen" { "← " (t(lang, "intake-title")) } }
    };
    Ok(page(&visitor.frame(app, Some(Room::Intake)), &title, main, None))
}

fn told(lang: Lang, said: &Enquiry) -> Markup {
    let text = |text: &str| html! { (text) };
    let mut rows: Vec<(String, Markup)> = Vec::new();
    let mut put = |key: &str, value: &str| {
        if !value.is_empty() {
            rows.push((t(lang, key), text(value)));
        }
    };
    put("door-told-child", &said.child);
    put("door-told-born", &said.born.map(|born| format::date(lang, born)).unwrap_or_default());
    put("door-told-known-by", &said.known_by);
    put("door-told-from", lang.pick(said.from.da(), said.from.en()));
    put("door-told-name", said.name.as_deref().unwrap_or_default());
    put("door-told-workplace", said.workplace.as_deref().unwrap_or_default());
    put("door-told-contact", said.contact.as_deref().unwrap_or_default());
    let rows: Vec<(&str, Markup)> = rows.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    html! {
        @if said.acute { p { (tag(&t(lang, "door-told-acute"), Tone::Late)) } }
        @if said.abuse_suspected { p { (tag(&t(lang, "door-told-abuse"), Tone::Late)) } }
        blockquote.words { @for line in said.text.lines() { p { (line) } } }
        (list::facts(&rows))
    }
}

async fn what_became(app: &App, lang: Lang, settled: &Settled) -> PageResult<Markup> {
    let by = app.store().staff(settled.by).await?.map(|staff| staff.name).unwrap_or_default();
    let when = format::instant(lang, settled.at, app.now());
    Ok(html! {
        div.flash.done role="note" {
            div {
                p { b { (lang.pick(settled.outcome.da(), settled.outcome.en())) } " · " (by) ", " (when) }
                @for line in settled.note.lines() { p { (line) } }
            }
        }
    })
}

fn answer(lang: Lang, row: &EnquiryRow, typed: &Typed) -> Markup {
    let outcomes: Vec<Choice<'_>> = EnquiryOutcome::ALL
        .iter()
        .filter(|outcome| outcome.is_chosen())
        .map(|outcome| Choice::new(outcome.code(), lang.pick(outcome.da(), outcome.en())))
        .collect();
    let body = html! {
        (Field::new(lang, "outcome", &t(lang, "door-outcome")).typed(typed).radios(&outcomes))
        (Field::new(lang, "note", &t(lang, "door-note")).hint(&t(lang, "door-note-hint")).lines(3).typed(typed).text_area())
        (button::row(button::submit(&t(lang, "door-settle"), Weight::Other)))
    };
    html! {
        h2 { (t(lang, "door-no-notification")) }
        (field::errors(lang, typed, &body))
        (field::form(lang, &address(row.id), None, body))
    }
}
