//! Whether what is stored is still what follows from the journal, and how to make it so again.

use crate::around::setting;
use crate::cells::{Value, args};
use crate::db::{Tx, statements};
use crate::journal::{self, Line};
use crate::project::{EDITION, Projection, TABLES, project};
use crate::table::Row;
use crate::{Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use trin_domain::id::{ChildId, StaffId};
use trin_domain::record::{Entry, EntryNo, Fact, Record};
use trin_domain::strategy::Strategy;
use uuid::Uuid;

statements! {
    /// Children in the journal, in order.
    NEXT_CHILDREN = "SELECT child FROM journal WHERE child > $1 GROUP BY child ORDER BY child LIMIT $2";
    LINES = "SELECT child, no, recorded_at, by_staff, by_role, payload FROM journal WHERE child > $1 AND child <= $2 ORDER BY child, no";
    /// Which command wrote each entry, and what kind of fact the journal says it is.
    LABELS = "SELECT child, no, command, kind FROM journal WHERE child > $1 AND child <= $2 ORDER BY child, no";
    COMMANDS = "SELECT id, child, first_no, last_no FROM command WHERE id IN
        (SELECT command FROM journal WHERE child > $1 AND child <= $2)";
    AUDITS = "SELECT command, child, first_no, last_no FROM audit WHERE command IN
        (SELECT command FROM journal WHERE child > $1 AND child <= $2)";
    COMMANDS_OF_NOTHING = "SELECT c.id FROM command c WHERE NOT EXISTS
        (SELECT 1 FROM journal j WHERE j.child = c.child AND j.no = c.first_no AND j.command = c.id) ORDER BY c.id LIMIT 100";
    AUDITS_OF_NOTHING = "SELECT a.command FROM audit a WHERE NOT EXISTS
        (SELECT 1 FROM journal j WHERE j.child = a.child AND j.no = a.first_no AND j.command = a.command) ORDER BY a.command LIMIT 100";
    IS_STAFF = "SELECT id FROM staff WHERE id = $1";
    IS_CHILD = "SELECT child FROM journal WHERE child = $1 AND no = 1";
}

/// How many children are looked at together: what is held in memory.
const AT_ONCE: i64 = 200;
/// How many children a start looks at to see whether the read models are of this program's making.
const SAMPLE: i64 = 40;
/// How many problems are told in full.
const TOLD: usize = 100;
/// After every identity.
const LAST: &str = "\u{10FFFF}";

/// What a start found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Adopted {
    /// The read models were made by this program with this strategy.
    AsBefore,
    /// They were not, and have been made anew.
    Rebuilt {
        /// How many children were looked at.
        children: u64,
    },
}

/// What a rebuild did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rebuilt {
    /// How many children were looked at.
    pub children: u64,
    /// Children whose journal cannot be read; their rows were left as they are.
    pub unreadable: Vec<ChildId>,
}

/// What a check of everything found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// Children looked at.
    pub children: u64,
    /// Entries looked at.
    pub entries: u64,
    /// Commands looked at.
    pub commands: u64,
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

    fn add(&mut self, problem: Problem) {
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
    /// A row of a read model is not what follows from the record.
    Differs {
        /// Whose row.
        child: String,
        /// In which table.
        table: &'static str,
        /// How.
        how: Difference,
    },
    /// A command, its entries and its audit row do not tell the same.
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
            Self::Differs { child, table, how } => {
                let how = match how {
                    Difference::Missing => "a row is missing",
                    Difference::TooMany => "there is a row too many",
                    Difference::Other => "a row says something else than the record",
                };
                write!(f, "child {child}: {how} in {table} (rebuild puts it right)")
            }
            Self::Unaccounted { command, why } => write!(f, "command {command}: {why}"),
        }
    }
}

/// Some children, by identity: after one, up to and including another.
struct Range {
    after: String,
    upto: String,
    children: u64,
}

impl Range {
    fn arguments(&self) -> Vec<Value> {
        args![self.after.as_str(), self.upto.as_str()]
    }
}

