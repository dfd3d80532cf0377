//! Staff, units, settings, passwords, wellbeing rounds, registers of absence and what opens a login in the log: each change through Trin leaves the hash of the row as it was and as it is since, in the transaction
//! that changed it. Verifying follows these hashes from the first to the last and compares the last with the row that is there, so that a row
//! changed beside Trin is seen, also when Trin changed it again later.
//!
//! A row has no value: an identity, or a setting's name, and hashes. Who changed it is not known here; the database's clock says when.
//! Of a login that is open, what it gives is followed, not when it was last used: whose it is, by which token, how and since when, whether it is
//! whole, when its owner proved who they are.

use super::{LogBody, append, logged};
use crate::around::setting;
use crate::cells::{Cells, Value, args};
use crate::db::{Tx, statements};
use crate::table::Row;
use crate::verify::Problem;
use crate::{Store, StoreError};
use data_encoding::HEXLOWER;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};
use trin_proof::tree;

statements! {
    STAFF_ROW = "SELECT id, name, role, unit, is_active FROM staff WHERE id = $1";
    STAFF_ROWS = "SELECT id, name, role, unit, is_active FROM staff ORDER BY id";
    UNIT_ROW = "SELECT id, name, kind, district FROM unit WHERE id = $1";
    UNIT_ROWS = "SELECT id, name, kind, district FROM unit ORDER BY id";
    SETTING_ROW = "SELECT id, body FROM setting WHERE id = $1";
    SETTING_ROWS = "SELECT id, body FROM setting ORDER BY id";
    PASSWORD_ROW = "SELECT staff, hash FROM password WHERE staff = $1";
    PASSWORD_ROWS = "SELECT staff, hash FROM password ORDER BY staff";
    ROUND_ROW = "SELECT id, unit, name, youngest, oldest, from_day, until_day, told_on, told_how, opened_by, opened_at, closed_by, closed_at
        FROM wellbeing_round WHERE id = $1";
    ROUND_ROWS = "SELECT id, unit, name, youngest, oldest, from_day, until_day, told_on, told_how, opened_by, opened_at, closed_by, closed_at
        FROM wellbeing_round ORDER BY id";
    REGISTER_ROW = "SELECT id, unit, from_day, until_day, row_count, news, unknown, read_by, read_at FROM absence_register WHERE id = $1";
    REGISTER_ROWS = "SELECT id, unit, from_day, until_day, row_count, news, unknown, read_by, read_at FROM absence_register ORDER BY id";
    SESSION_ROW = "SELECT id, token_hash, staff, created_at, expires_at, method, is_whole, proved_at FROM session WHERE id = $1";
    /// Those that open something at an instant.
    SESSION_ROWS = "SELECT id, token_hash, staff, created_at, expires_at, method, is_whole, proved_at FROM session
        WHERE expires_at > $1 ORDER BY id, token_hash";
    APP_ROW = "SELECT staff, secret FROM totp WHERE staff = $1 AND is_confirmed = 1";
    APP_ROWS = "SELECT staff, secret FROM totp WHERE is_confirmed = 1 ORDER BY staff";
    PASSKEY_ROW = "SELECT id, staff, body FROM passkey WHERE id = $1";
    PASSKEY_ROWS = "SELECT id, staff, body FROM passkey ORDER BY id";
    CODE_ROW = "SELECT hash, staff FROM recovery_code WHERE hash = $1 ORDER BY staff";
    CODE_ROWS = "SELECT hash, staff FROM recovery_code ORDER BY hash, staff";
    PERSON_ROW = "SELECT issuer || ' ' || person, staff FROM provider_person WHERE issuer || ' ' || person = $1";
    PERSON_ROWS = "SELECT issuer || ' ' || person, staff FROM provider_person ORDER BY issuer, person";
    SINCE = "SELECT id FROM setting WHERE id IN ($1, $2)";
    FROM_NOW = "INSERT INTO setting (id, body) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    LATER = "SELECT id, at, staff, child, command, body FROM log WHERE id > $1 ORDER BY id";
}

/// The database's own clock, in microseconds: what changes these rows is told no time.
const CLOCK_SQLITE: &str = "SELECT CAST(ROUND((julianday('now') - 2440587.5) * 86400000000.0) AS INTEGER)";
const CLOCK_POSTGRES: &str = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";
/// The purpose the log gives of all this.
const PURPOSE: &str = "administration";
/// A login lasts no longer: what the log told of older ones is of no use.
pub const LONGEST_LOGIN: SignedDuration = SignedDuration::from_hours(24);
/// How often it is tried again when another came first.
pub(crate) const TRIES: u32 = 8;

