//! Logins: sessions, local passwords, second factors. None of it is about a child.

use crate::around::staff_row;
use crate::cells::{Cells, args};
use crate::db::{Tx, statements};
use crate::log::around::{Guarded, Kind, followed};
use crate::rows::{Factors, Method, Passkey, Session};
use crate::{Sealing, Store, StoreError};
use jiff::{SignedDuration, Timestamp};
use trin_domain::id::StaffId;
use trin_domain::organisation::Staff;

statements! {
    PUT_SESSION = "INSERT INTO session (token_hash, staff, created_at, last_seen_at, expires_at, id, browser, method, is_whole, proved_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (token_hash) DO UPDATE SET staff = excluded.staff, created_at = excluded.created_at,
            last_seen_at = excluded.last_seen_at, expires_at = excluded.expires_at, id = excluded.id, browser = excluded.browser,
            method = excluded.method, is_whole = excluded.is_whole, proved_at = excluded.proved_at";
    RENEW_SESSION = "UPDATE session SET token_hash = $1, staff = $2, created_at = $3, last_seen_at = $4, expires_at = $5, id = $6, browser = $7,
        method = $8, is_whole = $9, proved_at = $10 WHERE token_hash = $11";
    SESSION = "SELECT session.token_hash, session.staff, session.created_at, session.last_seen_at, session.expires_at,
            session.id, session.browser, session.method, session.is_whole, session.proved_at,
            staff.id, staff.name, staff.role, staff.unit, staff.is_active
        FROM session JOIN staff ON staff.id = session.staff WHERE session.token_hash = $1";
    SESSIONS_OF = "SELECT token_hash, staff, created_at, last_seen_at, expires_at, id, browser, method, is_whole, proved_at
        FROM session WHERE staff = $1 AND expires_at > $2 AND is_whole = 1 ORDER BY last_seen_at DESC, id";
    LOGGED_IN = "SELECT staff.id, staff.name, staff.role, staff.unit, staff.is_active, COUNT(*), MAX(session.last_seen_at)
        FROM session JOIN staff ON staff.id = session.staff WHERE session.expires_at > $1 AND session.is_whole = 1
        GROUP BY staff.id, staff.name, staff.role, staff.unit, staff.is_active, staff.sort_key ORDER BY staff.sort_key, staff.id";
    TOUCH_SESSION = "UPDATE session SET last_seen_at = $2 WHERE token_hash = $1 AND last_seen_at < $2";
    /// Which logins a statement below is about.
    CALLED = "SELECT id FROM session WHERE token_hash = $1";
    OTHERS_OF = "SELECT id FROM session WHERE staff = $1 AND token_hash <> $2";
    ALL_OF = "SELECT id FROM session WHERE staff = $1";
    DELETE_SESSION = "DELETE FROM session WHERE token_hash = $1";
    DELETE_SESSION_CALLED = "DELETE FROM session WHERE staff = $1 AND id = $2";
    DELETE_OTHER_SESSIONS = "DELETE FROM session WHERE staff = $1 AND token_hash <> $2";
    DELETE_SESSIONS_OF = "DELETE FROM session WHERE staff = $1";
    SET_PASSWORD = "INSERT INTO password (staff, hash) VALUES ($1, $2) ON CONFLICT (staff) DO UPDATE SET hash = excluded.hash";
    PASSWORD = "SELECT hash FROM password WHERE staff = $1";
    PROPOSE_APP = "INSERT INTO totp (staff, is_confirmed, secret, last_step) VALUES ($1, 0, $2, -1)
        ON CONFLICT (staff, is_confirmed) DO UPDATE SET secret = excluded.secret, last_step = excluded.last_step";
    APP = "SELECT secret FROM totp WHERE staff = $1 AND is_confirmed = $2";
    DELETE_APP = "DELETE FROM totp WHERE staff = $1 AND is_confirmed = $2";
    DELETE_APP_BESIDE = "DELETE FROM totp WHERE staff = $1 AND is_confirmed = 1 AND EXISTS (SELECT 1 FROM passkey WHERE staff = $1)";
    OWNER_WAITS = "UPDATE staff SET name = name WHERE id = $1";
    CONFIRM_APP = "UPDATE totp SET is_confirmed = 1, last_step = $2 WHERE staff = $1 AND is_confirmed = 0";
    USE_STEP = "UPDATE totp SET last_step = $2 WHERE staff = $1 AND is_confirmed = 1 AND last_step < $2";
    ADD_CODE = "INSERT INTO recovery_code (staff, hash) VALUES ($1, $2)";
    CODES_OF = "SELECT hash FROM recovery_code WHERE staff = $1";
    USE_CODE = "DELETE FROM recovery_code WHERE staff = $1 AND hash = $2";
    DELETE_CODES = "DELETE FROM recovery_code WHERE staff = $1";
    FACTORS = "SELECT (SELECT COUNT(*) FROM totp WHERE staff = $1 AND is_confirmed = 1),
        (SELECT COUNT(*) FROM passkey WHERE staff = $1), (SELECT COUNT(*) FROM recovery_code WHERE staff = $1)";
    PUT_PASSKEY = "INSERT INTO passkey (id, staff, name, body, created_at, last_used_at)
        SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT COUNT(*) FROM passkey WHERE staff = $2) < $7 ON CONFLICT DO NOTHING";
    USED_PASSKEY = "UPDATE passkey SET body = $3, last_used_at = $4 WHERE id = $1 AND staff = $2";
    PASSKEYS = "SELECT id, staff, name, body, created_at, last_used_at FROM passkey WHERE staff = $1 ORDER BY created_at, id";
    PASSKEYS_OF = "SELECT id FROM passkey WHERE staff = $1";
    DELETE_PASSKEY = "DELETE FROM passkey WHERE staff = $1 AND id = $2 AND (EXISTS (SELECT 1 FROM totp WHERE staff = $1 AND is_confirmed = 1)
        OR EXISTS (SELECT 1 FROM passkey other WHERE other.staff = $1 AND other.id <> $2))";
    DELETE_PASSKEYS = "DELETE FROM passkey WHERE staff = $1";
    KEEP_SEARCH = "INSERT INTO search (id, staff, words, at) VALUES ($1, $2, $3, $4)";
    SEARCHED = "SELECT words FROM search WHERE id = $1 AND staff = $2 AND at > $3";
    FORGET_ALL_SEARCHES = "DELETE FROM search";
    APPS = "SELECT staff, is_confirmed, secret FROM totp";
    RESEAL_APP = "UPDATE totp SET secret = $3 WHERE staff = $1 AND is_confirmed = $2";
    FORGET_SEARCHES = "DELETE FROM search WHERE at <= $1";
    PUT_CEREMONY = "INSERT INTO ceremony (id, body, expires_at) VALUES ($1, $2, $3)
        ON CONFLICT (id) DO UPDATE SET body = excluded.body, expires_at = excluded.expires_at";
    CEREMONY = "SELECT body FROM ceremony WHERE id = $1 AND expires_at > $2";
    DELETE_CEREMONY = "DELETE FROM ceremony WHERE id = $1";
    KNOWS_BROWSER = "SELECT staff FROM known_browser WHERE token_hash = $1 AND staff = $2 AND expires_at > $3";
    MOVE_BROWSER = "UPDATE known_browser SET token_hash = $2 WHERE token_hash = $1";
    PUT_BROWSER = "INSERT INTO known_browser (token_hash, staff, expires_at) VALUES ($1, $2, $3)
        ON CONFLICT (token_hash, staff) DO UPDATE SET expires_at = excluded.expires_at";
    /// Those somebody used last stay.
    FORGET_OLD_BROWSERS = "DELETE FROM known_browser WHERE staff = $1 AND token_hash NOT IN
        (SELECT token_hash FROM known_browser WHERE staff = $1 ORDER BY expires_at DESC, token_hash LIMIT $2)";
    FORGET_BROWSERS_OF = "DELETE FROM known_browser WHERE staff = $1";
}

