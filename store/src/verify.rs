//! Whether everything is as it must be: records whole, read models what follows, every command accounted for.

mod report;

pub use report::{Difference, Problem, Report};

use crate::cells::args;
use crate::db::{Tx, statements};
use crate::journal::{Line, RowsHash};
use crate::log::check::LogTrust;
use crate::log::{self, LogBody};
use crate::project::{TABLES, project};
use crate::rebuild::{AT_ONCE, MadeBy, Range, Wanted, differs};
use crate::seal::{Sealing, written};
use crate::{Engine, Store, StoreError};
use data_encoding::HEXLOWER;
use std::collections::{BTreeMap, BTreeSet};
use trin_domain::id::{ChildId, CommandKey, StaffId};
use trin_domain::record::{Entry, Fact, Record};
use trin_domain::strategy::Strategy;

statements! {
    COMMANDS = "SELECT id, child, first_no, last_no FROM command WHERE id IN
        (SELECT command FROM journal WHERE child > $1 AND child <= $2)";
    LOGGED = "SELECT id, at, staff, child, command, body FROM log WHERE command IN
        (SELECT command FROM journal WHERE child > $1 AND child <= $2)";
    /// As [`RowsHash`] takes them, after the command.
    WRITTEN = "SELECT command, child, no, recorded_at, by_staff, by_role, kind, command, payload FROM journal
        WHERE child > $1 AND child <= $2 ORDER BY child, no";
    COMMANDS_OF_NOTHING = "SELECT c.id FROM command c WHERE NOT EXISTS
        (SELECT 1 FROM journal j WHERE j.child = c.child AND j.no = c.first_no AND j.command = c.id) ORDER BY c.id LIMIT 100";
    /// Keys that should not be there.
    KEYS_DESTROYED = "SELECT k.child FROM child_key k JOIN destroyed_key d ON d.child = k.child ORDER BY k.child LIMIT 100";
    LOGGED_OF_NOTHING = "SELECT l.command FROM log l WHERE l.command IS NOT NULL AND NOT EXISTS
        (SELECT 1 FROM command c WHERE c.id = l.command AND c.child = l.child) ORDER BY l.command LIMIT 100";
    IS_STAFF = "SELECT is_active FROM staff WHERE id = $1";
    IS_CHILD = "SELECT child FROM journal WHERE child = $1 AND no = 1";
}

/// The locks that keep what is written, as each engine lists them: those that are off are not among them.
const LOCKS_SQLITE: &str = "SELECT name FROM sqlite_master WHERE type = 'trigger'";
const LOCKS_POSTGRES: &str = "SELECT CAST(t.tgname AS TEXT) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = current_schema() AND NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')";
/// What is only ever added to.
pub(crate) const KEPT: [&str; 10] =
    ["journal", "command", "log", "log_child", "log_leaf", "log_node", "log_checkpoint", "log_cosignature", "log_carried", "destroyed_key"];

/// What else the database refuses by itself, and by which trigger.
const GUARDED: [(&str, &str); 7] = [
    ("staff", "worker_leaves"),
    ("child", "child_is_given"),
    ("child", "child_begins"),
    ("child_key", "held_child_stays"),
    ("legal_hold", "hold_is_taken"),
    ("legal_hold", "hold_is_lifted_once"),
    ("legal_hold", "hold_is_remembered"),
];

/// PostgreSQL's alone: there a table can be emptied without a row's being deleted.
const GUARDED_POSTGRES: [(&str, &str); 1] = [("child_key", "held_children_stay")];

impl Store {
    /// Checks everything: that every record can be read and hangs together, that every stored row follows from its record,
    /// that every command is accounted for. Some children at a time, beside others who write.
    ///
    /// # Errors
    /// When the database fails. What is wrong with the data is in the report.
    pub async fn verify(&self, strategy: &Strategy) -> Result<Report, StoreError> {
        self.verify_with(strategy, &LogTrust::default()).await
    }

