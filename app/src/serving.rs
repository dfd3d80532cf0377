//! Serving pages until asked to stop.

use crate::clock::{SystemClock, SystemRandomness};
use crate::key_keeper::KeptAt;
use crate::place::Place;
use crate::sequencer::Sequencer;
use crate::speak::{Failure, Lang, Outcome, Reason};
use std::io::{IsTerminal as _, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tokio::net::TcpListener;
use trin_proof::{LogKey, PublicKey};
use trin_web::{App, Edges, Entrance};

/// How long requests under way get to finish after the program is told to end.
const PATIENCE: Duration = Duration::from_secs(10);

/// What happens, in lines on standard error: `TRIN_LOG` says how much (error, warn, info, debug). Never personal data.
fn tell() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("TRIN_LOG").unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    // A second start within the same process would only keep the first.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(is_coloured()).with_writer(std::io::stderr).try_init();
    // Where, and never what: the message of a panic may quote what somebody wrote.
    std::panic::set_hook(Box::new(|report| {
        let at = report.location().map_or_else(|| "?".to_owned(), ToString::to_string);
        tracing::error!(at, "a fault of ours stopped something");
    }));
}

/// A file or a service's journal keeps colours as noise.
fn is_coloured() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty())
}

/// Takes the address, before anything that takes time.
pub(crate) async fn listen(address: SocketAddr) -> Outcome<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let other = SocketAddr::new(address.ip(), address.port().wrapping_add(1).max(1024));
        let free = SocketAddr::new(address.ip(), 0);
        match error.kind() {
            std::io::ErrorKind::AddrInUse => Failure::fault(
                format!("{address} er i brug af et andet program, måske en anden Trin. Vælg en anden port, fx --listen {other}, eller --listen {free} for en ledig."),
                format!("{address} is in use by another program, perhaps another Trin. Choose another port, e.g. --listen {other}, or --listen {free} for a free one."),
            ),
            std::io::ErrorKind::PermissionDenied => Failure::fault(
                format!("der er ikke adgang til {address}: porte under 1024 kræver særlige rettigheder. Vælg en højere, fx --listen {}:8080.", address.ip()),
                format!("access to {address} is denied: ports below 1024 need special rights. Choose a higher one, e.g. --listen {}:8080.", address.ip()),
            ),
            _ => Failure::fault(
                format!("{address} kan ikke bruges: {}. Vælg en anden adresse med --listen, fx 127.0.0.1:8080.", Reason(&error, Lang::Da)),
                format!("{address} cannot be used: {}. Choose another address with --listen, e.g. 127.0.0.1:8080.", Reason(&error, Lang::En)),
            ),
        }
    })
}

/// What is kept up while serving: how the log is proven, and the keys that backups are restored with.
pub(crate) struct Log {
    /// The key that signs its heads; without one no head is signed.
    pub(crate) key: Option<LogKey>,
    /// Witnesses: their addresses, and the keys they sign with.
    pub(crate) witnesses: Vec<(String, PublicKey)>,
    /// Where the children's present keys are kept for backups.
    pub(crate) keys: Option<KeptAt>,
    /// The file for emergencies when the disk is full.
    pub(crate) emergency: Option<PathBuf>,
}

/// Serves a municipality until interrupted or told to end; requests under way are finished first.
/// `people` is printed after the address.
pub(crate) async fn serve(
    place: Place,
    listener: TcpListener,
    entrance: Entrance,
    edges: Edges,
    people: &str,
    log: Log,
    lang: Lang,
) -> Outcome<()> {
    let stopped = |error: std::io::Error| {
        Failure::fault(
            format!("serveren stoppede: {}. Start den igen.", Reason(&error, Lang::Da)),
            format!("the server stopped: {}. Start it again.", Reason(&error, Lang::En)),
        )
    };
    let address = listener.local_addr().map_err(stopped)?;
    let end = shutdown()?;
    tell();
    let store = place.store.clone();
    let changeable = store.changeable().await.map_err(|error| crate::place::failed(&error))?;
    if !changeable.is_empty() {
        tracing::warn!(?changeable, "this database role could change the journal and the log: see `trin database grant`");
    }
    let emergency = match &log.emergency {
        Some(file) => {
            let opened = crate::emergency::open(file, log.key.as_ref(), &store)?;
            crate::emergency::remember(&store, file).await?;
            Some(opened)
        }
        None => None,
    };
    let strategy = place.strategy.clone();
    let app = App::new(place.store, place.strategy, place.municipality, entrance, Box::new(SystemClock), Box::new(SystemRandomness))
        .with_edges(edges)
        .with_emergency_log(emergency.clone())
        .with_paper(|json, digest| trin_paper::copy(json, digest).map_err(|why| why.to_string()));
    crate::tidy::once(&store).await;
    // Whoever starts Trin from a program waits for this line.
    let mut out = std::io::stdout();
    let _ = write!(out, "{} http://{address}\n{people}", lang.pick("Trin lytter på", "Trin is listening on"));
    let _ = out.flush();
    let (asked, mut is_asked) = tokio::sync::watch::channel(());
    let end = async move {
        end.await;
        let _ = asked.send(());
    };
    let patience = async move {
        let _ = is_asked.changed().await;
        tokio::time::sleep(PATIENCE).await;
    };
    let sequencer = log.key.map(|key| Sequencer::new(store.clone(), key, log.witnesses));
    let sequencing = async {
        match &sequencer {
            Some(sequencer) => sequencer.run().await,
            None => {
                tracing::warn!("the log's heads are not signed: name a file for the key in {}", crate::log_key::VARIABLE);
                std::future::pending().await
            }
        }
    };
    let served = tokio::select! {
        () = trin_web::serve(app, listener, end) => Ok(()),
        () = patience => Ok(()),
        () = sequencing => Ok(()),
        () = crate::key_keeper::run(store.clone(), log.keys) => Ok(()),
        () = crate::samples::tend(&store, &strategy) => Ok(()),
        () = crate::emergency::carry(&store, &strategy, emergency.as_deref()) => Ok(()),
        () = crate::tidy::keep_tidy(&store) => Ok(()),
    };
    if let Some(sequencer) = &sequencer {
        sequencer.once().await;
    }
    store.close().await;
    served
}

/// Completes when the program is interrupted (Ctrl-C) or told to end.
pub(crate) fn shutdown() -> Outcome<impl Future<Output = ()> + Send + 'static> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let unheard = |error: std::io::Error| {
            Failure::fault(
                format!("programmet kan ikke høre, at det skal stoppe: {}. Prøv igen.", Reason(&error, Lang::Da)),
                format!("the program cannot hear that it is to stop: {}. Try again.", Reason(&error, Lang::En)),
            )
        };
        let mut interrupted = signal(SignalKind::interrupt()).map_err(unheard)?;
        let mut ended = signal(SignalKind::terminate()).map_err(unheard)?;
        Ok(async move {
            tokio::select! {
                _ = interrupted.recv() => {}
                _ = ended.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    {
        Ok(async {
            let _ = tokio::signal::ctrl_c().await;
        })
    }
}
