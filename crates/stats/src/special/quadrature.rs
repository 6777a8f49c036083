// SPDX-License-Identifier: EUPL-1.2
//! Integrals of smooth functions.

use crate::num::real;

/// Nodes and weights on -1 to 1, of which the other half mirrors these.
const HALF: [(f64, f64); 5] = [
    (0.148_874_338_981_631_22, 0.295_524_224_714_752_9),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// Places and weights from `low` to `high`, in equal panels of ten points of Gauss and Legendre: the integral is the sum
/// of weight times value. The ends themselves are not among them.
pub fn points(low: f64, high: f64, panels: u64) -> impl Iterator<Item = (f64, f64)> {
    let half = 0.5 * (high - low) / real(panels.max(1));
    (0..panels.max(1)).flat_map(move |panel| {
        let middle = low + half * (2.0 * real(panel) + 1.0);
        HALF.into_iter().flat_map(move |(x, weight)| [-x, x].map(|x| (middle + half * x, weight * half)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrals_of_polynomials_are_exact() {
        let third: f64 = points(-1.0, 2.0, 1).map(|(x, weight)| weight * x * x).sum();
        assert!((third - 3.0).abs() < 1e-14, "{third}");
        let wave: f64 = points(0.0, std::f64::consts::PI, 3).map(|(x, weight)| weight * x.sin()).sum();
        assert!((wave - 2.0).abs() < 1e-14, "{wave}");
    }
}
