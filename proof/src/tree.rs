//! The Merkle tree of RFC 6962, section 2.1: what is hashed, which hashes make a proof, and whether a proof holds.
//!
//! Proofs are told as ranges of leaves whose hashes are needed, so that whoever keeps the tree may find them as it likes.

use sha2::{Digest, Sha256};
use std::ops::Range;

/// A hash of a leaf, a node or a whole tree.
pub type Hash = [u8; 32];

/// The hash of a leaf's bytes.
pub fn leaf(bytes: &[u8]) -> Hash {
    Sha256::new().chain_update([0]).chain_update(bytes).finalize().into()
}

/// The hash of two subtrees side by side.
pub fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

/// The hash of a tree without leaves.
pub fn empty() -> Hash {
    Sha256::digest([]).into()
}

/// A subtree in which no leaf is missing: 2^`level` leaves, the `index`-th such.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Subtree {
    /// How high it is; 0 is a leaf.
    pub level: u32,
    /// How many of its size lie before it.
    pub index: u64,
}

/// The whole subtrees a range of a proof consists of, largest first. [`join`] makes one hash of theirs.
pub fn subtrees(range: &Range<u64>) -> Vec<Subtree> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let level = (range.end - at).ilog2();
        found.push(Subtree { level, index: at >> level });
        at += 1 << level;
    }
    found
}

/// One hash of the hashes of [`subtrees`]; nothing of none.
pub fn join(hashes: &[Hash]) -> Option<Hash> {
    hashes.iter().rev().copied().reduce(|right, left| node(&left, &right))
}

/// The hashes that prove that a leaf is in a tree of a size, as ranges of leaves; nothing when there is no such leaf.
pub fn inclusion(leaf: u64, size: u64) -> Option<Vec<Range<u64>>> {
    if leaf >= size {
        return None;
    }
    let (mut whole, mut path) = (0..size, Vec::new());
    while whole.end - whole.start > 1 {
        let middle = middle(&whole);
        if leaf < middle {
            path.push(middle..whole.end);
            whole.end = middle;
        } else {
            path.push(whole.start..middle);
            whole.start = middle;
        }
    }
    path.reverse();
    Some(path)
}

/// The hashes that prove that a tree of one size is continued by one of another, as ranges of leaves; nothing when it is smaller.
/// None are needed when the sizes are the same, or when there was nothing before.
pub fn consistency(old: u64, new: u64) -> Option<Vec<Range<u64>>> {
    if old > new {
        return None;
    }
    if old == 0 || old == new {
        return Some(Vec::new());
    }
    let (mut whole, mut proof, mut is_left_edge) = (0..new, Vec::new(), true);
    while whole.end != old {
        let middle = middle(&whole);
        if old <= middle {
            proof.push(middle..whole.end);
            whole.end = middle;
        } else {
            proof.push(whole.start..middle);
            whole.start = middle;
            is_left_edge = false;
        }
    }
    // The old tree itself is known to whoever asks.
    if !is_left_edge {
        proof.push(whole);
    }
    proof.reverse();
    Some(proof)
}

/// Where a tree is split: the largest power of two that leaves something on the right.
fn middle(whole: &Range<u64>) -> u64 {
    whole.start + (1 << (whole.end - whole.start - 1).ilog2())
}

/// Whether a leaf's hash is the one at a place in the tree with this root.
pub fn is_included(leaf: &Hash, at: u64, size: u64, root: &Hash, proof: &[Hash]) -> bool {
    let Some(path) = inclusion(at, size) else { return false };
    if path.len() != proof.len() {
        return false;
    }
    let top =
        path.iter().zip(proof).fold(*leaf, |below, (beside, hash)| if beside.start > at { node(&below, hash) } else { node(hash, &below) });
    top == *root
}

/// Whether the tree with the one root and size is continued by the other.
pub fn is_continued(old: u64, old_root: &Hash, new: u64, new_root: &Hash, proof: &[Hash]) -> bool {
    let Some(path) = consistency(old, new) else { return false };
    if path.len() != proof.len() {
        return false;
    }
    if old == 0 {
        return *old_root == empty();
    }
    if old == new {
        return old_root == new_root;
    }
    let mut given = path.iter().zip(proof);
    // The smallest subtree at the old tree's right edge begins both roots.
    let begin = if old.is_power_of_two() { Some(*old_root) } else { given.next().map(|(_, hash)| *hash) };
    let Some(begin) = begin else { return false };
    let (was, is) =
        given.fold(
            (begin, begin),
            |(was, is), (beside, hash)| {
                if beside.start >= old { (was, node(&is, hash)) } else { (node(hash, &was), node(hash, &is)) }
            },
        );
    was == *old_root && is == *new_root
}

/// A tree that grows leaf by leaf and remembers no more than it needs for its root.
#[derive(Clone, Debug, Default)]
pub struct Growing {
    size: u64,
    /// The whole subtrees it consists of, largest first.
    peaks: Vec<Hash>,
}

impl Growing {
    /// A tree of a size, by the hashes of [`subtrees`] of all its leaves; nothing when they are too few or too many.
    pub fn from_peaks(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        (size.count_ones() as usize == peaks.len()).then_some(Self { size, peaks })
    }

    /// Adds a leaf's hash. The subtrees that become whole by it are told, smallest first, the leaf itself among them.
    pub fn push(&mut self, leaf: Hash, mut whole: impl FnMut(Subtree, &Hash)) {
        let (mut hash, mut level) = (leaf, 0);
        whole(Subtree { level, index: self.size }, &hash);
        while self.size >> level & 1 == 1 {
            // A whole subtree of the same size stands to the left.
            let Some(left) = self.peaks.pop() else { break };
            hash = node(&left, &hash);
            level += 1;
            whole(Subtree { level, index: self.size >> level }, &hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// How many leaves it has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Its root.
    pub fn root(&self) -> Hash {
        join(&self.peaks).unwrap_or_else(empty)
    }
}
