//! Local login, for a municipality that has no identity provider yet.

use super::begin;
use crate::app::App;
use crate::errors::PageResult;
use crate::frame::{Frame, page};
use crate::parts::button::{self, Weight};
use crate::parts::field::{self, Field, Typed};
use crate::session::{language, rooms};
use crate::words::{Lang, t};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordVerifier};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use trin_domain::id::StaffId;

/// Verified when a user name is unknown, so that the answer takes as long as for a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keQ$p2HhJv1vFfVb3g0N4uXc2S3Yk7oKpX0mHq1e9x3b7uI";

/// The login page, with what was typed when it failed.
pub(super) fn form(app: &App, lang: Lang, typed: &Typed) -> Markup {
    let title = t(lang, "entrance-login-title");
    let body = html! {
        (Field::new(lang, "brugernavn", &t(lang, "entrance-login-user")).typed(typed).text())
        (Field::new(lang, "adgangskode", &t(lang, "entrance-login-password")).password())
        (button::submit(&t(lang, "entrance-login-do"), Weight::Main))
    };
    let main = html! {
        h1 { (title) }
        (field::errors(lang, typed, &body))
        (field::form(lang, "/ind", None, body))
    };
    let frame = Frame { lang, municipality: app.municipality().to_owned(), here: "/".to_owned(), ..Frame::default() };
    page(&frame, &title, main, None)
}

/// Tries a user name and a password.
pub(super) async fn attempt(app: &App, jar: CookieJar, mut typed: Typed) -> PageResult {
    let lang = language(&jar);
    // A local user's identity follows from the user name, so no list of names is kept beside the staff.
    let id = StaffId::from_label(typed.value("brugernavn"));
    let hash = app.store().password(id).await?.unwrap_or_else(|| NOBODY.to_owned());
    let password = typed.value("adgangskode").to_owned();
    // Argon2 takes tens of milliseconds by design: not on a thread that serves pages.
    let fits = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
    .unwrap_or(false);
    let staff = if fits { app.store().staff(id).await?.filter(|staff| staff.is_active) } else { None };
    match staff {
        Some(staff) => {
            let home = rooms(staff.role).first().map_or("/", |room| room.href());
            begin(app, jar, &staff, home).await
        }
        None => {
            typed.wrong("brugernavn", t(lang, "entrance-login-failed"));
            Ok((StatusCode::UNAUTHORIZED, form(app, lang, &typed)).into_response())
        }
    }
}
