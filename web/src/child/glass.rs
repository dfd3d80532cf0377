//! Emergency access: somebody in the authority without a relation opens a record for an hour, says why, and is seen doing it.
//!
//! Recorded, not prevented: the leader and the responsible see it at once on My day, and a leader reviews it within two working days.

use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::form::{Reader, Sent, parse_date};
use crate::frame::{Room, page};
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Choice, Field, Typed};
use crate::parts::list;
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::{self, Visitor, done};
use crate::submit::{self, Written};
use crate::words::t;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use maud::{Markup, html};
use trin_domain::access;
use trin_domain::cpr::{Cpr, day_of_six_digits};
use trin_domain::id::{ChildId, CommandKey};
use trin_domain::kinds::GlassReason;
use trin_domain::record::{Birth, Command, Fact, GlassBroken, GlassClosed};
use trin_store::{AlikeRow, Opening};
use uuid::Uuid;

/// Where a child is searched for.
const SEARCH: &str = "/noedadgang";

const LABELS: &[(&str, &str)] = &[("reason", "access-reason"), ("text", "access-glass-text")];

fn may(visitor: &Visitor) -> PageResult<()> {
    if access::may_break_glass(&visitor.staff) { Ok(()) } else { Err(PageError::NotFound(visitor.lang)) }
}

/// `GET /noedadgang`.
pub(super) async fn show_search(State(app): State<App>, visitor: Visitor) -> PageResult<Markup> {
    may(&visitor)?;
    Ok(draw_search(&app, &visitor, &Typed::default(), None))
}

/// `POST /noedadgang`: a name and a birth are not written in an address.
pub(super) async fn search(State(app): State<App>, visitor: Visitor, Sent(mut typed): Sent) -> PageResult {
    may(&visitor)?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let name = reader.text("name", &t(lang, "intake-child-name"));
    let born = reader.text("born", &t(lang, "intake-born"));
    let cpr = Cpr::parse(&born).ok();
    let birth = cpr.map(Cpr::birth_date).or_else(|| parse_date(&born)).or_else(|| day_of_six_digits(&born, app.today()));
    if birth.is_none() && !born.is_empty() {
        reader.fault("born", "intake-born-how", &born, &[]);
    }
    let Some(birth) = birth.filter(|_| reader.is_fine()) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw_search(&app, &visitor, &typed, None)).into_response());
    };
    if !app.limiters().takes_name(visitor.staff.id, app.now()) {
        // What was typed stays.
        typed.wrong("", t(lang, "access-glass-too-many"));
        let page = draw_search(&app, &visitor, &typed, None);
        return Ok((StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "60")], page).into_response());
    }
    // Exactly that day: this is no list to look about in.
    let mut found = app.store().children_by_name_and_birth(&name, birth, cpr).await?;
    found.retain(|row| row.birth.map(Birth::day) == Some(birth));
    Ok(draw_search(&app, &visitor, &typed, Some(&found)).into_response())
}

fn draw_search(app: &App, visitor: &Visitor, typed: &Typed, found: Option<&[AlikeRow]>) -> Markup {
    let lang = visitor.lang;
    let title = t(lang, "access-glass-search");
    let body = html! {
        (Field::new(lang, "name", &t(lang, "intake-child-name")).typed(typed).text())
        (Field::new(lang, "born", &t(lang, "intake-born")).hint(&t(lang, "intake-born-hint")).typed(typed).text())
        (button::row(button::submit(&t(lang, "access-glass-find"), Weight::Main)))
    };
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "access-glass-search-lead")) }
        (field::errors(lang, typed, &body))
        (field::form(lang, SEARCH, None, body))
        @match found {
            None => {}
            Some([]) => (list::empty(&t(lang, "access-glass-nobody"), &t(lang, "access-glass-nobody-how"), None)),
            Some(found) => ul { @for row in found { li { a href=(paths::below(row.child, "noedadgang")) { (row.name) } ", " (seen::age(lang, row.birth, app.today())) } } },
        }
    };
    page(&visitor.frame(app, Some(Room::Children)), &title, main, None)
}

/// The child of the address, which need not exist: until somebody has shown who they are and said why, nobody learns whether it does.
fn asked_for(app: &App, visitor: &Visitor, id: &str) -> PageResult<ChildId> {
    may(visitor)?;
    let child = ChildId::new(Uuid::parse_str(id).map_err(|_| PageError::NotFound(visitor.lang))?);
    if app.limiters().takes_look_up(visitor.staff.id, app.now()) { Ok(child) } else { Err(PageError::TooMany) }
}

/// `GET /boern/{id}/noedadgang`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let child = asked_for(&app, &visitor, &id)?;
    if opens_case(&app, &visitor, child).await? {
        return Ok(Redirect::to(&done(&paths::child(child), "access-done-already")).into_response());
    }
    Ok(draw(&app, &visitor, child, &Typed::default()).into_response())
}

