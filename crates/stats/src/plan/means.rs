// SPDX-License-Identifier: EUPL-1.2
//! Sizes for comparing two means.

use super::{Demand, MOST, size};
use crate::num::real;
use crate::refused::{Result, finite, positive, refuse};
use crate::special::{normal, student};

/// Chance that a two-sided t-test of two groups of `n` proves a difference of `effect` standard deviations.
///
/// Source: noncentral t distribution; J. Cohen, "Statistical Power Analysis" (1988).
pub fn power_of_means(n: u64, effect: f64, alpha: f64) -> Result<f64> {
    finite("effect", effect)?;
    crate::refused::inside("alpha", alpha)?;
    if n < 2 {
        return refuse("sample size", format!("needs at least 2 per group, got {n}"));
    }
    Ok(power(n, effect.abs(), alpha))
}

fn power(n: u64, effect: f64, alpha: f64) -> f64 {
    let shift = effect * (0.5 * real(n)).sqrt();
    // Far beyond any doubt; also where the series below would underflow.
    if shift > 30.0 {
        return 1.0;
    }
    let df = 2.0 * real(n - 1);
    if df > 1e7 {
        let z = -normal::quantile(alpha / 2.0);
        return normal::sf(z - shift) + normal::sf(z + shift);
    }
    let t = -student::quantile(alpha / 2.0, df);
    // The other side: T < -t with shift s is T > t with shift -s.
    (1.0 - student::noncentral_cdf(t, df, shift)) + (1.0 - student::noncentral_cdf(t, df, -shift))
}

/// Values per group to prove a difference of two means. Assumes two equal independent groups with one standard
/// deviation `sd`. One more than the normal formula gives, because the spread must be estimated. Refuses a difference
/// of 0.
///
/// Source: as [`power_of_means`]; the smallest n that reaches the power.
pub fn size_for_means(difference: f64, sd: f64, demand: Demand) -> Result<u64> {
    positive("standard deviation", sd)?;
    let effect = finite("difference", difference)?.abs() / sd;
    if effect <= 0.0 {
        return refuse("difference", "is 0: no sample can prove that");
    }
    let (z_alpha, z_power) = demand.z()?;
    let normal = 2.0 * ((z_alpha + z_power) / effect).powi(2);
    let mut high = size(normal)?;
    while power(high, effect, demand.alpha) < demand.power {
        high += 1 + high / 8;
        if high > MOST {
            return size(real(high));
        }
    }
    // The power grows with n; the normal formula is never too large by more than a few.
    let mut low = high / 2;
    while high - low > 1 && high > 2 {
        let middle = (low + (high - low) / 2).max(2);
        if power(middle, effect, demand.alpha) >= demand.power {
            if middle == high {
                break;
            }
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(high)
}

/// Values per group to prove that two equal means differ by less than `margin`, by two one-sided tests at
/// `demand.alpha` each.
///
/// Source: S.-C. Chow, J. Shao, H. Wang, "Sample Size Calculations in Clinical Research": 2 (sd (z_a + z_b/2)/margin)^2.
pub fn size_for_equivalence(margin: f64, sd: f64, demand: Demand) -> Result<u64> {
    positive("margin", margin)?;
    positive("standard deviation", sd)?;
    demand.z()?;
    let one_sided = -normal::quantile(demand.alpha);
    let both = -normal::quantile(0.5 * (1.0 - demand.power));
    size(2.0 * (sd * (one_sided + both) / margin).powi(2))
}
