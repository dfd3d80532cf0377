//! The one way in: commands are decided against the record and written, with everything that follows, in one transaction.

use crate::cells::args;
use crate::db::{Tx, statements};
use crate::error::{ExecuteError, Refused, StoreError};
use crate::journal::Written;
use crate::log::{self, Errand};
use crate::project::{Projection, TABLES, project};
use crate::seal::{self, ChildKey, Keys, Sealing, seal_rows};
use crate::table::{Row, Table};
use crate::{Store, journal};
use jiff::{RoundMode, Timestamp, TimestampRound, Unit};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use trin_domain::id::{ChildId, CommandKey, StaffId};
use trin_domain::record::{Command, Context, Entry, EntryNo, Record, Refusal, Version, decide};
use trin_domain::strategy::Strategy;
use uuid::Uuid;

statements! {
    /// Whose record a command was done on.
    COMMAND = "SELECT id, child FROM command WHERE id = $1";
    /// Several; fewer are asked for by naming one twice.
    COMMANDS = "SELECT id, child FROM command
        WHERE id IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    /// Which entries a command wrote, and on whose record.
    WROTE = "SELECT child, first_no, last_no FROM command WHERE id = $1";
    /// Whether somebody has left who does not have this child already: what the database asks when it refuses.
    GIVEN_TO_LEAVER = "SELECT id FROM staff WHERE id = $1 AND is_active = 0
        AND NOT EXISTS (SELECT 1 FROM child WHERE id = $2 AND is_open = 1 AND responsible = $1)";
}

/// PostgreSQL: these children's keys stay until this transaction ends, or it fails and is tried again. Without it, what follows from a
/// record could be written anew after its key was destroyed. SQLite has one writer.
const HOLD_KEYS: &str = "SELECT child FROM child_key
    WHERE child IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) FOR KEY SHARE";

/// How many commands [`COMMANDS`] names.
const AT_ONCE: usize = 16;
/// How often a transaction is tried again when another writer came first.
const TRIES: u32 = 24;

/// How long a transaction that lost a race waits before it tries again. Children given to one person at once all write that person's row on
/// PostgreSQL; each command waits another time, so that they do not meet again.
fn pause(tries: u32, commands: &[(Context, &Command)]) -> Duration {
    let other = commands.first().map_or(0, |(_, command)| command.key.uuid().as_bytes()[0] % 8);
    Duration::from_millis(u64::from(tries.min(8)) * (1 + u64::from(other)))
}
/// How many commands a bulk writes in one transaction.
const BULK: usize = 512;

pub(crate) const COMMAND_TABLE: Table = Table { name: "command", columns: &["id", "child", "first_no", "last_no"], key: 1 };

/// What a command came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Done {
    /// Whose record.
    pub child: ChildId,
    /// The entries it wrote.
    pub entries: Vec<Entry>,
    /// The record's version after it.
    pub version: Version,
    /// Whether it had been done before; then nothing was written now.
    pub repeated: bool,
}

/// What a bulk of commands came to.
#[derive(Debug, Default)]
pub struct Tally {
    /// Commands written.
    pub done: u64,
    /// Commands that had been done before.
    pub repeated: u64,
    /// Entries written.
    pub entries: u64,
    /// Commands left out, and why.
    pub refused: Vec<Refused>,
}

/// The key of the command for one of several children that share a form.
pub fn sibling_key(form: CommandKey, child: ChildId) -> CommandKey {
    CommandKey::new(Uuid::new_v5(&form.uuid(), child.uuid().as_bytes()))
}

/// The identity of a child first registered with this form, so that a form sent twice makes one child. `nth` counts children on the form.
pub fn child_for(form: CommandKey, nth: u32) -> ChildId {
    ChildId::new(Uuid::new_v5(&form.uuid(), format!("child {nth}").as_bytes()))
}

impl Store {
    /// Does a command: decides it against the record and writes its entries, what follows from them and the row of the log, all or nothing.
    /// A command whose key was seen before is not done again; its earlier result is given.
    ///
    /// # Errors
    /// A refusal, a key used for something else, or a failing database. Then nothing is written.
    pub async fn execute(
        &self,
        strategy: &Strategy,
        context: &Context,
        errand: impl Into<Errand>,
        command: &Command,
    ) -> Result<Done, ExecuteError> {
        let mut done = self.execute_all(strategy, context, errand, std::slice::from_ref(command)).await?;
        // One command in, one result out.
        done.pop().ok_or(ExecuteError::KeyUsed { child: command.child })
    }

