//! Opening a store: which engine, is it set up to keep what it is given, is its schema one this program knows.

use crate::db::{CONNECTIONS, Db};
use crate::limited;
use crate::seal::{Sealing, settle};
use crate::{Engine, Store, StoreError};
use sqlx::migrate::{Migrate, MigrateError, Migration, MigrationType, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Acquire, ConnectOptions, Connection, SqlSafeStr, SqlStr};
use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

/// One step of the schema's history: the same text for both engines, or one for each where they have no common words.
struct Step {
    version: i64,
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! step {
    ($version:literal, $name:literal, $file:literal) => {
        step!($version, $name, $file, $file)
    };
    ($version:literal, $name:literal, $sqlite:literal, $postgres:literal) => {
        Step {
            version: $version,
            name: $name,
            sqlite: include_str!(concat!("../migrations/", $sqlite)),
            postgres: include_str!(concat!("../migrations/", $postgres)),
        }
    };
}

/// The schema's history. A step that has been released is never changed.
const HISTORY: &[Step] = &[
    step!(1, "journal", "0001_journal.sql"),
    step!(2, "protect the journal", "0002_protect_sqlite.sql", "0002_protect_postgres.sql"),
    step!(3, "read models", "0003_read_models.sql"),
    step!(4, "around the record", "0004_around.sql"),
    step!(5, "who notified", "0005_notified_by.sql"),
    step!(6, "the next duty is asked with a day", "0006_next_duty.sql"),
    step!(7, "the log", "0007_log_sqlite.sql", "0007_log_postgres.sql"),
    step!(8, "sealing", "0008_sealing.sql"),
    step!(9, "identity", "0009_identity.sql"),
    step!(10, "login at an identity provider", "0010_provider.sql"),
    step!(11, "who may know of a child", "0011_access.sql"),
    step!(13, "no child with somebody who has left", "0013_leavers_sqlite.sql", "0013_leavers_postgres.sql"),
    step!(14, "two people destroy a key", "0014_destroyed_sqlite.sql", "0014_destroyed_postgres.sql"),
    step!(16, "how long what is kept is kept", "0016_retention_sqlite.sql", "0016_retention_postgres.sql"),
    step!(17, "samples of the log", "0017_samples.sql"),
    step!(18, "protected addresses that were shown", "0018_address_shown.sql"),
    step!(19, "at the entrance", "0019_entrance_sqlite.sql", "0019_entrance_postgres.sql"),
    step!(20, "with whom a child begins, and samples by standing", "0020_begins_sqlite.sql", "0020_begins_postgres.sql"),
    step!(21, "what is read, and what is asked about an emergency", "0021_asked.sql"),
    step!(22, "what comes to the one door from outside", "0022_enquiry.sql"),
    step!(23, "wellbeing rounds", "0023_wellbeing_round.sql"),
    step!(24, "worries at day-care and school", "0024_worry.sql"),
    step!(25, "individual talks", "0025_talk.sql"),
    step!(26, "school absence", "0026_absence.sql"),
];

/// How long a writer waits for another process before it gives up.
const BUSY: Duration = Duration::from_secs(15);
/// Most connections that read beside the one that writes (SQLite).
const MOST_READERS: usize = 8;
/// Rows a SQLite reader may run ahead of whoever takes them, so that a list costs two changes of thread, not one for every few rows.
const ROWS_AHEAD: usize = 1024;
/// Statements each connection keeps prepared: more than there are.
const PREPARED: usize = 512;
/// The oldest server Trin is tested on.
const OLDEST_SERVER: i64 = 15;

impl Store {
    /// Opens the store at a `postgres://` address, a `sqlite:` address or a path, and brings its schema up to date. A file is made if missing.
    /// It is sealed with the key it is first opened with, also what was written in the clear by an older program; afterwards it opens with
    /// that key alone.
    ///
    /// # Errors
    /// When the database cannot be reached, is not set up to keep what it is given, was written by a newer program, or is sealed with
    /// another key.
    pub async fn open(url: &str, sealing: Sealing) -> Result<Self, StoreError> {
        let db = open_at(url, None).await?;
        let store = Self { db, sealing, organisation_changes: Arc::default(), waiting: Arc::default() };
        if let Err(error) = settle(&store.db, store.engine(), &store.sealing).await {
            store.close().await;
            return Err(error);
        }
        Ok(store)
    }

