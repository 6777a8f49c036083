// SPDX-License-Identifier: EUPL-1.2
//! Chance that repeats itself: the same seed gives the same draws on every machine.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

/// A row of dice that belongs to one seed and one purpose.
#[derive(Debug, Clone)]
pub struct Kans(ChaCha8Rng);

impl Kans {
    /// Dice for one thing, for instance one question; `number` tells things of the same purpose apart.
    pub fn new(seed: u64, purpose: u64, number: u64) -> Self {
        // Multiplication by large odd numbers spreads neighbouring numbers over the whole range.
        let mixed = seed
            ^ purpose.wrapping_mul(0x9e37_79b9_7f4a_7c15)
            ^ number.wrapping_add(1).wrapping_mul(0xd1b5_4a32_d192_ed03);
        Self(ChaCha8Rng::seed_from_u64(mixed))
    }

    /// A number from 0 up to but without `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: usize) -> usize {
        if n < 2 { 0 } else { self.0.random_range(0..n) }
    }

    /// A number from `low` up to and including `high`; `low` when they are the wrong way round.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        if low >= high { low } else { self.0.random_range(low..=high) }
    }

    /// A weight below `total`, to look up in running totals.
    pub fn weight(&mut self, total: u64) -> u64 {
        if total == 0 { 0 } else { self.0.random_range(0..total) }
    }

    /// Whether something happens that happens in `percent` of the cases.
    pub fn percent(&mut self, percent: f64) -> bool {
        self.0.random_range(0.0..100.0) < percent
    }

    /// One of several; `None` only of nothing.
    pub fn one<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        of.get(self.below(of.len()))
    }

    /// One of several texts; empty only of nothing.
    pub fn text<'t>(&mut self, of: &'t [String]) -> &'t str {
        self.one(of).map_or("", String::as_str)
    }

    /// The place of one of several, by their weights.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let total: u64 = weights.iter().map(|w| u64::from(*w)).sum();
        let mut left = self.weight(total);
        for (place, weight) in weights.iter().enumerate() {
            match left.checked_sub(u64::from(*weight)) {
                Some(rest) => left = rest,
                None => return place,
            }
        }
        0
    }

    /// Puts in an order of chance.
    pub fn shuffle<T>(&mut self, of: &mut [T]) {
        for last in (1..of.len()).rev() {
            of.swap(last, self.below(last + 1));
        }
    }

    /// A part per million that is small more often than large: about a quarter lies above the half.
    pub fn early(&mut self) -> i64 {
        self.between(0, 1_000_000).min(self.between(0, 1_000_000))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_tells_the_same_story_and_another_seed_another() {
        let draw = |seed, number| {
            let mut kans = Kans::new(seed, 1, number);
            (0..5).map(|_| kans.below(1000)).collect::<Vec<_>>()
        };
        assert_eq!(draw(7, 3), draw(7, 3));
        assert_ne!(draw(7, 3), draw(8, 3));
        assert_ne!(draw(7, 3), draw(7, 4));
    }

    #[test]
    fn weights_decide_how_often() {
        let mut kans = Kans::new(1, 1, 1);
        let mut counts = [0; 3];
        for _ in 0..10_000 {
            counts[kans.weighted(&[1, 0, 3])] += 1;
        }
        assert_eq!(counts[1], 0);
        assert!((2_300..2_700).contains(&counts[0]), "{counts:?}");
    }

    #[test]
    fn drawing_from_nothing_gives_nothing() {
        let mut kans = Kans::new(1, 1, 1);
        assert_eq!(kans.one::<u8>(&[]), None);
        assert_eq!((kans.below(0), kans.between(5, 2), kans.weight(0), kans.weighted(&[])), (0, 5, 0, 0));
    }
}
