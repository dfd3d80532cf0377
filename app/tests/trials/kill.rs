//! T2: the server is killed at the n-th call that writes or syncs, and at moments nobody chose; nothing acknowledged is lost or doubled.

use super::town::{Notes, READY_WITHIN, Town};
use super::{can_trace, is_long, skipped};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The calls at which it is killed: what puts bytes in the file, what makes them stay, what answers.
const CALLS: [&str; 3] = ["fsync", "pwrite64", "writev"];

/// The n-th call of a kind: the first few one by one, then further apart, since what a write does repeats itself.
fn points() -> Vec<(&'static str, usize)> {
    let each: Vec<usize> = if is_long() { (1..=40).chain((44..=160).step_by(4)).collect() } else { vec![3, 8, 19, 40] };
    CALLS.iter().flat_map(|call| each.iter().map(move |n| (*call, *n))).collect()
}

#[test]
fn no_acked_write_is_lost_kill9() {
    if !can_trace() {
        return skipped("no_acked_write_is_lost_kill9", "strace is not there or may not trace");
    }
    let town = Town::new(None);
    let notes = Mutex::new(Notes::new());
    let (mut crashes, mut slowest) = (0, Duration::ZERO);
    for (round, (call, n)) in points().into_iter().enumerate() {
        let inject = format!("inject={call}:signal=KILL:when={n}");
        let trace = format!("trace={call}");
        let mut server = town.serve(&["-e", &trace, "-e", &inject]);
        if let Some(address) = server.address.clone() {
            town.write(&address, &notes, round, Duration::from_secs(4), &AtomicBool::new(false));
        }
        if server.has_ended() {
            crashes += 1;
        } else {
            eprintln!("T2: {call} {n} was not reached");
        }
        server.kill();
        slowest = slowest.max(after_a_crash(&town, &notes, &format!("{call} {n}")));
    }
    // At moments nobody chose.
    let random: u64 = if is_long() { 40 } else { 3 };
    for round in 0..random {
        let server = town.serve(&[]);
        let address = server.address.clone().expect("it listens");
        let enough = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| town.write(&address, &notes, 1000 + round as usize, Duration::from_secs(10), &enough));
            std::thread::sleep(Duration::from_millis(40 + (round * 7919) % 900));
            server.kill();
            enough.store(true, Ordering::Relaxed);
        });
        crashes += 1;
        slowest = slowest.max(after_a_crash(&town, &notes, &format!("kill -9, {round}")));
    }
    town.is_sound();
    let notes = notes.into_inner().unwrap();
    eprintln!("T2: {crashes} crashes, {} notes, 0 lost, 0 doubled, ready again within {} ms", notes.len(), slowest.as_millis());
    let wanted = points().len() * 3 / 4;
    assert!(crashes > wanted && notes.len() > wanted, "{crashes} crashes and {} notes try nothing", notes.len());
}

/// What holds after every crash; how long the restart took.
fn after_a_crash(town: &Town, notes: &Mutex<Notes>, point: &str) -> Duration {
    let (lost, doubled) = town.lost_and_doubled(&notes.lock().unwrap());
    assert!(lost.is_empty(), "killed at {point}: {} notes that were answered as saved are lost: {lost:?}", lost.len());
    assert!(doubled.is_empty(), "killed at {point}: doubled: {doubled:?}");
    let server = town.serve(&[]);
    let address = server.address.clone().expect("it starts after a crash");
    assert!(server.ready_after <= READY_WITHIN, "killed at {point}: ready again after {:?}", server.ready_after);
    town.send_again(&address, notes);
    let ready_after = server.ready_after;
    server.end();
    let (lost, doubled) = town.lost_and_doubled(&notes.lock().unwrap());
    assert!(lost.is_empty() && doubled.is_empty(), "sent again after {point}: lost {lost:?}, doubled {doubled:?}");
    ready_after
}

#[test]
fn the_count_sees_what_is_lost() {
    let town = Town::new(None);
    let server = town.serve(&[]);
    let address = server.address.clone().expect("it listens");
    let notes = Mutex::new(Notes::new());
    town.write(&address, &notes, 9, Duration::from_millis(700), &AtomicBool::new(false));
    server.end();
    let mut notes = notes.into_inner().unwrap();
    assert!(notes.len() >= 8, "{}", notes.len());
    assert_eq!(town.lost_and_doubled(&notes), (Vec::new(), Vec::new()));
    let mut invented = notes.values().next().unwrap().clone();
    invented.key = "00000000-0000-4000-8000-ffffffffffff".to_owned();
    invented.is_acknowledged = true;
    notes.insert(invented.key.clone(), invented.clone());
    assert_eq!(town.lost_and_doubled(&notes).0, [invented.key]);
}
