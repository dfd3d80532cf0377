//! Where the child lives. A protected address is never on the page: it is shown once, to somebody who may ask for it, who has just shown
//! again who they are, and who says what for.

use crate::app::App;
use crate::errors::PageResult;
use crate::form::{Reader, Sent, date_value};
use crate::form_page::{self, Saving};
use crate::frame::page;
use crate::looking;
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::parts::list;
use crate::paths;
use crate::seen::{self, Seen};
use crate::session::{self, Visitor};
use crate::submit::{self, Written};
use crate::words::{Lang, format, t, t_with};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use maud::{Markup, html};
use trin_domain::access::{Room, leads};
use trin_domain::address::{Address, Release, is_fresh};
use trin_domain::calendar::day_of;
use trin_domain::record::{AddressShown, AddressStated, Command, Entry, EntryNo, Fact};

const LABELS: &[(&str, &str)] = &[("address", "access-address-label"), ("on", "child-note-on")];

const ASKED: &[(&str, &str)] = &[("purpose", "access-address-purpose")];

/// What the log calls it when a protected address is shown: for which purpose, and what.
const PROTECTED: &str = "protected-address";

/// The box by which a leader says that an address needs no protection any more.
const UNPROTECT: &str = "unprotect";

fn is_protected_now(seen: &Seen<'_>) -> bool {
    seen.state.address().is_some_and(|stated| stated.what.address.is_protected())
}

/// `GET /boern/{id}/adresse`.
pub(super) async fn show(State(app): State<App>, visitor: Visitor, Path(id): Path<String>) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    form_page::may_write(&visitor, &seen, Room::Address)?;
    Ok(draw(&app, &visitor, &seen, &untouched(&seen), None).into_response())
}

/// The form as it first stands: a child whose address is protected moves to one that is.
fn untouched(seen: &Seen<'_>) -> Typed {
    let typed = Typed::default();
    if is_protected_now(seen) { typed.or_else("is_protected", "ja") } else { typed }
}

/// `POST /boern/{id}/adresse`.
pub(super) async fn save(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    let lang = visitor.lang;
    let mut reader = Reader::new(&mut typed, lang);
    let text = reader.text("address", &t(lang, "access-say-address"));
    let on = reader.date("on", &t(lang, "child-note-on"));
    let is_protected = reader.ticked("is_protected");
    // Leaving a box empty is not taking a protection away: whoever may do that says so, having shown who they are.
    if !is_protected && is_protected_now(&seen) {
        let key = if leads(visitor.staff.role) { "access-address-unprotect-say" } else { "access-address-still" };
        let takes_away = leads(visitor.staff.role) && reader.ticked(UNPROTECT);
        if !takes_away {
            reader.fault("is_protected", key, "", &[]);
        } else if reader.is_fine() {
            session::require_step_up(&app, &visitor)?;
        }
    }
    let facts = on.map(|on| vec![Fact::AddressStated(AddressStated { address: Address::new(text, is_protected), on })]);
    let address = paths::below(seen.child(), "adresse");
    let saving = Saving { address: &address, purpose: "address", then: address.clone(), done: "access-done-address", draw };
    form_page::save(&app, &visitor, &seen, typed, facts, submit::labels(lang, LABELS), saving).await
}

