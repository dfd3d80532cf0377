//! A place for one test's store.

use sqlx::{Connection, Executor};
use std::io::Write;
use std::path::PathBuf;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use trin_store::{Sealing, Store};

static NEXT: AtomicU32 = AtomicU32::new(0);

pub enum Place {
    File(PathBuf),
    Schema { server: String, name: String },
}

impl Place {
    pub fn sqlite() -> Self {
        let folder = std::env::temp_dir().join(format!("trin-contract-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        std::fs::create_dir_all(&folder).unwrap();
        Self::File(folder)
    }

    /// `None`, said aloud, when there is no server to test on.
    pub async fn postgres(test: &str) -> Option<Self> {
        let Ok(server) = std::env::var("TRIN_TEST_POSTGRES") else {
            static SAID: Once = Once::new();
            SAID.call_once(|| {
                // Straight to the terminal: a test's own output is hidden when it passes.
                let how = "set TRIN_TEST_POSTGRES=postgres://user@host/database";
                let _ =
                    writeln!(std::io::stderr(), "\n!!! The store's contract is NOT TESTED on PostgreSQL, {test} and all others: {how}\n");
            });
            return None;
        };
        let name = format!("trin_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let place = Self::Schema { server, name };
        place.on_server(&format!("CREATE SCHEMA {}", place.schema())).await;
        Some(place)
    }

    /// Another of the same kind.
    pub async fn another(&self) -> Self {
        match self {
            Self::File(_) => Self::sqlite(),
            Self::Schema { .. } => Self::postgres("another").await.expect("there is a server"),
        }
    }

    pub fn url(&self) -> String {
        match self {
            Self::File(folder) => folder.join("store.db").display().to_string(),
            Self::Schema { server, name } => {
                let sign = if server.contains('?') { '&' } else { '?' };
                format!("{server}{sign}application_name={name}&options=-csearch_path%3D{name}")
            }
        }
    }

    pub async fn open(&self) -> Store {
        Store::open(&self.url(), Sealing::seeded("test")).await.unwrap()
    }

    /// Runs statements behind the store's back, as a stranger with the database's password might.
    pub async fn raw(&self, sql: &str) -> Result<u64, sqlx::Error> {
        match self {
            Self::File(folder) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new()
                    .filename(folder.join("store.db"))
                    .busy_timeout(std::time::Duration::from_secs(20));
                let mut connection = sqlx::SqliteConnection::connect_with(&options).await?;
                Ok(connection.execute(sqlx::AssertSqlSafe(sql)).await?.rows_affected())
            }
            Self::Schema { .. } => {
                let mut connection = sqlx::PgConnection::connect(&self.url()).await?;
                Ok(connection.execute(sqlx::AssertSqlSafe(sql)).await?.rows_affected())
            }
        }
    }

    /// Asks for one number behind the store's back.
    pub async fn number(&self, sql: &str) -> i64 {
        match self {
            Self::File(folder) => {
                let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("store.db"));
                let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
                sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap()
            }
            Self::Schema { .. } => {
                let mut connection = sqlx::PgConnection::connect(&self.url()).await.unwrap();
                sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap()
            }
        }
    }

    /// Asks for one text behind the store's back, of a server.
    pub async fn text(&self, sql: &str) -> String {
        let mut connection = sqlx::PgConnection::connect(&self.url()).await.unwrap();
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut connection).await.unwrap()
    }

    /// Has the server close every connection of this place's stores, as a restart does.
    pub async fn end_connections(&self) {
        let Self::Schema { server, name } = self else { return };
        let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
        let end = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()";
        let ended: i64 = sqlx::query_scalar(end).bind(name).fetch_one(&mut connection).await.unwrap();
        assert!(ended > 0, "no connection was there to end");
    }

    pub async fn clear(&self) {
        if let Self::Schema { name, .. } = self {
            self.on_server(&format!("DROP SCHEMA {name} CASCADE")).await;
        }
    }

    fn schema(&self) -> &str {
        match self {
            Self::File(_) => "",
            Self::Schema { name, .. } => name,
        }
    }

    async fn on_server(&self, sql: &str) {
        if let Self::Schema { server, .. } = self {
            let mut connection = sqlx::PgConnection::connect(server).await.unwrap();
            connection.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Self::File(folder) = self {
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}
