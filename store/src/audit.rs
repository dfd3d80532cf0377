//! The audit: who did what to whose record, when, and for which purpose.

use crate::StoreError;
use crate::cells::args;
use crate::db::Tx;
use crate::table::{Row, Table};
use trin_domain::id::{ChildId, CommandKey};
use trin_domain::record::{Context, EntryNo};

const AUDIT: Table =
    Table { name: "audit", columns: &["command", "at", "staff", "role", "child", "purpose", "first_no", "last_no"], key: 1 };

/// What was done.
pub(crate) struct Done<'a> {
    pub(crate) command: CommandKey,
    pub(crate) context: &'a Context,
    pub(crate) child: ChildId,
    pub(crate) purpose: &'a str,
    pub(crate) first: EntryNo,
    pub(crate) last: EntryNo,
}

/// The row for one command. Written by [`append`] alone: a chain of hashes goes there.
pub(crate) fn row(done: &Done<'_>) -> Row {
    let Done { command, context, child, purpose, first, last } = done;
    args![*command, context.now, context.by.staff, context.by.role.code(), *child, *purpose, *first, *last]
}

/// Appends rows, in the transaction that did what they tell of.
pub(crate) async fn append(tx: &mut Tx, rows: Vec<Row>) -> Result<(), StoreError> {
    AUDIT.insert(tx, rows).await
}

/// The statements that append.
#[cfg(test)]
pub(crate) fn append_statements() -> Vec<&'static str> {
    AUDIT.all_statements()
}
