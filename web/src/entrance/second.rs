//! The second step of the local login: a passkey, a code from an app, or a recovery code. Who has none yet sets one up here, before anything
//! else opens.

use super::login::whole;
use super::noted::{Event, note};
use super::{SECOND, attempts, first_room};
use crate::app::App;
use crate::edge::Asker;
use crate::errors::{PageError, PageResult};
use crate::factor;
use crate::form::Sent;
use crate::frame::{Frame, page};
use crate::me::security;
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::passkey;
use crate::session::{language, whose};
use crate::words::{Lang, t};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use trin_domain::organisation::Staff;
use trin_store::{LogResult, Session};

/// The half session at the door; who is in already is led to their first room.
async fn at_the_door(app: &App, jar: &CookieJar) -> PageResult<Result<(Session, Staff), Redirect>> {
    let (session, staff) = whose(app, jar).await?.ok_or(PageError::SignIn)?;
    Ok(if session.is_whole { Err(Redirect::to(first_room(&staff))) } else { Ok((session, staff)) })
}

/// `GET /ind/trin-2`.
pub(super) async fn show(State(app): State<App>, jar: CookieJar) -> PageResult {
    let (session, staff) = match at_the_door(&app, &jar).await? {
        Ok(found) => found,
        Err(onward) => return Ok(onward.into_response()),
    };
    let lang = language(&jar);
    if app.store().factors(staff.id).await?.any() {
        return Ok(ask(&app, lang, &session, &staff, &Typed::default()).await?.into_response());
    }
    Ok(set_up(&app, lang, &session, &staff, &Typed::default()).await?.into_response())
}

/// `POST /ind/trin-2`: tries the second factor, or takes the first one into use.
pub(super) async fn give(
    State(app): State<App>,
    jar: CookieJar,
    Asker(from): Asker,
    headers: HeaderMap,
    Sent(mut typed): Sent,
) -> PageResult {
    let (session, staff) = match at_the_door(&app, &jar).await? {
        Ok(found) => found,
        Err(onward) => return Ok(onward.into_response()),
    };
    if !attempts::takes(&app, &jar, staff.id, from).await? {
        return Err(PageError::TooMany);
    }
    let lang = language(&jar);
    let key = typed.value("noegle").to_owned();
    if app.store().factors(staff.id).await?.any() {
        let fits = if key.is_empty() {
            factor::code_fits(&app, staff.id, typed.value("kode")).await?
        } else {
            passkey::fits(&app, &session, &staff, &key).await?
        };
        if !fits {
            tracing::warn!("a second factor did not fit");
            note(&app, &staff, session.method, Some(&session.token_hash), Event::SecondFactor, LogResult::Refused).await?;
            typed.wrong("kode", t(lang, if key.is_empty() { "me-code-wrong" } else { "me-passkey-failed" }));
            let page = ask(&app, lang, &session, &staff, &factor::without_secrets(typed)).await?;
            return Ok((StatusCode::UNAUTHORIZED, page).into_response());
        }
        let (jar, home) = whole(&app, jar, &session, &staff, &headers).await?;
        return Ok((jar, Redirect::to(home)).into_response());
    }
    let is_set = if key.is_empty() {
        factor::confirm_app(&app, staff.id, typed.value("kode")).await?
    } else {
        passkey::add(&app, &session, &staff, &key, &security::key_name(lang, &headers)).await?
    };
    if !is_set {
        typed.wrong("kode", t(lang, if key.is_empty() { "me-app-wrong" } else { "me-passkey-failed" }));
        let page = set_up(&app, lang, &session, &staff, &factor::without_secrets(typed)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    }
    let added = if key.is_empty() { Event::AddApp } else { Event::AddPasskey };
    note(&app, &staff, session.method, Some(&session.token_hash), added, LogResult::Done).await?;
    let (jar, home) = whole(&app, jar, &session, &staff, &headers).await?;
    let codes = security::give_codes(&app, &session, &staff).await?;
    Ok((jar, security::codes_page(&outside(&app, lang), lang, &codes, home)).into_response())
}

fn outside(app: &App, lang: Lang) -> Frame {
    Frame { lang, municipality: app.municipality().to_owned(), here: SECOND.to_owned(), ..Frame::default() }
}

fn not_me(lang: Lang) -> Markup {
    button::post("/log-ud", &[], &t(lang, "entrance-second-back"), Weight::Quiet)
}

async fn ask(app: &App, lang: Lang, session: &Session, staff: &Staff, typed: &Typed) -> PageResult<Markup> {
    let key = passkey::ask(app, lang, session, staff).await?;
    let title = t(lang, "entrance-second-title");
    let by_code = html! {
        (Field::new(lang, "kode", &t(lang, "me-code")).hint(&t(lang, "me-code-hint")).typed(typed).code())
        (button::submit(&t(lang, "entrance-second-do"), if key.is_some() { Weight::Other } else { Weight::Main }))
    };
    let main = html! {
        h1 { (title) }
        (field::errors(lang, typed, &by_code))
        @if let Some(key) = &key {
            (field::form(lang, SECOND, None, key.clone()))
            p.or { (t(lang, "me-or")) }
        }
        (field::form(lang, SECOND, None, by_code))
        p.quiet { (t(lang, "entrance-second-lost")) }
        (not_me(lang))
    };
    let frame = Frame { scripts: key.iter().map(|_| passkey::script()).collect(), ..outside(app, lang) };
    Ok(page(&frame, &title, main, None))
}

async fn set_up(app: &App, lang: Lang, session: &Session, staff: &Staff, typed: &Typed) -> PageResult<Markup> {
    let key = passkey::offer(app, lang, session, staff).await?;
    let app_form = security::app_form(app, lang, staff, SECOND, typed).await?;
    let title = t(lang, "entrance-setup-title");
    let main = html! {
        h1 { (title) }
        p.lead { (t(lang, "entrance-setup-lead")) }
        (field::errors(lang, typed, &app_form))
        @if let Some(key) = &key {
            h2 { (t(lang, "me-passkey")) }
            p { (t(lang, "me-passkey-what")) }
            (field::form(lang, SECOND, None, key.clone()))
        }
        h2 { (t(lang, "me-app")) }
        p { (t(lang, "me-app-what")) }
        (app_form)
        (not_me(lang))
    };
    let frame = Frame { scripts: key.iter().map(|_| passkey::script()).collect(), ..outside(app, lang) };
    Ok(page(&frame, &title, main, None))
}
