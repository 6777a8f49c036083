// SPDX-License-Identifier: EUPL-1.2
//! Did the change do it: against a control group, against the trend, against "no relevant difference".

mod did;
mod equivalence;
mod multiple;
mod series;

pub use did::{Observation, difference_in_differences, difference_in_differences_clustered};
pub use equivalence::{Equivalence, tost_means, tost_shares};
pub use multiple::{benjamini_hochberg, benjamini_yekutieli};
pub use series::{Interrupted, interrupted_series, usual_lags};

use crate::level::{Estimate, Level};
use crate::special::student;

/// An effect in the unit of the values.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Effect {
    /// The effect with its interval.
    pub effect: Estimate,
    /// Its standard error.
    pub error: f64,
    /// Degrees of freedom of Student's distribution it is held against.
    pub df: f64,
    /// Two-sided p-value of "no effect".
    pub p: f64,
}

impl Effect {
    fn new(value: f64, variance: f64, df: f64, level: Level) -> Self {
        let error = variance.max(0.0).sqrt();
        let effect = Estimate::around(value, level.t(df) * error, level);
        Self { effect, error, df, p: student::two_sided(value / error, df) }
    }
}
