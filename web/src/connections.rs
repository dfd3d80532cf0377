//! Connections from browsers, none of them waited for without end: so many at a time, each for so long, each head within so long. A body's time is
//! the guard's (`guard.rs`), which can answer in words.

use crate::edges::Patience;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::future::Future;
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tower::ServiceExt;

/// How long to wait when the system gives no more connections, before asking again.
const NO_MORE: Duration = Duration::from_millis(500);

/// Answers until `shutdown` completes; requests under way are finished first.
pub(crate) async fn answer(pages: Router, listener: TcpListener, patience: Patience, shutdown: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(patience.connections));
    let (ends, _) = watch::channel(false);
    let mut shutdown = pin!(shutdown);
    loop {
        // Whoever finds no place waits in the system's queue, and is answered when another goes.
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (accept(&listener).await, place)
        };
        let ((connection, from), place) = tokio::select! {
            () = &mut shutdown => break,
            next = next => next,
        };
        // A page's last bytes do not wait for the browser to confirm the first.
        if let Err(error) = connection.set_nodelay(true) {
            tracing::debug!("a connection keeps its delay: {error}");
        }
        let (pages, ending) = (pages.clone(), ends.subscribe());
        tokio::spawn(async move {
            attend(pages, connection, from, patience, ending).await;
            drop(place);
        });
    }
    drop(listener);
    ends.send_replace(true);
    // Every place is free when everybody has gone.
    let all = u32::try_from(patience.connections).unwrap_or(u32::MAX);
    let _ = places.acquire_many(all).await;
}

async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            // Gone before it was taken.
            Err(error)
                if matches!(error.kind(), ErrorKind::ConnectionRefused | ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset) => {}
            Err(error) => {
                tracing::error!(%error, "no connection can be taken");
                tokio::time::sleep(NO_MORE).await;
            }
        }
    }
}

/// Answers on one connection until it ends, its time is over, or the program ends.
async fn attend(pages: Router, connection: TcpStream, from: SocketAddr, patience: Patience, mut ending: watch::Receiver<bool>) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(from));
        pages.clone().oneshot(request)
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(patience.head);
    let mut connection = pin!(server.serve_connection(TokioIo::new(connection), service));
    tokio::select! {
        done = connection.as_mut() => {
            if let Err(error) = done {
                tracing::debug!(%error, "a connection ended before its time");
            }
            return;
        }
        _ = ending.changed() => {}
        () = tokio::time::sleep(patience.connection) => {}
    }
    // What is being answered is answered; whoever takes no answer is not waited for.
    connection.as_mut().graceful_shutdown();
    let _ = tokio::time::timeout(patience.body, connection).await;
}
