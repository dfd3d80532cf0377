//! The log: a row for each change and each look, on disk first, with a place and a proof afterwards.

use crate::follows::unprotect;
use crate::life::*;
use crate::stores::Place;
use jiff::Timestamp;
use sqlx::{Connection, Executor};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;
use trin_domain::id::{ChildId, UnitId};
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_proof::note::Note;
use trin_proof::{Checkpoint, LogKey, tree};
use trin_store::{Destruction, HeldHead, LogFault, LogResult, LogTrust, Look, Problem, Store};

on_both! {
    a_change_and_a_look_are_rows;
    a_search_is_found_by_each_child;
    looks_of_many_requests_are_written_together;
    a_row_is_proven_after_the_next_head;
    heads_continue_each_other;
    two_sequencers_give_each_place_once;
    a_row_committed_late_gets_its_place;
    an_entry_changed_beside_the_store_is_seen;
    no_row_no_success;
    a_trigger_that_swallows_rows_is_refused_and_told;
    a_check_beside_others_who_write_finds_nothing_wrong;
}

pub fn log_key() -> LogKey {
    LogKey::new("trin.test/log", &[3; 32]).unwrap()
}

pub fn trust(held: &[Checkpoint]) -> LogTrust {
    let held = held.iter().map(|head| HeldHead { head: head.clone(), held_by: "the witness".to_owned() }).collect();
    LogTrust { key: Some(log_key().public()), held }
}

pub fn look(who: &str, at: Timestamp, child: Option<ChildId>, found: Vec<ChildId>) -> Look {
    Look {
        at,
        actor: staff(who),
        role: Role::Caseworker,
        unit: None,
        session: Some("0123456789abcdef".to_owned()),
        action: if child.is_some() { "GET /boern/{id}" } else { "GET /boern" }.to_owned(),
        purpose: "casework".to_owned(),
        child,
        fields: Some(if child.is_some() { "record" } else { "search" }.to_owned()),
        result: if child.is_none() && found.is_empty() { LogResult::Nothing } else { LogResult::Shown },
        children: found,
        basis: None,
        request: None,
    }
}

pub async fn faults(store: &Store, trust: &LogTrust) -> Vec<LogFault> {
    let mut faults = Vec::new();
    store.check_log(trust, |fault| faults.push(fault)).await.unwrap();
    faults
}

async fn head(store: &Store) -> Checkpoint {
    let note = Note::parse(&store.log_head().await.unwrap().unwrap()).unwrap();
    log_key().public().open(&note).unwrap()
}

async fn arrived(place: &Place, labels: &[&str]) -> Store {
    let store = place.open().await;
    people(&store).await;
    for label in labels {
        let command = arrives(label, "Ida Holm", "mette", morning());
        store.execute(strategy(), &context("mette", morning()), "modtagelse", &command).await.unwrap();
    }
    store
}

async fn a_change_and_a_look_are_rows(place: &Place) {
    let store = arrived(place, &["ida"]).await;
    let ida = child("ida");
    store.log_looks(vec![look("mette", morning(), Some(ida), Vec::new())]).await.unwrap();
    let rows = store.log_of_child(ida, 10).await.unwrap();
    let [shown, change] = rows.as_slice() else { panic!("{rows:#?}") };
    assert_eq!((shown.body.action.as_str(), shown.body.result, shown.body.actor), ("GET /boern/{id}", LogResult::Shown, staff("mette")));
    assert_eq!((change.body.action.as_str(), change.body.purpose.as_str(), change.body.result), ("change", "modtagelse", LogResult::Done));
    assert_eq!((change.body.first, change.body.last, change.at), (Some(1), Some(3), morning()));
    assert_eq!(change.body.rows.as_ref().map(String::len), Some(64));
    // Ids and codes, no name: what the journal says of her is not here.
    assert_eq!(place.number("SELECT COUNT(*) FROM log WHERE body LIKE '%Holm%'").await, 0);
    assert_eq!(store.log_grew(), 2);
    let report = store.verify(strategy()).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
    assert_eq!((report.log.rows, report.log.proven), (2, 0));
}

