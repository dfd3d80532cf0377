//! One child's record as a file that people read and write: for examples, for `trin due`, and as the import format.
//!
//! A scenario is JSON: a child and its entries, oldest first. Numbers follow from the order, references go by number or by a label,
//! and what follows from something else may be left out. `docs/scenario.md` describes every fact with every field; it is written by
//! [`describe::markdown`] from the same table ([`FACTS`]) that the reader goes by.
//!
//! Reading never panics and tells all faults at once, each with its line and what is allowed. It ends in commands, and
//! [`Scenario::record`] puts them through [`decide`]: a file has no other way in than a person at a screen.

pub mod describe;
mod fault;
mod form;
mod json;
mod read;
mod refused;
mod time;
mod write;

pub use fault::Fault;
pub use form::{About, Code, FACTS, FactForm, Field, LeftOut, List, Takes};
pub use refused::{explain_da, explain_en};
pub use time::{last_instant, read_on, written};
pub use write::write;

use crate::id::{ChildId, CommandKey, StaffId};
use crate::record::{Author, Command, Context, Fact, Record, Refusal, Version, decide};
use jiff::Timestamp;
use std::collections::BTreeMap;

/// One child's record as read from a file, before it is decided upon.
#[derive(Clone, PartialEq, Debug)]
pub struct Scenario {
    /// Whose record it is.
    pub child: ChildId,
    /// The child as the file names it.
    pub child_label: String,
    /// What the file says the case shows.
    pub about: Option<String>,
    /// Staff as the file names them.
    pub people: BTreeMap<StaffId, String>,
    /// The entries, oldest first.
    pub entries: Vec<ScenarioEntry>,
}

/// One entry of a scenario.
#[derive(Clone, PartialEq, Debug)]
pub struct ScenarioEntry {
    /// Line in the file where it begins.
    pub line: u32,
    /// When it was written.
    pub at: Timestamp,
    /// Who wrote it.
    pub by: Author,
    /// What it says.
    pub fact: Fact,
}

/// Entries that stand or fall together, with who wrote them and when.
#[derive(Clone, PartialEq, Debug)]
pub struct Sitting {
    /// The number of its first entry.
    pub first: u32,
    /// Who and when.
    pub at: Timestamp,
    /// Who wrote them.
    pub by: Author,
    /// The command.
    pub command: Command,
}

impl Sitting {
    /// The context the command is decided in.
    pub const fn context(&self) -> Context {
        Context { now: self.at, by: self.by }
    }
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// Everything that is wrong with the file, in reading order; a file that is not JSON has one fault.
    pub fn parse(file: &[u8]) -> Result<Self, Vec<Fault>> {
        read::scenario(file)
    }

    /// The commands that write the record, beginning after the first `skip` entries.
    ///
    /// Entries next to each other with the same time and author are one command, as they were when one person wrote them in one sitting;
    /// so a notification and the responsibility it needs stand or fall together.
    /// A command's key follows from the child, the place and the content: the same file gives the same keys.
    pub fn sittings(&self, skip: usize) -> Vec<Sitting> {
        let mut sittings = Vec::new();
        let mut first = u32::try_from(skip).unwrap_or(u32::MAX);
        for together in self.entries.get(skip..).unwrap_or_default().chunk_by(|one, next| one.at == next.at && one.by == next.by) {
            let facts: Vec<Fact> = together.iter().map(|entry| entry.fact.clone()).collect();
            let content = serde_json::to_string(&facts).unwrap_or_default();
            let (at, by) = (together[0].at, together[0].by);
            let key = CommandKey::from_label(&format!("scenario {} {first} {at} {} {content}", self.child, by.staff));
            let command = Command { child: self.child, key, seen: Version(first), facts };
            sittings.push(Sitting { first: first.saturating_add(1), at, by, command });
            first = first.saturating_add(u32::try_from(together.len()).unwrap_or(u32::MAX));
        }
        sittings
    }

    /// The record that the entries make when each is decided upon in turn.
    ///
    /// # Errors
    /// The first entry that is refused, with what to do.
    pub fn record(&self) -> Result<Record, Fault> {
        let mut record = Record::new(self.child);
        for sitting in self.sittings(0) {
            match decide(&record, &sitting.command, &sitting.context()) {
                Ok(entries) => record.extend(entries),
                Err(refusal) => return Err(self.refused(&record, &sitting, &refusal)),
            }
        }
        Ok(record)
    }

    /// A refused command as a fault at the entry that caused it. `record` is the record before the command.
    pub fn refused(&self, record: &Record, sitting: &Sitting, refusal: &Refusal) -> Fault {
        // The refused entry is the last of the shortest beginning that is refused for itself, not for what has yet to come in the sitting.
        let facts = &sitting.command.facts;
        let refused = (1..=facts.len()).find_map(|many| {
            let beginning = Command { facts: facts[..many].to_vec(), ..sitting.command.clone() };
            match decide(record, &beginning, &sitting.context()) {
                Err(Refusal::WouldBeWithoutResponsible) | Ok(_) => None,
                Err(refusal) => Some((many - 1, refusal)),
            }
        });
        let (index, refusal) = refused.unwrap_or((facts.len().saturating_sub(1), refusal.clone()));
        let no = sitting.first.saturating_add(u32::try_from(index).unwrap_or(0));
        let entry = self.entries.get((no as usize).saturating_sub(1));
        let form = entry.and_then(|entry| FactForm::of(entry.fact.kind()));
        Fault {
            line: entry.map_or(0, |entry| entry.line),
            entry: Some(no),
            path: form.map_or("", |form| form.name).to_owned(),
            da: explain_da(&refusal, form),
            en: explain_en(&refusal, form),
        }
    }
}
