// SPDX-License-Identifier: EUPL-1.2
//! Charts of shares and of counts per exposure: p, u, and Laney's versions for large numbers.

use super::MOST_POINTS;
use crate::num::{len, real};
use crate::refused::{Result, positive, refuse};
use crate::sample::Share;

/// Mean moving range of two values of a standard normal distribution (d2).
const D2: f64 = 1.128;

/// So many events in so much exposure (calls, days, residents).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Rate {
    /// Number of events.
    pub events: u64,
    /// Exposure, above 0.
    pub exposure: f64,
}

/// One period.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Point {
    /// Share or rate of the period.
    pub value: f64,
    /// Lower limit of the period; never below 0.
    pub lower: f64,
    /// Upper limit of the period; a share never above 1.
    pub upper: f64,
    /// Whether the value lies outside the limits: a signal.
    pub outside: bool,
}

/// A chart with limits per period.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Chart {
    /// Share or rate over all periods.
    pub centre: f64,
    /// How much wider than p or u the limits are (Laney's sigma z); 1 for plain p and u.
    pub spread: f64,
    /// The periods, in the order given.
    pub points: Vec<Point>,
}

/// p chart: centre +/- 3 sqrt(p(1-p)/n). Assumes that all periods share one chance; with thousands per period that is
/// hardly ever so and the limits are too narrow: use [`laney_p`]. Refuses fewer than 6 periods and an empty period.
///
/// Source: W. A. Shewhart (1931); ISO 7870-2.
pub fn p(periods: &[Share]) -> Result<Chart> {
    let (centre, cells) = share_cells(periods)?;
    Ok(chart(centre, 1.0, &cells, 1.0))
}

/// Laney's p' chart: the limits of p times the spread between periods.
///
/// Source: D. B. Laney, "Improved control charts for attributes", Quality Engineering 14 (2002).
pub fn laney_p(periods: &[Share]) -> Result<Chart> {
    let (centre, cells) = share_cells(periods)?;
    Ok(chart(centre, sigma_z(centre, &cells)?, &cells, 1.0))
}

/// u chart: centre +/- 3 sqrt(u/exposure). Assumes Poisson counts with one rate. Refuses fewer than 6 periods and
/// exposure that is not above 0.
///
/// Source: W. A. Shewhart (1931); ISO 7870-2.
pub fn u(periods: &[Rate]) -> Result<Chart> {
    let (centre, cells) = rate_cells(periods)?;
    Ok(chart(centre, 1.0, &cells, f64::INFINITY))
}

/// Laney's u' chart: the limits of u times the spread between periods. Same source as [`laney_p`].
pub fn laney_u(periods: &[Rate]) -> Result<Chart> {
    let (centre, cells) = rate_cells(periods)?;
    Ok(chart(centre, sigma_z(centre, &cells)?, &cells, f64::INFINITY))
}

/// Value and standard error of one period.
type Cell = (f64, f64);

fn enough(periods: usize) -> Result<()> {
    if (6..=MOST_POINTS).contains(&periods) {
        return Ok(());
    }
    refuse("control chart", format!("needs 6 to {MOST_POINTS} periods, got {periods}"))
}

fn share_cells(periods: &[Share]) -> Result<(f64, Vec<Cell>)> {
    enough(periods.len())?;
    let all = periods.iter().try_fold(Share::default(), |sum, one| sum.merge(*one))?;
    let centre = all.value()?;
    let cell = |one: &Share| Ok((one.value()?, (centre * (1.0 - centre) / real(one.n())).sqrt()));
    Ok((centre, periods.iter().map(cell).collect::<Result<_>>()?))
}

fn rate_cells(periods: &[Rate]) -> Result<(f64, Vec<Cell>)> {
    enough(periods.len())?;
    let (mut events, mut exposure) = (0.0, 0.0);
    for one in periods {
        events += real(one.events);
        exposure += positive("exposure", one.exposure)?;
    }
    let centre = crate::refused::finite("rate", events / exposure)?;
    let cell = |one: &Rate| (real(one.events) / one.exposure, (centre / one.exposure).sqrt());
    Ok((centre, periods.iter().map(cell).collect()))
}

fn sigma_z(centre: f64, cells: &[Cell]) -> Result<f64> {
    if cells.iter().any(|(_, error)| *error <= 0.0) {
        return refuse("Laney chart", format!("all periods are at {centre}: there is no spread to measure"));
    }
    let z: Vec<f64> = cells.iter().map(|(value, error)| (value - centre) / error).collect();
    Ok(z.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum::<f64>() / len(z.len() - 1) / D2)
}

fn chart(centre: f64, spread: f64, cells: &[Cell], most: f64) -> Chart {
    let point = |(value, error): &Cell| {
        let lower = (centre - 3.0 * spread * error).max(0.0);
        let upper = (centre + 3.0 * spread * error).min(most);
        Point { value: *value, lower, upper, outside: *value < lower || *value > upper }
    };
    Chart { centre, spread, points: cells.iter().map(point).collect() }
}
