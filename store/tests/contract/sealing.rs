//! Sealed at rest: other keys, destroyed keys, backups and what is restored from them.

use crate::life::*;
use crate::stores::Place;
use jiff::ToSpan;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use trin_domain::calendar::day_of;
use trin_domain::cpr::Cpr;
use trin_domain::id::{ChildId, UnitId};
use trin_domain::kinds::Role;
use trin_domain::organisation::Staff;
use trin_domain::record::*;
use trin_proof::LogKey;
use trin_store::{
    BackupFault, ChildKeys, DestroyError, Destroyed, Destruction, ExecuteError, KEY_FILE, LogFault, LogTrust, Manifest, Opened, Problem,
    Sealing, Store, StoreError,
};

on_both! {
    another_municipality_key_opens_all_and_the_old_one_nothing;
    a_rotation_that_fails_changes_nothing;
    a_program_with_the_old_key_is_refused_after_a_rotation;
    a_destroyed_key_leaves_no_record_and_a_sound_store;
    a_backup_restores_with_the_present_keys_alone;
    a_backup_and_a_key_file_that_do_not_belong_together_are_refused;
    an_old_backup_restores_after_the_municipality_key_was_changed;
    the_key_file_is_never_exchanged_for_an_earlier_one;
    a_restored_log_is_held_to_the_logs_key;
    what_is_written_in_the_clear_beside_trin_is_not_read;
    one_alone_destroys_no_key;
    a_destruction_is_in_the_log_or_is_told_of;
    who_writes_while_a_key_is_destroyed_leaves_nothing;
    restore_drill;
    a_backup_restores_on_the_other_engine;
    a_changed_byte_in_a_backup_is_found;
}

const CPR: &str = "770515-5235";

async fn children(store: &Store, many: usize) -> Vec<ChildId> {
    people(store).await;
    let hanne = Staff {
        id: staff("hanne"),
        name: "Hanne Chef".into(),
        role: Role::HeadOfDepartment,
        unit: UnitId::from_label("team"),
        is_active: true,
    };
    store.put_staff(&hanne).await.unwrap();
    let mut all = Vec::new();
    for nth in 0..many {
        let command = arrives(&format!("barn {nth}"), &format!("Ida Holm {nth}"), "mette", morning());
        store.execute(strategy(), &context("mette", morning()), "prøve", &command).await.unwrap();
        all.push(command.child);
    }
    let cpr = Cpr::parse(CPR).unwrap();
    let registered = Fact::Registered(Registered { name: "Åse Kjær".into(), birth: Birth::Born(cpr.birth_date()), cpr: Some(cpr) });
    let with_cpr = Command { child: child("åse"), key: key("åse"), seen: Version(0), facts: vec![registered] };
    store.execute(strategy(), &context("mette", morning()), "prøve", &with_cpr).await.unwrap();
    store.save_draft(staff("mette"), "note", "Ikke færdig", morning()).await.unwrap();
    all
}

async fn records(store: &Store) -> BTreeMap<ChildId, Record> {
    store.records_after(None, 10_000).await.unwrap().into_iter().map(|record| (record.child, record)).collect()
}

async fn found(store: &Store, typed: &str) -> usize {
    store.search_children(&intake(), typed, day_of(morning()), None, 50).await.unwrap().rows.len()
}

async fn is_sound(store: &Store) {
    let report = store.verify(strategy()).await.unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
}

