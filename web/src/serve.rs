//! The router with its guards, and the server itself.

use crate::app::App;
use crate::{
    absence, assets, child, connections, door, drafts, entrance, errors, guard, help, intake, me, my_day, proof, rounds, session,
    staircase, strategy, talks, team, worries,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing;
use axum_extra::extract::CookieJar;
use std::any::Any;
use std::future::Future;
use tokio::net::TcpListener;
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

/// Every page.
pub fn router(app: App) -> Router {
    let pages = Router::new()
        .merge(child::router())
        .merge(entrance::router())
        .merge(help::router())
        .merge(intake::router())
        .merge(door::router())
        .merge(me::router())
        .merge(my_day::router())
        .merge(rounds::router())
        .merge(worries::router())
        .merge(talks::router())
        .merge(absence::router())
        .merge(staircase::router())
        .merge(strategy::router())
        .merge(team::router())
        .route("/bekraeft", routing::post(proof::prove))
        .route("/kladder/{key}", routing::post(drafts::save))
        .route("/kladder/{key}/glem", routing::post(drafts::throw_away))
        .fallback(not_found)
        .merge(assets::router());
    guarded(pages, app)
}

/// What every request passes, and every answer: the limit of a form, a page for a fault of ours, the guard.
fn guarded(pages: Router<App>, app: App) -> Router {
    pages
        .layer(DefaultBodyLimit::max(guard::LARGEST_FORM))
        .layer(CatchPanicLayer::custom(errors::broken::<Box<dyn Any + Send>>))
        .layer(middleware::from_fn_with_state(app.clone(), guard::guard))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .with_state(app)
}

/// Serves until `shutdown` completes; requests under way are finished first.
pub async fn serve(app: App, listener: TcpListener, shutdown: impl Future<Output = ()>) {
    let patience = app.edges().patience;
    connections::answer(router(app), listener, patience, shutdown).await;
}

async fn not_found(jar: CookieJar) -> Response {
    errors::PageError::NotFound(session::language(&jar)).into_response()
}
