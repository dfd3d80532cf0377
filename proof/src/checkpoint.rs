//! Heads of a log (C2SP tlog-checkpoint) and the keys that sign them; cosignatures of witnesses (C2SP tlog-cosignature).

use crate::note::{Malformed, Note, Signature, is_name};
use crate::tree::Hash;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use data_encoding::HEXLOWER;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};
use std::fmt;

/// A key's kind, as in its id.
const LOG: u8 = 0x01;
const COSIGNER: u8 = 0x04;

/// The head of a log: how many leaves, and the root over them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Checkpoint {
    /// Which log.
    pub origin: String,
    /// How many leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl Checkpoint {
    /// The text that is signed.
    pub fn text(&self) -> String {
        format!("{}\n{}\n{}\n", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads the text of a note.
    ///
    /// # Errors
    /// When it is no head.
    pub fn from_text(text: &str) -> Result<Self, Malformed> {
        let mut lines = text.lines();
        let (Some(origin), Some(size), Some(root)) = (lines.next(), lines.next(), lines.next()) else { return Err(Malformed::Checkpoint) };
        let number: u64 = size.parse().map_err(|_| Malformed::Checkpoint)?;
        let root = STANDARD.decode(root).ok().and_then(|root| Hash::try_from(root).ok()).ok_or(Malformed::Checkpoint)?;
        // One way to write a number, so that one head has one text.
        if origin.is_empty() || number.to_string() != size {
            return Err(Malformed::Checkpoint);
        }
        Ok(Self { origin: origin.to_owned(), size: number, root })
    }
}

fn key_id(name: &str, kind: u8, key: &VerifyingKey) -> [u8; 4] {
    let hash = Sha256::new().chain_update(name).chain_update([b'\n', kind]).chain_update(key.as_bytes()).finalize();
    [hash[0], hash[1], hash[2], hash[3]]
}

/// The secret key that signs the heads of a log.
pub struct LogKey {
    origin: String,
    key: SigningKey,
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LogKey({})", self.origin)
    }
}

impl LogKey {
    /// The key of a log, from 32 bytes nobody else knows.
    ///
    /// # Errors
    /// When the log's name cannot be one.
    pub fn new(origin: &str, secret: &[u8; 32]) -> Result<Self, Malformed> {
        if !is_name(origin) {
            return Err(Malformed::Name);
        }
        Ok(Self { origin: origin.to_owned(), key: SigningKey::from_bytes(secret) })
    }

    /// The same key under a longer name, for what is signed beside the log: no such signature is ever one of the log's heads.
    ///
    /// # Errors
    /// When that cannot be a name.
    pub fn aside(&self, what: &str) -> Result<Self, Malformed> {
        let origin = format!("{}/{what}", self.origin);
        if is_name(&origin) { Ok(Self { origin, key: self.key.clone() }) } else { Err(Malformed::Name) }
    }

    /// The log's name.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// What others check the signature with.
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.origin.clone(), kind: LOG, key: self.key.verifying_key() }
    }

    /// Signs a head.
    pub fn sign(&self, size: u64, root: Hash) -> Note {
        let text = Checkpoint { origin: self.origin.clone(), size, root }.text();
        let bytes = self.key.sign(text.as_bytes()).to_bytes().to_vec();
        let key_id = key_id(&self.origin, LOG, &self.key.verifying_key());
        Note { text, signatures: vec![Signature { name: self.origin.clone(), key_id, bytes }] }
    }
}

/// The secret key of a witness.
pub struct CosignerKey {
    name: String,
    key: SigningKey,
}

impl fmt::Debug for CosignerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CosignerKey({})", self.name)
    }
}

impl CosignerKey {
    /// The key of a witness, from 32 bytes nobody else knows.
    ///
    /// # Errors
    /// When the witness's name cannot be one.
    pub fn new(name: &str, secret: &[u8; 32]) -> Result<Self, Malformed> {
        if !is_name(name) {
            return Err(Malformed::Name);
        }
        Ok(Self { name: name.to_owned(), key: SigningKey::from_bytes(secret) })
    }

    /// What others check the cosignature with.
    pub fn public(&self) -> PublicKey {
        PublicKey { name: self.name.clone(), kind: COSIGNER, key: self.key.verifying_key() }
    }

    /// Signs for having seen a head at a time, in seconds since 1970, and that it continues every head seen before.
    pub fn cosign(&self, text: &str, seconds: u64) -> Signature {
        let signature = self.key.sign(cosigned(text, seconds).as_bytes()).to_bytes();
        let bytes = [seconds.to_be_bytes().as_slice(), &signature].concat();
        Signature { name: self.name.clone(), key_id: key_id(&self.name, COSIGNER, &self.key.verifying_key()), bytes }
    }
}

fn cosigned(text: &str, seconds: u64) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}

/// What a log's or a witness's signature is checked with. Written as `name+id+key`, as C2SP's tools do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PublicKey {
    name: String,
    kind: u8,
    key: VerifyingKey,
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = HEXLOWER.encode(&key_id(&self.name, self.kind, &self.key));
        let key = [[self.kind].as_slice(), self.key.as_bytes()].concat();
        write!(f, "{}+{id}+{}", self.name, STANDARD.encode(key))
    }
}

impl PublicKey {
    /// Reads a key.
    ///
    /// # Errors
    /// When it is none, or its id is not its own.
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(_), Some(key)) = (parts.next(), parts.next(), parts.next()) else { return Err(Malformed::Key) };
        let bytes = STANDARD.decode(key).map_err(|_| Malformed::Key)?;
        let (kind, key) = bytes.split_first().ok_or(Malformed::Key)?;
        let key = <[u8; 32]>::try_from(key).ok().and_then(|key| VerifyingKey::from_bytes(&key).ok()).ok_or(Malformed::Key)?;
        let read = Self { name: name.to_owned(), kind: *kind, key };
        if !is_name(name) || ![LOG, COSIGNER].contains(kind) || read.to_string() != text.trim() {
            return Err(Malformed::Key);
        }
        Ok(read)
    }

    /// Whose key it is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The head a note tells of, when this key signed it.
    pub fn open(&self, note: &Note) -> Option<Checkpoint> {
        let checkpoint = Checkpoint::from_text(&note.text).ok()?;
        let is_signed = self.kind == LOG
            && checkpoint.origin == self.name
            && self.signatures(note).any(|bytes| self.is_by(note.text.as_bytes(), bytes));
        is_signed.then_some(checkpoint)
    }

    /// When this witness signed for a note, in seconds since 1970.
    pub fn cosigned_at(&self, note: &Note) -> Option<u64> {
        self.signatures(note).find_map(|bytes| {
            let (seconds, signature) = bytes.split_first_chunk::<8>()?;
            let seconds = u64::from_be_bytes(*seconds);
            (self.kind == COSIGNER && self.is_by(cosigned(&note.text, seconds).as_bytes(), signature)).then_some(seconds)
        })
    }

    fn signatures<'n>(&self, note: &'n Note) -> impl Iterator<Item = &'n [u8]> {
        let (name, key_id) = (self.name.clone(), key_id(&self.name, self.kind, &self.key));
        note.signatures.iter().filter(move |one| one.name == name && one.key_id == key_id).map(|one| one.bytes.as_slice())
    }

    fn is_by(&self, text: &[u8], signature: &[u8]) -> bool {
        ed25519_dalek::Signature::from_slice(signature).is_ok_and(|signature| self.key.verify_strict(text, &signature).is_ok())
    }
}
