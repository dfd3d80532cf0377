//! Staff, units, settings and passwords in the log: each change through Trin leaves the hash of the row as it was and as it is since, in the transaction
//! that changed it. Verifying follows these hashes from the first to the last and compares the last with the row that is there, so that a row
//! changed beside Trin is seen, also when Trin changed it again later.
//!
//! A row has no value: an identity, or a setting's name, and hashes. Who changed it is not known here; the database's clock says when.

use super::{LogBody, append, hex, logged};
use crate::around::setting;
use crate::cells::{Cells, args};
use crate::db::{Tx, statements};
use crate::table::Row;
use crate::verify::Problem;
use crate::{Store, StoreError};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::id::StaffId;
use trin_domain::kinds::Role;
use trin_proof::tree;
use uuid::Uuid;

statements! {
    STAFF_ROW = "SELECT id, name, role, unit, is_active FROM staff WHERE id = $1";
    STAFF_ROWS = "SELECT id, name, role, unit, is_active FROM staff ORDER BY id";
    UNIT_ROW = "SELECT id, name, kind, district FROM unit WHERE id = $1";
    UNIT_ROWS = "SELECT id, name, kind, district FROM unit ORDER BY id";
    SETTING_ROW = "SELECT id, body FROM setting WHERE id = $1";
    SETTING_ROWS = "SELECT id, body FROM setting ORDER BY id";
    PASSWORD_ROW = "SELECT staff, hash FROM password WHERE staff = $1";
    PASSWORD_ROWS = "SELECT staff, hash FROM password ORDER BY staff";
    FROM_NOW = "INSERT INTO setting (id, body) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING";
    LATER = "SELECT id, at, staff, child, command, body FROM log WHERE id > $1 ORDER BY id";
}

/// The database's own clock, in microseconds: what changes these rows is told no time.
const CLOCK_SQLITE: &str = "SELECT CAST(ROUND((julianday('now') - 2440587.5) * 86400000000.0) AS INTEGER)";
const CLOCK_POSTGRES: &str = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000 AS BIGINT)";
/// The purpose the log gives of all this.
const PURPOSE: &str = "administration";

/// What is followed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Kind {
    Staff,
    Unit,
    Setting,
    Password,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Staff, Self::Unit, Self::Setting, Self::Password];

    /// What a row of the log calls it.
    const fn code(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Unit => "unit",
            Self::Setting => "setting",
            Self::Password => "password",
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
        }
    }

    const fn all(self) -> &'static str {
        match self {
            Self::Staff => STAFF_ROWS,
            Self::Unit => UNIT_ROWS,
            Self::Setting => SETTING_ROWS,
            Self::Password => PASSWORD_ROWS,
        }
    }

    /// Columns after the identity.
    const fn columns(self) -> usize {
        match self {
            Self::Staff => 4,
            Self::Unit => 3,
            Self::Setting | Self::Password => 1,
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
        Ok((id, hex(&tree::leaf(text.as_bytes()))))
    }
}

/// What a transaction is about to change.
pub(crate) struct Watch {
    /// Nothing is followed before the first start of a program that does.
    is_on: bool,
    before: Vec<(Kind, String, Option<String>)>,
}

impl Watch {
    pub(crate) async fn begin(tx: &mut Tx) -> Result<Self, StoreError> {
        Ok(Self { is_on: !tx.rows(SETTING_ROW, args![setting::FOLLOWED]).await?.is_empty(), before: Vec::new() })
    }

    /// To be called before a row is changed.
    pub(crate) async fn before(&mut self, tx: &mut Tx, kind: Kind, id: &str) -> Result<(), StoreError> {
        if self.is_on {
            let was = now_there(tx, kind, id).await?;
            self.before.push((kind, id.to_owned(), was));
        }
        Ok(())
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
                rows.push(row(at, kind, id, was, is)?);
            }
        }
        append(tx, rows).await
    }
}

async fn now_there(tx: &mut Tx, kind: Kind, id: &str) -> Result<Option<String>, StoreError> {
    let row = tx.rows(kind.one(), args![id]).await?.into_iter().next();
    Ok(row.map(|cells| kind.hashed(cells)).transpose()?.map(|(_, hash)| hash))
}

async fn clock(tx: &mut Tx) -> Result<Timestamp, StoreError> {
    let asked = if let Tx::Postgres(_) = tx { CLOCK_POSTGRES } else { CLOCK_SQLITE };
    let at = tx.rows(asked, Vec::new()).await?.into_iter().next().map(|mut cells| cells.instant()).transpose()?;
    Ok(at.unwrap_or(Timestamp::UNIX_EPOCH))
}

fn row(at: Timestamp, kind: Kind, id: String, was: Option<String>, is: Option<String>) -> Result<Row, StoreError> {
    let mut body = LogBody::of(StaffId::new(Uuid::nil()), Role::System, at, kind.code(), PURPOSE);
    (body.fields, body.was, body.rows) = (Some(id), was, is);
    body.row()
}

/// What the log's rows tell, from the first to the last.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Around {
    last: i64,
    rows: BTreeMap<(&'static str, String), Option<String>>,
    /// Rows that were another than the one before had left.
    broken: BTreeSet<(&'static str, String)>,
}

impl Around {
    pub(crate) fn add(&mut self, id: i64, body: LogBody) {
        self.last = self.last.max(id);
        let Some(kind) = Kind::from_code(&body.action).filter(|_| body.purpose == PURPOSE) else { return };
        let key = (kind.code(), body.fields.unwrap_or_default());
        if self.rows.get(&key).cloned().flatten() != body.was {
            self.broken.insert(key.clone());
        }
        self.rows.insert(key, body.rows);
    }
}

impl Store {
    /// From now on staff, units, settings and passwords are followed: the log gets a row for each that is there. Once in a store's life.
    pub(crate) async fn follow_from_now(&self, now: Timestamp) -> Result<(), StoreError> {
        if self.setting(setting::FOLLOWED).await?.is_some() {
            return Ok(());
        }
        match self.begin_to_follow(now).await {
            // Another start came first.
            Err(error) if error.is_race() => Ok(()),
            done => done,
        }
    }

    async fn begin_to_follow(&self, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.db.write().await?;
        if tx.run(FROM_NOW, args![setting::FOLLOWED, now.to_string()]).await? == 0 {
            return tx.undo().await;
        }
        let mut rows = Vec::new();
        for kind in Kind::ALL {
            for cells in tx.rows(kind.all(), Vec::new()).await? {
                let (id, hash) = kind.hashed(cells)?;
                rows.push(row(now, kind, id, None, Some(hash))?);
            }
        }
        append(&mut tx, rows).await?;
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
            for kind in Kind::ALL {
                for cells in tx.rows(kind.all(), Vec::new()).await? {
                    let (id, hash) = kind.hashed(cells)?;
                    match told.rows.remove(&(kind.code(), id.clone())).flatten() {
                        Some(last) if last == hash => {}
                        Some(_) => problem((kind.code(), id), "was changed beside Trin"),
                        None => problem((kind.code(), id), "was put in beside Trin"),
                    }
                }
            }
            let gone = told.rows.into_iter().filter(|(_, last)| last.is_some());
            gone.for_each(|(key, _)| problem(key, "was removed beside Trin"));
            told.broken.into_iter().for_each(|key| problem(key, "was changed beside Trin, and by Trin since"));
        }
        tx.undo().await?;
        Ok(found)
    }
}
