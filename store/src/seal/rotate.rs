//! Another municipality key: every child's key wrapped anew, and what else is derived from it, in one transaction.

use super::keys::Sealing;
use super::settle::{check, forget_old_pages};
use crate::cells::{Value, args};
use crate::db::{Tx, statements};
use crate::project::{SEARCH_TERM, search_terms};
use crate::rebuild::Range;
use crate::{Store, StoreError, journal};
use trin_domain::id::{ChildId, StaffId};

statements! {
    NEXT_KEYS = "SELECT child, wrapped FROM child_key WHERE child > $1 ORDER BY child LIMIT $2";
    REWRAP = "UPDATE child_key SET wrapped = $1, version = $2 WHERE child = $3";
    DRAFTS = "SELECT staff, id, body FROM draft";
    SEAL_DRAFT = "UPDATE draft SET body = $1 WHERE staff = $2 AND id = $3";
    /// The terms made with the key; no other begins with this sign.
    FORGET_BLIND = "DELETE FROM search_term WHERE term >= '#' AND term < '$'";
    NEW_KEY = "UPDATE sealing SET version = $1, proof = $2 WHERE id = 1";
}

/// How many children are looked at together: what is held in memory.
const AT_ONCE: i64 = 200;

impl Store {
    /// Seals the store with another municipality key; the old one opens nothing afterwards. All or nothing: killed half-way, the store
    /// still has its old key. Other programs that have the store open must be started again with the new key; until then they are refused.
    ///
    /// # Errors
    /// When the database fails or a child's key does not open. Then nothing has changed.
    pub async fn rotate_key(self, new: Sealing) -> Result<Self, StoreError> {
        let mut tx = self.db.write().await?;
        let version = check(&mut tx, &self.sealing).await? + 1;
        let attempt = async {
            self.rewrap(&mut tx, &new, version).await?;
            for mut cells in tx.rows(DRAFTS, Vec::new()).await? {
                let (staff, id, body) = (cells.id(StaffId::new)?, cells.text()?, cells.text()?);
                // One that did not open before opens no better now.
                if let Some(body) = self.sealing.open_draft(staff, &id, &body) {
                    tx.run(SEAL_DRAFT, args![new.seal_draft(staff, &id, &body), staff, id]).await?;
                }
            }
            self.reseal_logins(&mut tx, &new).await?;
            self.reseal_samples(&mut tx, &new).await?;
            self.reseal_enquiries(&mut tx, &new).await?;
            tx.run(FORGET_BLIND, Vec::new()).await?;
            let mut range = Range::beginning();
            while !range.is_last() {
                range = range.next(&mut tx, AT_ONCE).await?;
                self.index(&mut tx, &range, &new).await?;
            }
            tx.run(NEW_KEY, args![version].into_iter().chain([Value::Bytes(new.proof(true))]).collect()).await?;
            Ok::<_, StoreError>(())
        };
        if let Err(error) = attempt.await {
            let _ = tx.undo().await;
            return Err(error);
        }
        tx.commit().await?;
        forget_old_pages(&self.db).await?;
        Ok(Self { sealing: new, ..self })
    }

    async fn rewrap(&self, tx: &mut Tx, new: &Sealing, version: i64) -> Result<(), StoreError> {
        let mut after = String::new();
        loop {
            let rows = tx.rows(NEXT_KEYS, args![after.as_str(), AT_ONCE]).await?;
            if rows.is_empty() {
                return Ok(());
            }
            for mut cells in rows {
                let (child, wrapped) = (cells.id(ChildId::new)?, cells.bytes()?);
                let key = self.sealing.unwrap(child, &wrapped).ok_or(StoreError::Unreadable {
                    child,
                    no: 0,
                    why: "the child's key does not open; put it right before the municipality's key is changed".into(),
                })?;
                tx.run(REWRAP, [Value::Bytes(new.wrap(child, &key))].into_iter().chain(args![version, child]).collect()).await?;
                after = child.uuid().to_string();
            }
        }
    }

    /// The search terms of these children, as the new key makes them; their records are read with keys already wrapped anew.
    async fn index(&self, tx: &mut Tx, range: &Range, new: &Sealing) -> Result<(), StoreError> {
        let mut terms = Vec::new();
        for (child, lines) in journal::by_child(range.lines(tx, new).await?) {
            // Nothing is known of a record that cannot be read; a check says so.
            if let Ok(record) = journal::record(child, lines) {
                terms.extend(search_terms(child, &record.state(), new));
            }
        }
        SEARCH_TERM.upsert(tx, terms).await
    }
}
