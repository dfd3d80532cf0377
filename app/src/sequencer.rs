//! While Trin serves, rows of the log get places and signed heads: every thousand rows or every minute, and at the end.
//! Each head is shown to the witnesses, who sign for it when it continues the one they have.

use crate::clock::SystemClock;
use std::sync::Arc;
use std::time::Duration;
use trin_proof::note::{Note, Signature};
use trin_proof::witness::Request;
use trin_proof::{Checkpoint, LogKey};
use trin_store::Store;

/// How often it looks whether there is something to do.
const TICK: Duration = Duration::from_secs(1);
/// A head at least so often, in ticks.
const LONGEST: u32 = 60;
/// Or after so many rows.
const MANY: u64 = 1_000;
/// How long a witness is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// The sequencer of one municipality.
pub(crate) struct Sequencer {
    store: Store,
    key: Arc<LogKey>,
    witnesses: Vec<String>,
    client: reqwest::Client,
}

impl Sequencer {
    pub(crate) fn new(store: Store, key: LogKey, witnesses: Vec<String>) -> Self {
        // Built from nothing but a time limit, it cannot fail otherwise than by having no system certificates.
        let client = reqwest::Client::builder().timeout(PATIENCE).build().unwrap_or_default();
        Self { store, key: Arc::new(key), witnesses, client }
    }

    /// Works until dropped.
    pub(crate) async fn run(&self) {
        let (mut ticks, mut grown) = (LONGEST, 0);
        loop {
            grown += self.store.log_grew();
            if ticks >= LONGEST || grown >= MANY {
                self.once().await;
                (ticks, grown) = (0, 0);
            }
            tokio::time::sleep(TICK).await;
            ticks += 1;
        }
    }

    /// Signs a head over what there is, and shows it to the witnesses. What fails is tried again at the next head.
    pub(crate) async fn once(&self) {
        match self.store.checkpoint(&self.key, SystemClock::now()).await {
            Ok(None) => {}
            Ok(Some(_)) => self.show().await,
            Err(error) => tracing::error!(%error, "the log's head could not be signed"),
        }
    }

    async fn show(&self) {
        if self.witnesses.is_empty() {
            return;
        }
        let note = match self.store.log_head().await {
            Ok(Some(note)) => note,
            Ok(None) => return,
            Err(error) => return tracing::error!(%error, "the log's head could not be read"),
        };
        let Ok(note) = Note::parse(&note) else { return };
        let Ok(head) = Checkpoint::from_text(&note.text) else { return };
        for witness in &self.witnesses {
            if let Err(why) = self.show_to(witness, &head, &note).await {
                tracing::warn!(witness, why, "a witness did not sign for the log's head");
            }
        }
    }

    async fn show_to(&self, witness: &str, head: &Checkpoint, note: &Note) -> Result<(), String> {
        // The first answer tells which head the witness has, the second is about that one.
        let mut old = head.size;
        for _ in 0..2 {
            let proof = self.store.log_consistency(old, head.size).await.map_err(|error| error.to_string())?;
            let body = Request { old, proof, note: note.clone() }.to_text();
            let address = format!("{}/add-checkpoint", witness.trim_end_matches('/'));
            let answer = self.client.post(address).body(body).send().await.map_err(|error| error.without_url().to_string())?;
            let status = answer.status().as_u16();
            let text = answer.text().await.map_err(|error| error.without_url().to_string())?;
            match status {
                200 => {
                    for line in text.lines() {
                        let signature = Signature::from_line(line).map_err(|error| error.to_string())?;
                        let (name, now) = (signature.name.clone(), SystemClock::now());
                        self.store.log_cosigned(head.size, &name, now, &signature.line()).await.map_err(|error| error.to_string())?;
                    }
                    return Ok(());
                }
                409 => match text.trim().parse::<u64>() {
                    Ok(size) if size < head.size && size != old => old = size,
                    Ok(size) => return Err(format!("it has a head over {size} rows, which this log does not continue")),
                    Err(_) => return Err("it has another head of this size".to_owned()),
                },
                other => return Err(format!("it answered {other}")),
            }
        }
        Err("it answered with another size twice".to_owned())
    }
}