impl Store {
    /// Makes sure the read models are this program's, made with this strategy. Called once at a start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn adopt(&self, strategy: &Strategy) -> Result<Adopted, StoreError> {
        let is_stamped = self.setting(setting::READ_MODELS).await?.is_some_and(|made| made == stamp(strategy));
        if is_stamped && self.sample_is_right(strategy).await? {
            return Ok(Adopted::AsBefore);
        }
        Ok(Adopted::Rebuilt { children: self.rebuild(strategy).await?.children })
    }

    /// Looks at a few children, in case the program's rules changed without anyone saying so.
    async fn sample_is_right(&self, strategy: &Strategy) -> Result<bool, StoreError> {
        let mut tx = self.db.snapshot().await?;
        let range = next_range(&mut tx, "", SAMPLE).await?;
        let (right, _) = wanted(&mut tx, &range, strategy).await?;
        let stored = stored(&mut tx, &range).await?;
        tx.undo().await?;
        Ok(differences(&stored, &right).is_empty())
    }

    /// Makes every row of the read models what follows from the journal, some children at a time, beside others who write.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn rebuild(&self, strategy: &Strategy) -> Result<Rebuilt, StoreError> {
        let mut done = Rebuilt::default();
        let mut after = String::new();
        loop {
            let mut tx = self.db.write().await?;
            let range = next_range(&mut tx, &after, AT_ONCE).await?;
            let (right, unreadable) = wanted(&mut tx, &range, strategy).await?;
            let stored = stored(&mut tx, &range).await?;
            let mut changed: [Vec<Row>; TABLES.len()] = Default::default();
            for (table, key, _) in differences(&stored, &right) {
                let is_unreadable = matches!(key.first(), Some(Value::Text(Some(child))) if unreadable.contains(child));
                match right.tables[table].get(&key) {
                    Some(row) => changed[table].push(row.clone()),
                    None if is_unreadable => {}
                    None => TABLES[table].delete(&mut tx, key).await?,
                }
            }
            for (table, rows) in TABLES.iter().zip(changed) {
                table.upsert(&mut tx, rows).await?;
            }
            tx.commit().await?;
            done.children += range.children;
            done.unreadable.extend(unreadable.iter().map(|child| ChildId::from_label(child)));
            if range.upto == LAST {
                break;
            }
            after = range.upto;
        }
        self.set(setting::READ_MODELS, &stamp(strategy)).await?;
        Ok(done)
    }

    /// Checks everything: that every record can be read and hangs together, that every stored row follows from its record,
    /// that every command is accounted for. Some children at a time, beside others who write.
    ///
    /// # Errors
    /// When the database fails. What is wrong with the data is in the report.
    pub async fn verify(&self, strategy: &Strategy) -> Result<Report, StoreError> {
        let mut report = Report::default();
        let mut staff: BTreeMap<StaffId, bool> = BTreeMap::new();
        let mut after = String::new();
        loop {
            let mut tx = self.db.snapshot().await?;
            let range = next_range(&mut tx, &after, AT_ONCE).await?;
            report.children += range.children;
            self.verify_records(&mut tx, &range, &mut staff, &mut report).await?;
            let (right, unreadable) = wanted(&mut tx, &range, strategy).await?;
            for (table, key, how) in differences(&stored(&mut tx, &range).await?, &right) {
                let child = match key.into_iter().next() {
                    Some(Value::Text(Some(child))) => child,
                    _ => String::new(),
                };
                if !unreadable.contains(&child) {
                    report.add(Problem::Differs { child, table: TABLES[table].name, how });
                }
            }
            verify_commands(&mut tx, &range, &mut report).await?;
            tx.undo().await?;
            if range.upto == LAST {
                break;
            }
            after = range.upto;
        }
        for (statement, why) in [(COMMANDS_OF_NOTHING, "it wrote no entry"), (AUDITS_OF_NOTHING, "its audit row tells of no entry")] {
            for mut cells in self.db.rows(statement, Vec::new()).await? {
                report.add(Problem::Unaccounted { command: cells.text()?, why });
            }
        }
        Ok(report)
    }

    async fn verify_records(
        &self,
        tx: &mut Tx,
        range: &Range,
        staff: &mut BTreeMap<StaffId, bool>,
        report: &mut Report,
    ) -> Result<(), StoreError> {
        let mut elsewhere: BTreeMap<ChildId, u64> = BTreeMap::new();
        for (child, lines) in lines(tx, range).await? {
            let mut entries: Vec<Entry> = Vec::with_capacity(lines.len());
            let mut is_whole = true;
            for (line, expected) in lines.into_iter().zip(1..) {
                report.entries += 1;
                if line.no != expected && is_whole {
                    report.add(Problem::Gap { child, missing: expected });
                    is_whole = false;
                }
                match line.entry {
                    Ok(entry) => entries.push(entry),
                    Err(StoreError::Unreadable { no, why, .. }) => {
                        report.add(Problem::Unreadable { child, no, why });
                        is_whole = false;
                    }
                    Err(other) => return Err(other),
                }
            }
            if !is_whole {
                continue;
            }
            verify_entries(child, &entries, report);
            for other in entries.iter().flat_map(|entry| other_children(&entry.fact)) {
                *elsewhere.entry(other).or_default() += 1;
            }
            let Ok(record) = Record::from_entries(child, entries) else { continue };
            let state = record.state();
            match state.responsible {
                _ if !state.is_open => {}
                None => report.add(Problem::WithoutResponsible { child }),
                Some(responsible) => {
                    let id = responsible.staff;
                    let is_known = match staff.get(&id) {
                        Some(is_known) => *is_known,
                        None => !tx.rows(IS_STAFF, args![id]).await?.is_empty(),
                    };
                    staff.insert(id, is_known);
                    if !is_known {
                        report.add(Problem::UnknownResponsible { child, staff: id });
                    }
                }
            }
        }
        for (other, times) in elsewhere {
            if tx.rows(IS_CHILD, args![other]).await?.is_empty() {
                report.children_elsewhere += times;
            }
        }
        Ok(())
    }
}

