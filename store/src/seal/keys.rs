//! The keys: the municipality's, those derived from it, and one for each child.

use super::sealed::{About, open, seal};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use trin_domain::id::{ChildId, StaffId};
use zeroize::Zeroizing;

/// How a written key begins, so that no other text is taken for one.
const WRITTEN: &str = "trin-key-1-";

type Bytes = Zeroizing<[u8; 32]>;

/// What a municipality's store is sealed with: 32 bytes that are nowhere in the database.
#[derive(Clone)]
pub struct MunicipalityKey(Bytes);

/// Why a text is not a key.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not a key of Trin's: it is one line that begins with {WRITTEN}, as `trin init` wrote it")]
pub struct KeyFault;

impl MunicipalityKey {
    /// A key of these bytes, which nobody can guess.
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Reads a key as [`MunicipalityKey::written`] wrote it; white space around it does not matter.
    ///
    /// # Errors
    /// When the text is something else.
    pub fn parse(text: &str) -> Result<Self, KeyFault> {
        let written = text.trim().strip_prefix(WRITTEN).ok_or(KeyFault)?;
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(written).map_err(|_| KeyFault)?);
        <[u8; 32]>::try_from(bytes.as_slice()).map(Self::new).map_err(|_| KeyFault)
    }

    /// The key as one line of text, to be kept where the database is not.
    pub fn written(&self) -> Zeroizing<String> {
        Zeroizing::new(format!("{WRITTEN}{}", URL_SAFE_NO_PAD.encode(*self.0)))
    }

    fn derived(&self, purpose: &str) -> Bytes {
        let mut derived = Zeroizing::new([0; 32]);
        Hkdf::<Sha256>::new(None, &*self.0).expand(purpose.as_bytes(), &mut *derived).expect("32 bytes are far below HKDF's limit");
        derived
    }
}

impl fmt::Debug for MunicipalityKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MunicipalityKey(…)")
    }
}

/// One child's key. Held no longer than the request that needs it.
#[derive(Clone)]
pub(crate) struct ChildKey(Bytes);

impl ChildKey {
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for ChildKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChildKey(…)")
    }
}

type Random = Box<dyn FnMut(&mut [u8]) + Send>;

/// What a store is sealed with: the keys derived from the municipality's, and where randomness comes from.
#[derive(Clone)]
pub struct Sealing(Arc<Inner>);

struct Inner {
    wrapping: Bytes,
    index: Bytes,
    drafts: Bytes,
    proof: Bytes,
    backups: Bytes,
    random: Mutex<Random>,
}

impl fmt::Debug for Sealing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealing(…)")
    }
}

impl Sealing {
    /// Sealing with a municipality's key. `random` fills a slice with bytes nobody can guess, and never the same again.
    pub fn new(key: &MunicipalityKey, random: impl FnMut(&mut [u8]) + Send + 'static) -> Self {
        Self(Arc::new(Inner {
            wrapping: key.derived("trin 1: children's keys"),
            index: key.derived("trin 1: blind index"),
            drafts: key.derived("trin 1: drafts"),
            proof: key.derived("trin 1: proof of the key"),
            backups: key.derived("trin 1: backups"),
            random: Mutex::new(Box::new(random)),
        }))
    }

    /// Sealing whose key and randomness follow from a word, for tests and measurements: whoever knows the word can open all of it.
    pub fn seeded(word: &str) -> Self {
        let word = word.as_bytes().to_vec();
        let block = move |nth: u64| -> [u8; 32] { Sha256::digest([&word[..], &nth.to_be_bytes()].concat()).into() };
        let mut nth = 0;
        let key = MunicipalityKey::new(block(0));
        Self::new(&key, move |into| {
            for chunk in into.chunks_mut(32) {
                nth += 1;
                chunk.copy_from_slice(&block(nth)[..chunk.len()]);
            }
        })
    }

    pub(crate) fn fill(&self, into: &mut [u8]) {
        let mut random = self.0.random.lock().unwrap_or_else(PoisonError::into_inner);
        random(into);
    }

    /// A key for a new child.
    pub(crate) fn new_child_key(&self) -> ChildKey {
        let mut bytes = Zeroizing::new([0; 32]);
        self.fill(&mut *bytes);
        ChildKey(bytes)
    }

