//! T11: the program is killed while it brings an earlier store to today's form; the next start goes on, and nothing is lost.

use super::town::traced;
use super::{can_trace, is_long, skipped};
use crate::support::{Folder, command, run_in};
use std::path::Path;
use std::process::Stdio;

/// The calls at which it is killed: what puts bytes in the file, what makes them stay, what takes a file away.
const CALLS: [&str; 3] = ["pwrite64", "fsync", "unlink"];
/// Entries of the earlier store.
const ENTRIES: i64 = 152;

/// The n-th calls of a kind, until one that is not reached.
fn points() -> impl Iterator<Item = usize> {
    if is_long() { Box::new(1_usize..) as Box<dyn Iterator<Item = usize>> } else { Box::new([1, 2, 5, 13, 34, 89, 233].into_iter()) }
}

#[test]
fn a_migration_that_is_killed_goes_on_at_the_next_start() {
    if !can_trace() {
        return skipped("a_migration_that_is_killed_goes_on_at_the_next_start", "strace is not there or may not trace");
    }
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/tests/fixtures/schema-6.sqlite");
    let (mut crashes, mut reached) = (0, Vec::new());
    for call in CALLS {
        for n in points() {
            let folder = Folder::new();
            let data = folder.0.join("town");
            std::fs::create_dir(&data).unwrap();
            std::fs::copy(&fixture, data.join("trin.sqlite")).unwrap();
            let shown = data.display().to_string();
            // Any command that opens the store brings it to today's form.
            let opens = ["tidy", "--data", &shown];
            let inject = format!("inject={call}:signal=KILL:when={n}");
            let mut run = traced(&command(&opens, &folder.0), &["-e", &format!("trace={call}"), "-e", &inject]);
            let was_killed = !run.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success();
            crashes += usize::from(was_killed);
            for again in [opens, ["verify", "--data", &shown]] {
                let ran = run_in(&folder.0, &again, "");
                assert_eq!(ran.code, 0, "killed at {call} {n}: {}{}", ran.stdout, ran.stderr);
            }
            assert_eq!(crate::support::number(&shown, "SELECT COUNT(*) FROM journal"), ENTRIES, "killed at {call} {n}");
            if !was_killed {
                reached.push((call, n));
                break;
            }
        }
    }
    eprintln!("T11: {crashes} crashes, nothing lost; the first calls that were not reached: {reached:?}");
    assert!(crashes >= 12, "{crashes} crashes try nothing");
}
