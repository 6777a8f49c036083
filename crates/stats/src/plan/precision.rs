// SPDX-License-Identifier: EUPL-1.2
//! Sizes for a figure that must be known within a margin: surveys.

use super::size;
use crate::level::Level;
use crate::num::real;
use crate::refused::{Result, inside, positive, refuse};

fn in_population(n: f64, population: Option<u64>) -> Result<u64> {
    match population {
        None => size(n),
        Some(0) => refuse("population", "there is nobody to ask"),
        Some(all) => Ok(size(n / (1.0 + (n - 1.0) / real(all)))?.min(all)),
    }
}

/// Answers needed to know a share within plus or minus `margin` (0.05 is 5 percentage points), when it is about
/// `expected` (0.5 is the safe choice), with the finite population correction when the population is given.
///
/// Source: W. G. Cochran, "Sampling Techniques", third edition, section 4.4.
pub fn size_for_share_precision(
    expected: f64,
    margin: f64,
    level: Level,
    population: Option<u64>,
) -> Result<u64> {
    inside("expected share", expected)?;
    inside("margin", margin)?;
    in_population(expected * (1.0 - expected) * (level.z() / margin).powi(2), population)
}

/// Answers needed to know a mean within plus or minus `margin`, given the standard deviation. Same source.
pub fn size_for_mean_precision(sd: f64, margin: f64, level: Level, population: Option<u64>) -> Result<u64> {
    positive("standard deviation", sd)?;
    positive("margin", margin)?;
    in_population((level.z() * sd / margin).powi(2), population)
}
