//! Who is looking: a session cookie names a session in the store, and the session a member of staff.

use crate::app::{App, Entrance};
use crate::errors::PageError;
use crate::frame::{Flash, Frame, Leave, Me, Room};
use crate::words::{self, Lang, t};
use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use trin_domain::access::is_authority;
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::Author;

/// Name of the session cookie.
pub const SESSION: &str = "trin";
/// Name of the cookie that remembers the language.
pub const LANGUAGE: &str = "trin-sprog";
/// A session ends after so long, whatever happens.
pub const LONGEST_SESSION: SignedDuration = SignedDuration::from_hours(12);

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
}

impl Visitor {
    /// The author of what this person writes.
    pub fn author(&self) -> Author {
        Author { staff: self.staff.id, role: self.staff.role }
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
            ..Frame::default()
        }
    }

    /// Whether this person works in the authority.
    pub fn is_authority(&self) -> bool {
        is_authority(self.staff.role)
    }
}

/// The rooms a role has.
pub fn rooms(role: Role) -> &'static [Room] {
    match role {
        Role::Pedagogue | Role::Teacher | Role::HealthVisitor | Role::Provider | Role::System => {
            &[Room::MyDay, Room::Children, Room::Strategy]
        }
        Role::Intake | Role::Caseworker => &[Room::MyDay, Room::Intake, Room::Children, Room::Staircase, Room::Strategy],
        Role::TeamLeader | Role::HeadOfDepartment => &Room::ALL,
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
        let token = jar.get(SESSION).ok_or(PageError::SignIn)?;
        let session = token_hash(token.value());
        let found = app.store().session(&session).await?;
        let (_, staff) = found.filter(|(session, staff)| app.now() < session.expires_at && staff.is_active).ok_or(PageError::SignIn)?;
        let here = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let lang = language(&jar);
        let flash = done_message(lang, parts.uri.query());
        Ok(Self { staff, lang, here, flash })
    }
}

/// The language chosen, Danish otherwise.
pub fn language(jar: &CookieJar) -> Lang {
    jar.get(LANGUAGE).and_then(|cookie| Lang::from_code(cookie.value())).unwrap_or_default()
}

/// A fresh token and the hash under which the store keeps it.
pub fn new_token(app: &App) -> (String, String) {
    let mut token = String::with_capacity(64);
    for byte in app.random().into_iter().chain(app.random()) {
        let _ = write!(token, "{byte:02x}");
    }
    let hash = token_hash(&token);
    (token, hash)
}

/// What the store knows a token by, so that a copy of the store opens no session.
pub fn token_hash(token: &str) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(token.as_bytes()) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The session cookie.
pub fn session_cookie(token: String) -> Cookie<'static> {
    Cookie::build((SESSION, token)).path("/").http_only(true).same_site(SameSite::Lax).build()
}

/// When a session made now ends.
pub fn session_end(now: Timestamp) -> Timestamp {
    now.saturating_add(LONGEST_SESSION).unwrap_or(Timestamp::MAX)
}

/// The address of a page that says what was just done: `done("/min-dag", "my-day-done-read")`.
///
/// The key names a text, so the address carries no personal data.
pub fn done(path: &str, key: &str) -> String {
    format!("{path}?gjort={key}")
}

/// The message a page before left in the address.
fn done_message(lang: Lang, query: Option<&str>) -> Option<Flash> {
    let key = query?.split('&').find_map(|pair| pair.strip_prefix("gjort="))?;
    (key.contains("-done-") && words::has(key)).then(|| Flash::Done(t(lang, key)))
}
