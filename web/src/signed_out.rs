//! A form sent by somebody whose session has ended: handed back whole, to be sent again after logging in.

use crate::errors::SignedOut;
use crate::frame::{Frame, page};
use crate::parts::button::{self, Weight};
use crate::parts::{field, list};
use crate::words::{Lang, t};
use axum::body::Bytes;
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use maud::html;

/// What is sent instead of the way to the entrance. A draft's own sending is only told, so that the page that sent it can say so.
pub(crate) fn answer(lang: Lang, to: &Uri, sent: &Bytes, response: Response) -> Response {
    if response.extensions().get::<SignedOut>().is_none() {
        return response;
    }
    if to.path().starts_with("/kladder/") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(sent).unwrap_or_default();
    let words: Vec<&str> = fields.iter().map(|(_, value)| value.trim()).filter(|value| value.contains(char::is_whitespace)).collect();
    let heading = t(lang, "errors-signed-out-heading");
    let body = html! {
        h1 { (heading) }
        p { (t(lang, "errors-signed-out-what")) }
        ol {
            li { a href="/" target="_blank" rel="noopener" { (t(lang, "errors-signed-out-login")) } }
            li { (t(lang, "errors-signed-out-again")) }
        }
        form.form method="post" action=(to.path()) {
            @for (name, value) in &fields { (field::hidden(name, value)) }
            (button::submit(&t(lang, "errors-signed-out-send"), Weight::Main))
        }
        @if !words.is_empty() {
            (list::unfold(&t(lang, "errors-signed-out-words"), html! { @for text in &words { p.words { (text) } } }))
        }
    };
    let frame = Frame { lang, here: "/".to_owned(), ..Frame::default() };
    (StatusCode::UNAUTHORIZED, page(&frame, &heading, body, None)).into_response()
}