async fn a_search_is_found_by_each_child(place: &Place) {
    let store = arrived(place, &["ida", "bo-barn"]).await;
    let (ida, bo) = (child("ida"), child("bo-barn"));
    store.log_looks(vec![look("mette", morning(), None, vec![ida, bo]), look("mette", morning(), None, Vec::new())]).await.unwrap();
    for one in [ida, bo] {
        let rows = store.log_of_child(one, 10).await.unwrap();
        assert_eq!(rows.len(), 2, "{rows:#?}");
        assert_eq!((rows[0].body.fields.as_deref(), rows[0].body.child), (Some("search"), None));
    }
    store.checkpoint(&log_key(), morning()).await.unwrap();
    assert_eq!(faults(&store, &trust(&[])).await, []);
    // A child hidden from its family's view, or a search put into it, is seen.
    unprotect(place).await;
    place.raw(&format!("DELETE FROM log_child WHERE child = '{ida}'")).await.unwrap();
    assert!(matches!(faults(&store, &trust(&[])).await[..], [LogFault::FoundByOthers(_)]));
}

async fn looks_of_many_requests_are_written_together(place: &Place) {
    let store = arrived(place, &["ida"]).await;
    let sent: Vec<_> = (0..64)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.log_looks(vec![look("mette", morning(), Some(child("ida")), Vec::new())]).await })
        })
        .collect();
    // A request whose browser goes away takes nobody's row with it.
    let gone = {
        let store = store.clone();
        tokio::spawn(async move { store.log_looks(vec![look("bo", morning(), Some(child("ida")), Vec::new())]).await })
    };
    gone.abort();
    for one in sent {
        one.await.unwrap().unwrap();
    }
    assert_eq!(place.number(&format!("SELECT COUNT(*) FROM log WHERE command IS NULL AND staff = '{}'", staff("mette"))).await, 64);
}

async fn a_row_is_proven_after_the_next_head(place: &Place) {
    let store = arrived(place, &["ida"]).await;
    let ida = child("ida");
    for _ in 0..599 {
        store.log_looks(vec![look("mette", morning(), Some(ida), Vec::new())]).await.unwrap();
        if store.log_grew() > 250 {
            store.checkpoint(&log_key(), morning()).await.unwrap();
        }
    }
    let rows = store.log_of_child(ida, 1000).await.unwrap();
    assert_eq!(rows.len(), 600);
    assert_eq!(store.log_proof(rows[0].id).await.unwrap(), None, "not before there is a head over it");
    store.checkpoint(&log_key(), morning()).await.unwrap();
    assert_eq!(store.checkpoint(&log_key(), morning()).await.unwrap(), None, "nothing new");
    for row in rows.iter().step_by(37) {
        let proof = store.log_proof(row.id).await.unwrap().unwrap();
        let head = log_key().public().open(&Note::parse(&proof.note).unwrap()).unwrap();
        assert_eq!(head.size, 600);
        assert!(tree::is_included(&tree::leaf(proof.row.as_bytes()), proof.at, head.size, &head.root, &proof.hashes));
        assert!(proof.row.starts_with(&format!("{}\n{{\"v\":1,", row.id)), "{}", proof.row);
    }
    assert_eq!(store.log_proof(999_999).await.unwrap(), None);
    assert_eq!(faults(&store, &trust(&[head(&store).await])).await, []);
}

