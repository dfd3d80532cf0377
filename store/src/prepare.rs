//! Every statement is one that both engines understand.

use crate::db::Db;
use crate::project::TABLES;
use crate::{
    Sealing, Store, absence_registers, around, backup, enquiries, journal, leave, log, login, provider, read, reader, rebuild, retention,
    seal, verify, wellbeing_rounds, write,
};
use sqlx::Executor;

fn all() -> Vec<(&'static str, &'static str)> {
    let mut all = [
        absence_registers::STATEMENTS,
        around::STATEMENTS,
        enquiries::STATEMENTS,
        journal::STATEMENTS,
        leave::STATEMENTS,
        login::STATEMENTS,
        provider::STATEMENTS,
        reader::STATEMENTS,
        rebuild::STATEMENTS,
        verify::STATEMENTS,
        wellbeing_rounds::STATEMENTS,
        write::STATEMENTS,
    ]
    .concat();
    all.extend(read::statements());
    all.extend(
        [
            log::around::STATEMENTS,
            log::check::STATEMENTS,
            log::emergency::STATEMENTS,
            log::enquiries::STATEMENTS,
            log::looks::STATEMENTS,
            log::read::STATEMENTS,
            log::oversight::STATEMENTS,
            log::samples::STATEMENTS,
            log::samples::review::STATEMENTS,
            log::questions::STATEMENTS,
            log::sequence::STATEMENTS,
        ]
        .concat(),
    );
    all.extend(backup::statements());
    all.extend(seal::statements());
    all.extend(retention::statements());
    let made = TABLES.iter().flat_map(|table| table.all_statements());
    let tables = [&log::LOG, &log::looks::LOG_CHILD, &log::sequence::LEAF, &log::sequence::NODE, &log::sequence::CHECKPOINT];
    let logged = tables.into_iter().flat_map(|table| table.insert_statements());
    let appended = journal::append_statements().into_iter().chain(logged).chain(write::COMMAND_TABLE.all_statements());
    all.extend(made.chain(appended).map(|statement| ("made from a table", statement)));
    all
}

async fn prepares_all(store: &Store) {
    for (name, statement) in all() {
        let prepared = match &store.db {
            Db::Sqlite { writer, .. } => writer.prepare(sqlx::SqlSafeStr::into_sql_str(statement)).await.map(drop),
            Db::Postgres(pool) => pool.prepare(sqlx::SqlSafeStr::into_sql_str(statement)).await.map(drop),
        };
        assert!(prepared.is_ok(), "{name}: {:?}\n{statement}", prepared.err());
    }
}

#[tokio::test]
async fn sqlite_understands_every_statement() {
    let folder = std::env::temp_dir().join(format!("trin-prepare-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
    let store = Store::open(&folder.join("store.db").display().to_string(), Sealing::seeded("prepare")).await.expect("a new file opens");
    prepares_all(&store).await;
    store.close().await;
    std::fs::remove_dir_all(&folder).expect("it can be removed");
}

/// Tables that only grow: no page may read one whole to find a few rows.
const GROWS: [&str; 9] = ["journal", "command", "log", "log_child", "log_leaf", "sample", "sample_act", "session", "access_grant"];

/// What goes through all of one on purpose: a backup's and a check's statements, made from the table itself; what is sealed anew with another key.
const THROUGH_ALL: &[&str] = &["made from a table", "ALL_ACTS"];

#[tokio::test]
async fn no_page_reads_all_of_what_only_grows() {
    let folder = std::env::temp_dir().join(format!("trin-plans-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
    let store = Store::open(&folder.join("store.db").display().to_string(), Sealing::seeded("plans")).await.expect("a new file opens");
    let Db::Sqlite { writer, .. } = &store.db else { unreachable!("a file is SQLite's") };
    let mut through_all = std::collections::BTreeSet::new();
    for (name, statement) in all() {
        let plan =
            sqlx::query(sqlx::AssertSqlSafe(format!("EXPLAIN QUERY PLAN {statement}"))).fetch_all(writer).await.expect("it is understood");
        let steps = plan.iter().map(|row| sqlx::Row::get::<String, _>(row, 3));
        // A table is scanned under the name the statement gives it. An index in the order asked for is read only as far as the page goes.
        let scanned =
            steps.filter_map(|step| Some(step.strip_prefix("SCAN ")?.split(' ').next()?.to_owned()).filter(|_| !step.contains("USING")));
        for alias in scanned {
            let words: Vec<&str> = statement.split([' ', '\n', ',', '(', ')']).filter(|word| !word.is_empty()).collect();
            let table = words.windows(2).find(|pair| pair[1] == alias && GROWS.contains(&pair[0])).map_or(alias.as_str(), |pair| pair[0]);
            if GROWS.contains(&table) {
                through_all.insert(name);
            }
        }
    }
    store.close().await;
    std::fs::remove_dir_all(&folder).expect("it can be removed");
    let unexpected: Vec<_> = through_all.iter().filter(|name| !THROUGH_ALL.contains(name)).collect();
    assert!(unexpected.is_empty(), "{unexpected:?} read all of a table that only grows: give it an index, or say why in THROUGH_ALL");
    let gone: Vec<_> = THROUGH_ALL.iter().filter(|name| !through_all.contains(*name)).collect();
    assert!(gone.is_empty(), "{gone:?} no longer read all of a table: strike them from THROUGH_ALL");
}

#[tokio::test]
async fn postgres_understands_every_statement() {
    // The contract suite says aloud when there is no server.
    let Ok(server) = std::env::var("TRIN_TEST_POSTGRES") else { return };
    let schema = format!("trin_prepare_{}", std::process::id());
    let pool = sqlx::PgPool::connect(&server).await.expect("the server named answers");
    pool.execute(sqlx::AssertSqlSafe(format!("CREATE SCHEMA {schema}"))).await.expect("a schema can be made");
    let sign = if server.contains('?') { '&' } else { '?' };
    let store = Store::open(&format!("{server}{sign}options=-csearch_path%3D{schema}"), Sealing::seeded("prepare"))
        .await
        .expect("a new schema opens");
    prepares_all(&store).await;
    store.close().await;
    pool.execute(sqlx::AssertSqlSafe(format!("DROP SCHEMA {schema} CASCADE"))).await.expect("it can be removed");
}

#[test]
fn no_statement_hides_from_this_test() {
    for file in sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        if file.ends_with("prepare.rs") {
            continue;
        }
        let text = std::fs::read_to_string(&file).expect("a source file can be read");
        for (line, no) in text.lines().zip(1..) {
            let runs =
                [".rows(", ".row(", ".run("].iter().any(|call| line.split(call).skip(1).any(|rest| rest.trim_start().starts_with('"')));
            assert!(!runs, "{}:{no}: name the statement in statements! {{}}, so that it is prepared on both engines", file.display());
        }
    }
}

fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a source folder can be read").map(|entry| entry.expect("an entry can be read").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    files.into_iter().chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}
