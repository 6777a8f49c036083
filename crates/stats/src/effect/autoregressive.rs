// SPDX-License-Identifier: EUPL-1.2
//! A regression whose errors lean on the error of the period before, without pretending to know how much.
//!
//! Given the autocorrelation r the answer is exact: generalised least squares and Student's distribution. Not knowing r
//! is what makes intervals of short series too narrow; here r is not estimated and then believed, but integrated out.
//!
//! Source: A. Zellner, G. C. Tiao, "Bayesian analysis of the regression model with autocorrelated errors", JASA 59
//! (1964), flat in r from -1 to 1 and in the logarithm of the spread; the first period with the stationary spread.

use super::Effect;
use crate::level::{Estimate, Level};
use crate::linear::{Fit, Matrix, Row, dot, quadratic};
use crate::num::len;
use crate::refused::{Result, all_finite, refuse};
use crate::special::{quadrature, student};

/// Panels of ten points between the autocorrelations that matter.
const PANELS: u64 = 7;

/// Natural logarithm of the weight, against the heaviest, below which an autocorrelation does not matter.
const NOTHING: f64 = 25.0;

/// What one autocorrelation says.
struct Part<const K: usize> {
    correlation: f64,
    /// Natural logarithm of the weight first, the weight in the end.
    weight: f64,
    beta: [f64; K],
    covariance: Matrix<K>,
}

/// The regression under every autocorrelation that matters.
pub(super) struct Regression<const K: usize> {
    parts: Vec<Part<K>>,
    df: f64,
}

impl<const K: usize> Regression<K> {
    /// Fits the values, which stand in order of time at equal intervals.
    pub(super) fn new(rows: &[Row<K>], values: &[f64]) -> Result<Self> {
        // From residuals of the ordinary fit in their own unit, so that huge and tiny values keep their digits.
        let plain = Fit::new(rows, values)?;
        let unit = (plain.sum_of_squares() / len(rows.len())).sqrt();
        let rest: Vec<f64> = plain.residuals().iter().map(|e| e / unit).collect();
        all_finite("residuals", &rest)?;
        let (low, high) = range(rows, &rest)?;
        let mut parts = Vec::new();
        for (correlation, width) in quadrature::points(low, high, PANELS) {
            let mut part = part(rows, &rest, correlation)?;
            part.weight += width.ln();
            part.beta = std::array::from_fn(|i| plain.beta[i] + unit * part.beta[i]);
            part.covariance = part.covariance.map(|row| row.map(|v| v * unit * unit));
            parts.push(part);
        }
        let most = parts.iter().map(|p| p.weight).fold(f64::NEG_INFINITY, f64::max);
        for part in &mut parts {
            part.weight = (part.weight - most).exp();
        }
        let all: f64 = parts.iter().map(|p| p.weight).sum();
        for part in &mut parts {
            part.weight /= all;
        }
        parts.retain(|p| p.weight > 1e-11);
        Ok(Self { parts, df: len(rows.len() - K) })
    }

    /// The mean of the autocorrelation.
    pub(super) fn correlation(&self) -> f64 {
        self.parts.iter().map(|p| p.weight * p.correlation).sum()
    }

    /// A combination of coefficients.
    pub(super) fn effect(&self, of: &Row<K>, level: Level) -> Result<Effect> {
        let mixture = Mixture {
            parts: self
                .parts
                .iter()
                .map(|p| (p.weight, dot(of, &p.beta), quadratic(of, &p.covariance).max(0.0).sqrt()))
                .collect(),
            df: self.df,
        };
        let odd = |value: f64, error: f64| !value.is_finite() || !error.is_finite() || error <= 0.0;
        if mixture.parts.iter().any(|(_, value, error)| odd(*value, *error)) {
            return refuse("interrupted time series", "the errors cancel out: no error can be computed");
        }
        let effect = mixture.interval(level);
        all_finite("interval", &[effect.low, effect.high])?;
        let equivalence = Level::new(1.0 - 2.0 * level.alpha()).ok().map(|level| mixture.interval(level));
        let error = 0.5 * (effect.high - effect.low) / level.t(self.df);
        let p = (2.0 * mixture.below(0.0).min(mixture.above(0.0))).min(1.0);
        Ok(Effect { effect, error, df: self.df, p, equivalence })
    }
}

/// Lowest and highest autocorrelation that matter: looked for around the heaviest, closer and closer.
fn range<const K: usize>(rows: &[Row<K>], values: &[f64]) -> Result<(f64, f64)> {
    const LOOKS: u32 = 33;
    let (mut low, mut high) = (-1.0, 1.0);
    for _ in 0..12 {
        let width = high - low;
        let place = |look: u32| low + width * f64::from(look) / f64::from(LOOKS);
        let weights = (1..LOOKS)
            .map(|look| Ok(part(rows, values, place(look))?.weight))
            .collect::<Result<Vec<f64>>>()?;
        let most = weights.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let matters = |weight: &f64| *weight > most - NOTHING;
        let first = (1..LOOKS).zip(&weights).find(|(_, w)| matters(w)).map_or(1, |(look, _)| look);
        let last = (1..LOOKS).zip(&weights).rfind(|(_, w)| matters(w)).map_or(LOOKS - 1, |(look, _)| look);
        (low, high) = (place(first - 1), place(last + 1));
        if high - low > 0.5 * width {
            break;
        }
    }
    Ok((low, high))
}