async fn heads_continue_each_other(place: &Place) {
    let store = arrived(place, &["ida"]).await;
    let mut heads = Vec::new();
    for many in [1, 2, 255, 3, 300] {
        let looks = (0..many).map(|_| look("mette", morning(), Some(child("ida")), Vec::new())).collect();
        store.log_looks(looks).await.unwrap();
        store.checkpoint(&log_key(), morning()).await.unwrap();
        heads.push(head(&store).await);
    }
    for (old, new) in heads.iter().flat_map(|old| heads.iter().map(move |new| (old, new))).filter(|(old, new)| old.size <= new.size) {
        let proof = store.log_consistency(old.size, new.size).await.unwrap();
        assert!(tree::is_continued(old.size, &old.root, new.size, &new.root, &proof), "{} to {}", old.size, new.size);
    }
    assert_eq!(faults(&store, &trust(&heads)).await, []);
    let other = LogTrust { key: Some(LogKey::new("trin.test/log", &[4; 32]).unwrap().public()), held: Vec::new() };
    assert_eq!(faults(&store, &other).await.len(), heads.len(), "none is signed with another key");
}

async fn two_sequencers_give_each_place_once(place: &Place) {
    let store = arrived(place, &["ida"]).await;
    let writer = {
        let store = store.clone();
        tokio::spawn(async move {
            for _ in 0..60 {
                store.log_looks(vec![look("mette", morning(), Some(child("ida")), Vec::new())]).await.unwrap();
            }
        })
    };
    let sequencers: Vec<_> = (0..3)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                for _ in 0..10 {
                    store.checkpoint(&log_key(), morning()).await.unwrap();
                    tokio::time::sleep(Duration::from_millis(3)).await;
                }
            })
        })
        .collect();
    writer.await.unwrap();
    for one in sequencers {
        one.await.unwrap();
    }
    store.checkpoint(&log_key(), morning()).await.unwrap();
    assert_eq!(place.number("SELECT COUNT(*) FROM log_leaf").await, 61);
    assert_eq!(faults(&store, &trust(&[])).await, []);
}

/// On PostgreSQL a row may be committed after one with a later number: the sequencer waits for it.
async fn a_row_committed_late_gets_its_place(place: &Place) {
    let store = arrived(place, &["ida"]).await;
    let Place::Schema { .. } = place else { return };
    let insert = format!(
        "BEGIN; SELECT pg_advisory_xact_lock_shared(7207001); INSERT INTO log (at, staff, child, body) VALUES ({}, '{}', NULL,
            '{{\"v\":1,\"at\":{0},\"actor\":\"{1}\",\"role\":\"caseworker\",\"action\":\"late\",\"purpose\":\"x\",\"result\":\"nothing\"}}')",
        morning().as_microsecond(),
        staff("mette"),
    );
    // The row is there and not committed, however long a busy server takes to get so far; then the sequencer begins.
    let mut late = sqlx::PgConnection::connect(&place.url()).await.unwrap();
    late.execute(sqlx::AssertSqlSafe(insert)).await.unwrap();
    let commit = async {
        tokio::time::sleep(Duration::from_millis(400)).await;
        late.execute("COMMIT").await.unwrap()
    };
    let (_, sequenced) = tokio::join!(commit, async { store.checkpoint(&log_key(), morning()).await.unwrap() });
    assert_eq!(sequenced.unwrap().size, 2);
    store.log_looks(vec![look("mette", morning(), Some(child("ida")), Vec::new())]).await.unwrap();
    store.checkpoint(&log_key(), morning()).await.unwrap();
    assert_eq!(faults(&store, &trust(&[])).await, []);
    assert_eq!(place.number("SELECT COUNT(*) FROM log_leaf").await, 3);
}

async fn an_entry_changed_beside_the_store_is_seen(place: &Place) {
    let store = arrived(place, &["ida"]).await;
    unprotect(place).await;
    let changed = "UPDATE journal SET recorded_at = recorded_at + 1 WHERE no = 3";
    place.raw(changed).await.unwrap();
    let report = store.verify(strategy()).await.unwrap();
    let seen = |problem: &Problem| matches!(problem, Problem::Unaccounted { why: "its entries were changed after they were written", .. });
    assert!(report.problems.iter().any(seen), "{report:#?}");
}

