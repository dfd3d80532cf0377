//! Every statement is one that both engines understand.

use crate::db::Db;
use crate::project::TABLES;
use crate::{Store, around, audit, journal, read, verify, write};
use sqlx::Executor;

fn all() -> Vec<(&'static str, &'static str)> {
    let mut all = [around::STATEMENTS, journal::STATEMENTS, verify::STATEMENTS, write::STATEMENTS].concat();
    all.extend(read::statements());
    let made = TABLES.iter().flat_map(|table| table.all_statements());
    let appended = journal::append_statements().into_iter().chain(audit::append_statements()).chain(write::COMMAND_TABLE.all_statements());
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
    let store = Store::open(&folder.join("store.db").display().to_string()).await.expect("a new file opens");
    prepares_all(&store).await;
    store.close().await;
    std::fs::remove_dir_all(&folder).expect("it can be removed");
}
