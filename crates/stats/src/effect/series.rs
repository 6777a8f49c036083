// SPDX-License-Identifier: EUPL-1.2
//! Interrupted time series: did level or trend break at the change.

use super::Effect;
use super::autoregressive::Regression;
use crate::level::Level;
use crate::linear::{Fit, Row, dot, quadratic};
use crate::num::{floor, index, len};
use crate::refused::{Result, all_finite, refuse};

/// Fewest periods on either side of the change. Below it the intervals do not keep what they promise.
pub const FEWEST_PERIODS: usize = 13;

/// Series of more periods are refused.
pub const MOST_PERIODS: usize = 10_000;

/// What changed at the change, against the trend before it.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Interrupted {
    /// Trend before the change, per period.
    pub trend: Effect,
    /// Jump at the first period after the change.
    pub jump: Effect,
    /// Change of the trend, per period.
    pub bend: Effect,
    /// Effect in the last period: what is there against what the old trend would have given.
    pub at_end: Effect,
    /// How much a period leans on the one before it: -1 to 1.
    pub correlation: f64,
}

/// Fits Y = b0 + b1 t + b2 D + b3 (t - t0) D to values at equal intervals, of which the first `before` lie before the
/// change. Assumes straight trends, no season, errors of one size that lean on the error before them alone, and nothing
/// else that changed at the same time. How much they lean is not known, and the intervals count with that: at 95 % they
/// cover 93 to 97 % from 26 periods on when the correlation is 0 to 0.6 (simulated, `tests/all/series.rs`). Refuses
/// fewer than [`FEWEST_PERIODS`] on either side, more than [`MOST_PERIODS`], and data without scatter.
///
/// Source: the model of A. K. Wagner and others, Journal of Clinical Pharmacy and Therapeutics 27 (2002); the intervals
/// of A. Zellner, G. C. Tiao, JASA 59 (1964), because those from an estimated correlation are too narrow in short
/// series: S. L. Turner and others, BMC Medical Research Methodology 21 (2021) 181.
pub fn interrupted_series(values: &[f64], before: usize, level: Level) -> Result<Interrupted> {
    let design = design(values, before)?;
    let fit = Regression::new(&design, values)?;
    let [trend, jump, bend, at_end] = combinations(values.len() - before);
    Ok(Interrupted {
        trend: fit.effect(&trend, level)?,
        jump: fit.effect(&jump, level)?,
        bend: fit.effect(&bend, level)?,
        at_end: fit.effect(&at_end, level)?,
        correlation: fit.correlation(),
    })
}

/// A coefficient and its standard error.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Coefficient {
    /// The coefficient by ordinary least squares.
    pub value: f64,
    /// Its standard error.
    pub error: f64,
}

/// The same four with the errors of Newey and West.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct NeweyWest {
    /// Trend before the change, per period.
    pub trend: Coefficient,
    /// Jump at the first period after the change.
    pub jump: Coefficient,
    /// Change of the trend, per period.
    pub bend: Coefficient,
    /// Effect in the last period.
    pub at_end: Coefficient,
    /// Lags that the errors allow for.
    pub lags: usize,
}

/// Lags that Newey and West advise for so many periods: floor(4 (n/100)^(2/9)).
///
/// Source: W. K. Newey, K. D. West, Review of Economic Studies 61 (1994).
pub fn usual_lags(periods: usize) -> usize {
    index(floor(4.0 * (len(periods) / 100.0).powf(2.0 / 9.0)))
}

/// Fits the same line with Newey-West errors (n/(n-k)), as other tools give them, to compare with. It gives no interval
/// on purpose: these errors assume no form of correlation, but plus or minus 1.96 of them covers 86 % at 24 periods and
/// 91 % at 104 (simulated); use [`interrupted_series`]. Refuses what that refuses, and lags of a quarter of the periods
/// or more.
///
/// Source: W. K. Newey, K. D. West, Econometrica 55 (1987).
pub fn newey_west(values: &[f64], before: usize, lags: Option<usize>) -> Result<NeweyWest> {
    let design = design(values, before)?;
    let lags = lags.unwrap_or_else(|| usual_lags(values.len()));
    if lags >= values.len().div_ceil(4) {
        return refuse(
            "lags",
            format!("must be below a quarter of the {} periods, got {lags}", values.len()),
        );
    }
    let fit = Fit::new(&design, values)?;
    let covariance = fit.newey_west(lags);
    let coefficient = |of: Row<4>| {
        let error = quadratic(&of, &covariance).sqrt();
        if error > 0.0 && error.is_finite() {
            return Ok(Coefficient { value: dot(&of, &fit.beta), error });
        }
        refuse("interrupted time series", "the errors cancel out: no error can be computed")
    };
    let [trend, jump, bend, at_end] = combinations(values.len() - before);
    Ok(NeweyWest {
        trend: coefficient(trend)?,
        jump: coefficient(jump)?,
        bend: coefficient(bend)?,
        at_end: coefficient(at_end)?,
        lags,
    })
}

/// Trend, jump, bend and what both make of the last period.
fn combinations(after: usize) -> [Row<4>; 4] {
    [[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 1.0, len(after - 1)]]
}

fn design(values: &[f64], before: usize) -> Result<Vec<Row<4>>> {
    all_finite("values", values)?;
    let after = values.len().saturating_sub(before);
    if before < FEWEST_PERIODS || after < FEWEST_PERIODS || values.len() > MOST_PERIODS {
        return refuse(
            "interrupted time series",
            format!(
                "needs {FEWEST_PERIODS} periods on either side (at most {MOST_PERIODS} in all), got {before} and {after}"
            ),
        );
    }
    let row = |t: usize| {
        let (step, since) = if t < before { (0.0, 0.0) } else { (1.0, len(t - before)) };
        [1.0, len(t), step, since]
    };
    Ok((0..values.len()).map(row).collect())
}
