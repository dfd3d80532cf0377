//! What somebody finds who has an old backup, the municipality's key and a key file, and tries everything in them on everything else.

use super::keys::{ChildKeys, KEY_FILE};
use super::manifest::{FILE, Manifest};
use super::shape::shapes;
use super::take::keep;
use crate::journal::CHILD_KEY;
use crate::seal::{About, ChildKey, Destruction, open};
use crate::{LogTrust, Sealing, Store};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use jiff::civil::date;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use trin_domain::id::{ChildId, CommandKey, StaffId, UnitId};
use trin_domain::kinds::{Role, UnitKind};
use trin_domain::organisation::{Staff, Unit};
use trin_domain::record::*;
use trin_domain::strategy::Strategy;

const CANARY: &str = "Kanariefuglen synger om natten";

fn now() -> Timestamp {
    "2024-03-04T08:00:00Z".parse().expect("an instant")
}

struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let folder = std::env::temp_dir().join(format!("trin-keys-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed)));
        std::fs::create_dir_all(&folder).expect("a temporary folder can be made");
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Three children, of whom the second is written about.
async fn store(folder: &Folder) -> (Store, Vec<ChildId>) {
    let store = Store::open(&folder.path("store.db").display().to_string(), Sealing::seeded("test")).await.expect("a new file opens");
    let unit = Unit { id: UnitId::from_label("team"), name: "Teamet".into(), kind: UnitKind::CaseTeam, district: "Nord".into() };
    store.put_unit(&unit).await.expect("it is written");
    for (label, role) in [("lone", Role::TeamLeader), ("hanne", Role::HeadOfDepartment), ("mette", Role::Caseworker)] {
        let staff = Staff { id: StaffId::from_label(label), name: label.into(), role, unit: unit.id, is_active: true };
        store.put_staff(&staff).await.expect("it is written");
    }
    let mut children = Vec::new();
    for (label, text) in [("ida", "Set."), ("bo", CANARY), ("eva", "Set.")] {
        let on = date(2024, 3, 4);
        let quiet = String::new;
        let note = NoteWritten { on, facts: text.into(), child_words: quiet(), others_words: quiet(), judgement: quiet() };
        let facts = vec![
            Fact::Registered(Registered { name: "Barn Holm".into(), birth: Birth::Born(date(2015, 5, 17)), cpr: None }),
            Fact::ResponsibilityAssigned(ResponsibilityAssigned { to: StaffId::from_label("mette"), on, reason: "Distrikt".into() }),
            Fact::NoteWritten(note),
        ];
        let child = ChildId::from_label(label);
        let command = Command { child, key: CommandKey::from_label(label), seen: Version(0), facts };
        let context = Context { now: now(), by: Author { staff: StaffId::from_label("mette"), role: Role::Caseworker } };
        store.execute(Strategy::standard(), &context, "test", &command).await.expect("it is allowed");
        children.push(child);
    }
    (store, children)
}

async fn destroy(store: &Store, child: ChildId) {
    let (by, confirmed_by) = (StaffId::from_label("lone"), StaffId::from_label("hanne"));
    let asked = Destruction { child, at: now(), why: "retention-ended".into(), by, confirmed_by };
    store.destroy_key(&asked, "destruction").await.expect("two leaders may");
}

/// Every sealed thing in a folder's files, wherever it stands in a line.
fn sealed_things(folder: &Path) -> Vec<Vec<u8>> {
    let mut things = Vec::new();
    for file in std::fs::read_dir(folder).expect("it is there") {
        let text = std::fs::read(file.expect("it is there").path()).expect("it can be read");
        let is_coded = |byte: &u8| byte.is_ascii_alphanumeric() || b"+/=-_".contains(byte);
        for word in text.split(|byte| !is_coded(byte)).filter(|word| word.len() > 40) {
            things.extend(STANDARD.decode(word).ok());
        }
    }
    things
}

/// What can be read of a child's entries with all keys that can be had from some folders and the municipality's.
fn read_with(ours: &Sealing, child: ChildId, others: &[ChildId], folders: &[&Path]) -> String {
    let things: Vec<Vec<u8>> = folders.iter().flat_map(|folder| sealed_things(folder)).collect();
    let children = || others.iter().copied().chain([child]);
    let keys: Vec<ChildKey> = things.iter().flat_map(|thing| children().filter_map(|child| ours.unwrap(child, thing))).collect();
    assert!(folders.len() < 2 || !keys.is_empty(), "no key at all was found: this test looks in the wrong way");
    let mut read = String::new();
    for thing in &things {
        for (key, no) in keys.iter().flat_map(|key| (1..=3).map(move |no| (key, no))) {
            for kind in ["registered", "responsibility-assigned", "note-written"] {
                if let Some(text) = open(key.bytes(), &About::Entry { child, no, kind }, thing) {
                    read.push_str(&String::from_utf8_lossy(&text));
                }
            }
        }
    }
    read
}

#[tokio::test]
async fn an_old_backup_and_todays_keys_open_nothing_of_a_destroyed_child() {
    let folder = Folder::new();
    let (store, children) = store(&folder).await;
    let (kept, keys, before) = (folder.path("kept"), folder.path("keys"), folder.path("before"));
    store.backup(&kept, &keys, now()).await.expect("it is taken");
    std::fs::create_dir(&before).expect("it can be made");
    std::fs::copy(keys.join(KEY_FILE), before.join(KEY_FILE)).expect("it can be copied");
    let (bo, others) = (children[1], [children[0], children[2]]);
    let ours = Sealing::seeded("test");
    // The way of looking finds what is there: with that day's key file the text opens, with the backup alone nothing does.
    assert!(read_with(&ours, bo, &others, &[&kept, &before]).contains(CANARY), "the control did not find the text");
    assert_eq!(read_with(&ours, bo, &others, &[&kept]), "", "the backup holds a key");
    destroy(&store, bo).await;
    store.keep_keys(&keys, now()).await.expect("it is written");
    assert_eq!(read_with(&ours, bo, &others, &[&kept, &keys]), "", "a destroyed child can be read");
    assert!(read_with(&ours, others[0], &[bo], &[&kept, &keys]).contains("Set."), "the others' text is gone too");
    for file in [&kept, &keys].into_iter().flat_map(|folder| std::fs::read_dir(folder).expect("it is there")) {
        let bytes = std::fs::read(file.expect("it is there").path()).expect("it can be read");
        assert!(!bytes.windows(12).any(|window| window == &CANARY.as_bytes()[..12]), "the text is there in the clear");
    }
    store.close().await;
}

/// Backups of older programs held the keys themselves.
#[tokio::test]
async fn an_older_backup_restores_with_its_own_keys_and_better_with_todays() {
    let folder = Folder::new();
    let (store, children) = store(&folder).await;
    let (kept, keys) = (folder.path("kept"), folder.path("keys"));
    let mut manifest = store.backup(&kept, &keys, now()).await.expect("it is taken");
    let mut tx = store.db.snapshot().await.expect("it begins");
    let shapes = shapes(&mut tx, store.engine()).await.expect("they are listed");
    let shape = shapes.iter().find(|shape| shape.table.name == CHILD_KEY.name).expect("keys have a table");
    manifest.tables.push(keep(&mut tx, shape, &kept).await.expect("it is written"));
    tx.undo().await.expect("it ends");
    manifest.form = 1;
    std::fs::remove_file(kept.join(FILE)).expect("it is there");
    manifest.write(&kept, &store.sealing).expect("it is written");
    assert!(Manifest::read(&kept, &store.sealing).expect("it is ours").holds_keys());
    destroy(&store, children[1]).await;
    store.keep_keys(&keys, now()).await.expect("it is written");
    let ours = || Sealing::seeded("test");
    let todays = ChildKeys::read(&keys, &ours()).expect("it is ours");
    for (name, keys, there) in [("with its own", None, true), ("with todays", Some(&todays), false)] {
        let url = folder.path(&format!("{name}.db")).display().to_string();
        let restored = Store::restore(&kept, &url, ours(), keys, &[]).await.expect(name);
        let gone = keys.map_or(&[][..], |keys| &keys.destroyed);
        let report = restored.make_whole(Strategy::standard(), gone, &LogTrust::default()).await.expect(name);
        assert!(report.is_sound(), "{name}: {:?}", report.problems);
        assert_eq!(restored.record(children[1]).await.expect(name).is_some(), there, "{name}");
        assert!(restored.record(children[0]).await.expect(name).is_some(), "{name}");
        restored.close().await;
    }
    store.close().await;
}
