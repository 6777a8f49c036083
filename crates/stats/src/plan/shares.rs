// SPDX-License-Identifier: EUPL-1.2
//! Sizes for comparing two shares.

use super::{Demand, size};
use crate::refused::{Result, inside, refuse};

fn uncorrected(from: f64, to: f64, demand: Demand) -> Result<f64> {
    inside("share before", from)?;
    inside("share after", to)?;
    if (from - to).abs() < 1e-9 {
        return refuse("share after", format!("is the same as before ({from}): no sample can prove that"));
    }
    let (alpha, power) = demand.z()?;
    let middle = 0.5 * (from + to);
    let equal = (2.0 * middle * (1.0 - middle)).sqrt();
    let apart = (from * (1.0 - from) + to * (1.0 - to)).sqrt();
    Ok(((alpha * equal + power * apart) / (to - from)).powi(2))
}

/// Trials per group to prove a change of a share. Assumes two equal independent groups and a test without continuity
/// correction. Refuses shares that are equal or not between 0 and 1.
///
/// Source: J. L. Fleiss, "Statistical Methods for Rates and Proportions", formula without correction.
pub fn size_for_shares(from: f64, to: f64, demand: Demand) -> Result<u64> {
    size(uncorrected(from, to, demand)?)
}

/// The same for a test with continuity correction, as the verdicts use.
///
/// Source: J. L. Fleiss, A. Tytun, H. K. Ury, Biometrics 36 (1980).
pub fn size_for_shares_corrected(from: f64, to: f64, demand: Demand) -> Result<u64> {
    let n = uncorrected(from, to, demand)?;
    let root = (1.0 + 4.0 / (n * (to - from).abs())).sqrt();
    size(0.25 * n * (1.0 + root).powi(2))
}
