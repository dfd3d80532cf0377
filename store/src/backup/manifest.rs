//! What a backup says of itself.

use crate::{Sealing, StoreError};
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Read as _;
use std::path::Path;

/// The form backups are written in.
pub(super) const FORM: u32 = 2;
/// The form of backups that held the children's keys themselves.
const WITH_KEYS: u32 = 1;
pub(super) const FILE: &str = "manifest.json";

/// A file of the backup: one table.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// Which table.
    pub table: String,
    /// Its columns, in the order of the rows' values.
    pub columns: Vec<String>,
    /// How many rows.
    pub rows: u64,
    /// How long the file is, in bytes.
    pub bytes: u64,
    /// The file's SHA-256, in hexadecimal.
    pub sha256: String,
}

impl Kept {
    pub(super) fn file(table: &str) -> String {
        format!("{table}.jsonl")
    }
}

/// What a backup says of itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// The form it is written in.
    pub form: u32,
    /// When it was taken.
    pub at: Timestamp,
    /// The steps of the schema's history it was taken with.
    pub schema: Vec<i64>,
    /// Its files, in an order in which rows come after those they name.
    pub tables: Vec<Kept>,
    /// The log's newest signed head, when there is one: what a witness can be asked about.
    pub log_head: Option<String>,
}

/// Why a backup cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BackupFault {
    /// A file cannot be read or written.
    #[error("{file}: {why}")]
    File {
        /// Which.
        file: String,
        /// Why.
        why: std::io::Error,
    },
    /// A file is not what it was when the backup was taken.
    #[error("{file} is not what it was when the backup was taken")]
    Changed {
        /// Which.
        file: String,
    },
    /// The manifest was changed, or the key is not the one of that day.
    #[error("the manifest was changed, or the key is not the municipality's key of the day the backup was taken")]
    NotOurs,
    /// The backup holds no keys, and no key file was named.
    #[error("the backup holds no child's key: name the folder with the key file")]
    NoKeys,
    /// The key file was changed, or is wrapped with another municipality key.
    #[error("the key file was changed, or it was not written with this municipality's key")]
    KeysNotOurs,
    /// Children in the backup have no key in the key file.
    #[error("{missing} children in the backup of {backup} have no key in the key file of {keys}, and are not among those destroyed")]
    KeysMissing {
        /// How many.
        missing: u64,
        /// When the key file was written.
        keys: Timestamp,
        /// When the backup was taken.
        backup: Timestamp,
    },
    /// The key file would be in the backup.
    #[error("the key file must not lie in the backup's folder: whoever has both can read what is destroyed since")]
    Together,
    /// A newer Trin took it.
    #[error("the backup was taken by a newer program: use that one")]
    Newer,
    /// There is something where it should be restored to.
    #[error("there is something there already: restore to an empty place")]
    NotEmpty,
    /// The restored database is not whole.
    #[error("the restored database is not whole: {0}")]
    Broken(String),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

pub(super) fn file_fault(file: &str) -> impl Fn(std::io::Error) -> BackupFault + '_ {
    move |why| BackupFault::File { file: file.to_owned(), why }
}

impl Manifest {
    /// Whether the backup holds the children's keys itself, as those of older programs do.
    pub const fn holds_keys(&self) -> bool {
        self.form == WITH_KEYS
    }

    /// Writes it, with the code that proves it.
    pub(super) fn write(&self, folder: &Path, sealing: &Sealing) -> Result<(), BackupFault> {
        let said = serde_json::to_string(self).map_err(StoreError::from)?;
        let text = format!("{said}\n{}\n", HEXLOWER.encode(&sealing.code(said.as_bytes())));
        let fault = file_fault(FILE);
        let mut file = private_file(&folder.join(FILE)).map_err(&fault)?;
        std::io::Write::write_all(&mut file, text.as_bytes()).and_then(|()| file.sync_all()).map_err(&fault)
    }

    /// Reads it, and checks its code and every file's hash.
    ///
    /// # Errors
    /// When anything is not what it was.
    pub fn read(folder: &Path, sealing: &Sealing) -> Result<Self, BackupFault> {
        let text = std::fs::read(folder.join(FILE)).map_err(file_fault(FILE))?;
        let end = text.iter().position(|byte| *byte == b'\n').ok_or(BackupFault::NotOurs)?;
        let (said, code) = text.split_at(end);
        if code != format!("\n{}\n", HEXLOWER.encode(&sealing.code(said))).as_bytes() {
            return Err(BackupFault::NotOurs);
        }
        let manifest: Self = serde_json::from_slice(said).map_err(|_| BackupFault::Newer)?;
        if manifest.form > FORM {
            return Err(BackupFault::Newer);
        }
        for kept in &manifest.tables {
            let file = Kept::file(&kept.table);
            if hash_of(&folder.join(&file)).map_err(file_fault(&file))? != (kept.sha256.clone(), kept.bytes) {
                return Err(BackupFault::Changed { file });
            }
        }
        Ok(manifest)
    }
}

fn hash_of(path: &Path) -> std::io::Result<(String, u64)> {
    let (mut file, mut hash, mut length) = (std::fs::File::open(path)?, Sha256::new(), 0);
    let mut some = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut some)?;
        if read == 0 {
            return Ok((HEXLOWER.encode(&hash.finalize()), length));
        }
        hash.update(&some[..read]);
        length += read as u64;
    }
}

/// A new file that only this user may read.
pub(super) fn private_file(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
