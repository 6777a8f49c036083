// SPDX-License-Identifier: EUPL-1.2
//! Difference in differences: what changed more where the change was made.

use std::collections::BTreeMap;

use super::Effect;
use crate::level::Level;
use crate::linear::Fit;
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

/// The same with errors clustered per team or product. Treated and control clusters each estimate their own spread, and
/// Student's distribution gets the degrees of freedom that belong to both; when every cluster has as many values before
/// as every other, and after, this is Welch's test of the changes per cluster. So few treated among many control
/// clusters do not make the interval too narrow (simulated, `tests/all/coverage.rs`). Refuses fewer than 3 clusters on
/// one side, and a cluster that is both treated and control.
///
/// Source: M. Bertrand, E. Duflo, S. Mullainathan, Quarterly Journal of Economics 119 (2004); degrees of freedom after
/// R. M. Bell, D. F. McCaffrey, Survey Methodology 28 (2002).
pub fn difference_in_differences_clustered(rows: &[Observation], level: Level) -> Result<Effect> {
    const EACH_SIDE: usize = 3;
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
    let control = sides.len() - treated;
    if treated < EACH_SIDE || control < EACH_SIDE {
        return refuse(
            "clusters",
            format!("need {EACH_SIDE} on each side; got {treated} treated and {control} control"),
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
    let parts = fit.by_cluster(&clusters, sides.len(), &[0.0, 0.0, 0.0, 1.0]);
    let spread = |side: bool, count: usize| {
        let squares: f64 =
            sides.values().filter(|(_, treated)| *treated == side).map(|(at, _)| parts[*at].powi(2)).sum();
        squares * len(count) / len(count - 1)
    };
    let (of_treated, of_control) = (spread(true, treated), spread(false, control));
    let variance = of_treated + of_control;
    if variance <= 0.0 {
        return refuse(
            "difference in differences",
            "the clusters do not differ, so no error can be computed",
        );
    }
    // By shares, so that tiny variances do not underflow when squared.
    let (share_treated, share_control) = (of_treated / variance, of_control / variance);
    let below = share_treated.powi(2) / len(treated - 1) + share_control.powi(2) / len(control - 1);
    Ok(Effect::new(fit.beta[3], variance, 1.0 / below, level))
}
