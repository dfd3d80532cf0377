//! A form that could not be saved because its sender's session had ended or was locked, or the store failed: handed back whole, to be sent again.

use crate::errors::{Failed, SignedOut};
use crate::factor::SECRET_FIELDS;
use crate::frame::{Frame, page};
use crate::parts::button::{self, Weight};
use crate::parts::{field, list};
use crate::words::{Lang, t};
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER};
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
        (with(to, fields, &t(lang, will_be_done(to)), Weight::Main))
        (to_read(lang, fields))
    };
    show(lang, StatusCode::OK, &heading, body)
}

/// What pressing the button does, by the address the form is for: it is named before it is done.
fn will_be_done(to: &str) -> &'static str {
    let parts: Vec<&str> = to.split('?').next().unwrap_or_default().trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["boern", _, "noedadgang"] => "access-glass-open",
        ["boern", _, "adresse", "vis"] => "access-address-show",
        ["boern", _, "adresse"] => "access-address-save",
        ["boern", _, "opbevaring", "bekraeft"] => "kept-confirm",
        ["boern", _, "opbevaring", "ophaev"] => "kept-lift",
        _ => "me-handed-send",
    }
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

/// The refusal of a form with what was written and stands nowhere on it: a page that is not there has no field for it, nor has a form whose
/// turn has passed. It is the sender's own, to be read and copied, and says nothing of whether anything is at the address.
pub(crate) async fn with_words(lang: Lang, to: &Uri, sent: &Bytes, response: Response) -> Response {
    if !response.status().is_client_error() || to.path().starts_with("/kladder/") {
        return response;
    }
    let fields: Vec<(String, String)> = serde_urlencoded::from_bytes(sent).unwrap_or_default();
    let (mut parts, body) = response.into_parts();
    let Ok(body) = to_bytes(body, usize::MAX).await else { return parts.status.into_response() };
    let is_lost = |text: &&str| std::str::from_utf8(&body).is_ok_and(|page| !page.contains(&html! { (text) }.0));
    let lost: Vec<&str> = written(&fields).filter(is_lost).collect();
    let page = String::from_utf8_lossy(&body);
    let Some((before, after)) = page.rsplit_once("</main>").filter(|_| !lost.is_empty()) else {
        return Response::from_parts(parts, Body::from(body));
    };
    let page = format!("{before}{}</main>{after}", words(lang, &lost).0);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}

/// What was written: all that is more than a word, and no secret, which whoever logs in types again.
fn written(fields: &[(String, String)]) -> impl Iterator<Item = &str> {
    let open = fields.iter().filter(|(name, _)| !SECRET_FIELDS.contains(&name.as_str()));
    open.map(|(_, value)| value.trim()).filter(|value| value.contains(char::is_whitespace))
}

fn words(lang: Lang, texts: &[&str]) -> Markup {
    html! {
        @if !texts.is_empty() {
            (list::unfold(&t(lang, "errors-signed-out-words"), html! { @for text in texts { p.words { (text) } } }))
        }
    }
}

/// The form as it was sent, ready to be sent again, and what was written in it, to be read.
pub(crate) fn again(lang: Lang, to: &str, fields: &[(String, String)], send: &str) -> Markup {
    html! {
        (with(to, fields, &t(lang, send), Weight::Main))
        (to_read(lang, fields))
    }
}

/// The form as it was sent, as one button.
pub(crate) fn with(to: &str, fields: &[(String, String)], label: &str, weight: Weight) -> Markup {
    // A secret is not put on a page.
    let open = fields.iter().filter(|(name, _)| !SECRET_FIELDS.contains(&name.as_str()));
    html! {
        form.form method="post" action=(to) {
            @for (name, value) in open { (field::hidden(name, value)) }
            (button::submit(label, weight))
        }
    }
}

/// What was written in a form, to be read.
pub(crate) fn to_read(lang: Lang, fields: &[(String, String)]) -> Markup {
    words(lang, &written(fields).collect::<Vec<_>>())
}

fn show(lang: Lang, status: StatusCode, heading: &str, body: Markup) -> Response {
    let frame = Frame { lang, here: "/".to_owned(), ..Frame::default() };
    (status, page(&frame, heading, body, None)).into_response()
}
