//! What a crash, a power cut and a full disk do to what was answered as saved: nothing (T2, T3, T4 of the trust tests), and what a crash does to a store
//! that is brought to today's form (T11).
//!
//! The real program runs under `strace`, which kills it, or fails its writes, at the n-th call of a kind, for one n after another.
//! By default a few; every one with `TRIN_TRIALS=long cargo test --release -p trin-app --test trials -- --nocapture --test-threads 1`.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "trials/emergency.rs"]
mod emergency;
#[path = "trials/form.rs"]
mod form;
#[path = "trials/full.rs"]
mod full;
#[path = "trials/kill.rs"]
mod kill;
#[path = "trials/migration.rs"]
mod migration;
#[path = "trials/power.rs"]
mod power;
mod support;
#[path = "trials/town.rs"]
mod town;

/// Whether every case is tried, not a few.
fn is_long() -> bool {
    std::env::var("TRIN_TRIALS").is_ok_and(|wanted| wanted == "long")
}

/// Says on standard error, also when the test passes, that something could not be tried here. A check that wants it tried says so
/// with `TRIN_TRIALS_MUST`.
fn skipped(test: &str, why: &str) {
    assert!(std::env::var_os("TRIN_TRIALS_MUST").is_none(), "{test} could not be tried: {why}");
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr().lock(), "\n*** NOT TRIED: {test}: {why} ***\n");
}

/// Whether `strace` may trace here.
fn can_trace() -> bool {
    std::process::Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status().is_ok_and(|status| status.success())
}
