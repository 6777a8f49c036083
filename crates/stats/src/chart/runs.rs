// SPDX-License-Identifier: EUPL-1.2
//! Run rules: a shift that no single point betrays.

use super::MOST_POINTS;
use crate::num::{floor, index, len};
use crate::refused::{Result, all_finite, finite, refuse};
use crate::special::binomial;

/// Runs around a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct Runs {
    /// Values that do not lie on the line; only these count.
    pub useful: usize,
    /// Most neighbours on one side.
    pub longest: usize,
    /// How long a run may be by chance.
    pub longest_allowed: usize,
    /// How often the values cross the line.
    pub crossings: usize,
    /// How often they should at least.
    pub crossings_needed: usize,
    /// Whether either limit is broken: the level has shifted.
    pub shift: bool,
}

/// Longest run allowed and crossings needed for so many useful values: round(log2 n) + 3, and the 5 % quantile of
/// Binomial(n - 1, 1/2). Refuses fewer than 10, where the rules have no power.
///
/// Source: J. Anhoej, A. V. Olesen, PLoS ONE 9 (2014) e113825; J. Anhoej, T. Wentzel-Larsen, BMC Medical Research
/// Methodology 18 (2018) 20.
pub fn runs_allowed(useful: usize) -> Result<(usize, usize)> {
    if !(10..=MOST_POINTS).contains(&useful) {
        return refuse("run rules", format!("need 10 to {MOST_POINTS} values off the line, got {useful}"));
    }
    let longest = index(floor(len(useful).log2().round())) + 3;
    let crossings = index(binomial::quantile(0.05, useful as u64 - 1, 0.5));
    Ok((longest, crossings))
}

/// Run rules around a line, which should be the median of a stable period. Assumes independent values of which half
/// lie on either side. Refuses fewer than 10 values that do not lie on the line.
pub fn runs(values: &[f64], line: f64) -> Result<Runs> {
    all_finite("values", values)?;
    finite("line", line)?;
    let sides: Vec<bool> = values
        .iter()
        .filter_map(|v| v.partial_cmp(&line).filter(|order| order.is_ne()))
        .map(std::cmp::Ordering::is_gt)
        .collect();
    let (longest_allowed, crossings_needed) = runs_allowed(sides.len())?;
    let crossings = sides.windows(2).filter(|pair| pair[0] != pair[1]).count();
    let longest = sides.chunk_by(|a, b| a == b).map(<[bool]>::len).max().unwrap_or(0);
    Ok(Runs {
        useful: sides.len(),
        longest,
        longest_allowed,
        crossings,
        crossings_needed,
        shift: longest > longest_allowed || crossings < crossings_needed,
    })
}
