//! The journal: the only place where a record is written and read.

use crate::StoreError;
use crate::cells::{Cells, Value, args};
use crate::db::{Tx, statements};
use crate::seal::{self, About, ChildKey, Keys, Sealing};
use crate::table::{Row, Table};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use trin_domain::id::{ChildId, CommandKey, StaffId};
use trin_domain::kinds::Role;
use trin_domain::record::{Author, Entry, EntryNo, Fact, Record};
use trin_proof::Hash;
use zeroize::Zeroizing;

/// Reads entries, for [`line`].
macro_rules! entries {
    ($which:literal) => {
        concat!(
            "SELECT j.child, j.no, j.recorded_at, j.by_staff, j.by_role, j.payload, j.command, j.kind, k.wrapped, d.child
            FROM journal j LEFT JOIN child_key k ON k.child = j.child LEFT JOIN destroyed_key d ON d.child = j.child WHERE ",
            $which
        )
    };
}
pub(crate) use entries;

statements! {
    /// One child's entries.
    RECORD = entries!("j.child = $1 ORDER BY j.no");
    /// Several children's entries; fewer are asked for by naming one twice.
    RECORDS = entries!("j.child IN ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ORDER BY j.child, j.no");
    /// A few entries by their places; fewer are asked for by naming one twice.
    ENTRIES = entries!("(j.child = $1 AND j.no = $2) OR (j.child = $3 AND j.no = $4) OR (j.child = $5 AND j.no = $6)
        OR (j.child = $7 AND j.no = $8) OR (j.child = $9 AND j.no = $10) OR (j.child = $11 AND j.no = $12)
        OR (j.child = $13 AND j.no = $14) OR (j.child = $15 AND j.no = $16)");
}

/// How many entries [`ENTRIES`] names.
const PLACES: usize = 8;

/// How many children [`RECORDS`] names.
const AT_ONCE: usize = 16;

const JOURNAL: Table =
    Table { name: "journal", columns: &["child", "no", "recorded_at", "by_staff", "by_role", "kind", "command", "payload"], key: 2 };

pub(crate) const CHILD_KEY: Table = Table { name: "child_key", columns: &["child", "wrapped", "version"], key: 1 };

/// Writes a fact's payload. This and [`unseal`] are the only functions that see its text.
///
/// # Errors
/// When the fact cannot be written.
fn sealed(fact: &Fact, about: &About<'_>, key: &ChildKey, sealing: &Sealing) -> Result<Vec<u8>, StoreError> {
    let text = Zeroizing::new(serde_json::to_vec(fact)?);
    Ok(seal::seal(key.bytes(), about, &text, sealing))
}

/// Reads a payload written by [`sealed`]; what is wrong with it otherwise. One in the clear is not read: nobody with the database alone
/// can write in a record.
fn unseal(payload: &[u8], about: &About<'_>, key: &ChildKey) -> Result<Fact, String> {
    let payload = Zeroizing::new(seal::open(key.bytes(), about, payload).ok_or("the payload does not open with the child's key")?);
    // Where in the text and what was expected, never what was there: messages carry no personal data.
    serde_json::from_slice(&payload)
        .map_err(|error| format!("the payload cannot be read (column {}, {:?})", error.column(), error.classify()))
}

/// The journal's row of an entry.
pub(crate) fn row(child: ChildId, entry: &Entry, command: CommandKey, key: &ChildKey, sealing: &Sealing) -> Result<Row, StoreError> {
    let kind = entry.fact.kind();
    let mut row = args![child, entry.no, entry.recorded_at, entry.by.staff, entry.by.role.code(), kind, command,];
    let about = About::Entry { child, no: i64::from(entry.no.0), kind };
    row.push(Value::Bytes(sealed(&entry.fact, &about, key, sealing)?));
    Ok(row)
}

/// The hash of the rows a command wrote, over every column as it is stored: a row changed beside Trin no longer has it.
#[derive(Default)]
pub(crate) struct RowsHash(Sha256);

impl RowsHash {
    /// Adds a row, with its columns as [`JOURNAL`] lists them.
    pub(crate) fn add(&mut self, row: &[Value]) {
        for value in row {
            let number;
            let bytes = match value {
                Value::Int(None) | Value::Text(None) => &[],
                Value::Int(Some(value)) => {
                    number = value.to_string();
                    number.as_bytes()
                }
                Value::Text(Some(text)) => text.as_bytes(),
                Value::Bytes(bytes) => bytes.as_slice(),
            };
            // With its length, so that nothing can be moved from one column to the next.
            self.0.update((bytes.len() as u64).to_be_bytes());
            self.0.update(bytes);
        }
    }

    pub(crate) fn finish(self) -> Hash {
        self.0.finalize().into()
    }
}

/// The row that keeps a child's key, as wrapped with the municipality's key of this number.
pub(crate) fn key_row(child: ChildId, key: &ChildKey, version: i64, sealing: &Sealing) -> Row {
    let wrapped = Value::Bytes(sealing.wrap(child, key));
    args![child].into_iter().chain([wrapped]).chain(args![version]).collect()
}

/// Keeps keys made by [`key_row`].
pub(crate) async fn put_keys(tx: &mut Tx, rows: Vec<Row>) -> Result<(), StoreError> {
    CHILD_KEY.insert(tx, rows).await
}

/// Makes a key for a child and keeps it.
pub(crate) async fn put_new_key(tx: &mut Tx, child: ChildId, version: i64, sealing: &Sealing) -> Result<ChildKey, StoreError> {
    let key = sealing.new_child_key();
    put_keys(tx, vec![key_row(child, &key, version, sealing)]).await?;
    Ok(key)
}

/// Appends rows made by [`row`].
pub(crate) async fn append(tx: &mut Tx, rows: Vec<Row>) -> Result<(), StoreError> {
    JOURNAL.insert(tx, rows).await
}

/// The statements that append.
#[cfg(test)]
pub(crate) fn append_statements() -> Vec<&'static str> {
    JOURNAL.all_statements().into_iter().chain(CHILD_KEY.all_statements()).collect()
}

