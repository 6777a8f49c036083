// SPDX-License-Identifier: EUPL-1.2
//! Agreement between two people who sort the same things.

use crate::level::{Estimate, Level};
use crate::num::real;
use crate::refused::{Result, refuse};

/// Classes at most.
pub const MOST_CLASSES: usize = 1000;

/// Cohen's kappa from a square table: rows are the classes of the first person, columns those of the second. 1 is full
/// agreement, 0 what chance gives. Assumes that both judged alone and that things are independent. Refuses a table that
/// is not square, fewer than 2 classes, fewer than 2 things, and a table in which both always chose one class.
///
/// Source: J. Cohen, Educational and Psychological Measurement 20 (1960); error of J. L. Fleiss, J. Cohen,
/// B. S. Everitt, Psychological Bulletin 72 (1969).
pub fn kappa(table: &[Vec<u64>], level: Level) -> Result<Estimate> {
    let k = table.len();
    if !(2..=MOST_CLASSES).contains(&k) || table.iter().any(|row| row.len() != k) {
        return refuse("kappa", format!("needs a square table of 2 to {MOST_CLASSES} classes"));
    }
    let n: u64 = table.iter().flatten().fold(0, |sum, cell| sum.saturating_add(*cell));
    if !(2..=crate::num::MOST).contains(&n) {
        return refuse("kappa", format!("needs at least 2 things judged by both, got {n}"));
    }
    let n = real(n);
    let cell = |i: usize, j: usize| real(table[i][j]) / n;
    let rows: Vec<f64> = (0..k).map(|i| (0..k).map(|j| cell(i, j)).sum()).collect();
    let columns: Vec<f64> = (0..k).map(|j| (0..k).map(|i| cell(i, j)).sum()).collect();
    let agreed: f64 = (0..k).map(|i| cell(i, i)).sum();
    let chance: f64 = rows.iter().zip(&columns).map(|(r, c)| r * c).sum();
    if 1.0 - chance < 1e-12 {
        return refuse(
            "kappa",
            "both chose one and the same class every time: agreement beyond chance is undefined",
        );
    }
    let value = (agreed - chance) / (1.0 - chance);
    let one_less = 1.0 - value;
    let mut on = 0.0;
    let mut off = 0.0;
    for i in 0..k {
        on += cell(i, i) * (1.0 - (rows[i] + columns[i]) * one_less).powi(2);
        for j in (0..k).filter(|j| *j != i) {
            off += cell(i, j) * (columns[i] + rows[j]).powi(2);
        }
    }
    let rest = (value - chance * one_less).powi(2);
    let variance = (on + one_less * one_less * off - rest) / ((1.0 - chance).powi(2) * n);
    let half = level.z() * variance.max(0.0).sqrt();
    Ok(Estimate { value, low: (value - half).max(-1.0), high: (value + half).min(1.0), level })
}