/// Sessions.
impl Store {
    /// Begins a login, or overwrites it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_session(&self, session: &Session) -> Result<(), StoreError> {
        followed!(self, |tx, watch| {
            watch.before_all(tx, Kind::Session, CALLED, args![session.token_hash.as_str()]).await?;
            watch.before(tx, Kind::Session, &session.id).await?;
            tx.run(PUT_SESSION, session_args(session)).await.map(drop)?
        })
    }

    /// Goes on under another token: the old one opens nothing from now on, and what hangs on the login follows it. `false` when the old one was gone
    /// already, and then nothing is begun.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn replace_session(&self, old_hash: &str, session: &Session) -> Result<bool, StoreError> {
        followed!(self, |tx, watch| {
            watch.before_all(tx, Kind::Session, CALLED, args![old_hash]).await?;
            watch.before(tx, Kind::Session, &session.id).await?;
            let mut arguments = session_args(session);
            arguments.extend(args![old_hash]);
            tx.run(RENEW_SESSION, arguments).await? > 0
        })
    }

    /// The login with this token's hash, ended or not, and whose it is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session(&self, token_hash: &str) -> Result<Option<(Session, Staff)>, StoreError> {
        let row = |mut cells: Cells| Ok((session_row(&mut cells)?, staff_row(cells)?));
        self.db.row(SESSION, args![token_hash]).await?.map(row).transpose()
    }

    /// Somebody's whole logins that have not run out, the one used last first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions_of(&self, staff: StaffId, now: Timestamp) -> Result<Vec<Session>, StoreError> {
        self.db.rows(SESSIONS_OF, args![staff, now]).await?.into_iter().map(|mut cells| session_row(&mut cells)).collect()
    }

    /// Who is logged in, how many times, and when they were last seen; by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn logged_in(&self, now: Timestamp) -> Result<Vec<(Staff, u32, Timestamp)>, StoreError> {
        let row = |mut cells: Cells| {
            let staff = Staff {
                id: cells.id(StaffId::new)?,
                name: cells.text()?,
                role: cells.code(trin_domain::kinds::Role::from_code)?,
                unit: cells.id(trin_domain::id::UnitId::new)?,
                is_active: cells.yes()?,
            };
            Ok((staff, small(cells.int()?), cells.instant()?))
        };
        self.db.rows(LOGGED_IN, args![now]).await?.into_iter().map(row).collect()
    }

    /// Notes that a login is in use.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn touch_session(&self, token_hash: &str, at: Timestamp) -> Result<(), StoreError> {
        self.db.run(TOUCH_SESSION, args![token_hash, at]).await.map(drop)
    }

    /// Ends a login.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session(&self, token_hash: &str) -> Result<(), StoreError> {
        followed!(self, |tx, watch| {
            watch.before_all(tx, Kind::Session, CALLED, args![token_hash]).await?;
            tx.run(DELETE_SESSION, args![token_hash]).await.map(drop)?
        })
    }

    /// Ends one of somebody's logins by its name in their list; whether there was one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_session_called(&self, staff: StaffId, id: &str) -> Result<bool, StoreError> {
        followed!(self, |tx, watch| {
            watch.before(tx, Kind::Session, id).await?;
            tx.run(DELETE_SESSION_CALLED, args![staff, id]).await? > 0
        })
    }

    /// Ends every login of somebody, wherever they are logged in.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_sessions_of(&self, staff: StaffId) -> Result<(), StoreError> {
        followed!(self, |tx, watch| end_sessions(tx, watch, staff).await?)
    }

    /// Ends every login of somebody but this one; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_other_sessions(&self, staff: StaffId, token_hash: &str) -> Result<u64, StoreError> {
        followed!(self, |tx, watch| {
            watch.before_all(tx, Kind::Session, OTHERS_OF, args![staff, token_hash]).await?;
            tx.run(DELETE_OTHER_SESSIONS, args![staff, token_hash]).await?
        })
    }
}

