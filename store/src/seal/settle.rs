//! At each opening: is this the key the store is sealed with, and is everything sealed?
//!
//! A store from before there was sealing is sealed here, some children at a time and all or nothing of each, so that it may be killed at any
//! moment and goes on at the next opening. The journal's lock against changes is lifted within each of those transactions and is back
//! before it commits: nobody else ever sees the journal unlocked.

use super::keys::Sealing;
use super::sealed::{About, VERSION, seal};
use crate::cells::{Value, args};
use crate::db::{Db, Tx, statements};
use crate::rebuild::Range;
use crate::{Engine, StoreError, journal};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use trin_domain::id::{ChildId, StaffId};

statements! {
    STATE = "SELECT version, proof FROM sealing WHERE id = 1";
    IS_BEGUN = "SELECT child FROM child_key UNION ALL SELECT child FROM destroyed_key LIMIT 1";
    IS_WRITTEN = "SELECT child FROM journal UNION ALL SELECT staff FROM draft LIMIT 1";
    BEGIN = "INSERT INTO sealing (id, version, proof) VALUES (1, 1, $1)";
    IS_WHOLE = "UPDATE sealing SET proof = $1 WHERE id = 1";
    PLAIN = "SELECT j.child, j.no, j.kind, j.payload, k.wrapped FROM journal j LEFT JOIN child_key k ON k.child = j.child
        WHERE j.child > $1 AND j.child <= $2 AND substr(j.payload, 1, 1) <> $3 ORDER BY j.child, j.no";
    SEALED = "UPDATE journal SET payload = $1 WHERE child = $2 AND no = $3";
    DRAFTS = "SELECT staff, id, body FROM draft";
    SEAL_DRAFT = "UPDATE draft SET body = $1 WHERE staff = $2 AND id = $3";
}

const UNLOCK_SQLITE: &str = "DROP TRIGGER journal_is_kept_on_update";
const LOCK_SQLITE: &str =
    "CREATE TRIGGER journal_is_kept_on_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END";
const UNLOCK_POSTGRES: &str = "ALTER TABLE journal DISABLE TRIGGER journal_is_kept";
const LOCK_POSTGRES: &str = "ALTER TABLE journal ENABLE TRIGGER journal_is_kept";
/// SQLite: what was overwritten is in the write-ahead log until it is taken in.
const TAKE_IN: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// How many children are sealed in one transaction.
const AT_ONCE: i64 = 50;
/// How often some children are tried again when another program came first.
const TRIES: u32 = 8;

/// What the store says of its key.
struct State {
    version: i64,
    /// Whether nothing is left in the clear.
    is_whole: bool,
}

/// The store's own row about its key; refused when the key is another.
async fn state(tx: &mut Tx, sealing: &Sealing) -> Result<Option<State>, StoreError> {
    let Some(mut cells) = tx.rows(STATE, Vec::new()).await?.into_iter().next() else { return Ok(None) };
    let (version, proof) = (cells.int()?, cells.bytes()?);
    let is_whole = sealing.proved(&proof).ok_or(StoreError::WrongKey)?;
    Ok(Some(State { version, is_whole }))
}

/// Refuses a key that is not the store's, within the transaction that is about to use it; the number of the key otherwise.
pub(crate) async fn check(tx: &mut Tx, sealing: &Sealing) -> Result<i64, StoreError> {
    Ok(state(tx, sealing).await?.ok_or(StoreError::WrongKey)?.version)
}