/// By which program, with which strategy.
fn stamp(strategy: &Strategy) -> String {
    let written = serde_json::to_vec(strategy).unwrap_or_default();
    format!("edition {EDITION}, trin {}, strategy {}", env!("CARGO_PKG_VERSION"), Uuid::new_v5(&Uuid::NAMESPACE_OID, &written))
}

/// The next children in the journal; the last range reaches beyond them, over rows that have no record.
async fn next_range(tx: &mut Tx, after: &str, most: i64) -> Result<Range, StoreError> {
    let children = tx.rows(NEXT_CHILDREN, args![after, most]).await?;
    let count = children.len() as u64;
    let upto = match children.into_iter().last() {
        Some(mut cells) if i64::try_from(count) == Ok(most) => cells.text()?,
        _ => LAST.to_owned(),
    };
    Ok(Range { after: after.to_owned(), upto, children: count })
}

async fn lines(tx: &mut Tx, range: &Range) -> Result<BTreeMap<ChildId, Vec<Line>>, StoreError> {
    let lines = tx.rows(LINES, range.arguments()).await?.into_iter().map(journal::line).collect::<Result<_, _>>()?;
    Ok(journal::by_child(lines))
}

/// What the read models should hold for these children, and the children whose journal cannot be read.
async fn wanted(tx: &mut Tx, range: &Range, strategy: &Strategy) -> Result<(Projection, BTreeSet<String>), StoreError> {
    let mut together = Projection::default();
    let mut unreadable = BTreeSet::new();
    for (child, lines) in lines(tx, range).await? {
        match journal::record(child, lines) {
            Ok(record) => {
                for (into, rows) in together.tables.iter_mut().zip(project(&record, strategy).tables) {
                    into.extend(rows);
                }
            }
            Err(_) => {
                unreadable.insert(child.uuid().to_string());
            }
        }
    }
    Ok((together, unreadable))
}

