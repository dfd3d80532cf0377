//! The router with its guards, and the server itself.

use crate::app::App;
use crate::words::Lang;
use crate::{assets, child, drafts, entrance, errors, handed_back, help, intake, my_day, session, staircase, strategy, team};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing;
use axum::serve::ListenerExt;
use axum_extra::extract::CookieJar;
use std::future::Future;
use tokio::net::TcpListener;
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// Largest form taken, in bytes: a note with all its texts at their longest, in letters that take most room on the way. What is longer than
/// a text may be is then answered by the form itself, which keeps it.
const LARGEST_FORM: usize = 4 * 1024 * 1024;

/// Every page.
pub fn router(app: App) -> Router {
    Router::new()
        .merge(child::router())
        .merge(entrance::router())
        .merge(help::router())
        .merge(intake::router())
        .merge(my_day::router())
        .merge(staircase::router())
        .merge(strategy::router())
        .merge(team::router())
        .route("/kladder/{key}", routing::post(drafts::save))
        .route("/kladder/{key}/glem", routing::post(drafts::throw_away))
        .fallback(not_found)
        .merge(assets::router())
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
        .layer(middleware::from_fn(guard))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .with_state(app)
}

/// Serves until `shutdown` completes; requests under way are finished first.
///
/// # Errors
/// When the listener fails.
pub async fn serve(app: App, listener: TcpListener, shutdown: impl Future<Output = ()> + Send + 'static) -> std::io::Result<()> {
    // A page's last bytes do not wait for the browser to confirm the first.
    let listener = listener.tap_io(|connection| {
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!("a connection keeps its delay: {error}");
        }
    });
    axum::serve(listener, router(app)).with_graceful_shutdown(shutdown).await
}

async fn not_found(jar: CookieJar) -> Response {
    errors::PageError::NotFound(session::language(&jar)).into_response()
}

/// Strict headers on everything, and no form from another site.
async fn guard(jar: CookieJar, request: Request, next: Next) -> Response {
    let lang = session::language(&jar);
    let is_asset = request.uri().path().starts_with("/assets/");
    let mut response = if request.method() == Method::POST && !is_own_site(&request) {
        errors::error_page(lang, StatusCode::FORBIDDEN, errors::FOREIGN)
    } else if request.method() == Method::POST {
        post(lang, request, next).await
    } else {
        next.run(request).await
    };
    if let Some(failed) = response.extensions().get::<errors::StoreFailed>().copied() {
        let after = response.headers().get(header::RETRY_AFTER).cloned();
        response = errors::error_page(lang, response.status(), failed.texts());
        response.headers_mut().extend(after.map(|after| (header::RETRY_AFTER, after)));
    } else if response.status() == StatusCode::PAYLOAD_TOO_LARGE {
        response = errors::error_page(lang, StatusCode::PAYLOAD_TOO_LARGE, errors::TOO_LARGE);
    } else if response.status().is_client_error() && !is_page(&response) {
        // What the framework refuses by itself, such as an address that cannot be read, it says in English and in plain text.
        let texts = if response.status() == StatusCode::NOT_FOUND { errors::NOT_FOUND } else { errors::BAD_REQUEST };
        response = errors::error_page(lang, response.status(), texts);
    }
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(assets::CONTENT_SECURITY_POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    headers.insert("cross-origin-opener-policy", HeaderValue::from_static("same-origin"));
    if !is_asset {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// A form is kept at hand until it is answered: should its sender have been logged out, they get it back.
async fn post(lang: Lang, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(sent) = to_bytes(body, LARGEST_FORM).await else { return StatusCode::PAYLOAD_TOO_LARGE.into_response() };
    let to = parts.uri.clone();
    let response = next.run(Request::from_parts(parts, Body::from(sent.clone()))).await;
    handed_back::answer(lang, &to, &sent, response)
}

fn is_page(response: &Response) -> bool {
    response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.starts_with("text/html"))
}

/// Whether a form came from one of our own pages, by what every present browser says of it.
fn is_own_site(request: &Request) -> bool {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    match (header("sec-fetch-site"), header("origin")) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => header("host").is_some_and(|host| origin.split_once("://").is_some_and(|(_, from)| from == host)),
        // Neither is sent by a browser's cross-site form: a program, such as a test, that carries the cookie itself.
        (None, None) => true,
    }
}