/// Passwords.
impl Store {
    /// Sets someone's local password, already hashed, and ends every login they have: whoever knew the old one is out.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_password(&self, staff: StaffId, hash: &str) -> Result<(), StoreError> {
        followed!(self, |tx, watch| {
            watch.before(tx, Kind::Password, &staff.uuid().to_string()).await?;
            tx.run(SET_PASSWORD, args![staff, hash]).await?;
            tx.run(FORGET_BROWSERS_OF, args![staff]).await?;
            end_sessions(tx, watch, staff).await?
        })
    }

    /// The hash of someone's local password.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn password(&self, staff: StaffId) -> Result<Option<String>, StoreError> {
        self.db.row(PASSWORD, args![staff]).await?.map(|mut cells| cells.text()).transpose()
    }
}

/// Browsers somebody has come in by before: no login, but an allowance of attempts of its own that strangers cannot spend.
impl Store {
    /// Whether somebody has come in by the browser with this token's hash.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn knows_browser(&self, token_hash: &str, staff: StaffId, now: Timestamp) -> Result<bool, StoreError> {
        Ok(self.db.row(KNOWS_BROWSER, args![token_hash, staff, now]).await?.is_some())
    }

    /// Notes that somebody came in by a browser, which has another token from now on; whoever else came in by it is known there under that one
    /// too. Of somebody's browsers the [`MOST_BROWSERS`] that expire last are kept.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_known_browser(
        &self,
        old: Option<&str>,
        token_hash: &str,
        staff: StaffId,
        expires: Timestamp,
    ) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        if let Some(old) = old {
            tx.run(MOVE_BROWSER, args![old, token_hash]).await?;
        }
        tx.run(PUT_BROWSER, args![token_hash, staff, expires]).await?;
        tx.run(FORGET_OLD_BROWSERS, args![staff, MOST_BROWSERS]).await?;
        tx.commit().await
    }
}