    /// The same, with the log checked against the key that signs its heads and heads held elsewhere.
    ///
    /// # Errors
    /// As [`Store::verify`].
    pub async fn verify_with(&self, strategy: &Strategy, trust: &LogTrust) -> Result<Report, StoreError> {
        let not_compared = (self.made_by(strategy).await? == MadeBy::Another).then(BTreeMap::new);
        let mut check = Check { not_compared, ..Check::default() };
        let mut range = Range::beginning();
        while !range.is_last() {
            let mut tx = self.db.snapshot().await?;
            range = range.next(&mut tx, AT_ONCE).await?;
            check.report.children += range.children;
            check.children(&mut tx, &range, strategy, &self.sealing).await?;
            tx.undo().await?;
        }
        let mut report = check.report;
        let mut faults = Vec::new();
        report.log = self.check_log(trust, |fault| faults.push(fault)).await?;
        faults.into_iter().for_each(|fault| report.add(Problem::Log(fault)));
        for (table, rows) in check.not_compared.into_iter().flatten() {
            report.add(Problem::NotCompared { table, rows });
        }
        for (row, what) in report.log.mended.clone() {
            report.add(Problem::Mended { row, what });
        }
        for problem in self.check_around(report.log.around.clone()).await? {
            report.add(problem);
        }
        for what in self.check_samples().await? {
            report.add(Problem::Samples(what));
        }
        for what in report.log.oversight.clone() {
            report.add(Problem::Oversight(what));
        }
        report.destroyed = check.destroyed.len() as u64;
        for mut cells in self.db.rows(KEYS_DESTROYED, Vec::new()).await? {
            report.add(Problem::KeyIsBack { child: cells.id(ChildId::new)? });
        }
        self.destructions(&mut report).await?;
        for (child, why) in report.log.beside.clone() {
            report.add(Problem::Destruction { child, why });
        }
        let there = self.locks().await?;
        for table in self.unprotected(&there) {
            report.add(Problem::Unprotected { table });
        }
        for trigger in self.planted(&there) {
            report.add(Problem::Planted { trigger });
        }
        for (statement, why) in [(COMMANDS_OF_NOTHING, "it wrote no entry"), (LOGGED_OF_NOTHING, "its row in the log tells of no entry")] {
            for mut cells in self.db.rows(statement, Vec::new()).await? {
                report.add(Problem::Unaccounted { command: cells.text()?, why });
            }
        }
        Ok(report)
    }

    /// Every destroyed key has a row in the log, every such row a destroyed key, and what nobody can read is what it was then.
    async fn destructions(&self, report: &mut Report) -> Result<(), StoreError> {
        let (listed, logged) = (report.log.listed.clone(), report.log.destroyed.clone());
        for child in listed.iter().filter(|child| !logged.contains_key(child)) {
            report.add(Problem::Destruction { child: *child, why: "its key is destroyed, and no row in the log says so" });
        }
        let mut tx = self.db.snapshot().await?;
        for (child, hash) in logged {
            if !listed.contains(&child) {
                report.add(Problem::Destruction {
                    child,
                    why: "the log says its key was destroyed, and the list of destroyed keys does not",
                });
            }
            // Rows from before it took two people have no hash.
            if let Some(hash) = hash
                && HEXLOWER.encode(&written(&mut tx, child).await?.1) != hash
            {
                report.add(Problem::Destruction { child, why: "its entries were changed after its key was destroyed" });
            }
        }
        tx.undo().await
    }

    /// The triggers that are there and on.
    async fn locks(&self) -> Result<BTreeSet<String>, StoreError> {
        let listed = match self.engine() {
            Engine::Sqlite => LOCKS_SQLITE,
            Engine::Postgres => LOCKS_POSTGRES,
        };
        self.db.rows(listed, Vec::new()).await?.into_iter().map(|mut cells| cells.text()).collect()
    }

    /// How the locks of what is only added to are called after their table.
    fn kinds(&self) -> &'static [&'static str] {
        match self.engine() {
            Engine::Sqlite => &["_is_kept_on_update", "_is_kept_on_delete"],
            Engine::Postgres => &["_is_kept"],
        }
    }

    /// What else is refused, and by which trigger.
    fn guarded(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let here: &[_] = if self.engine() == Engine::Postgres { &GUARDED_POSTGRES } else { &[] };
        GUARDED.into_iter().chain(here.iter().copied())
    }

    /// Tables whose lock is off.
    fn unprotected(&self, there: &BTreeSet<String>) -> Vec<&'static str> {
        let is_open = |table: &&str| self.kinds().iter().any(|kind| !there.contains(&format!("{table}{kind}")));
        let unguarded = self.guarded().filter(|(_, guard)| !there.contains(*guard)).map(|(table, _)| table);
        KEPT.into_iter().filter(is_open).chain(unguarded).collect()
    }

    /// Triggers that Trin did not make: with one, rows can be taken and kept nowhere.
    fn planted(&self, there: &BTreeSet<String>) -> Vec<String> {
        let is_ours = |trigger: &String| {
            self.guarded().any(|(_, guard)| guard == trigger)
                || KEPT.iter().any(|table| self.kinds().iter().any(|kind| trigger.strip_prefix(table) == Some(*kind)))
        };
        there.iter().filter(|trigger| !is_ours(trigger)).cloned().collect()
    }
}

