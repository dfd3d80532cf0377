//! Backup and restore: the same files from either engine, so that a backup taken of one restores on the other.
//!
//! A backup has what was written, as it is stored: sealed. What follows from it (names, search, lists) is left out and made anew at restore,
//! so that a child whose key is destroyed is in no list of any backup; logins and unfinished writing are left out too. Each file's hash
//! stands in the manifest, and the manifest carries a code that only the municipality's key makes: a changed byte anywhere is found.
//!
//! A backup from before a child's key was destroyed holds that key, wrapped. See `docs/decisions/0006-sealing.md` for what follows from that.

mod manifest;
mod restore;
mod shape;
mod take;

#[cfg(test)]
pub(crate) fn statements() -> Vec<(&'static str, &'static str)> {
    [restore::STATEMENTS, take::STATEMENTS].concat()
}

pub use manifest::{BackupFault, Kept, Manifest};
