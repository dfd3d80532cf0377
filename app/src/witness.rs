//! `trin witness serve`: keeps the newest head of each log it is shown, on another machine than the logs, and signs for what continues it.

use crate::arguments::WitnessServe;
use crate::clock::SystemClock;
use crate::speak::{Failure, Lang, Outcome, Reason};
use crate::{files, log_key, place, serving};
use axum::Router;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::Mutex;
use trin_proof::note::Note;
use trin_proof::witness::{Refusal, Request, consider};
use trin_proof::{Checkpoint, CosignerKey, PublicKey};

/// Longer than any request may be, in bytes.
const LONGEST: usize = 64 * 1024;

struct Witness {
    key: CosignerKey,
    logs: Vec<PublicKey>,
    folder: PathBuf,
    /// One head is considered and kept at a time.
    turn: Mutex<()>,
}

/// Serves until told to end.
pub(crate) fn serve(asked: &WitnessServe, lang: Lang) -> Outcome<()> {
    place::make_directory(&asked.folder)?;
    let key = log_key::witness(&asked.folder, &asked.name)?;
    let mut logs = Vec::new();
    for file in &asked.log {
        let text = String::from_utf8_lossy(&files::read(file)?).into_owned();
        logs.push(PublicKey::parse(&text).map_err(|_| {
            let shown = file.display();
            Failure::fault(
                format!("{shown} er ikke en logs offentlige nøgle. Få den af `trin log key`."),
                format!("{shown} is not a log's public key. Get it from `trin log key`."),
            )
        })?);
    }
    let public = key.public();
    let witness = Arc::new(Witness { key, logs, folder: asked.folder.clone(), turn: Mutex::new(()) });
    place::run(async {
        let listener = serving::listen(asked.listen).await?;
        let stopped = |error: std::io::Error| {
            Failure::fault(
                format!("vidnet stoppede: {}. Start det igen.", Reason(&error, Lang::Da)),
                format!("the witness stopped: {}. Start it again.", Reason(&error, Lang::En)),
            )
        };
        let address = listener.local_addr().map_err(stopped)?;
        let end = serving::shutdown()?;
        let mut out = std::io::stdout();
        let _ = writeln!(out, "{} http://{address}\n{public}", lang.pick("Vidnet lytter på", "The witness is listening on"));
        let _ = out.flush();
        let router = Router::new().route("/add-checkpoint", post(add)).layer(DefaultBodyLimit::max(LONGEST)).with_state(witness);
        axum::serve(listener, router).with_graceful_shutdown(end).await.map_err(stopped)
    })
}

async fn add(State(witness): State<Arc<Witness>>, body: String) -> Response {
    let Ok(request) = Request::parse(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let Ok(told) = Checkpoint::from_text(&request.note.text) else { return StatusCode::BAD_REQUEST.into_response() };
    let _turn = witness.turn.lock().await;
    let file = witness.folder.join(format!("{}.head", named(&told.origin)));
    let latest = match latest(&file) {
        Ok(latest) => latest,
        // What is kept cannot be read: to sign now could be to sign for another story.
        Err(()) => return StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    };
    match consider(&witness.logs, latest.as_ref(), &request) {
        Ok(_) => {
            let now = u64::try_from(SystemClock::now().as_second()).unwrap_or(0);
            let signature = witness.key.cosign(&request.note.text, now);
            let mut note = request.note;
            note.signatures.push(signature.clone());
            // Kept before it is told.
            match keep(&file, &note.to_text()) {
                Ok(()) => signature.line().into_response(),
                Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            }
        }
        Err(refusal) => {
            let status = StatusCode::from_u16(refusal.status()).unwrap_or(StatusCode::BAD_REQUEST);
            match refusal {
                Refusal::Size(size) => (status, [(header::CONTENT_TYPE, "text/x.tlog.size")], format!("{size}\n")).into_response(),
                _ => status.into_response(),
            }
        }
    }
}

/// A file's name for a log's: letters that no path can be made of.
fn named(origin: &str) -> String {
    origin.bytes().fold(String::new(), |mut name, byte| {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            name.push(char::from(byte));
        } else {
            let _ = write!(name, "_{byte:02x}");
        }
        name
    })
}

fn latest(file: &Path) -> Result<Option<Checkpoint>, ()> {
    if !file.exists() {
        return Ok(None);
    }
    let text = std::fs::read_to_string(file).map_err(drop)?;
    let note = Note::parse(&text).map_err(drop)?;
    Checkpoint::from_text(&note.text).map(Some).map_err(drop)
}

/// Replaces a file whole: after a power cut there is the old head or the new one.
fn keep(file: &Path, text: &str) -> std::io::Result<()> {
    let beside = file.with_extension("new");
    let mut new = std::fs::File::create(&beside)?;
    new.write_all(text.as_bytes())?;
    new.sync_all()?;
    std::fs::rename(&beside, file)?;
    file.parent().map_or(Ok(()), |folder| std::fs::File::open(folder)?.sync_all())
}
