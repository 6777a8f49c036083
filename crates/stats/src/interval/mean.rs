// SPDX-License-Identifier: EUPL-1.2
//! Means: Student's interval and Welch's comparison.

use crate::level::{Estimate, Level};
use crate::num::real;
use crate::refused::{Result, refuse};
use crate::sample::Moments;
use crate::special::student;

/// Student's interval of a mean. Assumes independent values, and either a roughly normal distribution or some dozens
/// of values. Refuses fewer than two values.
///
/// Source: Student, Biometrika 6 (1908).
pub fn mean(sample: Moments, level: Level) -> Result<Estimate> {
    let error = (sample.variance()? / real(sample.n())).sqrt();
    Ok(Estimate::around(sample.mean(), level.t(real(sample.n() - 1)) * error, level))
}

/// A difference of two means, tested.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Comparison {
    /// The difference, second minus first, with its interval; same unit as the values.
    pub difference: Estimate,
    /// Standard error of the difference.
    pub error: f64,
    /// Degrees of freedom (Welch-Satterthwaite).
    pub df: f64,
    /// Two-sided p-value of "no difference".
    pub p: f64,
}

/// Difference of two means, `now` minus `base`, without assuming equal variances. Assumes independent groups of
/// independent values. Refuses fewer than two values in a group, and two groups without any spread.
///
/// Source: B. L. Welch, Biometrika 34 (1947).
pub fn welch(base: Moments, now: Moments, level: Level) -> Result<Comparison> {
    let (a, b) = (base.variance()? / real(base.n()), now.variance()? / real(now.n()));
    let error = (a + b).sqrt();
    if error <= 0.0 {
        return refuse(
            "comparison of means",
            "both groups have no spread at all, so no error can be computed",
        );
    }
    // By shares, so that tiny variances do not underflow when squared.
    let (share_a, share_b) = (a / (a + b), b / (a + b));
    let df = 1.0 / (share_a * share_a / real(base.n() - 1) + share_b * share_b / real(now.n() - 1));
    let value = now.mean() - base.mean();
    Ok(Comparison {
        difference: Estimate::around(value, level.t(df) * error, level),
        error,
        df,
        p: student::two_sided(value / error, df),
    })
}
