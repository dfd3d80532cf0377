//! Login at the municipality's identity provider: OpenID Connect, the authorization code with PKCE, state and nonce.
//!
//! Reading order: here → `provider.rs` (asking it) → `token.rs` (what is believed) → `arrive.rs` (who comes in). `outbound.rs` is the one way out.

mod arrive;
mod outbound;
mod pages;
mod provider;
mod token;

pub use provider::Provider;

use super::noted::{Event, note};
use super::{first_room, forget_before, is_own_path};
use crate::app::{App, Entrance};
use crate::errors::{PageError, PageResult};
use crate::form::Sent;
use crate::session::{is_locked, language, new_session, token_hash, whose};
use arrive::{Refused, arrive, known};
use axum::Router;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use pages::Stopped;
use provider::Failed;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;
use trin_domain::sign_in::{Claims, Refusal};
use trin_store::{LogResult, Method, ProviderLogin, ProviderSession};

pub(super) use pages::door;

/// Where a login at the provider begins.
const BEGIN: &str = "/ind/udbyder";
/// The same, for somebody who is to show anew who they are.
pub(crate) const AGAIN: &str = "/ind/udbyder?igen=ja";
/// How long somebody has to log in at the provider.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// Longest code, state or address taken, in bytes.
const LONGEST: usize = 4096;

/// The routes of a login at the provider.
pub(super) fn router() -> Router<App> {
    Router::new().route("/ind/udbyder", get(start)).route("/ind/svar", get(answer)).route("/ind/udbyder/log-ud", post(ended))
}

/// For the fuzz target: see `crate::fuzz`.
#[cfg(feature = "fuzz")]
pub(crate) fn fuzz_ends_logins(keys: &str, message: &str) -> bool {
    let (Ok(keys), Ok(issuer)) = (serde_json::from_str(keys), openidconnect::IssuerUrl::new("https://provider.example".to_owned())) else {
        return false;
    };
    let expected =
        token::Expected { issuer: &issuer, client: "trin", keys: &keys, now: Timestamp::from_second(1_767_268_800).unwrap_or_default() };
    token::of_an_end(message, &expected).is_ok()
}

/// The provider people come in by, where there is one.
fn provider(app: &App, jar: &CookieJar) -> PageResult<Arc<Provider>> {
    match app.entrance() {
        Entrance::OpenId(provider) => Ok(Arc::clone(provider)),
        Entrance::Demo | Entrance::Login => Err(PageError::NotFound(language(jar))),
    }
}

/// Thirty-two bytes nobody can guess, for an address.
fn secret(app: &App) -> String {
    BASE64_URL_SAFE_NO_PAD.encode([app.random(), app.random()].concat())
}

/// The cookie that says which browser began. A browser takes the longer name only over https, from this very host.
fn cookie_name(provider: &Provider) -> &'static str {
    if is_https(provider) { "__Host-trin-login" } else { "trin-login" }
}

fn is_https(provider: &Provider) -> bool {
    provider.mapping().address.starts_with("https://")
}

/// Lax, since the way back from the provider comes from another site.
fn cookie(provider: &Provider, value: String) -> Cookie<'static> {
    let cookie = Cookie::build((cookie_name(provider), value)).path("/").http_only(true).secure(is_https(provider));
    cookie.same_site(SameSite::Lax).build()
}

#[derive(Deserialize)]
struct Going {
    til: Option<String>,
    igen: Option<String>,
}

/// `GET /ind/udbyder`: on to the provider. Where the person was going stays here.
async fn start(State(app): State<App>, jar: CookieJar, Query(going): Query<Going>, headers: HeaderMap) -> PageResult {
    let provider = provider(&app, &jar)?;
    // Another site may lead somebody here; whether they go on is theirs to say at the door.
    let from = headers.get("sec-fetch-site").and_then(|value| value.to_str().ok());
    if from.is_some_and(|from| !matches!(from, "same-origin" | "none")) {
        return Ok(Redirect::to("/").into_response());
    }
    let return_to = going.til.filter(|til| is_own_path(til) && til.len() <= LONGEST).unwrap_or_default();
    let (state, browser) = (secret(&app), secret(&app));
    // Who finds a locked screen must not come past the lock by a login the provider still remembers.
    let locked = whose(&app, &jar).await?.is_some_and(|(session, _)| is_locked(&session, app.now()));
    let is_again = going.igen.is_some() || locked;
    let begun = match provider.begin(app.now(), &state, secret(&app), is_again).await {
        Ok(begun) => begun,
        Err(failed) => return Ok(stopped(&app, &jar, &provider, &failed)),
    };
    let login = ProviderLogin {
        browser_hash: token_hash(&browser),
        nonce: begun.nonce,
        verifier: begun.verifier,
        return_to,
        is_again,
        expires_at: app.now().saturating_add(PATIENCE).unwrap_or(Timestamp::MAX),
    };
    if !app.store().begin_provider_login(&token_hash(&state), &login, app.now()).await? {
        tracing::warn!("more logins are under way than people begin; no more are taken for now");
        return Ok(pages::stopped(&app, language(&jar), &provider, Stopped::Down));
    }
    Ok((jar.add(cookie(&provider, browser)), Redirect::to(begun.to.as_str())).into_response())
}

