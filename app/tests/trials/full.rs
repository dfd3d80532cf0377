//! T4: a full disk and a failing one. Nothing acknowledged is lost, what was typed comes back, reading goes on or is refused in words,
//! and writing works again when there is room, without a restart.

use super::form::{encoded, get, post};
use super::town::{Notes, Running, Town};
use super::{can_trace, skipped};
use std::process::{Child, Command};
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

pub const WORDS: &str = "Drengen siger, at han hellere vil bo hos sin moster.";

#[test]
fn a_write_that_fails_gives_back_what_was_typed_and_the_next_one_works() {
    if !can_trace() {
        return skipped("disk_full_and_io_error", "strace is not there or may not trace");
    }
    for (call, error) in [("pwrite64", "ENOSPC"), ("pwrite64", "EIO"), ("fsync", "EIO"), ("fsync", "ENOSPC")] {
        let town = Town::new(None);
        let notes = Mutex::new(Notes::new());
        let mut server = town.serve(&[]);
        let address = server.address.clone().expect("it listens");
        town.write(&address, &notes, 0, Duration::from_millis(300), &AtomicBool::new(false));
        let cookie = town.cookie(&address).expect("comes in");
        let forms = town.open_forms(&address, &cookie);
        // Each call of the kind fails, until the tracer lets go.
        let failing = Failing::attached(&server, call, error);
        town.write_as(&cookie, &forms, &address, &notes, 1, Duration::from_secs(2), &AtomicBool::new(false));
        assert!(!server.has_ended(), "{error} at {call} ended the server");
        // What cannot be written to the log is not shown.
        let read = get(&address, "/min-dag", &cookie).expect("an answer");
        assert!(matches!(read.status, 503 | 507), "{error} at {call}: a page that is not in the log was shown: {}", read.status);
        failing.over();
        let failed = notes.lock().unwrap().values().filter(|note| !note.is_acknowledged).count();
        assert!(failed > 0, "{error} at {call}: no write failed, so nothing was tried");
        wait_until_it_writes(&town, &address, &format!("{error} at {call}"));
        town.send_again(&address, &notes);
        server.end();
        let (lost, doubled) = town.lost_and_doubled(&notes.lock().unwrap());
        assert!(lost.is_empty() && doubled.is_empty(), "{error} at {call}: lost {lost:?}, doubled {doubled:?}");
        town.is_sound();
    }
}

/// A tracer that fails a kind of call of a server that runs.
struct Failing(Child);

impl Failing {
    fn attached(server: &Running, call: &str, error: &str) -> Self {
        let pid = server.pid().expect("it runs").to_string();
        let mut strace = Command::new("strace");
        strace.args(["-f", "-qq", "-o", "/dev/null", "-p", &pid, "-e", &format!("trace={call}")]);
        let tracer = strace.args(["-e", &format!("inject={call}:error={error}")]).spawn().expect("a tracer");
        let is_traced = || {
            let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
            status.lines().any(|line| line.starts_with("TracerPid:") && !line.ends_with("\t0"))
        };
        let begun = Instant::now();
        while !is_traced() {
            assert!(begun.elapsed() < Duration::from_secs(10), "the tracer does not attach");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self(tracer)
    }

    fn over(mut self) {
        let asked = Command::new("kill").args(["-INT", &self.0.id().to_string()]).status();
        assert!(asked.is_ok_and(|status| status.success()));
        let _ = self.0.wait();
    }
}

impl Drop for Failing {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub fn wait_until_it_writes(town: &Town, address: &str, what: &str) {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(20) {
        if let Some(cookie) = town.cookie(address)
            && get(address, "/min-dag", &cookie).is_ok_and(|answer| answer.status == 200)
        {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("{what}: it does not work again when the disk does");
}

/// A file system of a size of its own, unmounted at the end.
pub struct Mounted(pub std::path::PathBuf);

impl Mounted {
    /// Mounts, unless this is not allowed here.
    pub fn new(at: std::path::PathBuf, arguments: &[&str]) -> Option<Self> {
        std::fs::create_dir_all(&at).ok()?;
        let mut mount = std::process::Command::new("mount");
        let mounted = mount.args(arguments).arg(&at).stderr(std::process::Stdio::null()).status().ok()?;
        mounted.success().then_some(Self(at))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let unmounted = std::process::Command::new("umount").arg(&self.0).status().is_ok_and(|status| status.success());
        if !unmounted && !std::thread::panicking() {
            panic!("{} is still mounted", self.0.display());
        }
    }
}

#[test]
fn a_full_disk_says_so_keeps_what_was_typed_and_is_over_when_there_is_room() {
    let place = crate::support::Folder::new();
    let Some(disk) = Mounted::new(place.0.join("disk"), &["-t", "tmpfs", "-o", "size=48m", "tmpfs"]) else {
        return skipped("disk_full", "a small file system may not be mounted here");
    };
    let town = Town::new(Some(disk.0.join("town")));
    let server = town.serve(&[]);
    let address = server.address.clone().expect("it listens");
    let notes = Mutex::new(Notes::new());
    town.write(&address, &notes, 0, Duration::from_millis(500), &AtomicBool::new(false));
    let cookie = town.cookie(&address).expect("comes in");
    let sent = notes.lock().unwrap().values().next().unwrap().clone();
    let path = format!("/boern/{}/note", sent.child);

    let seen = town.version(&address, &cookie, &sent.child).expect("a form");

    // All but nothing is taken by somebody else's file.
    let filler = disk.0.join("filler");
    fill(&filler);
    // Some room is left inside the store's own files: write until it is used.
    let answer = (0..500).find_map(|nth| {
        let key = format!("00000000-0000-4000-8000-0000000f{nth:04x}");
        let seen = town.version(&address, &cookie, &sent.child).unwrap_or_else(|| seen.clone());
        let form = encoded(&[("key", &key), ("set", &seen), ("on", "2026-01-05"), ("facts", &WORDS.repeat(150))]);
        let answer = post(&address, &path, &cookie, &form).expect("an answer, not a broken connection");
        (answer.status != 303).then_some(answer)
    });
    let answer = answer.expect("the disk is full at some time");
    assert!(matches!(answer.status, 503 | 507), "a full disk was answered with {}", answer.status);
    assert!(answer.body.contains(WORDS), "what was typed is not on the page");
    assert!(answer.body.contains("gemt"), "in Danish, whether it was saved");
    let page = get(&address, &path, &cookie).expect("an answer");
    assert!(page.status == 200 || page.status == 503, "reading was answered with {}", page.status);

    std::fs::remove_file(&filler).unwrap();
    wait_until_it_writes(&town, &address, "a disk with room again");
    town.write(&address, &notes, 1, Duration::from_millis(500), &AtomicBool::new(false));
    town.send_again(&address, &notes);
    server.end();
    assert_eq!(town.lost_and_doubled(&notes.lock().unwrap()), (Vec::new(), Vec::new()));
    town.is_sound();
}

pub fn fill(file: &std::path::Path) {
    use std::io::Write as _;
    let mut file = std::fs::File::create(file).unwrap();
    let block = [0u8; 4096];
    while file.write_all(&block).is_ok() {}
}
