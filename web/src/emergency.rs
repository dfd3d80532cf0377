//! When the disk is full: an emergency access goes on, written to the emergency log instead of the database.
//!
//! Only that. Whoever has a relation to the child waits until there is room, as for everything else; the on-call cannot. What the database
//! would have noted of the session, that somebody has just shown who they are, is kept in memory meanwhile.

use crate::app::App;
use crate::errors::PageError;
use crate::words::{Lang, t};
use axum::body::{Body, to_bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use maud::html;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use trin_domain::id::StaffId;
use trin_store::{EmergencyLog, Look, StoreError};

/// Largest page a sentence is put into, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;
/// The most sessions and codes that are remembered.
const MOST: usize = 10_000;
/// Where the page's own text begins.
const MAIN: &str = "<main id=\"main\" tabindex=\"-1\">";

/// What goes on when the disk is full.
#[derive(Debug, Default)]
pub(crate) struct Emergency {
    log: Option<Arc<EmergencyLog>>,
    remembered: Mutex<Remembered>,
}

#[derive(Debug, Default)]
struct Remembered {
    /// By the hash a session is kept by: when its owner showed who they are.
    proofs: BTreeMap<String, Timestamp>,
    /// Codes that were used: of whom, and of which half minute.
    codes: BTreeSet<(StaffId, i64)>,
    /// Sessions somebody ended while the store could not write it, by the hash they are kept by.
    ended: BTreeSet<String>,
}

impl Emergency {
    pub(crate) fn new(log: Option<Arc<EmergencyLog>>) -> Self {
        Self { log, remembered: Mutex::default() }
    }

    /// The emergency log, where there is one.
    pub(crate) fn log(&self) -> Option<&EmergencyLog> {
        self.log.as_deref()
    }

    fn remembered(&self) -> MutexGuard<'_, Remembered> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether an error is one to go on after.
    pub(crate) fn goes_on(&self, error: &StoreError) -> bool {
        self.log.is_some() && error.passing().is_some()
    }

    /// As [`Self::goes_on`], for the error of a page.
    pub(crate) fn goes_on_after(&self, error: &PageError) -> bool {
        matches!(error, PageError::Store(error) if self.goes_on(error))
    }

    /// Remembers that the owner of a session has shown who they are.
    pub(crate) fn proved(&self, session: &str, at: Timestamp) {
        let mut remembered = self.remembered();
        if remembered.proofs.len() >= MOST {
            remembered.proofs.clear();
        }
        remembered.proofs.insert(session.to_owned(), at);
    }

    /// When the owner of a session showed who they are, as it is remembered here.
    pub(crate) fn proof_of(&self, session: &str) -> Option<Timestamp> {
        self.log.as_ref().and_then(|_| self.remembered().proofs.get(session).copied())
    }

    /// Remembers that a session is over, until the store can write it.
    pub(crate) fn ends(&self, session: &str) {
        self.remembered().ended.insert(session.to_owned());
    }

    /// Whether a session is over that the store still has.
    pub(crate) fn has_ended(&self, session: &str) -> bool {
        self.remembered().ended.contains(session)
    }

    /// Takes a code of an app once.
    pub(crate) fn takes_code(&self, staff: StaffId, step: i64) -> bool {
        let mut remembered = self.remembered();
        if remembered.codes.len() >= MOST {
            // The codes of the last minutes are the ones that still open something.
            remembered.codes.retain(|(_, used)| *used >= step - 10);
        }
        remembered.codes.len() < MOST && remembered.codes.insert((staff, step))
    }
}

/// Keeps the looks of an emergency that the log could not take; the error when it is none, or there is no room here either.
pub(crate) fn keep(app: &App, looks: Vec<Look>, error: StoreError) -> Result<(), StoreError> {
    let is_emergency = looks.iter().all(|look| look.purpose == "emergency" || look.basis.as_deref() == Some("glass"));
    match app.emergency().log() {
        Some(log) if is_emergency && app.emergency().goes_on(&error) => {
            looks.into_iter().try_for_each(|look| log.append_look(look))?;
            tracing::warn!(waiting = log.waiting(), "a look of an emergency is in the emergency log, which waits for the database");
            Ok(())
        }
        _ => Err(error),
    }
}

/// The page, with a sentence that says where it was logged.
pub(crate) async fn said(lang: Lang, answer: Response) -> Response {
    let is_page =
        answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.starts_with("text/html"));
    if !is_page {
        return answer;
    }
    let (mut parts, body) = answer.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    };
    let notice = html! { section.flash.notice role="status" { p { (t(lang, "access-glass-full")) } } }.into_string();
    let page = String::from_utf8_lossy(&bytes).replacen(MAIN, &format!("{MAIN}{notice}"), 1);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(page))
}
