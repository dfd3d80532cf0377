//! While Trin serves, rows of the log get places and signed heads: every thousand rows or every minute, and at the end.
//! Each head is shown to the witnesses, who sign for it when it continues the one they have.

use crate::clock::SystemClock;
use std::sync::Arc;
use std::time::Duration;
use trin_proof::note::{Note, Signature};
use trin_proof::witness::Request;
use trin_proof::{Checkpoint, LogKey, PublicKey};
use trin_store::Store;

/// How often it looks whether there is something to do.
const TICK: Duration = Duration::from_secs(1);
/// A head at least so often, in ticks.
const LONGEST: u32 = 60;
/// Or after so many rows.
const MANY: u64 = 1_000;
/// How long a witness is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Longer than any witness's answer, in bytes.
const LONGEST_ANSWER: usize = 16 * 1024;

/// The sequencer of one municipality.
pub(crate) struct Sequencer {
    store: Store,
    key: Arc<LogKey>,
    witnesses: Vec<(String, PublicKey)>,
    client: reqwest::Client,
}

impl Sequencer {
    pub(crate) fn new(store: Store, key: LogKey, witnesses: Vec<(String, PublicKey)>) -> Self {
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
        for (witness, key) in &self.witnesses {
            if let Err(why) = self.show_to(witness, key, &head, &note).await {
                tracing::warn!(witness, why, "a witness did not sign for the log's head");
            }
        }
    }

    async fn show_to(&self, witness: &str, key: &PublicKey, head: &Checkpoint, note: &Note) -> Result<(), String> {
        // The first answer tells which head the witness has, the second is about that one.
        let mut old = head.size;
        for _ in 0..2 {
            let proof = self.store.log_consistency(old, head.size).await.map_err(|error| error.to_string())?;
            let body = Request { old, proof, note: note.clone() }.to_text();
            let address = format!("{}/add-checkpoint", witness.trim_end_matches('/'));
            let answer = self.client.post(address).body(body).send().await.map_err(|error| error.without_url().to_string())?;
            let status = answer.status().as_u16();
            let text = text_of(answer).await?;
            match status {
                200 => {
                    // What is kept is never changed: only what is its signature, for this head, gets in.
                    let signature = signed_by(key, note, &text).ok_or("what it answered is not its signature for this head")?;
                    let now = SystemClock::now();
                    return self.store.log_cosigned(head.size, key.name(), now, &signature.line()).await.map_err(|error| error.to_string());
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

/// The first of the answer's lines that is a witness's signature for the head.
fn signed_by(key: &PublicKey, note: &Note, answer: &str) -> Option<Signature> {
    let signatures = answer.lines().filter_map(|line| Signature::from_line(line).ok());
    signatures.into_iter().find(|signature| {
        let note = Note { text: note.text.clone(), signatures: vec![signature.clone()] };
        key.cosigned_at(&note).is_some()
    })
}

async fn text_of(mut answer: reqwest::Response) -> Result<String, String> {
    let mut bytes = Vec::new();
    while let Some(some) = answer.chunk().await.map_err(|error| error.without_url().to_string())? {
        bytes.extend_from_slice(&some);
        if bytes.len() > LONGEST_ANSWER {
            return Err(format!("it answered with more than {LONGEST_ANSWER} bytes"));
        }
    }
    String::from_utf8(bytes).map_err(|_| "it answered with something else than text".to_owned())
}