/// The most browsers one person is known in.
pub const MOST_BROWSERS: i64 = 20;

/// Second factors.
impl Store {
    /// What second factors somebody has.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn factors(&self, staff: StaffId) -> Result<Factors, StoreError> {
        let Some(mut cells) = self.db.row(FACTORS, args![staff]).await? else { return Ok(Factors::default()) };
        Ok(Factors { has_app: cells.int()? > 0, passkeys: small(cells.int()?), recovery_codes: small(cells.int()?) })
    }

    /// Keeps the secret of an authenticator app until a code shows that it works.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn propose_app(&self, staff: StaffId, secret: &str) -> Result<(), StoreError> {
        let secret = self.sealed(staff, APP_SECRET, secret);
        self.db.run(PROPOSE_APP, args![staff, secret]).await.map(drop)
    }

    /// The secret of somebody's authenticator app: the one in use, or the one that waits for its first code.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn app_secret(&self, staff: StaffId, is_confirmed: bool) -> Result<Option<String>, StoreError> {
        let row = self.db.row(APP, args![staff, is_confirmed]).await?;
        row.map(|mut cells| self.opened(staff, APP_SECRET, &cells.text()?)).transpose()
    }

    /// Takes the waiting secret into use in place of the one before; `step` is the time step of the code that showed it, which is used up.
    /// `false` when none waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn confirm_app(&self, staff: StaffId, step: i64) -> Result<bool, StoreError> {
        followed!(self, |tx, watch| {
            let waits = !tx.rows(APP, args![staff, false]).await?.is_empty();
            if waits {
                watch.before(tx, Kind::App, &staff.uuid().to_string()).await?;
                tx.run(DELETE_APP, args![staff, true]).await?;
                tx.run(CONFIRM_APP, args![staff, step]).await?;
            }
            waits
        })
    }

    /// Uses up a code's time step: `false` when it, or a later one, was used before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_app_step(&self, staff: StaffId, step: i64) -> Result<bool, StoreError> {
        Ok(self.db.run(USE_STEP, args![staff, step]).await? > 0)
    }

    /// Takes the app out of use, where a passkey is left; whether it was. Of two who take each other's last factor away at once, one waits.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_app(&self, staff: StaffId) -> Result<bool, StoreError> {
        followed!(self, |tx, watch| {
            tx.run(OWNER_WAITS, args![staff]).await?;
            watch.before(tx, Kind::App, &staff.uuid().to_string()).await?;
            tx.run(DELETE_APP_BESIDE, args![staff]).await? > 0
        })
    }

    /// Gives somebody new recovery codes, already hashed, in place of those before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn set_recovery_codes(&self, staff: StaffId, hashes: &[String]) -> Result<(), StoreError> {
        followed!(self, |tx, watch| {
            watch.before_all(tx, Kind::Code, CODES_OF, args![staff]).await?;
            tx.run(DELETE_CODES, args![staff]).await?;
            for hash in hashes {
                watch.before(tx, Kind::Code, hash).await?;
                tx.run(ADD_CODE, args![staff, hash.as_str()]).await?;
            }
        })
    }

    /// Uses up a recovery code; `false` when there is none such.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn use_recovery_code(&self, staff: StaffId, hash: &str) -> Result<bool, StoreError> {
        followed!(self, |tx, watch| {
            watch.before(tx, Kind::Code, hash).await?;
            tx.run(USE_CODE, args![staff, hash]).await? > 0
        })
    }

    /// Takes every second factor from somebody who lost theirs, and ends their logins: at the next they set up new ones.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn reset_factors(&self, staff: StaffId) -> Result<(), StoreError> {
        followed!(self, |tx, watch| {
            watch.before(tx, Kind::App, &staff.uuid().to_string()).await?;
            watch.before_all(tx, Kind::Code, CODES_OF, args![staff]).await?;
            watch.before_all(tx, Kind::Passkey, PASSKEYS_OF, args![staff]).await?;
            for is_confirmed in [false, true] {
                tx.run(DELETE_APP, args![staff, is_confirmed]).await?;
            }
            for statement in [DELETE_CODES, DELETE_PASSKEYS, FORGET_BROWSERS_OF] {
                tx.run(statement, args![staff]).await?;
            }
            end_sessions(tx, watch, staff).await?
        })
    }

    /// Adds a passkey; `false` where its owner has `most` of them, or somebody has it already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn add_passkey(&self, key: &Passkey, most: u32) -> Result<bool, StoreError> {
        let Passkey { id, staff, name, body, created_at, last_used_at } = key;
        followed!(self, |tx, watch| {
            tx.run(OWNER_WAITS, args![*staff]).await?;
            watch.before(tx, Kind::Passkey, id).await?;
            let arguments = args![id.as_str(), *staff, name.as_str(), body.as_str(), *created_at, *last_used_at, i64::from(most)];
            tx.run(PUT_PASSKEY, arguments).await? > 0
        })
    }

    /// Notes that a passkey was used, with the counter it came with.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn used_passkey(&self, staff: StaffId, id: &str, body: &str, at: Timestamp) -> Result<(), StoreError> {
        followed!(self, |tx, watch| {
            watch.before(tx, Kind::Passkey, id).await?;
            tx.run(USED_PASSKEY, args![id, staff, body, at]).await.map(drop)?
        })
    }

    /// Somebody's passkeys, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn passkeys(&self, staff: StaffId) -> Result<Vec<Passkey>, StoreError> {
        let row = |mut cells: Cells| {
            Ok(Passkey {
                id: cells.text()?,
                staff: cells.id(StaffId::new)?,
                name: cells.text()?,
                body: cells.text()?,
                created_at: cells.instant()?,
                last_used_at: cells.maybe_instant()?,
            })
        };
        self.db.rows(PASSKEYS, args![staff]).await?.into_iter().map(row).collect()
    }

    /// Takes a passkey out of use, where another second factor is left; whether it was.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delete_passkey(&self, staff: StaffId, id: &str) -> Result<bool, StoreError> {
        followed!(self, |tx, watch| {
            tx.run(OWNER_WAITS, args![staff]).await?;
            watch.before(tx, Kind::Passkey, id).await?;
            tx.run(DELETE_PASSKEY, args![staff, id]).await? > 0
        })
    }

    /// Remembers what a passkey was asked, in place of what was asked under the same name before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_ceremony(&self, id: &str, body: &str, expires_at: Timestamp) -> Result<(), StoreError> {
        self.db.run(PUT_CEREMONY, args![id, body, expires_at]).await.map(drop)
    }

    /// What was asked, once: asked for again there is nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn take_ceremony(&self, id: &str, now: Timestamp) -> Result<Option<String>, StoreError> {
        let mut tx = self.db.write().await?;
        let body = tx.rows(CEREMONY, args![id, now]).await?.into_iter().next().map(|mut cells| cells.text()).transpose()?;
        let is_first = tx.run(DELETE_CEREMONY, args![id]).await? > 0;
        tx.commit().await?;
        Ok(body.filter(|_| is_first))
    }
}

