//! T4, the emergency log: the disk is full, and somebody must see a child's case all the same. It is shown to them alone, and afterwards it is
//! in the log and in the record exactly once, whatever happened between.

use super::form::{encoded, get, post};
use super::full::{Mounted, WORDS, fill, wait_until_it_writes};
use super::skipped;
use super::town::Town;
use std::path::Path;
use std::time::{Duration, Instant};

/// What the store has of the emergency: openings in the record, looks at the child's page in the log, and what was carried over.
fn kept(town: &Town, child: &str) -> (i64, i64, i64) {
    town.read(async |store| {
        let mut count = async |sql: &'static str| sqlx::query_scalar::<_, i64>(sql).bind(child).fetch_one(&mut *store).await.unwrap();
        (
            count("SELECT COUNT(*) FROM journal WHERE child = $1 AND kind = 'glass-broken'").await,
            count("SELECT COUNT(*) FROM log WHERE child = $1 AND body LIKE '%\"action\":\"GET /boern/{id}\"%' AND body LIKE '%\"basis\":\"glass\"%'").await,
            count("SELECT COUNT(*) FROM log_carried WHERE $1 <> ''").await,
        )
    })
}

/// Lets the server run until the emergency log is carried over.
fn carried(town: &Town, file: &str) {
    let server = town.serve_with(&["--emergency-log", file]);
    let address = server.address.clone().expect("it listens");
    wait_until_it_writes(town, &address, "a disk with room again");
    let begun = Instant::now();
    while !is_empty(Path::new(file)) {
        assert!(begun.elapsed() < Duration::from_secs(20), "the emergency log is not carried over");
        std::thread::sleep(Duration::from_millis(200));
    }
    server.end();
}

#[test]
fn an_emergency_is_shown_on_a_full_disk_and_in_the_log_once_afterwards() {
    let place = crate::support::Folder::new();
    let Some(disk) = Mounted::new(place.0.join("disk"), &["-t", "tmpfs", "-o", "size=64m", "tmpfs"]) else {
        return skipped("the emergency log", "a small file system may not be mounted here");
    };
    let town = Town::new(Some(disk.0.join("town")));
    let (own, anothers) = town.own_and_anothers();
    let file = disk.0.join("noedlog").display().to_string();
    let server = town.serve_with(&["--emergency-log", &file]);
    let address = server.address.clone().expect("it listens");
    assert_eq!(std::fs::metadata(&file).unwrap().len(), 8 * 1024 * 1024, "its room is taken at the start");
    let cookie = town.cookie(&address).expect("comes in");
    let (own_page, page) = (format!("/boern/{own}"), format!("/boern/{anothers}"));
    assert_eq!(get(&address, &own_page, &cookie).unwrap().status, 200);
    assert_eq!(get(&address, &page, &cookie).unwrap().status, 404);

    let filler = disk.0.join("filler");
    fill(&filler);
    use_up(&town, &address, &cookie, &own);

    // Who has a relation waits until there is room; so does everybody for everything else.
    assert_eq!(get(&address, &own_page, &cookie).unwrap().status, 503);
    assert_eq!(get(&address, "/min-dag", &cookie).unwrap().status, 503);
    // The emergency needs what it always needs: a fresh proof, and a reason.
    let open = format!("{page}/noedadgang");
    assert_eq!(get(&address, &open, &cookie).unwrap().status, 200);
    let form =
        encoded(&[("key", "00000000-0000-4000-8000-00000e0e0e0e"), ("reason", "on-call"), ("text", "Politiet ringer om barnet nu.")]);
    assert_eq!(post(&address, &open, &cookie, &form).unwrap().status, 403, "who one is, first");
    let proof = post(&address, "/bekraeft", &cookie, &encoded(&[("hvorfor", "bevis"), ("til", "/min-dag")])).unwrap();
    assert_eq!(proof.status, 303);
    let cookie = proof.cookie.unwrap_or(cookie);
    let unsaid = encoded(&[("key", "00000000-0000-4000-8000-00000e0e0e0e"), ("reason", "on-call")]);
    assert_eq!(post(&address, &open, &cookie, &unsaid).unwrap().status, 422);
    assert_eq!(post(&address, &open, &cookie, &form).unwrap().status, 303);
    let shown = get(&address, &page, &cookie).unwrap();
    assert_eq!(shown.status, 200);
    assert!(shown.body.contains("nødloggen"), "the page says where it was logged");
    assert!(shown.body.contains("Du ser sagen med nødadgang"), "and why it is open");
    assert_eq!(get(&address, &own_page, &cookie).unwrap().status, 503, "nothing else opens");
    assert_eq!(std::fs::metadata(&file).unwrap().len(), 8 * 1024 * 1024, "it does not grow");
    let bytes = std::fs::read(&file).unwrap();
    assert!(!contains(&bytes, b"Politiet ringer") && !contains(&bytes, anothers.as_bytes()), "what it says is sealed");

    // Killed between: what was shown is on disk.
    server.kill();
    std::fs::remove_file(&filler).unwrap();
    let copy = place.0.join("copy");
    std::fs::copy(&file, &copy).unwrap();
    assert_eq!(kept(&town, &anothers).0, 0);
    carried(&town, &file);
    let (openings, looks, rows) = kept(&town, &anothers);
    assert_eq!((openings, looks), (1, 1));
    assert!(rows >= 1);
    // Killed after the database had it and before the file was emptied: the same again is known again.
    std::fs::copy(&copy, &file).unwrap();
    carried(&town, &file);
    assert_eq!(kept(&town, &anothers), (openings, looks, rows));
    town.is_sound();
}

fn contains(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|some| some == words)
}

/// Nothing but its beginning.
fn is_empty(file: &Path) -> bool {
    std::fs::read(file).unwrap().iter().skip(48).all(|byte| *byte == 0)
}

/// Takes the room that is left inside the store's own files, until not even a look can be logged.
fn use_up(town: &Town, address: &str, cookie: &str, child: &str) {
    for nth in 0..500 {
        let key = format!("00000000-0000-4000-8000-0000000e{nth:04x}");
        let Some(seen) = town.version(address, cookie, child) else { break };
        let form = encoded(&[("key", &key), ("set", &seen), ("on", "2026-01-05"), ("facts", &WORDS.repeat(150))]);
        if post(address, &format!("/boern/{child}/note"), cookie, &form).expect("an answer").status != 303 {
            break;
        }
    }
    let is_full = (0..3_000).any(|_| get(address, "/min-dag", cookie).expect("an answer").status == 503);
    assert!(is_full, "the disk is full at some time");
}