/// What is followed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    Staff,
    Unit,
    Setting,
    Password,
    /// A wellbeing round.
    Round,
    /// A school's register of absence that was read.
    Register,
    /// A login that is open.
    Session,
    /// An authenticator app in use.
    App,
    Passkey,
    /// A recovery code.
    Code,
    /// Who somebody is at the identity provider.
    Person,
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::Staff,
        Self::Unit,
        Self::Setting,
        Self::Password,
        Self::Round,
        Self::Register,
        Self::Session,
        Self::App,
        Self::Passkey,
        Self::Code,
        Self::Person,
    ];

    /// What a row of the log calls it.
    const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Unit => "unit",
            Self::Setting => "setting",
            Self::Password => "password",
            Self::Round => "wellbeing-round",
            Self::Register => "absence-register",
            Self::Session => "session",
            Self::App => "app",
            Self::Passkey => "passkey",
            Self::Code => "recovery-code",
            Self::Person => "provider-person",
        }
    }

    /// Whether it belongs to what opens a login, which is followed since later than the rest.
    const fn opens_a_login(self) -> bool {
        !matches!(self, Self::Staff | Self::Unit | Self::Setting | Self::Password | Self::Round | Self::Register)
    }

    /// The identity a row of the log has: of what is itself a secret's hash or names somebody elsewhere, a hash.
    fn told(self, id: &str) -> String {
        match self {
            Self::Code | Self::Person => HEXLOWER.encode(&tree::leaf(id.as_bytes())[..16]),
            _ => id.to_owned(),
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    const fn one(self) -> &'static str {
        match self {
            Self::Staff => STAFF_ROW,
            Self::Unit => UNIT_ROW,
            Self::Setting => SETTING_ROW,
            Self::Password => PASSWORD_ROW,
            Self::Round => ROUND_ROW,
            Self::Register => REGISTER_ROW,
            Self::Session => SESSION_ROW,
            Self::App => APP_ROW,
            Self::Passkey => PASSKEY_ROW,
            Self::Code => CODE_ROW,
            Self::Person => PERSON_ROW,
        }
    }

    const fn all(self) -> &'static str {
        match self {
            Self::Staff => STAFF_ROWS,
            Self::Unit => UNIT_ROWS,
            Self::Setting => SETTING_ROWS,
            Self::Password => PASSWORD_ROWS,
            Self::Round => ROUND_ROWS,
            Self::Register => REGISTER_ROWS,
            Self::Session => SESSION_ROWS,
            Self::App => APP_ROWS,
            Self::Passkey => PASSKEY_ROWS,
            Self::Code => CODE_ROWS,
            Self::Person => PERSON_ROWS,
        }
    }

    /// Every row there is; of logins, those that open something.
    async fn rows(self, tx: &mut Tx, now: Timestamp) -> Result<Vec<Cells>, StoreError> {
        tx.rows(self.all(), if self == Self::Session { args![now] } else { Vec::new() }).await
    }

    /// Columns after the identity.
    const fn columns(self) -> usize {
        match self {
            Self::Staff => 4,
            Self::Unit => 3,
            Self::Setting | Self::Password | Self::App | Self::Code | Self::Person => 1,
            Self::Passkey => 2,
            Self::Session => 7,
            Self::Round => 12,
            Self::Register => 8,
        }
    }

    /// A row's identity and hash.
    fn hashed(self, mut cells: Cells) -> Result<(String, String), StoreError> {
        let id = cells.text()?;
        let mut text = format!("{}\n{id}\n", self.code());
        for _ in 0..self.columns() {
            let value = cells.any_text().unwrap_or_default();
            text.push_str(&format!("{}:{value}\n", value.len()));
        }
        Ok((id, HEXLOWER.encode(&tree::leaf(text.as_bytes()))))
    }
}

/// What a transaction is about to change.
pub(crate) struct Guarded {
    /// Nothing is followed before the first start of a program that does.
    is_on: bool,
    /// The same for what opens a login.
    has_logins: bool,
    before: Vec<(Kind, String, Option<String>)>,
}

impl Guarded {
    pub(crate) async fn begin(tx: &mut Tx) -> Result<Self, StoreError> {
        let since = tx.rows(SINCE, args![setting::FOLLOWED, setting::LOGINS_FOLLOWED]).await?;
        let since: Vec<String> = since.into_iter().map(|mut cells| cells.text()).collect::<Result<_, _>>()?;
        let has = |name: &str| since.iter().any(|one| one == name);
        Ok(Self { is_on: has(setting::FOLLOWED), has_logins: has(setting::LOGINS_FOLLOWED), before: Vec::new() })
    }