/// How long what somebody searched for can be asked for again: as long as a login lasts.
const SEARCH_KEPT: SignedDuration = SignedDuration::from_hours(12);

/// Searches, kept so that their addresses need not hold what was searched for.
impl Store {
    /// Keeps what somebody searched for under a name that says nothing, and forgets what is older than a working day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keep_search(&self, id: &str, staff: StaffId, words: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        tx.run(FORGET_SEARCHES, args![oldest_search(now)]).await?;
        tx.run(KEEP_SEARCH, args![id, staff, self.sealed(staff, id, words), now]).await?;
        tx.commit().await
    }

    /// What somebody searched for; `None` for what another did, or what is forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn searched(&self, id: &str, staff: StaffId, now: Timestamp) -> Result<Option<String>, StoreError> {
        let row = self.db.row(SEARCHED, args![id, staff, oldest_search(now)]).await?;
        row.map(|mut cells| self.opened(staff, id, &cells.text()?)).transpose()
    }
}

fn oldest_search(now: Timestamp) -> Timestamp {
    now.saturating_sub(SEARCH_KEPT).unwrap_or(Timestamp::MIN)
}

/// What the secret of an app is called where it is sealed.
const APP_SECRET: &str = "login:app";

/// What must be read again is sealed with the municipality's key, for its owner and its place alone. Only here is it known how.
impl Store {
    fn sealed(&self, staff: StaffId, place: &str, text: &str) -> String {
        self.sealing.seal_draft(staff, place, text)
    }

