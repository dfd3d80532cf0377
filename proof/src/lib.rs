//! Proves that a log was only ever added to. No input or output, no clock, no randomness: hashes, keys and instants are arguments.
//!
//! A row is a leaf of a Merkle tree (RFC 6962); the tree's root with the number of leaves, signed, is a head ([`Checkpoint`], C2SP
//! tlog-checkpoint). Whoever keeps one head can be shown that a row is in the log ([`tree::is_included`]) and that a later head
//! continues theirs ([`tree::is_continued`]). A [`witness`] does the second and signs for it.
//!
//! Reading order: `tree.rs` → `note.rs` → `checkpoint.rs` → `witness.rs`, `receipt.rs`, `sample.rs`.

pub mod checkpoint;
pub mod note;
pub mod receipt;
pub mod sample;
pub mod tree;
pub mod witness;

pub use checkpoint::{Checkpoint, CosignerKey, LogKey, PublicKey};
pub use tree::Hash;
