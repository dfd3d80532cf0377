//! A log of many rows, written through the store as requests write them, and how long it takes to verify all of it.
//!
//! `cargo run --release -p trin-store --example log_rows -- [rows]`, on a file in the temporary directory that is removed afterwards.

use jiff::Timestamp;
use std::error::Error;
use std::time::Instant;
use trin_domain::id::{ChildId, StaffId};
use trin_domain::kinds::Role;
use trin_domain::strategy::Strategy;
use trin_proof::LogKey;
use trin_store::{LogResult, LogTrust, Look, Sealing, Store};
use uuid::Uuid;

/// Rows in one transaction.
const AT_ONCE: u64 = 5_000;
/// Rows between two times that heads are signed.
const A_HEAD: u64 = 100_000;
/// Children and staff whom rows are about.
const CHILDREN: u64 = 6_000;
const STAFF: u64 = 80;

fn look(nth: u64, begin: Timestamp) -> Result<Look, jiff::Error> {
    Ok(Look {
        at: Timestamp::from_microsecond(begin.as_microsecond() + i64::try_from(nth).unwrap_or(i64::MAX) * 1_000_000)?,
        actor: StaffId::new(Uuid::from_u128(u128::from(nth % STAFF + 1))),
        role: Role::Caseworker,
        unit: None,
        session: Some(format!("{:016x}", nth / 200)),
        action: "GET /children/{child}".to_owned(),
        purpose: "casework".to_owned(),
        child: Some(ChildId::new(Uuid::from_u128(u128::from(nth.wrapping_mul(7_919) % CHILDREN + 1)))),
        children: Vec::new(),
        basis: Some("responsible".to_owned()),
        fields: Some("record".to_owned()),
        result: LogResult::Shown,
        request: Some(format!("{nth:016x}")),
    })
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let rows: u64 = std::env::args().nth(1).map_or(Ok(100_000), |rows| rows.parse())?;
    let folder = std::env::temp_dir().join(format!("trin-log-rows-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let done = measure(&folder, rows).await;
    std::fs::remove_dir_all(&folder)?;
    done
}

async fn measure(folder: &std::path::Path, rows: u64) -> Result<(), Box<dyn Error>> {
    let file = folder.join("trin.sqlite");
    let store = Store::open(&file.display().to_string(), Sealing::seeded("log rows")).await?;
    let (key, begin) = (LogKey::new("trin/log-rows/0", &[7; 32])?, "2024-01-01T06:00:00Z".parse()?);
    let begun = Instant::now();
    let mut nth = 0;
    while nth < rows {
        let upto = rows.min(nth + AT_ONCE);
        store.log_looks((nth..upto).map(|nth| look(nth, begin)).collect::<Result<_, _>>()?).await?;
        nth = upto;
        if nth % A_HEAD == 0 || nth == rows {
            store.checkpoint(&key, begin).await?;
        }
    }
    let written = begun.elapsed();
    let trust = LogTrust { key: Some(key.public().clone()), held: Vec::new() };
    let begun = Instant::now();
    let report = store.verify_with(Strategy::standard(), &trust).await?;
    let verified = begun.elapsed();
    store.close().await;
    let size = std::fs::metadata(&file)?.len();
    println!(
        "{} rows under {} signed heads, {} MB: written in {:.1} s, verified in {:.1} s ({:.0} rows a second), {} problems",
        report.log.rows,
        report.log.heads,
        size / 1_000_000,
        written.as_secs_f64(),
        verified.as_secs_f64(),
        rows as f64 / verified.as_secs_f64(),
        report.problems.len()
    );
    if report.is_sound() && report.log.proven == rows { Ok(()) } else { Err("the log does not verify".into()) }
}
