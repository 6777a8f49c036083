// SPDX-License-Identifier: EUPL-1.2
//! The regularised incomplete beta function, on which Student's and the binomial distribution rest.

/// ln B(a, b). Large arguments go by Stirling's series of the difference, which does not cancel.
pub fn ln_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if large < 20.0 {
        return libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b);
    }
    // ln Gamma(large) - ln Gamma(large + small).
    let sum = large + small;
    let ratio =
        small - (large - 0.5) * (small / large).ln_1p() - small * sum.ln() + stirling(large) - stirling(sum);
    libm::lgamma(small) + ratio
}

/// The rest of Stirling's series: ln Gamma(x) - ((x - 1/2) ln x - x + ln(2 pi)/2), for x >= 20.
fn stirling(x: f64) -> f64 {
    let r = 1.0 / (x * x);
    (1.0 / 12.0 - r * (1.0 / 360.0 - r * (1.0 / 1260.0 - r * (1.0 / 1680.0 - r / 1188.0)))) / x
}

/// I_x(a, b) for a, b > 0, with `y` = 1 - x given apart so that neither end loses precision.
///
/// Source: continued fraction of DLMF 8.17.22, evaluated by the modified method of Lentz.
pub fn incomplete(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    let ln_x = if x > 0.5 { (-y).ln_1p() } else { x.ln() };
    let ln_y = if y > 0.5 { (-x).ln_1p() } else { y.ln() };
    let front = (a * ln_x + b * ln_y - ln_beta(a, b)).exp();
    if x <= (a + 1.0) / (a + b + 2.0) {
        (front * fraction(a, b, x) / a).min(1.0)
    } else {
        (1.0 - front * fraction(b, a, y) / b).max(0.0)
    }
}

#[expect(
    clippy::many_single_char_names,
    reason = "the names of the formula: DLMF 8.17.22, Lentz's c, d and h"
)]
fn fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    // It takes about sqrt(max(a, b)) steps; the callers keep both below 1e10.
    const STEPS: u32 = 400_000;
    let away = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for step in 1..STEPS {
        let m = f64::from(step);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away(1.0 + even * d);
        c = away(1.0 + even / c);
        h *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away(1.0 + odd * d);
        c = away(1.0 + odd / c);
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}
