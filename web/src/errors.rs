//! One error page: says what happened, what to do, and that nothing is lost. Inner details go to the log, never to the page.

use crate::frame::{Frame, page};
use crate::paper::NotSet;
use crate::words::{Lang, t};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use trin_store::{Passing, StoreError};

/// Why a page could not be shown.
#[derive(Debug)]
pub enum PageError {
    /// There is no such page, or nothing one may know of.
    NotFound(Lang),
    /// The form could not be understood.
    BadRequest(Lang),
    /// One must say who one is first.
    SignIn,
    /// The password was right, and the second factor is still to come.
    SecondFactor,
    /// One must show again that one is who one is.
    Prove(Asked),
    /// Too much was asked for in too short a time.
    TooMany,
    /// A copy could not be set as PDF, or not now; where the copy is, which can be read and printed all the same.
    NotSet(Lang, NotSet, String),
    /// The store failed.
    Store(StoreError),
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// Marks an answer whose page is still to be made, and that shows nothing of anybody.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failed {
    /// The store failed, and may work again when this has passed.
    Store(Option<Passing>),
    /// A fault of ours stopped the request; what it was about to save may be saved.
    Broken,
}

impl Failed {
    /// The page's texts.
    pub const fn texts(self) -> Texts {
        match self {
            Self::Store(Some(Passing::Full)) => FULL,
            Self::Store(Some(Passing::Unlogged)) => UNLOGGED,
            Self::Store(Some(Passing::Failing) | None) => STORE,
            Self::Broken => BROKEN,
        }
    }

    /// What to say of a form that was sent.
    pub const fn of_a_form(self) -> &'static str {
        match self {
            Self::Store(_) => "errors-not-saved",
            Self::Broken => "errors-broken-saved",
        }
    }
}

/// The answer when a handler panicked: a fault of ours. Where it was is told by the program's own report; what it was about is told nowhere.
pub(crate) fn broken<P>(_: P) -> Response {
    let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
    response.extensions_mut().insert(Failed::Broken);
    response
}

/// Marks an answer to somebody whose session has ended: a form they sent is handed back to them at the edge.
#[derive(Clone, Copy, Debug)]
pub struct SignedOut;

/// Why somebody who is logged in is asked again who they are; the page that asks is made at the edge, where a form they sent is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Asked {
    /// They have been away.
    Unlock,
    /// What they want to do asks for a fresh proof.
    StepUp,
}

impl Asked {
    /// Its word in a form.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Unlock => "laas",
            Self::StepUp => "bevis",
        }
    }
}

/// What handlers return.
pub type PageResult<T = Response> = Result<T, PageError>;

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        match self {
            Self::NotFound(lang) => error_page(lang, StatusCode::NOT_FOUND, NOT_FOUND),
            Self::BadRequest(lang) => error_page(lang, StatusCode::BAD_REQUEST, BAD_REQUEST),
            Self::SignIn => {
                let mut response = Redirect::to("/").into_response();
                response.extensions_mut().insert(SignedOut);
                response
            }
            Self::SecondFactor => {
                let mut response = Redirect::to(crate::entrance::SECOND).into_response();
                response.extensions_mut().insert(SignedOut);
                response
            }
            Self::Prove(asked) => {
                let status = if asked == Asked::Unlock { StatusCode::UNAUTHORIZED } else { StatusCode::FORBIDDEN };
                let mut response = status.into_response();
                response.extensions_mut().insert(asked);
                response
            }
            Self::TooMany => {
                let mut response = StatusCode::TOO_MANY_REQUESTS.into_response();
                response.headers_mut().insert(axum::http::header::RETRY_AFTER, axum::http::HeaderValue::from_static("60"));
                response
            }
            Self::NotSet(lang, NotSet::Busy, copy) => {
                let mut response = leading(lang, StatusCode::SERVICE_UNAVAILABLE, PAPER_BUSY, (&copy, "errors-paper-back"));
                response.headers_mut().insert(header::RETRY_AFTER, axum::http::HeaderValue::from_static("60"));
                response
            }
            Self::NotSet(lang, NotSet::Failed, copy) => {
                leading(lang, StatusCode::INTERNAL_SERVER_ERROR, PAPER_FAILED, (&copy, "errors-paper-back"))
            }
            Self::Store(error) => {
                tracing::error!(%error, "the store failed");
                // Which language is known at the edge, where the page is made.
                let passing = error.passing();
                let mut response = match passing {
                    Some(Passing::Full) => StatusCode::INSUFFICIENT_STORAGE.into_response(),
                    Some(Passing::Failing | Passing::Unlogged) => {
                        (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "5")]).into_response()
                    }
                    None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                };
                response.extensions_mut().insert(Failed::Store(passing));
                response
            }
        }
    }
}

/// The keys of an error's three texts: heading, what happened, what to do.
pub type Texts = (&'static str, &'static str, &'static str);

/// No such page.
pub const NOT_FOUND: Texts = ("errors-not-found-heading", "errors-not-found-what", "errors-not-found-do");
/// Nothing that can be understood.
pub const BAD_REQUEST: Texts = ("errors-bad-request-heading", "errors-bad-request-what", "errors-bad-request-do");
/// The store failed.
pub const STORE: Texts = ("errors-store-heading", "errors-store-what", "errors-store-do");
/// A fault of ours.
pub const BROKEN: Texts = ("errors-broken-heading", "errors-broken-what", "errors-broken-do");
/// The disk is full.
pub const FULL: Texts = ("errors-full-heading", "errors-full-what", "errors-full-do");
/// What was asked for cannot be written to the log.
pub const UNLOGGED: Texts = ("errors-unlogged-heading", "errors-unlogged-what", "errors-unlogged-do");
/// A form from another site.
pub const FOREIGN: Texts = ("errors-foreign-heading", "errors-foreign-what", "errors-foreign-do");
/// A form too large.
pub const TOO_LARGE: Texts = ("errors-too-large-heading", "errors-too-large-what", "errors-too-large-do");

/// A form that did not arrive in its time.
pub const TOO_SLOW: Texts = ("errors-too-slow-heading", "errors-too-slow-what", "errors-too-slow-do");
/// Too much in too short a time.
pub const TOO_MANY: Texts = ("errors-too-many-heading", "errors-too-many-what", "errors-too-many-do");
/// Too many copies are being set.
pub const PAPER_BUSY: Texts = ("errors-paper-busy-heading", "errors-paper-busy-what", "errors-paper-busy-do");
/// A copy cannot be set.
pub const PAPER_FAILED: Texts = ("errors-paper-failed-heading", "errors-paper-failed-what", "errors-paper-failed-do");
/// An address that is not this server's.
pub const WRONG_HOST: Texts = ("errors-wrong-host-heading", "errors-wrong-host-what", "errors-wrong-host-do");

/// The error page.
pub fn error_page(lang: Lang, status: StatusCode, texts: Texts) -> Response {
    leading(lang, status, texts, ("/", "errors-home"))
}

/// The same, leading on to an address by a link of this text.
fn leading(lang: Lang, status: StatusCode, (heading, what, to_do): Texts, (to, link): (&str, &str)) -> Response {
    let heading = t(lang, heading);
    let frame = Frame { lang, here: "/".to_owned(), ..Frame::default() };
    let body = html! {
        h1 { (heading) }
        p { (t(lang, what)) }
        p { (t(lang, to_do)) }
        p { a href=(to) { (t(lang, link)) } }
    };
    (status, page(&frame, &heading, body, None)).into_response()
}
