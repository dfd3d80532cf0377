//! Keeps the record: journal, read models, search, audit, on SQLite or PostgreSQL. Holds no rule.
//!
//! One way in: [`Store::execute`] takes a command, has the domain decide it, and in one transaction appends the entries, updates what
//! follows from them and writes the audit row. Everything else reads.
//!
//! Reading order: `write.rs` (the one way in) → `journal.rs` (what is kept) → `project.rs` (what follows) → `read/` (what pages ask) →
//! `verify.rs` (whether it is all still so).

mod around;
mod audit;
mod cells;
mod db;
mod error;
mod journal;
mod open;
mod paging;
mod project;
mod read;
mod rebuild;
mod rows;
mod table;
mod text;
mod verify;
mod write;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

pub use around::setting;
pub use error::{ExecuteError, Passing, Refused, StoreError};
pub use paging::{Cursor, Page};
pub use rebuild::{Adopted, Rebuilt};
pub use rows::*;
pub use verify::{Difference, Problem, Report};
pub use write::{Bulk, Done, Tally, child_for, kept, sibling_key};

/// One municipality's data.
#[derive(Clone, Debug)]
pub struct Store {
    db: db::Db,
    /// How often this program changed units or staff.
    organisation_changes: Arc<AtomicU64>,
}

/// What keeps a store.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// A file beside the program.
    Sqlite,
    /// A PostgreSQL server.
    Postgres,
}

#[cfg(test)]
mod prepare;
