//! T11: a database written by an earlier program is opened by today's, and says what it said.
#![allow(clippy::unwrap_used, missing_docs)]

use jiff::Timestamp;
use sqlx::{Connection, Row};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use trin_domain::id::{ChildId, StaffId};
use trin_domain::record::Fact;
use trin_domain::strategy::Strategy;
use trin_store::Store;

/// A copy of a fixture in a folder that goes away.
struct Copy(PathBuf);

impl Copy {
    fn of(fixture: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("trin-earlier-{}-{fixture}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(fixture);
        std::fs::copy(from, folder.join("trin.sqlite")).unwrap();
        Self(folder)
    }

    fn file(&self) -> String {
        self.0.join("trin.sqlite").display().to_string()
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What one entry said in the earlier program's file.
#[derive(Debug, PartialEq)]
struct Said {
    recorded_at: i64,
    by: String,
    role: String,
    fact: Fact,
}

/// Every entry of a file whose payloads are in the clear, read without the store.
async fn said(file: &str) -> BTreeMap<(ChildId, i64), Said> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    let rows =
        sqlx::query("SELECT child, no, recorded_at, by_staff, by_role, payload FROM journal").fetch_all(&mut connection).await.unwrap();
    let read = |row: sqlx::sqlite::SqliteRow| {
        let child = ChildId::new(row.get::<String, _>(0).parse().unwrap());
        let fact = serde_json::from_slice(&row.get::<Vec<u8>, _>(5)).unwrap();
        ((child, row.get(1)), Said { recorded_at: row.get(2), by: row.get(3), role: row.get(4), fact })
    };
    rows.into_iter().map(read).collect()
}

/// The same through today's store.
async fn says(store: &Store) -> BTreeMap<(ChildId, i64), Said> {
    let mut entries = BTreeMap::new();
    for record in store.records_after(None, 1000).await.unwrap() {
        for entry in record.entries() {
            let (by, role) = (entry.by.staff.uuid().to_string(), entry.by.role.code().to_owned());
            let said = Said { recorded_at: entry.recorded_at.as_microsecond(), by, role, fact: entry.fact.clone() };
            entries.insert((record.child, i64::from(entry.no.0)), said);
        }
    }
    entries
}

#[tokio::test]
async fn a_store_of_schema_6_says_what_it_said() {
    let copy = Copy::of("schema-6.sqlite");
    let before = said(&copy.file()).await;
    assert_eq!(before.len(), 152, "the fixture is not what it was");
    let strategy = Strategy::named("kerteminde-2021").unwrap();
    // Twice: what the first opening changed must be as good to the second.
    for _ in 0..2 {
        let store = Store::open(&copy.file()).await.unwrap();
        store.adopt(strategy).await.unwrap();
        assert_eq!(says(&store).await, before);
        let report = store.verify(strategy).await.unwrap();
        assert!(report.is_sound(), "{:?}", report.problems);
        assert_eq!((report.children, report.entries, report.commands), (12, 152, 89));
        let lone = StaffId::from_label("lone");
        let draft = store.draft(lone, "new:note").await.unwrap().unwrap();
        assert_eq!(draft.body, "{\"text\":\"Ringede til skolen, ingen svarede\"}");
        assert_eq!(draft.saved_at, Timestamp::from_second(1_700_000_000).unwrap());
        let day = jiff::civil::date(2026, 11, 1);
        for (typed, found) in [("damgaard", 2), ("900516-4557", 1), ("900516-4558", 0)] {
            assert_eq!(store.search_children(typed, day, None, 20).await.unwrap().rows.len(), found, "{typed}");
        }
        store.close().await;
    }
}
