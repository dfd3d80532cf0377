//! Destroying a child's key: what was written about the child opens to nobody, here and in every copy.

use super::settle::forget_old_pages;
use crate::cells::{Value, args};
use crate::db::statements;
use crate::project::TABLES;
use crate::{Store, StoreError};
use jiff::Timestamp;
use trin_domain::id::ChildId;

statements! {
    ALL_DESTROYED = "SELECT child, at, why_code FROM destroyed_key ORDER BY at, child";
    NOTE = "INSERT INTO destroyed_key (child, at, why_code) VALUES ($1, $2, $3) ON CONFLICT (child) DO NOTHING";
    DELETE_KEY = "DELETE FROM child_key WHERE child = $1";
    IS_KNOWN = "SELECT child FROM journal WHERE child = $1 AND no = 1";
    /// Unfinished writing about the child: a draft's name holds whom it is about.
    DELETE_DRAFTS = "DELETE FROM draft WHERE id LIKE $1";
}

/// A child whose key was destroyed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Destroyed {
    /// Which child.
    pub child: ChildId,
    /// When.
    pub at: Timestamp,
    /// Why, as a code such as `retention-ended`; never in words about anybody.
    pub why: String,
}

impl Store {
    /// Destroys a child's key: its record reads as not there from now on, its rows in the read models are gone, while the journal's
    /// sealed rows and what counts and proves them stay. It cannot be undone. `false` when there is no such child; a key that was
    /// destroyed before stays so.
    ///
    /// # Errors
    /// When the database fails. Then nothing was destroyed.
    pub async fn destroy_key(&self, destroyed: &Destroyed) -> Result<bool, StoreError> {
        let child = destroyed.child;
        let mut tx = self.db.write().await?;
        if tx.rows(IS_KNOWN, args![child]).await?.is_empty() {
            tx.undo().await?;
            return Ok(false);
        }
        tx.run(NOTE, args![child, destroyed.at, destroyed.why.as_str()]).await?;
        tx.run(DELETE_KEY, args![child]).await?;
        for table in &TABLES {
            table.delete_of(&mut tx, child).await?;
        }
        tx.run(DELETE_DRAFTS, vec![Value::Text(Some(format!("%{}%", child.uuid())))]).await?;
        tx.commit().await?;
        forget_old_pages(&self.db).await?;
        Ok(true)
    }

    /// Children whose key was destroyed, oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn destroyed(&self) -> Result<Vec<Destroyed>, StoreError> {
        let rows = self.db.rows(ALL_DESTROYED, Vec::new()).await?;
        rows.into_iter()
            .map(|mut cells| Ok(Destroyed { child: cells.id(ChildId::new)?, at: cells.instant()?, why: cells.text()? }))
            .collect()
    }
}
