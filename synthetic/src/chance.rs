//! The only source of chance: streams derived from the seed, a purpose and an index.
//!
//! Two streams of the same seed and purpose but another index are independent, so that any family can be made alone,
//! in any order, and comes out the same.

use rand::{RngExt, SeedableRng};
use rand_distr::{Distribution, LogNormal};
use rand_xoshiro::Xoshiro256PlusPlus;

/// What a stream is for; each purpose has streams of its own, so that a change in one does not shift the others.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Purpose {
    Municipality = 1,
    Household = 2,
    Concern = 3,
    Practice = 4,
}

/// A stream of chance.
pub(crate) struct Chance(Xoshiro256PlusPlus);

impl Chance {
    pub(crate) fn stream(seed: u64, purpose: Purpose, index: u64) -> Self {
        let mixed = mix(mix(mix(seed) ^ purpose as u64) ^ index);
        Self(Xoshiro256PlusPlus::seed_from_u64(mixed))
    }

    /// Between 0 and 1, 1 excluded.
    pub(crate) fn unit(&mut self) -> f64 {
        self.0.random()
    }

    /// True with this probability.
    pub(crate) fn is(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// One of `0..n`; 0 when there is nothing to choose from.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        if n == 0 { 0 } else { self.0.random_range(0..n) }
    }

    /// A whole number, both ends included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        self.0.random_range(low..=high.max(low))
    }

    /// One of these; the slice must not be empty.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// One of these by weight; the slice must not be empty.
    pub(crate) fn weighted<'a, T>(&mut self, from: &'a [(f64, T)]) -> &'a T {
        let total: f64 = from.iter().map(|(weight, _)| weight).sum();
        let mut left = self.unit() * total;
        for (weight, value) in from {
            left -= weight;
            if left < 0.0 {
                return value;
            }
        }
        &from[from.len() - 1].1
    }

    /// A positive number around a median, skewed as durations are: `spread` is the standard deviation of its logarithm.
    pub(crate) fn around(&mut self, median: f64, spread: f64) -> f64 {
        match LogNormal::new(median.ln(), spread) {
            Ok(distribution) => distribution.sample(&mut self.0),
            Err(_) => median,
        }
    }
}

/// SplitMix64's finaliser: neighbouring inputs give unrelated outputs.
const fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_repeat_and_differ() {
        let first = |seed, purpose, index| Chance::stream(seed, purpose, index).unit();
        assert_eq!(first(1, Purpose::Household, 7).to_bits(), first(1, Purpose::Household, 7).to_bits());
        for other in [first(2, Purpose::Household, 7), first(1, Purpose::Practice, 7), first(1, Purpose::Household, 8)] {
            assert_ne!(first(1, Purpose::Household, 7).to_bits(), other.to_bits());
        }
    }

    #[test]
    fn weights_are_kept() {
        let mut chance = Chance::stream(1, Purpose::Municipality, 0);
        let often = (0..10_000).filter(|_| *chance.weighted(&[(0.9, true), (0.1, false)])).count();
        assert!((8_800..9_200).contains(&often), "{often}");
    }
}
