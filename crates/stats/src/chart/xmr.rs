// SPDX-License-Identifier: EUPL-1.2
//! The chart of individual values and moving ranges: the default when nobody checked the distribution.

use super::MOST_POINTS;
use crate::num::len;
use crate::refused::{Result, all_finite, refuse};

/// Natural process limits of single values.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Xmr {
    /// Mean of the values.
    pub centre: f64,
    /// centre - 2.66 x mean moving range. May lie below what is possible (a negative count): the caller knows.
    pub lower: f64,
    /// centre + 2.66 x mean moving range.
    pub upper: f64,
    /// Mean of the moving ranges.
    pub range: f64,
    /// 3.268 x mean moving range: a jump above it is a signal by itself.
    pub range_upper: f64,
    /// Places of values outside the limits.
    pub outside: Vec<usize>,
    /// Places of values that lie more than `range_upper` from the one before.
    pub jumps: Vec<usize>,
}

/// XmR limits of values in order of time. Assumes no distribution, but neighbours that do not lean on each other.
/// Refuses fewer than 6 values: limits on less are noise.
///
/// Source: D. J. Wheeler, "Understanding Variation" (1993); factors 2.66 = 3/d2 and 3.268 = D4 for pairs.
pub fn xmr(values: &[f64]) -> Result<Xmr> {
    all_finite("values", values)?;
    if values.len() < 6 || values.len() > MOST_POINTS {
        return refuse("XmR chart", format!("needs 6 to {MOST_POINTS} values, got {}", values.len()));
    }
    let centre = values.iter().sum::<f64>() / len(values.len());
    let ranges: Vec<f64> = values.windows(2).map(|pair| (pair[1] - pair[0]).abs()).collect();
    let range = ranges.iter().sum::<f64>() / len(ranges.len());
    let (lower, upper, range_upper) = (centre - 2.66 * range, centre + 2.66 * range, 3.268 * range);
    all_finite("limits", &[lower, upper, range_upper])?;
    Ok(Xmr {
        centre,
        lower,
        upper,
        range,
        range_upper,
        outside: places(values, |v| *v < lower || *v > upper),
        jumps: places(&ranges, |r| *r > range_upper).iter().map(|place| place + 1).collect(),
    })
}

fn places(values: &[f64], hit: impl Fn(&f64) -> bool) -> Vec<usize> {
    values.iter().enumerate().filter(|(_, v)| hit(v)).map(|(place, _)| place).collect()
}
