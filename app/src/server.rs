//! Serving one municipality until somebody stops it.

use crate::clock::{OsRandomness, SystemClock};
use crate::speak::{Failure, Lang, Outcome, Reason};
use std::net::SocketAddr;
use tokio::net::TcpListener;
use trin_domain::strategy::Strategy;
use trin_store::Store;
use trin_web::{App, Entrance};

/// A listener, or why the address cannot be had. Taken before anything slow, so that nobody waits to be told.
pub(crate) async fn listen(address: SocketAddr) -> Outcome<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        Failure::fault(
            format!(
                "kan ikke lytte på {address}: {}. Vælg en anden adresse med --listen, fx --listen 127.0.0.1:8081.",
                Reason(&error, Lang::Da)
            ),
            format!(
                "cannot listen on {address}: {}. Choose another address with --listen, such as --listen 127.0.0.1:8081.",
                Reason(&error, Lang::En)
            ),
        )
    })
}

/// Serves until interrupted; requests under way are finished first.
pub(crate) async fn serve(
    store: Store,
    strategy: Strategy,
    municipality: String,
    entrance: Entrance,
    listener: TcpListener,
) -> Outcome<()> {
    let app = App::new(store.clone(), strategy, municipality, entrance, Box::new(SystemClock), Box::new(OsRandomness));
    let served = trin_web::serve(app, listener, interrupted()).await;
    store.close().await;
    served.map_err(|error| {
        Failure::fault(
            format!("serveren stoppede: {}.", Reason(&error, Lang::Da)),
            format!("the server stopped: {}.", Reason(&error, Lang::En)),
        )
    })
}

/// Completes at Ctrl-C, or when the system asks the program to end.
async fn interrupted() {
    let ctrl_c = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let asked_to_end = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let asked_to_end = std::future::pending::<()>();
    tokio::select! {
        () = ctrl_c => {}
        () = asked_to_end => {}
    }
}
