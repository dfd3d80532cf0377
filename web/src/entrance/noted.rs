//! Logins as rows of the log: who, when and how it went. Never what was typed.
//!
//! A row is about a person who works here. A name nobody has is nobody's row: what was typed there may be a password. In the demo nobody logs in,
//! one chooses who to be, and there is no row.

use crate::app::App;
use crate::looking;
use trin_domain::organisation::Staff;
use trin_store::{LogResult, Look, Method, StoreError};

/// What somebody did at the entrance, or to what lets them in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Event {
    /// Coming in. Refused: a password that did not fit, or by what the identity provider said of somebody known here.
    LogIn,
    /// The second factor at the door, refused; given, it is the coming in.
    SecondFactor,
    LogOut,
    /// Opening a session that was left alone.
    Unlock,
    /// Showing again who one is, before what asks for it.
    Prove,
    /// Ending other logins of one's own.
    EndOwn,
    /// Ending the logins of one's staff; whose they were has a row of the same request.
    EndAnothers,
    /// Having them ended by one's leader.
    EndedByAnother,
    /// Having one's login ended by a message of the identity provider.
    EndedAtProvider,
    SetPassword,
    AddApp,
    RemoveApp,
    AddPasskey,
    RemovePasskey,
    NewCodes,
}

impl Event {
    const fn code(self) -> &'static str {
        match self {
            Self::LogIn => "log-in",
            Self::SecondFactor => "second-factor",
            Self::LogOut => "log-out",
            Self::Unlock => "unlock",
            Self::Prove => "prove",
            Self::EndOwn => "end-own",
            Self::EndAnothers => "end-anothers",
            Self::EndedByAnother => "ended-by-another",
            Self::EndedAtProvider => "ended-at-provider",
            Self::SetPassword => "set-password",
            Self::AddApp => "add-app",
            Self::RemoveApp => "remove-app",
            Self::AddPasskey => "add-passkey",
            Self::RemovePasskey => "remove-passkey",
            Self::NewCodes => "new-codes",
        }
    }
}

/// Writes that it was done, or refused; on disk when this returns. `session` is the hash the session is kept by, where there is one.
///
/// # Errors
/// When the log cannot be written: then it is not done.
pub(crate) async fn note(
    app: &App,
    staff: &Staff,
    method: Method,
    session: Option<&str>,
    event: Event,
    result: LogResult,
) -> Result<(), StoreError> {
    match row(app, staff, method, session, event, result) {
        Some(row) => app.raw_store().log_looks(vec![row]).await,
        None => Ok(()),
    }
}

/// Writes a refusal at the door that nobody waits for: how long an answer takes must not tell who works here.
pub(super) fn note_aside(app: &App, staff: &Staff, method: Method, event: Event) {
    let Some(row) = row(app, staff, method, None, event, LogResult::Refused) else { return };
    let store = app.raw_store().clone();
    tokio::spawn(async move {
        if let Err(error) = store.log_looks(vec![row]).await {
            tracing::error!(%error, "a login that was refused could not be written to the log");
        }
    });
}

fn row(app: &App, staff: &Staff, method: Method, session: Option<&str>, event: Event, result: LogResult) -> Option<Look> {
    if method == Method::Demo {
        return None;
    }
    Some(Look {
        at: app.now(),
        actor: staff.id,
        role: staff.role,
        unit: Some(staff.unit),
        session: session.map(|hash| hash.chars().take(16).collect()),
        action: event.code().to_owned(),
        purpose: "login".to_owned(),
        child: None,
        children: Vec::new(),
        basis: None,
        fields: Some(method.code().to_owned()),
        result,
        request: looking::errand("login").request,
    })
}
