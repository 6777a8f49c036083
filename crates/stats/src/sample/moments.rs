// SPDX-License-Identifier: EUPL-1.2
//! Number, mean and spread of real values.

use crate::num::real;
use crate::refused::{Result, finite, refuse};

/// Number, mean and sum of squared deviations. Merging gives what all values together would give, to rounding; where
/// the result must be the same to the last bit whatever the order, keep [`super::Sums`].
///
/// Source: T. F. Chan, G. H. Golub, R. J. LeVeque, "Updating formulae and a pairwise algorithm for computing sample
/// variances", COMPSTAT 1982.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize)]
pub struct Moments {
    n: u64,
    mean: f64,
    m2: f64,
}

impl Moments {
    /// From values; refuses what is not finite, or so large that its square is not.
    pub fn of(values: &[f64]) -> Result<Self> {
        let mut all = Self::default();
        for value in values {
            all.add(*value)?;
        }
        Ok(all)
    }

    /// From what others report: number, mean and standard deviation (with n - 1).
    pub fn from_summary(n: u64, mean: f64, sd: f64) -> Result<Self> {
        finite("mean", mean)?;
        if finite("standard deviation", sd)? < 0.0 {
            return refuse("standard deviation", format!("cannot be below 0, got {sd}"));
        }
        if n < 2 && sd > 0.0 {
            return refuse("standard deviation", format!("{n} values have no standard deviation"));
        }
        let m2 = finite("standard deviation", sd * sd * real(n.saturating_sub(1)))?;
        Ok(Self { n, mean: if n == 0 { 0.0 } else { mean }, m2 })
    }

    pub(super) const fn raw(n: u64, mean: f64, m2: f64) -> Self {
        Self { n, mean, m2 }
    }

    /// Adds one value.
    pub fn add(&mut self, value: f64) -> Result<()> {
        finite("value", value)?;
        let n = self.n + 1;
        let off = value - self.mean;
        let mean = self.mean + off / real(n);
        let m2 = self.m2 + off * (value - mean);
        finite("sum of squares", m2)?;
        *self = Self { n, mean, m2 };
        Ok(())
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
        let off = other.mean - self.mean;
        Self {
            n: self.n + other.n,
            mean: self.mean + off * real(other.n) / n,
            m2: self.m2 + other.m2 + off * off * real(self.n) * real(other.n) / n,
        }
    }

    /// How many values.
    pub const fn n(self) -> u64 {
        self.n
    }

    /// Their mean; 0 when there are none.
    pub const fn mean(self) -> f64 {
        self.mean
    }

    /// Their variance with n - 1. Refuses fewer than two values.
    pub fn variance(self) -> Result<f64> {
        if self.n < 2 {
            return refuse("variance", format!("needs at least 2 values, got {}", self.n));
        }
        Ok(self.m2.max(0.0) / real(self.n - 1))
    }

    /// Their standard deviation with n - 1. Refuses fewer than two values.
    pub fn sd(self) -> Result<f64> {
        self.variance().map(f64::sqrt)
    }
}
