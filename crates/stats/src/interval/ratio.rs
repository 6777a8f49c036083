// SPDX-License-Identifier: EUPL-1.2
//! A ratio of two means measured on the same units: minutes per case, contacts per letter.

use crate::level::{Estimate, Level};
use crate::num::real;
use crate::refused::{Result, refuse};
use crate::sample::Pairs;

/// Mean of the second divided by mean of the first, by the delta method. Assumes independent units, many of them, and
/// a first mean that is far from 0 against its error. Refuses fewer than two pairs and a first mean of 0.
///
/// Source: W. G. Cochran, "Sampling Techniques", third edition, section 6.4.
pub fn ratio(pairs: Pairs, level: Level) -> Result<Estimate> {
    let (first, second, both) = pairs.covariance()?;
    let (below, above) = pairs.means();
    if below == 0.0 {
        return refuse("ratio", "the mean of the denominator is 0");
    }
    let value = above / below;
    let variance = (second - 2.0 * value * both + value * value * first) / (real(pairs.n()) * below * below);
    let half = level.z() * variance.max(0.0).sqrt();
    if !(value.is_finite() && half.is_finite()) {
        return refuse("ratio", format!("the mean of the denominator ({below}) is too close to 0"));
    }
    Ok(Estimate::around(value, half, level))
}

/// The same by Fieller's theorem: not symmetric, and right also when the denominator is uncertain. Refuses a
/// denominator that may be 0, because then no bounded interval exists.
///
/// Source: E. C. Fieller, JRSS B 16 (1954).
pub fn ratio_fieller(pairs: Pairs, level: Level) -> Result<Estimate> {
    let (first, second, both) = pairs.covariance()?;
    let (below, above) = pairs.means();
    let n = real(pairs.n());
    let share = level.t(n - 1.0).powi(2) / n;
    // The ends are the roots of lead x^2 - 2 middle x + last.
    let lead = below * below - share * first;
    if lead <= 0.0 || !lead.is_finite() {
        return refuse(
            "ratio",
            "the denominator is not clearly different from 0: no bounded interval exists",
        );
    }
    let middle = above * below - share * both;
    let last = above * above - share * second;
    let root = (middle * middle - lead * last).max(0.0).sqrt();
    Ok(Estimate { value: above / below, low: (middle - root) / lead, high: (middle + root) / lead, level })
}
