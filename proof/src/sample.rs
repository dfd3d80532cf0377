//! Which rows of the log are looked at afterwards: a draw nobody can steer and anybody can make again.
//!
//! 1. Before a round begins, a seed of 32 random bytes is made, and its [promise](Seed::promise) is a row of the log.
//! 2. A round covers the rows after the last row of the round before it (the first: after its promise) up to the last row there is when it
//!    is drawn.
//! 3. A row is drawn when the first eight bytes of SHA-256 over `trin/log-sample/v1`, a line feed, the seed and the row's number (eight
//!    bytes, highest first), read as a number, are less than 2⁶⁴ divided by [`ONE_IN`], rounded down.
//! 4. When it is drawn, the seed is a row of the log. Whoever has it, the promise and the numbers of the rows can do 3 again.
//!
//! Whether a row is drawn depends on nothing but the seed and its number: not on the other rows, not on their order.

use crate::Hash;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

/// Of so many rows one is drawn, on average.
pub const ONE_IN: u64 = 100;

/// The secret of one round, until it is told.
#[derive(Clone, PartialEq, Eq)]
pub struct Seed([u8; 32]);

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed")
    }
}

impl Seed {
    /// A seed of random bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads what [`Self::to_hex`] wrote.
    pub fn from_hex(text: &str) -> Option<Self> {
        let digits = text.as_bytes();
        let mut bytes = [0; 32];
        if digits.len() != 64 {
            return None;
        }
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        Some(Self(bytes))
    }

    /// In hexadecimal: once it is told, it is told so.
    pub fn to_hex(&self) -> String {
        HEXLOWER.encode(&self.0)
    }

    /// What is told of it beforehand: SHA-256 over `trin/log-sample/promise/v1`, a line feed and the seed, in hexadecimal.
    pub fn promise(&self) -> String {
        HEXLOWER.encode(&self.over("trin/log-sample/promise/v1\n", &[]))
    }

    /// Whether the row with this number is drawn.
    pub fn draws(&self, row: i64) -> bool {
        first_eight(&self.over("trin/log-sample/v1\n", &row.to_be_bytes())) < u64::MAX / ONE_IN
    }

    /// A number below `of` for the row with this number, to choose among several who could look at it; 0 when there is nobody.
    pub fn choice(&self, row: i64, of: usize) -> usize {
        let number = first_eight(&self.over("trin/log-sample/reviewer/v1\n", &row.to_be_bytes()));
        u64::try_from(of).ok().and_then(|of| number.checked_rem(of)).and_then(|nth| usize::try_from(nth).ok()).unwrap_or(0)
    }

    fn over(&self, what: &str, about: &[u8]) -> Hash {
        Sha256::new().chain_update(what).chain_update(self.0).chain_update(about).finalize().into()
    }
}

fn first_eight(hash: &Hash) -> u64 {
    let (first, _) = hash.split_at(8);
    first.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}