/// Makes sure that the key is right and everything sealed with it.
pub(crate) async fn settle(db: &Db, engine: Engine, sealing: &Sealing) -> Result<(), StoreError> {
    let mut tries = 0;
    let state = loop {
        match begin(db, sealing).await {
            Err(error) if error.is_race() && tries < TRIES => tries += 1,
            begun => break begun?,
        }
    };
    if state.is_whole {
        return Ok(());
    }
    let (mut range, mut tries, mut sealed) = (Range::beginning(), 0, 0);
    while !range.is_last() {
        match seal_next(db, engine, &range, sealing).await {
            Ok((next, entries)) => (range, tries, sealed) = (next, 0, sealed + entries),
            Err(error) if error.is_race() && tries < TRIES => tries += 1,
            Err(error) => return Err(error),
        }
    }
    let mut tx = db.write().await?;
    for mut cells in tx.rows(DRAFTS, Vec::new()).await? {
        let (staff, id, body) = (cells.id(StaffId::new)?, cells.text()?, cells.text()?);
        if sealing.open_draft(staff, &id, &body).is_none() {
            let body = sealing.seal_draft(staff, &id, &body);
            tx.run(SEAL_DRAFT, args![body, staff, id]).await?;
        }
    }
    tx.run(IS_WHOLE, vec![Value::Bytes(sealing.proof(true))]).await?;
    tx.commit().await?;
    if sealed > 0 {
        tracing::info!(entries = sealed, "what was written before there was sealing is sealed");
    }
    forget_old_pages(db).await
}

/// SQLite keeps what was overwritten or deleted in its write-ahead log until that is taken in; secure_delete zeroes the rest.
pub(super) async fn forget_old_pages(db: &Db) -> Result<(), StoreError> {
    if let Db::Sqlite { writer, .. } = db {
        sqlx::query(TAKE_IN).execute(writer).await?;
    }
    Ok(())
}

async fn begin(db: &Db, sealing: &Sealing) -> Result<State, StoreError> {
    let mut tx = db.snapshot().await?;
    let there = state(&mut tx, sealing).await;
    tx.undo().await?;
    if let Some(there) = there? {
        return Ok(there);
    }
    let mut tx = db.write().await?;
    if let Some(there) = state(&mut tx, sealing).await? {
        tx.undo().await?;
        return Ok(there);
    }
    if !tx.rows(IS_BEGUN, Vec::new()).await?.is_empty() {
        // Somebody took the proof away: what is written in the clear now is not Trin's.
        return Err(StoreError::WrongKey);
    }
    let is_whole = tx.rows(IS_WRITTEN, Vec::new()).await?.is_empty();
    tx.run(BEGIN, vec![Value::Bytes(sealing.proof(is_whole))]).await?;
    tx.commit().await?;
    Ok(State { version: 1, is_whole })
}

async fn seal_next(db: &Db, engine: Engine, before: &Range, sealing: &Sealing) -> Result<(Range, u64), StoreError> {
    let mut tx = db.write().await?;
    let version = check(&mut tx, sealing).await?;
    let range = before.next(&mut tx, AT_ONCE).await?;
    let plain = tx.rows(PLAIN, range.ends().into_iter().chain([Value::Bytes(vec![VERSION])]).collect()).await?;
    if plain.is_empty() {
        tx.undo().await?;
        return Ok((range, 0));
    }
    let (unlock, lock) = match engine {
        Engine::Sqlite => (UNLOCK_SQLITE, LOCK_SQLITE),
        Engine::Postgres => (UNLOCK_POSTGRES, LOCK_POSTGRES),
    };
    tx.run(unlock, Vec::new()).await?;
    let mut keys = BTreeMap::new();
    let mut sealed = 0;
    for mut cells in plain {
        let (child, no, kind, payload) = (cells.id(ChildId::new)?, cells.int()?, cells.text()?, cells.bytes()?);
        let wrapped = cells.maybe_bytes()?;
        let key = match (keys.entry(child), wrapped) {
            (Entry::Occupied(there), _) => there.into_mut(),
            (Entry::Vacant(free), Some(wrapped)) => free.insert(sealing.unwrap(child, &wrapped).ok_or(StoreError::WrongKey)?),
            (Entry::Vacant(free), None) => free.insert(journal::put_new_key(&mut tx, child, version, sealing).await?),
        };
        let closed = seal(key.bytes(), &About::Entry { child, no, kind: &kind }, &payload, sealing);
        tx.run(SEALED, [Value::Bytes(closed)].into_iter().chain(args![child, no]).collect()).await?;
        sealed += 1;
    }
    tx.run(lock, Vec::new()).await?;
    tx.commit().await?;
    Ok((range, sealed))
}
