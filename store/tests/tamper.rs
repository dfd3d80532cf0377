//! T9: any change of the log is seen. Random logs are tampered with by somebody with all rights over the database, its locks taken off,
//! in the worst cases with the signing key too; checked against one head held elsewhere.
//!
//! 200 cases; `TRIN_T9_CASES=2000 cargo test -p trin-store --test tamper` for the long form.
#![allow(clippy::unwrap_used, missing_docs)]

use jiff::Timestamp;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{AssertSqlSafe, Connection, Executor, SqliteConnection};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use trin_domain::id::{ChildId, StaffId, UnitId};
use trin_domain::kinds::Role;
use trin_proof::note::Note;
use trin_proof::{Checkpoint, LogKey};
use trin_store::{HeldHead, LogFault, LogResult, LogTrust, Look, Sealing, Store};

/// Numbers that look random and are the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % most
    }
}

fn key() -> LogKey {
    LogKey::new("trin.test/tampered", &[5; 32]).unwrap()
}

fn at(second: u64) -> Timestamp {
    Timestamp::from_second(1_780_000_000 + i64::try_from(second).unwrap()).unwrap()
}

fn look(chance: &mut Chance, second: u64) -> Look {
    let mut child = || ChildId::from_label(&format!("child {}", chance.below(40)));
    let (one, others) = (child(), (0..3).map(|_| child()).collect::<std::collections::BTreeSet<_>>());
    let is_search = chance.below(4) == 0;
    Look {
        at: at(second),
        actor: StaffId::from_label(&format!("staff {}", chance.below(9))),
        role: Role::Caseworker,
        unit: Some(UnitId::from_label("east")),
        session: Some(format!("{:016x}", chance.below(u64::MAX))),
        action: if is_search { "GET /boern" } else { "GET /boern/{id}" }.to_owned(),
        purpose: "casework".to_owned(),
        child: (!is_search).then_some(one),
        children: if is_search { others.into_iter().collect() } else { Vec::new() },
        basis: None,
        fields: Some(if is_search { "search" } else { "record" }.to_owned()),
        result: LogResult::Shown,
        request: None,
    }
}

/// A log of some hundred rows, closed, with the head that somebody else keeps.
async fn log(file: &Path, chance: &mut Chance) -> (Checkpoint, u64) {
    let store = Store::open(&file.display().to_string(), Sealing::seeded("test")).await.unwrap();
    let rows = 20 + chance.below(700);
    let mut written = 0;
    while written < rows {
        let some = 1 + chance.below(90);
        store.log_looks((0..some).map(|nth| look(chance, written + nth)).collect()).await.unwrap();
        written += some;
        store.checkpoint(&key(), at(written)).await.unwrap();
    }
    let head = Note::parse(&store.log_head().await.unwrap().unwrap()).unwrap();
    store.close().await;
    (key().public().open(&head).unwrap(), written)
}

async fn connect(file: &Path) -> SqliteConnection {
    SqliteConnection::connect_with(&SqliteConnectOptions::new().filename(file)).await.unwrap()
}

async fn run(to: &mut SqliteConnection, sql: String) -> u64 {
    to.execute(AssertSqlSafe(sql)).await.unwrap().rows_affected()
}

const KINDS: [&str; 12] = [
    "flip a bit of a row",
    "change a column beside the body",
    "flip a bit of a hash",
    "delete a row",
    "delete a row and its place",
    "cut the tail",
    "swap two rows",
    "swap two rows and their places",
    "insert a row",
    "re-chain all with the key",
    "hide a search from a child",
    "flip a bit of a head",
];

/// Where one row was changed, the whole tree and every head are made anew with the real key.
async fn rechain(file: &Path, rows: u64) {
    let mut to = connect(file).await;
    for table in ["log_leaf", "log_node", "log_checkpoint"] {
        run(&mut to, format!("DELETE FROM {table}")).await;
    }
    to.close().await.unwrap();
    let store = Store::open(&file.display().to_string(), Sealing::seeded("test")).await.unwrap();
    store.checkpoint(&key(), at(rows)).await.unwrap();
    store.close().await;
}