    /// Does several commands, such as the same notification on each of several siblings, all or none.
    ///
    /// # Errors
    /// As [`Store::execute`], for the first command that fails.
    pub async fn execute_all(
        &self,
        strategy: &Strategy,
        context: &Context,
        errand: impl Into<Errand>,
        commands: &[Command],
    ) -> Result<Vec<Done>, ExecuteError> {
        let commands: Vec<(Context, &Command)> = commands.iter().map(|command| (whole_micros(*context), command)).collect();
        self.in_one_transaction(strategy, &errand.into(), &commands, Failing::Stops).await?.into_iter().collect()
    }

    /// Does several commands, each in a context of its own, all or none: what was written over years about one child goes in at once. Who was
    /// responsible on the way may have left since; only who is at the end must be here.
    ///
    /// # Errors
    /// As [`Store::execute`], for the first command that fails.
    pub async fn execute_together(
        &self,
        strategy: &Strategy,
        errand: impl Into<Errand>,
        commands: &[(Context, Command)],
    ) -> Result<Vec<Done>, ExecuteError> {
        let commands: Vec<(Context, &Command)> = commands.iter().map(|(context, command)| (whole_micros(*context), command)).collect();
        self.in_one_transaction(strategy, &errand.into(), &commands, Failing::Stops).await?.into_iter().collect()
    }

    /// The child on whose record a command was done, and the first and last entry it wrote; nothing when it was not done.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn done(&self, key: CommandKey) -> Result<Option<(ChildId, EntryNo, EntryNo)>, StoreError> {
        let Some(mut cells) = self.db.row(WROTE, args![key]).await? else { return Ok(None) };
        let child = cells.id(ChildId::new)?;
        let mut no = || Ok::<_, StoreError>(EntryNo(u32::try_from(cells.int()?).unwrap_or(u32::MAX)));
        Ok(Some((child, no()?, no()?)))
    }

    /// Begins a bulk: many commands, many to a transaction.
    pub fn bulk<'s>(&'s self, strategy: &'s Strategy, errand: impl Into<Errand>) -> Bulk<'s> {
        Bulk { store: self, strategy, errand: errand.into(), waiting: Vec::with_capacity(BULK), tally: Tally::default() }
    }

    /// Does many commands, many to a transaction. A refused one is noted and the rest goes in.
    ///
    /// # Errors
    /// When the database fails. What was committed before stays, and the same commands may be sent again.
    pub async fn execute_many(
        &self,
        strategy: &Strategy,
        errand: impl Into<Errand>,
        commands: impl IntoIterator<Item = (Context, Command)>,
    ) -> Result<Tally, StoreError> {
        let mut bulk = self.bulk(strategy, errand);
        for (context, command) in commands {
            bulk.push(context, command).await?;
        }
        bulk.finish().await
    }

    async fn in_one_transaction(
        &self,
        strategy: &Strategy,
        errand: &Errand,
        commands: &[(Context, &Command)],
        failing: Failing,
    ) -> Result<Vec<Result<Done, ExecuteError>>, StoreError> {
        let mut tries = 0;
        // Children the database refused to leave with somebody who has left. It does not say which it was, so that is looked up.
        let (mut to_leavers, mut is_refused) = (BTreeMap::new(), false);
        loop {
            tries += 1;
            let mut tx = self.db.write().await?;
            let attempt = async {
                let mut batch = Batch::new(strategy, errand, &self.sealing, &to_leavers);
                if tries > 1 {
                    // A key may have been taken by a command on another child, which no record here tells.
                    batch.find_used(&mut tx, commands).await?;
                }
                let results = batch.decide_all(&mut tx, commands).await?;
                if is_refused {
                    let found = batch.given_to_leavers(&mut tx).await?;
                    if !found.is_empty() {
                        return Ok((results, Came::ToLeavers(found)));
                    }
                }
                let is_whole = failing == Failing::IsLeftOut || results.iter().all(Result::is_ok);
                if is_whole {
                    batch.write(&mut tx).await?;
                    if let Some(settled) = self.settle_with(&mut tx, errand, commands, &results).await? {
                        return Ok((vec![Err(settled)], Came::Refused));
                    }
                }
                Ok::<_, StoreError>((results, if is_whole { Came::Written } else { Came::Refused }))
            };
            match attempt.await {
                Ok((results, Came::Written)) => match tx.commit().await {
                    Ok(()) => {
                        self.waiting.grew(results.len());
                        return Ok(results);
                    }
                    Err(error) if error.is_race() && tries < TRIES => {}
                    Err(error) => return Err(error),
                },
                Ok((results, Came::Refused)) => {
                    tx.undo().await?;
                    return Ok(results);
                }
                // Once more, and these are refused by name: the others may still go in.
                Ok((_, Came::ToLeavers(found))) => {
                    tx.undo().await?;
                    to_leavers.extend(found);
                    continue;
                }
                Err(error) if error.is_given_to_leaver() && tries < TRIES => {
                    let _ = tx.undo().await;
                    is_refused = true;
                    continue;
                }
                Err(error) => {
                    // What went wrong first is what is told.
                    let _ = tx.undo().await;
                    if !error.is_race() || tries == TRIES {
                        return Err(error);
                    }
                }
            }
            tokio::time::sleep(pause(tries, commands)).await;
        }
    }
}

