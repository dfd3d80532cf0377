//! While Trin serves, rounds of samples of the log are promised and drawn: looked after every few minutes.

use crate::clock::{SystemClock, SystemRandomness};
use std::time::Duration;
use trin_domain::calendar::WorkingDays;
use trin_domain::strategy::Strategy;
use trin_store::Store;
use trin_web::Randomness as _;

/// How often it is looked whether a round is over.
const EVERY: Duration = Duration::from_secs(5 * 60);

/// Works until dropped.
pub(crate) async fn tend(store: &Store, strategy: &Strategy) {
    let working_days = WorkingDays { saturdays_count: strategy.saturdays_count };
    loop {
        let due_on = |day| strategy.log_review_within().after(day, working_days);
        match store.tend_samples(SystemClock::now(), seed, due_on).await {
            Ok(tended) if tended.drawn > 0 => {
                tracing::info!(rounds = tended.drawn, samples = tended.samples, "samples of the log were drawn")
            }
            Ok(_) => {}
            // Another process may have come first; a full disk may have room later.
            Err(error) => tracing::warn!(%error, "samples of the log were not seen to"),
        }
        tokio::time::sleep(EVERY).await;
    }
}

fn seed() -> [u8; 32] {
    let mut seed = [0; 32];
    let (first, second) = seed.split_at_mut(16);
    first.copy_from_slice(&SystemRandomness.bytes());
    second.copy_from_slice(&SystemRandomness.bytes());
    seed
}
