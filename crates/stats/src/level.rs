// SPDX-License-Identifier: EUPL-1.2
//! How sure an interval is, and the figure with its interval.

use crate::refused::{Result, inside};
use crate::special::{normal, student};

/// The share of intervals, made by the same method on fresh data, that hold the true value. Two-sided.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, serde::Serialize)]
#[serde(transparent)]
pub struct Level(f64);

impl Level {
    /// 95 %, the level of all Dutch survey standards.
    pub const P95: Self = Self(0.95);
    /// 90 %: the interval that goes with two one-sided tests at 5 %.
    pub const P90: Self = Self(0.90);

    /// A level such as 0.95. Refuses what does not lie between 0 and 1.
    pub fn new(level: f64) -> Result<Self> {
        inside("level", level).map(Self)
    }

    /// The level as a share.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The chance left outside, both sides together.
    pub const fn alpha(self) -> f64 {
        1.0 - self.0
    }

    /// Half-width in standard errors under the normal distribution: 1.96 at 95 %.
    pub fn z(self) -> f64 {
        -normal::quantile(self.alpha() / 2.0)
    }

    /// Half-width in standard errors under Student's distribution.
    pub fn t(self, df: f64) -> f64 {
        -student::quantile(self.alpha() / 2.0, df)
    }
}

/// A figure with its interval.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Estimate {
    /// The figure itself.
    pub value: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end of the interval.
    pub high: f64,
    /// How sure the interval is.
    pub level: Level,
}

impl Estimate {
    /// A symmetric interval.
    pub(crate) const fn around(value: f64, half: f64, level: Level) -> Self {
        Self { value, low: value - half, high: value + half, level }
    }

    /// Whether the interval holds this value, ends included.
    pub fn holds(&self, x: f64) -> bool {
        self.low <= x && x <= self.high
    }

    /// The figure with the other sign, so that what was low is high.
    #[must_use]
    pub fn negated(self) -> Self {
        Self { value: -self.value, low: -self.high, high: -self.low, level: self.level }
    }
}
