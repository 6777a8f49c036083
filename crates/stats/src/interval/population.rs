// SPDX-License-Identifier: EUPL-1.2
//! Samples that are a large part of a small population.

use super::share::score;
use crate::level::{Estimate, Level};
use crate::num::real;
use crate::refused::{Result, refuse};
use crate::sample::{Moments, Share};

/// Factor by which the standard error shrinks when `n` of `population` were drawn without putting back:
/// sqrt((N - n)/(N - 1)). Refuses a sample larger than its population.
///
/// Source: W. G. Cochran, "Sampling Techniques", third edition, chapter 2.
pub fn correction(n: u64, population: u64) -> Result<f64> {
    if n == 0 {
        return refuse("population", "the sample is empty");
    }
    if n > population {
        return refuse("population", format!("a sample of {n} cannot come from {population}"));
    }
    if population == 1 {
        return Ok(0.0);
    }
    Ok((real(population - n) / real(population - 1)).sqrt())
}

/// Wilson's interval of a share in a finite population: the sample counts as n / correction^2 draws. When everybody
/// was asked, the interval is the point.
///
/// Source: Wilson as in [`super::wilson`], with the design effect of Cochran, chapter 3.
pub fn wilson_in_population(share: Share, population: u64, level: Level) -> Result<Estimate> {
    let value = share.value()?;
    let factor = correction(share.n(), population)?;
    if factor <= 0.0 {
        return Ok(Estimate { value, low: value, high: value, level });
    }
    Ok(score(value, real(share.n()) / (factor * factor), level))
}

/// Student's interval of a mean in a finite population.
pub fn mean_in_population(sample: Moments, population: u64, level: Level) -> Result<Estimate> {
    let factor = correction(sample.n(), population)?;
    let plain = super::mean(sample, level)?;
    Ok(Estimate::around(plain.value, factor * (plain.high - plain.value), level))
}
