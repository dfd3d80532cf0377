//! Børn: find a child, read its life, write in it.

use crate::app::App;
use axum::Router;
use axum::routing::{get, post};

mod address;
mod admission;
mod birth;
mod close;
mod copy;
mod entry_answer;
mod entry_texts;
mod entry_view;
mod fact_words;
mod find;
mod glass;
mod hear;
mod keeping;
mod looks;
mod meeting;
mod network;
mod note_write;
mod path_view;
mod reread;
mod responsibility;
mod show;
mod small;
mod view_write;
mod views;
mod wellbeing;

pub(crate) use entry_view::{help_name, line};
pub(crate) use views::of as views_of;

/// The room's routes.
pub(crate) fn router() -> Router<App> {
    Router::new()
        .route("/boern", get(find::show))
        .route("/boern/soeg", post(find::search))
        .route("/boern/{id}", get(show::show))
        .route("/boern/{id}/note", small::route::<note_write::Note>())
        .route("/noedadgang", get(glass::show_search).post(glass::search))
        .route("/boern/{id}/adgang", get(admission::show).post(admission::save))
        .route("/boern/{id}/adresse", get(address::show).post(address::save))
        .route("/boern/{id}/adresse/vis", post(address::reveal))
        .route("/boern/{id}/noedadgang", get(glass::show).post(glass::save))
        .route("/boern/{id}/noedadgang/luk", post(glass::close))
        .route("/boern/{id}/ansvar", get(responsibility::show).post(responsibility::save))
        .route("/boern/{id}/boernesamtale", small::route::<hear::Hear>())
        .route("/boern/{id}/foedt", small::route::<birth::BirthOfChild>())
        .route("/boern/{id}/genlaesning", small::route::<reread::Reread>())
        .route("/boern/{id}/luk", small::route::<close::Close>())
        .route("/boern/{id}/opbevaring", get(keeping::show))
        .route("/boern/{id}/opbevaring/{what}", post(keeping::save))
        .route("/boern/{id}/moede/ny", get(meeting::show_plan).post(meeting::save_plan))
        .route("/boern/{id}/moede/{no}", get(meeting::show_close).post(meeting::save_close))
        .route("/boern/{id}/netvaerk", get(network::show).post(network::save))
        .route("/boern/{id}/aktindsigt", get(copy::show).post(copy::save))
        .route("/boern/{id}/aktindsigt/{no}", get(copy::show_given))
        .route("/boern/{id}/aktindsigt/{no}/{file}", get(copy::file))
        .route("/boern/{id}/post/{no}/ret", get(entry_answer::show_correct).post(entry_answer::save_correct))
        .route("/boern/{id}/post/{no}/syn", get(view_write::show).post(view_write::save))
        .route("/boern/{id}/opslag", get(looks::show))
        .route("/boern/{id}/trivsel", small::route::<wellbeing::Wellbeing>())
}