    fn opened(&self, staff: StaffId, place: &str, sealed: &str) -> Result<String, StoreError> {
        self.sealing.open_draft(staff, place, sealed).ok_or(StoreError::WrongKey)
    }

    /// Seals it with another key; what was searched for is forgotten.
    pub(crate) async fn reseal_logins(&self, tx: &mut Tx, new: &Sealing) -> Result<(), StoreError> {
        tx.run(FORGET_ALL_SEARCHES, Vec::new()).await?;
        let mut watch = Guarded::begin(tx).await?;
        for mut cells in tx.rows(APPS, Vec::new()).await? {
            let (staff, is_confirmed, secret) = (cells.id(StaffId::new)?, cells.yes()?, cells.text()?);
            if let Some(secret) = self.sealing.open_draft(staff, APP_SECRET, &secret) {
                watch.before(tx, Kind::App, &staff.uuid().to_string()).await?;
                tx.run(RESEAL_APP, args![staff, is_confirmed, new.seal_draft(staff, APP_SECRET, &secret)]).await?;
            }
        }
        watch.end(tx).await
    }
}

/// Ends every login of somebody, whatever for.
pub(crate) async fn end_sessions(tx: &mut Tx, watch: &mut Guarded, staff: StaffId) -> Result<(), StoreError> {
    watch.before_all(tx, Kind::Session, ALL_OF, args![staff]).await?;
    tx.run(DELETE_SESSIONS_OF, args![staff]).await.map(drop)
}

fn small(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn session_args(session: &Session) -> Vec<crate::cells::Value> {
    let Session { token_hash, staff, created_at, last_seen_at, expires_at, id, browser, method, is_whole, proved_at } = session;
    args![
        token_hash.as_str(),
        *staff,
        *created_at,
        *last_seen_at,
        *expires_at,
        id.as_str(),
        browser.as_str(),
        method.code(),
        *is_whole,
        *proved_at
    ]
}

fn session_row(cells: &mut Cells) -> Result<Session, StoreError> {
    Ok(Session {
        token_hash: cells.text()?,
        staff: cells.id(StaffId::new)?,
        created_at: cells.instant()?,
        last_seen_at: cells.instant()?,
        expires_at: cells.instant()?,
        id: cells.text()?,
        browser: cells.text()?,
        method: cells.code(Method::from_code)?,
        is_whole: cells.yes()?,
        proved_at: cells.maybe_instant()?,
    })
}
