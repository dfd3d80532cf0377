//! A table as data: its columns and key. From that follow the statements that insert, upsert, delete and read its rows,
//! many rows at a time, so that no statement is written by hand for each table and none forgets a column.

use crate::StoreError;
use crate::cells::{Cells, Value, args};
use crate::db::Tx;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Mutex, OnceLock};
use trin_domain::id::ChildId;

/// How many rows one statement takes. Any number of rows is written with few statements, and few statements are prepared.
const SIZES: [usize; 11] = [64, 32, 16, 8, 7, 6, 5, 4, 3, 2, 1];

/// A table Trin writes many rows to. Its first column is the child.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    pub(crate) columns: &'static [&'static str],
    /// How many of the first columns make the primary key.
    pub(crate) key: usize,
}

/// One row, in the order of the columns.
pub(crate) type Row = Vec<Value>;

/// Rows of one table by key.
pub(crate) type Rows = BTreeMap<Vec<Value>, Row>;

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Verb {
    Insert(usize),
    Upsert(usize),
    DeleteRow,
    DeleteOf,
    ReadRange,
    ReadFirst,
    ReadNext,
}

/// What a statement's text depends on: the same table may be written with some of its columns and kept with all.
type Made = (&'static str, Verb, usize, &'static [&'static str]);

impl Table {
    /// Inserts rows that must be new.
    pub(crate) async fn insert(&self, tx: &mut Tx, rows: Vec<Row>) -> Result<(), StoreError> {
        self.in_bulk(tx, rows, Verb::Insert).await
    }

    /// Inserts rows, or overwrites those with the same key.
    pub(crate) async fn upsert(&self, tx: &mut Tx, rows: Vec<Row>) -> Result<(), StoreError> {
        self.in_bulk(tx, rows, Verb::Upsert).await
    }

    /// Deletes the row with this key.
    pub(crate) async fn delete(&self, tx: &mut Tx, key: Vec<Value>) -> Result<(), StoreError> {
        tx.run(self.statement(Verb::DeleteRow), key).await.map(drop)
    }

    /// Deletes every row of a child.
    pub(crate) async fn delete_of(&self, tx: &mut Tx, child: ChildId) -> Result<(), StoreError> {
        tx.run(self.statement(Verb::DeleteOf), args![child]).await.map(drop)
    }

    /// All rows of the children after one identity, up to and including another.
    pub(crate) async fn read_range(&self, tx: &mut Tx, after: &str, upto: &str) -> Result<Rows, StoreError> {
        let cells = tx.rows(self.statement(Verb::ReadRange), range(after, upto)).await?;
        Ok(cells.into_iter().map(|cells| self.keyed(cells.rest())).collect())
    }

    /// The rows after a key, or the first, so many of them, by key.
    pub(crate) async fn read_page(&self, tx: &mut Tx, after: Option<&[Value]>, most: usize) -> Result<Vec<Row>, StoreError> {
        let limit = Value::Int(i64::try_from(most).ok());
        let cells = match after {
            None => tx.rows(self.statement(Verb::ReadFirst), vec![limit]).await?,
            Some(key) => tx.rows(self.statement(Verb::ReadNext), key.iter().cloned().chain([limit]).collect()).await?,
        };
        Ok(cells.into_iter().map(Cells::rest).collect())
    }

    /// A row with its key.
    pub(crate) fn keyed(&self, row: Row) -> (Vec<Value>, Row) {
        (row[..self.key].to_vec(), row)
    }

    /// Every statement this table is used with, for the test that prepares them all.
    #[cfg(test)]
    pub(crate) fn all_statements(&self) -> Vec<&'static str> {
        let sized = SIZES.iter().flat_map(|size| [Verb::Insert(*size), Verb::Upsert(*size)]);
        sized.chain([Verb::DeleteRow, Verb::DeleteOf, Verb::ReadRange]).map(|verb| self.statement(verb)).collect()
    }

    /// Every statement of a table that is only ever added to.
    #[cfg(test)]
    pub(crate) fn insert_statements(&self) -> Vec<&'static str> {
        SIZES.iter().map(|size| self.statement(Verb::Insert(*size))).collect()
    }

    async fn in_bulk(&self, tx: &mut Tx, rows: Vec<Row>, verb: fn(usize) -> Verb) -> Result<(), StoreError> {
        let mut rows = rows.into_iter();
        while rows.len() > 0 {
            let size = SIZES.into_iter().find(|size| *size <= rows.len()).unwrap_or(1);
            let arguments = rows.by_ref().take(size).flatten().collect();
            let verb = verb(size);
            let written = tx.run(self.statement(verb), arguments).await?;
            // A trigger put in beside Trin can take a row and keep it nowhere.
            if matches!(verb, Verb::Insert(_)) && written != size as u64 {
                return Err(StoreError::Swallowed { table: self.name });
            }
        }
        Ok(())
    }

    /// The statement's text, made once and kept: the engines prepare it once for each connection.
    fn statement(&self, verb: Verb) -> &'static str {
        static MADE: OnceLock<Mutex<BTreeMap<Made, &'static str>>> = OnceLock::new();
        let mut made = MADE.get_or_init(Mutex::default).lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        made.entry((self.name, verb, self.key, self.columns)).or_insert_with(|| self.written(verb).leak())
    }

    fn written(&self, verb: Verb) -> String {
        let (name, owner, columns) = (self.name, self.columns[0], self.columns.join(", "));
        let key = self.columns[..self.key].join(", ");
        match verb {
            Verb::Insert(rows) => format!("INSERT INTO {name} ({columns}) VALUES {}", self.places(rows)),
            Verb::Upsert(rows) => {
                let mut changes = String::new();
                for column in &self.columns[self.key..] {
                    let comma = if changes.is_empty() { "" } else { ", " };
                    let _ = write!(changes, "{comma}{column} = excluded.{column}");
                }
                let otherwise = if changes.is_empty() { "NOTHING".to_owned() } else { format!("UPDATE SET {changes}") };
                format!("INSERT INTO {name} ({columns}) VALUES {} ON CONFLICT ({key}) DO {otherwise}", self.places(rows))
            }
            Verb::DeleteRow => {
                let same: Vec<String> =
                    self.columns[..self.key].iter().zip(1..).map(|(column, place)| format!("{column} = ${place}")).collect();
                format!("DELETE FROM {name} WHERE {}", same.join(" AND "))
            }
            Verb::DeleteOf => format!("DELETE FROM {name} WHERE {owner} = $1"),
            Verb::ReadFirst => format!("SELECT {columns} FROM {name} ORDER BY {key} LIMIT $1"),
            Verb::ReadNext => {
                let places: Vec<String> = (1..=self.key).map(|place| format!("${place}")).collect();
                let (places, last) = (places.join(", "), self.key + 1);
                format!("SELECT {columns} FROM {name} WHERE ({key}) > ({places}) ORDER BY {key} LIMIT ${last}")
            }
            Verb::ReadRange => format!("SELECT {columns} FROM {name} WHERE {owner} > $1 AND {owner} <= $2 ORDER BY {key}"),
        }
    }

    fn places(&self, rows: usize) -> String {
        let row = |first: usize| {
            let places: Vec<String> = (first..first + self.columns.len()).map(|place| format!("${place}")).collect();
            format!("({})", places.join(", "))
        };
        (0..rows).map(|nth| row(nth * self.columns.len() + 1)).collect::<Vec<_>>().join(", ")
    }
}

fn range(after: &str, upto: &str) -> Vec<Value> {
    vec![Value::Text(Some(after.to_owned())), Value::Text(Some(upto.to_owned()))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_with_other_columns_has_other_statements() {
        let some = Table { name: "told", columns: &["at", "body"], key: 1 };
        let all = Table { name: "told", columns: &["id", "at", "body"], key: 1 };
        assert_eq!(some.statement(Verb::Insert(1)), "INSERT INTO told (at, body) VALUES ($1, $2)");
        assert_eq!(all.statement(Verb::Insert(1)), "INSERT INTO told (id, at, body) VALUES ($1, $2, $3)");
    }
}
