//! Taking a backup, while others read and write: one view of the database, whatever is written meanwhile.

use super::manifest::{BackupFault, FORM, Kept, Manifest, file_fault, private_file};
use super::shape::{Shape, shapes};
use crate::cells::Value;
use crate::db::{Tx, statements};
use crate::journal::CHILD_KEY;
use crate::{Sealing, Store, StoreError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};
use std::io::{BufWriter, Write as _};
use std::path::Path;

statements! {
    HISTORY = "SELECT CAST(version AS BIGINT) FROM _sqlx_migrations ORDER BY version";
    HEAD = "SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1";
}

/// How many rows are held in memory.
const AT_ONCE: usize = 2_000;

impl Store {
    /// Takes a backup into a folder that is new or empty, and writes the key file it is restored with, as [`Store::keep_keys`]. Others may
    /// read and write meanwhile; what they write is not in it.
    ///
    /// # Errors
    /// When the folder is not empty or cannot be written, the key file would lie in it, or the database fails. Without a manifest in it a
    /// folder is no backup.
    pub async fn backup(&self, folder: &Path, keys: &Path, now: Timestamp) -> Result<Manifest, BackupFault> {
        make_empty(folder)?;
        if is_within(keys, folder) {
            return Err(BackupFault::Together);
        }
        let mut tx = self.db.snapshot().await?;
        let taken = self.take(&mut tx, folder, now).await;
        let _ = tx.undo().await;
        let manifest = taken?;
        // After the tables: every child in them has a key in it, or was destroyed meanwhile.
        self.keep_keys(keys, now).await?;
        // Last: it says that everything is there.
        manifest.write(folder, &self.sealing)?;
        // That the files are there must be on disk too.
        #[cfg(unix)]
        std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(file_fault(&folder.display().to_string()))?;
        Ok(manifest)
    }

    async fn take(&self, tx: &mut Tx, folder: &Path, now: Timestamp) -> Result<Manifest, BackupFault> {
        let schema = tx.rows(HISTORY, Vec::new()).await?.into_iter().map(|mut cells| cells.int()).collect::<Result<_, _>>()?;
        let log_head = tx.rows(HEAD, Vec::new()).await?.into_iter().next().map(|mut cells| cells.text()).transpose()?;
        let mut tables = Vec::new();
        for shape in shapes(tx, self.engine()).await?.into_iter().filter(|shape| shape.table.name != CHILD_KEY.name) {
            tables.push(keep(tx, &shape, folder).await?);
        }
        Ok(Manifest { form: FORM, at: now, schema, tables, log_head })
    }

    /// With what the store is sealed: what a backup of it is read with.
    pub const fn sealing(&self) -> &Sealing {
        &self.sealing
    }
}

/// Whether a folder that may not be there yet lies in another that does.
fn is_within(inner: &Path, outer: &Path) -> bool {
    let outer = outer.canonicalize().unwrap_or_else(|_| outer.to_owned());
    let absolute = std::path::absolute(inner).unwrap_or_else(|_| inner.to_owned());
    let there = absolute.ancestors().find_map(|folder| folder.canonicalize().ok());
    there.is_some_and(|there| there.starts_with(&outer))
}

fn make_empty(folder: &Path) -> Result<(), BackupFault> {
    let shown = folder.display().to_string();
    let fault = file_fault(&shown);
    std::fs::create_dir_all(folder).map_err(&fault)?;
    match std::fs::read_dir(folder).map_err(&fault)?.next() {
        Some(_) => Err(BackupFault::NotEmpty),
        None => Ok(()),
    }
}

pub(super) async fn keep(tx: &mut Tx, shape: &Shape, folder: &Path) -> Result<Kept, BackupFault> {
    let table = shape.table;
    let file = Kept::file(table.name);
    let fault = file_fault(&file);
    let mut out = BufWriter::new(private_file(&folder.join(&file)).map_err(&fault)?);
    let (mut hash, mut rows, mut bytes) = (Sha256::new(), 0, 0);
    let mut after: Option<Vec<Value>> = None;
    loop {
        let some = table.read_page(tx, after.as_deref(), AT_ONCE).await?;
        let is_last = some.len() < AT_ONCE;
        for row in &some {
            let mut line = serde_json::to_vec(&row.iter().map(written).collect::<Vec<_>>()).map_err(StoreError::from)?;
            line.push(b'\n');
            out.write_all(&line).map_err(&fault)?;
            hash.update(&line);
            bytes += line.len() as u64;
        }
        rows += some.len() as u64;
        if is_last {
            break;
        }
        after = some.last().map(|row| row[..table.key].to_vec());
    }
    out.into_inner().map_err(|error| fault(error.into_error()))?.sync_all().map_err(&fault)?;
    let columns = table.columns.iter().map(|column| (*column).to_owned()).collect();
    Ok(Kept { table: table.name.to_owned(), columns, rows, bytes, sha256: HEXLOWER.encode(&hash.finalize()) })
}

fn written(value: &Value) -> Json {
    match value {
        Value::Int(None) | Value::Text(None) => Json::Null,
        Value::Int(Some(number)) => json!(number),
        Value::Text(Some(text)) => json!(text),
        Value::Bytes(bytes) => json!({ "b": STANDARD.encode(bytes) }),
    }
}

/// A value as [`written`] wrote it; nothing when it is something else.
pub(super) fn read(json: &Json, is_number: bool) -> Option<Value> {
    Some(match json {
        Json::Null if is_number => Value::Int(None),
        Json::Null => Value::Text(None),
        Json::Number(number) => Value::Int(Some(number.as_i64()?)),
        Json::String(text) => Value::Text(Some(text.clone())),
        Json::Object(bytes) => Value::Bytes(STANDARD.decode(bytes.get("b")?.as_str()?).ok()?),
        _ => return None,
    })
}
