// SPDX-License-Identifier: EUPL-1.2
//! Two one-sided tests: proof that a difference is too small to matter.

use crate::interval::{newcombe, welch};
use crate::level::{Estimate, Level};
use crate::refused::{Result, inside, positive, refuse};
use crate::sample::{Moments, Share};
use crate::special::student;

/// Whether a difference is certainly smaller than what matters.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Equivalence {
    /// The difference with the interval of level 1 - 2 alpha; the test holds when it lies within the margin.
    pub difference: Estimate,
    /// Larger p-value of the two tests; none where the test goes by the interval alone.
    pub p: Option<f64>,
    /// Proven to be smaller than the margin, on both sides.
    pub equivalent: bool,
}

fn doubled(alpha: f64) -> Result<Level> {
    if inside("alpha", alpha)? >= 0.5 {
        return refuse("alpha", format!("two one-sided tests need alpha below 0.5, got {alpha}"));
    }
    Level::new(1.0 - 2.0 * alpha)
}

/// Means, `now` minus `base`, within plus or minus `margin` (same unit, above 0). Assumes what [`welch`] assumes.
///
/// Source: D. J. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15 (1987), with Welch's error.
pub fn tost_means(base: Moments, now: Moments, margin: f64, alpha: f64) -> Result<Equivalence> {
    positive("margin", margin)?;
    let compared = welch(base, now, doubled(alpha)?)?;
    let value = compared.difference.value;
    let above = student::sf((value + margin) / compared.error, compared.df);
    let below = student::cdf((value - margin) / compared.error, compared.df);
    let p = above.max(below);
    Ok(Equivalence { difference: compared.difference, p: Some(p), equivalent: p <= alpha })
}

/// Shares, `now` minus `base`, within plus or minus `margin` (a share: 0.03 is 3 percentage points). Goes by Newcombe's
/// interval.
///
/// Source: Schuirmann as above; interval inclusion with method 10 of Newcombe (1998).
pub fn tost_shares(base: Share, now: Share, margin: f64, alpha: f64) -> Result<Equivalence> {
    inside("margin", margin)?;
    let difference = newcombe(base, now, doubled(alpha)?)?;
    let equivalent = difference.low > -margin && difference.high < margin;
    Ok(Equivalence { difference, p: None, equivalent })
}
