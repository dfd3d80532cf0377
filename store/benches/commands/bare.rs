//! The bare database: the same writes to the same tables, as fast as prepared statements of many rows go.

use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Column, Connection, Executor, PgConnection, Row, TypeInfo, ValueRef};
use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::Duration;

/// Every table a command writes to: its name, the column that says whose row it is, and its primary key.
const TABLES: [(&str, &str, &[&str]); 14] = [
    ("command", "child", &["id"]),
    ("journal", "child", &["child", "no"]),
    ("log", "child", &["id"]),
    ("child", "id", &["id"]),
    ("search_term", "child", &["child", "term"]),
    ("enrolment", "child", &["child", "no"]),
    ("kin", "child", &["child", "no"]),
    ("standing", "child", &["child", "from_day"]),
    ("intervention", "child", &["child", "no"]),
    ("duty", "child", &["child", "kind", "about", "counted_from", "nth"]),
    ("notification", "child", &["child", "no"]),
    ("offer", "child", &["child", "no"]),
    ("meeting", "child", &["child", "no"]),
    ("meeting_staff", "child", &["child", "no", "staff"]),
];

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Int(Option<i64>),
    Text(Option<String>),
    Bytes(Vec<u8>),
}

/// One statement: its text and its arguments.
#[derive(Clone)]
struct Write {
    sql: &'static str,
    cells: Vec<Cell>,
    rows: usize,
}

/// What one command wrote.
#[derive(Clone)]
pub struct Transaction(Vec<Write>);

impl Transaction {
    pub fn rows(&self) -> usize {
        self.0.iter().map(|write| write.rows).sum()
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
            Self::Postgres(PgPoolOptions::new().max_connections(16).test_before_acquire(false).connect_with(options).await.unwrap())
        } else {
            let pool = SqlitePoolOptions::new().max_connections(1).test_before_acquire(false).connect_with(sqlite(url));
            Self::Sqlite(pool.await.unwrap())
        }
    }

    pub async fn write(&self, transaction: &Transaction) {
        macro_rules! write_all {
            ($tx:expr) => {{
                let mut tx = $tx;
                for write in &transaction.0 {
                    let mut query = sqlx::query(write.sql);
                    for cell in &write.cells {
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
            Self::Sqlite(pool) => write_all!(pool.begin_with("BEGIN IMMEDIATE").await.unwrap()),
            Self::Postgres(pool) => write_all!(pool.begin().await.unwrap()),
        }
    }
}

/// A table's rows of one child, by key.
type Rows = BTreeMap<Vec<Cell>, Vec<Cell>>;

/// Looks over a store's shoulder and notes exactly which rows each command wrote, changed and took away.
pub struct Watcher {
    connection: sqlx::SqliteConnection,
    columns: BTreeMap<&'static str, Vec<String>>,
    seen: BTreeMap<&'static str, Rows>,
    texts: BTreeMap<String, &'static str>,
}

impl Watcher {
    pub async fn of(path: &str) -> Self {
        let connection = sqlx::SqliteConnection::connect_with(&sqlite(path)).await.unwrap();
        Self { connection, columns: BTreeMap::new(), seen: BTreeMap::new(), texts: BTreeMap::new() }
    }

    /// Begins with a child of whom nothing is written yet.
    pub fn next_child(&mut self) {
        self.seen.clear();
    }

    /// What was written on this child since last asked.
    pub async fn written(&mut self, child: &str) -> Transaction {
        let mut writes = Vec::new();
        for (table, owner, key) in TABLES {
            let sql = format!("SELECT * FROM {table} WHERE {owner} = $1");
            let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(child).fetch_all(&mut self.connection).await.unwrap();
            let mut now = Rows::new();
            for row in &rows {
                let columns: Vec<String> = row.columns().iter().map(|column| column.name().to_owned()).collect();
                let cells: Vec<Cell> = (0..columns.len()).map(|at| cell(row, at)).collect();
                let place = |name: &&str| columns.iter().position(|column| column == name).unwrap();
                now.insert(key.iter().map(|name| cells[place(name)].clone()).collect(), cells);
                self.columns.entry(table).or_insert(columns);
            }
            let before = self.seen.insert(table, now.clone()).unwrap_or_default();
            let same: Vec<String> = key.iter().zip(1..).map(|(column, place)| format!("{column} = ${place}")).collect();
            for gone in before.keys().filter(|key| !now.contains_key(*key)) {
                let sql = self.text(format!("DELETE FROM {table} WHERE {}", same.join(" AND ")));
                writes.push(Write { sql, cells: gone.clone(), rows: 1 });
            }
            let changed: Vec<Vec<Cell>> = now.into_iter().filter(|(key, row)| before.get(key) != Some(row)).map(|(_, row)| row).collect();
            if !changed.is_empty() {
                let sql = self.upsert(table, key, changed.len());
                writes.push(Write { sql, rows: changed.len(), cells: changed.into_iter().flatten().collect() });
            }
        }
        Transaction(writes)
    }

    fn upsert(&mut self, table: &str, key: &[&str], rows: usize) -> &'static str {
        let columns = &self.columns[table];
        let width = columns.len();
        let places = |nth: usize| (1..=width).map(|place| format!("${}", nth * width + place)).collect::<Vec<_>>().join(", ");
        let values: Vec<String> = (0..rows).map(|nth| format!("({})", places(nth))).collect();
        let changes: Vec<String> =
            columns.iter().filter(|column| !key.contains(&column.as_str())).map(|column| format!("{column} = excluded.{column}")).collect();
        let otherwise = match table {
            // These are only ever added to.
            "command" | "journal" | "log" => String::new(),
            _ if changes.is_empty() => format!(" ON CONFLICT ({}) DO NOTHING", key.join(", ")),
            _ => format!(" ON CONFLICT ({}) DO UPDATE SET {}", key.join(", "), changes.join(", ")),
        };
        self.text(format!("INSERT INTO {table} ({}) VALUES {}{otherwise}", columns.join(", "), values.join(", ")))
    }

    fn text(&mut self, sql: String) -> &'static str {
        self.texts.entry(sql.clone()).or_insert_with(|| sql.leak())
    }
}

fn cell(row: &sqlx::sqlite::SqliteRow, at: usize) -> Cell {
    let raw = row.try_get_raw(at).unwrap();
    // What is absent is bound as its column's kind: PostgreSQL asks for that.
    let column = row.column(at).type_info().name().to_owned();
    match (raw.is_null(), raw.type_info().name()) {
        (true, _) if column == "TEXT" => Cell::Text(None),
        (true, _) => Cell::Int(None),
        (false, "INTEGER") => Cell::Int(row.get(at)),
        (false, "BLOB") => Cell::Bytes(row.get(at)),
        (false, _) => Cell::Text(row.get(at)),
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
