//! T3: the power goes. The store lies on a file system in a file; the server is stopped in its tracks, that file is copied as the disk would
//! be found, and what is in the copy is compared with what was answered as saved.
//!
//! A control with `synchronous` turned down must lose something, or the test is blind.

use super::full::Mounted;
use super::town::{Notes, Town};
use super::{is_long, skipped};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

fn cuts() -> usize {
    if is_long() { 24 } else { 3 }
}

/// A disk in a file, with a file system on it.
fn disk(folder: &Path) -> Option<(PathBuf, Mounted)> {
    let image = folder.join("disk.img");
    let file = std::fs::File::create(&image).ok()?;
    file.set_len(192 << 20).ok()?;
    let made = Command::new("mkfs.ext4").args(["-q", "-F"]).arg(&image).status().ok()?;
    if !made.success() {
        return None;
    }
    let mounted = Mounted::new(folder.join("disk"), &["-o", "loop", &image.display().to_string()])?;
    Some((image, mounted))
}

/// The disk as it would be found: the copy, mounted.
fn found(image: &Path, folder: &Path, cut: usize) -> Mounted {
    let copy = folder.join(format!("cut-{cut}.img"));
    std::fs::copy(image, &copy).expect("a copy");
    Mounted::new(folder.join(format!("cut-{cut}")), &["-o", "loop", &copy.display().to_string()]).expect("the copy can be mounted")
}

#[test]
fn no_acked_write_is_lost_power() {
    let folder = crate::support::Folder::new();
    let Some((image, mounted)) = disk(&folder.0) else {
        return skipped("no_acked_write_is_lost_power", "a file system in a file may not be made and mounted here");
    };
    let town = Town::new(Some(mounted.0.join("town")));
    let notes = Mutex::new(Notes::new());
    for cut in 0..cuts() {
        let server = town.serve(&[]);
        let address = server.address.clone().expect("it listens");
        let enough = AtomicBool::new(false);
        let acknowledged = std::thread::scope(|scope| {
            scope.spawn(|| town.write(&address, &notes, cut, Duration::from_secs(20), &enough));
            let saved = || notes.lock().unwrap().values().filter(|note| note.is_acknowledged).count();
            let (before, begun) = (saved(), Instant::now());
            while saved() < before + 8 && begun.elapsed() < Duration::from_secs(15) {
                std::thread::sleep(Duration::from_millis(20));
            }
            std::thread::sleep(Duration::from_millis((cut as u64 * 131) % 400));
            server.signal("-STOP");
            // What was answered until here must be there, whatever the disk had not been told to keep.
            let acknowledged = notes.lock().unwrap().clone();
            let after = found(&image, &folder.0, cut);
            let copy = town.at(after.0.join("town"));
            assert_eq!(copy.lost_and_doubled(&acknowledged), (Vec::new(), Vec::new()), "cut {cut}");
            copy.is_sound();
            drop(copy);
            drop(after);
            std::fs::remove_file(folder.0.join(format!("cut-{cut}.img"))).unwrap();
            server.signal("-CONT");
            enough.store(true, Ordering::Relaxed);
            acknowledged
        });
        assert!(acknowledged.values().any(|note| note.is_acknowledged), "nothing had been saved when the power went");
        server.end();
        let again = town.serve(&[]);
        town.send_again(&again.address.clone().expect("it listens"), &notes);
        again.end();
    }
    drop(town);
    eprintln!("T3: {} cuts, {} notes, 0 lost", cuts(), notes.into_inner().unwrap().len());
}

#[test]
fn with_synchronous_turned_down_the_power_cut_loses_something() {
    let folder = crate::support::Folder::new();
    let Some((image, mounted)) = disk(&folder.0) else {
        return skipped("the control of no_acked_write_is_lost_power", "a file system in a file may not be made and mounted here");
    };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let open = |file: PathBuf, synchronous: SqliteSynchronous| {
        SqliteConnectOptions::new().filename(file).create_if_missing(true).journal_mode(SqliteJournalMode::Wal).synchronous(synchronous)
    };
    let after_a_cut = |synchronous: SqliteSynchronous, name: &str, cut: usize| -> (i64, i64) {
        let file = format!("{name}.sqlite");
        let written = runtime.block_on(async {
            let mut db = open(mounted.0.join(&file), synchronous).connect().await.unwrap();
            sqlx::query("CREATE TABLE note (no INTEGER PRIMARY KEY, words TEXT)").execute(&mut db).await.unwrap();
            for _ in 0..400 {
                sqlx::query("INSERT INTO note (words) VALUES ('Mor fortæller om ugen.')").execute(&mut db).await.unwrap();
            }
            let after = found(&image, &folder.0, cut);
            let copied = async {
                let mut copy = open(after.0.join(&file), synchronous).connect().await.ok()?;
                let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM note").fetch_one(&mut copy).await.ok()?;
                copy.close().await.ok()?;
                Some(count)
            };
            let count = copied.await.unwrap_or(0);
            db.close().await.unwrap();
            drop(after);
            (400, count)
        });
        std::fs::remove_file(folder.0.join(format!("cut-{cut}.img"))).unwrap();
        written
    };
    let (written, kept) = after_a_cut(SqliteSynchronous::Full, "full", 90);
    assert_eq!(written, kept, "FULL loses nothing");
    let (written, kept) = after_a_cut(SqliteSynchronous::Normal, "normal", 91);
    assert!(kept < written, "NORMAL kept all {written}: this way of cutting the power would not notice a loss");
    eprintln!("T3 control: synchronous=NORMAL kept {kept} of {written} notes");
}
