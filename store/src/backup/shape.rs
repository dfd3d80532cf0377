//! Which tables there are, as the database itself lists them: a table that comes tomorrow is in tomorrow's backup.

use crate::Engine;
use crate::StoreError;
use crate::cells::args;
use crate::db::Tx;
use crate::project::TABLES;
use crate::table::Table;
use std::collections::BTreeSet;

const TABLES_SQLITE: &str = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name";
const TABLES_POSTGRES: &str = "SELECT CAST(c.relname AS TEXT) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = current_schema() AND c.relkind = 'r' ORDER BY c.relname";
/// Columns, those of the primary key first and in its order; whether it is of it; its type.
const COLUMNS_SQLITE: &str =
    "SELECT name, CAST(pk > 0 AS INTEGER), type FROM pragma_table_info($1) ORDER BY CASE WHEN pk = 0 THEN 1 ELSE 0 END, pk, cid";
const COLUMNS_POSTGRES: &str = "SELECT CAST(a.attname AS TEXT), CAST(CASE WHEN k.at IS NULL THEN 0 ELSE 1 END AS BIGINT),
        CAST(upper(format_type(a.atttypid, NULL)) AS TEXT)
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN (SELECT i.indrelid, u.attnum, u.at FROM pg_index i, unnest(i.indkey) WITH ORDINALITY AS u (attnum, at) WHERE i.indisprimary) k
        ON k.indrelid = c.oid AND k.attnum = a.attnum
    WHERE n.nspname = current_schema() AND c.relname = $1 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY k.at NULLS LAST, a.attnum";
const NAMED_SQLITE: &str = "SELECT \"table\" FROM pragma_foreign_key_list($1)";
const NAMED_POSTGRES: &str = "SELECT CAST(o.relname AS TEXT) FROM pg_constraint f JOIN pg_class c ON c.oid = f.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_class o ON o.oid = f.confrelid
    WHERE f.contype = 'f' AND n.nspname = current_schema() AND c.relname = $1";

/// What is not kept, besides the read models: logins, logins under way, browsers, searches, unfinished writing, the schema's own history.
const LEFT_OUT: [&str; 8] =
    ["session", "provider_session", "provider_login", "ceremony", "known_browser", "search", "draft", "_sqlx_migrations"];

/// A table with its columns' types.
pub(super) struct Shape {
    pub(super) table: &'static Table,
    /// Whether a column holds numbers: an absent one is of that kind.
    pub(super) is_number: Vec<bool>,
}

/// Every table that is kept, each after those its rows name.
pub(super) async fn shapes(tx: &mut Tx, engine: Engine) -> Result<Vec<Shape>, StoreError> {
    let (tables, columns, named) = match engine {
        Engine::Sqlite => (TABLES_SQLITE, COLUMNS_SQLITE, NAMED_SQLITE),
        Engine::Postgres => (TABLES_POSTGRES, COLUMNS_POSTGRES, NAMED_POSTGRES),
    };
    let mut waiting = Vec::new();
    for mut cells in tx.rows(tables, Vec::new()).await? {
        let name = cells.text()?;
        if LEFT_OUT.contains(&name.as_str()) || TABLES.iter().any(|table| table.name == name) {
            continue;
        }
        let (mut names, mut is_number, mut key) = (Vec::new(), Vec::new(), 0);
        for mut cells in tx.rows(columns, args![name.as_str()]).await? {
            names.push(&*cells.text()?.leak());
            key += usize::from(cells.yes()?);
            is_number.push(cells.text()?.contains("INT"));
        }
        let mut before = BTreeSet::new();
        for mut cells in tx.rows(named, args![name.as_str()]).await? {
            before.insert(cells.text()?);
        }
        // Read once for each backup or restore of a program that then ends: what is leaked is small.
        let table: &'static Table = Box::leak(Box::new(Table { name: name.leak(), columns: names.leak(), key }));
        before.remove(table.name);
        waiting.push((Shape { table, is_number }, before));
    }
    let mut ordered: Vec<Shape> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let is_free = |before: &BTreeSet<String>| before.iter().all(|name| ordered.iter().any(|shape| shape.table.name == name));
        let at = waiting.iter().position(|(_, before)| is_free(before)).unwrap_or(0);
        ordered.push(waiting.remove(at).0);
    }
    Ok(ordered)
}
