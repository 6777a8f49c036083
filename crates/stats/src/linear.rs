// SPDX-License-Identifier: EUPL-1.2
//! Ordinary least squares for a handful of columns, with errors that forgive lean-on-each-other data.

use crate::num::len;
use crate::refused::{Result, refuse};

/// Rows of the design: `K` columns each.
pub type Row<const K: usize> = [f64; K];
/// A small square matrix.
pub type Matrix<const K: usize> = [[f64; K]; K];

/// A fitted line: coefficients, residuals and the inverse of X'X.
#[derive(Debug, Clone)]
pub struct Fit<'a, const K: usize> {
    rows: &'a [Row<K>],
    residuals: Vec<f64>,
    inverse: Matrix<K>,
    /// Logarithm of the determinant of X'X.
    pub ln_determinant: f64,
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
        if !scale.is_finite() {
            return refuse("regression", "the values are so large that their squares cannot be computed");
        }
        if residuals.iter().map(|e| e * e).sum::<f64>() <= scale * 1e-26 {
            return refuse(
                "regression",
                "the data lie on the fitted line exactly: there is no error to compute",
            );
        }
        let ln_determinant = 2.0 * (0..K).map(|i| r[i][i].ln()).sum::<f64>();
        Ok(Self { rows, residuals, inverse: inverse(&r), ln_determinant, beta })
    }

    /// What the line leaves unexplained.
    pub fn residuals(&self) -> &[f64] {
        &self.residuals
    }

    /// Covariance of the coefficients when errors are alike and do not lean on each other.
    pub fn plain(&self) -> Matrix<K> {
        let n = len(self.rows.len());
        let variance = self.sum_of_squares() / (n - len(K));
        self.inverse.map(|row| row.map(|v| v * variance))
    }

    /// Sum of the squared residuals.
    pub fn sum_of_squares(&self) -> f64 {
        self.residuals.iter().map(|e| e * e).sum()
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

    /// What each cluster adds to a combination of coefficients by its residuals. Their squares sum to the variance of
    /// the combination when rows of one cluster lean on each other, before any factor for few clusters. `clusters`
    /// numbers the rows from 0 without gaps.
    ///
    /// Source: K.-Y. Liang, S. L. Zeger, Biometrika 73 (1986).
    pub fn by_cluster(&self, clusters: &[usize], count: usize, of: &Row<K>) -> Vec<f64> {
        let weights: Row<K> = std::array::from_fn(|i| dot(&self.inverse[i], of));
        let mut sums = vec![0.0; count];
        for (score, cluster) in self.scores().iter().zip(clusters) {
            sums[*cluster] += dot(&weights, score);
        }
        sums
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