    /// Which engine keeps this store.
    pub const fn engine(&self) -> Engine {
        match self.db {
            Db::Sqlite { .. } => Engine::Sqlite,
            Db::Postgres(_) => Engine::Postgres,
        }
    }

    /// Closes every connection. What was written is on disk already.
    pub async fn close(&self) {
        self.db.close().await;
    }
}

impl Db {
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Opens a database and brings its schema up to date, or to the steps named and no further.
pub(crate) async fn open_at(url: &str, steps: Option<&[i64]>) -> Result<Db, StoreError> {
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        open_postgres(url, steps).await
    } else {
        open_sqlite(url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url), steps).await
    }
}

/// Whether a store in a file has been sealed with a key; not, when there is no file or it is from before there was sealing.
///
/// # Errors
/// When the file cannot be read.
pub async fn is_sealed(path: &str) -> Result<bool, StoreError> {
    if !Path::new(path).is_file() {
        return Ok(false);
    }
    let refuse = |error: sqlx::Error| StoreError::Open { url: path.to_owned(), why: error.to_string() };
    let mut file = SqliteConnectOptions::new().filename(path).connect().await.map_err(refuse)?;
    let mut count = async |sql: &'static str| sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut file).await.map_err(refuse);
    let is_sealed =
        count("SELECT COUNT(*) FROM sqlite_master WHERE name = 'sealing'").await? > 0 && count("SELECT COUNT(*) FROM sealing").await? > 0;
    file.close().await.map_err(refuse)?;
    Ok(is_sealed)
}

async fn open_sqlite(path: &str, steps: Option<&[i64]>) -> Result<Db, StoreError> {
    let refuse = |why: String| StoreError::Open { url: path.to_owned(), why };
    if path.is_empty() || path.contains(":memory:") {
        return Err(refuse("a store needs a file: in memory, a crash would lose what was written".into()));
    }
    if let Some(folder) = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(refuse(format!("the folder {} does not exist: make it first", folder.display())));
    }
    make_private(path).map_err(|error| refuse(format!("{error}: may this user write there?")))?;
    let options = SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        // What is deleted or overwritten is zeroed in the file, not only forgotten.
        .pragma("secure_delete", "ON")
        .busy_timeout(BUSY)
        .row_buffer_size(ROWS_AHEAD)
        .statement_cache_capacity(PREPARED);
    let connect = |options: SqliteConnectOptions, most: u32| {
        SqlitePoolOptions::new()
            .max_connections(most)
            .acquire_timeout(BUSY * 2)
            .test_before_acquire(false)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options)
    };
    let writer = connect(options.clone(), 1).await.map_err(|error| refuse(format!("{error}: is it a SQLite file this user may write?")))?;
    check_sqlite(&writer).await.map_err(|why| refuse(why.to_string()))?;
    migrate(&writer, steps, |step| step.sqlite.into_sql_str()).await?;
    // A reader is a thread that computes: more of them than cores only take turns.
    let cores = std::thread::available_parallelism().map_or(2, |cores| cores.get().clamp(2, MOST_READERS));
    let readers =
        connect(options.pragma("query_only", "ON"), u32::try_from(cores).unwrap_or(2)).await.map_err(|error| refuse(error.to_string()))?;
    Ok(Db::Sqlite { writer, readers })
}

/// Makes a new file that only this user may read; what SQLite puts beside it gets the same rights.
fn make_private(path: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map(drop)
}

/// The file must keep what a commit promised through a power cut, and let readers read while one writes.
async fn check_sqlite(pool: &SqlitePool) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let journal: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(pool).await?;
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous").fetch_one(pool).await?;
    let foreign_keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys").fetch_one(pool).await?;
    let secure_delete: i64 = sqlx::query_scalar("PRAGMA secure_delete").fetch_one(pool).await?;
    let busy: i64 = sqlx::query_scalar("PRAGMA busy_timeout").fetch_one(pool).await?;
    for (is_right, why) in [
        (journal == "wal", "its journal mode is not WAL: put the file on a local disk, not on a network drive"),
        (synchronous == 2, "synchronous is not FULL: a power cut could lose what was written"),
        (foreign_keys == 1, "foreign keys are not enforced"),
        (secure_delete == 1, "deleted text would stay in the file: secure_delete is off"),
        (busy > 0, "no busy timeout: writers would fail instead of waiting"),
    ] {
        if !is_right {
            return Err(why.into());
        }
    }
    Ok(())
}

