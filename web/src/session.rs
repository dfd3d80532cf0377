//! Who is looking: a session cookie names a session in the store, and the session a member of staff.

use crate::app::{App, Entrance};
use crate::errors::{Asked, PageError};
use crate::frame::{Emergency, Flash, Frame, Leave, Me, Room};
use crate::words::{self, Lang, format, t, t_with};
use crate::{looking, paths};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use data_encoding::HEXLOWER;
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use trin_domain::access::{is_authority, leads, may_break_glass};
use trin_domain::address::is_fresh;
use trin_domain::id::ChildId;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::Author;
use trin_store::{Method, Reader, Session};

/// Name of the session cookie where pages travel unencrypted: in the demo, and on a machine of one's own.
const SESSION: &str = "trin";
/// Its name over https: a browser takes this name only from a secure page of this very host, for every path.
const HOST_SESSION: &str = "__Host-trin";
/// Name of the cookie that remembers the language.
pub const LANGUAGE: &str = "trin-sprog";
/// A session ends after so long, whatever happens.
pub const LONGEST_SESSION: SignedDuration = SignedDuration::from_hours(12);
/// A session left alone for so long locks.
pub const LONGEST_IDLE: SignedDuration = SignedDuration::from_mins(30);
/// Its use is noted at most so often, so that reading costs no write.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);
/// A login that waits for its second factor waits so long.
const DOOR_STANDS_OPEN: SignedDuration = SignedDuration::from_mins(15);

/// The person who asks for a page.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who.
    pub staff: Staff,
    /// In which language.
    pub lang: Lang,
    /// Path and query asked for.
    pub here: String,
    /// A message from the page before.
    pub flash: Option<Flash>,
    /// The session they come with.
    pub session: Session,
    /// The records they have open in an emergency, by name, and until when: said on every page while it lasts.
    pub emergencies: Vec<(ChildId, Option<String>, Timestamp)>,
}

/// Lets somebody on who has given their second factor within the last five minutes (the password where there is none; in the demo a plain
/// yes), and else answers with the page that asks for it. Afterwards they are back at the same place; a form they sent is handed back.
///
/// For what must not be done on a machine somebody has walked away from: opening a child one has no relation to, a protected address, an
/// export. Call it first in the handler: `session::require_step_up(&app, &visitor)?;`
///
/// # Errors
/// [`PageError::Prove`] when they have not; hand it on.
pub fn require_step_up(app: &App, visitor: &Visitor) -> Result<(), PageError> {
    let proved = visitor.session.proved_at.max(app.emergency().proof_of(&visitor.session.token_hash));
    if proved.is_some_and(|at| is_fresh(at, app.now())) { Ok(()) } else { Err(PageError::Prove(Asked::StepUp)) }
}

impl Visitor {
    /// The author of what this person writes.
    pub fn author(&self) -> Author {
        Author { staff: self.staff.id, role: self.staff.role }
    }

    /// Goes on for those who lead.
    ///
    /// # Errors
    /// [`PageError::NotFound`] for everybody else: there is no such page for them.
    pub(crate) fn must_lead(&self) -> Result<(), PageError> {
        if leads(self.staff.role) { Ok(()) } else { Err(PageError::NotFound(self.lang)) }
    }

    /// The frame of a page for this person.
    pub fn frame(&self, app: &App, room: Option<Room>) -> Frame {
        let leave = match app.entrance() {
            Entrance::Demo => Leave::ChoosePerson,
            Entrance::Login | Entrance::OpenId(_) => Leave::LogOut,
        };
        let role = self.lang.pick(self.staff.role.da(), self.staff.role.en()).to_owned();
        Frame {
            lang: self.lang,
            municipality: app.municipality().to_owned(),
            me: Some(Me { name: self.staff.name.clone(), role, leave }),
            rooms: rooms(self.staff.role).to_vec(),
            current: room,
            here: self.here.clone(),
            flash: self.flash.clone(),
            emergencies: self.emergencies.iter().map(|(child, name, until)| self.emergency(app, *child, name.as_deref(), *until)).collect(),
            ..Frame::default()
        }
    }

    /// An emergency access as every page says it.
    fn emergency(&self, app: &App, child: ChildId, name: Option<&str>, until: Timestamp) -> Emergency {
        let until = ("until", format::instant(self.lang, until, app.now()).into());
        let says = match name {
            Some(name) => t_with(self.lang, "access-glass-everywhere-named", &[("name", name.to_owned().into()), until]),
            None => t_with(self.lang, "access-glass-everywhere", &[until]),
        };
        // Without a name it waits in the emergency log, and the record knows nothing of it that could be closed.
        let close = name.map(|_| paths::below(child, "noedadgang/luk"));
        Emergency { href: paths::child(child), says, close }
    }