    /// To be called before a row is changed.
    pub(crate) async fn before(&mut self, tx: &mut Tx, kind: Kind, id: &str) -> Result<(), StoreError> {
        let is_known = self.before.iter().any(|(one, known, _)| *one == kind && known == id);
        if self.follows(kind) && !is_known {
            let was = now_there(tx, kind, id).await?;
            self.before.push((kind, id.to_owned(), was));
        }
        Ok(())
    }

    /// The same for rows whose identities a statement gives.
    pub(crate) async fn before_all(&mut self, tx: &mut Tx, kind: Kind, ids: &'static str, of: Vec<Value>) -> Result<(), StoreError> {
        if self.follows(kind) {
            for mut cells in tx.rows(ids, of).await? {
                self.before(tx, kind, &cells.text()?).await?;
            }
        }
        Ok(())
    }

    const fn follows(&self, kind: Kind) -> bool {
        if kind.opens_a_login() { self.has_logins } else { self.is_on }
    }

    /// Writes the log's rows of what was changed.
    pub(crate) async fn end(self, tx: &mut Tx) -> Result<(), StoreError> {
        let mut rows = Vec::new();
        let mut at = None;
        for (kind, id, was) in self.before {
            let is = now_there(tx, kind, &id).await?;
            if is != was {
                let at = match at {
                    Some(at) => at,
                    None => *at.insert(clock(tx).await?),
                };
                rows.push(row(at, kind, &id, was, is)?);
            }
        }
        append(tx, rows).await
    }
}

async fn now_there(tx: &mut Tx, kind: Kind, id: &str) -> Result<Option<String>, StoreError> {
    let row = tx.rows(kind.one(), args![id]).await?.into_iter().next();
    Ok(row.map(|cells| kind.hashed(cells)).transpose()?.map(|(_, hash)| hash))
}

pub(super) async fn clock(tx: &mut Tx) -> Result<Timestamp, StoreError> {
    let asked = if let Tx::Postgres(_) = tx { CLOCK_POSTGRES } else { CLOCK_SQLITE };
    let at = tx.rows(asked, Vec::new()).await?.into_iter().next().map(|mut cells| cells.instant()).transpose()?;
    Ok(at.unwrap_or(Timestamp::UNIX_EPOCH))
}

fn row(at: Timestamp, kind: Kind, id: &str, was: Option<String>, is: Option<String>) -> Result<Row, StoreError> {
    let mut body = LogBody::by_trin(at, kind.code(), PURPOSE);
    (body.fields, body.was, body.rows) = (Some(kind.told(id)), was, is);
    body.row()
}

/// What the log's rows tell, from the first to the last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Around {
    last: i64,
    rows: BTreeMap<(&'static str, String), Option<String>>,
    /// Rows that were another than the one before had left.
    broken: BTreeSet<(&'static str, String)>,
    logins: Lately,
}

/// What the log tells of logins, of a day or two: none lasts longer, and no kind of row is written as often.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Lately {
    since: i64,
    new: BTreeMap<String, Option<String>>,
    old: BTreeMap<String, Option<String>>,
}

impl Lately {
    fn last(&self, id: &str) -> Option<&Option<String>> {
        self.new.get(id).or_else(|| self.old.get(id))
    }

    fn put(&mut self, at: i64, id: String, hash: Option<String>) {
        if at.saturating_sub(self.since) > i64::try_from(LONGEST_LOGIN.as_micros()).unwrap_or(i64::MAX) {
            (self.old, self.since) = (std::mem::take(&mut self.new), at);
        }
        self.new.insert(id, hash);
    }
}

impl Around {
    pub(crate) fn add(&mut self, id: i64, body: LogBody) {
        self.last = self.last.max(id);
        let Some(kind) = Kind::from_code(&body.action).filter(|_| body.purpose == PURPOSE) else { return };
        let key = (kind.code(), body.fields.unwrap_or_default());
        if kind == Kind::Session {
            let fits = match self.logins.last(&key.1) {
                Some(last) => *last == body.was,
                // Ended, and older than what is remembered.
                None => body.was.is_none() || body.rows.is_none(),
            };
            self.logins.put(body.at, key.1.clone(), body.rows);
            if !fits {
                self.broken.insert(key);
            }
            return;
        }
        if self.rows.get(&key).cloned().flatten() != body.was {
            self.broken.insert(key.clone());
        }
        self.rows.insert(key, body.rows);
    }
}

