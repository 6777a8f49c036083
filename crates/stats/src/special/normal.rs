// SPDX-License-Identifier: EUPL-1.2
//! The standard normal distribution.

use std::f64::consts::{PI, SQRT_2};

/// The chance of a value at or below `x`. Keeps its relative precision in the lower tail.
pub fn cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / SQRT_2)
}

/// The chance of a value above `x`. Keeps its relative precision in the upper tail.
pub fn sf(x: f64) -> f64 {
    0.5 * libm::erfc(x / SQRT_2)
}

/// The chance that a value lies at least this far from 0, on either side.
pub fn two_sided(z: f64) -> f64 {
    libm::erfc(z.abs() / SQRT_2)
}

/// The value below which a share `p` lies; minus and plus infinity at 0 and 1, NaN outside them.
///
/// Source: P. J. Acklam's rational approximation (relative error 1.15e-9), followed by two steps of Halley on the
/// tail that keeps its precision.
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p > 0.5 {
        return -quantile(1.0 - p);
    }
    if p == 0.0 {
        return f64::NEG_INFINITY;
    }
    let mut x = approximate(p);
    for _ in 0..2 {
        let off = if p > 0.25 { 0.5 * libm::erf(x / SQRT_2) - (p - 0.5) } else { cdf(x) - p };
        let step = off * (2.0 * PI).sqrt() * (0.5 * x * x).exp();
        x -= step / (1.0 + 0.5 * x * step);
    }
    x
}

fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}

fn approximate(p: f64) -> f64 {
    const CENTRE_TOP: [f64; 6] = [
        -39.696_830_286_653_76,
        220.946_098_424_520_5,
        -275.928_510_446_968_7,
        138.357_751_867_269,
        -30.664_798_066_147_16,
        2.506_628_277_459_239,
    ];
    const CENTRE_BOTTOM: [f64; 6] = [
        -54.476_098_798_224_06,
        161.585_836_858_040_9,
        -155.698_979_859_886_6,
        66.801_311_887_719_72,
        -13.280_681_552_885_72,
        1.0,
    ];
    const TAIL_TOP: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -0.322_396_458_041_136_5,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const TAIL_BOTTOM: [f64; 5] = [
        7.784_695_709_041_462e-3,
        0.322_467_129_070_039_8,
        2.445_134_137_142_996,
        3.754_408_661_907_416,
        1.0,
    ];
    if p < 0.024_25 {
        let q = (-2.0 * p.ln()).sqrt();
        return polynomial(q, &TAIL_TOP) / polynomial(q, &TAIL_BOTTOM);
    }
    let q = p - 0.5;
    let r = q * q;
    q * polynomial(r, &CENTRE_TOP) / polynomial(r, &CENTRE_BOTTOM)
}