    /// This person as a reader of lists, now.
    pub fn reader(&self, app: &App) -> Reader {
        Reader::new(&self.staff, app.now())
    }

    /// Whether this person works in the authority.
    pub fn is_authority(&self) -> bool {
        is_authority(self.staff.role)
    }
}

/// The rooms a role has.
pub fn rooms(role: Role) -> &'static [Room] {
    match role {
        Role::Pedagogue => &[Room::MyDay, Room::Children, Room::Worries, Room::Rounds, Room::Strategy],
        Role::Teacher => &[Room::MyDay, Room::Children, Room::Worries, Room::Absence, Room::Rounds, Room::Strategy],
        Role::HealthVisitor | Role::Provider | Role::System => &[Room::MyDay, Room::Children, Room::Strategy],
        Role::Intake | Role::Caseworker => &[Room::MyDay, Room::Intake, Room::Children, Room::Staircase, Room::Strategy],
        Role::TeamLeader | Role::HeadOfDepartment => {
            &[Room::MyDay, Room::Intake, Room::Children, Room::Team, Room::Staircase, Room::Strategy]
        }
    }
}

impl<S> FromRequestParts<S> for Visitor
where
    App: FromRef<S>,
    S: Send + Sync,
{
    type Rejection = PageError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageError> {
        let app = App::from_ref(state);
        let jar = CookieJar::from_headers(&parts.headers);
        let (session, staff) = whose(&app, &jar).await?.ok_or(PageError::SignIn)?;
        if !session.is_whole {
            return Err(PageError::SecondFactor);
        }
        // While the disk is full the database can note neither that a session is used nor that it was unlocked.
        let is_unlocked =
            app.emergency().proof_of(&session.token_hash).is_some_and(|at| app.now().duration_since(at).abs() <= LONGEST_IDLE);
        if is_locked(&session, app.now()) && !is_unlocked {
            return Err(PageError::Prove(Asked::Unlock));
        }
        if app.now().duration_since(session.last_seen_at) >= NOTED_EVERY {
            // A full disk stops no reading.
            if let Err(error) = app.store().touch_session(&session.token_hash, app.now()).await {
                tracing::warn!(%error, "the use of a session was not noted");
            }
        }
        looking::is(&staff, &session.token_hash);
        let here = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let lang = language(&jar);
        let flash = done_message(lang, parts.uri.path(), parts.uri.query());
        let emergencies = emergencies(&app, &staff).await?;
        Ok(Self { staff, lang, here, flash, session, emergencies })
    }
}

/// What somebody has open in an emergency. Naming the child tells of it once more, and so is in the log; while the disk is full the log takes
/// only what an emergency needs, and the name is left out.
async fn emergencies(app: &App, staff: &Staff) -> Result<Vec<(ChildId, Option<String>, Timestamp)>, PageError> {
    let open = if may_break_glass(staff) { app.store().emergencies_of(staff.id, app.now()).await? } else { Vec::new() };
    let waiting = app.emergency().log().map(|log| log.openings_of(staff.id, app.now())).unwrap_or_default();
    let mut names = BTreeMap::new();
    if !open.is_empty() && waiting.is_empty() {
        let children: Vec<ChildId> = open.iter().map(|(child, _)| *child).collect();
        let rows = app.store().children(&Reader::new(staff, app.now()), &children, app.today()).await?;
        names.extend(rows.into_iter().map(|row| (row.child, row.name)));
    }
    let waiting = waiting.into_iter().map(|opening| (opening.child, opening.glass.until));
    Ok(open.into_iter().chain(waiting).map(|(child, until)| (child, names.remove(&child), until)).collect())
}

/// The language chosen, Danish otherwise.
pub fn language(jar: &CookieJar) -> Lang {
    jar.get(LANGUAGE).and_then(|cookie| Lang::from_code(cookie.value())).unwrap_or_default()
}

/// A fresh token and the hash under which the store keeps it.
pub fn new_token(app: &App) -> (String, String) {
    let token = HEXLOWER.encode(&[app.random(), app.random()].concat());
    let hash = token_hash(&token);
    (token, hash)
}

/// What the store knows a token by, so that a copy of the store opens no session.
pub fn token_hash(token: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(token.as_bytes()))
}

/// The session a browser comes with and whose it is, locked or not, whole or not; `None` when it has run out or its owner has left.
///
/// # Errors
/// When the store fails.
pub async fn whose(app: &App, jar: &CookieJar) -> Result<Option<(Session, Staff)>, PageError> {
    let Some(token) = jar.get(cookie_name(app)) else { return Ok(None) };
    let hash = token_hash(token.value());
    if app.emergency().has_ended(&hash) {
        // The store may take it now.
        let _ = app.store().delete_session(&hash).await;
        return Ok(None);
    }
    let found = app.store().session(&hash).await?;
    Ok(found.filter(|(session, staff)| lasts(session, app.now()) && staff.is_active))
}