impl Store {
    /// Settles the enquiry that commands write in; why not, when somebody settled it before them.
    async fn settle_with(
        &self,
        tx: &mut Tx,
        errand: &Errand,
        commands: &[(Context, &Command)],
        results: &[Result<Done, ExecuteError>],
    ) -> Result<Option<ExecuteError>, StoreError> {
        let (Some(id), Some((context, command))) = (errand.writes_in, commands.first()) else { return Ok(None) };
        let is_again = results.iter().flatten().all(|done| done.repeated);
        if self.written_in(tx, id, context).await? || is_again {
            return Ok(None);
        }
        Ok(Some(ExecuteError::EnquirySettled { child: command.child }))
    }
}

/// What one attempt came to, before it is committed.
enum Came {
    Written,
    Refused,
    /// Children who would be left with somebody who has left, and whom.
    ToLeavers(BTreeMap<ChildId, StaffId>),
}

/// Whether a failing command stops the others in its transaction.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Failing {
    Stops,
    IsLeftOut,
}

/// An instant as the store keeps it: in whole microseconds; rounded up, so that nothing that has happened lies after now.
pub fn kept(at: Timestamp) -> Timestamp {
    let up = TimestampRound::new().smallest(Unit::Microsecond).mode(RoundMode::Ceil);
    at.round(up).unwrap_or(Timestamp::MAX)
}

fn whole_micros(context: Context) -> Context {
    Context { now: kept(context.now), ..context }
}

/// Many commands on their way in.
#[derive(Debug)]
pub struct Bulk<'s> {
    store: &'s Store,
    strategy: &'s Strategy,
    errand: Errand,
    waiting: Vec<(Context, Command)>,
    tally: Tally,
}

impl Bulk<'_> {
    /// Adds a command; now and then writes those that wait.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn push(&mut self, context: Context, command: Command) -> Result<(), StoreError> {
        self.waiting.push((whole_micros(context), command));
        if self.waiting.len() >= BULK { self.write().await } else { Ok(()) }
    }

    /// How many commands have been written.
    pub const fn done(&self) -> u64 {
        self.tally.done
    }

    /// Writes what waits, and tells what it all came to.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn finish(mut self) -> Result<Tally, StoreError> {
        self.write().await?;
        Ok(self.tally)
    }

    async fn write(&mut self) -> Result<(), StoreError> {
        let commands: Vec<(Context, &Command)> = self.waiting.iter().map(|(context, command)| (*context, command)).collect();
        let results = self.store.in_one_transaction(self.strategy, &self.errand, &commands, Failing::IsLeftOut).await?;
        for (result, (_, command)) in results.into_iter().zip(&self.waiting) {
            match result {
                Ok(done) if done.repeated => self.tally.repeated += 1,
                Ok(done) => {
                    self.tally.done += 1;
                    self.tally.entries += done.entries.len() as u64;
                }
                Err(error) => self.tally.refused.push(Refused { child: command.child, key: command.key, error }),
            }
        }
        self.waiting.clear();
        Ok(())
    }
}

/// A child whose record this transaction may extend.
struct Loaded {
    record: Record,
    /// The command that wrote each entry.
    commands: Vec<CommandKey>,
    /// Its rows in the read models as they are stored.
    before: Projection,
    is_extended: bool,
    key: ChildKey,
    /// Whether the key was made just now, and is still to be kept.
    is_new: bool,
}

