//! Two engines, one text. Everything above this file says what it wants in SQL that both understand and gets plain cells back;
//! only here does the code know which engine answers.

use crate::StoreError;
use crate::cells::{Cells, Value};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgPool, PgRow};
use sqlx::sqlite::{SqliteConnection, SqlitePool, SqliteRow};
use sqlx::{Column, Postgres, Row, Sqlite, Transaction, TypeInfo, ValueRef};
use std::ops::{Deref, DerefMut};

/// Declares SQL statements as constants, and lists them so that one test prepares them all on both engines.
macro_rules! statements {
    ($($(#[$doc:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* const $name: &str = $sql;)+
        /// Every statement of this file.
        #[cfg(test)]
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}
pub(crate) use statements;

/// Compiles one body for both engines.
macro_rules! on_either {
    ($this:expr, $type:ident, $conn:ident => $body:expr) => {
        match $this {
            $type::Sqlite($conn) => $body,
            $type::Postgres($conn) => $body,
        }
    };
}

/// A statement with its arguments, for whichever engine runs it.
macro_rules! bound {
    ($sql:expr, $arguments:expr) => {{
        let mut query = sqlx::query($sql);
        for argument in $arguments {
            query = match argument {
                Value::Int(value) => query.bind(value),
                Value::Text(value) => query.bind(value),
                Value::Bytes(value) => query.bind(value),
            };
        }
        query
    }};
}

/// Connections to a server. Each may have been closed since it was last used.
pub(crate) const CONNECTIONS: u32 = 16;

/// The database of one municipality.
#[derive(Clone, Debug)]
pub(crate) enum Db {
    /// A file. One writer, so that writes queue here rather than fail; readers see the last commit and never wait.
    Sqlite { writer: SqlitePool, readers: SqlitePool },
    /// A server.
    Postgres(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing.
pub(crate) enum Tx {
    Sqlite(Whole),
    Postgres(Transaction<'static, Postgres>),
}

impl Db {
    /// Begins a transaction that will write.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            // Taking the lock at once: a transaction that reads first and writes later fails when another wrote in between.
            Self::Sqlite { writer, .. } => Tx::Sqlite(Whole::begin(writer, "BEGIN IMMEDIATE").await?),
            // One view of the database for all that is decided on: otherwise a command sent twice at once finds itself not done,
            // then its own entries written, and is called stale.
            Self::Postgres(pool) => Tx::Postgres(begin_whole(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ").await?),
        })
    }

    /// Begins a transaction that sees the database as it is now, whatever is written meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<Tx, StoreError> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(Whole::begin(readers, "BEGIN DEFERRED").await?),
            Self::Postgres(pool) => Tx::Postgres(begin_whole(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?),
        })
    }

    /// Rows, outside any transaction.
    pub(crate) async fn rows(&self, sql: &'static str, arguments: Vec<Value>) -> Result<Vec<Cells>, StoreError> {
        match self {
            Self::Sqlite { readers, .. } => read_all(bound!(sql, arguments).fetch_all(readers).await?, sqlite_cells, sql),
            Self::Postgres(pool) => {
                let mut tries = 0;
                let rows = loop {
                    match bound!(sql, arguments.clone()).fetch_all(pool).await {
                        Err(error) if is_gone(&error) && tries <= CONNECTIONS => tries += 1,
                        rows => break rows?,
                    }
                };
                read_all(rows, postgres_cells, sql)
            }
        }
    }

    /// The first row, if any.
    pub(crate) async fn row(&self, sql: &'static str, arguments: Vec<Value>) -> Result<Option<Cells>, StoreError> {
        Ok(self.rows(sql, arguments).await?.into_iter().next())
    }

    /// One statement that writes what is not a child's record.
    pub(crate) async fn run(&self, sql: &'static str, arguments: Vec<Value>) -> Result<u64, StoreError> {
        let mut tx = self.write().await?;
        let changed = tx.run(sql, arguments).await?;
        tx.commit().await?;
        Ok(changed)
    }
}

impl Tx {
    /// Rows within the transaction.
    pub(crate) async fn rows(&mut self, sql: &'static str, arguments: Vec<Value>) -> Result<Vec<Cells>, StoreError> {
        match self {
            Self::Sqlite(tx) => read_all(bound!(sql, arguments).fetch_all(&mut **tx).await?, sqlite_cells, sql),
            Self::Postgres(tx) => read_all(bound!(sql, arguments).fetch_all(&mut **tx).await?, postgres_cells, sql),
        }
    }

    /// A statement that changes rows; how many.
    pub(crate) async fn run(&mut self, sql: &'static str, arguments: Vec<Value>) -> Result<u64, StoreError> {
        Ok(on_either!(self, Self, tx => bound!(sql, arguments).execute(&mut **tx).await?.rows_affected()))
    }

    /// Makes it all count. When this returns, it is on disk.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.end("COMMIT").await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Takes it all back, and waits until it is.
    pub(crate) async fn undo(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.end("ROLLBACK").await?,
            Self::Postgres(tx) => tx.rollback().await?,
        }
        Ok(())
    }
}

/// A transaction on a file of its own connection, which is given back only when the transaction ended as it was told to.
///
/// When a disk is full or failing, SQLite ends the transaction by itself. sqlx 0.9 still counts it as begun and refuses every later one on that
/// connection; and after a failed sync, what the same handle says of the file is not to be believed. So such a connection is closed.
pub(crate) struct Whole {
    connection: Option<PoolConnection<Sqlite>>,
}

impl Whole {
    async fn begin(pool: &SqlitePool, statement: &'static str) -> Result<Self, sqlx::Error> {
        let mut whole = Self { connection: Some(pool.acquire().await?) };
        sqlx::query(statement).execute(&mut *whole).await?;
        Ok(whole)
    }

    async fn end(mut self, statement: &'static str) -> Result<(), sqlx::Error> {
        sqlx::query(statement).execute(&mut *self).await?;
        self.connection = None;
        Ok(())
    }
}

impl Deref for Whole {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        self.connection.as_ref().expect("taken at the end only")
    }
}

impl DerefMut for Whole {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        self.connection.as_mut().expect("taken at the end only")
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        // Closing takes back what was not committed.
        if let Some(mut connection) = self.connection.take() {
            connection.close_on_drop();
        }
    }
}