    /// A child's key as the database keeps it.
    pub(crate) fn wrap(&self, child: ChildId, key: &ChildKey) -> Vec<u8> {
        seal(&self.0.wrapping, &About::Key { child }, &*key.0, self)
    }

    /// The child's key; nothing when it was wrapped with another municipality's key, for another child, or tampered with.
    pub(crate) fn unwrap(&self, child: ChildId, wrapped: &[u8]) -> Option<ChildKey> {
        let bytes = Zeroizing::new(open(&self.0.wrapping, &About::Key { child }, wrapped)?);
        <[u8; 32]>::try_from(bytes.as_slice()).ok().map(|bytes| ChildKey(Zeroizing::new(bytes)))
    }

    /// How a CPR number stands in the search index: the same number always alike, and no number to be had from it.
    pub(crate) fn blind(&self, digits: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0.index).expect("a key of any length will do");
        mac.update(digits.as_bytes());
        // No word of a name begins with this sign.
        format!("#{}", URL_SAFE_NO_PAD.encode(&mac.finalize().into_bytes()[..18]))
    }

    /// A code over a text that only this key makes.
    pub(crate) fn code(&self, text: &[u8]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&*self.0.backups).expect("a key of any length will do");
        mac.update(text);
        mac.finalize().into_bytes().into()
    }

    pub(crate) fn seal_draft(&self, staff: StaffId, id: &str, body: &str) -> String {
        URL_SAFE_NO_PAD.encode(seal(&self.0.drafts, &About::Draft { staff, id }, body.as_bytes(), self))
    }

    pub(crate) fn open_draft(&self, staff: StaffId, id: &str, sealed: &str) -> Option<String> {
        let sealed = URL_SAFE_NO_PAD.decode(sealed).ok()?;
        String::from_utf8(open(&self.0.drafts, &About::Draft { staff, id }, &sealed)?).ok()
    }

    /// Something only this key opens, by which a store knows its key again, and whether it is sealed to the last row. Whoever has the
    /// database alone cannot say that it is not, and so have rows taken in that were written in the clear.
    pub(super) fn proof(&self, is_whole: bool) -> Vec<u8> {
        seal(&self.0.proof, &About::Proof, &[u8::from(is_whole)], self)
    }

    /// What a proof says; nothing when another key made it.
    pub(super) fn proved(&self, proof: &[u8]) -> Option<bool> {
        Some(open(&self.0.proof, &About::Proof, proof)? == [1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let key = MunicipalityKey::new([7; 32]);
        let read = MunicipalityKey::parse(&format!("\n{}  \n", *key.written())).expect("its own text");
        assert_eq!(*read.0, *key.0);
        for other in ["", "trin-key-1-", "hemmelig", &key.written()[..40], &format!("{}AA", *key.written())] {
            assert_eq!(MunicipalityKey::parse(other).err(), Some(KeyFault), "{other}");
        }
        assert_eq!(format!("{key:?}"), "MunicipalityKey(…)");
    }

    #[test]
    fn a_childs_key_opens_for_that_child_and_municipality_alone() {
        let (ours, theirs) = (Sealing::seeded("ours"), Sealing::seeded("theirs"));
        let (ida, bo) = (ChildId::from_label("ida"), ChildId::from_label("bo"));
        let key = ours.new_child_key();
        let wrapped = ours.wrap(ida, &key);
        assert_eq!(ours.unwrap(ida, &wrapped).expect("its own").bytes(), key.bytes());
        assert!(ours.unwrap(bo, &wrapped).is_none());
        assert!(theirs.unwrap(ida, &wrapped).is_none());
        assert!(ours.unwrap(ida, &wrapped[..20]).is_none());
        assert_ne!(ours.new_child_key().bytes(), key.bytes());
    }

    #[test]
    fn a_blind_index_is_the_same_for_the_same_number_and_key() {
        let (ours, theirs) = (Sealing::seeded("ours"), Sealing::seeded("theirs"));
        assert_eq!(ours.blind("6206121234"), ours.blind("6206121234"));
        assert_ne!(ours.blind("6206121234"), ours.blind("6206121235"));
        assert_ne!(ours.blind("6206121234"), theirs.blind("6206121234"));
    }
}
