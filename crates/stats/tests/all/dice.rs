// SPDX-License-Identifier: EUPL-1.2
//! What the simulations throw and count with.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use stats::sample::{Moments, Share};
use stats::special::{binomial, normal};

/// Chance from a fixed seed.
pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    pub fn chance(&mut self) -> f64 {
        self.0.random_range(f64::EPSILON..1.0)
    }

    /// One of these places.
    pub fn place(&mut self, among: std::ops::Range<usize>) -> usize {
        self.0.random_range(among)
    }

    pub fn normal(&mut self, centre: f64, sd: f64) -> f64 {
        centre + sd * normal::quantile(self.chance())
    }

    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.chance().ln()
    }

    pub fn hits(&mut self, n: u64, p: f64) -> Share {
        let hits = (0..n).filter(|_| self.chance() < p).count();
        Share::new(hits as u64, n).unwrap()
    }

    pub fn sample(&mut self, n: u64, centre: f64, sd: f64) -> Moments {
        let values: Vec<f64> = (0..n).map(|_| self.normal(centre, sd)).collect();
        Moments::of(&values).unwrap()
    }
}

/// The share of `times` runs in which something holds.
pub fn rate(times: u32, mut holds: impl FnMut() -> bool) -> f64 {
    f64::from((0..times).map(|_| u32::from(holds())).sum::<u32>()) / f64::from(times)
}

/// Holds an interval of 95 % to 93 to 97 %.
#[track_caller]
pub fn covers(what: &str, share: f64) {
    println!("coverage of {what}: {:.2} %", 100.0 * share);
    assert!((0.93..=0.97).contains(&share), "{what} covers {share}");
}

/// The chance of each number of hits.
pub fn chances(n: u64, p: f64) -> Vec<f64> {
    let upto: Vec<f64> = (0..=n).map(|k| binomial::cdf(k, n, p)).collect();
    (0..upto.len()).map(|k| upto[k] - if k == 0 { 0.0 } else { upto[k - 1] }).collect()
}

/// Sum of the chances of all pairs of outcomes for which something holds.
pub fn counted(n: u64, from: f64, to: f64, holds: impl Fn(Share, Share) -> bool) -> f64 {
    let (before, after) = (chances(n, from), chances(n, to));
    let mut sum = 0.0;
    for (a, p) in before.iter().enumerate().filter(|(_, p)| **p > 1e-9) {
        for (b, q) in after.iter().enumerate().filter(|(_, q)| **q > 1e-9) {
            if holds(Share::new(a as u64, n).unwrap(), Share::new(b as u64, n).unwrap()) {
                sum += p * q;
            }
        }
    }
    sum
}
