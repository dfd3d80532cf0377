//! Reading the log: what the family sees, and what proves it.

use super::sequence::{hash_over, to_int};
use super::{LogBody, Logged, leaf, leaf_text, logged};
use crate::cells::args;
use crate::db::statements;
use crate::{Store, StoreError};
use jiff::Timestamp;
use trin_domain::id::ChildId;
use trin_proof::{Hash, tree};

statements! {
    /// A child's rows, newest first: those about the child, and searches that found them.
    OF_CHILD = "SELECT l.id, l.at, l.staff, l.child, l.command, l.body FROM log l WHERE l.child = $1 AND l.id < $3
        UNION ALL SELECT l.id, l.at, l.staff, l.child, l.command, l.body FROM log_child c JOIN log l ON l.id = c.entry
            WHERE c.child = $1 AND c.entry < $3
        ORDER BY 1 DESC LIMIT $2";
    ROW = "SELECT id, at, staff, child, command, body FROM log WHERE id = $1";
    PLACE = "SELECT pos FROM log_leaf WHERE entry = $1";
    CHECKPOINT_OVER = "SELECT size, note FROM log_checkpoint WHERE size > $1 ORDER BY size DESC LIMIT 1";
    COSIGNED = "SELECT line FROM log_cosignature WHERE size = $1 ORDER BY witness";
    COSIGN = "INSERT INTO log_cosignature (size, witness, at, line) VALUES ($1, $2, $3, $4) ON CONFLICT (size, witness) DO NOTHING";
    BETWEEN = "SELECT id, at, staff, child, command, body FROM log WHERE at >= $1 AND at < $2 ORDER BY id";
}

/// One row as the family sees it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChildLook {
    /// Its number, for a proof.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// What it says.
    pub body: LogBody,
    /// The hash of what is stored of it: whoever keeps number and hash can have the row proven against them later.
    pub leaf: Hash,
}

/// That a row is in the log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proof {
    /// What is hashed of the row: its number, and its body on the next line.
    pub row: String,
    /// Its place.
    pub at: u64,
    /// The hashes beside it, from below.
    pub hashes: Vec<Hash>,
    /// The signed head the proof leads to.
    pub note: String,
}

impl Store {
    /// What the log has about a child, newest first.
    ///
    /// # Errors
    /// When the database fails, or a row cannot be read: a row is never left out.
    pub async fn log_of_child(&self, child: ChildId, most: i64) -> Result<Vec<ChildLook>, StoreError> {
        self.log_of_child_before(child, i64::MAX, most).await
    }

    /// What the log has about a child before a row, newest first.
    ///
    /// # Errors
    /// As [`Store::log_of_child`]'s.
    pub async fn log_of_child_before(&self, child: ChildId, before: i64, most: i64) -> Result<Vec<ChildLook>, StoreError> {
        let rows = self.db.rows(OF_CHILD, args![child, most, before]).await?;
        rows.into_iter()
            .map(|mut cells| {
                let read = logged(&mut cells)?;
                let hash = leaf(read.0, &read.1);
                let row = whole(read)?;
                let at = Timestamp::from_microsecond(row.body.at).unwrap_or(Timestamp::MIN);
                Ok(ChildLook { id: row.id, at, body: row.body, leaf: hash })
            })
            .collect()
    }

    /// The rows written from one instant until another, in order.
    ///
    /// # Errors
    /// When the database fails, or a row cannot be read.
    pub async fn log_between(&self, from: Timestamp, until: Timestamp) -> Result<Vec<Logged>, StoreError> {
        let rows = self.db.rows(BETWEEN, args![from, until]).await?;
        rows.into_iter().map(|mut cells| whole(logged(&mut cells)?)).collect()
    }

    /// Proves that a row is in the log; nothing when there is no such row, or no head is signed over it yet.
    ///
    /// # Errors
    /// When the database fails, or a part of the tree is missing.
    pub async fn log_proof(&self, id: i64) -> Result<Option<Proof>, StoreError> {
        let mut tx = self.db.snapshot().await?;
        let (row, place) = (tx.rows(ROW, args![id]).await?, tx.rows(PLACE, args![id]).await?);
        let (Some(mut row), Some(mut place)) = (row.into_iter().next(), place.into_iter().next()) else { return Ok(None) };
        let (_, body, _) = logged(&mut row)?;
        let at = place.int()?;
        let Some(mut head) = tx.rows(CHECKPOINT_OVER, args![at]).await?.into_iter().next() else { return Ok(None) };
        let (size, mut note) = (head.int()?, head.text()?);
        for mut cells in tx.rows(COSIGNED, args![size]).await? {
            note.push_str(&cells.text()?);
        }
        let (at, size) = (u64::try_from(at).unwrap_or(0), u64::try_from(size).unwrap_or(0));
        let mut hashes = Vec::new();
        for range in tree::inclusion(at, size).unwrap_or_default() {
            hashes.push(hash_over(&mut tx, &range).await?);
        }
        tx.undo().await?;
        Ok(Some(Proof { row: leaf_text(id, &body), at, hashes, note }))
    }

    /// The newest signed head, without witnesses' signatures.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log_head(&self) -> Result<Option<String>, StoreError> {
        let head = self.db.row(CHECKPOINT_OVER, args![-1_i64]).await?;
        head.map(|mut cells| cells.int().and_then(|_| cells.text())).transpose()
    }

    /// Proves that a head of one size is continued by one of another.
    ///
    /// # Errors
    /// When the database fails, or a part of the tree is missing.
    pub async fn log_consistency(&self, old: u64, new: u64) -> Result<Vec<Hash>, StoreError> {
        let mut tx = self.db.snapshot().await?;
        let mut hashes = Vec::new();
        for range in tree::consistency(old, new).unwrap_or_default() {
            hashes.push(hash_over(&mut tx, &range).await?);
        }
        tx.undo().await?;
        Ok(hashes)
    }

    /// Keeps a witness's signature for the head of a size.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn log_cosigned(&self, size: u64, witness: &str, at: Timestamp, line: &str) -> Result<(), StoreError> {
        self.db.run(COSIGN, args![to_int(size), witness, at, line]).await.map(drop)
    }
}

fn whole((id, _, body): (i64, String, Result<LogBody, &'static str>)) -> Result<Logged, StoreError> {
    let body = body.map_err(|why| StoreError::Unlogged(format!("row {id} of the log: {why}")))?;
    Ok(Logged { id, body })
}
