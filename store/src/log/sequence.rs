//! The sequencer: gives rows their places in the tree, and signs the tree's head.
//!
//! On SQLite rows are committed in the order of their numbers. On PostgreSQL a number may be committed after a later one: whoever writes
//! holds a lock with others who write, from before the number is given out; the sequencer takes it alone for a moment and asks for the
//! last number given out. Every number up to that one is then committed or never will be.

use super::leaf;
use crate::cells::{Value, args};
use crate::db::{Tx, statements};
use crate::table::{Row, Table};
use crate::{Engine, Store, StoreError};
use jiff::Timestamp;
use std::ops::Range;
use trin_proof::tree::{self, Growing, Subtree};
use trin_proof::{Hash, LogKey};

statements! {
    LAST_PLACED = "SELECT pos, entry FROM log_leaf ORDER BY pos DESC LIMIT 1";
    UNPLACED = "SELECT id, body FROM log WHERE id > $1 AND id <= $2 ORDER BY id LIMIT $3";
    LEAVES = "SELECT hash FROM log_leaf WHERE pos >= $1 AND pos < $2 ORDER BY pos";
    NODES = "SELECT hash FROM log_node WHERE level = $1 AND idx >= $2 AND idx < $3 ORDER BY idx";
    LAST_CHECKPOINT = "SELECT size FROM log_checkpoint ORDER BY size DESC LIMIT 1";
}

/// Waits until nobody writes, and keeps others from it; and the last number given out. PostgreSQL's own.
const NOBODY_WRITES: &str = "SELECT CAST(pg_advisory_xact_lock(7207001) AS TEXT)";
const LAST_NUMBER: &str = "SELECT COALESCE((SELECT last_value FROM log_id_seq WHERE is_called), 0)";

pub(crate) const LEAF: Table = Table { name: "log_leaf", columns: &["pos", "entry", "hash"], key: 1 };
pub(crate) const NODE: Table = Table { name: "log_node", columns: &["level", "idx", "hash"], key: 2 };
pub(crate) const CHECKPOINT: Table = Table { name: "log_checkpoint", columns: &["size", "at", "root", "note"], key: 1 };

/// How many rows get places in one transaction.
const AT_ONCE: i64 = 4_096;
/// How often it is tried again when another sequencer came first.
const TRIES: u32 = 8;

/// Which whole subtrees are kept.
pub(crate) const fn is_kept(level: u32) -> bool {
    level > 0 && level.is_multiple_of(8)
}

/// A head just signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sequenced {
    /// How many rows have places.
    pub size: u64,
    /// How many got theirs now.
    pub new: u64,
}

impl Store {
    /// Gives places to all rows that have none, and signs heads over them; nothing when there were none.
    ///
    /// # Errors
    /// When the database fails, or a part of the tree is missing.
    pub async fn checkpoint(&self, key: &LogKey, at: Timestamp) -> Result<Option<Sequenced>, StoreError> {
        let upto = self.settled().await?;
        let mut done: Option<Sequenced> = None;
        let mut tries = 0;
        loop {
            let mut tx = self.db.write().await?;
            match place_some(&mut tx, upto, key, at).await {
                Ok((size, new)) => {
                    if new > 0 {
                        match tx.commit().await {
                            Ok(()) => done = Some(Sequenced { size, new: new + done.map_or(0, |done| done.new) }),
                            Err(error) if error.is_race() && tries < TRIES => {
                                tries += 1;
                                continue;
                            }
                            Err(error) => return Err(error),
                        }
                    } else {
                        tx.undo().await?;
                    }
                    if new < AT_ONCE as u64 {
                        return Ok(done);
                    }
                }
                Err(error) => {
                    // What went wrong first is what is told.
                    let _ = tx.undo().await;
                    tries += 1;
                    if !error.is_race() || tries > TRIES {
                        return Err(error);
                    }
                }
            }
        }
    }

    /// The last number up to which every row is there or never will be.
    pub(super) async fn settled(&self) -> Result<i64, StoreError> {
        if self.engine() == Engine::Sqlite {
            return Ok(i64::MAX);
        }
        let mut tx = self.db.write().await?;
        tx.rows(NOBODY_WRITES, Vec::new()).await?;
        let last = tx.rows(LAST_NUMBER, Vec::new()).await?.into_iter().next().map_or(Ok(0), |mut cells| cells.int());
        tx.undo().await?;
        last
    }
}

