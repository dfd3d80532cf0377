//! What a family can keep: one row of the log with the proof that it is in it, as lines of text that anybody can check without asking Trin.
//!
//! The row comes first, its number and then its body; then the proof as C2SP's tlog-proof has it: the place, the hashes, the signed head.

use crate::checkpoint::{Checkpoint, PublicKey};
use crate::note::{Malformed, Note};
use crate::tree::{self, Hash};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::fmt::Write as _;

const FIRST: &str = "c2sp.org/tlog-proof@v1";

/// A row and its proof.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// What is hashed of the row: its number, and its body on the next line.
    pub row: String,
    /// Its place.
    pub at: u64,
    /// The hashes beside it, from below.
    pub hashes: Vec<Hash>,
    /// The signed head.
    pub note: Note,
}

/// Why a receipt proves nothing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unproven {
    /// The head is not signed with this key.
    NotSigned,
    /// The row is not in the log the head is of.
    NotIncluded,
}

impl Receipt {
    /// As lines.
    pub fn to_text(&self) -> String {
        let mut text = format!("{}\n\n{FIRST}\nindex {}\n", self.row, self.at);
        for hash in &self.hashes {
            let _ = writeln!(text, "{}", STANDARD.encode(hash));
        }
        text + "\n" + &self.note.to_text()
    }

    /// Reads the lines.
    ///
    /// # Errors
    /// When they are no receipt.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let text = text.replace("\r\n", "\n");
        let marker = format!("\n\n{FIRST}\nindex ");
        let (row, rest) = text.split_once(&marker).ok_or(Malformed::Note)?;
        let (proof, note) = rest.split_once("\n\n").ok_or(Malformed::Note)?;
        let mut lines = proof.lines();
        let at = lines.next().and_then(|at| at.parse().ok()).ok_or(Malformed::Note)?;
        let hash = |line: &str| STANDARD.decode(line).ok().and_then(|hash| Hash::try_from(hash).ok()).ok_or(Malformed::Note);
        Ok(Self { row: row.to_owned(), at, hashes: lines.map(hash).collect::<Result<_, _>>()?, note: Note::parse(note)? })
    }

    /// The head under which the row is proven.
    ///
    /// # Errors
    /// Why it is not.
    pub fn check(&self, key: &PublicKey) -> Result<Checkpoint, Unproven> {
        let head = key.open(&self.note).ok_or(Unproven::NotSigned)?;
        let is_included = tree::is_included(&tree::leaf(self.row.as_bytes()), self.at, head.size, &head.root, &self.hashes);
        if is_included { Ok(head) } else { Err(Unproven::NotIncluded) }
    }
}