/// An entry as the journal has it.
pub(crate) struct Line {
    pub(crate) child: ChildId,
    pub(crate) no: i64,
    /// Which command wrote it.
    pub(crate) command: CommandKey,
    /// What kind of fact the journal says it is.
    pub(crate) kind: String,
    /// The entry, or why it cannot be read.
    pub(crate) entry: Result<Entry, StoreError>,
}

/// Reads a row of [`entries`].
fn line(mut cells: Cells, keys: &mut Keys<'_>) -> Result<Line, StoreError> {
    let (child, no) = (cells.id(ChildId::new)?, cells.int()?);
    let unreadable = |why: String| StoreError::Unreadable { child, no, why };
    // Every cell is taken before any is judged, so that a spoiled one spoils only its own entry.
    let (recorded_at, staff, role, payload) = (cells.instant(), cells.id(StaffId::new), cells.code(Role::from_code), cells.bytes());
    let (command, kind) = (cells.id(CommandKey::new)?, cells.text()?);
    let (wrapped, destroyed) = (cells.maybe_bytes()?, cells.maybe_text()?);
    if destroyed.is_some() {
        return Ok(Line { child, no, command, kind, entry: Err(StoreError::Destroyed { child }) });
    }
    let key = match &wrapped {
        Some(wrapped) => keys.unwrap(child, wrapped).ok_or("the child's key does not open"),
        None => Err("the child's key is missing"),
    };
    let about = About::Entry { child, no, kind: &kind };
    let entry = || -> Result<Entry, StoreError> {
        Ok(Entry {
            no: EntryNo(u32::try_from(no).map_err(|_| unreadable("its number is out of range".into()))?),
            recorded_at: recorded_at?,
            by: Author { staff: staff?, role: role? },
            fact: unseal(&payload?, &about, key.map_err(|why| unreadable(why.into()))?).map_err(unreadable)?,
        })
    };
    let entry = entry().map_err(|error| match error {
        StoreError::Value { what, .. } => unreadable(what),
        other => other,
    });
    Ok(Line { child, no, command, kind, entry })
}

/// Reads rows of [`entries`].
pub(crate) fn lines(rows: Vec<Cells>, keys: &mut Keys<'_>) -> Result<Vec<Line>, StoreError> {
    rows.into_iter().map(|cells| line(cells, keys)).collect()
}

/// The record a child's lines make, or the first reason why they make none.
pub(crate) fn record(child: ChildId, lines: Vec<Line>) -> Result<Record, StoreError> {
    let entries: Vec<Entry> = lines.into_iter().map(|line| line.entry).collect::<Result<_, _>>()?;
    Record::from_entries(child, entries).map_err(|no| StoreError::Unreadable {
        child,
        no: i64::from(no.0),
        why: "an entry before it is missing".into(),
    })
}

/// Lines by child.
pub(crate) fn by_child(lines: Vec<Line>) -> BTreeMap<ChildId, Vec<Line>> {
    let mut children: BTreeMap<ChildId, Vec<Line>> = BTreeMap::new();
    for line in lines {
        children.entry(line.child).or_default().push(line);
    }
    children
}

/// A record with the command that wrote each entry.
pub(crate) struct Written {
    pub(crate) record: Record,
    pub(crate) commands: Vec<CommandKey>,
    /// The child's key, when it has one.
    pub(crate) key: Option<ChildKey>,
}

/// Several children's records; an empty one for a child that is not there.
pub(crate) async fn load(
    tx: &mut Tx,
    children: &[ChildId],
    sealing: &Sealing,
) -> Result<Vec<(ChildId, Result<Written, StoreError>)>, StoreError> {
    let mut keys = Keys::new(sealing);
    let mut found = BTreeMap::new();
    for some in children.chunks(AT_ONCE) {
        let rows = match some {
            [one] => tx.rows(RECORD, args![*one]).await?,
            [first, ..] => {
                let padded = some.iter().chain(std::iter::repeat(first)).take(AT_ONCE);
                tx.rows(RECORDS, padded.flat_map(|child| args![*child]).collect()).await?
            }
            [] => Vec::new(),
        };
        found.append(&mut by_child(lines(rows, &mut keys)?));
    }
    let mut written = |child| {
        let lines = found.remove(&child).unwrap_or_default();
        let commands = lines.iter().map(|line| line.command).collect();
        Ok(Written { record: record(child, lines)?, commands, key: keys.get(child).cloned() })
    };
    Ok(children.iter().map(|child| (*child, written(*child))).collect())
}

impl crate::Store {
    /// Single entries of several children, by whose they are and their number: what a list tells of each. One that is not there is left out.
    ///
    /// # Errors
    /// When the database fails, or an entry cannot be read.
    pub async fn entries_at(&self, places: &[(ChildId, EntryNo)]) -> Result<Vec<(ChildId, Entry)>, StoreError> {
        let (mut keys, mut found) = (Keys::new(&self.sealing), Vec::new());
        for some in places.chunks(PLACES) {
            let Some(first) = some.first() else { continue };
            let padded = some.iter().chain(std::iter::repeat(first)).take(PLACES);
            let arguments = padded.flat_map(|(child, no)| args![*child, *no]).collect();
            for line in lines(self.db.rows(ENTRIES, arguments).await?, &mut keys)? {
                found.push((line.child, line.entry?));
            }
        }
        Ok(found)
    }
}

/// The statement that reads one record, for readers outside a transaction.
pub(crate) const ONE_RECORD: &str = RECORD;
