//! What a handler may know of the connection itself.

use crate::app::App;
use axum::extract::{ConnectInfo, FromRef, FromRequestParts};
use axum::http::request::Parts;
use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

/// The address that asks; `None` in tests, where nobody is connected.
pub(crate) struct Asker(pub(crate) Option<IpAddr>);

/// The address that asks, from a request's head.
pub(crate) fn asker(app: &App, extensions: &axum::http::Extensions, headers: &axum::http::HeaderMap) -> Option<IpAddr> {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(at)| at.ip());
    // Several headers of one name are one list.
    let said = headers.get_all("x-forwarded-for").iter().next_back().and_then(|value| value.to_str().ok());
    app.edges().asker(peer, said)
}

impl<S> FromRequestParts<S> for Asker
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        Ok(Self(asker(&App::from_ref(state), &parts.extensions, &parts.headers)))
    }
}
