//! Keeps the record: journal, read models, search, log, on SQLite or PostgreSQL. Holds no rule.
//!
//! One way in: [`Store::execute`] takes a command, has the domain decide it, and in one transaction appends the entries, updates what
//! follows from them and writes the row of the log. Everything else reads.
//!
//! Reading order: `write.rs` (the one way in) → `journal.rs` (what is kept) → `project.rs` (what follows) → `read/` (what pages ask) →
//! `verify.rs` (whether it is all still so).

mod absence_registers;
mod around;
mod backup;
mod cells;
mod db;
mod enquiries;
mod error;
#[cfg(feature = "fuzz")]
pub mod fuzz;
mod journal;
mod leave;
mod limited;
mod log;
mod login;
mod open;
mod paging;
mod project;
mod provider;
mod read;
mod reader;
mod rebuild;
mod retention;
mod rows;
mod seal;
mod table;
mod text;
mod verify;
mod wellbeing_rounds;
mod write;

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

pub use around::{ReadList, setting};
pub use backup::{BackupFault, ChildKeys, KEY_FILE, Kept, KeysState, Manifest, make_key_folder};
pub use enquiries::{DoorDay, EnquiryCount, EnquiryRow, Received, Settled};
pub use error::{ExecuteError, Passing, Refused, StoreError};
pub use leave::LeaveError;
pub use limited::GrantError;
pub use log::around::LONGEST_LOGIN;
pub use log::check::{HeldHead, LogFault, LogReport, LogTrust};
pub use log::emergency::{EMERGENCY_BYTES, EmergencyLog, Opening};
pub use log::looks::Look;
pub use log::questions::{Opened, Question};
pub use log::read::{ChildLook, Proof};
pub use log::samples::{Act, Drawn, EXPORTED, Round, Sample, Standing, Tended, ToReview};
pub use log::sequence::Sequenced;
pub use log::{Errand, LogBody, LogResult, Logged, role_of};
pub use login::MOST_BROWSERS;
pub use open::is_sealed;
pub use paging::{Cursor, Page};
pub use provider::MOST_LOGINS;
pub use reader::Reader;
pub use rebuild::{Adopted, Rebuilt};
pub use retention::steps::{RetentionError, RetentionStep};
pub use retention::tidy::Tidied;
pub use retention::{DeclinedRow, KeptRow};
pub use rows::*;
pub use seal::{DestroyError, Destroyed, Destruction, KeyFault, MunicipalityKey, Sealing};
pub use verify::{Difference, Problem, Report};
pub use write::{Bulk, Done, Tally, child_for, kept, sibling_key};

/// One municipality's data.
#[derive(Clone, Debug)]
pub struct Store {
    db: db::Db,
    /// With what it is sealed.
    sealing: Sealing,
    /// How often this program changed units or staff.
    organisation_changes: Arc<AtomicU64>,
    /// Looks that wait to be written to the log.
    waiting: Arc<log::looks::Waiting>,
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