#[derive(Deserialize)]
struct Answer {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// `GET /ind/svar`: back from the provider.
async fn answer(State(app): State<App>, jar: CookieJar, headers: HeaderMap, Query(answer): Query<Answer>) -> PageResult {
    let provider = provider(&app, &jar)?;
    let lang = language(&jar);
    let browser = jar.get(cookie_name(&provider)).map(|cookie| token_hash(cookie.value()));
    let jar = jar.remove(Cookie::build(cookie_name(&provider)).path("/").secure(is_https(&provider)));
    let stop = |why: Stopped| (jar.clone(), pages::stopped(&app, lang, &provider, why)).into_response();
    let now = app.now();
    // Taken whatever comes next: a second use finds nothing.
    let login = match answer.state.filter(|state| state.len() <= LONGEST) {
        Some(state) => app.store().take_provider_login(&token_hash(&state)).await?,
        None => None,
    };
    let Some(login) = login.filter(|login| now <= login.expires_at && browser.as_ref() == Some(&login.browser_hash)) else {
        tracing::warn!("an answer to a login that this browser did not begin, or not lately");
        return Ok(stop(Stopped::NotBegun));
    };
    match provider.is_answer_of_another(now, answer.iss.as_deref()).await {
        Ok(false) => {}
        Ok(true) => {
            tracing::warn!("an answer to a login that names another provider");
            return Ok(stop(Stopped::NotBegun));
        }
        Err(failed) => return Ok((jar.clone(), stopped(&app, &jar, &provider, &failed)).into_response()),
    }
    if let Some(error) = answer.error {
        let error: String = error.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '_').take(60).collect();
        tracing::warn!(error, "the identity provider refused a login");
        return Ok(stop(Stopped::RefusedThere));
    }
    let Some(code) = answer.code.filter(|code| code.len() <= LONGEST) else { return Ok(stop(Stopped::NotBegun)) };
    let claims = match provider.finish(now, code, &login.nonce, login.verifier).await {
        Ok(claims) => claims,
        Err(failed) => return Ok((jar.clone(), stopped(&app, &jar, &provider, &failed)).into_response()),
    };
    let proved_at = claims.get("auth_time").and_then(serde_json::Value::as_i64).and_then(|at| Timestamp::from_second(at).ok());
    let began = login.expires_at.saturating_sub(PATIENCE + token::SKEW).unwrap_or(Timestamp::MIN);
    if login.is_again && proved_at.is_none_or(|at| at < began) {
        tracing::warn!("the identity provider did not ask anew who it is");
        refuse(&app, &provider, &claims).await?;
        return Ok(stop(Stopped::NotAgain));
    }
    let text = |name: &str| claims.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let there = ProviderSession { issuer: provider.mapping().issuer.clone(), subject: text("sub"), sid: text("sid") };
    let arrived = match arrive(&app, &provider, &claims).await? {
        Ok(arrived) => arrived,
        Err(refused) => {
            tracing::warn!(reason = reason(&refused), "the identity provider's login was refused");
            refuse(&app, &provider, &claims).await?;
            return Ok(stop(Stopped::Refused(refused)));
        }
    };
    forget_before(&app, &jar).await?;
    let (mut session, cookie) = new_session(&app, &arrived.staff, Method::Provider, true, &headers);
    // A login that was already open at the provider is no fresh proof.
    session.proved_at = proved_at.map(|at| at.min(now));
    note(&app, &arrived.staff, Method::Provider, Some(&session.token_hash), Event::LogIn, LogResult::Done).await?;
    app.store().put_session(&session).await?;
    let jar = jar.clone().add(cookie);
    app.store().put_provider_session(&session.token_hash, &there).await?;
    let to = if login.return_to.is_empty() { first_room(&arrived.staff) } else { &login.return_to };
    if arrived.still_holds > 0 {
        return Ok((jar, pages::still_holds(&app, lang, &arrived, to)).into_response());
    }
    Ok((jar, Redirect::to(to)).into_response())
}

