//! One's own page: where one is logged in, and what keeps others out.

use crate::app::App;
use crate::parts::list;
use crate::words::{Lang, t};
use axum::Router;
use axum::routing::{get, post};
use maud::Markup;

pub(crate) mod security;
mod sessions;

const SESSIONS: &str = "/mig/sessioner";
const SAMPLES: &str = "/mig/stikproever";
const SECURITY: &str = "/mig/sikkerhed";

/// Its routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/mig/sessioner", get(sessions::show))
        .route("/mig/sessioner/slut", post(sessions::end))
        .route("/mig/sikkerhed", get(security::show))
        .route("/mig/sikkerhed/adgangskode", get(security::password).post(security::change_password))
        .route("/mig/sikkerhed/app", get(security::app_page).post(security::take_app))
        .route("/mig/sikkerhed/app/fjern", post(security::remove_app))
        .route("/mig/sikkerhed/noegle", get(security::key_page).post(security::take_key))
        .route("/mig/sikkerhed/noegle/fjern", post(security::remove_key))
        .route("/mig/sikkerhed/koder", post(security::new_codes))
        .route("/team/logget-ind", get(sessions::others))
        .route("/team/logget-ind/slut", post(sessions::end_others))
}

pub(crate) fn tabs(lang: Lang, current: &str) -> Markup {
    let (sessions, security, samples) = (t(lang, "me-sessions-tab"), t(lang, "me-security-tab"), t(lang, "samples-mine-tab"));
    list::tabs(&t(lang, "me-tabs"), &[(&sessions, SESSIONS), (&security, SECURITY), (&samples, SAMPLES)], current)
}
