//! Modtagelsen: the one door. Everything that arrives, its clock, and the way from notification to decision on one page.

use crate::app::App;
use axum::Router;
use axum::routing::get;

mod absent;
mod alike;
mod assess;
mod door;
pub(crate) mod enquiry;
mod facts_read;
mod letter_send;
mod notify;
mod queue;
mod worried;

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/modtagelsen", get(queue::show))
        .route("/modtagelsen/ny", get(notify::show).post(notify::save))
        .route("/modtagelsen/ny/{barn}", get(notify::show_about).post(notify::save_about))
        .route("/modtagelsen/henvendelser/{id}", get(enquiry::show).post(enquiry::save))
        .route("/modtagelsen/henvendelser/{id}/underretning", get(notify::show_told).post(notify::save_told))
        .route("/modtagelsen/{id}/{no}", get(assess::show).post(assess::save))
        .route("/modtagelsen/{id}/{no}/kvittering", get(letter_send::show_receipt).post(letter_send::save_receipt))
        .route("/modtagelsen/{id}/{no}/orientering", get(letter_send::show_feedback).post(letter_send::save_feedback))
}