fn folder() -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let folder = std::env::temp_dir().join(format!("trin-backup-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The key file that the backups in a folder were taken with.
fn keys_in(folder: &Path) -> ChildKeys {
    ChildKeys::read(&folder.join("keys"), &Sealing::seeded("test")).unwrap()
}

/// Lone and her head of department agree.
fn destruction(child: ChildId) -> Destruction {
    Destruction { child, at: morning(), why: "retention-ended".into(), by: staff("lone"), confirmed_by: staff("hanne") }
}

fn destroyed(child: ChildId) -> Destroyed {
    let Destruction { child, at, why, by, confirmed_by } = destruction(child);
    Destroyed { child, at, why, by: Some(by), confirmed_by: Some(confirmed_by) }
}

async fn destroy(store: &Store, child: ChildId) -> Destroyed {
    store.destroy_key(&destruction(child), "destruction").await.unwrap()
}

async fn another_municipality_key_opens_all_and_the_old_one_nothing(place: &Place) {
    let store = place.open().await;
    children(&store, 3).await;
    let (before, queue) = (records(&store).await, store.queue(&leader(), None, 50).await.unwrap().rows);
    assert!(!queue.is_empty());
    let store = store.rotate_key(Sealing::seeded("new")).await.unwrap();
    assert!(records(&store).await == before);
    store.close().await;
    assert!(matches!(Store::open(&place.url(), Sealing::seeded("test")).await.unwrap_err(), StoreError::WrongKey));
    let store = Store::open(&place.url(), Sealing::seeded("new")).await.unwrap();
    assert!(records(&store).await == before);
    assert_eq!(store.queue(&leader(), None, 50).await.unwrap().rows, queue);
    assert_eq!((found(&store, CPR).await, found(&store, "770515").await, found(&store, "åse kj").await), (1, 1, 1));
    assert_eq!(store.draft(staff("mette"), "note").await.unwrap().unwrap().body, "Ikke færdig");
    is_sound(&store).await;
}

async fn a_rotation_that_fails_changes_nothing(place: &Place) {
    let store = place.open().await;
    children(&store, 3).await;
    let before = records(&store).await;
    // The last key does not open: all before it have been wrapped anew by then.
    let last = "(SELECT MAX(child) FROM child_key)";
    place.raw(&format!("CREATE TABLE kept AS SELECT wrapped FROM child_key WHERE child = {last}")).await.unwrap();
    let other = format!("UPDATE child_key SET wrapped = (SELECT o.wrapped FROM child_key o ORDER BY o.child LIMIT 1) WHERE child = {last}");
    assert_eq!(place.raw(&other).await.unwrap(), 1);
    assert!(matches!(store.clone().rotate_key(Sealing::seeded("new")).await.unwrap_err(), StoreError::Unreadable { .. }));
    place.raw(&format!("UPDATE child_key SET wrapped = (SELECT wrapped FROM kept) WHERE child = {last}")).await.unwrap();
    assert!(records(&store).await == before);
    assert_eq!(found(&store, CPR).await, 1);
    is_sound(&store).await;
    assert!(matches!(Store::open(&place.url(), Sealing::seeded("new")).await.unwrap_err(), StoreError::WrongKey));
}

async fn a_program_with_the_old_key_is_refused_after_a_rotation(place: &Place) {
    let store = place.open().await;
    let all = children(&store, 1).await;
    let old = place.open().await;
    let store = store.rotate_key(Sealing::seeded("new")).await.unwrap();
    assert!(old.record(all[0]).await.is_err());
    let arrives = arrives("ny", "Ny Holm", "mette", morning());
    let refused = old.execute(strategy(), &context("mette", morning()), "prøve", &arrives).await.unwrap_err();
    assert!(matches!(refused, ExecuteError::Db(StoreError::WrongKey)), "{refused:?}");
    assert!(matches!(old.save_draft(staff("mette"), "note", "x", morning()).await.unwrap_err(), StoreError::WrongKey));
    assert!(old.rotate_key(Sealing::seeded("third")).await.is_err());
    is_sound(&store).await;
}

async fn a_destroyed_key_leaves_no_record_and_a_sound_store(place: &Place) {
    let store = place.open().await;
    let all = children(&store, 2).await;
    store.save_draft(staff("mette"), &format!("child~{}~note", all[0]), "Om Ida", morning()).await.unwrap();
    let journal = format!("SELECT COUNT(*) FROM journal WHERE child = '{}'", all[0]);
    let before = place.number(&journal).await;
    let nobody = store.destroy_key(&destruction(child("nobody")), "destruction").await;
    assert!(matches!(nobody, Err(DestroyError::NoSuchChild)), "{nobody:?}");
    for _ in 0..2 {
        assert_eq!(destroy(&store, all[0]).await, destroyed(all[0]));
        assert_eq!(store.destroyed().await.unwrap(), [destroyed(all[0])]);
        assert!(store.record(all[0]).await.unwrap().is_none());
        assert!(store.child(&leader(), all[0], day_of(morning())).await.unwrap().is_none());
        assert!(!records(&store).await.contains_key(&all[0]));
        assert_eq!((found(&store, "ida holm 0").await, found(&store, "ida holm 1").await), (0, 1));
        assert!(store.drafts(staff("mette")).await.unwrap().iter().all(|draft| draft.key == "note"));
        assert_eq!(place.number(&journal).await, before, "the journal's rows stay");
        let report = store.verify(strategy()).await.unwrap();
        assert!(report.is_sound() && report.destroyed == 1, "{report:?}");
        store.rebuild(strategy()).await.unwrap();
    }
    // Nothing can be written about the child either.
    let again = command("barn 0", "again", 3, vec![note(day_of(morning()), "Set.")]);
    let refused = store.execute(strategy(), &context("mette", morning()), "prøve", &again).await.unwrap_err();
    assert!(matches!(refused, ExecuteError::Db(StoreError::Destroyed { .. })), "{refused:?}");
    // A key put back, as from a copy, is told of.
    let other = format!(
        "INSERT INTO child_key (child, wrapped, version) SELECT '{}', wrapped, 1 FROM child_key WHERE child = '{}'",
        all[0], all[1]
    );
    place.raw(&other).await.unwrap();
    let report = store.verify(strategy()).await.unwrap();
    assert!(report.problems.iter().any(|problem| matches!(problem, Problem::KeyIsBack { .. })), "{:?}", report.problems);
}

/// Somebody with the database and without the key writes in a record, as Trin wrote before there was sealing.
async fn what_is_written_in_the_clear_beside_trin_is_not_read(place: &Place) {
    let store = place.open().await;
    let all = children(&store, 2).await;
    let payload = serde_json::to_vec(&note(day_of(morning()), "Alt er godt.")).unwrap();
    let hex = payload.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let bytes = match place {
        Place::File(_) => format!("X'{hex}'"),
        Place::Schema { .. } => format!("decode('{hex}', 'hex')"),
    };
    let forged = format!(
        "INSERT INTO journal (child, no, recorded_at, by_staff, by_role, kind, command, payload)
            SELECT child, 4, recorded_at, by_staff, by_role, 'note-written', command, {bytes} FROM journal WHERE child = '{}' AND no = 3",
        all[0]
    );
    assert_eq!(place.raw(&forged).await.unwrap(), 1);
    let is_plain = format!("SELECT COUNT(*) FROM journal WHERE no = 4 AND payload = {bytes}");
    // Also when it is opened again: nothing takes it in.
    for _ in 0..2 {
        let store = place.open().await;
        let read = store.record(all[0]).await;
        assert!(matches!(read, Err(StoreError::Unreadable { no: 4, .. })), "{read:?}");
        let report = store.verify(strategy()).await.unwrap();
        assert!(report.problems.iter().any(|problem| matches!(problem, Problem::Unreadable { no: 4, .. })), "{:?}", report.problems);
        assert_eq!(place.number(&is_plain).await, 1, "it was sealed");
        assert!(store.record(all[1]).await.unwrap().is_some());
        store.close().await;
    }
}

async fn one_alone_destroys_no_key(place: &Place) {
    let store = place.open().await;
    let all = children(&store, 1).await;
    let asked = destruction(all[0]);
    let refused = async |asked: Destruction| store.destroy_key(&asked, "destruction").await.unwrap_err();
    let alone = refused(Destruction { confirmed_by: staff("lone"), ..asked.clone() }).await;
    assert!(matches!(alone, DestroyError::OnePerson), "{alone:?}");
    for (other, why) in [("mette", "a caseworker"), ("nobody", "nobody here")] {
        let confirms = refused(Destruction { confirmed_by: staff(other), ..asked.clone() }).await;
        let proposes = refused(Destruction { by: staff(other), ..asked.clone() }).await;
        for error in [confirms, proposes] {
            assert!(matches!(error, DestroyError::MayNot(who) if who == staff(other)), "{why}: {error:?}");
        }
    }
    for why in ["", "Ida er flyttet", "a b", "a1"] {
        let unsaid = refused(Destruction { why: why.into(), ..asked.clone() }).await;
        assert!(matches!(unsaid, DestroyError::NoCode), "{why}: {unsaid:?}");
    }
    let hanne = store.staff(staff("hanne")).await.unwrap().unwrap();
    store.put_staff(&Staff { is_active: false, ..hanne }).await.unwrap();
    let left = refused(asked).await;
    assert!(matches!(left, DestroyError::MayNot(who) if who == staff("hanne")), "{left:?}");
    assert!(store.record(all[0]).await.unwrap().is_some() && store.destroyed().await.unwrap().is_empty());
    assert!(store.log_of_child(all[0], 50).await.unwrap().iter().all(|row| row.body.action != "destroy-key"));
}

async fn a_destruction_is_in_the_log_or_is_told_of(place: &Place) {
    let store = place.open().await;
    let all = children(&store, 3).await;
    let lone = store.staff(staff("lone")).await.unwrap().unwrap();
    let opened = Opened { child: all[0], opening: EntryNo(1), at: morning(), by: staff("mette"), said: "Vagten ringede.".into() };
    store.ask_about_glass(&lone, &opened, "Hvem ringede?", morning()).await.unwrap();
    destroy(&store, all[0]).await;
    assert!(store.glass_asked_of(staff("mette"), 9).await.unwrap().is_empty(), "what was asked about the child goes too");
    destroy(&store, all[0]).await;
    let rows = store.log_of_child(all[0], 50).await.unwrap();
    let told: Vec<_> = rows.iter().filter(|row| row.body.action == "destroy-key").collect();
    let [told] = told.as_slice() else { panic!("{told:?}") };
    let body = &told.body;
    assert_eq!((body.actor, body.role.as_str(), body.confirmed_by), (staff("lone"), "team-leader", Some(staff("hanne"))));
    assert_eq!(
        (body.why.as_deref(), body.purpose.as_str(), body.first, body.last),
        (Some("retention-ended"), "destruction", Some(1), Some(3))
    );
    assert_eq!(body.rows.as_ref().map(String::len), Some(64), "the hash of what went");
    is_sound(&store).await;
    let wrong = async |child: ChildId| {
        let report = store.verify(strategy()).await.unwrap();
        report.problems.iter().any(|problem| matches!(problem, Problem::Destruction { child: told, .. } if *told == child))
    };
    // Somebody with the database deletes a key themselves, and a destroyed child's row of the list.
    place.raw(&format!("DELETE FROM child_key WHERE child = '{}'", all[1])).await.unwrap();
    place.raw(&format!("INSERT INTO destroyed_key (child, at, why_code) VALUES ('{}', 1, 'x')", all[1])).await.unwrap();
    assert!(wrong(all[1]).await, "a key that the log does not say was destroyed");
    let forget = format!("DELETE FROM destroyed_key WHERE child = '{}'", all[0]);
    assert!(place.raw(&forget).await.is_err(), "the list of destroyed keys lets itself be changed");
    for unlock in match place {
        Place::File(_) => ["DROP TRIGGER destroyed_key_is_kept_on_delete"],
        Place::Schema { .. } => ["DROP TRIGGER destroyed_key_is_kept ON destroyed_key"],
    } {
        place.raw(unlock).await.unwrap();
    }
    assert_eq!(place.raw(&forget).await.unwrap(), 1);
    assert!(wrong(all[0]).await, "a destruction the log tells of and the list does not");
}

/// Somebody writes about the child at the same moment: whichever comes first, no row of any list is left.
async fn who_writes_while_a_key_is_destroyed_leaves_nothing(place: &Place) {
    let store = place.open().await;
    let all = children(&store, 12).await;
    for (nth, child) in all.iter().enumerate() {
        let (writing, child) = (store.clone(), *child);
        let writes = tokio::spawn(async move {
            let again = command(&format!("barn {nth}"), &format!("again {nth}"), 3, vec![note(day_of(morning()), "Set.")]);
            assert_eq!(again.child, child);
            writing.execute(strategy(), &context("mette", morning()), "prøve", &again).await
        });
        if nth % 3 == 0 {
            tokio::task::yield_now().await;
        }
        destroy(&store, child).await;
        match writes.await.unwrap() {
            Ok(_) | Err(ExecuteError::Db(StoreError::Destroyed { .. })) => {}
            Err(other) => panic!("{other:?}"),
        }
        assert_eq!(place.number(&format!("SELECT COUNT(*) FROM child WHERE id = '{child}'")).await, 0);
    }
    let report = store.verify(strategy()).await.unwrap();
    assert!(report.is_sound() && report.destroyed == 12, "{report:?}");
}

/// T5, in short: a backup during load, restored to a new place, is what it was.
async fn restore_drill(place: &Place) {
    let store = place.open().await;
    let all = children(&store, 30).await;
    let is_enough = std::sync::Arc::new(AtomicBool::new(false));
    let (writing, ends) = (store.clone(), is_enough.clone());
    let load = tokio::spawn(async move {
        let mut written = 0;
        while !ends.load(Ordering::Acquire) {
            let command = arrives(&format!("imens {written}"), "Imens Holm", "mette", morning());
            writing.execute(strategy(), &context("mette", morning()), "prøve", &command).await.unwrap();
            written += 1;
        }
        written
    });
    let before = records(&store).await;
    let folder = folder();
    let kept = folder.join("kept");
    let manifest = store.backup(&kept, &folder.join("keys"), morning().checked_add(1.hour()).unwrap()).await.unwrap();
    let after = records(&store).await;
    is_enough.store(true, Ordering::Release);
    assert!(load.await.unwrap() > 0, "nothing was written meanwhile");
    assert!(matches!(store.backup(&kept, &folder.join("keys"), morning()).await.unwrap_err(), BackupFault::NotEmpty));
    assert!(!manifest.tables.iter().any(|table| ["child", "search_term", "session", "draft", "child_key"].contains(&table.table.as_str())));
    // Destroyed after the backup was taken: the list kept outside says so.
    destroy(&store, all[7]).await;
    let list = store.destroyed().await.unwrap();
    for file in std::fs::read_dir(&kept).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for text in ["Holm", "Kommer sulten", "7705155235"] {
            assert!(!bytes.windows(text.len()).any(|window| window == text.as_bytes()), "{text} is in the backup");
        }
    }
    let target = place.another().await;
    let keys = keys_in(&folder);
    let restored = Store::restore(&kept, &target.url(), Sealing::seeded("test"), Some(&keys), &list).await.unwrap();
    let report = restored.make_whole(strategy(), &list, &LogTrust::default()).await.unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
    let there = records(&restored).await;
    assert!(!there.contains_key(&all[7]), "a destroyed key came back");
    assert!(there.len() + 1 >= before.len() && there.len() <= after.len());
    for child in all.iter().filter(|child| **child != all[7]).take(20) {
        assert_eq!(serde_json::to_vec(there[child].entries()).unwrap(), serde_json::to_vec(before[child].entries()).unwrap());
    }
    // It goes on from there.
    let more = arrives("efter", "Efter Holm", "mette", morning());
    restored.execute(strategy(), &context("mette", morning()), "prøve", &more).await.unwrap();
    is_sound(&restored).await;
    let again = Store::restore(&kept, &target.url(), Sealing::seeded("test"), Some(&keys), &list).await;
    assert!(matches!(again.unwrap_err(), BackupFault::NotEmpty));
    target.clear().await;
    std::fs::remove_dir_all(folder).unwrap();
}

async fn a_backup_restores_on_the_other_engine(place: &Place) {
    let store = place.open().await;
    children(&store, 5).await;
    let folder = folder();
    store.backup(&folder.join("kept"), &folder.join("keys"), morning()).await.unwrap();
    let target = match place {
        Place::File(_) => Place::postgres("a_backup_restores_on_the_other_engine").await,
        Place::Schema { .. } => Some(Place::sqlite()),
    };
    if let Some(target) = target {
        let keys = keys_in(&folder);
        let restored = Store::restore(&folder.join("kept"), &target.url(), Sealing::seeded("test"), Some(&keys), &[]).await.unwrap();
        let report = restored.make_whole(strategy(), &[], &LogTrust::default()).await.unwrap();
        assert!(report.is_sound(), "{:?}", report.problems);
        assert!(records(&restored).await == records(&store).await);
        assert_eq!(found(&restored, CPR).await, 1);
        restored.close().await;
        target.clear().await;
    }
    std::fs::remove_dir_all(folder).unwrap();
}

async fn a_changed_byte_in_a_backup_is_found(place: &Place) {
    let store = place.open().await;
    children(&store, 5).await;
    let folder = folder();
    let kept = folder.join("kept");
    store.backup(&kept, &folder.join("keys"), morning()).await.unwrap();
    let ours = Sealing::seeded("test");
    Manifest::read(&kept, &ours).unwrap();
    assert!(matches!(Manifest::read(&kept, &Sealing::seeded("another")).unwrap_err(), BackupFault::NotOurs));
    let mut files: Vec<PathBuf> = std::fs::read_dir(&kept).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    let total: usize = files.iter().map(|file| std::fs::metadata(file).unwrap().len() as usize).sum();
    // A hundred places, anywhere in it.
    let (mut seed, mut seen) = (7_usize, 0);
    for _ in 0..100 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut at = (seed >> 16) % total;
        let file = files.iter().find(|file| {
            let length = std::fs::metadata(file).unwrap().len() as usize;
            let is_here = at < length;
            at -= if is_here { 0 } else { length };
            is_here
        });
        let file = file.unwrap();
        let whole = std::fs::read(file).unwrap();
        let mut spoiled = whole.clone();
        spoiled[at] ^= 1 << (seed % 8);
        std::fs::write(file, &spoiled).unwrap();
        seen += usize::from(Manifest::read(&kept, &ours).is_err());
        std::fs::write(file, &whole).unwrap();
    }
    assert_eq!(seen, 100, "of 100 changed bytes");
    std::fs::remove_file(&files[0]).unwrap();
    assert!(Manifest::read(&kept, &ours).is_err(), "a file that is gone");
    std::fs::remove_dir_all(folder).unwrap();
}