/// Begins a transaction to the end, also when nobody waits for it any longer.
///
/// sqlx 0.9 counts a transaction as begun when the server has answered. Dropped before that, as when a browser goes away, it sends no
/// rollback, and the connection goes back to the pool inside a transaction: whoever reads with it next sees an old state of the database.
async fn begin_whole(pool: &PgPool, statement: &'static str) -> Result<Transaction<'static, Postgres>, StoreError> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move {
        let mut tries = 0;
        loop {
            match pool.begin_with(statement).await {
                Err(error) if is_gone(&error) && tries <= CONNECTIONS => tries += 1,
                begun => break begun,
            }
        }
    });
    Ok(begun.await.map_err(|error| sqlx::Error::Io(std::io::Error::other(error)))??)
}

/// Whether the server closed the connection since it was last used, as when it was restarted: another will do, and nothing was done.
/// Asking each connection first whether it is there would cost every statement a round trip.
fn is_gone(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_) => true,
        // The administrator ended it; the server is going down; it is coming up.
        sqlx::Error::Database(error) => matches!(error.code().as_deref(), Some("57P01" | "57P02" | "57P03")),
        _ => false,
    }
}

fn read_all<R>(rows: Vec<R>, read: fn(&R) -> Result<Vec<Value>, sqlx::Error>, sql: &'static str) -> Result<Vec<Cells>, StoreError> {
    rows.iter().map(|row| Ok(Cells::new(read(row)?, sql))).collect()
}

fn sqlite_cells(row: &SqliteRow) -> Result<Vec<Value>, sqlx::Error> {
    (0..row.len())
        .map(|at| {
            let raw = row.try_get_raw(at)?;
            if raw.is_null() {
                return Ok(Value::Text(None));
            }
            Ok(match raw.type_info().name() {
                "INTEGER" => Value::Int(Some(row.try_get(at)?)),
                "BLOB" => Value::Bytes(row.try_get(at)?),
                // What somebody put there by hand need not be text.
                _ => match row.try_get::<String, _>(at) {
                    Ok(text) => Value::Text(Some(text)),
                    Err(_) => Value::Bytes(row.try_get_unchecked(at)?),
                },
            })
        })
        .collect()
}

fn postgres_cells(row: &PgRow) -> Result<Vec<Value>, sqlx::Error> {
    row.columns()
        .iter()
        .map(|column| {
            let at = column.ordinal();
            Ok(match column.type_info().name() {
                "INT8" => Value::Int(row.try_get(at)?),
                "INT4" => Value::Int(row.try_get::<Option<i32>, _>(at)?.map(i64::from)),
                "BYTEA" => row.try_get::<Option<Vec<u8>>, _>(at)?.map_or(Value::Text(None), Value::Bytes),
                _ => Value::Text(row.try_get(at)?),
            })
        })
        .collect()
}
