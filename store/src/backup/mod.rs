//! Backup and restore: the same files from either engine, so that a backup taken of one restores on the other.
//!
//! A backup has what was written, as it is stored: sealed. What follows from it (names, search, lists) is left out and made anew at restore,
//! so that a child whose key is destroyed is in no list of any backup; logins and unfinished writing are left out too. Each file's hash
//! stands in the manifest, and the manifest carries a code that only the municipality's key makes: a changed byte anywhere is found.
//!
//! No child's key is in it: those are in a file of their own, which only ever has the present ones (`keys.rs`). So a child whose key is
//! destroyed is deleted in every backup. See `docs/decisions/0006-sealing.md`.

mod keys;
mod manifest;
mod restore;
mod shape;
mod take;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) fn statements() -> Vec<(&'static str, &'static str)> {
    [keys::STATEMENTS, restore::STATEMENTS, take::STATEMENTS].concat()
}

pub use keys::{ChildKeys, KEY_FILE, KeysState, make_key_folder};
pub use manifest::{BackupFault, Kept, Manifest};
