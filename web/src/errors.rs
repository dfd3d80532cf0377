//! One error page: says what happened, what to do, and that nothing is lost. Inner details go to the log, never to the page.

use crate::frame::{Frame, page};
use crate::words::{Lang, t};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use trin_store::StoreError;

/// Why a page could not be shown.
#[derive(Debug)]
pub enum PageError {
    /// There is no such page, or nothing one may know of.
    NotFound(Lang),
    /// The form could not be understood.
    BadRequest(Lang),
    /// One must say who one is first.
    SignIn,
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What handlers return.
pub type PageResult<T = Response> = Result<T, PageError>;

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound(lang) => error_page(lang, StatusCode::NOT_FOUND, "error-not-found"),
            Self::BadRequest(lang) => error_page(lang, StatusCode::BAD_REQUEST, "error-bad-request"),
            Self::SignIn => Redirect::to("/").into_response(),
            Self::Store(error) => {
                tracing::error!(%error, "the store failed");
                error_page(Lang::Da, StatusCode::INTERNAL_SERVER_ERROR, "error-store")
            }
        }
    }
}

/// The error page; `key` names its three texts in `errors.ftl`: heading, what happened, what to do.
pub fn error_page(lang: Lang, status: StatusCode, key: &str) -> Response {
    let heading = t(lang, &format!("{key}-heading"));
    let frame = Frame { lang, municipality: String::new(), ..Frame::default() };
    let body = html! {
        h1 { (heading) }
        p { (t(lang, &format!("{key}-what"))) }
        p { (t(lang, &format!("{key}-do"))) }
        p { a href="/" { (t(lang, "error-home")) } }
    };
    (status, page(&frame, &heading, body, None)).into_response()
}
