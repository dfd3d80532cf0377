//! While Trin serves, the file of the children's present keys follows what is registered and destroyed, so that a backup taken at any
//! moment can be restored, and a destroyed key is out of the file within a minute.

use crate::clock::SystemClock;
use std::path::PathBuf;
use std::time::Duration;
use trin_store::{KeysState, Store};

/// How often it looks whether a key came or went.
const TICK: Duration = Duration::from_secs(10);

/// Keeps the file until dropped. What fails is tried again.
pub(crate) async fn run(store: Store, folder: Option<PathBuf>) {
    let Some(folder) = folder else { return std::future::pending().await };
    let mut kept: Option<KeysState> = None;
    loop {
        // Looked at before the file is written: what changes meanwhile is seen the next time.
        match store.keys_state().await {
            Ok(state) if kept == Some(state) => {}
            Ok(state) => match store.keep_keys(&folder, SystemClock::now()).await {
                Ok(_) => kept = Some(state),
                Err(error) => {
                    tracing::error!(%error, "the file of the children's keys could not be written: a backup taken now may lack some")
                }
            },
            Err(error) => tracing::error!(%error, "whether a child's key came or went could not be seen"),
        }
        tokio::time::sleep(TICK).await;
    }
}
