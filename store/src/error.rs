//! What can go wrong, and what to do about it. Messages never carry personal data.

use trin_domain::id::{ChildId, CommandKey, StaffId};
use trin_domain::record::Refusal;

/// The store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database could not be reached or opened.
    #[error("{url}: {why}")]
    Open {
        /// Which, without its password.
        url: String,
        /// What is wrong and what to do.
        why: String,
    },
    /// A newer Trin wrote here.
    #[error("the database has schema {found}, this program knows up to {known}: use the newer program, or restore an older backup")]
    NewerSchema {
        /// What the database has.
        found: i64,
        /// What this program knows.
        known: i64,
    },
    /// The store is sealed with another municipality key, or none was given for it.
    #[error("the key is not the one this store is sealed with: give the key it was made with, or the newest after a rotation")]
    WrongKey,
    /// The child's key was destroyed: there is no record any more.
    #[error("child {child}: the key was destroyed, and the record with it")]
    Destroyed {
        /// Which child.
        child: ChildId,
    },
    /// What is stored cannot be read.
    #[error("child {child}, entry {no}: {why}")]
    Unreadable {
        /// Whose record.
        child: ChildId,
        /// Which entry, as numbered in the journal.
        no: i64,
        /// Why.
        why: String,
    },
    /// A value in a table is not what its column holds.
    #[error("{what} in the answer to {statement}")]
    Value {
        /// What was wrong.
        what: String,
        /// The statement that read it.
        statement: &'static str,
    },
    /// The database refused or failed.
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// The log could not be written, or cannot be read: what it was to tell of must not be shown.
    #[error("the log: {0}")]
    Unlogged(String),
    /// The database took rows and kept fewer: something beside Trin is in the way.
    #[error("{table}: rows were taken and not kept (verify names what is in the way)")]
    Swallowed {
        /// Which table.
        table: &'static str,
    },
    /// A fact could not be written as text.
    #[error("a fact could not be written: {0}")]
    Write(#[from] serde_json::Error),
}

impl StoreError {
    /// Whether another writer came first, so that the same may be tried again.
    pub(crate) fn is_race(&self) -> bool {
        match self {
            Self::Sql(sqlx::Error::Database(error)) => {
                // Unique violation, serialisation failure, deadlock on PostgreSQL; busy on SQLite.
                error.is_unique_violation() || matches!(error.code().as_deref(), Some("40001" | "40P01" | "5" | "517"))
            }
            _ => false,
        }
    }

    /// Whether the database refused a child for somebody who has left: the triggers of migrations 13 and 20 say it with these words.
    pub(crate) fn is_given_to_leaver(&self) -> bool {
        matches!(self, Self::Sql(sqlx::Error::Database(error)) if error.message().contains("the responsible person has left"))
    }

    /// Why the database fails now, when the same may work later; nothing when it is what is stored, or Trin, that is wrong.
    pub fn passing(&self) -> Option<Passing> {
        match self {
            Self::Sql(sqlx::Error::Database(error)) => {
                let code = error.code();
                match code.as_deref().unwrap_or_default() {
                    // PostgreSQL: disk full.
                    "53100" => Some(Passing::Full),
                    // PostgreSQL: no resources, ended by the administrator or about to, input or output failed.
                    code if ["53", "57", "58"].iter().any(|class| code.len() == 5 && code.starts_with(class)) => Some(Passing::Failing),
                    // SQLite says more in the higher byte: read, write, sync, lock.
                    code => match code.parse::<u32>().ok()? & 0xFF {
                        13 => Some(Passing::Full),
                        5 | 6 | 10 | 14 => Some(Passing::Failing),
                        _ => None,
                    },
                }
            }
            Self::Sql(sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed | sqlx::Error::PoolClosed) => {
                Some(Passing::Failing)
            }
            Self::Unlogged(_) => Some(Passing::Unlogged),
            _ => None,
        }
    }
}

/// What a failing database may be waited out for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Passing {
    /// The disk is full.
    Full,
    /// It cannot be reached, is busy, or its disk fails.
    Failing,
    /// What was asked for cannot be written to the log, and so is not shown.
    Unlogged,
}

/// A command was not done.
#[derive(Debug, thiserror::Error)]
pub enum ExecuteError {
    /// The record does not allow it. Nothing was written.
    #[error("{refusal}")]
    Refused {
        /// Whose record.
        child: ChildId,
        /// Why, and what to do instead.
        refusal: Refusal,
    },
    /// Its key was used for another command.
    #[error("the key was used for another command")]
    KeyUsed {
        /// Whose record this command was for.
        child: ChildId,
    },
    /// The child would be left with somebody who has left. Nothing was written.
    #[error("child {child}: the responsible person, {staff}, has left: name somebody who is here")]
    ResponsibleLeft {
        /// Whose record.
        child: ChildId,
        /// Who has left.
        staff: StaffId,
    },
    /// The enquiry it writes in is settled already, by somebody else or otherwise. Nothing was written.
    #[error("child {child}: the enquiry is settled already")]
    EnquirySettled {
        /// Whose record.
        child: ChildId,
    },
    /// The database failed. Nothing was written.
    #[error(transparent)]
    Db(#[from] StoreError),
}

/// A command that was left out while the rest went in.
#[derive(Debug)]
pub struct Refused {
    /// Whose record.
    pub child: ChildId,
    /// Which command.
    pub key: CommandKey,
    /// Why.
    pub error: ExecuteError,
}
