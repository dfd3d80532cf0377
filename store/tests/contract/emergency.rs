//! The emergency log: on disk at once, carried over once, and damage told of.

use crate::life::*;
use crate::log::{log_key, look};
use crate::stores::Place;
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;
use trin_domain::kinds::{GlassReason, Role};
use trin_domain::record::*;
use trin_proof::LogKey;
use trin_store::{EmergencyLog, Look, Opening, Sealing, Store};

on_both! {
    what_is_kept_is_carried_over_once_and_the_file_emptied;
    an_opening_is_entered_in_the_record_though_others_wrote_meanwhile;
    half_a_record_and_a_changed_one_are_told_of;
    a_full_file_and_another_key_refuse;
    two_programs_do_not_write_in_one_file;
    damage_is_told_once_and_when_it_was_found;
}

const SMALL: u64 = 16 * 1024;

struct File(PathBuf);

impl File {
    fn new(name: &str) -> Self {
        static NEXT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let nth = NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        Self(std::env::temp_dir().join(format!("trin-emergency-{}-{nth}-{name}", std::process::id())))
    }

    /// Of its own: identities in two files must not be the same.
    fn sealing(&self) -> Sealing {
        Sealing::seeded(&self.0.display().to_string())
    }

    fn open(&self) -> std::io::Result<EmergencyLog> {
        EmergencyLog::open(&self.0, SMALL, Some(&log_key()), self.sealing())
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn seen(nth: i64) -> Look {
    Look { basis: Some("glass".into()), purpose: "emergency".into(), ..look("bo", after(nth), Some(child("ida")), Vec::new()) }
}

fn after(seconds: i64) -> Timestamp {
    morning() + SignedDuration::from_secs(seconds)
}

fn opening() -> Opening {
    Opening {
        child: child("ida"),
        key: key("emergency"),
        at: after(1),
        by: Author { staff: staff("bo"), role: Role::Caseworker },
        unit: None,
        glass: GlassBroken { reason: GlassReason::OnCall, text: "Politiet ringer.".into(), until: after(3_601) },
        session: None,
    }
}

async fn town(place: &Place) -> Store {
    let store = place.open().await;
    people(&store).await;
    store.execute(strategy(), &context("mette", morning()), "test", &arrives("ida", "Ida Holm", "mette", morning())).await.unwrap();
    store
}

const EMERGENCY_ROWS: &str = "SELECT COUNT(*) FROM log WHERE body LIKE '%\"purpose\":\"emergency\"%'";

async fn what_is_kept_is_carried_over_once_and_the_file_emptied(place: &Place) {
    let store = town(place).await;
    let file = File::new("once");
    let log = file.open().unwrap();
    log.append_opening(opening()).unwrap();
    for nth in 2..5 {
        log.append_look(seen(nth)).unwrap();
    }
    assert_eq!(log.openings_of(staff("bo"), after(5)).len(), 1);
    assert!(log.openings_of(staff("mette"), after(5)).is_empty() && log.openings_of(staff("bo"), after(3_601)).is_empty());
    // Killed here: the file has it.
    drop(log);
    let copy = std::fs::read(&file.0).unwrap();
    assert_eq!(copy.len() as u64, SMALL);
    assert!(!String::from_utf8_lossy(&copy).contains("Politiet"), "it is sealed");
    let log = file.open().unwrap();
    assert_eq!((log.waiting(), log.openings_of(staff("bo"), after(5)).len()), (4, 1));
    assert_eq!(store.carry_over(strategy(), &log).await.unwrap(), 4);
    assert_eq!((log.waiting(), store.carry_over(strategy(), &log).await.unwrap()), (0, 0));
    let (rows, entries) = (place.number(EMERGENCY_ROWS).await, store.record(child("ida")).await.unwrap().unwrap().entries().len());
    assert_eq!((rows, entries), (4, 4), "a row for the opening and each look, and an entry");
    drop(log);
    // Killed after the database had it and before the file was emptied.
    std::fs::write(&file.0, &copy).unwrap();
    assert_eq!(store.carry_over(strategy(), &file.open().unwrap()).await.unwrap(), 4);
    assert_eq!(place.number(EMERGENCY_ROWS).await, 4, "each is there once");
    assert_eq!(store.record(child("ida")).await.unwrap().unwrap().entries().len(), 4);
    assert_eq!(file.open().unwrap().waiting(), 0);
    let report = store.verify(strategy()).await.unwrap();
    assert!(report.is_sound(), "{report:#?}");
}

async fn an_opening_is_entered_in_the_record_though_others_wrote_meanwhile(place: &Place) {
    let store = town(place).await;
    let file = File::new("meanwhile");
    let log = file.open().unwrap();
    log.append_opening(opening()).unwrap();
    let later = command("ida", "note", 3, vec![note(trin_domain::calendar::day_of(morning()), "Ringet til mor.")]);
    store.execute(strategy(), &context("mette", after(60)), "test", &later).await.unwrap();
    store.carry_over(strategy(), &log).await.unwrap();
    let record = store.record(child("ida")).await.unwrap().unwrap();
    let state = record.state();
    assert_eq!((state.glass.len(), state.glass[0].broken.by.staff, state.glass[0].broken.what.until), (1, staff("bo"), after(3_601)));
}

async fn half_a_record_and_a_changed_one_are_told_of(place: &Place) {
    let store = town(place).await;
    let damaged = "SELECT COUNT(*) FROM log WHERE body LIKE '%emergency-log-damaged%'";
    for (name, cut) in [("half", true), ("changed", false)] {
        let file = File::new(name);
        let log = file.open().unwrap();
        log.append_look(seen(2)).unwrap();
        let first = std::fs::read(&file.0).unwrap().iter().rposition(|byte| *byte != 0).unwrap();
        log.append_look(seen(3)).unwrap();
        drop(log);
        let mut bytes = std::fs::read(&file.0).unwrap();
        let before = place.number(damaged).await;
        if cut {
            // The power went while the second was written.
            bytes[first + 60..].fill(0);
        } else {
            bytes[first + 40] ^= 1;
        }
        std::fs::write(&file.0, &bytes).unwrap();
        let log = file.open().unwrap();
        assert_eq!(log.waiting(), 1, "what was whole is whole");
        store.carry_over(strategy(), &log).await.unwrap();
        drop(log);
        assert_eq!(place.number(damaged).await, before + 1, "{name}");
        store.carry_over(strategy(), &file.open().unwrap()).await.unwrap();
        assert_eq!(place.number(damaged).await, before + 1, "{name}: told once");
    }
}

async fn a_full_file_and_another_key_refuse(place: &Place) {
    let store = town(place).await;
    let file = File::new("full");
    let log = file.open().unwrap();
    let taken = (0..1_000).take_while(|nth| log.append_look(seen(*nth)).is_ok()).count();
    assert!((5..100).contains(&taken), "{taken} looks in 16 kB");
    assert_eq!(std::fs::metadata(&file.0).unwrap().len(), SMALL, "it does not grow");
    assert!(log.append_opening(opening()).is_err(), "what cannot be kept is not opened");
    drop(log);
    let other = LogKey::new("trin.test/log", &[4; 32]).unwrap();
    assert!(EmergencyLog::open(&file.0, SMALL, Some(&other), file.sealing()).is_err(), "signed with another key");
    assert!(EmergencyLog::open(&file.0, SMALL, Some(&log_key()), Sealing::seeded("other")).is_err(), "sealed with another key");
    assert_eq!(store.carry_over(strategy(), &file.open().unwrap()).await.unwrap(), taken);
    // A file of another kind is left alone.
    std::fs::write(&file.0, "x".repeat(100)).unwrap();
    assert!(file.open().is_err());
}

async fn two_programs_do_not_write_in_one_file(place: &Place) {
    let store = town(place).await;
    let file = File::new("two");
    let first = file.open().unwrap();
    first.append_look(seen(2)).unwrap();
    assert_eq!(file.open().unwrap_err().kind(), std::io::ErrorKind::ResourceBusy);
    first.append_look(seen(3)).unwrap();
    drop(first);
    assert_eq!(store.carry_over(strategy(), &file.open().unwrap()).await.unwrap(), 2, "none was overwritten");
}

/// Damage beside an opening that cannot be carried over yet: each try tells it no second time, and none tells it in 1970.
async fn damage_is_told_once_and_when_it_was_found(place: &Place) {
    let store = town(place).await;
    let file = File::new("again");
    let log = file.open().unwrap();
    log.append_look(seen(2)).unwrap();
    drop(log);
    let mut bytes = std::fs::read(&file.0).unwrap();
    let length = bytes.len();
    bytes[length - 1] = 1;
    std::fs::write(&file.0, &bytes).unwrap();
    let log = file.open().unwrap();
    let refuse = match place {
        Place::File(_) => "CREATE TRIGGER full BEFORE INSERT ON log WHEN NEW.child IS NOT NULL BEGIN SELECT RAISE(ABORT, 'disk full'); END",
        Place::Schema { .. } => "ALTER TABLE log ADD CONSTRAINT is_full CHECK (child IS NULL) NOT VALID",
    };
    place.raw(refuse).await.unwrap();
    for _ in 0..3 {
        assert!(store.carry_over(strategy(), &log).await.is_err());
    }
    place.raw(if matches!(place, Place::File(_)) { "DROP TRIGGER full" } else { "ALTER TABLE log DROP CONSTRAINT is_full" }).await.unwrap();
    assert_eq!(store.carry_over(strategy(), &log).await.unwrap(), 1);
    let told = "FROM log WHERE body LIKE '%emergency-log-damaged%'";
    assert_eq!(place.number(&format!("SELECT COUNT(*) {told}")).await, 1);
    let at = place.number(&format!("SELECT at {told}")).await;
    assert!(at > morning().as_microsecond(), "told at {at}");
}