/// Gives places to some rows; how many have places then, and how many got theirs.
async fn place_some(tx: &mut Tx, upto: i64, key: &LogKey, at: Timestamp) -> Result<(u64, u64), StoreError> {
    let (size, last) = placed(tx).await?;
    let rows = tx.rows(UNPLACED, args![last, upto, AT_ONCE]).await?;
    let is_signed = tx.rows(LAST_CHECKPOINT, Vec::new()).await?.into_iter().next().map_or(Ok(0), |mut cells| cells.int())? == to_int(size);
    if rows.is_empty() && (is_signed || size == 0) {
        return Ok((size, 0));
    }
    let mut peaks = Vec::new();
    for subtree in tree::subtrees(&(0..size)) {
        peaks.push(hash_of(tx, subtree).await?);
    }
    let mut growing = Growing::from_peaks(size, peaks).ok_or_else(|| missing(0..size))?;
    let (mut leaves, mut nodes): (Vec<Row>, Vec<Row>) = (Vec::new(), Vec::new());
    for mut cells in rows {
        let (id, body) = (cells.int()?, cells.text()?);
        let hash = leaf(id, &body);
        leaves.push(vec![Value::Int(Some(to_int(growing.size()))), Value::Int(Some(id)), Value::Bytes(hash.to_vec())]);
        growing.push(hash, |whole, hash| {
            if is_kept(whole.level) {
                nodes.push(vec![Value::Int(Some(whole.level.into())), Value::Int(Some(to_int(whole.index))), Value::Bytes(hash.to_vec())]);
            }
        });
    }
    let new = growing.size() - size;
    LEAF.insert(tx, leaves).await?;
    NODE.insert(tx, nodes).await?;
    let (size, root) = (growing.size(), growing.root());
    let mut row = args![to_int(size), at];
    row.push(Value::Bytes(root.to_vec()));
    row.extend(args![key.sign(size, root).to_text()]);
    CHECKPOINT.insert(tx, vec![row]).await?;
    Ok((size, new))
}

/// How many rows have places, and the number of the last of them.
pub(crate) async fn placed(tx: &mut Tx) -> Result<(u64, i64), StoreError> {
    let last = tx.rows(LAST_PLACED, Vec::new()).await?.into_iter().next();
    last.map_or(Ok((0, 0)), |mut cells| Ok((u64::try_from(cells.int()?).unwrap_or(0) + 1, cells.int()?)))
}

/// The hash over a range of leaves that a proof asks for.
pub(crate) async fn hash_over(tx: &mut Tx, range: &Range<u64>) -> Result<Hash, StoreError> {
    let mut hashes = Vec::new();
    for subtree in tree::subtrees(range) {
        hashes.push(hash_of(tx, subtree).await?);
    }
    Ok(tree::join(&hashes).unwrap_or_else(tree::empty))
}

/// The hash of a whole subtree: kept, or worked out from the nearest kept ones below.
async fn hash_of(tx: &mut Tx, subtree: Subtree) -> Result<Hash, StoreError> {
    let below = subtree.level / 8 * 8;
    let width = subtree.level - below;
    let (first, end) = (to_int(subtree.index << width), to_int((subtree.index + 1) << width));
    let rows =
        if below == 0 { tx.rows(LEAVES, args![first, end]).await? } else { tx.rows(NODES, args![i64::from(below), first, end]).await? };
    let leaves = || (subtree.index << subtree.level)..((subtree.index + 1) << subtree.level);
    if rows.len() != 1 << width {
        return Err(missing(leaves()));
    }
    let mut growing = Growing::default();
    for mut cells in rows {
        growing.push(Hash::try_from(cells.bytes()?).map_err(|_| missing(leaves()))?, |_, _| ());
    }
    Ok(growing.root())
}

fn missing(range: Range<u64>) -> StoreError {
    StoreError::Unlogged(format!("the log's tree lacks hashes over the places {} to {}: run trin verify", range.start, range.end))
}

pub(crate) fn to_int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