/// The entries a command wrote.
struct Wrote {
    child: String,
    first: i64,
    last: i64,
    count: i64,
}

/// What is remembered from one range of children to the next: no more than there are staff.
#[derive(Default)]
struct Check {
    report: Report,
    /// Whether they are at work; `None` for those who are not there.
    staff: BTreeMap<StaffId, Option<bool>>,
    /// Children whose key was destroyed.
    destroyed: BTreeSet<ChildId>,
    /// How many rows of each table differ, where another program or strategy made them: then nobody can say whether they were changed.
    not_compared: Option<BTreeMap<&'static str, u64>>,
}

impl Check {
    async fn children(&mut self, tx: &mut Tx, range: &Range, strategy: &Strategy, sealing: &Sealing) -> Result<(), StoreError> {
        let mut records: BTreeMap<ChildId, Option<Vec<Entry>>> = BTreeMap::new();
        let mut wrote: BTreeMap<CommandKey, Wrote> = BTreeMap::new();
        for line in range.lines(tx, sealing).await? {
            self.line(line, &mut records, &mut wrote)?;
        }
        let mut wanted = Wanted::default();
        let mut others: BTreeMap<ChildId, u64> = BTreeMap::new();
        for (child, entries) in records {
            let Some(record) = entries.and_then(|entries| Record::from_entries(child, entries).ok()) else {
                if !self.destroyed.contains(&child) {
                    wanted.unreadable.insert(child);
                }
                continue;
            };
            self.entries(&record);
            self.people(tx, &record).await?;
            for other in record.entries().iter().flat_map(|entry| other_children(&entry.fact)) {
                *others.entry(other).or_default() += 1;
            }
            wanted.add(project(&record, strategy, sealing));
        }
        for (table, key, how) in wanted.differences(&range.stored(tx, sealing).await?) {
            match &mut self.not_compared {
                Some(tables) => *tables.entry(TABLES[table].name).or_default() += 1,
                None => self.report.add(differs(table, &key, how)),
            }
        }
        for (other, times) in others {
            if tx.rows(IS_CHILD, args![other]).await?.is_empty() {
                self.report.children_elsewhere += times;
            }
        }
        self.commands(tx, range, &wrote).await
    }

    /// One entry as the journal has it. A record that cannot be read whole becomes `None`.
    fn line(
        &mut self,
        line: Line,
        records: &mut BTreeMap<ChildId, Option<Vec<Entry>>>,
        wrote: &mut BTreeMap<CommandKey, Wrote>,
    ) -> Result<(), StoreError> {
        self.report.entries += 1;
        let Line { child, no, command, kind, entry } = line;
        let wrote = wrote.entry(command).or_insert_with(|| Wrote { child: child.uuid().to_string(), first: no, last: no, count: 0 });
        (wrote.first, wrote.last, wrote.count) = (wrote.first.min(no), wrote.last.max(no), wrote.count + 1);

        let so_far = records.entry(child).or_insert_with(|| Some(Vec::new()));
        match entry {
            Ok(entry) => {
                if entry.fact.kind() != kind {
                    self.report.add(Problem::Mislabelled { child, no });
                }
                let Some(entries) = so_far else { return Ok(()) };
                let expected = entries.len() as i64 + 1;
                if no == expected {
                    entries.push(entry);
                } else {
                    self.report.add(Problem::Gap { child, missing: expected });
                    *so_far = None;
                }
            }
            // Its rows stay, sealed for good; of the read models nothing may be left.
            Err(StoreError::Destroyed { .. }) => {
                self.destroyed.insert(child);
                *so_far = None;
            }
            Err(StoreError::Unreadable { why, .. }) => {
                self.report.add(Problem::Unreadable { child, no, why });
                *so_far = None;
            }
            Err(other) => return Err(other),
        }
        Ok(())
    }

