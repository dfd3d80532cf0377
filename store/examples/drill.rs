//! The restore drill on a whole municipality (T5, long form): how large its backup is, and how long it takes to take and to restore.
//!
//! `trin demo --data DIR --children N` makes one, and then `cargo run --release -p trin-store --example drill -- DIR`. What it restores, in the
//! temporary directory, is removed afterwards; the one named is opened as `trin serve` opens it, and nothing is written about anybody.

use jiff::Timestamp;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;
use trin_domain::strategy::Strategy;
use trin_store::{ChildKeys, KEY_FILE, LogTrust, MunicipalityKey, Sealing, Store, setting};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let data =
        PathBuf::from(std::env::args().nth(1).ok_or("name the data directory of a municipality, as `trin demo --data DIR` makes it")?);
    let folder = std::env::temp_dir().join(format!("trin-drill-{}", std::process::id()));
    std::fs::create_dir(&folder)?;
    let done = drill(&data, &folder).await;
    std::fs::remove_dir_all(&folder)?;
    done
}

/// With the key of the municipality, and no randomness worth the name: what is restored is thrown away.
fn sealing(key: &MunicipalityKey) -> Sealing {
    let mut nth = 0_u64;
    Sealing::new(key, move |into| {
        for byte in into {
            nth = nth.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = nth.to_be_bytes()[0];
        }
    })
}

async fn drill(data: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    let key = MunicipalityKey::parse(&std::fs::read_to_string(data.join("trin.key"))?)?;
    let (kept, keys, target) = (folder.join("kept"), folder.join("keys"), folder.join("restored.sqlite"));
    let store = Store::open(&data.join("trin.sqlite").display().to_string(), sealing(&key)).await?;
    let named = store.setting(setting::STRATEGY_KEY).await?.unwrap_or_default();
    let strategy = Strategy::named(&named).unwrap_or_else(Strategy::standard);
    let begun = Instant::now();
    let manifest = store.backup(&kept, &keys, Timestamp::UNIX_EPOCH).await?;
    let taken = begun.elapsed();
    store.close().await;
    let bytes: u64 = manifest.tables.iter().map(|table| table.bytes).sum();
    let begun = Instant::now();
    let present = ChildKeys::read(&keys, &sealing(&key))?;
    let restored = Store::restore(&kept, &target.display().to_string(), sealing(&key), Some(&present), &present.destroyed).await?;
    let filled = begun.elapsed();
    let report = restored.make_whole(strategy, &present.destroyed, &LogTrust::default()).await?;
    let whole = begun.elapsed();
    restored.close().await;
    println!(
        "{} children, {} entries, {} log rows: the backup is {} MB and the key file {} kB, of a database of {} MB",
        report.children,
        report.entries,
        report.log.rows,
        bytes / 1_000_000,
        std::fs::metadata(keys.join(KEY_FILE))?.len() / 1_000,
        std::fs::metadata(data.join("trin.sqlite"))?.len() / 1_000_000
    );
    println!(
        "taken in {:.1} s; restored in {:.1} s, of which {:.1} s to make and verify what follows; {} problems",
        taken.as_secs_f64(),
        whole.as_secs_f64(),
        (whole - filled).as_secs_f64(),
        report.problems.len()
    );
    if report.is_sound() { Ok(()) } else { Err("what was restored is not whole".into()) }
}