/// The regression when the autocorrelation is known: each period minus what the one before passes on.
fn part<const K: usize>(rows: &[Row<K>], values: &[f64], correlation: f64) -> Result<Part<K>> {
    let spread = 1.0 - correlation * correlation;
    let root = spread.sqrt();
    let first = rows.first().map(|row| row.map(|x| x * root));
    let rest = rows.windows(2).map(|w| std::array::from_fn(|i| w[1][i] - correlation * w[0][i]));
    let rows: Vec<Row<K>> = first.into_iter().chain(rest).collect();
    let first = values.first().map(|y| y * root);
    let rest = values.windows(2).map(|w| w[1] - correlation * w[0]);
    let values: Vec<f64> = first.into_iter().chain(rest).collect();
    let fit = Fit::new(&rows, &values)?;
    let df = len(rows.len() - K);
    let weight = 0.5 * (spread.ln() - fit.ln_determinant - df * fit.sum_of_squares().ln());
    Ok(Part { correlation, weight, beta: fit.beta, covariance: fit.plain() })
}

/// Student's distributions, each with its weight, place and error.
struct Mixture {
    parts: Vec<(f64, f64, f64)>,
    df: f64,
}

impl Mixture {
    fn below(&self, x: f64) -> f64 {
        self.parts
            .iter()
            .map(|(weight, value, error)| weight * student::cdf((x - value) / error, self.df))
            .sum()
    }

    fn above(&self, x: f64) -> f64 {
        self.parts
            .iter()
            .map(|(weight, value, error)| weight * student::sf((x - value) / error, self.df))
            .sum()
    }

    fn density(&self, x: f64) -> f64 {
        let one = |(weight, value, error): &(f64, f64, f64)| {
            let t = (x - value) / error;
            weight / error * (-0.5 * (self.df + 1.0) * (t * t / self.df).ln_1p()).exp()
        };
        student::ln_density(0.0, self.df).exp() * self.parts.iter().map(one).sum::<f64>()
    }

    fn interval(&self, level: Level) -> Estimate {
        let tail = 0.5 * level.alpha();
        let t = level.t(self.df);
        let ends = |sign: f64| self.parts.iter().map(move |(_, value, error)| value + sign * t * error);
        let close = 1e-9 * self.parts.iter().map(|(_, _, error)| *error).fold(f64::INFINITY, f64::min);
        // The end of the mixture lies between the ends of its parts, and mostly near their mean.
        let bracket = |sign: f64| {
            let mean =
                self.parts.iter().map(|(weight, value, error)| weight * (value + sign * t * error)).sum();
            let least = ends(sign).fold(f64::INFINITY, f64::min);
            (least, mean, ends(sign).fold(f64::NEG_INFINITY, f64::max))
        };
        let low = root(|x| (self.below(x) - tail, self.density(x)), bracket(-1.0), close);
        let high = root(|x| (tail - self.above(x), self.density(x)), bracket(1.0), close);
        let value = self.parts.iter().map(|(weight, value, _)| weight * value).sum::<f64>().clamp(low, high);
        Estimate { value, low, high, level }
    }
}

/// Where a rising function passes 0, between two places that hold it (the first and the last), from a first guess, its
/// value and its slope: Newton's steps, held inside what is left, until one is small enough.
fn root(f: impl Fn(f64) -> (f64, f64), (mut low, guess, mut high): (f64, f64, f64), close: f64) -> f64 {
    let mut x = guess.clamp(low, high);
    for _ in 0..200 {
        let (value, slope) = f(x);
        if value < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let newton = x - value / slope;
        let next = if newton >= low && newton <= high { newton } else { low + 0.5 * (high - low) };
        if (next - x).abs() <= close.max(4.0 * f64::EPSILON * x.abs()) || high <= low {
            return next;
        }
        x = next;
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_root_is_found_also_where_the_function_is_flat_or_already_0() {
        assert!(
            (root(|x| (x * x * x - 2.0, 3.0 * x * x), (0.0, 1.0, 5.0), 1e-13) - 2.0_f64.cbrt()).abs() < 1e-12
        );
        assert!(
            (root(|x| ((x - 0.3).powi(9), 9.0 * (x - 0.3).powi(8)), (-1.0, 0.0, 1.0), 1e-13) - 0.3).abs()
                < 1e-3
        );
        assert!(root(|x| (x, 1.0), (0.0, 0.7, 1.0), 1e-13).abs() < 1e-12);
        assert!((root(|x| (x - 1.0, 1.0), (0.0, 0.7, 1.0), 1e-13) - 1.0).abs() < 1e-12);
        assert!((root(|x| (x - 2.0, 0.0), (2.0, 2.0, 2.0), 1e-13) - 2.0).abs() < 1e-12);
    }

    #[test]
    fn one_part_is_student_itself() {
        let mixture = Mixture { parts: vec![(1.0, 3.0, 0.5)], df: 9.0 };
        let got = mixture.interval(Level::P95);
        assert!((got.low - (3.0 - 0.5 * Level::P95.t(9.0))).abs() < 1e-12, "{got:?}");
        assert!((got.high - (3.0 + 0.5 * Level::P95.t(9.0))).abs() < 1e-12, "{got:?}");
    }
}
