// SPDX-License-Identifier: EUPL-1.2
//! Exact sums of whole values: the rollup row that gives the same bits in any order.

use super::Moments;
use crate::num::real;
use crate::refused::{Result, refuse};

/// Number, sum and sum of squares of whole values (seconds, cents, tenths of a grade). Adding, taking back and
/// merging are exact, so a rebuild from the journal in any order gives the same row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Sums {
    n: u64,
    sum: i128,
    squares: i128,
}

impl Sums {
    /// Values further from 0 are refused: a million years in seconds fits.
    pub const LARGEST: i64 = 1_000_000_000_000;
    /// More values are refused, so that no product below can overflow.
    pub const MOST: u64 = 1_000_000_000_000;

    /// Adds a value.
    pub fn add(&mut self, value: i64) -> Result<()> {
        *self = self.merge(Self::one(value)?)?;
        Ok(())
    }

    /// Takes back a value that was added before. Refuses when what is left cannot be made of values.
    pub fn remove(&mut self, value: i64) -> Result<()> {
        let one = Self::one(value)?;
        let left = Self {
            n: self.n.checked_sub(1).map_or_else(|| refuse("sums", "there is no value to take back"), Ok)?,
            sum: self.sum - one.sum,
            squares: self.squares - one.squares,
        };
        // Cauchy-Schwarz: no values have squares that sum to less.
        let possible = left.squares >= 0 && left.deviations_times_n() >= 0;
        if !possible || (left.n == 0 && left != Self::default()) {
            return refuse("sums", format!("{value} was never added, so it cannot be taken back"));
        }
        *self = left;
        Ok(())
    }

    /// Both together. Refuses more than [`Self::MOST`] values.
    pub fn merge(self, other: Self) -> Result<Self> {
        let n = self.n.saturating_add(other.n);
        if n > Self::MOST {
            return refuse("sums", format!("{n} values; at most {}", Self::MOST));
        }
        Ok(Self { n, sum: self.sum + other.sum, squares: self.squares + other.squares })
    }

    /// How many values.
    pub const fn n(self) -> u64 {
        self.n
    }

    /// Their sum.
    pub const fn sum(self) -> i128 {
        self.sum
    }

    /// Number, mean and spread, in units of `1 / per_unit`: seconds with 60 become minutes.
    pub fn moments(self, per_unit: f64) -> Result<Moments> {
        crate::refused::positive("values per unit", per_unit)?;
        if self.n == 0 {
            return Ok(Moments::default());
        }
        let (whole, rest, about) = self.shifted();
        let n = real(self.n);
        let mean = wide(whole) + wide(rest) / n;
        let m2 = wide(about) - wide(rest) * wide(rest) / n;
        Ok(Moments::raw(self.n, mean / per_unit, m2.max(0.0) / per_unit / per_unit))
    }

    fn one(value: i64) -> Result<Self> {
        if value.abs_diff(0) > Self::LARGEST.unsigned_abs() {
            return refuse("value", format!("{value} is further from 0 than {}", Self::LARGEST));
        }
        let value = i128::from(value);
        Ok(Self { n: 1, sum: value, squares: value * value })
    }

    /// Whole part of the mean, what is left of the sum, and the squares around that whole part: all exact.
    fn shifted(self) -> (i128, i128, i128) {
        let n = i128::from(self.n.max(1));
        let whole = self.sum.div_euclid(n);
        let rest = self.sum.rem_euclid(n);
        (whole, rest, self.squares - 2 * whole * self.sum + i128::from(self.n) * whole * whole)
    }

    /// A number with the sign of the sum of squared deviations.
    fn deviations_times_n(self) -> i128 {
        let (_, rest, about) = self.shifted();
        // rest < n <= 1e12 and about is at least rest (whole values), so the product cannot overflow where it matters.
        about.saturating_mul(i128::from(self.n.max(1))) - rest * rest
    }
}

#[expect(clippy::cast_precision_loss, reason = "the last step from exact to rounded")]
const fn wide(x: i128) -> f64 {
    x as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_and_taken_back_leaves_no_trace() {
        let mut sums = Sums::default();
        for v in [3, -5, 900] {
            sums.add(v).unwrap();
        }
        let before = sums;
        sums.add(123_456).unwrap();
        sums.remove(123_456).unwrap();
        assert_eq!(sums, before);
    }

    #[test]
    fn what_was_never_added_cannot_be_taken_back() {
        let mut sums = Sums::default();
        assert_eq!(sums.remove(1).unwrap_err().why, "there is no value to take back");
        sums.add(10).unwrap();
        assert!(sums.remove(11).unwrap_err().why.contains("never added"));
        assert_eq!(sums.n(), 1);
    }

    #[test]
    fn a_small_spread_around_a_large_mean_keeps_its_digits() {
        let mut sums = Sums::default();
        for v in [999_999_999_999, 1_000_000_000_000, 999_999_999_998] {
            sums.add(v).unwrap();
        }
        assert!((sums.moments(1.0).unwrap().variance().unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn values_out_of_range_are_refused() {
        assert!(Sums::default().add(Sums::LARGEST + 1).is_err());
        assert!(Sums::default().add(i64::MIN).is_err());
        assert!(Sums::default().add(-Sums::LARGEST).is_ok());
    }
}
