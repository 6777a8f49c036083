// SPDX-License-Identifier: EUPL-1.2
//! Shares: Wilson and Newcombe.

use crate::level::{Estimate, Level};
use crate::num::real;
use crate::refused::Result;
use crate::sample::Share;

/// Score interval of a share. Assumes independent trials with one chance. Refuses no trials.
///
/// Source: E. B. Wilson, JASA 22 (1927); method 3 of R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872.
pub fn wilson(share: Share, level: Level) -> Result<Estimate> {
    Ok(score(share.value()?, real(share.n()), level))
}

/// Wilson's interval for a share `p` of `n` trials, which need not be whole.
pub(super) fn score(p: f64, n: f64, level: Level) -> Estimate {
    let z = level.z();
    let below = 1.0 + z * z / n;
    let centre = (p + z * z / (2.0 * n)) / below;
    let half = z / below * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    // The ends are exactly 0 and 1 there; rounding must not say otherwise.
    let low = if p <= 0.0 { 0.0 } else { (centre - half).clamp(0.0, p) };
    let high = if p >= 1.0 { 1.0 } else { (centre + half).clamp(p, 1.0) };
    Estimate { value: p, low, high, level }
}

/// Score interval with continuity correction: wider, and its coverage seldom falls below the level.
///
/// Source: method 4 of R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872.
pub fn wilson_corrected(share: Share, level: Level) -> Result<Estimate> {
    let p = share.value()?;
    let n = real(share.n());
    let z = level.z();
    let square = z * z;
    let below = 2.0 * (n + square);
    let root = |sign: f64| {
        let inner = square - sign * 2.0 - 1.0 / n + 4.0 * p * (n * (1.0 - p) + sign);
        z * inner.max(0.0).sqrt()
    };
    let low = (2.0 * n * p + square - 1.0 - root(1.0)) / below;
    let high = (2.0 * n * p + square + 1.0 + root(-1.0)) / below;
    Ok(Estimate {
        value: p,
        low: if share.hits() == 0 { 0.0 } else { low.clamp(0.0, p) },
        high: if share.hits() == share.n() { 1.0 } else { high.clamp(p, 1.0) },
        level,
    })
}

/// Interval of `now` minus `base`, two independent groups. Refuses a group without trials.
///
/// Source: method 10 of R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890.
pub fn newcombe(base: Share, now: Share, level: Level) -> Result<Estimate> {
    Ok(hybrid(wilson(base, level)?, wilson(now, level)?))
}

/// The same with continuity correction: two equal groups are called different in at most 1 - level of the cases
/// (counted exactly in the tests, from 20 trials on). Verdicts use this one.
///
/// Source: method 11 of R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890.
pub fn newcombe_corrected(base: Share, now: Share, level: Level) -> Result<Estimate> {
    Ok(hybrid(wilson_corrected(base, level)?, wilson_corrected(now, level)?))
}

fn hybrid(base: Estimate, now: Estimate) -> Estimate {
    let value = now.value - base.value;
    Estimate {
        value,
        low: (value - (now.value - now.low).hypot(base.high - base.value)).max(-1.0),
        high: (value + (now.high - now.value).hypot(base.value - base.low)).min(1.0),
        level: now.level,
    }
}
