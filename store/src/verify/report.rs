//! What a check of everything tells: what was looked at, and each thing that must not be, in words.

use crate::log::check::{LogFault, LogReport};
use std::fmt;
use trin_domain::id::{ChildId, StaffId};
use trin_domain::record::EntryNo;

/// How many problems are told in full.
const TOLD: usize = 100;

/// What a check of everything found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// Children looked at.
    pub children: u64,
    /// Entries looked at.
    pub entries: u64,
    /// Commands looked at.
    pub commands: u64,
    /// How much of the log.
    pub log: LogReport,
    /// Children among them whose key was destroyed: their entries are counted and cannot be read. Not a fault.
    pub destroyed: u64,
    /// Relations and notifications that name a child who is not registered here, such as a sibling in another municipality. Not a fault.
    pub children_elsewhere: u64,
    /// What is wrong, the first hundred.
    pub problems: Vec<Problem>,
    /// How many more there are.
    pub more_problems: u64,
}

impl Report {
    /// Whether everything is as it must be.
    pub const fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    pub(super) fn add(&mut self, problem: Problem) {
        if self.problems.len() < TOLD { self.problems.push(problem) } else { self.more_problems += 1 }
    }
}

/// Something that must not be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Problem {
    /// An entry cannot be read.
    Unreadable {
        /// Whose record.
        child: ChildId,
        /// Which entry.
        no: i64,
        /// Why.
        why: String,
    },
    /// An entry's number does not follow the one before.
    Gap {
        /// Whose record.
        child: ChildId,
        /// The number that is missing.
        missing: i64,
    },
    /// An entry is dated before the one it follows.
    Backwards {
        /// Whose record.
        child: ChildId,
        /// Which entry.
        no: i64,
    },
    /// The journal says an entry is of another kind than its payload.
    Mislabelled {
        /// Whose record.
        child: ChildId,
        /// Which entry.
        no: i64,
    },
    /// An entry speaks of one that is not there, or of another kind.
    DanglingReference {
        /// Whose record.
        child: ChildId,
        /// Which entry.
        no: i64,
        /// Which entry it speaks of.
        to: EntryNo,
    },
    /// An open child has no responsible professional.
    WithoutResponsible {
        /// Which child.
        child: ChildId,
    },
    /// The responsible professional of an open child is not among the staff.
    UnknownResponsible {
        /// Which child.
        child: ChildId,
        /// Who is not there.
        staff: StaffId,
    },
    /// The responsible professional of an open child has left.
    InactiveResponsible {
        /// Which child.
        child: ChildId,
        /// Who has left.
        staff: StaffId,
    },
    /// Somebody who wrote in a record is not among the staff.
    UnknownAuthor {
        /// Whose record.
        child: ChildId,
        /// Who is not there.
        staff: StaffId,
    },
    /// A trigger that Trin did not make: it can take rows and keep them nowhere.
    Planted {
        /// Its name.
        trigger: String,
    },
    /// The database no longer refuses to change what is written.
    Unprotected {
        /// In which table.
        table: &'static str,
    },
    /// A row of a read model is not what follows from the record.
    Differs {
        /// Whose row.
        child: String,
        /// In which table.
        table: &'static str,
        /// How.
        how: Difference,
    },
    /// Rows differ that another program or strategy made: whether somebody changed them too cannot be said.
    NotCompared {
        /// In which table.
        table: &'static str,
        /// How many.
        rows: u64,
    },
    /// A start found rows that were not what follows from the records though nothing had changed, and made them anew; nobody has acknowledged it.
    Mended {
        /// The row of the log that tells of it.
        row: i64,
        /// How many rows in which tables.
        what: String,
    },
    /// A drawn round of samples is not what its seed, its promise and the log give.
    Samples(String),
    /// What was done about a sample or an emergency access is not what the log tells.
    Oversight(String),
    /// A member of staff, a unit, a setting, a password, an open login, a second factor or who somebody is at the identity provider is not as
    /// the log last said.
    Around {
        /// Which of them.
        kind: &'static str,
        /// Its identity, or the setting's name.
        id: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A child's key was destroyed and is there again, as after a restore of an older backup.
    KeyIsBack {
        /// Which child.
        child: ChildId,
    },
    /// A child's key is destroyed, and the log, the list of destroyed keys and the journal do not tell the same of it.
    Destruction {
        /// Which child.
        child: ChildId,
        /// What does not fit.
        why: &'static str,
    },
    /// The log is not what it was.
    Log(LogFault),
    /// A command, its entries and its row in the log do not tell the same.
    Unaccounted {
        /// Which command.
        command: String,
        /// What does not fit.
        why: &'static str,
    },
}

/// How a row of a read model is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Difference {
    /// It is not there.
    Missing,
    /// It should not be there.
    TooMany,
    /// It says something else.
    Other,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { child, no, why } => write!(f, "child {child}, entry {no}: {why}"),
            Self::Gap { child, missing } => write!(f, "child {child}: entry {missing} is missing"),
            Self::Backwards { child, no } => write!(f, "child {child}, entry {no}: dated before the entry it follows"),
            Self::Mislabelled { child, no } => write!(f, "child {child}, entry {no}: the journal calls it another kind than it is"),
            Self::DanglingReference { child, no, to } => {
                write!(f, "child {child}, entry {no}: speaks of entry {to}, which is not there or of another kind")
            }
            Self::WithoutResponsible { child } => write!(f, "child {child}: open without a responsible professional"),
            Self::UnknownResponsible { child, staff } => write!(f, "child {child}: responsible {staff} is not among the staff"),
            Self::InactiveResponsible { child, staff } => {
                write!(f, "child {child}: responsible {staff} has left (a leader moves the child)")
            }
            Self::UnknownAuthor { child, staff } => write!(f, "child {child}: {staff}, who wrote in the record, is not among the staff"),
            Self::Planted { trigger } => write!(f, "trigger {trigger} is not Trin's: it can change or swallow what is written (remove it)"),
            Self::Unprotected { table } => write!(f, "{table}: a trigger that guards what is written is missing or off"),
            Self::Differs { child, table, how } => {
                let how = match how {
                    Difference::Missing => "a row is missing",
                    Difference::TooMany => "there is a row too many",
                    Difference::Other => "a row says something else than the record",
                };
                write!(f, "child {child}: {how} in {table} (rebuild puts it right)")
            }
            Self::NotCompared { table, rows } => write!(
                f,
                "{table}: {rows} rows were made with another program or strategy and could not be compared (keep a copy of the database, start Trin once, which makes them anew, and verify again)"
            ),
            Self::Mended { row, what } => write!(
                f,
                "at a start, rows were not what follows from the records though nothing had changed: {what} (row {row} of the log; they were made anew. Find out why, then --acknowledge {row})"
            ),
            Self::Around { kind, id, why } => write!(f, "{kind} {id}: {why}"),
            Self::Samples(what) => write!(f, "samples of the log: {what}"),
            Self::Oversight(what) => write!(f, "oversight: {what}"),
            Self::Log(fault) => write!(f, "the log: {fault}"),
            Self::KeyIsBack { child } => write!(f, "child {child}: the key was destroyed and is there again (destroy it anew)"),
            Self::Destruction { child, why } => write!(f, "child {child}: {why}"),
            Self::Unaccounted { command, why } => write!(f, "command {command}: {why}"),
        }
    }
}