async fn stored(tx: &mut Tx, range: &Range) -> Result<Projection, StoreError> {
    let mut together = Projection::default();
    for (into, table) in together.tables.iter_mut().zip(&TABLES) {
        *into = table.read_range(tx, &range.after, &range.upto).await?;
    }
    Ok(together)
}

/// Where the stored rows are not the right ones: in which table, by which key, and how.
fn differences(stored: &Projection, right: &Projection) -> Vec<(usize, Vec<Value>, Difference)> {
    let mut found = Vec::new();
    for (table, (stored, right)) in stored.tables.iter().zip(&right.tables).enumerate() {
        let too_many = stored.keys().filter(|key| !right.contains_key(*key)).map(|key| (table, key.clone(), Difference::TooMany));
        found.extend(too_many);
        for (key, row) in right {
            match stored.get(key) {
                None => found.push((table, key.clone(), Difference::Missing)),
                Some(there) if !is_same(there, row) => found.push((table, key.clone(), Difference::Other)),
                Some(_) => {}
            }
        }
    }
    found
}

fn is_same(one: &Row, other: &Row) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| one.is_same(other))
}

fn verify_entries(child: ChildId, entries: &[Entry], report: &mut Report) {
    for (entry, before) in entries.iter().zip([None].into_iter().chain(entries.iter().map(Some))) {
        let no = i64::from(entry.no.0);
        if before.is_some_and(|before| before.recorded_at > entry.recorded_at) {
            report.add(Problem::Backwards { child, no });
        }
        for (to, kind) in entry.fact.refers_to() {
            let there = entries.get((to.0 as usize).wrapping_sub(1)).filter(|there| there.no < entry.no);
            if there.is_none_or(|there| kind.is_some_and(|kind| there.fact.kind() != kind)) {
                report.add(Problem::DanglingReference { child, no, to });
            }
        }
    }
}

fn other_children(fact: &Fact) -> Vec<ChildId> {
    match fact {
        Fact::RelationAdded(what) => what.child.into_iter().collect(),
        Fact::NotificationReceived(what) => what.siblings.clone(),
        _ => Vec::new(),
    }
}

/// Every entry was written by a command that says so, and every command has its audit row.
async fn verify_commands(tx: &mut Tx, range: &Range, report: &mut Report) -> Result<(), StoreError> {
    let mut wrote: BTreeMap<String, (String, i64, i64, i64)> = BTreeMap::new();
    let mut kinds: BTreeMap<(String, i64), String> = BTreeMap::new();
    for mut cells in tx.rows(LABELS, range.arguments()).await? {
        let (child, no, command, kind) = (cells.text()?, cells.int()?, cells.text()?, cells.text()?);
        let (_, first, last, count) = wrote.entry(command).or_insert_with(|| (child.clone(), no, no, 0));
        (*first, *last, *count) = ((*first).min(no), (*last).max(no), *count + 1);
        kinds.insert((child, no), kind);
    }
    for (child, lines) in lines(tx, range).await? {
        for line in lines {
            let Ok(entry) = line.entry else { continue };
            if kinds.get(&(child.uuid().to_string(), line.no)).is_none_or(|kind| kind != entry.fact.kind()) {
                report.add(Problem::Mislabelled { child, no: line.no });
            }
        }
    }
    report.commands += wrote.len() as u64;
    for (statement, why) in [(COMMANDS, "its entries are not those it names"), (AUDITS, "its audit row does not tell of its entries")] {
        let mut told: BTreeMap<String, (String, i64, i64)> = BTreeMap::new();
        for mut cells in tx.rows(statement, range.arguments()).await? {
            told.insert(cells.text()?, (cells.text()?, cells.int()?, cells.int()?));
        }
        for (command, (child, first, last, count)) in &wrote {
            let is_told = told.get(command).is_some_and(|told| (&told.0, told.1, told.2) == (child, *first, *last));
            if !is_told || last - first + 1 != *count {
                report.add(Problem::Unaccounted { command: command.clone(), why });
            }
        }
    }
    Ok(())
}