/// Whether a session has not run out. One that was begun while the clock was ahead would last longer than any may: it has.
fn lasts(session: &Session, now: Timestamp) -> bool {
    let left = session.expires_at.duration_since(now);
    left.is_positive() && left <= LONGEST_SESSION + LONGEST_IDLE
}

/// Whether a session has been left alone for too long; also when its last use lies ahead, because a clock was put right.
pub fn is_locked(session: &Session, now: Timestamp) -> bool {
    now.duration_since(session.last_seen_at).abs() > LONGEST_IDLE
}

/// A fresh session and the cookie that opens it. `is_whole` says whether anything more is asked for at the door; only a whole one counts as
/// proof, and the demo's never does, so that it shows what a step-up is.
pub fn new_session(app: &App, staff: &Staff, method: Method, is_whole: bool, headers: &HeaderMap) -> (Session, Cookie<'static>) {
    let (token, token_hash) = new_token(app);
    let now = app.now();
    let lasts = if is_whole { LONGEST_SESSION } else { DOOR_STANDS_OPEN };
    let session = Session {
        token_hash,
        staff: staff.id,
        created_at: now,
        last_seen_at: now,
        expires_at: now.saturating_add(lasts).unwrap_or(Timestamp::MAX),
        id: HEXLOWER.encode(&app.random()),
        browser: browser(headers),
        method,
        is_whole,
        proved_at: (is_whole && method != Method::Demo).then_some(now),
    };
    (session, session_cookie(app, token))
}

/// Goes on under a new token, as at every change of what a session may: the old one opens nothing any more. `None` when it was gone already.
///
/// # Errors
/// When the store fails.
pub async fn renew(app: &App, mut session: Session) -> Result<Option<(Session, Cookie<'static>)>, PageError> {
    let old = session.token_hash.clone();
    let (token, hash) = new_token(app);
    session.token_hash = hash;
    session.last_seen_at = app.now();
    let is_ours = app.store().replace_session(&old, &session).await?;
    Ok(is_ours.then(|| (session, session_cookie(app, token))))
}

/// The session cookie.
fn session_cookie(app: &App, token: String) -> Cookie<'static> {
    Cookie::build((cookie_name(app), token)).path("/").http_only(true).secure(app.edges().is_https()).same_site(SameSite::Lax).build()
}

/// What the session cookie is called here.
pub fn cookie_name(app: &App) -> &'static str {
    if app.edges().is_https() { HOST_SESSION } else { SESSION }
}

/// What takes the session cookie out of the browser.
pub fn no_cookie(app: &App) -> Cookie<'static> {
    Cookie::build(cookie_name(app)).path("/").secure(app.edges().is_https()).build()
}

/// The kind of browser, for its owner to know it again: its family and system, no version, no address.
pub fn browser(headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // The first that fits: others name themselves after these.
    let first = |known: &[(&str, &'static str)]| known.iter().find(|(sign, _)| said.contains(sign)).map_or("", |(_, name)| name);
    let family = first(&[("Edg", "Edge"), ("Firefox", "Firefox"), ("OPR", "Opera"), ("Chrom", "Chrome"), ("Safari", "Safari")]);
    let system = first(&[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    [family, system].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The address of a page that says what was just done: `done("/min-dag", "my-day-done-read")`.
///
/// The key names a text, so the address carries no personal data.
pub fn done(path: &str, key: &str) -> String {
    format!("{path}?gjort={key}")
}

/// The message a page before left in the address of a page; on a child's own page with the number of the entry it wrote.
fn done_message(lang: Lang, path: &str, query: Option<&str>) -> Option<Flash> {
    let value = |name: &str| query?.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
    let key = value("gjort")?;
    if !key.contains("-done-") || !words::has(key) {
        return None;
    }
    let says = t(lang, key);
    let child = path.strip_prefix("/boern/").and_then(|id| uuid::Uuid::parse_str(id).ok()).map(ChildId::new);
    let wrote = value("nyt").and_then(|no| no.parse().ok()).map(trin_domain::record::EntryNo);
    Some(match child.zip(wrote) {
        Some((child, no)) => Flash::DoneAt(says, paths::entry(child, no)),
        None => Flash::Done(says),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_session_outlasts_what_verifying_remembers_of_them() {
        assert!(LONGEST_SESSION < trin_store::LONGEST_LOGIN);
    }

    #[test]
    fn a_browser_is_told_by_family_and_system_alone() {
        for (said, kept) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0",
                "Edge · Windows",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Linux"),
            ("Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36", "Chrome · Android"),
            ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Mobile/15E148 Safari/604.1", "Safari · iPhone"),
            ("curl/8.5.0 Mette Holm 120345-1234", ""),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::USER_AGENT, said.parse().expect("a header"));
            assert_eq!(browser(&headers), kept, "{said}");
        }
    }
}
