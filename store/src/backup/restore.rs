//! Restoring a backup to an empty place, and seeing that it is whole before anybody uses it.

use super::keys::ChildKeys;
use super::manifest::{BackupFault, Kept, Manifest, file_fault};
use super::shape::{Shape, shapes};
use super::take::read;
use crate::cells::Value;
use crate::db::{Db, Tx, statements};
use crate::journal::CHILD_KEY;
use crate::open::open_at;
use crate::table::{Row, Table};
use crate::{Destroyed, Engine, LogTrust, Report, Sealing, Store, StoreError};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use trin_domain::strategy::Strategy;

statements! {
    HAS_KEY = "SELECT child FROM child_key WHERE child = $1";
    IS_USED = "SELECT command.id FROM command UNION ALL SELECT setting.id FROM setting UNION ALL SELECT staff.id FROM staff LIMIT 1";
}

const WHOLE_SQLITE: &str = "PRAGMA integrity_check";
const NAMED_SQLITE: &str = "SELECT \"table\" FROM pragma_foreign_key_check";
/// The log's numbers go on after the last one restored.
const GO_ON_POSTGRES: &str = "SELECT CAST(setval(pg_get_serial_sequence('log', 'id'), CASE WHEN MAX(id) IS NULL THEN 1 ELSE MAX(id) END, MAX(id) IS NOT NULL) AS BIGINT) FROM log";

/// Which children are under a legal hold.
const HOLDS: &str = "legal_hold";

/// How many rows are held in memory.
const AT_ONCE: usize = 2_000;

impl Store {
    /// Restores a backup, of which every file must be what it was, into the database at an address, which must be empty, with the children's
    /// keys from a key file, but for those destroyed. `sealing` is of the municipality's key of the day it was taken; the store is sealed with
    /// that one. It is not to be used before [`Store::make_whole`].
    ///
    /// # Errors
    /// When the backup is not what it was, a child in it has no key, the place is not empty, or the database fails. Then the place is not to
    /// be used.
    pub async fn restore(
        folder: &Path,
        url: &str,
        sealing: Sealing,
        keys: Option<&ChildKeys>,
        destroyed: &[Destroyed],
    ) -> Result<Self, BackupFault> {
        let manifest = Manifest::read(folder, &sealing)?;
        if keys.is_none() && !manifest.holds_keys() {
            return Err(BackupFault::NoKeys);
        }
        let db = open_at(url, Some(&manifest.schema)).await.map_err(|error| match error {
            StoreError::NewerSchema { .. } => BackupFault::Newer,
            other => other.into(),
        })?;
        let filled = fill(&db, folder, &manifest, &sealing, keys, destroyed).await;
        db.close().await;
        filled?;
        // As the file says, now that the rows are there: newer steps of the schema, and whether the key is the right one.
        Ok(Self::open(url, sealing).await?)
    }

    /// Makes a restored store fit for use: the database is whole, keys destroyed before the backup or since are destroyed again, what follows
    /// from the records is made anew, and everything is verified, the log's heads against the key given. What verifying found is for the caller to judge.
    ///
    /// # Errors
    /// When the database is not whole or fails. Then it is not to be used.
    pub async fn make_whole(&self, strategy: &Strategy, destroyed: &[Destroyed], trust: &LogTrust) -> Result<Report, BackupFault> {
        if let Db::Sqlite { .. } = self.db {
            for mut cells in self.db.rows(WHOLE_SQLITE, Vec::new()).await? {
                let said = cells.text()?;
                if said != "ok" {
                    return Err(BackupFault::Broken(said));
                }
            }
            if let Some(mut cells) = self.db.row(NAMED_SQLITE, Vec::new()).await? {
                return Err(BackupFault::Broken(format!("a row of {} names one that is not there", cells.text()?)));
            }
        }
        for one in self.destroyed().await?.iter().chain(destroyed) {
            self.destroy_again(one).await?;
        }
        self.forget_destroyed().await?;
        self.rebuild(strategy).await?;
        Ok(self.verify_with(strategy, trust).await?)
    }
}

