//! A sealed thing: one version byte, a nonce of 24 bytes, and XChaCha20-Poly1305's text and tag. What it is about, such as whose entry
//! and which, is sealed with it: moved to another row it does not open.

use super::keys::Sealing;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use trin_domain::id::{ChildId, StaffId};

/// The only form so far. JSON, which payloads were before there was sealing, begins with another byte.
pub(crate) const VERSION: u8 = 1;
const NONCE: usize = 24;

/// What a sealed thing is about.
pub(crate) enum About<'a> {
    /// A child's key.
    Key { child: ChildId },
    /// A line of the journal.
    Entry { child: ChildId, no: i64, kind: &'a str },
    /// A cell of a read model's row about an entry.
    Cell { child: ChildId, no: i64, table: &'a str, column: &'a str },
    /// Somebody's unfinished writing.
    Draft { staff: StaffId, id: &'a str },
    /// Nothing: it only shows that the key is the right one.
    Proof,
}

impl About<'_> {
    /// As bytes, no two alike: every part but the last has a length that is known or told.
    fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        let mut put = |kind: u8, id: &[u8], no: i64, words: &[&str]| {
            bytes.push(kind);
            bytes.extend_from_slice(id);
            bytes.extend_from_slice(&no.to_be_bytes());
            for word in words {
                bytes.extend_from_slice(&(word.len() as u64).to_be_bytes());
                bytes.extend_from_slice(word.as_bytes());
            }
        };
        match self {
            Self::Key { child } => put(1, child.uuid().as_bytes(), 0, &[]),
            Self::Entry { child, no, kind } => put(2, child.uuid().as_bytes(), *no, &[kind]),
            Self::Cell { child, no, table, column } => put(3, child.uuid().as_bytes(), *no, &[table, column]),
            Self::Draft { staff, id } => put(4, staff.uuid().as_bytes(), 0, &[id]),
            Self::Proof => put(5, &[], 0, &[]),
        }
        bytes
    }
}

/// Seals a text.
pub(crate) fn seal(key: &[u8; 32], about: &About<'_>, text: &[u8], sealing: &Sealing) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    sealing.fill(&mut nonce);
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    let payload = Payload { msg: text, aad: &about.bytes() };
    let closed = cipher.encrypt(&XNonce::from(nonce), payload).expect("a text of any length that fits in memory can be sealed");
    let mut sealed = Vec::with_capacity(1 + NONCE + closed.len());
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&closed);
    sealed
}

/// The text; nothing when the key is another, it was about something else, or a bit was changed.
pub(crate) fn open(key: &[u8; 32], about: &About<'_>, sealed: &[u8]) -> Option<Vec<u8>> {
    let (VERSION, rest) = sealed.split_first().map(|(version, rest)| (*version, rest))? else { return None };
    let (nonce, closed) = rest.split_first_chunk::<NONCE>()?;
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    cipher.decrypt(&XNonce::from(*nonce), Payload { msg: closed, aad: &about.bytes() }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_thing_opens_where_it_belongs_and_nowhere_else() {
        let sealing = Sealing::seeded("test");
        let (key, other) = (sealing.new_child_key(), sealing.new_child_key());
        let (ida, bo) = (ChildId::from_label("ida"), ChildId::from_label("bo"));
        let about = |child, no, kind| About::Entry { child, no, kind };
        let sealed = seal(key.bytes(), &about(ida, 3, "note-written"), "æøå".as_bytes(), &sealing);
        assert_eq!(open(key.bytes(), &about(ida, 3, "note-written"), &sealed).as_deref(), Some("æøå".as_bytes()));
        for (child, no, kind) in [(bo, 3, "note-written"), (ida, 4, "note-written"), (ida, 3, "screened")] {
            assert!(open(key.bytes(), &about(child, no, kind), &sealed).is_none(), "{no} {kind}");
        }
        assert!(open(other.bytes(), &about(ida, 3, "note-written"), &sealed).is_none());
        assert_ne!(seal(key.bytes(), &about(ida, 3, "note-written"), "æøå".as_bytes(), &sealing), sealed, "a nonce was used twice");
        for at in 0..sealed.len() {
            let mut spoiled = sealed.clone();
            spoiled[at] ^= 1;
            assert!(open(key.bytes(), &about(ida, 3, "note-written"), &spoiled).is_none(), "byte {at}");
            assert!(open(key.bytes(), &about(ida, 3, "note-written"), &sealed[..at]).is_none(), "cut at {at}");
        }
        let cell = |table, column| About::Cell { child: ida, no: 3, table, column }.bytes();
        assert_ne!(cell("ab", "c"), cell("a", "bc"));
    }
}
