//! The bare database: the same rows into the same tables, as fast as prepared statements of many rows go.

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Column, Connection, Executor, PgConnection, Row, TypeInfo, ValueRef};
use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::Duration;

/// Every table a command writes to, and the column that says whose row it is.
const TABLES: [(&str, &str); 14] = [
    ("command", "child"),
    ("journal", "child"),
    ("audit", "child"),
    ("child", "id"),
    ("search_term", "child"),
    ("enrolment", "child"),
    ("kin", "child"),
    ("standing", "child"),
    ("intervention", "child"),
    ("duty", "child"),
    ("notification", "child"),
    ("offer", "child"),
    ("meeting", "child"),
    ("meeting_staff", "child"),
];

#[derive(Clone)]
enum Cell {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Vec<u8>),
}

/// One statement: its text and its arguments.
struct Insert {
    sql: &'static str,
    cells: Vec<Cell>,
    rows: usize,
}

/// What one command came to.
pub struct Transaction(Vec<Insert>);

impl Transaction {
    pub fn rows(&self) -> usize {
        self.0.iter().map(|insert| insert.rows).sum()
    }
}

#[derive(Clone)]
pub enum Bare {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

fn sqlite(path: &str) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(15))
        .statement_cache_capacity(512)
}

impl Bare {
    pub async fn open(url: &str) -> Self {
        if url.starts_with("postgres") {
            let options = PgConnectOptions::from_str(url).unwrap().statement_cache_capacity(512);
            Self::Postgres(PgPoolOptions::new().max_connections(16).connect_with(options).await.unwrap())
        } else {
            let pool = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false).connect_with(sqlite(url));
            Self::Sqlite(pool.await.unwrap())
        }
    }

    pub async fn write(&self, transaction: &Transaction) {
        macro_rules! write {
            ($tx:expr) => {{
                let mut tx = $tx;
                for insert in &transaction.0 {
                    let mut query = sqlx::query(insert.sql);
                    for cell in &insert.cells {
                        query = match cell {
                            Cell::Int(value) => query.bind(*value),
                            Cell::Text(value) => query.bind(value.as_deref()),
                            Cell::Bytes(value) => query.bind(value.as_slice()),
                        };
                    }
                    query.execute(&mut *tx).await.unwrap();
                }
                tx.commit().await.unwrap();
            }};
        }
        match self {
            Self::Sqlite(pool) => write!(pool.begin_with("BEGIN IMMEDIATE").await.unwrap()),
            Self::Postgres(pool) => write!(pool.begin().await.unwrap()),
        }
    }
}

/// A table's rows, with their column names.
type Rows = Vec<Vec<(String, Cell)>>;

/// Everything in a store, as the transactions that would write it: each command's own rows, and its share of the child's read models.
pub async fn rows_of(url: &str) -> Vec<Vec<Transaction>> {
    let mut children: BTreeMap<String, Vec<Vec<(&'static str, Rows)>>> = BTreeMap::new();
    let mut of_command: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for (table, owner) in TABLES {
        let order = if table == "command" { "child, first_no" } else { owner };
        for row in read(url, &format!("SELECT * FROM {table} ORDER BY {order}")).await {
            let text = |name: &str| match row.iter().find(|(column, _)| column == name) {
                Some((_, Cell::Text(Some(text)))) => text.clone(),
                _ => String::new(),
            };
            let child = text(owner);
            let transactions = children.entry(child.clone()).or_default();
            let place = match table {
                "command" => {
                    transactions.push(Vec::new());
                    of_command.insert(text("id"), (child, transactions.len() - 1));
                    transactions.len() - 1
                }
                "journal" | "audit" => of_command[&text("command")].1,
                // Read-model rows are shared out evenly.
                _ => transactions.iter().enumerate().min_by_key(|(_, inserts)| size(inserts)).map_or(0, |(place, _)| place),
            };
            match transactions[place].iter_mut().find(|(name, _)| *name == table) {
                Some((_, rows)) => rows.push(row),
                None => transactions[place].push((table, vec![row])),
            }
        }
    }
    let mut texts: BTreeMap<String, &'static str> = BTreeMap::new();
    let mut insert = |(table, rows): (&str, Rows)| {
        let columns: Vec<&str> = rows[0].iter().map(|(column, _)| column.as_str()).collect();
        let places =
            |nth: usize| (1..=columns.len()).map(|place| format!("${}", nth * columns.len() + place)).collect::<Vec<_>>().join(", ");
        let values: Vec<String> = (0..rows.len()).map(|nth| format!("({})", places(nth))).collect();
        let sql = format!("INSERT INTO {table} ({}) VALUES {}", columns.join(", "), values.join(", "));
        let sql = *texts.entry(sql.clone()).or_insert_with(|| sql.leak());
        Insert { sql, rows: rows.len(), cells: rows.into_iter().flatten().map(|(_, cell)| cell).collect() }
    };
    let of_child = |commands: Vec<Vec<(&'static str, Rows)>>| {
        commands.into_iter().map(|inserts| Transaction(inserts.into_iter().map(&mut insert).collect())).collect()
    };
    children.into_values().map(of_child).collect()
}

fn size(inserts: &[(&str, Rows)]) -> usize {
    inserts.iter().filter(|(table, _)| !["command", "journal", "audit"].contains(table)).map(|(_, rows)| rows.len()).sum()
}

async fn read(url: &str, sql: &str) -> Rows {
    if url.starts_with("postgres") {
        let mut connection = PgConnection::connect(url).await.unwrap();
        let rows = connection.fetch_all(sqlx::AssertSqlSafe(sql)).await.unwrap();
        let cell = |row: &sqlx::postgres::PgRow, column: &sqlx::postgres::PgColumn| match column.type_info().name() {
            "INT8" => Cell::Int(row.get(column.ordinal())),
            "BYTEA" => Cell::Bytes(row.get(column.ordinal())),
            _ => Cell::Text(row.get(column.ordinal())),
        };
        rows.iter().map(|row| row.columns().iter().map(|column| (column.name().to_owned(), cell(row, column))).collect()).collect()
    } else {
        let mut connection = sqlx::SqliteConnection::connect_with(&sqlite(url)).await.unwrap();
        let rows = connection.fetch_all(sqlx::AssertSqlSafe(sql)).await.unwrap();
        let cell = |row: &sqlx::sqlite::SqliteRow, at: usize| {
            let raw = row.try_get_raw(at).unwrap();
            match raw.type_info().name() {
                _ if raw.is_null() => Cell::Text(None),
                "INTEGER" => Cell::Int(row.get(at)),
                "BLOB" => Cell::Bytes(row.get(at)),
                _ => Cell::Text(row.get(at)),
            }
        };
        rows.iter()
            .map(|row| row.columns().iter().map(|column| (column.name().to_owned(), cell(row, column.ordinal()))).collect())
            .collect()
    }
}

fn name(which: &str) -> String {
    format!("trin_bench_{which}_{}", std::process::id())
}

pub async fn schema(server: &str, which: &str) -> String {
    let mut connection = PgConnection::connect(server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {}", name(which)))).await.unwrap();
    let sign = if server.contains('?') { '&' } else { '?' };
    format!("{server}{sign}options=-csearch_path%3D{}", name(which))
}

pub async fn drop_schema(server: &str, which: &str) {
    let mut connection = PgConnection::connect(server).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(format!("DROP SCHEMA {} CASCADE", name(which)))).await.unwrap();
}