/// Does one kind of harm; whether there was anything to harm.
async fn tamper(file: &Path, kind: &str, rows: u64, chance: &mut Chance) -> bool {
    let mut to = connect(file).await;
    let triggers: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetch_all(&mut to).await.unwrap();
    for trigger in triggers {
        run(&mut to, format!("DROP TRIGGER {trigger}")).await;
    }
    // Numbers begin with 1, and none is left out here.
    let (one, other) = (1 + chance.below(rows), 1 + chance.below(rows));
    let changed = match kind {
        "flip a bit of a row" => {
            let body: String = sqlx::query_scalar(AssertSqlSafe(format!("SELECT body FROM log WHERE id = {one}"))).fetch_one(&mut to).await.unwrap();
            let mut bytes = body.into_bytes();
            let place = usize::try_from(chance.below(bytes.len() as u64)).unwrap();
            bytes[place] ^= 1 << chance.below(7);
            let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            run(&mut to, format!("UPDATE log SET body = CAST(x'{hex}' AS TEXT) WHERE id = {one}")).await
        }
        "change a column beside the body" => {
            let column = ["at = at + 1", "staff = 'x'", "child = 'x'", "child = NULL, at = at + 1"][usize::try_from(chance.below(4)).unwrap()];
            run(&mut to, format!("UPDATE log SET {column} WHERE id = {one}")).await
        }
        "flip a bit of a hash" => match chance.below(3) {
            0 => run(&mut to, "UPDATE log_node SET hash = x'00' || substr(hash, 2)".to_owned()).await,
            _ => run(&mut to, format!("UPDATE log_leaf SET hash = CAST(substr(hash, 1, 31) || x'{:02x}' AS BLOB) WHERE pos = {} AND substr(hash, 32) <> x'{0:02x}'", chance.below(256), one - 1)).await,
        },
        "delete a row" => run(&mut to, format!("DELETE FROM log WHERE id = {one}")).await,
        "delete a row and its place" => {
            run(&mut to, format!("DELETE FROM log WHERE id = {one}")).await;
            run(&mut to, format!("DELETE FROM log_leaf WHERE entry = {one}")).await;
            // Those after it move up.
            run(&mut to, format!("UPDATE log_leaf SET pos = -pos WHERE pos >= {one}")).await;
            run(&mut to, "UPDATE log_leaf SET pos = -pos - 1 WHERE pos < 0".to_owned()).await;
            1
        }
        "cut the tail" => {
            // To a head of its own, so that what is left hangs together.
            let heads: Vec<i64> = sqlx::query_scalar("SELECT size FROM log_checkpoint ORDER BY size").fetch_all(&mut to).await.unwrap();
            let keep = heads[usize::try_from(chance.below(heads.len() as u64)).unwrap()];
            let keep = if keep == *heads.last().unwrap() { 0 } else { keep };
            run(&mut to, format!("DELETE FROM log_child WHERE entry > {keep}")).await;
            run(&mut to, format!("DELETE FROM log WHERE id > {keep}")).await;
            run(&mut to, format!("DELETE FROM log_leaf WHERE pos >= {keep}")).await;
            run(&mut to, format!("DELETE FROM log_node WHERE ((idx + 1) << level) > {keep}")).await;
            run(&mut to, format!("DELETE FROM log_checkpoint WHERE size > {keep}")).await
        }
        "swap two rows" | "swap two rows and their places" => {
            if one == other {
                return false;
            }
            for sql in [
                format!("UPDATE log SET id = -1 WHERE id = {one}"),
                format!("UPDATE log SET id = {one} WHERE id = {other}"),
                format!("UPDATE log SET id = {other} WHERE id = -1"),
            ] {
                run(&mut to, sql).await;
            }
            if kind == "swap two rows and their places" {
                for (from, into) in [(one, -1), (other, i64::try_from(one).unwrap()), (0, i64::try_from(other).unwrap())] {
                    let from = if from == 0 { "entry = -1".to_owned() } else { format!("entry = {from}") };
                    run(&mut to, format!("UPDATE log_leaf SET entry = {into} WHERE {from}")).await;
                }
            }
            1
        }
        "insert a row" => run(&mut to, format!("INSERT INTO log SELECT -{one}, at, staff, child, command, body FROM log WHERE id = {other}")).await,
        "re-chain all with the key" => {
            let changed = match chance.below(3) {
                0 => run(&mut to, format!("DELETE FROM log_child WHERE entry = {one}; DELETE FROM log WHERE id = {one}")).await,
                1 => run(&mut to, format!("UPDATE log SET body = REPLACE(body, '\"casework\"', '\"x\"') WHERE id = {one}")).await,
                _ => run(&mut to, format!("INSERT INTO log SELECT 0, at, staff, child, command, body FROM log WHERE child IS NOT NULL AND id >= {one} LIMIT 1")).await,
            };
            to.close().await.unwrap();
            rechain(file, rows).await;
            return changed > 0;
        }
        "hide a search from a child" => run(&mut to, format!("DELETE FROM log_child WHERE entry = (SELECT MIN(entry) FROM log_child WHERE entry >= {one})")).await,
        "flip a bit of a head" => match chance.below(2) {
            0 => run(&mut to, "UPDATE log_checkpoint SET root = x'00' || substr(root, 2) WHERE size = (SELECT MIN(size) FROM log_checkpoint)".to_owned()).await,
            _ => run(&mut to, "UPDATE log_checkpoint SET note = REPLACE(note, '= ', '') || 'x' WHERE size = (SELECT MAX(size) FROM log_checkpoint)".to_owned()).await,
        },
        other => panic!("{other} is no kind of harm"),
    };
    to.close().await.unwrap();
    changed > 0
}