/// Destroyed after the backup, and no list says so: today's key file is enough.
async fn a_backup_restores_with_the_present_keys_alone(place: &Place) {
    let store = place.open().await;
    let all = children(&store, 4).await;
    let folder = folder();
    let (kept, keys) = (folder.join("kept"), folder.join("keys"));
    store.backup(&kept, &keys, morning()).await.unwrap();
    destroy(&store, all[1]).await;
    let later = arrives("senere", "Senere Holm", "mette", morning());
    store.execute(strategy(), &context("mette", morning()), "prøve", &later).await.unwrap();
    // All but the destroyed one, and one that is not in the backup.
    assert_eq!(store.keep_keys(&keys, morning()).await.unwrap(), 5);
    let todays = keys_in(&folder);
    assert_eq!(todays.destroyed, [destroyed(all[1])]);
    let target = place.another().await;
    let without = Store::restore(&kept, &target.url(), Sealing::seeded("test"), None, &[]).await.unwrap_err();
    assert!(matches!(without, BackupFault::NoKeys), "{without:?}");
    let restored = Store::restore(&kept, &target.url(), Sealing::seeded("test"), Some(&todays), &[]).await.unwrap();
    assert_eq!(target.number(&format!("SELECT COUNT(*) FROM child_key WHERE child = '{}'", all[1])).await, 0);
    let report = restored.make_whole(strategy(), &todays.destroyed, &LogTrust::default()).await.unwrap();
    assert!(report.is_sound() && report.destroyed == 1, "{report:?}");
    let (there, mut here) = (records(&restored).await, records(&store).await);
    here.remove(&later.child);
    assert!(there == here, "what was not destroyed is as it was");
    // The restored log says who destroyed it too.
    let rows = restored.log_of_child(all[1], 50).await.unwrap();
    let told = rows.iter().find(|row| row.body.action == "destroy-key").unwrap();
    assert_eq!((told.body.actor, told.body.confirmed_by, told.body.purpose.as_str()), (staff("lone"), Some(staff("hanne")), "restore"));
    restored.close().await;
    target.clear().await;
    std::fs::remove_dir_all(folder).unwrap();
}

