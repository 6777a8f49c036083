// SPDX-License-Identifier: EUPL-1.2
//! Difference in differences: what changed more where the change was made.

use std::collections::BTreeMap;

use super::Effect;
use crate::level::Level;
use crate::linear::{Fit, quadratic};
use crate::num::{len, real};
use crate::refused::{Result, finite, refuse};
use crate::sample::Moments;

/// (treated after - treated before) - (control after - control before), from four independent groups. Assumes that
/// without the change both would have moved alike (show the months before), and independent values; where teams or
/// products differ, use the clustered form. Refuses a group of fewer than two values and groups without spread.
///
/// Source: D. Card, A. Krueger, American Economic Review 84 (1994); degrees of freedom of Satterthwaite (1946).
pub fn difference_in_differences(
    control: (Moments, Moments),
    treated: (Moments, Moments),
    level: Level,
) -> Result<Effect> {
    let groups = [control.0, control.1, treated.0, treated.1];
    let mut parts = [0.0; 4];
    for (part, group) in parts.iter_mut().zip(groups) {
        *part = group.variance()? / real(group.n());
    }
    let variance: f64 = parts.iter().sum();
    if variance <= 0.0 {
        return refuse("difference in differences", "no group has any spread, so no error can be computed");
    }
    let below: f64 = parts.iter().zip(groups).map(|(v, g)| (v / variance).powi(2) / real(g.n() - 1)).sum();
    let value = (treated.1.mean() - treated.0.mean()) - (control.1.mean() - control.0.mean());
    Ok(Effect::new(value, variance, 1.0 / below, level))
}

/// One value of one team or product in one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Team or product: values of one lean on each other.
    pub cluster: u64,
    /// Whether the change was made for this cluster.
    pub treated: bool,
    /// Whether the period lies after the change.
    pub after: bool,
    /// The value.
    pub value: f64,
}

/// The same with errors clustered per team or product, held against Student's distribution with G - 1 degrees of
/// freedom. With fewer than some dozens of clusters the interval is too narrow; below 6, or fewer than 2 on one side,
/// it is refused. A cluster cannot be both treated and control.
///
/// Source: M. Bertrand, E. Duflo, S. Mullainathan, Quarterly Journal of Economics 119 (2004).
pub fn difference_in_differences_clustered(rows: &[Observation], level: Level) -> Result<Effect> {
    const FEWEST: usize = 6;
    let mut sides = BTreeMap::<u64, (usize, bool)>::new();
    let mut clusters = Vec::with_capacity(rows.len());
    for row in rows {
        finite("value", row.value)?;
        let next = sides.len();
        let (number, treated) = *sides.entry(row.cluster).or_insert((next, row.treated));
        if treated != row.treated {
            return refuse("cluster", format!("{} is both treated and control", row.cluster));
        }
        clusters.push(number);
    }
    let treated = sides.values().filter(|(_, treated)| *treated).count();
    if sides.len() < FEWEST || treated < 2 || sides.len() - treated < 2 {
        return refuse(
            "clusters",
            format!("need {FEWEST}, of which 2 on each side; got {treated} of {} treated", sides.len()),
        );
    }
    let design: Vec<[f64; 4]> = rows
        .iter()
        .map(|row| {
            let (t, a) = (f64::from(u8::from(row.treated)), f64::from(u8::from(row.after)));
            [1.0, t, a, t * a]
        })
        .collect();
    let y: Vec<f64> = rows.iter().map(|row| row.value).collect();
    let fit = Fit::new(&design, &y)?;
    let covariance = fit.clustered(&clusters, sides.len());
    let variance = quadratic(&[0.0, 0.0, 0.0, 1.0], &covariance);
    if variance <= 0.0 {
        return refuse(
            "difference in differences",
            "the clusters do not differ, so no error can be computed",
        );
    }
    Ok(Effect::new(fit.beta[3], variance, len(sides.len()) - 1.0, level))
}