/// Writes to the log that somebody known here was not let in.
async fn refuse(app: &App, provider: &Provider, claims: &Claims) -> PageResult<()> {
    if let Some(staff) = known(app, provider, claims).await? {
        note(app, &staff, Method::Provider, None, Event::LogIn, LogResult::Refused).await?;
    }
    Ok(())
}

/// What a refusal is called on standard error: never what the claims said.
const fn reason(refused: &Refused) -> &'static str {
    match refused {
        Refused::Claims(Refusal::Assurance { .. }) => "assurance",
        Refused::Claims(Refusal::NoPerson) => "no person",
        Refused::Claims(Refusal::NoName) => "no name",
        Refused::Claims(Refusal::NoRole) => "no role",
        Refused::Claims(Refusal::UnknownPlace) => "unknown place",
        Refused::Left => "left",
        Refused::WhichPlace(_) => "no place",
        Refused::OtherKind(..) => "place of another kind",
        Refused::Taken => "somebody else already",
    }
}

fn stopped(app: &App, jar: &CookieJar, provider: &Provider, failed: &Failed) -> Response {
    let why = match failed {
        Failed::Down(why) => {
            tracing::error!(why, "the identity provider does not answer");
            Stopped::Down
        }
        Failed::Wrong(wrong) => {
            tracing::error!(wrong = wrong.to_string(), "a token of the identity provider is not to be trusted");
            Stopped::Untrusted
        }
    };
    pages::stopped(app, language(jar), provider, why)
}

/// `POST /ind/udbyder/log-ud`: the provider says that a login has ended there.
async fn ended(State(app): State<App>, jar: CookieJar, Sent(sent): Sent) -> PageResult {
    let provider = provider(&app, &jar)?;
    let now = app.now();
    let ended = match provider.ended(now, sent.value("logout_token")).await {
        Ok(ended) => ended,
        Err(Failed::Down(why)) => {
            tracing::error!(why, "a login ended at the identity provider, which does not answer when asked for its keys");
            return Ok(StatusCode::SERVICE_UNAVAILABLE.into_response());
        }
        Err(Failed::Wrong(wrong)) => {
            tracing::warn!(wrong = wrong.to_string(), "a message that a login has ended is not to be trusted");
            return Ok(StatusCode::BAD_REQUEST.into_response());
        }
    };
    let issuer = &provider.mapping().issuer;
    let until = now.saturating_add(token::OLDEST + token::OLDEST).unwrap_or(Timestamp::MAX);
    if !app.store().heed_provider_message(&token_hash(&format!("{issuer} {}", ended.id)), now, until).await? {
        tracing::warn!("a message that a login has ended came a second time");
        return Ok(StatusCode::BAD_REQUEST.into_response());
    }
    let logins = app.store().end_provider_sessions(issuer, ended.subject.as_deref(), ended.sid.as_deref()).await?;
    for staff in logins.iter().collect::<BTreeSet<_>>() {
        if let Some(staff) = app.store().staff(*staff).await? {
            note(&app, &staff, Method::Provider, None, Event::EndedAtProvider, LogResult::Done).await?;
        }
    }
    tracing::info!(logins = logins.len(), "logins were ended by the identity provider");
    Ok(StatusCode::OK.into_response())
}

/// Where somebody who leaves goes on to, so that they leave the provider too; asked before the session goes.
pub(super) async fn way_out(app: &App, token: &str) -> PageResult<Option<String>> {
    let Entrance::OpenId(provider) = app.entrance() else { return Ok(None) };
    let came_from_there = app.store().provider_session(&token_hash(token)).await?.is_some();
    if !came_from_there {
        return Ok(None);
    }
    Ok(provider.way_out(app.now()).await.map(String::from))
}

/// The page that leads on to the provider. Not a redirect: the pages' policy lets no form lead to another site.
pub(super) fn leaving(app: &App, jar: &CookieJar, to: &str) -> Response {
    let Entrance::OpenId(provider) = app.entrance() else { return Redirect::to("/").into_response() };
    ([(header::REFRESH, format!("0;url={to}"))], pages::leaving(app, language(jar), provider, to)).into_response()
}
