// SPDX-License-Identifier: EUPL-1.2
//! How many observations a proof needs, computed before the first is made.

mod means;
mod precision;
mod shares;

pub use means::{power_of_means, size_for_equivalence, size_for_means};
pub use precision::{size_for_mean_precision, size_for_share_precision};
pub use shares::{size_for_shares, size_for_shares_corrected};

use crate::num::{ceil, real};
use crate::refused::{Result, inside, refuse};
use crate::special::normal;

/// Plans with more observations per group are refused: no municipality has them.
pub const MOST: u64 = 1_000_000_000;

/// How sure a proof must be.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Demand {
    /// Chance of a false proof when nothing changed, two-sided.
    pub alpha: f64,
    /// Chance of a proof when the change is as large as planned.
    pub power: f64,
}

impl Demand {
    /// alpha 0.05 and power 0.80: what most studies use.
    pub const USUAL: Self = Self { alpha: 0.05, power: 0.80 };

    fn z(self) -> Result<(f64, f64)> {
        inside("alpha", self.alpha)?;
        if inside("power", self.power)? <= self.alpha {
            return refuse("power", format!("must lie above alpha ({}), got {}", self.alpha, self.power));
        }
        Ok((-normal::quantile(self.alpha / 2.0), normal::quantile(self.power)))
    }
}

fn size(n: f64) -> Result<u64> {
    if n.is_nan() || n > real(MOST) {
        return refuse("sample size", format!("comes to {n} per group; at most {MOST}"));
    }
    Ok(ceil("sample size", n)?.max(2))
}
