//! The key file: the children's keys as they are now, kept apart from backups. It is replaced, never added to, so that a child whose key is
//! destroyed is in no key file any more, and an old backup with today's key file restores everything but that child.
//!
//! One line for each key, wrapped as the database keeps it, one for each destroyed one, and last a code that only the municipality's key
//! makes. Whoever replaces the file holds a lock from before they look at the database: a later file is never exchanged for an earlier.

use super::manifest::{BackupFault, file_fault, private_file};
use crate::cells::Value;
use crate::db::{Tx, statements};
use crate::journal::CHILD_KEY;
use crate::seal::{ChildKey, all_destroyed, check};
use crate::{Destroyed, Sealing, Store, StoreError};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use trin_domain::id::{ChildId, StaffId};

statements! {
    KEYS_CHANGED = "SELECT s.version, (SELECT COUNT(*) FROM child_key), (SELECT COUNT(*) FROM destroyed_key) FROM sealing s";
    CHILDREN = "SELECT DISTINCT child FROM journal ORDER BY child";
}

/// The key file's name in its folder.
pub const KEY_FILE: &str = "child-keys.trin";
const NEW: &str = "child-keys.new";
const LOCK: &str = "child-keys.lock";
const FORM: u32 = 1;

/// How many keys are held in memory while they are written.
const AT_ONCE: usize = 2_000;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
enum Line {
    Form {
        form: u32,
        at: Timestamp,
    },
    Key {
        child: ChildId,
        wrapped: String,
    },
    Destroyed {
        child: ChildId,
        at: Timestamp,
        why: String,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        by: Option<StaffId>,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        confirmed_by: Option<StaffId>,
    },
}

/// Which keys there are, to be compared: two alike mean that none was made, destroyed or wrapped anew between them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct KeysState(i64, i64, i64);

/// The children's keys as a key file has them.
#[derive(Debug)]
pub struct ChildKeys {
    /// When the file was written.
    pub at: Timestamp,
    /// Children whose key was destroyed before.
    pub destroyed: Vec<Destroyed>,
    keys: BTreeMap<ChildId, ChildKey>,
}

impl Store {
    /// Which keys there are now.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn keys_state(&self) -> Result<KeysState, StoreError> {
        let mut cells = self.db.row(KEYS_CHANGED, Vec::new()).await?.ok_or(StoreError::WrongKey)?;
        Ok(KeysState(cells.int()?, cells.int()?, cells.int()?))
    }

    /// Writes the children's keys as they are now to the key file in a folder, in the place of the file that is there, whose bytes are
    /// overwritten. Killed half-way, one of the two is there, whole. How many keys.
    ///
    /// # Errors
    /// When the folder cannot be written, the store is sealed with another key since, or the database fails.
    pub async fn keep_keys(&self, folder: &Path, now: Timestamp) -> Result<u64, BackupFault> {
        make_key_folder(folder)?;
        let _lock = locked(folder).await?;
        // After the lock: whoever had it before looked at the database earlier.
        let mut tx = self.db.snapshot().await?;
        let written = self.write_keys(&mut tx, folder, now).await;
        let _ = tx.undo().await;
        let count = written?;
        replace(folder).map_err(file_fault(KEY_FILE))?;
        Ok(count)
    }

    async fn write_keys(&self, tx: &mut Tx, folder: &Path, now: Timestamp) -> Result<u64, BackupFault> {
        check(tx, &self.sealing).await?;
        let new = folder.join(NEW);
        let fault = file_fault(NEW);
        // From somebody who was killed: nobody else writes it now.
        match std::fs::remove_file(&new) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(fault(error)),
            _ => {}
        }
        let mut out = Out { file: BufWriter::new(private_file(&new).map_err(&fault)?), hash: Sha256::new() };
        out.line(&Line::Form { form: FORM, at: now })?;
        let (mut count, mut after) = (0, None);
        loop {
            let some = CHILD_KEY.read_page(tx, after.as_deref(), AT_ONCE).await?;
            for row in &some {
                if let [Value::Text(Some(child)), Value::Bytes(wrapped), ..] = row.as_slice()
                    && let Ok(child) = child.parse()
                {
                    out.line(&Line::Key { child: ChildId::new(child), wrapped: STANDARD.encode(wrapped) })?;
                    count += 1;
                }
            }
            if some.len() < AT_ONCE {
                break;
            }
            after = some.last().map(|row| row[..CHILD_KEY.key].to_vec());
        }
        for Destroyed { child, at, why, by, confirmed_by } in all_destroyed(tx).await? {
            out.line(&Line::Destroyed { child, at, why, by, confirmed_by })?;
        }
        let Out { mut file, hash } = out;
        writeln!(file, "{}", code(&self.sealing, &hash.finalize())).map_err(&fault)?;
        file.into_inner().map_err(|error| fault(error.into_error()))?.sync_all().map_err(&fault)?;
        Ok(count)
    }
}

