//! How often somebody's password or second factor may be tried, and by whom.
//!
//! A browser its owner has come in by before has attempts of its own: strangers who spend the account's keep its owner out of a browser they have
//! never used, and out of no other. What the browser is known by opens nothing; it only says whose attempts these are.

use crate::app::App;
use crate::errors::PageResult;
use crate::session::{new_token, token_hash};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use jiff::{SignedDuration, Timestamp};
use std::net::IpAddr;
use std::time::Duration;
use trin_domain::id::StaffId;

/// What a browser is known by. Over https a browser takes the longer name only from a secure page of this very host.
const HOST_KNOWN: &str = "__Host-trin-kendt";
const KNOWN: &str = "trin-kendt";
/// For how long after somebody came in by it.
pub(crate) const KNOWN_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);

fn cookie_name(app: &App) -> &'static str {
    if app.edges().is_https() { HOST_KNOWN } else { KNOWN }
}

/// The hash of what this browser is known by.
fn known_by(app: &App, jar: &CookieJar) -> Option<String> {
    jar.get(cookie_name(app)).map(|cookie| token_hash(cookie.value()))
}

/// Whether another attempt at an account is taken: of those its owner has in this browser, or else of everybody's.
///
/// # Errors
/// When the store fails.
pub(crate) async fn takes(app: &App, jar: &CookieJar, account: StaffId, from: Option<IpAddr>) -> PageResult<bool> {
    let now = app.now();
    if let Some(browser) = known_by(app, jar)
        && app.store().knows_browser(&browser, account, now).await?
    {
        return Ok(app.limiters().takes_attempt_in(account, browser, now));
    }
    Ok(app.limiters().takes_attempt(account, from, now))
}

/// Notes that somebody came in by this browser; the cookie it is known by from now on.
///
/// # Errors
/// When the store fails.
pub(crate) async fn remember(app: &App, jar: &CookieJar, account: StaffId) -> PageResult<Cookie<'static>> {
    let (token, hash) = new_token(app);
    let expires = app.now().saturating_add(KNOWN_FOR).unwrap_or(Timestamp::MAX);
    app.store().put_known_browser(known_by(app, jar).as_deref(), &hash, account, expires).await?;
    let lasts = Duration::from_secs(KNOWN_FOR.as_secs().unsigned_abs());
    let cookie = Cookie::build((cookie_name(app), token)).path("/").http_only(true).secure(app.edges().is_https());
    Ok(cookie.same_site(SameSite::Strict).max_age(lasts.try_into().unwrap_or_default()).build())
}
