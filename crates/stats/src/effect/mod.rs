// SPDX-License-Identifier: EUPL-1.2
//! Did the change do it: against a control group, against the trend, against "no relevant difference".

mod autoregressive;
mod did;
mod equivalence;
mod multiple;
mod series;

pub use did::{Observation, difference_in_differences, difference_in_differences_clustered};
pub use equivalence::{Equivalence, tost_means, tost_shares};
pub use multiple::{benjamini_hochberg, benjamini_yekutieli};
pub use series::{
    Coefficient, FEWEST_PERIODS, Interrupted, MOST_PERIODS, NeweyWest, interrupted_series, newey_west,
    usual_lags,
};

use crate::level::{Estimate, Level};
use crate::special::student;

/// An effect in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Effect {
    /// The effect with its interval.
    pub effect: Estimate,
    /// Its standard error; where the interval is not Student's, half the interval in steps of Student's.
    pub error: f64,
    /// Degrees of freedom of Student's distribution it is held against.
    pub df: f64,
    /// Two-sided p-value of "no effect".
    pub p: f64,
    /// The interval of level 1 - 2 alpha, which goes with two one-sided tests; none at a level of 50 % or below.
    pub equivalence: Option<Estimate>,
}

impl Effect {
    fn new(value: f64, variance: f64, df: f64, level: Level) -> Self {
        let error = variance.max(0.0).sqrt();
        let around = |level: Level| Estimate::around(value, level.t(df) * error, level);
        let equivalence = Level::new(1.0 - 2.0 * level.alpha()).ok().map(around);
        Self { effect: around(level), error, df, p: student::two_sided(value / error, df), equivalence }
    }
}