async fn fill(
    db: &Db,
    folder: &Path,
    manifest: &Manifest,
    sealing: &Sealing,
    keys: Option<&ChildKeys>,
    destroyed: &[Destroyed],
) -> Result<(), BackupFault> {
    let mut tx = db.write().await?;
    if !tx.rows(IS_USED, Vec::new()).await?.is_empty() {
        tx.undo().await?;
        return Err(BackupFault::NotEmpty);
    }
    let engine = match db {
        Db::Sqlite { .. } => Engine::Sqlite,
        Db::Postgres(_) => Engine::Postgres,
    };
    let shapes = shapes(&mut tx, engine).await?;
    for kept in &manifest.tables {
        let shape = shapes.iter().find(|shape| shape.table.name == kept.table).ok_or(BackupFault::Newer)?;
        // The key file's go before those of an older backup, of which some may be destroyed since.
        if kept.table != HOLDS && (keys.is_none() || kept.table != CHILD_KEY.name) {
            fill_one(&mut tx, shape, kept, folder).await?;
        }
    }
    if let Some(keys) = keys {
        keys.put(&mut tx, sealing, destroyed, manifest.at).await?;
    }
    // After the keys: the database lets nobody hold what is not there.
    for kept in manifest.tables.iter().filter(|kept| kept.table == HOLDS) {
        let shape = shapes.iter().find(|shape| shape.table.name == kept.table).ok_or(BackupFault::Newer)?;
        fill_one(&mut tx, shape, kept, folder).await?;
    }
    if engine == Engine::Postgres {
        tx.rows(GO_ON_POSTGRES, Vec::new()).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// A hold that was in force when the backup was taken, on a child whose key was destroyed since: it was lifted before that.
async fn lift_of_destroyed(tx: &mut Tx, table: &Table, hold: &mut Row) -> Result<(), StoreError> {
    let place = |name: &str| table.columns.iter().position(|column| *column == name);
    let (Some(child), Some(from), Some(lifted)) = (place("child"), place("from_at"), place("lifted_at")) else { return Ok(()) };
    if matches!(hold[lifted], Value::Int(None) | Value::Text(None)) && tx.rows(HAS_KEY, vec![hold[child].clone()]).await?.is_empty() {
        hold[lifted] = hold[from].clone();
    }
    Ok(())
}

async fn fill_one(tx: &mut Tx, shape: &Shape, kept: &Kept, folder: &Path) -> Result<(), BackupFault> {
    let file = Kept::file(&kept.table);
    let changed = || BackupFault::Changed { file: file.clone() };
    // Columns stand in the order the database lists them, and that may differ from one engine to the other.
    let places: Vec<usize> = shape
        .table
        .columns
        .iter()
        .map(|column| kept.columns.iter().position(|there| there == column).ok_or_else(changed))
        .collect::<Result<_, _>>()?;
    let lines = BufReader::new(std::fs::File::open(folder.join(&file)).map_err(file_fault(&file))?);
    let mut some: Vec<Row> = Vec::with_capacity(AT_ONCE);
    for line in lines.lines() {
        let values: Vec<serde_json::Value> = serde_json::from_str(&line.map_err(file_fault(&file))?).map_err(|_| changed())?;
        let cell = |(place, is_number): (&usize, &bool)| values.get(*place).and_then(|value| read(value, *is_number)).ok_or_else(changed);
        some.push(places.iter().zip(&shape.is_number).map(cell).collect::<Result<_, _>>()?);
        if kept.table == HOLDS
            && let Some(hold) = some.last_mut()
        {
            lift_of_destroyed(tx, shape.table, hold).await?;
        }
        if some.len() == AT_ONCE {
            shape.table.insert(tx, std::mem::take(&mut some)).await?;
        }
    }
    shape.table.insert(tx, some).await?;
    Ok(())
}