async fn faults(file: &Path, held: &Checkpoint) -> Vec<LogFault> {
    let store = Store::open(&file.display().to_string(), Sealing::seeded("test")).await.unwrap();
    let trust = LogTrust { key: Some(key().public()), held: vec![HeldHead { head: held.clone(), held_by: "the witness".to_owned() }] };
    let mut faults = Vec::new();
    store.check_log(&trust, |fault| faults.push(fault)).await.unwrap();
    store.close().await;
    faults
}

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn any_change_of_the_log_is_seen() {
    let cases: u64 = std::env::var("TRIN_T9_CASES").ok().map_or(200, |cases| cases.parse().unwrap());
    let folder = Folder(std::env::temp_dir().join(format!("trin-tamper-{}", std::process::id())));
    std::fs::create_dir_all(&folder.0).unwrap();
    let (clean, copy) = (folder.0.join("clean.db"), folder.0.join("copy.db"));
    let (mut chance, mut done, mut logs) = (Chance(9), 0, 0);
    let mut seen: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    let mut unseen = Vec::new();
    while done < cases {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", clean.display()));
        }
        let (held, rows) = log(&clean, &mut chance).await;
        assert_eq!(faults(&clean, &held).await, [], "a clean log is a false alarm");
        logs += 1;
        for _ in 0..20 {
            std::fs::copy(&clean, &copy).unwrap();
            let kind = KINDS[usize::try_from(done % KINDS.len() as u64).unwrap()];
            let is_harmed = tamper(&copy, kind, rows, &mut chance).await;
            let found = faults(&copy, &held).await;
            if !is_harmed {
                // Such as no search to hide: as good as clean. Tried again with the next log.
                assert_eq!(found, [], "{kind}: nothing was changed");
                continue;
            }
            done += 1;
            let count = seen.entry(kind).or_default();
            count.0 += 1;
            if found.is_empty() {
                unseen.push(format!("{kind} (case {done}, {rows} rows)"));
            } else {
                count.1 += 1;
            }
            if done == cases {
                break;
            }
        }
    }
    for (kind, (tried, found)) in &seen {
        println!("{kind}: {found} of {tried}");
    }
    println!("{done} changes in {logs} logs; {logs} clean logs without a false alarm");
    assert!(unseen.is_empty(), "not seen: {unseen:#?}");
}