/// `POST /boern/{id}/adresse/vis`: the protected address, once.
pub(super) async fn reveal(State(app): State<App>, visitor: Visitor, Path(id): Path<String>, Sent(mut typed): Sent) -> PageResult {
    let record = seen::open(&app, &visitor, &id).await?;
    let seen = Seen::new(&app, &visitor, &record).await?;
    if !seen.grant.sees(Room::ProtectedAddress) {
        return Err(crate::errors::PageError::NotFound(visitor.lang));
    }
    let lang = visitor.lang;
    let purpose = Reader::new(&mut typed, lang).text("purpose", &t(lang, "access-say-purpose"));
    // What is missing is said before anybody is asked to prove who they are.
    if typed.is_fine() {
        session::require_step_up(&app, &visitor)?;
    }
    let release = visitor.session.proved_at.and_then(|at| Release::new(at, app.now(), &purpose));
    // This form has no such box; the other stands beside it.
    if is_protected_now(&seen) {
        typed = typed.or_else("is_protected", "ja");
    }
    let stated = seen.state.address().filter(|stated| stated.what.address.is_protected());
    let (Some(release), Some(stated)) = (release, stated) else {
        if typed.is_fine() {
            typed.wrong("purpose", t(lang, "access-address-step-up"));
        }
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, &seen, &typed, None)).into_response());
    };
    // Written before it is shown, and once for each time. The page loaded again is the same time while the proof for it would hold.
    let key = submit::key_of(&app, &typed);
    let before = submit::before(&app, &visitor, &record, key).await?;
    let is_same = |entry: &Entry| is_fresh(entry.recorded_at, app.now()) && shows(&entry.fact, stated.no, release.purpose());
    let is_shown = before.as_ref().is_some_and(|before| before.wrote.iter().any(is_same));
    let key = if before.is_some() { app.command_key() } else { key };
    let fact = Fact::AddressShown(AddressShown { address: stated.no, purpose: release.purpose().to_owned() });
    let commands: Vec<Command> =
        (!is_shown).then(|| Command { child: seen.child(), key, seen: record.version(), facts: vec![fact] }).into_iter().collect();
    let written = match commands.as_slice() {
        [] => Written::Done,
        commands => submit::write_all(&app, &visitor, &mut typed, PROTECTED, commands, submit::labels(lang, ASKED)).await?,
    };
    match written {
        Written::Done => {}
        Written::Refused => return Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(&app, &visitor, &seen, &typed, None)).into_response()),
        // Others wrote a moment ago, perhaps another address.
        Written::Stale { .. } => {
            typed.wrong("", t(lang, "refusals-stale"));
            return Ok((StatusCode::CONFLICT, draw(&app, &visitor, &seen, &typed, None)).into_response());
        }
    }
    looking::shows(PROTECTED);
    let shown = stated.what.address.reveal(&release);
    // Loaded again, the page is the one without the address.
    let away = paths::below(seen.child(), "adresse");
    let notice = html! {
        div.flash.notice role="status" data-here=(away) {
            p { (t(lang, "access-address-shown")) " " b { (shown) } }
            p { a href=(away) { (t(lang, "access-address-hide")) } }
        }
    };
    Ok(draw(&app, &visitor, &seen, &untouched(&seen), Some(notice)).into_response())
}

/// Whether a fact says that this address was shown for this purpose.
fn shows(fact: &Fact, address: EntryNo, purpose: &str) -> bool {
    matches!(fact, Fact::AddressShown(shown) if shown.address == address && shown.purpose == purpose)
}

/// Where the child lives, as a page may say it.
pub(super) fn says(lang: Lang, address: &Address) -> String {
    address.open().map_or_else(|| t(lang, "child-entry-address-protected"), str::to_owned)
}

fn draw(app: &App, visitor: &Visitor, seen: &Seen<'_>, typed: &Typed, notice: Option<Markup>) -> Markup {
    let lang = visitor.lang;
    let title = t_with(lang, "access-address-title", &[("name", seen.first_name().to_owned().into())]);
    let stated = seen.state.address();
    let address = paths::below(seen.child(), "adresse");
    let typed = &typed.clone().or_else("on", date_value(app.today()));
    let fields = html! {
        (submit::hidden(submit::key_of(app, typed), seen.record))
        (Field::new(lang, "address", &t(lang, "access-address-label")).typed(typed).text())
        (Field::new(lang, "is_protected", &t(lang, "access-address-protected")).hint(&t(lang, "access-address-protected-hint")).optional().typed(typed).tick())
        @if is_protected_now(seen) && leads(visitor.staff.role) && typed.error("is_protected").is_some() {
            (Field::new(lang, UNPROTECT, &t(lang, "access-address-unprotect")).optional().typed(typed).tick())
        }
        (Field::new(lang, "on", &t(lang, "child-note-on")).typed(typed).date())
        (button::row(button::submit(&t(lang, "access-address-save"), Weight::Main)))
    };
    let may_ask = seen.grant.sees(Room::ProtectedAddress) && stated.is_some_and(|stated| stated.what.address.is_protected());
    let ask = html! {
        (field::hidden("key", &app.command_key().to_string()))
        (Field::new(lang, "purpose", &t(lang, "access-address-purpose")).hint(&t(lang, "access-address-purpose-hint")).typed(typed).text())
        (button::row(button::submit(&t(lang, "access-address-show"), Weight::Grave)))
    };
    let main = html! {
        h1 { (title) }
        @if let Some(notice) = notice { (notice) }
        @match stated {
            Some(stated) => p.lead { (says(lang, &stated.what.address)) span.quiet { " · " (t_with(lang, "child-since", &[("day", format::day(lang, stated.what.on, day_of(seen.now)).into())])) } },
            None => p.lead { (t(lang, "access-address-none")) },
        }
        (field::errors(lang, typed, &html! { (fields) (ask) }))
        @if may_ask { (list::section(&t(lang, "access-address-show"), field::form(lang, &format!("{address}/vis"), None, ask))) }
        (list::section(&t(lang, "access-address-new"), field::form(lang, &address, None, fields)))
        p { a href=(paths::child(seen.child())) { (t(lang, "forms-back")) } }
    };
    page(&seen.frame(app, visitor), &title, main, None)
}
