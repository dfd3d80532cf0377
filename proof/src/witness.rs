//! What a witness is asked and answers (C2SP tlog-witness, `add-checkpoint`). It keeps one head for each log and learns nothing of its rows.

use crate::checkpoint::{Checkpoint, PublicKey};
use crate::note::{Malformed, Note};
use crate::tree::{self, Hash};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Most hashes a proof may have.
const MOST_HASHES: usize = 63;

/// A head to be signed for, with the proof that it continues the one the log thinks the witness has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Request {
    /// The size of the head the witness has.
    pub old: u64,
    /// The proof.
    pub proof: Vec<Hash>,
    /// The new head.
    pub note: Note,
}

impl Request {
    /// As it is sent.
    pub fn to_text(&self) -> String {
        let proof: String = self.proof.iter().map(|hash| STANDARD.encode(hash) + "\n").collect();
        format!("old {}\n{proof}\n{}", self.old, self.note.to_text())
    }

    /// Reads one.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let (head, note) = text.split_once("\n\n").ok_or(Malformed::Request)?;
        let mut lines = head.lines();
        let old = lines.next().and_then(|line| line.strip_prefix("old ")).and_then(|old| old.parse().ok()).ok_or(Malformed::Request)?;
        let hash = |line: &str| STANDARD.decode(line).ok().and_then(|hash| Hash::try_from(hash).ok()).ok_or(Malformed::Request);
        let proof = lines.map(hash).collect::<Result<Vec<_>, _>>()?;
        if proof.len() > MOST_HASHES {
            return Err(Malformed::Request);
        }
        Ok(Self { old, proof, note: Note::parse(note)? })
    }
}

/// Why a witness does not sign.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// It knows no log of this name.
    Unknown,
    /// None of the log's keys signed the head.
    NotSigned,
    /// It has a head of another size.
    Size(u64),
    /// It has another head of the same size: the log told two stories.
    Split,
    /// The head does not continue the one it has.
    NotContinued,
    /// The head is smaller than the one it is said to continue.
    Backwards,
}

impl Refusal {
    /// The status of the answer.
    pub const fn status(self) -> u16 {
        match self {
            Self::Unknown => 404,
            Self::NotSigned => 403,
            Self::Size(_) | Self::Split => 409,
            Self::NotContinued => 422,
            Self::Backwards => 400,
        }
    }
}

/// The head a witness may sign for, given the one it has.
///
/// # Errors
/// Why it must not.
pub fn consider(keys: &[PublicKey], latest: Option<&Checkpoint>, request: &Request) -> Result<Checkpoint, Refusal> {
    let told = Checkpoint::from_text(&request.note.text).map_err(|_| Refusal::NotSigned)?;
    let theirs: Vec<&PublicKey> = keys.iter().filter(|key| key.name() == told.origin).collect();
    if theirs.is_empty() {
        return Err(Refusal::Unknown);
    }
    let new = theirs.iter().find_map(|key| key.open(&request.note)).ok_or(Refusal::NotSigned)?;
    if request.old > new.size {
        return Err(Refusal::Backwards);
    }
    let (size, root) = latest.map_or_else(|| (0, tree::empty()), |latest| (latest.size, latest.root));
    if request.old != size {
        return Err(Refusal::Size(size));
    }
    if size == new.size && root != new.root {
        return Err(Refusal::Split);
    }
    if !tree::is_continued(size, &root, new.size, &new.root, &request.proof) {
        return Err(Refusal::NotContinued);
    }
    Ok(new)
}