async fn no_row_no_success(place: &Place) {
    let store = arrived(place, &["ida"]).await;
    let refuse = match place {
        Place::File(_) => "CREATE TRIGGER full BEFORE INSERT ON log BEGIN SELECT RAISE(ABORT, 'disk full'); END",
        Place::Schema { .. } => "ALTER TABLE log ADD CONSTRAINT is_full CHECK (id < 0) NOT VALID",
    };
    place.raw(refuse).await.unwrap();
    assert!(store.log_looks(vec![look("mette", morning(), Some(child("ida")), Vec::new())]).await.is_err());
    let bo = arrives("bo-barn", "Bo Holm", "mette", morning());
    assert!(store.execute(strategy(), &context("mette", morning()), "modtagelse", &bo).await.is_err());
    assert_eq!(store.record(child("bo-barn")).await.unwrap(), None);
}

/// Rows, heads and a destroyed key come in all the while: what is checked is the log as it was at one moment.
async fn a_check_beside_others_who_write_finds_nothing_wrong(place: &Place) {
    let labels: Vec<String> = (0..12).map(|nth| format!("child {nth}")).collect();
    let store = arrived(place, &labels.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let per = Staff {
        id: staff("per"),
        name: "Per Chef".into(),
        role: Role::HeadOfDepartment,
        unit: UnitId::from_label("team"),
        is_active: true,
    };
    store.put_staff(&per).await.unwrap();
    let is_over = Arc::new(AtomicBool::new(false));
    let writer = {
        let (store, is_over) = (store.clone(), Arc::clone(&is_over));
        tokio::spawn(async move {
            for label in &labels {
                // A page of hashes is kept for each 256.
                let looks = (0..300).map(|_| look("mette", morning(), Some(child("ida")), Vec::new())).collect();
                store.log_looks(looks).await.unwrap();
                store.checkpoint(&log_key(), morning()).await.unwrap();
                let (why, by, confirmed_by) = ("retention-ended".to_owned(), staff("lone"), staff("per"));
                store.destroy_key(&Destruction { child: child(label), at: morning(), why, by, confirmed_by }, "destruction").await.unwrap();
                store.checkpoint(&log_key(), morning()).await.unwrap();
            }
            is_over.store(true, Ordering::Relaxed);
        })
    };
    let mut checked = 0;
    while !is_over.load(Ordering::Relaxed) {
        let report = store.verify_with(strategy(), &trust(&[])).await.unwrap();
        assert!(report.is_sound(), "{report:#?}");
        checked += 1;
    }
    writer.await.unwrap();
    assert!(checked > 1, "nobody wrote meanwhile");
    assert!(store.verify_with(strategy(), &trust(&[head(&store).await])).await.unwrap().is_sound());
}

async fn a_trigger_that_swallows_rows_is_refused_and_told(place: &Place) {
    let store = arrived(place, &["ida"]).await;
    let planted: &[&str] = match place {
        Place::File(_) => &["CREATE TRIGGER quiet BEFORE INSERT ON log BEGIN SELECT RAISE(IGNORE); END"],
        Place::Schema { .. } => &[
            "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$",
            "CREATE TRIGGER quiet BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION quiet()",
        ],
    };
    for statement in planted {
        place.raw(statement).await.unwrap();
    }
    let looked = store.log_looks(vec![look("mette", morning(), Some(child("ida")), Vec::new())]).await;
    assert!(looked.is_err(), "what is in no log was let through");
    let note = command("ida", "ida note", 3, vec![note(trin_domain::calendar::day_of(morning()), "Set i dag.")]);
    assert!(store.execute(strategy(), &context("mette", morning()), "prøve", &note).await.is_err());
    let problems = store.verify(strategy()).await.unwrap().problems;
    assert!(problems.iter().any(|problem| matches!(problem, Problem::Planted { trigger } if trigger == "quiet")), "{problems:?}");
    store.close().await;
}
