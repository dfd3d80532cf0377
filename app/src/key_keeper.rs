//! While Trin serves, the file of the children's present keys follows what is registered and destroyed, so that a backup taken at any
//! moment can be restored, and a destroyed key is out of the file within a minute.

use crate::backup;
use crate::clock::SystemClock;
use crate::key_folders;
use crate::speak::Lang;
use std::path::{Path, PathBuf};
use std::time::Duration;
use trin_store::{KeysState, Store, make_key_folder};

/// How often it looks whether a key came or went.
const TICK: Duration = Duration::from_secs(10);

/// Where the keys are kept.
pub(crate) struct KeptAt {
    /// The folder of the children's present keys.
    pub(crate) folder: PathBuf,
    /// The list of destroyed keys, which restoring asks for when only an older key file is left.
    pub(crate) list: Option<PathBuf>,
}

/// Keeps the files until dropped. What fails is tried again.
pub(crate) async fn run(store: Store, kept_at: Option<KeptAt>) {
    let Some(KeptAt { folder, list }) = kept_at else { return std::future::pending().await };
    // Made first: one that is remembered and not there is taken for a disk that is away.
    if let Err(fault) = make_key_folder(&folder) {
        tracing::error!(error = %fault, "the folder for the children's keys could not be made");
    }
    if let Err(failure) = key_folders::remember(&store, &folder).await {
        tracing::error!(error = failure.message(Lang::En), "where the children's keys are kept could not be remembered");
    }
    let mut kept: Option<KeysState> = None;
    loop {
        // Looked at before the file is written: what changes meanwhile is seen the next time.
        match store.keys_state().await {
            Ok(state) if kept == Some(state) => {}
            Ok(state) => match store.keep_keys(&folder, SystemClock::now()).await {
                Ok(_) if is_listed(&store, list.as_deref()).await => {
                    kept = Some(state);
                    follow(&store).await;
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::error!(%error, "the file of the children's keys could not be written: a backup taken now may lack some")
                }
            },
            Err(error) => tracing::error!(%error, "whether a child's key came or went could not be seen"),
        }
        tokio::time::sleep(TICK).await;
    }
}

/// The key files in other folders, such as a backup's. One that cannot be written is said once for each change.
async fn follow(store: &Store) {
    let written = key_folders::write_anew(store, None).await.and_then(|stale| key_folders::judge(&stale));
    if let Err(failure) = written {
        tracing::error!(error = failure.message(Lang::En), "a file of the children's keys is not as it should be");
    }
}

/// Whether all destroyed keys are in the list outside the database.
async fn is_listed(store: &Store, list: Option<&Path>) -> bool {
    let Some(list) = list else { return true };
    let listed = match store.destroyed().await {
        Ok(destroyed) => backup::fill_list(list, &destroyed).map_err(|failure| failure.message(Lang::En).to_owned()),
        Err(error) => Err(error.to_string()),
    };
    listed.inspect_err(|error| tracing::error!(error, "the list of destroyed keys could not be written")).is_ok()
}
