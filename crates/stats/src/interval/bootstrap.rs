// SPDX-License-Identifier: EUPL-1.2
//! The bias-corrected and accelerated bootstrap, for figures without a formula (a median, a p90).

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use crate::level::{Estimate, Level};
use crate::num::{floor, index, len};
use crate::refused::{Result, all_finite, refuse};
use crate::special::normal;

/// Resamples times values may not exceed this: it bounds the time (about a second).
pub const MOST_DRAWS: usize = 500_000_000;

/// BCa interval of any figure of one sample. The same seed gives the same interval. Assumes independent values;
/// poor for extremes (minimum, p99 of few values). Refuses fewer than 3 values, fewer than 200 resamples, more than
/// [`MOST_DRAWS`] draws, and a figure that does not vary.
///
/// Source: B. Efron, "Better bootstrap confidence intervals", JASA 82 (1987).
pub fn bootstrap(
    values: &[f64],
    figure: impl Fn(&[f64]) -> f64,
    resamples: usize,
    level: Level,
    seed: u64,
) -> Result<Estimate> {
    all_finite("values", values)?;
    if values.len() < 3 {
        return refuse("bootstrap", format!("needs at least 3 values, got {}", values.len()));
    }
    if resamples < 200 {
        return refuse("bootstrap", format!("needs at least 200 resamples, got {resamples}"));
    }
    let draws = resamples.saturating_add(values.len()).saturating_mul(values.len());
    if draws > MOST_DRAWS {
        return refuse("bootstrap", format!("would take {draws} draws; at most {MOST_DRAWS}"));
    }
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut drawn = vec![0.0; values.len()];
    let mut replicates: Vec<f64> = (0..resamples)
        .map(|_| {
            for slot in &mut drawn {
                *slot = values[dice.random_range(0..values.len())];
            }
            figure(&drawn)
        })
        .collect();
    let jackknife: Vec<f64> = (0..values.len())
        .map(|left_out| {
            let rest: Vec<f64> = [&values[..left_out], &values[left_out + 1..]].concat();
            figure(&rest)
        })
        .collect();
    bca(figure(values), &mut replicates, &jackknife, level)
}

/// BCa interval from a figure, its bootstrap replicates and its leave-one-out values. Sorts the replicates.
pub fn bca(value: f64, replicates: &mut [f64], jackknife: &[f64], level: Level) -> Result<Estimate> {
    all_finite("figure", &[value])?;
    all_finite("replicates", replicates)?;
    all_finite("leave-one-out values", jackknife)?;
    if replicates.len() < 2 || jackknife.len() < 2 {
        return refuse("bootstrap", "needs at least 2 replicates and 2 leave-one-out values");
    }
    replicates.sort_by(f64::total_cmp);
    let below = replicates.partition_point(|r| *r < value);
    let at_most = replicates.partition_point(|r| *r <= value);
    let bias = normal::quantile(len(below + at_most) / (2.0 * len(replicates.len())));
    if !bias.is_finite() {
        return refuse("bootstrap", "the figure lies outside all its resamples: it does not vary as data do");
    }
    let centre = jackknife.iter().sum::<f64>() / len(jackknife.len());
    let (mut squares, mut cubes) = (0.0, 0.0);
    for left_out in jackknife {
        let off = centre - left_out;
        squares += off * off;
        cubes += off * off * off;
    }
    if squares <= 0.0 {
        return refuse("bootstrap", "the figure is the same whichever value is left out: no interval exists");
    }
    let acceleration = cubes / (6.0 * squares.powf(1.5));
    let end = |share: f64| {
        let shifted = bias + normal::quantile(share);
        percentile(replicates, normal::cdf(bias + shifted / (1.0 - acceleration * shifted)))
    };
    let tail = level.alpha() / 2.0;
    Ok(Estimate { value, low: end(tail), high: end(1.0 - tail), level })
}

/// Linear interpolation between sorted values (type 7 of Hyndman and Fan).
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = share * len(sorted.len() - 1);
    let low = index(floor(place)).min(sorted.len() - 1);
    let high = (low + 1).min(sorted.len() - 1);
    let part = place - len(low);
    sorted[low] + part * (sorted[high] - sorted[low])
}
