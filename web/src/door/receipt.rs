//! The receipt: that it is kept, what it is called, and what happens now. It says nothing of what was written.

use super::ADDRESS;
use super::write::outside;
use crate::app::App;
use crate::errors::{PageError, PageResult};
use crate::frame::page;
use crate::session::language;
use crate::words::{format, t, t_with};
use axum::extract::{Path, State};
use axum_extra::extract::CookieJar;
use maud::{Markup, html};
use trin_domain::enquiry::{EnquiryKind, read_reference};

/// `GET /henvendelse/kvittering/{reference}`.
pub(super) async fn show(State(app): State<App>, jar: CookieJar, Path(typed): Path<String>) -> PageResult<Markup> {
    let lang = language(&jar);
    let received = match read_reference(&typed) {
        Some(reference) => app.store().received(&reference).await?,
        None => None,
    };
    let received = received.ok_or(PageError::NotFound(lang))?;
    let title = t(lang, "door-receipt-title");
    let now = match received.kind {
        EnquiryKind::Concern => "door-receipt-concern",
        EnquiryKind::Help | EnquiryKind::Question => "door-receipt-answer",
    };
    let main = html! {
        h1 { (title) }
        p.lead { (t_with(lang, "door-receipt-lead", &[("when", format::instant(lang, received.at, app.now()).into())])) }
        p { (t(lang, "door-receipt-reference")) " " b.reference { (received.reference) } }
        p { (t(lang, now)) }
        p { (t(lang, "door-receipt-worse")) }
        p { a href=(ADDRESS) { (t(lang, "door-receipt-another")) } }
    };
    Ok(page(&outside(&app, lang, &format!("{ADDRESS}/kvittering/{}", received.reference)), &title, main, None))
}