/// Does something to what is followed, in one transaction with its rows of the log; again when another came first.
macro_rules! followed {
    ($store:expr, |$tx:ident, $watch:ident| $does:expr) => {{
        let mut tries = 0;
        loop {
            let mut transaction = $store.db.write().await?;
            let done = async {
                let $tx = &mut transaction;
                let mut watch = $crate::log::around::Guarded::begin($tx).await?;
                let $watch = &mut watch;
                let done = $does;
                watch.end($tx).await?;
                Ok::<_, $crate::StoreError>(done)
            };
            let done = done.await;
            let error = match done {
                Ok(done) => match transaction.commit().await {
                    Ok(()) => break Ok(done),
                    Err(error) => error,
                },
                Err(error) => {
                    // What went wrong first is what is told.
                    let _ = transaction.undo().await;
                    error
                }
            };
            if !error.is_race() || tries >= $crate::log::around::TRIES {
                break Err(error);
            }
            tries += 1;
        }
    }};
}
pub(crate) use followed;

impl Store {
    /// From now on staff, units, settings, passwords and what opens a login are followed: the log gets a row for each that is there. Once in a
    /// store's life, and once more in that of one whose first start was by a program that followed no logins.
    pub(crate) async fn follow_from_now(&self, now: Timestamp) -> Result<(), StoreError> {
        for name in [setting::FOLLOWED, setting::LOGINS_FOLLOWED] {
            if self.setting(name).await?.is_some() {
                continue;
            }
            match self.begin_to_follow(name, now).await {
                // Another start came first.
                Err(error) if error.is_race() => {}
                done => done?,
            }
        }
        Ok(())
    }

    async fn begin_to_follow(&self, name: &str, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        let mut watch = Guarded::begin(&mut tx).await?;
        watch.before(&mut tx, Kind::Setting, name).await?;
        if tx.run(FROM_NOW, args![name, now.to_string()]).await? == 0 {
            return tx.undo().await;
        }
        let mut rows = Vec::new();
        for kind in Kind::ALL.into_iter().filter(|kind| kind.opens_a_login() == (name == setting::LOGINS_FOLLOWED)) {
            for cells in kind.rows(&mut tx, now).await? {
                let (id, hash) = kind.hashed(cells)?;
                rows.push(row(now, kind, &id, None, Some(hash))?);
            }
        }
        append(&mut tx, rows).await?;
        watch.end(&mut tx).await?;
        tx.commit().await
    }

    /// What is not as the log last said. Nothing in a store that no start has followed yet.
    pub(crate) async fn check_around(&self, mut told: Around) -> Result<Vec<Problem>, StoreError> {
        let mut tx = self.db.snapshot().await?;
        // What was changed while the log was gone through.
        for mut cells in tx.rows(LATER, args![told.last]).await? {
            if let (id, _, Ok(body)) = logged(&mut cells)? {
                told.add(id, body);
            }
        }
        let mut found = Vec::new();
        let mut problem = |(kind, id): (&'static str, String), why| found.push(Problem::Around { kind, id, why });
        if !told.rows.is_empty() {
            let now = clock(&mut tx).await?;
            let has_logins = told.rows.contains_key(&(Kind::Setting.code(), setting::LOGINS_FOLLOWED.to_owned()));
            for kind in Kind::ALL.into_iter().filter(|kind| has_logins || !kind.opens_a_login()) {
                for cells in kind.rows(&mut tx, now).await? {
                    let (id, hash) = kind.hashed(cells)?;
                    let id = kind.told(&id);
                    let last = match kind {
                        Kind::Session => told.logins.last(&id).cloned(),
                        _ => told.rows.remove(&(kind.code(), id.clone())),
                    };
                    match last.flatten() {
                        Some(last) if last == hash => {}
                        Some(_) => problem((kind.code(), id), "was changed beside Trin"),
                        None => problem((kind.code(), id), "was put in beside Trin"),
                    }
                }
            }
            // A login that is gone opens nothing: it is not told.
            let gone = told.rows.into_iter().filter(|(_, last)| last.is_some());
            gone.for_each(|(key, _)| problem(key, "was removed beside Trin"));
            told.broken.into_iter().for_each(|key| problem(key, "was changed beside Trin, and by Trin since"));
        }
        tx.undo().await?;
        Ok(found)
    }
}
