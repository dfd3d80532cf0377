//! T11: a database written by an earlier program is opened by today's, and says what it said.
#![allow(clippy::unwrap_used, missing_docs)]

use jiff::Timestamp;
use sqlx::{Connection, Row};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::Fact;
use trin_domain::strategy::Strategy;
use trin_store::{Problem, Reader, Sealing, Store, StoreError};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// A copy of a fixture in a folder that goes away.
struct Copy(PathBuf);

impl Copy {
    fn of(fixture: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("trin-earlier-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
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
        let store = Store::open(&copy.file(), Sealing::seeded("test")).await.unwrap();
        store.adopt(strategy, jiff::Timestamp::UNIX_EPOCH).await.unwrap();
        assert!(says(&store).await == before, "a record reads otherwise than it was written");
        let report = store.verify(strategy).await.unwrap();
        assert!(report.is_sound(), "{:?}", report.problems);
        assert_eq!((report.children, report.entries, report.commands), (12, 152, 89));
        let lone = StaffId::from_label("lone");
        let draft = store.draft(lone, "new:note").await.unwrap().unwrap();
        assert_eq!(draft.body, "{\"text\":\"Ringede til skolen, ingen svarede\"}");
        assert_eq!(draft.saved_at, Timestamp::from_second(1_700_000_000).unwrap());
        let day = jiff::civil::date(2026, 11, 1);
        for (typed, found) in [("damgaard", 2), ("900516-4557", 1), ("900516-4558", 0)] {
            // Everyone who works there asks: what a search finds is what those with a relation find.
            let mut children = BTreeMap::new();
            let mut everyone = store.staff_list(None).await.unwrap();
            // And the intake, which finds a child that has no case now, and the head of department, who oversees the open ones.
            let first = everyone[0].clone();
            for role in [Role::Intake, Role::HeadOfDepartment] {
                everyone.push(Staff { role, is_active: true, ..first.clone() });
            }
            for staff in everyone {
                let by = Reader::new(&staff, "2027-01-01T00:00:00Z".parse().unwrap());
                let rows = store.search_children(&by, typed, day, None, 20).await.unwrap().rows;
                children.extend(rows.into_iter().map(|row| (row.child, row.name)));
            }
            assert_eq!(children.len(), found, "{typed}");
        }
        store.close().await;
    }
}

/// Statements run on a file without the store.
async fn raw(file: &str, sql: &str) {
    use sqlx::Executor;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
    let mut connection = sqlx::SqliteConnection::connect_with(&options).await.unwrap();
    connection.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
}

fn holds(file: &str, text: &str) -> bool {
    let beside = ["", "-wal"].map(|ending| std::fs::read(format!("{file}{ending}")).unwrap_or_default());
    beside.iter().any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}

#[tokio::test]
async fn what_was_in_the_clear_is_sealed_and_gone_from_the_file() {
    let copy = Copy::of("schema-6.sqlite");
    let (note, draft, cpr) = ("notification-received", "ingen svarede", "9005164557");
    let concern = said(&copy.file()).await.into_values().find_map(|said| match said.fact {
        Fact::NotificationReceived(what) => Some(what.concern),
        _ => None,
    });
    let concern: String = concern.unwrap().chars().take(24).collect();
    for text in [concern.as_str(), draft, cpr] {
        assert!(holds(&copy.file(), text), "the fixture should hold {text}");
    }
    let store = Store::open(&copy.file(), Sealing::seeded("test")).await.unwrap();
    store.adopt(Strategy::named("kerteminde-2021").unwrap(), jiff::Timestamp::UNIX_EPOCH).await.unwrap();
    store.close().await;
    for text in [concern.as_str(), draft, cpr] {
        assert!(!holds(&copy.file(), text), "{text} is still in the file");
    }
    assert!(holds(&copy.file(), note), "kinds of entries are in the clear, as the decision says");
}

#[tokio::test]
async fn another_key_opens_nothing_and_a_lost_proof_takes_nothing_in() {
    let copy = Copy::of("schema-6.sqlite");
    Store::open(&copy.file(), Sealing::seeded("test")).await.unwrap().close().await;
    let refused = Store::open(&copy.file(), Sealing::seeded("another")).await.unwrap_err();
    assert!(matches!(refused, StoreError::WrongKey), "{refused:?}");
    // Whoever has the file alone cannot have an entry of their own sealed at the next opening.
    raw(&copy.file(), "DELETE FROM sealing").await;
    assert!(matches!(Store::open(&copy.file(), Sealing::seeded("test")).await.unwrap_err(), StoreError::WrongKey));
}

#[tokio::test]
async fn faults_from_before_there_was_sealing_are_still_seen() {
    let copy = Copy::of("schema-6.sqlite");
    let child = "(SELECT MIN(child) FROM journal WHERE kind = 'screened')";
    let unlock = "DROP TRIGGER journal_is_kept_on_update";
    let lock =
        "CREATE TRIGGER journal_is_kept_on_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END";
    let dangling = format!(
        "UPDATE journal SET payload = CAST(REPLACE(CAST(payload AS TEXT), '\"notification\":', '\"notification\":1') AS BLOB)
        WHERE child = {child} AND kind = 'screened'"
    );
    let mislabelled = format!("UPDATE journal SET kind = 'closed' WHERE child = {child} AND no = 1");
    raw(&copy.file(), &format!("{unlock}; {dangling}; {mislabelled}; {lock}")).await;
    let store = Store::open(&copy.file(), Sealing::seeded("test")).await.unwrap();
    let strategy = Strategy::named("kerteminde-2021").unwrap();
    store.adopt(strategy, jiff::Timestamp::UNIX_EPOCH).await.unwrap();
    let report = store.verify(strategy).await.unwrap();
    assert!(report.problems.iter().any(|problem| matches!(problem, Problem::DanglingReference { .. })), "{:?}", report.problems);
    assert!(report.problems.iter().any(|problem| matches!(problem, Problem::Mislabelled { no: 1, .. })), "{:?}", report.problems);
}
