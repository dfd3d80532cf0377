//! The one door from outside: anybody writes to the intake without a login, and gets a receipt once it is kept (A1, A2).

use crate::app::App;
use axum::Router;
use axum::routing::get;

mod receipt;
mod write;

/// Where one writes.
pub(crate) const ADDRESS: &str = "/henvendelse";

/// The door's routes.
pub(crate) fn router() -> Router<App> {
    Router::new().route("/henvendelse", get(write::show).post(write::send)).route("/henvendelse/kvittering/{reference}", get(receipt::show))
}