/// What one transaction will write.
struct Batch<'a> {
    strategy: &'a Strategy,
    errand: &'a Errand,
    sealing: &'a Sealing,
    /// Children no command is done on, since they would be left with this person, who has left.
    to_leavers: &'a BTreeMap<ChildId, StaffId>,
    children: BTreeMap<ChildId, Result<Loaded, StoreError>>,
    /// Keys that are taken, and by a command on whose record, as far as known.
    used: BTreeMap<CommandKey, ChildId>,
    commands: Vec<Row>,
    entries: Vec<Row>,
    logged: Vec<Row>,
}

impl<'a> Batch<'a> {
    const fn new(strategy: &'a Strategy, errand: &'a Errand, sealing: &'a Sealing, to_leavers: &'a BTreeMap<ChildId, StaffId>) -> Self {
        Self {
            strategy,
            errand,
            sealing,
            to_leavers,
            children: BTreeMap::new(),
            used: BTreeMap::new(),
            commands: Vec::new(),
            entries: Vec::new(),
            logged: Vec::new(),
        }
    }

    async fn decide_all(&mut self, tx: &mut Tx, commands: &[(Context, &Command)]) -> Result<Vec<Result<Done, ExecuteError>>, StoreError> {
        let children: BTreeSet<ChildId> = commands.iter().map(|(_, command)| command.child).collect();
        let children: Vec<ChildId> = children.into_iter().collect();
        for (child, written) in journal::load(tx, &children, self.sealing).await? {
            let loaded = written.map(|Written { record, commands, key }| {
                let before = project(&record, self.strategy, self.sealing);
                let is_new = key.is_none();
                let key = key.unwrap_or_else(|| self.sealing.new_child_key());
                Loaded { record, commands, before, is_extended: false, key, is_new }
            });
            self.children.insert(child, loaded);
        }
        commands.iter().map(|(context, command)| self.decide_one(context, command)).collect()
    }

    async fn find_used(&mut self, tx: &mut Tx, commands: &[(Context, &Command)]) -> Result<(), StoreError> {
        for some in commands.chunks(AT_ONCE) {
            let rows = match some {
                [(_, one)] => tx.rows(COMMAND, args![one.key]).await?,
                [first, ..] => {
                    let padded = some.iter().chain(std::iter::repeat(first)).take(AT_ONCE);
                    tx.rows(COMMANDS, padded.flat_map(|(_, command)| args![command.key]).collect()).await?
                }
                [] => Vec::new(),
            };
            for mut cells in rows {
                self.used.insert(cells.id(CommandKey::new)?, cells.id(ChildId::new)?);
            }
        }
        Ok(())
    }

    /// Children who would newly be left with somebody who has left, and whom.
    async fn given_to_leavers(&self, tx: &mut Tx) -> Result<BTreeMap<ChildId, StaffId>, StoreError> {
        let extended = self.children.values().flatten().filter(|loaded| loaded.is_extended);
        let given: Vec<(ChildId, StaffId)> = extended
            .filter_map(|loaded| {
                let state = loaded.record.state();
                Some((loaded.record.child, state.responsible.filter(|_| state.is_open)?.staff))
            })
            .collect();
        let mut found = BTreeMap::new();
        for (child, staff) in given {
            if !tx.rows(GIVEN_TO_LEAVER, args![staff, child]).await?.is_empty() {
                found.insert(child, staff);
            }
        }
        Ok(found)
    }

    /// Keeps the keys of the children written about from being destroyed meanwhile.
    async fn hold_keys(&self, tx: &mut Tx) -> Result<(), StoreError> {
        let Tx::Postgres(_) = tx else { return Ok(()) };
        let written = self.children.iter().filter(|(_, loaded)| loaded.as_ref().is_ok_and(|loaded| loaded.is_extended && !loaded.is_new));
        let written: Vec<ChildId> = written.map(|(child, _)| *child).collect();
        for some in written.chunks(AT_ONCE) {
            let padded = some.iter().chain(std::iter::repeat(&some[0])).take(AT_ONCE);
            tx.rows(HOLD_KEYS, padded.flat_map(|child| args![*child]).collect()).await?;
        }
        Ok(())
    }

