// SPDX-License-Identifier: EUPL-1.2
//! Ordinary least squares for a handful of columns, with errors that forgive lean-on-each-other data.

use crate::num::len;
use crate::refused::{Result, refuse};

/// Rows of the design: `K` columns each.
pub type Row<const K: usize> = [f64; K];
type Matrix<const K: usize> = [[f64; K]; K];

/// A fitted line: coefficients, residuals and the inverse of X'X.
#[derive(Debug, Clone)]
pub struct Fit<'a, const K: usize> {
    rows: &'a [Row<K>],
    residuals: Vec<f64>,
    inverse: Matrix<K>,
    /// The coefficients.
    pub beta: [f64; K],
}

impl<'a, const K: usize> Fit<'a, K> {
    /// Fits by Gram-Schmidt, twice for precision. Refuses columns that are combinations of each other.
    pub fn new(rows: &'a [Row<K>], y: &[f64]) -> Result<Self> {
        if rows.len() <= K || rows.len() != y.len() {
            return refuse("regression", format!("needs more than {K} observations, got {}", rows.len()));
        }
        let (q, r) = orthogonal(rows)?;
        let mut beta = [0.0; K];
        for i in (0..K).rev() {
            let projected: f64 = q[i].iter().zip(y).map(|(a, b)| a * b).sum();
            let known: f64 = (i + 1..K).map(|j| r[i][j] * beta[j]).sum();
            beta[i] = (projected - known) / r[i][i];
        }
        let residuals: Vec<f64> = rows.iter().zip(y).map(|(row, y)| y - dot(row, &beta)).collect();
        let scale: f64 = y.iter().map(|y| y * y).sum();
        if residuals.iter().map(|e| e * e).sum::<f64>() <= scale * 1e-26 {
            return refuse(
                "regression",
                "the data lie on the fitted line exactly: there is no error to compute",
            );
        }
        Ok(Self { rows, residuals, inverse: inverse(&r), beta })
    }

    /// Covariance of the coefficients with errors that may differ in size and lean on the `lags` before them;
    /// small-sample factor n/(n-k).
    ///
    /// Source: W. K. Newey, K. D. West, Econometrica 55 (1987), Bartlett weights.
    pub fn newey_west(&self, lags: usize) -> Matrix<K> {
        let scores = self.scores();
        let mut meat = [[0.0; K]; K];
        for lag in 0..=lags.min(scores.len() - 1) {
            let weight = 1.0 - len(lag) / (len(lags) + 1.0);
            for (now, before) in scores[lag..].iter().zip(&scores) {
                for i in 0..K {
                    for j in 0..K {
                        let both =
                            if lag == 0 { now[i] * now[j] } else { now[i] * before[j] + before[i] * now[j] };
                        meat[i][j] += weight * both;
                    }
                }
            }
        }
        let n = len(scores.len());
        self.sandwich(&meat, n / (n - len(K)))
    }

    /// Covariance of the coefficients when rows of one cluster lean on each other. `clusters` numbers the rows from 0
    /// without gaps. Factor G/(G-1) x (n-1)/(n-k).
    ///
    /// Source: K.-Y. Liang, S. L. Zeger, Biometrika 73 (1986); factor as in Stata and statsmodels.
    pub fn clustered(&self, clusters: &[usize], count: usize) -> Matrix<K> {
        let mut sums = vec![[0.0; K]; count];
        for (score, cluster) in self.scores().iter().zip(clusters) {
            for (sum, part) in sums[*cluster].iter_mut().zip(score) {
                *sum += part;
            }
        }
        let mut meat = [[0.0; K]; K];
        for sum in &sums {
            for i in 0..K {
                for j in 0..K {
                    meat[i][j] += sum[i] * sum[j];
                }
            }
        }
        let (n, g) = (len(self.rows.len()), len(count));
        self.sandwich(&meat, g / (g - 1.0) * (n - 1.0) / (n - len(K)))
    }

    fn scores(&self) -> Vec<Row<K>> {
        self.rows.iter().zip(&self.residuals).map(|(row, e)| row.map(|x| x * e)).collect()
    }

    fn sandwich(&self, meat: &Matrix<K>, factor: f64) -> Matrix<K> {
        let half = multiply(&self.inverse, meat);
        multiply(&half, &self.inverse).map(|row| row.map(|v| v * factor))
    }
}

/// a' M a: the variance of a combination of coefficients.
pub fn quadratic<const K: usize>(a: &Row<K>, matrix: &Matrix<K>) -> f64 {
    (0..K).map(|i| a[i] * dot(&matrix[i], a)).sum()
}

/// The product of two rows.
pub fn dot<const K: usize>(a: &Row<K>, b: &Row<K>) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn multiply<const K: usize>(a: &Matrix<K>, b: &Matrix<K>) -> Matrix<K> {
    std::array::from_fn(|i| std::array::from_fn(|j| (0..K).map(|k| a[i][k] * b[k][j]).sum()))
}

/// Orthonormal columns and the triangle that makes the design of them.
fn orthogonal<const K: usize>(rows: &[Row<K>]) -> Result<(Vec<Vec<f64>>, Matrix<K>)> {
    let mut q: Vec<Vec<f64>> = Vec::with_capacity(K);
    let mut r = [[0.0; K]; K];
    for j in 0..K {
        let mut column: Vec<f64> = rows.iter().map(|row| row[j]).collect();
        let before = column.iter().map(|x| x * x).sum::<f64>().sqrt();
        for _ in 0..2 {
            for (i, base) in q.iter().enumerate() {
                let along: f64 = base.iter().zip(&column).map(|(a, b)| a * b).sum();
                r[i][j] += along;
                for (c, b) in column.iter_mut().zip(base) {
                    *c -= along * b;
                }
            }
        }
        let norm = column.iter().map(|x| x * x).sum::<f64>().sqrt();
        if !norm.is_finite() || norm <= before * 1e-10 {
            return refuse(
                "regression",
                "the columns lean on each other fully: the effect cannot be told apart",
            );
        }
        r[j][j] = norm;
        q.push(column.into_iter().map(|c| c / norm).collect());
    }
    Ok((q, r))
}

/// (R'R)^-1 of an upper triangle.
fn inverse<const K: usize>(r: &Matrix<K>) -> Matrix<K> {
    let mut up = [[0.0; K]; K];
    for j in 0..K {
        up[j][j] = 1.0 / r[j][j];
        for i in (0..j).rev() {
            let sum: f64 = (i + 1..=j).map(|k| r[i][k] * up[k][j]).sum();
            up[i][j] = -sum / r[i][i];
        }
    }
    std::array::from_fn(|i| std::array::from_fn(|j| (0..K).map(|k| up[i][k] * up[j][k]).sum()))
}
