// SPDX-License-Identifier: EUPL-1.2
//! Many tests at once: how many of the alarms are false.

use crate::num::len;
use crate::refused::{Result, refuse};

/// Adjusted p-values in the order given: reject those at or below q, and of the rejections at most a share q is false
/// on average. Assumes tests that are independent or lean the same way. Refuses what is no p-value.
///
/// Source: Y. Benjamini, Y. Hochberg, JRSS B 57 (1995).
pub fn benjamini_hochberg(p: &[f64]) -> Result<Vec<f64>> {
    step_up(p, 1.0)
}

/// The same under any dependence: stricter by 1 + 1/2 + ... + 1/m.
///
/// Source: Y. Benjamini, D. Yekutieli, Annals of Statistics 29 (2001).
pub fn benjamini_yekutieli(p: &[f64]) -> Result<Vec<f64>> {
    step_up(p, (1..=p.len()).map(|i| 1.0 / len(i)).sum())
}

fn step_up(p: &[f64], factor: f64) -> Result<Vec<f64>> {
    if let Some(odd) = p.iter().find(|p| !(0.0..=1.0).contains(*p)) {
        return refuse("p-value", format!("must lie in 0 to 1, got {odd}"));
    }
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|a, b| p[*b].total_cmp(&p[*a]));
    let mut adjusted = vec![0.0; p.len()];
    let mut least = 1.0_f64;
    for (from_top, place) in order.into_iter().enumerate() {
        least = least.min(p[place] * factor * len(p.len()) / len(p.len() - from_top));
        adjusted[place] = least;
    }
    Ok(adjusted)
}
