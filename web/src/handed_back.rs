//! A form that could not be saved because its sender's session had ended or was locked, or the store failed: handed back whole, to be sent again.

use crate::errors::{Failed, SignedOut};
use crate::factor::SECRET_FIELDS;
use crate::frame::{Frame, page};
use crate::parts::button::{self, Weight};
use crate::parts::{field, list};
use crate::words::{Lang, t};
use axum::body::Bytes;
use axum::http::header::RETRY_AFTER;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};

/// What is sent instead of the way to the entrance, or of the page that says that the store failed. A draft's own sending is only told, so
/// that the page that sent it can say so.
pub(crate) fn answer(lang: Lang, to: &Uri, sent: &Bytes, response: Response) -> Response {
    let signed_out = response.extensions().get::<SignedOut>().is_some();
    let failed = response.extensions().get::<Failed>().copied();
    if !signed_out && failed.is_none() {
        return response;
    }
    if to.path().starts_with("/kladder/") {
        return if signed_out { StatusCode::UNAUTHORIZED } else { response.status() }.into_response();
    }
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(sent).unwrap_or_default();
    let is_secret = fields.iter().any(|(name, _)| SECRET_FIELDS.contains(&name.as_str()));
    match failed {
        // A password is not put on a page; whoever logs in types it again.
        Some(_) if is_secret => response,
        Some(failed) => not_saved(lang, to.path(), &fields, failed, response),
        None => signed_out_page(lang, to.path(), &fields),
    }
}

/// The session has ended.
pub(crate) fn signed_out_page(lang: Lang, to: &str, fields: &[(String, String)]) -> Response {
    let heading = t(lang, "errors-signed-out-heading");
    let body = html! {
        h1 { (heading) }
        p { (t(lang, "errors-signed-out-what")) }
        ol {
            li { a href="/" target="_blank" rel="noopener" { (t(lang, "errors-signed-out-login")) } }
            li { (t(lang, "errors-signed-out-again")) }
        }
        (again(lang, to, fields, "errors-signed-out-send"))
    };
    show(lang, StatusCode::UNAUTHORIZED, &heading, body)
}

/// One has just shown who one is: the form one was sending.
pub(crate) fn proved_page(lang: Lang, to: &str, fields: &[(String, String)]) -> Response {
    let heading = t(lang, "me-handed-heading");
    let body = html! {
        h1 { (heading) }
        p { (t(lang, "me-handed-what")) }
        (again(lang, to, fields, "me-handed-send"))
    };
    show(lang, StatusCode::OK, &heading, body)
}

/// Says that it was not saved, with the status of the answer it stands for, and when to try again.
fn not_saved(lang: Lang, to: &str, fields: &[(String, String)], failed: Failed, response: Response) -> Response {
    let (heading, what, to_do) = failed.texts();
    let heading = t(lang, heading);
    let body = html! {
        h1 { (heading) }
        p { strong { (t(lang, failed.of_a_form())) } }
        p { (t(lang, what)) }
        p { (t(lang, to_do)) }
        (again(lang, to, fields, "errors-signed-out-send"))
    };
    let mut page = show(lang, response.status(), &heading, body);
    page.headers_mut().extend(response.headers().get(RETRY_AFTER).map(|after| (RETRY_AFTER, after.clone())));
    page
}

/// The form as it was sent, ready to be sent again, and what was written in it, to be read.
pub(crate) fn again(lang: Lang, to: &str, fields: &[(String, String)], send: &str) -> Markup {
    // A secret is not put on a page; whoever logs in types it again.
    let fields = fields.iter().filter(|(name, _)| !SECRET_FIELDS.contains(&name.as_str()));
    let words: Vec<&str> = fields.clone().map(|(_, value)| value.trim()).filter(|value| value.contains(char::is_whitespace)).collect();
    html! {
        form.form method="post" action=(to) {
            @for (name, value) in fields { (field::hidden(name, value)) }
            (button::submit(&t(lang, send), Weight::Main))
        }
        @if !words.is_empty() {
            (list::unfold(&t(lang, "errors-signed-out-words"), html! { @for text in &words { p.words { (text) } } }))
        }
    }
}

fn show(lang: Lang, status: StatusCode, heading: &str, body: Markup) -> Response {
    let frame = Frame { lang, here: "/".to_owned(), ..Frame::default() };
    (status, page(&frame, heading, body, None)).into_response()
}