/// Opens a record that cannot be written in, because the disk is full: the emergency log has the opening until the record takes it.
fn open_beside(app: &App, visitor: &Visitor, child: ChildId, key: CommandKey, glass: GlassBroken) -> PageResult<()> {
    let Some(log) = app.emergency().log() else { return Ok(()) };
    let session = Some(visitor.session.token_hash.chars().take(16).collect());
    Ok(log.append_opening(Opening { child, key, at: app.now(), by: visitor.author(), unit: Some(visitor.staff.unit), glass, session })?)
}

/// Whoever sees the case already needs no emergency. The same one question for a colleague's child and for none.
async fn opens_case(app: &App, visitor: &Visitor, child: ChildId) -> PageResult<bool> {
    let Some(record) = app.store().record_for(&visitor.reader(app), child).await? else { return Ok(false) };
    Ok(seen::access(app, visitor, &record.state()).await?.is_some_and(|access| access.sees_case()))
}

/// `POST /boern/{id}/noedadgang`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let child = asked_for(&app, &visitor, &id)?;
    let then = done(&paths::child(child), "access-done-glass");
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let reason = reader.choice("reason", &t(lang, "access-say-why"), GlassReason::from_code);
    let text = reader.text("text", &t(lang, "access-say-what-happened"));
    let until = app.now().saturating_add(access::EMERGENCY_LASTS).unwrap_or_else(|_| app.now());
    let Some(reason) = reason.filter(|_| typed.is_fine()) else {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, child, &typed)).into_response());
    };
    // What is missing is said first; whether there is such a child is not, before they have shown who they are.
    session::require_step_up(&app, &visitor)?;
    // Only now is it asked whether there is such a child.
    let record = app.store().record(child).await?.ok_or(PageError::NotFound(lang))?;
    if seen::access(&app, &visitor, &record.state()).await?.is_some_and(|access| access.sees_case()) {
        return Ok(Redirect::to(&then).into_response());
    }
    // Nothing of the record was shown, so there is nothing to have seen before others wrote.
    let key = CommandKey::from_label(&submit::key_of(&app, &typed).to_string());
    let glass = GlassBroken { reason, text, until };
    let facts = vec![Fact::GlassBroken(glass.clone())];
    let command = Command { child: record.child, key, seen: record.version(), facts };
    let written = match submit::write_all(&app, &visitor, &mut typed, "emergency", &[command], submit::labels(lang, LABELS)).await {
        Err(error) if app.emergency().goes_on_after(&error) => {
            open_beside(&app, &visitor, child, key, glass)?;
            Written::Done
        }
        written => written?,
    };
    match written {
        Written::Done => Ok(Redirect::to(&then).into_response()),
        Written::Stale { .. } => {
            typed.wrong("", t(lang, "refusals-stale"));
            Ok((StatusCode::CONFLICT, draw(&app, &visitor, child, &typed)).into_response())
        }
        Written::Refused => Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, child, &typed)).into_response()),
    }
}

/// `POST /boern/{id}/noedadgang/luk`: whoever opened it is done.
pub(super) async fn close(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let glass = seen.own_glass(&visitor).ok_or(PageError::NotFound(visitor.lang))?;
    let fact = Fact::GlassClosed(GlassClosed { glass, on: app.today() });
    let command = Command { child: record.child, key: app.command_key(), seen: record.version(), facts: vec![fact] };
    let mut typed = Typed::default();
    match submit::write_all(&app, &visitor, &mut typed, "emergency", &[command], submit::labels(visitor.lang, LABELS)).await? {
        Written::Done => {
            // It may be the only relation there was.
            let then = crate::form_page::onward(&app, &visitor, record.child, &paths::child(record.child)).await?;
            Ok(Redirect::to(&done(&then, "access-done-glass-closed")).into_response())
        }
        // Somebody wrote meanwhile, or the hour ended: the page says how it stands now.
        Written::Stale { .. } | Written::Refused => Ok(Redirect::to(&paths::child(record.child)).into_response()),
    }
}

fn draw(app: &App, visitor: &Visitor, child: ChildId, typed: &Typed) -> Markup {
    let lang = visitor.lang;
    let title = t(lang, "access-glass-title");
    let reasons: Vec<Choice<'_>> =
        GlassReason::ALL.iter().map(|reason| Choice::new(reason.code(), lang.pick(reason.da(), reason.en()))).collect();
    let body = html! {
        (field::hidden("key", &submit::key_of(app, typed).to_string()))
        (Field::new(lang, "reason", &t(lang, "access-reason")).typed(typed).radios(&reasons))
        (Field::new(lang, "text", &t(lang, "access-glass-text")).hint(&t(lang, "access-glass-text-hint")).lines(3).typed(typed).text_area())
        (button::row(button::submit(&t(lang, "access-glass-open"), Weight::Grave)))
    };
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "access-glass-lead")) }
        (field::errors(lang, typed, &body))
        (field::form(lang, &paths::below(child, "noedadgang"), None, body))
    };
    page(&visitor.frame(app, Some(Room::Children)), &title, main, None)
}