struct Out {
    file: BufWriter<File>,
    hash: Sha256,
}

impl Out {
    fn line(&mut self, line: &Line) -> Result<(), BackupFault> {
        let mut text = serde_json::to_vec(line).map_err(StoreError::from)?;
        text.push(b'\n');
        self.hash.update(&text);
        self.file.write_all(&text).map_err(file_fault(NEW))
    }
}

/// The code of a key file; no manifest has one like it.
fn code(sealing: &Sealing, hash: &[u8]) -> String {
    HEXLOWER.encode(&sealing.code(format!("child keys {}", HEXLOWER.encode(hash)).as_bytes()))
}

impl ChildKeys {
    /// Reads the key file in a folder, with the municipality's key of the day it was written.
    ///
    /// # Errors
    /// When it is not there, was changed, or is another municipality's or key's.
    pub fn read(folder: &Path, sealing: &Sealing) -> Result<Self, BackupFault> {
        let text = std::fs::read(folder.join(KEY_FILE)).map_err(file_fault(KEY_FILE))?;
        // The last line is the code over all before it.
        let body = text.strip_suffix(b"\n").ok_or(BackupFault::KeysNotOurs)?;
        let end = body.iter().rposition(|byte| *byte == b'\n').ok_or(BackupFault::KeysNotOurs)? + 1;
        let (body, told) = body.split_at(end);
        if told != code(sealing, &Sha256::digest(body)).as_bytes() {
            return Err(BackupFault::KeysNotOurs);
        }
        let mut lines = body.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(|line| {
            // Its code says that Trin wrote it: a newer one.
            serde_json::from_slice::<Line>(line).map_err(|_| BackupFault::Newer)
        });
        let Some(Line::Form { form: FORM, at }) = lines.next().transpose()? else { return Err(BackupFault::Newer) };
        let mut keys = Self { at, destroyed: Vec::new(), keys: BTreeMap::new() };
        for line in lines {
            match line? {
                Line::Form { .. } => return Err(BackupFault::Newer),
                Line::Key { child, wrapped } => {
                    let wrapped = STANDARD.decode(wrapped).map_err(|_| BackupFault::KeysNotOurs)?;
                    keys.keys.insert(child, sealing.unwrap(child, &wrapped).ok_or(BackupFault::KeysNotOurs)?);
                }
                Line::Destroyed { child, at, why, by, confirmed_by } => {
                    keys.destroyed.push(Destroyed { child, at, why, by, confirmed_by });
                }
            }
        }
        Ok(keys)
    }

    /// Puts the keys of the children who are in a restored store into it, wrapped with the key it is sealed with.
    pub(super) async fn put(&self, tx: &mut Tx, sealing: &Sealing, gone: &[Destroyed], taken: Timestamp) -> Result<(), BackupFault> {
        let version = check(tx, sealing).await.map_err(|_| BackupFault::NotOurs)?;
        let gone: BTreeSet<ChildId> = all_destroyed(tx).await?.iter().chain(&self.destroyed).chain(gone).map(|gone| gone.child).collect();
        let (mut missing, mut rows) = (0, Vec::new());
        for mut cells in tx.rows(CHILDREN, Vec::new()).await? {
            let child = cells.id(ChildId::new)?;
            match self.keys.get(&child) {
                _ if gone.contains(&child) => {}
                Some(key) => rows.push(crate::journal::key_row(child, key, version, sealing)),
                None => missing += 1,
            }
        }
        if missing > 0 {
            return Err(BackupFault::KeysMissing { missing, keys: self.at, backup: taken });
        }
        crate::journal::put_keys(tx, rows).await?;
        Ok(())
    }
}

/// Makes a folder for a key file, which only this user may read.
///
/// # Errors
/// When it cannot be made.
pub fn make_key_folder(folder: &Path) -> Result<(), BackupFault> {
    let shown = folder.display().to_string();
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(file_fault(&shown))
}

/// The folder's lock, once nobody else has it; held until dropped.
async fn locked(folder: &Path) -> Result<File, BackupFault> {
    let path = folder.join(LOCK);
    let lock = move || {
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path)?;
        file.lock()?;
        Ok(file)
    };
    let locked = tokio::task::spawn_blocking(lock).await.map_err(std::io::Error::other);
    locked.and_then(|locked| locked).map_err(file_fault(LOCK))
}

/// Puts the new file in the old one's place, and overwrites the old one.
fn replace(folder: &Path) -> std::io::Result<()> {
    let path = folder.join(KEY_FILE);
    let old = match OpenOptions::new().write(true).open(&path) {
        Ok(old) => Some(old),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    std::fs::rename(folder.join(NEW), &path)?;
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    if let Some(mut old) = old {
        let length = old.metadata()?.len();
        std::io::copy(&mut std::io::Read::take(std::io::repeat(0), length), &mut old)?;
        old.sync_all()?;
    }
    Ok(())
}
