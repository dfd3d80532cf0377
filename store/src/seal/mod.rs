//! Sealing at rest: what is written about a child is encrypted with the child's own key, and that key with the municipality's.
//!
//! The municipality's key is never in the database; whoever takes the file, a backup or the server's disk has no text without it.
//! Deleting a child's key deletes what was written about the child, wherever copies of it lie. What is sealed and what is not:
//! `docs/decisions/0006-sealing.md`.
//!
//! Reading order: `keys.rs` (which keys there are) → `sealed.rs` (what a sealed thing looks like) → `cells.rs` (read models) →
//! `settle.rs` (a store written before there was sealing) → `rotate.rs`, `destroy.rs`.

mod cells;
mod destroy;
mod keys;
mod rotate;
mod sealed;
mod settle;

pub(crate) use cells::{Keys, open_row, seal_rows};
pub use destroy::{DestroyError, Destroyed, Destruction};
pub(crate) use destroy::{all_destroyed, written};
pub(crate) use keys::ChildKey;
pub use keys::{KeyFault, MunicipalityKey, Sealing};
pub(crate) use sealed::{About, open, seal};
pub(crate) use settle::{check, settle};

#[cfg(test)]
pub(crate) fn statements() -> Vec<(&'static str, &'static str)> {
    [cells::STATEMENTS, destroy::STATEMENTS, rotate::STATEMENTS, settle::STATEMENTS].concat()
}
