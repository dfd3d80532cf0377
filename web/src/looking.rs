//! What a request shows of children, written to the log before the answer leaves: no row, no data.
//!
//! By construction, not by discipline. A handler has no store but the one [`crate::App::store`] gives; each of its answers that tells of
//! children is noted here ([`note`]), and the guard around every page writes the row ([`logged`]). Outside a guarded request such
//! a question fails.

use crate::app::App;
use crate::errors::{Failed, PageError};
use crate::{emergency, purposes, session};
use axum::extract::{MatchedPath, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use data_encoding::HEXLOWER;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use trin_domain::access::Access;
use trin_domain::id::ChildId;
use trin_domain::organisation::Staff;
use trin_store::{Errand, LogResult, Look, StoreError};
use uuid::Uuid;

tokio::task_local! {
    static REQUEST: Arc<Noting>;
}

/// What is shown when children were searched for: such a row is found by each of them.
const SEARCH: &str = "search";

/// One request as the log sees it.
#[derive(Debug)]
struct Noting {
    /// A method and the form of an address.
    action: String,
    purpose: &'static str,
    /// The child the address is about.
    about: Option<ChildId>,
    request: String,
    noted: Mutex<Noted>,
}

#[derive(Debug, Default)]
struct Noted {
    who: Option<(Staff, String)>,
    /// Whether anything was asked about children.
    has_asked: bool,
    has_searched: bool,
    /// Children whose record was asked for, there or not.
    opened: BTreeSet<ChildId>,
    /// Children told of.
    told: BTreeSet<ChildId>,
    basis: Option<&'static str>,
    /// What is shown, when it is more than the record.
    shows: Option<&'static str>,
}

impl Noting {
    fn noted(&self) -> MutexGuard<'_, Noted> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// How an answer of the store tells of children.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// A record was asked for.
    Opened(ChildId),
    /// A list.
    Listed,
    /// A search by name or number.
    Found,
}

/// Notes which children an answer tells of.
///
/// # Errors
/// Outside a request nobody would write it down.
pub(crate) fn note(how: How, children: impl IntoIterator<Item = ChildId>) -> Result<(), StoreError> {
    let noted = REQUEST.try_with(|request| {
        let mut noted = request.noted();
        noted.has_asked = true;
        noted.has_searched |= how == How::Found;
        if let How::Opened(child) = how {
            noted.opened.insert(child);
        }
        noted.told.extend(children);
    });
    noted.map_err(|_| StoreError::Unlogged("children were asked about outside a request".to_owned()))
}

/// Notes who asks, and the hash by which their session is kept.
pub(crate) fn is(staff: &Staff, session: &str) {
    let session = session.chars().take(16).collect();
    let _ = REQUEST.try_with(|request| request.noted().who = Some((staff.clone(), session)));
}

/// Notes for which reason the child of the address is seen.
pub(crate) fn because(access: &Access) {
    let code = access.because.code();
    let _ = REQUEST.try_with(|request| request.noted().basis = Some(code));
}

/// Notes that what is shown is this, by a code of its own.
pub(crate) fn shows(code: &'static str) {
    let _ = REQUEST.try_with(|request| request.noted().shows = Some(code));
}

/// Why a command is done, and as part of which request.
pub(crate) fn errand(purpose: &str) -> Errand {
    let errand = REQUEST.try_with(|request| {
        let noted = request.noted();
        Errand {
            purpose: purpose.to_owned(),
            session: noted.who.as_ref().map(|(_, session)| session.clone()),
            request: Some(request.request.clone()),
            basis: noted.basis.map(str::to_owned),
            unit: noted.who.as_ref().map(|(staff, _)| staff.unit),
            writes_in: None,
        }
    });
    errand.unwrap_or_else(|_| Errand::from(purpose))
}

/// Runs a request, and lets its answer go when what it shows is in the log.
pub(crate) async fn logged(app: &App, request: Request, next: Next) -> Response {
    let noting = Arc::new(about(app, &request));
    let lang = session::language(&CookieJar::from_headers(request.headers()));
    let answer = REQUEST.scope(Arc::clone(&noting), next.run(request)).await;
    // An answer that leads on shows nothing; what was written has a row of its own.
    let shows_nothing = answer.status().is_redirection() || answer.extensions().get::<Failed>().is_some();
    if shows_nothing {
        return answer;
    }
    match write(app, &noting, answer.status()).await {
        Ok(Where::Log) => answer,
        Ok(Where::Emergency) => emergency::said(lang, answer).await,
        Err(error) => PageError::Store(error).into_response(),
    }
}

fn about(app: &App, request: &Request) -> Noting {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    // Whether there is a page tells as much as the page: it is the same look.
    let method = if request.method() == Method::HEAD { "GET" } else { request.method().as_str() };
    let pieces = route.split('/').zip(request.uri().path().split('/'));
    let child = pieces.filter(|(piece, _)| matches!(*piece, "{id}" | "{barn}")).find_map(|(_, value)| Uuid::parse_str(value).ok());
    Noting {
        action: format!("{method} {route}"),
        purpose: purposes::of(route),
        about: child.map(ChildId::new),
        request: HEXLOWER.encode(&app.random()[8..]),
        noted: Mutex::default(),
    }
}

/// Where a look was written.
enum Where {
    Log,
    Emergency,
}

async fn write(app: &App, noting: &Noting, status: StatusCode) -> Result<Where, StoreError> {
    let looks = looks(app, noting, status)?;
    if looks.is_empty() {
        return Ok(Where::Log);
    }
    match app.raw_store().log_looks(looks.clone()).await {
        Ok(()) => Ok(Where::Log),
        Err(error) => emergency::keep(app, looks, error).map(|()| Where::Emergency),
    }
}

/// The row of a request, and two when one child was refused and others were shown.
fn looks(app: &App, noting: &Noting, status: StatusCode) -> Result<Vec<Look>, StoreError> {
    let noted = noting.noted();
    if !noted.has_asked {
        return Ok(Vec::new());
    }
    let Some((staff, session)) = &noted.who else {
        return Err(StoreError::Unlogged("children were asked about by nobody".to_owned()));
    };
    // Asked for and not told of: not there, not theirs, or not before they have said why.
    let is_refused = noting
        .about
        .is_some_and(|child| noted.opened.contains(&child) && (status == StatusCode::NOT_FOUND || !noted.told.contains(&child)));
    let child = noting.about.filter(|child| noted.opened.contains(child) || noted.told.contains(child));
    // That the child of the address is refused takes nothing back of what is told of others; a page that is not found tells of nobody.
    let tells_nothing = is_refused && status == StatusCode::NOT_FOUND;
    let others = noted.told.iter().copied().filter(|one| !tells_nothing && Some(*one) != child);
    let children: Vec<ChildId> = others.collect();
    let look = |child: Option<ChildId>, children: Vec<ChildId>, is_refused: bool| Look {
        at: app.now(),
        actor: staff.id,
        role: staff.role,
        unit: Some(staff.unit),
        session: Some(session.clone()),
        action: noting.action.clone(),
        purpose: noting.purpose.to_owned(),
        child,
        basis: noted.basis.filter(|_| !is_refused).map(str::to_owned),
        fields: Some(match (noted.has_searched, child) {
            (true, _) => SEARCH.to_owned(),
            (_, Some(_)) => noted.shows.unwrap_or("record").to_owned(),
            (_, None) => "list".to_owned(),
        }),
        result: match (is_refused, child.is_some() || !children.is_empty()) {
            (true, _) => LogResult::Refused,
            (_, true) => LogResult::Shown,
            (_, false) => LogResult::Nothing,
        },
        children,
        request: Some(noting.request.clone()),
    };
    Ok(match (is_refused, children.is_empty()) {
        (false, _) => vec![look(child, children, false)],
        (true, true) => vec![look(child, children, true)],
        (true, false) => vec![look(None, children, false), look(child, Vec::new(), true)],
    })
}