    /// Entries are dated in order and speak only of earlier ones.
    fn entries(&mut self, record: &Record) {
        let (child, entries) = (record.child, record.entries());
        for (entry, before) in entries.iter().zip([None].into_iter().chain(entries.iter().map(Some))) {
            let no = i64::from(entry.no.0);
            if before.is_some_and(|before| before.recorded_at > entry.recorded_at) {
                self.report.add(Problem::Backwards { child, no });
            }
            for (to, kind) in entry.fact.refers_to() {
                let there = record.entry(to).filter(|there| there.no < entry.no);
                if there.is_none_or(|there| kind.is_some_and(|kind| there.fact.kind() != kind)) {
                    self.report.add(Problem::DanglingReference { child, no, to });
                }
            }
        }
    }

    /// Everyone who wrote is among the staff, and every open child has someone who is at work.
    async fn people(&mut self, tx: &mut Tx, record: &Record) -> Result<(), StoreError> {
        let (child, state) = (record.child, record.state());
        for staff in &state.writers {
            if self.is_at_work(tx, *staff).await?.is_none() {
                self.report.add(Problem::UnknownAuthor { child, staff: *staff });
            }
        }
        if !state.is_open {
            return Ok(());
        }
        let Some(staff) = state.responsible.map(|responsible| responsible.staff) else {
            self.report.add(Problem::WithoutResponsible { child });
            return Ok(());
        };
        match self.is_at_work(tx, staff).await? {
            Some(true) => {}
            Some(false) => self.report.add(Problem::InactiveResponsible { child, staff }),
            None => self.report.add(Problem::UnknownResponsible { child, staff }),
        }
        Ok(())
    }

    async fn is_at_work(&mut self, tx: &mut Tx, staff: StaffId) -> Result<Option<bool>, StoreError> {
        if let Some(known) = self.staff.get(&staff) {
            return Ok(*known);
        }
        let is_active = tx.rows(IS_STAFF, args![staff]).await?.into_iter().next().map(|mut cells| cells.yes()).transpose()?;
        self.staff.insert(staff, is_active);
        Ok(is_active)
    }

    /// Every entry was written by a command that says so, and every command has its row in the log, with the hash of what it wrote.
    async fn commands(&mut self, tx: &mut Tx, range: &Range, wrote: &BTreeMap<CommandKey, Wrote>) -> Result<(), StoreError> {
        self.report.commands += wrote.len() as u64;
        let mut told: BTreeMap<CommandKey, (String, i64, i64)> = BTreeMap::new();
        for mut cells in range.rows(tx, COMMANDS).await? {
            told.insert(cells.id(CommandKey::new)?, (cells.text()?, cells.int()?, cells.int()?));
        }
        for (command, Wrote { child, first, last, count }) in wrote {
            let is_told = told.get(command).is_some_and(|told| (&told.0, told.1, told.2) == (child, *first, *last));
            if !is_told || last - first + 1 != *count {
                self.report.add(Problem::Unaccounted { command: command.to_string(), why: "its entries are not those it names" });
            }
        }
        let mut logged: BTreeMap<CommandKey, LogBody> = BTreeMap::new();
        for mut cells in range.rows(tx, LOGGED).await? {
            if let (_, _, Ok(body)) = log::logged(&mut cells)?
                && let Some(command) = body.command
            {
                logged.insert(command, body);
            }
        }
        let mut hashes: BTreeMap<CommandKey, RowsHash> = BTreeMap::new();
        for mut cells in range.rows(tx, WRITTEN).await? {
            hashes.entry(cells.id(CommandKey::new)?).or_default().add(&cells.rest());
        }
        for (command, Wrote { child, first, last, .. }) in wrote {
            let hash = hashes.remove(command).map(|rows| HEXLOWER.encode(&rows.finish()));
            let why = match logged.get(command) {
                None => "it has no row in the log",
                Some(body) if !is_about(body, child, *first, *last) => "its row in the log does not tell of its entries",
                // Rows from before there was a log have no hash.
                Some(body) if body.v > 0 && body.rows != hash => "its entries were changed after they were written",
                Some(_) => continue,
            };
            self.report.add(Problem::Unaccounted { command: command.to_string(), why });
        }
        Ok(())
    }
}

fn is_about(body: &LogBody, child: &str, first: i64, last: i64) -> bool {
    body.child.is_some_and(|named| named.uuid().to_string() == child)
        && (body.first.map(i64::from), body.last.map(i64::from)) == (Some(first), Some(last))
}

fn other_children(fact: &Fact) -> Vec<ChildId> {
    match fact {
        Fact::RelationAdded(what) => what.child.into_iter().collect(),
        Fact::NotificationReceived(what) => what.siblings.clone(),
        _ => Vec::new(),
    }
}
