//! One contract, kept on both engines: SQLite always, PostgreSQL when `TRIN_TEST_POSTGRES` names a server.
//!
//! Each test gets a store of its own: a new file, or a new schema in the server's database.
#![allow(clippy::unwrap_used, missing_docs, unreachable_pub)]

#[path = "contract/life.rs"]
mod life;
#[path = "contract/random.rs"]
mod random;
#[path = "contract/stores.rs"]
mod stores;

/// Runs one test on each engine.
macro_rules! on_both {
    ($($(#[$doc:meta])* $name:ident;)+) => {
        mod on_sqlite { $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)] async fn $name() {
            let place = crate::stores::Place::sqlite();
            super::$name(&place).await;
        })+ }
        mod on_postgres { $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)] async fn $name() {
            let Some(place) = crate::stores::Place::postgres(stringify!($name)).await else { return };
            super::$name(&place).await;
            place.clear().await;
        })+ }
    };
}

#[path = "contract/absence.rs"]
mod absence;
#[path = "contract/access.rs"]
mod access;
#[path = "contract/around.rs"]
mod around;
#[path = "contract/commands.rs"]
mod commands;
#[path = "contract/dropped.rs"]
mod dropped;
#[path = "contract/emergency.rs"]
mod emergency;
#[path = "contract/enquiries.rs"]
mod enquiries;
#[path = "contract/figures.rs"]
mod figures;
#[path = "contract/follows.rs"]
mod follows;
#[path = "contract/limited.rs"]
mod limited;
#[path = "contract/lists.rs"]
mod lists;
#[path = "contract/log.rs"]
mod log;
#[path = "contract/provider.rs"]
mod provider;
#[path = "contract/retention.rs"]
mod retention;
#[path = "contract/samples.rs"]
mod samples;
#[path = "contract/sealing.rs"]
mod sealing;
#[path = "contract/talks.rs"]
mod talks;
#[path = "contract/together.rs"]
mod together;
#[path = "contract/wellbeing_rounds.rs"]
mod wellbeing_rounds;
#[path = "contract/worries.rs"]
mod worries;
