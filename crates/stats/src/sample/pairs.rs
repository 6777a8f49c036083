// SPDX-License-Identifier: EUPL-1.2
//! Two values per unit: what a ratio needs.

use crate::num::real;
use crate::refused::{Result, finite, refuse};

/// Number, means, spreads and covariance of pairs. Merges like [`super::Moments`] (same source).
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Pairs {
    n: u64,
    mean: (f64, f64),
    m2: (f64, f64),
    cross: f64,
}

impl Pairs {
    /// From pairs; refuses what is not finite.
    pub fn of(pairs: &[(f64, f64)]) -> Result<Self> {
        let mut all = Self::default();
        for (x, y) in pairs {
            finite("first value", *x)?;
            finite("second value", *y)?;
            all = all.merge(Self { n: 1, mean: (*x, *y), ..Self::default() });
        }
        finite("sum of squares", all.m2.0 + all.m2.1 + all.cross.abs())?;
        Ok(all)
    }

    /// Both together.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        if self.n == 0 {
            return other;
        }
        if other.n == 0 {
            return self;
        }
        let n = real(self.n) + real(other.n);
        let share = real(other.n) / n;
        let weight = real(self.n) * share;
        let off = (other.mean.0 - self.mean.0, other.mean.1 - self.mean.1);
        Self {
            n: self.n + other.n,
            mean: (self.mean.0 + off.0 * share, self.mean.1 + off.1 * share),
            m2: (
                self.m2.0 + other.m2.0 + off.0 * off.0 * weight,
                self.m2.1 + other.m2.1 + off.1 * off.1 * weight,
            ),
            cross: self.cross + other.cross + off.0 * off.1 * weight,
        }
    }

    /// How many pairs.
    pub const fn n(self) -> u64 {
        self.n
    }

    /// The two means.
    pub const fn means(self) -> (f64, f64) {
        self.mean
    }

    /// Variance of the first, of the second, and their covariance (n - 1). Refuses fewer than two pairs.
    pub fn covariance(self) -> Result<(f64, f64, f64)> {
        if self.n < 2 {
            return refuse("covariance", format!("needs at least 2 pairs, got {}", self.n));
        }
        let below = real(self.n - 1);
        Ok((self.m2.0 / below, self.m2.1 / below, self.cross / below))
    }
}
