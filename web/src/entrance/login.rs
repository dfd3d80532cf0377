//! Local login, for a municipality that has no identity provider yet. Replaced by OpenID Connect in the issue on trust.

use super::begin;
use crate::app::App;
use crate::errors::PageResult;
use crate::frame::{Frame, page};
use crate::parts::button;
use crate::parts::field::{self, Field, Typed};
use crate::session::{language, rooms};
use crate::words::{Lang, t};
use argon2::{Argon2, PasswordVerifier};
use argon2::password_hash::PasswordHash;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum_extra::extract::CookieJar;
use maud::{Markup, html};

/// Verified when a user name is unknown, so that the answer takes as long as for a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5LW5vYm9keQ$p2HhJv1vFfVb3g0N4uXc2S3Yk7oKpX0mHq1e9x3b7uI";

/// The login page, with what was typed when it failed.
pub(super) fn form(app: &App, lang: Lang, typed: &Typed) -> Markup {
    let title = t(lang, "login-title");
    let main = html! {
        h1 { (title) }
        (field::errors(lang, typed))
        form.narrow method="post" action="/ind" {
            (Field::new(lang, "brugernavn", &t(lang, "login-user")).text(typed))
            (Field::new(lang, "adgangskode", &t(lang, "login-password")).password(typed))
            (button::primary(&t(lang, "login-do")))
        }
    };
    let frame = Frame { lang, municipality: app.municipality().to_owned(), here: "/".to_owned(), ..Frame::default() };
    page(&frame, &title, main, None)
}

/// Tries a user name and a password.
pub(super) async fn attempt(app: &App, jar: CookieJar, mut typed: Typed) -> PageResult {
    let lang = language(&jar);
    let known = app.store().password(typed.value("brugernavn")).await?;
    let hash = known.as_ref().map_or(NOBODY.to_owned(), |known| known.hash.clone());
    let password = typed.value("adgangskode").to_owned();
    // Argon2 takes tens of milliseconds by design: not on a thread that serves pages.
    let fits = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
    })
    .await
    .unwrap_or(false);
    let staff = match known.filter(|_| fits) {
        Some(known) => app.store().staff(known.staff).await?.filter(|staff| staff.is_active),
        None => None,
    };
    match staff {
        Some(staff) => {
            let home = rooms(staff.role).first().map_or("/", |room| room.href());
            begin(app, jar, &staff, home).await
        }
        None => {
            typed.wrong("brugernavn", t(lang, "login-failed"));
            Ok((StatusCode::UNAUTHORIZED, form(app, lang, &typed)).into_response())
        }
    }
}
