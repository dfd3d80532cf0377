//! Børn: find a child, read its life, write in it.

use crate::app::App;
use axum::Router;
use axum::routing::get;

mod entry_view;
mod find;
mod note_write;
mod path_view;
mod responsibility;
mod show;

pub(crate) use entry_view::line;

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/boern", get(find::show))
        .route("/boern/{id}", get(show::show))
        .route("/boern/{id}/note", get(note_write::show).post(note_write::save))
        .route("/boern/{id}/ansvar", get(responsibility::show).post(responsibility::save))
}
