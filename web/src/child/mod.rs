//! Børn: find a child, read its life, write in it.

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

mod birth;
mod close;
mod entry_answer;
mod entry_texts;
mod entry_view;
mod find;
mod hear;
mod meeting;
mod network;
mod note_write;
mod path_view;
mod reread;
mod responsibility;
mod show;
mod small;
mod wellbeing;

pub(crate) use entry_view::{help_name, line};

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/boern", get(find::show))
        .route("/boern/soeg", post(find::search))
        .route("/boern/{id}", get(show::show))
        .route("/boern/{id}/note", small::route::<note_write::Note>())
        .route("/boern/{id}/ansvar", get(responsibility::show).post(responsibility::save))
        .route("/boern/{id}/boernesamtale", small::route::<hear::Hear>())
        .route("/boern/{id}/foedt", small::route::<birth::BirthOfChild>())
        .route("/boern/{id}/genlaesning", small::route::<reread::Reread>())
        .route("/boern/{id}/luk", small::route::<close::Close>())
        .route("/boern/{id}/moede/ny", get(meeting::show_plan).post(meeting::save_plan))
        .route("/boern/{id}/moede/{no}", get(meeting::show_close).post(meeting::save_close))
        .route("/boern/{id}/netvaerk", get(network::show).post(network::save))
        .route("/boern/{id}/post/{no}/ret", get(entry_answer::show_correct).post(entry_answer::save_correct))
        .route("/boern/{id}/post/{no}/syn", get(entry_answer::show_view).post(entry_answer::save_view))
        .route("/boern/{id}/trivsel", small::route::<wellbeing::Wellbeing>())
}
