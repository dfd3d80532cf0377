//! The tree, against a second one: the crate ct-merkle, written by others.
#![allow(missing_docs, clippy::unwrap_used)]

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof};
use proptest::prelude::*;
use sha2::Sha256;
use std::ops::Range;
use trin_proof::tree::{self, Growing, Hash};

type Theirs = MemoryBackedTree<Sha256, Vec<u8>>;

/// A tree of numbered rows.
struct Ours(Vec<Hash>);

fn row(no: u64) -> Vec<u8> {
    format!("row {no}").into_bytes()
}

impl Ours {
    fn new(size: u64) -> Self {
        Self((0..size).map(|no| tree::leaf(&row(no))).collect())
    }

    fn subtree(&self, subtree: tree::Subtree) -> Hash {
        let first = subtree.index << subtree.level;
        let mut growing = Growing::default();
        for leaf in &self.0[first as usize..(first + (1 << subtree.level)) as usize] {
            growing.push(*leaf, |_, _| ());
        }
        growing.root()
    }

    fn hash(&self, range: &Range<u64>) -> Hash {
        let hashes: Vec<Hash> = tree::subtrees(range).into_iter().map(|subtree| self.subtree(subtree)).collect();
        tree::join(&hashes).unwrap_or_else(tree::empty)
    }

    fn hashes(&self, path: &[Range<u64>]) -> Vec<Hash> {
        path.iter().map(|range| self.hash(range)).collect()
    }

    fn root(&self, size: u64) -> Hash {
        self.hash(&(0..size))
    }
}

fn theirs(size: u64) -> Theirs {
    let mut tree = Theirs::new();
    for no in 0..size {
        tree.push(row(no));
    }
    tree
}

#[test]
fn every_small_tree_is_theirs() {
    for size in 0..70 {
        let (ours, theirs) = (Ours::new(size), theirs(size));
        assert_eq!(ours.root(size).as_slice(), theirs.root().as_bytes().as_slice(), "{size}");
        for at in 0..size {
            let proof = ours.hashes(&tree::inclusion(at, size).unwrap());
            assert_eq!(proof.concat(), theirs.prove_inclusion(at as usize).as_bytes(), "{at} of {size}");
            assert!(tree::is_included(&ours.0[at as usize], at, size, &ours.root(size), &proof));
        }
        for old in 1..size {
            let proof = ours.hashes(&tree::consistency(old, size).unwrap());
            assert_eq!(proof.concat(), theirs.prove_consistency((size - old) as usize).as_bytes(), "{old} to {size}");
            assert!(tree::is_continued(old, &ours.root(old), size, &ours.root(size), &proof));
        }
    }
}

#[test]
fn the_empty_tree_and_the_same_tree_are_continued() {
    let ours = Ours::new(5);
    assert!(tree::is_continued(0, &tree::empty(), 5, &ours.root(5), &[]));
    assert!(tree::is_continued(5, &ours.root(5), 5, &ours.root(5), &[]));
    assert!(!tree::is_continued(5, &ours.root(5), 5, &ours.root(4), &[]));
    assert!(!tree::is_continued(0, &ours.root(1), 5, &ours.root(5), &[]));
    assert!(!tree::is_continued(5, &ours.root(5), 4, &ours.root(4), &[]));
    assert_eq!(tree::inclusion(5, 5), None);
}

#[test]
fn a_tree_that_grows_tells_what_becomes_whole() {
    let ours = Ours::new(300);
    let mut growing = Growing::default();
    for (no, leaf) in ours.0.iter().enumerate() {
        growing.push(*leaf, |subtree, hash| assert_eq!(*hash, ours.subtree(subtree), "{subtree:?}"));
        assert_eq!(growing.root(), ours.root(no as u64 + 1));
    }
    let peaks: Vec<Hash> = tree::subtrees(&(0..300)).into_iter().map(|subtree| ours.subtree(subtree)).collect();
    assert_eq!(Growing::from_peaks(300, peaks.clone()).unwrap().root(), ours.root(300));
    assert!(Growing::from_peaks(301, peaks).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn larger_trees_are_theirs(size in 1..3_000_u64, at in any::<prop::sample::Index>(), old in any::<prop::sample::Index>()) {
        let (ours, theirs) = (Ours::new(size), theirs(size));
        let (at, old) = (at.index(size as usize) as u64, old.index(size as usize) as u64 + 1);
        let root = ours.root(size);
        let their_root = theirs.root();
        prop_assert_eq!(root.as_slice(), their_root.as_bytes().as_slice());
        let included = ours.hashes(&tree::inclusion(at, size).unwrap());
        let proof = InclusionProof::<Sha256>::try_from_bytes(included.concat()).unwrap();
        prop_assert!(theirs.root().verify_inclusion(&row(at), at, &proof).is_ok());
        if old < size {
            let continued = ours.hashes(&tree::consistency(old, size).unwrap());
            let proof = ConsistencyProof::<Sha256>::try_from_bytes(continued.concat()).unwrap();
            let was = ct_merkle::RootHash::<Sha256>::new(ours.root(old).into(), old);
            prop_assert!(theirs.root().verify_consistency(&was, &proof).is_ok());
        }
    }

    #[test]
    fn no_other_proof_holds(size in 2..400_u64, at in any::<prop::sample::Index>(), old in any::<prop::sample::Index>(),
                            which in any::<prop::sample::Index>(), bit in 0..256_usize) {
        let ours = Ours::new(size);
        let (at, old) = (at.index(size as usize) as u64, old.index(size as usize - 1) as u64 + 1);
        let root = ours.root(size);
        let leaf = ours.0[at as usize];
        let flipped = |mut proof: Vec<Hash>| {
            let at = which.index(proof.len());
            proof[at][bit / 8] ^= 1 << (bit % 8);
            proof
        };
        let included = ours.hashes(&tree::inclusion(at, size).unwrap());
        prop_assert!(tree::is_included(&leaf, at, size, &root, &included));
        prop_assert!(!tree::is_included(&leaf, at, size, &root, &flipped(included.clone())));
        prop_assert!(!tree::is_included(&leaf, (at + 1) % size, size, &root, &included));
        prop_assert!(!tree::is_included(&tree::leaf(b"another"), at, size, &root, &included));
        prop_assert!(!tree::is_included(&leaf, at, size, &root, &included[1..]));
        let continued = ours.hashes(&tree::consistency(old, size).unwrap());
        let was = ours.root(old);
        prop_assert!(tree::is_continued(old, &was, size, &root, &continued));
        prop_assert!(!tree::is_continued(old, &was, size, &root, &flipped(continued.clone())));
        prop_assert!(!tree::is_continued(old, &tree::leaf(b"another"), size, &root, &continued));
        prop_assert!(!tree::is_continued(old, &was, size, &root, &continued[1..]));
    }
}
