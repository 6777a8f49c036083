// SPDX-License-Identifier: EUPL-1.2
//! The binomial distribution.

use super::beta;
use crate::num::real;

/// The chance of at most `k` hits in `n` draws with chance `p` each.
pub fn cdf(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    beta::incomplete(real(n - k), real(k + 1), 1.0 - p, p)
}

/// The fewest hits `k` with a chance of at least `share` on at most `k` hits (R: qbinom).
pub fn quantile(share: f64, n: u64, p: f64) -> u64 {
    let (mut low, mut high) = (0, n);
    while low < high {
        let middle = low + (high - low) / 2;
        if cdf(middle, n, p) >= share { high = middle } else { low = middle + 1 }
    }
    low
}
