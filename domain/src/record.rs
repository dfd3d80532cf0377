//! The record of a child: an append-only sequence of dated entries, written once by the person who knows.
//!
//! An [`Entry`] says who wrote which [`Fact`] when. Nothing is ever changed or removed: a correction is a new entry
//! that shows the old. Everything else about the child ([`State`], position, duties) follows from the entries.
//!
//! Entries are numbered from 1 within the child's record; a fact refers to an earlier one by that number
//! (an acute assessment names its notification, a follow-up its intervention).

mod again;
mod decide;
mod facts;
mod references;
mod refusal;
mod state;

pub use again::{SAID_LATELY, said_before};
pub use decide::{Command, Context, decide, refusals, stays_as_written, unfinished};
pub use facts::*;
pub use refusal::Refusal;
pub use state::*;

use crate::id::{ChildId, StaffId};
use crate::kinds::Role;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The number of an entry within one child's record, counted from 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntryNo(pub u32);

impl fmt::Display for EntryNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// How many entries a reader of the record has seen. A command names it, so that nothing is overwritten unseen.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub u32);

/// Who wrote an entry, and as what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Author {
    /// The member of staff.
    pub staff: StaffId,
    /// The role they acted in.
    pub role: Role,
}

/// One line of the record. Its serialised form is a documented contract: see `docs/scenario.md`.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Its number in the record.
    pub no: EntryNo,
    /// When it was written: what "as known on" goes by.
    pub recorded_at: Timestamp,
    /// Who wrote it.
    pub by: Author,
    /// What it says.
    #[serde(flatten)]
    pub fact: Fact,
}

/// All that is written about one child, in the order it was written.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// Whose record it is.
    pub child: ChildId,
    entries: Vec<Entry>,
}

impl Record {
    /// An empty record, before the child is registered.
    pub const fn new(child: ChildId) -> Self {
        Self { child, entries: Vec::new() }
    }

    /// A record from stored entries, which must be numbered 1, 2, 3 … in writing order.
    ///
    /// # Errors
    /// The first entry whose number is out of sequence.
    pub fn from_entries(child: ChildId, entries: Vec<Entry>) -> Result<Self, EntryNo> {
        match entries.iter().zip(1..).find(|(entry, expected)| entry.no.0 != *expected) {
            Some((entry, _)) => Err(entry.no),
            None => Ok(Self { child, entries }),
        }
    }

    /// The entries, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry with this number.
    pub fn entry(&self, no: EntryNo) -> Option<&Entry> {
        self.entries.get((no.0 as usize).checked_sub(1)?)
    }

    /// How many entries there are.
    pub fn version(&self) -> Version {
        Version(u32::try_from(self.entries.len()).unwrap_or(u32::MAX))
    }

    /// Appends entries that [`decide`] has approved.
    pub fn extend(&mut self, entries: impl IntoIterator<Item = Entry>) {
        self.entries.extend(entries);
    }

    /// The record as it was known at an instant: only what had been written by then.
    #[must_use]
    pub fn as_known_at(&self, at: Timestamp) -> Self {
        Self { child: self.child, entries: self.entries.iter().filter(|entry| entry.recorded_at <= at).cloned().collect() }
    }

    /// What the entries add up to.
    pub fn state(&self) -> State<'_> {
        State::fold(&self.entries)
    }
}
