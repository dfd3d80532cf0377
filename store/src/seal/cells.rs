//! Free text in the read models: sealed cell by cell under the child's key.

use super::keys::{ChildKey, Sealing};
use super::sealed::{About, open, seal};
use crate::StoreError;
use crate::cells::{Value, args};
use crate::db::{Tx, statements};
use crate::project::sealed_columns;
use crate::table::{Row, Table};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use std::collections::BTreeMap;
use trin_domain::id::ChildId;

statements! {
    KEYS = "SELECT child, wrapped FROM child_key WHERE child > $1 AND child <= $2";
}

/// Children's keys for as long as one piece of work needs them.
pub(crate) struct Keys<'s> {
    sealing: &'s Sealing,
    opened: BTreeMap<ChildId, Option<ChildKey>>,
}

impl<'s> Keys<'s> {
    pub(crate) const fn new(sealing: &'s Sealing) -> Self {
        Self { sealing, opened: BTreeMap::new() }
    }

    /// The keys of the children after one identity, up to and including another.
    pub(crate) async fn of_range(tx: &mut Tx, sealing: &'s Sealing, after: &str, upto: &str) -> Result<Self, StoreError> {
        let mut keys = Self::new(sealing);
        for mut cells in tx.rows(KEYS, args![after, upto]).await? {
            // A key that is nobody's spoils nothing.
            if let Ok(child) = cells.id(ChildId::new) {
                keys.unwrap(child, &cells.bytes()?);
            }
        }
        Ok(keys)
    }

    /// Unwraps a child's key, unless it is at hand.
    pub(crate) fn unwrap(&mut self, child: ChildId, wrapped: &[u8]) -> Option<&ChildKey> {
        let sealing = self.sealing;
        self.opened.entry(child).or_insert_with(|| sealing.unwrap(child, wrapped)).as_ref()
    }

    pub(crate) fn get(&self, child: ChildId) -> Option<&ChildKey> {
        self.opened.get(&child)?.as_ref()
    }

    pub(crate) fn put(&mut self, child: ChildId, key: ChildKey) {
        self.opened.insert(child, Some(key));
    }

    /// A sealed cell of a list's row, whose child's wrapped key came with it.
    pub(crate) fn open_cell(&mut self, wrapped: &[u8], about: &About<'_>, sealed: &str) -> Result<String, StoreError> {
        let About::Cell { child, no, .. } = about else { return Err(closed(ChildId::new(uuid::Uuid::nil()), 0)) };
        let key = self.unwrap(*child, wrapped).ok_or_else(|| closed(*child, *no))?;
        open_text(key, about, sealed).ok_or_else(|| closed(*child, *no))
    }

    /// A text as it is kept beside a child's record, whose wrapped key came with the child's row.
    pub(crate) fn seal_cell(&mut self, wrapped: &[u8], about: &About<'_>, text: &str) -> Result<String, StoreError> {
        let sealing = self.sealing;
        let About::Cell { child, no, .. } = about else { return Err(closed(ChildId::new(uuid::Uuid::nil()), 0)) };
        let key = self.unwrap(*child, wrapped).ok_or_else(|| closed(*child, *no))?;
        Ok(seal_text(key, about, text, sealing))
    }
}

fn closed(child: ChildId, no: i64) -> StoreError {
    StoreError::Unreadable { child, no, why: "a sealed cell does not open with the child's key".into() }
}

fn seal_text(key: &ChildKey, about: &About<'_>, text: &str, sealing: &Sealing) -> String {
    URL_SAFE_NO_PAD.encode(seal(key.bytes(), about, text.as_bytes(), sealing))
}

fn open_text(key: &ChildKey, about: &About<'_>, sealed: &str) -> Option<String> {
    let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
    String::from_utf8(open(key.bytes(), about, &sealed)?).ok()
}

/// Whose row it is, and about which entry.
fn owner(row: &Row) -> Option<(ChildId, i64)> {
    match (row.first(), row.get(1)) {
        (Some(Value::Text(Some(child))), Some(Value::Int(Some(no)))) => Some((ChildId::new(child.parse().ok()?), *no)),
        _ => None,
    }
}

/// Rows of a read model as the database keeps them.
pub(crate) fn seal_rows(table: &Table, rows: Vec<Row>, keys: &Keys<'_>) -> Result<Vec<Row>, StoreError> {
    let sealed = sealed_columns(table);
    if sealed.is_empty() {
        return Ok(rows);
    }
    let seal_row = |mut row: Row| {
        let (child, no) = owner(&row).ok_or_else(|| closed(ChildId::new(uuid::Uuid::nil()), 0))?;
        let key = keys.get(child).ok_or_else(|| closed(child, no))?;
        for at in sealed {
            if let Value::Text(Some(text)) = &mut row[*at] {
                let about = About::Cell { child, no, table: table.name, column: table.columns[*at] };
                *text = seal_text(key, &about, text, keys.sealing);
            }
        }
        Ok(row)
    };
    rows.into_iter().map(seal_row).collect()
}

/// A row of a read model as it was before sealing. A cell that does not open becomes one that nothing equals.
pub(crate) fn open_row(table: &Table, row: &mut Row, keys: &Keys<'_>) {
    let Some((child, no)) = owner(row) else { return };
    for at in sealed_columns(table) {
        if let Value::Text(Some(text)) = &row[*at] {
            let about = About::Cell { child, no, table: table.name, column: table.columns[*at] };
            let opened = keys.get(child).and_then(|key| open_text(key, &about, text));
            // Bytes are in no column of a read model.
            row[*at] = opened.map_or(Value::Bytes(Vec::new()), |text| Value::Text(Some(text)));
        }
    }
}