async fn open_postgres(url: &str, steps: Option<&[i64]>) -> Result<Db, StoreError> {
    // Never the password.
    let shown = url.rsplit_once('@').map_or(url, |(_, address)| address).to_owned();
    let refuse = |why: String| StoreError::Open { url: shown.clone(), why };
    let options = PgConnectOptions::from_str(url)
        .map_err(|error| refuse(format!("{error}: write postgres://user:password@host/database")))?
        .options([("synchronous_commit", "on")])
        .statement_cache_capacity(PREPARED);
    let options = if options.get_application_name().is_none() { options.application_name("trin") } else { options };
    let absent = |error: sqlx::Error| refuse(format!("{error}: is the server running, and do user, password and database exist?"));
    // A pool asks again for half a minute before it says that nobody answers; this says so at once.
    options.connect().await.map_err(absent)?.close().await.map_err(absent)?;
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(BUSY * 2)
        .test_before_acquire(false)
        .connect_with(options)
        .await
        .map_err(absent)?;
    check_postgres(&pool).await.map_err(|why| refuse(why.to_string()))?;
    if !limited::may_make(&pool).await? {
        is_up_to_date(&pool, &refuse).await?;
        return Ok(Db::Postgres(pool));
    }
    migrate(&pool, steps, |step| {
        // Both engines compare text by its bytes, so that keys sort and begin alike.
        sqlx::AssertSqlSafe(step.postgres.replace(" TEXT", " TEXT COLLATE \"C\"")).into_sql_str()
    })
    .await?;
    Ok(Db::Postgres(pool))
}

/// For a role that may not bring the schema up to date: it must be so already.
async fn is_up_to_date(pool: &PgPool, refuse: &impl Fn(String) -> StoreError) -> Result<(), StoreError> {
    let outdated = |why: &str| refuse(format!("{why}: run `trin database grant --role ROLE` as the owner of the tables"));
    let there =
        limited::steps(pool).await.map_err(|_| outdated("this role may make no tables, and there are none, or it may not read them"))?;
    let known = HISTORY.last().map_or(0, |step| step.version);
    match there.iter().find(|version| !HISTORY.iter().any(|step| step.version == **version)) {
        Some(found) => Err(StoreError::NewerSchema { found: *found, known }),
        None if there.len() < HISTORY.len() => Err(outdated("the tables are an older program's, and this role may not change them")),
        None => Ok(()),
    }
}

async fn check_postgres(pool: &PgPool) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let version: String = sqlx::query_scalar("SHOW server_version_num").fetch_one(pool).await?;
    let major = version.parse::<i64>().unwrap_or_default() / 10_000;
    if major < OLDEST_SERVER {
        return Err(format!("PostgreSQL {major} is too old: Trin needs {OLDEST_SERVER} or newer").into());
    }
    let commit: String = sqlx::query_scalar("SHOW synchronous_commit").fetch_one(pool).await?;
    if commit == "off" {
        return Err("synchronous_commit is off: a crash could lose what was written".into());
    }
    let encoding: String = sqlx::query_scalar("SHOW server_encoding").fetch_one(pool).await?;
    if encoding != "UTF8" {
        return Err(format!("the database's encoding is {encoding}: make it with UTF8").into());
    }
    let fsync: String = sqlx::query_scalar("SHOW fsync").fetch_one(pool).await?;
    if fsync != "on" {
        tracing::warn!("the PostgreSQL server has fsync off: a power cut could lose what was written");
    }
    Ok(())
}

async fn migrate<'a, A>(to: A, upto: Option<&[i64]>, text: fn(&Step) -> SqlStr) -> Result<(), StoreError>
where
    A: Acquire<'a>,
    <A::Connection as std::ops::Deref>::Target: Migrate,
{
    let known = HISTORY.last().map_or(0, |step| step.version);
    if let Some(found) = upto.and_then(|upto| upto.iter().find(|version| !HISTORY.iter().any(|step| step.version == **version))) {
        return Err(StoreError::NewerSchema { found: *found, known });
    }
    let steps = HISTORY.iter().filter(|step| upto.is_none_or(|upto| upto.contains(&step.version)));
    let steps = steps.map(|step| Migration::new(step.version, step.name.into(), MigrationType::Simple, text(step), false)).collect();
    Migrator::with_migrations(steps).run(to).await.map_err(|error| match error {
        MigrateError::VersionMissing(found) if found > known => StoreError::NewerSchema { found, known },
        other => other.into(),
    })
}