    /// The outer error is the database's, the inner one this command's.
    fn decide_one(&mut self, context: &Context, command: &Command) -> Result<Result<Done, ExecuteError>, StoreError> {
        let child = command.child;
        let loaded = match self.children.get_mut(&child) {
            Some(Ok(loaded)) => loaded,
            Some(Err(StoreError::Unreadable { child, no, why })) => {
                let error = StoreError::Unreadable { child: *child, no: *no, why: why.clone() };
                return Ok(Err(error.into()));
            }
            Some(Err(StoreError::Destroyed { child })) => return Ok(Err(StoreError::Destroyed { child: *child }.into())),
            _ => return Ok(Err(ExecuteError::KeyUsed { child })),
        };
        if loaded.commands.contains(&command.key) {
            return Ok(done_before(loaded, command));
        }
        if self.used.contains_key(&command.key) {
            return Ok(Err(ExecuteError::KeyUsed { child }));
        }
        if let Some(staff) = self.to_leavers.get(&child) {
            return Ok(Err(ExecuteError::ResponsibleLeft { child, staff: *staff }));
        }
        let entries = match decide(&loaded.record, command, context) {
            Ok(entries) => entries,
            Err(refusal) => return Ok(Err(ExecuteError::Refused { child, refusal })),
        };
        let (Some(first), Some(last)) = (entries.first().map(|entry| entry.no), entries.last().map(|entry| entry.no)) else {
            return Ok(Err(ExecuteError::Refused { child, refusal: Refusal::Empty }));
        };
        let mut written = journal::RowsHash::default();
        for entry in &entries {
            let row = journal::row(child, entry, command.key, &loaded.key, self.sealing)?;
            written.add(&row);
            self.entries.push(row);
            loaded.commands.push(command.key);
        }
        self.commands.push(args![command.key, child, first, last]);
        let rows = written.finish();
        self.logged.push(log::change(&log::Change { command: command.key, context, child, errand: self.errand, first, last, rows })?);
        self.used.insert(command.key, child);
        loaded.record.extend(entries.iter().cloned());
        loaded.is_extended = true;
        Ok(Ok(Done { child, entries, version: Version(last.0), repeated: false }))
    }

    async fn write(self, tx: &mut Tx) -> Result<(), StoreError> {
        self.hold_keys(tx).await?;
        COMMAND_TABLE.insert(tx, self.commands).await?;
        journal::append(tx, self.entries).await?;
        log::append(tx, self.logged).await?;
        let mut keys = Keys::new(self.sealing);
        let mut made = Vec::new();
        let mut changed: [Vec<Row>; TABLES.len()] = Default::default();
        for loaded in self.children.into_values().flatten().filter(|loaded| loaded.is_extended) {
            let after = project(&loaded.record, self.strategy, self.sealing);
            if loaded.is_new {
                made.push(loaded.record.child);
            }
            keys.put(loaded.record.child, loaded.key);
            for (((before, after), table), changed) in loaded.before.tables.into_iter().zip(after.tables).zip(&TABLES).zip(&mut changed) {
                for key in before.keys().filter(|key| !after.contains_key(*key)) {
                    table.delete(tx, key.clone()).await?;
                }
                changed.extend(after.into_iter().filter(|(key, row)| before.get(key) != Some(row)).map(|(_, row)| row));
            }
        }
        for (table, changed) in TABLES.iter().zip(changed) {
            table.upsert(tx, seal_rows(table, changed, &keys)?).await?;
        }
        if made.is_empty() {
            return Ok(());
        }
        // Another program may have changed the municipality's key since this one started.
        let version = seal::check(tx, self.sealing).await?;
        let rows = made.into_iter().filter_map(|child| Some(journal::key_row(child, keys.get(child)?, version, self.sealing))).collect();
        journal::put_keys(tx, rows).await
    }
}

/// The earlier result of a command, if it is the same one.
fn done_before(loaded: &Loaded, command: &Command) -> Result<Done, ExecuteError> {
    let theirs = loaded.record.entries().iter().zip(&loaded.commands).filter(|(_, key)| **key == command.key);
    let entries: Vec<Entry> = theirs.map(|(entry, _)| entry.clone()).collect();
    match entries.last().map(|entry| entry.no) {
        Some(last) if entries.iter().map(|entry| &entry.fact).eq(&command.facts) => {
            Ok(Done { child: command.child, entries, version: Version(last.0), repeated: true })
        }
        _ => Err(ExecuteError::KeyUsed { child: command.child }),
    }
}