async fn a_backup_and_a_key_file_that_do_not_belong_together_are_refused(place: &Place) {
    let store = place.open().await;
    children(&store, 3).await;
    let folder = folder();
    let (kept, keys) = (folder.join("kept"), folder.join("keys"));
    for inside in [folder.join("a"), folder.join("a/keys"), folder.join("a/../a/b/keys")] {
        let together = store.backup(&folder.join("a"), &inside, morning()).await.unwrap_err();
        assert!(matches!(together, BackupFault::Together), "{together:?}");
        assert!(!inside.join(KEY_FILE).exists());
    }
    // The key file is from before a child that is in the backup.
    store.keep_keys(&keys, morning()).await.unwrap();
    let before = keys_in(&folder);
    let later = arrives("senere", "Senere Holm", "mette", morning());
    store.execute(strategy(), &context("mette", morning()), "prøve", &later).await.unwrap();
    store.backup(&kept, &keys, morning()).await.unwrap();
    let target = place.another().await;
    let restore =
        async |keys: &ChildKeys, gone: &[Destroyed]| Store::restore(&kept, &target.url(), Sealing::seeded("test"), Some(keys), gone).await;
    let missing = restore(&before, &[]).await.unwrap_err();
    assert!(matches!(missing, BackupFault::KeysMissing { missing: 1, .. }), "{missing:?}");
    // Nothing was written; and a child that is destroyed lacks no key.
    let restored = restore(&before, &[destroyed(later.child)]).await.unwrap();
    let report = restored.make_whole(strategy(), &[destroyed(later.child)], &LogTrust::default()).await.unwrap();
    assert!(report.is_sound() && report.destroyed == 1, "{report:?}");
    restored.close().await;
    target.clear().await;
    // Another municipality's, and one of which a byte was changed.
    let theirs = ChildKeys::read(&keys, &Sealing::seeded("theirs")).unwrap_err();
    assert!(matches!(theirs, BackupFault::KeysNotOurs), "{theirs:?}");
    let file = keys.join(KEY_FILE);
    let whole = std::fs::read(&file).unwrap();
    for at in (0..whole.len()).step_by(7) {
        let mut spoiled = whole.clone();
        spoiled[at] ^= 1;
        std::fs::write(&file, &spoiled).unwrap();
        assert!(ChildKeys::read(&keys, &Sealing::seeded("test")).is_err(), "byte {at}");
    }
    for at in [0, 1, whole.len() / 2, whole.len() - 1] {
        std::fs::write(&file, &whole[..at]).unwrap();
        assert!(ChildKeys::read(&keys, &Sealing::seeded("test")).is_err(), "cut at {at}");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

async fn an_old_backup_restores_after_the_municipality_key_was_changed(place: &Place) {
    let store = place.open().await;
    let all = children(&store, 3).await;
    let folder = folder();
    let (kept, keys) = (folder.join("kept"), folder.join("keys"));
    store.backup(&kept, &keys, morning()).await.unwrap();
    let (old, new) = (|| Sealing::seeded("test"), || Sealing::seeded("new"));
    let still_old = place.open().await;
    let store = store.rotate_key(new()).await.unwrap();
    // A program with the old key cannot write the key file any more.
    assert!(matches!(still_old.keep_keys(&keys, morning()).await.unwrap_err(), BackupFault::Store(StoreError::WrongKey)));
    destroy(&store, all[0]).await;
    store.keep_keys(&keys, morning()).await.unwrap();
    assert!(matches!(ChildKeys::read(&keys, &old()).unwrap_err(), BackupFault::KeysNotOurs));
    let todays = ChildKeys::read(&keys, &new()).unwrap();
    let target = place.another().await;
    let restored = Store::restore(&kept, &target.url(), old(), Some(&todays), &todays.destroyed).await.unwrap();
    let report = restored.make_whole(strategy(), &todays.destroyed, &LogTrust::default()).await.unwrap();
    assert!(report.is_sound(), "{:?}", report.problems);
    let restored = restored.rotate_key(new()).await.unwrap();
    assert!(records(&restored).await == records(&store).await);
    restored.close().await;
    let restored = Store::open(&target.url(), new()).await.unwrap();
    assert_eq!(found(&restored, CPR).await, 1);
    is_sound(&restored).await;
    restored.close().await;
    target.clear().await;
    std::fs::remove_dir_all(folder).unwrap();
}

/// Many write it at once while children come and go: what stands in the end is what there is, and at no moment is it half.
async fn the_key_file_is_never_exchanged_for_an_earlier_one(place: &Place) {
    let store = place.open().await;
    let all = children(&store, 6).await;
    let folder = folder();
    let keys = folder.join("keys");
    store.keep_keys(&keys, morning()).await.unwrap();
    // Left by a program that was killed.
    std::fs::write(keys.join("child-keys.new"), "half").unwrap();
    let writers: Vec<_> = all
        .iter()
        .map(|child| {
            let (store, keys, child) = (store.clone(), keys.clone(), *child);
            tokio::spawn(async move {
                destroy(&store, child).await;
                store.keep_keys(&keys, morning()).await.unwrap();
                // Whoever wrote last looked last: this one is in nobody's file any more.
                let there = ChildKeys::read(&keys, &Sealing::seeded("test")).unwrap();
                assert!(there.destroyed.iter().any(|gone| gone.child == child), "an earlier file took a later one's place");
            })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(keys_in(&folder).destroyed.len(), 6);
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(keys.join(KEY_FILE)).unwrap().permissions()) & 0o777, 0o600);
    // What was in the file before is overwritten, also under another name.
    let linked = folder.join("linked");
    std::fs::hard_link(keys.join(KEY_FILE), &linked).unwrap();
    store.keep_keys(&keys, morning()).await.unwrap();
    assert!(std::fs::read(&linked).unwrap().iter().all(|byte| *byte == 0), "the old file's bytes are still there");
    std::fs::remove_dir_all(folder).unwrap();
}

async fn a_restored_log_is_held_to_the_logs_key(place: &Place) {
    let store = place.open().await;
    children(&store, 2).await;
    let (ours, theirs) = (LogKey::new("trin/test/1", &[7; 32]).unwrap(), LogKey::new("trin/test/1", &[8; 32]).unwrap());
    store.checkpoint(&ours, morning()).await.unwrap().unwrap();
    let folder = folder();
    store.backup(&folder.join("kept"), &folder.join("keys"), morning()).await.unwrap();
    for (key, is_ours) in [(&ours, true), (&theirs, false)] {
        let target = place.another().await;
        let keys = keys_in(&folder);
        let restored = Store::restore(&folder.join("kept"), &target.url(), Sealing::seeded("test"), Some(&keys), &[]).await.unwrap();
        let trust = LogTrust { key: Some(key.public().clone()), held: Vec::new() };
        let report = restored.make_whole(strategy(), &[], &trust).await.unwrap();
        assert_eq!(report.is_sound(), is_ours, "{:?}", report.problems);
        assert!(is_ours || matches!(report.problems.as_slice(), [Problem::Log(LogFault::HeadUnsigned(_))]), "{:?}", report.problems);
        restored.close().await;
        target.clear().await;
    }
    std::fs::remove_dir_all(folder).unwrap();
}
