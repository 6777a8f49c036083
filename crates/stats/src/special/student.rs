// SPDX-License-Identifier: EUPL-1.2
//! Student's distribution, central and noncentral. Degrees of freedom may be broken (Welch).

use std::f64::consts::PI;

use super::{beta, normal};

/// With more degrees of freedom the normal distribution is the same to all digits that matter.
const NORMAL_FROM: f64 = 1e10;

/// The chance of a value above `t`. Keeps its relative precision in the upper tail.
pub fn sf(t: f64, df: f64) -> f64 {
    if df > NORMAL_FROM {
        return normal::sf(t);
    }
    let square = t * t;
    if square.is_infinite() {
        return if t > 0.0 { 0.0 } else { 1.0 };
    }
    let tail = 0.5 * beta::incomplete(0.5 * df, 0.5, df / (df + square), square / (df + square));
    if t < 0.0 { 1.0 - tail } else { tail }
}

/// The chance of a value at or below `t`.
pub fn cdf(t: f64, df: f64) -> f64 {
    sf(-t, df)
}

/// The chance that a value lies at least this far from 0, on either side.
pub fn two_sided(t: f64, df: f64) -> f64 {
    (2.0 * sf(t.abs(), df)).min(1.0)
}

fn ln_density(t: f64, df: f64) -> f64 {
    -0.5 * df.ln() - beta::ln_beta(0.5 * df, 0.5) - 0.5 * (df + 1.0) * (t * t / df).ln_1p()
}

/// The value below which a share `p` lies; NaN when `p` is no share or `df` is not above 0.
///
/// Method: Newton on the logarithm of the tail, held inside a bracket.
pub fn quantile(p: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if df > NORMAL_FROM {
        return normal::quantile(p);
    }
    if p < 0.5 {
        return -upper(p, df);
    }
    if p > 0.5 { upper(1.0 - p, df) } else { 0.0 }
}

/// The t > 0 above which a share `tail` < 1/2 lies.
fn upper(tail: f64, df: f64) -> f64 {
    if tail == 0.0 {
        return f64::INFINITY;
    }
    let mut low = 0.0;
    let mut high = 1.0;
    while sf(high, df) > tail {
        low = high;
        high *= 2.0;
        if high > 1e150 {
            return f64::INFINITY;
        }
    }
    let mut t = (-normal::quantile(tail)).clamp(low, high);
    for _ in 0..200 {
        let chance = sf(t, df);
        if chance > tail {
            low = t;
        } else {
            high = t;
        }
        let newton = t + (chance / tail).ln() * (chance.ln() - ln_density(t, df)).exp();
        let next = if newton > low && newton < high { newton } else { 0.5 * (low + high) };
        if (next - t).abs() <= 1e-16 * t {
            return next;
        }
        t = next;
    }
    t
}

/// The chance of a value at or below `t` >= 0 when the mean is shifted by `shift` standard errors.
///
/// Source: R. V. Lenth, Algorithm AS 243, Applied Statistics 38 (1989).
#[expect(clippy::many_single_char_names, reason = "the names of the algorithm as published")]
pub fn noncentral_cdf(t: f64, df: f64, shift: f64) -> f64 {
    let half = 0.5 * shift * shift;
    let x = t * t / (df + t * t);
    let y = df / (df + t * t);
    let mut p = (-half).exp();
    let mut q = shift * (2.0 / PI).sqrt() * p;
    let mut sum = 0.0;
    let mut rest = 1.0;
    for step in 0..2000_u32 {
        let j = f64::from(step);
        sum += p * beta::incomplete(j + 0.5, 0.5 * df, x, y) + q * beta::incomplete(j + 1.0, 0.5 * df, x, y);
        rest -= p;
        if rest.abs() < 1e-15 && j > half {
            break;
        }
        p *= half / (j + 1.0);
        q *= half / (j + 1.5);
    }
    (normal::cdf(-shift) + 0.5 * sum).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_at_the_border_is_infinite_and_outside_it_is_no_number() {
        assert!(quantile(0.0, 3.0).is_infinite() && quantile(0.0, 3.0) < 0.0);
        assert!(quantile(1.0, 3.0).is_infinite() && quantile(1.0, 3.0) > 0.0);
        assert!(quantile(1.1, 3.0).is_nan());
        assert!(quantile(0.4, 0.0).is_nan());
        assert!(quantile(f64::NAN, 3.0).is_nan());
    }

    #[test]
    fn with_no_shift_the_noncentral_distribution_is_the_central_one() {
        for t in [0.0, 0.3, 1.0, 2.5, 9.0] {
            assert!((noncentral_cdf(t, 7.0, 0.0) - cdf(t, 7.0)).abs() < 1e-14, "{t}");
        }
    }
}
