//! Local login, for a municipality that has no identity provider yet: user name and password, and then the second factor (`second.rs`).

use super::noted::Event;
use super::{SECOND, attempts, first_room, noted};
use crate::app::App;
use crate::edge::Asker;
use crate::errors::{PageError, PageResult};
use crate::factor;
use crate::frame::{Frame, page};
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::session::{self, language, new_session};
use crate::words::{Lang, t};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use trin_domain::id::StaffId;
use trin_store::{LogResult, Method};

/// The login page, with what was typed when it failed.
pub(super) fn form(app: &App, lang: Lang, typed: &Typed) -> Markup {
    let title = t(lang, "entrance-login-title");
    let body = html! {
        (Field::new(lang, "brugernavn", &t(lang, "entrance-login-user")).typed(typed).user_name())
        (Field::new(lang, "adgangskode", &t(lang, "entrance-login-password")).secret("current-password"))
        (button::submit(&t(lang, "entrance-login-do"), Weight::Main))
    };
    let main = html! {
        h1 { (title) }
        (field::errors(lang, typed, &body))
        (field::form(lang, "/ind", None, body))
        (super::outside(lang))
    };
    let frame = Frame { lang, municipality: app.municipality().to_owned(), here: "/".to_owned(), ..Frame::default() };
    page(&frame, &title, main, None)
}

/// Tries a user name and a password.
pub(super) async fn attempt(app: &App, jar: CookieJar, Asker(from): Asker, headers: &HeaderMap, mut typed: Typed) -> PageResult {
    let lang = language(&jar);
    // A local user's identity follows from the user name, so no list of names is kept beside the staff.
    let id = StaffId::from_label(&typed.value("brugernavn").to_lowercase());
    if !attempts::takes(app, &jar, id, from).await? {
        return Err(PageError::TooMany);
    }
    let fits = factor::password_fits(app, id, typed.raw("adgangskode")).await?;
    let known = app.store().staff(id).await?;
    match known.clone().filter(|staff| fits && staff.is_active) {
        Some(staff) => {
            super::forget_before(app, &jar).await?;
            let (session, cookie) = new_session(app, &staff, Method::Local, false, headers);
            app.store().put_session(&session).await?;
            Ok((jar.add(cookie), Redirect::to(SECOND)).into_response())
        }
        None => {
            tracing::warn!("a login did not fit");
            if let Some(known) = known {
                noted::note_aside(app, &known, Method::Local, Event::LogIn);
            }
            typed.wrong("brugernavn", t(lang, "entrance-login-failed"));
            Ok((StatusCode::UNAUTHORIZED, form(app, lang, &typed)).into_response())
        }
    }
}

/// Makes the session at the door a whole one, under a new token, and the browser one its owner is known in. The cookies and where to go.
pub(super) async fn whole(
    app: &App,
    jar: CookieJar,
    half: &trin_store::Session,
    staff: &trin_domain::organisation::Staff,
    headers: &HeaderMap,
) -> PageResult<(CookieJar, &'static str)> {
    let (session, cookie) = session::new_session(app, staff, half.method, true, headers);
    noted::note(app, staff, half.method, Some(&session.token_hash), Event::LogIn, LogResult::Done).await?;
    if !app.store().replace_session(&half.token_hash, &session).await? {
        return Err(PageError::SignIn);
    }
    let known = attempts::remember(app, &jar, staff.id).await?;
    Ok((jar.add(cookie).add(known), first_room(staff)))
}
