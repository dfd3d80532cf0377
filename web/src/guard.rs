//! What every request passes on its way in and every answer on its way out.

use crate::app::App;
use crate::edge::asker;
use crate::errors::{self, Asked, Texts};
use crate::session;
use crate::words::Lang;
use crate::{assets, handed_back, looking, proof};
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;

/// Largest form taken, in bytes: a note with all its texts at their longest, in letters that take most room on the way. What is longer than
/// a text may be is then answered by the form itself, which keeps it.
pub(crate) const LARGEST_FORM: usize = 4 * 1024 * 1024;
/// Longest address taken, in bytes; ours stay far below.
const LONGEST_ADDRESS: usize = 4 * 1024;
/// Most that may be said in a request's head, in bytes.
const LARGEST_HEAD: usize = 32 * 1024;

/// What an answer says of itself, whatever it is.
const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", assets::CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), \
         payment=(), serial=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
    ),
];
/// A year and a day over: the browser asks this server, and those below it, by https alone.
const ONLY_HTTPS: &str = "max-age=31622400; includeSubDomains";

/// Strict headers on everything, nothing in that has no business here, and no answer about a child that is not in the log.
pub(crate) async fn guard(State(app): State<App>, jar: CookieJar, request: Request, next: Next) -> Response {
    let lang = session::language(&jar);
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = match refused(&app, &jar, &request) {
        Some((status, texts)) => errors::error_page(lang, status, texts),
        None if request.method() == Method::POST => post(&app, &jar, lang, request, next).await,
        None => {
            let to = request.uri().clone();
            let response = looking::logged(&app, request, next).await;
            match response.extensions().get::<Asked>().copied() {
                Some(asked) => proof::answer(&app, &jar, &to, None, asked).await,
                None => response,
            }
        }
    };
    response = in_our_words(lang, response);
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(*name, HeaderValue::from_static(value));
    }
    if app.edges().is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(ONLY_HTTPS));
    }
    if !is_asset {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// Why a request is not even looked at.
fn refused(app: &App, jar: &CookieJar, request: &Request) -> Option<(StatusCode, Texts)> {
    let headers = request.headers();
    let said = headers.iter().map(|(name, value)| name.as_str().len() + value.len()).sum::<usize>();
    if request.uri().path_and_query().map_or(0, |path| path.as_str().len()) > LONGEST_ADDRESS {
        return Some((StatusCode::URI_TOO_LONG, errors::BAD_REQUEST));
    }
    if said > LARGEST_HEAD {
        return Some((StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, errors::BAD_REQUEST));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD | Method::POST) {
        return Some((StatusCode::METHOD_NOT_ALLOWED, errors::BAD_REQUEST));
    }
    let host = text(headers, header::HOST).or_else(|| request.uri().authority().map(|authority| authority.as_str()));
    if !app.edges().is_ours(host) {
        return Some((StatusCode::MISDIRECTED_REQUEST, errors::WRONG_HOST));
    }
    let path = request.uri().path();
    let counts = || !app.limiters().takes_form(asker(app, request.extensions(), headers), app.now());
    // Each keeps what the way back must bring, and nobody has said who they are.
    if path == "/ind/udbyder" && counts() {
        return Some((StatusCode::TOO_MANY_REQUESTS, errors::TOO_MANY));
    }
    if request.method() == Method::POST {
        if !is_own_site(app, headers) {
            return Some((StatusCode::FORBIDDEN, errors::FOREIGN));
        }
        // The identity provider tells of ended logins from one address, signed, and none must be missed.
        // At the door a cookie says nothing yet: anybody can make one up.
        let is_nobody = jar.get(session::cookie_name(app)).is_none() || path == "/ind" || path == crate::door::ADDRESS;
        if is_nobody && path != "/ind/udbyder/log-ud" && counts() {
            return Some((StatusCode::TOO_MANY_REQUESTS, errors::TOO_MANY));
        }
    }
    None
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// What the framework refuses by itself, such as an address that cannot be read, it says in English and in plain text; what a handler
/// refuses without a page gets one here.
fn in_our_words(lang: Lang, response: Response) -> Response {
    let status = response.status();
    if let Some(failed) = response.extensions().get::<errors::Failed>().copied() {
        let after = response.headers().get(header::RETRY_AFTER).cloned();
        let mut page = errors::error_page(lang, status, failed.texts());
        page.headers_mut().extend(after.map(|after| (header::RETRY_AFTER, after)));
        return page;
    }
    if is_page(&response) || !status.is_client_error() {
        return response;
    }
    let texts = match status {
        StatusCode::PAYLOAD_TOO_LARGE => errors::TOO_LARGE,
        StatusCode::NOT_FOUND => errors::NOT_FOUND,
        StatusCode::TOO_MANY_REQUESTS => errors::TOO_MANY,
        StatusCode::REQUEST_TIMEOUT => errors::TOO_SLOW,
        _ => errors::BAD_REQUEST,
    };
    let mut page = errors::error_page(lang, status, texts);
    for name in [header::RETRY_AFTER, header::ALLOW, header::CONNECTION] {
        if let Some(value) = response.headers().get(&name) {
            page.headers_mut().insert(name, value.clone());
        }
    }
    page
}

/// A form is kept at hand until it is answered: should its sender have been logged out or be asked who they are, they get it back.
async fn post(app: &App, jar: &CookieJar, lang: Lang, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let sent = match tokio::time::timeout(app.edges().patience.body, to_bytes(body, LARGEST_FORM)).await {
        Ok(Ok(sent)) => sent,
        Ok(Err(_)) => return StatusCode::PAYLOAD_TOO_LARGE.into_response(),
        Err(_) => return (StatusCode::REQUEST_TIMEOUT, [(header::CONNECTION, "close")]).into_response(),
    };
    let to = parts.uri.clone();
    let response = looking::logged(app, Request::from_parts(parts, Body::from(sent.clone())), next).await;
    match response.extensions().get::<Asked>().copied() {
        Some(asked) => proof::answer(app, jar, &to, Some(&sent), asked).await,
        None => {
            let response = handed_back::answer(lang, &to, &sent, response);
            handed_back::with_words(lang, &to, &sent, in_our_words(lang, response)).await
        }
    }
}

fn is_page(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.starts_with("text/html"))
}

/// Whether a form came from one of our own pages, by what every present browser says of it.
fn is_own_site(app: &App, headers: &HeaderMap) -> bool {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (said("sec-fetch-site"), said("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => match &app.edges().public_url {
            Some(ours) => origin.eq_ignore_ascii_case(&ours.origin()),
            None => said("host").is_some_and(|host| origin.split_once("://").is_some_and(|(_, from)| from == host)),
        },
        // Neither is sent by a browser's cross-site form: a program, such as a test, that carries the cookie itself.
        (None, None) => true,
    }
}
