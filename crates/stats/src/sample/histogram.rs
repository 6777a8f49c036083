// SPDX-License-Identifier: EUPL-1.2
//! Counts in bins that grow by a fixed factor: quantiles that merge.

use crate::num::{len, real};
use crate::refused::{Result, inside, positive, refuse};

/// Counts in bins between `smallest` and `largest`, each bin a fixed factor wider than the one before, with one bin
/// below and one above. Merging and taking back are exact; a quantile is known up to the width of one bin.
///
/// Source of the idea: mergeable summaries; the error is relative as in G. Tene's HdrHistogram and in C. Masson and
/// others, "DDSketch", VLDB 2019. 62 bins from 1 second to 90 days give a factor of 1.29.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Histogram {
    edges: Vec<f64>,
    counts: Vec<u64>,
}

/// Where a quantile lies: between two edges, for certain.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Bracket {
    /// At least this; 0 when it lies below the smallest edge.
    pub low: f64,
    /// Less than this; infinite when it lies above the largest edge.
    pub high: f64,
}

impl Histogram {
    /// At most so many bins between the edges.
    pub const MOST_BINS: usize = 4096;

    /// Empty, with `bins` bins between two edges above 0.
    pub fn new(smallest: f64, largest: f64, bins: usize) -> Result<Self> {
        positive("smallest edge", smallest)?;
        if positive("largest edge", largest)? <= smallest {
            return refuse(
                "largest edge",
                format!("must lie above the smallest ({smallest}), got {largest}"),
            );
        }
        if bins == 0 || bins > Self::MOST_BINS {
            return refuse("bins", format!("must be 1 to {}, got {bins}", Self::MOST_BINS));
        }
        // libm, so that every machine has the same edges.
        let growth = libm::log(largest / smallest) / len(bins);
        let mut edges: Vec<f64> = (0..bins).map(|i| smallest * libm::exp(growth * len(i))).collect();
        edges.push(largest);
        if edges.windows(2).any(|pair| pair[0] >= pair[1]) {
            return refuse("bins", format!("{bins} bins do not fit between {smallest} and {largest}"));
        }
        Ok(Self { edges, counts: vec![0; bins + 2] })
    }

    /// For waiting and lead times in seconds: 1 second to 90 days in 62 bins, 64 with the two ends.
    pub fn of_seconds() -> Self {
        Self::new(1.0, 90.0 * 86_400.0, 62).unwrap_or(Self { edges: vec![1.0], counts: vec![0; 2] })
    }

    /// Counts a value. Refuses what is below 0 or not finite.
    pub fn add(&mut self, value: f64) -> Result<()> {
        let bin = self.bin(value)?;
        self.counts[bin] += 1;
        Ok(())
    }

    /// Takes back a value. Refuses when its bin is empty.
    pub fn remove(&mut self, value: f64) -> Result<()> {
        let bin = self.bin(value)?;
        if self.counts[bin] == 0 {
            return refuse("histogram", format!("{value} was never added, so it cannot be taken back"));
        }
        self.counts[bin] -= 1;
        Ok(())
    }

    /// Adds the counts of another. Refuses other edges.
    pub fn merge(&mut self, other: &Self) -> Result<()> {
        if self.edges != other.edges {
            return refuse("histogram", "the two have different bins and cannot be merged");
        }
        for (mine, theirs) in self.counts.iter_mut().zip(&other.counts) {
            *mine += theirs;
        }
        Ok(())
    }

    /// How many values.
    pub fn n(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The counts: below the edges, per bin, above the edges.
    pub fn counts(&self) -> &[u64] {
        &self.counts
    }

    /// Puts back counts that [`Self::counts`] gave. Refuses another number of bins.
    pub fn restore(&mut self, counts: &[u64]) -> Result<()> {
        if counts.len() != self.counts.len() {
            return refuse("histogram", format!("has {} counts, got {}", self.counts.len(), counts.len()));
        }
        self.counts.copy_from_slice(counts);
        Ok(())
    }

    /// Where the quantile lies: the bracket of the value at rank ceil(share x n). Refuses an empty histogram.
    pub fn quantile(&self, share: f64) -> Result<Bracket> {
        inside("quantile", share)?;
        let n = self.n();
        if n == 0 {
            return refuse("quantile", "the histogram is empty");
        }
        let rank = crate::num::ceil("rank", share * real(n))?.clamp(1, n);
        let mut seen = 0;
        let bin = self.counts.iter().position(|count| {
            seen += count;
            seen >= rank
        });
        let bin = bin.unwrap_or(self.counts.len() - 1);
        Ok(Bracket {
            low: bin.checked_sub(1).map_or(0.0, |i| self.edges[i]),
            high: self.edges.get(bin).copied().unwrap_or(f64::INFINITY),
        })
    }

    /// At least and at most so many values lie at or below `x`: exact at an edge, a bracket inside a bin.
    pub fn at_most(&self, x: f64) -> Result<(u64, u64)> {
        let bin = self.bin(x)?;
        let below: u64 = self.counts[..bin].iter().sum();
        Ok((below, below + self.counts[bin]))
    }

    fn bin(&self, value: f64) -> Result<usize> {
        if !value.is_finite() || value < 0.0 {
            return refuse("value", format!("a histogram counts finite values from 0, got {value}"));
        }
        Ok(self.edges.partition_point(|edge| *edge <= value))
    }
}

impl Bracket {
    /// One number for the quantile: the geometric middle, off by at most the root of the growth factor; an open end
    /// gives its edge.
    pub fn middle(self) -> f64 {
        if self.low == 0.0 {
            self.high
        } else if self.high.is_infinite() {
            self.low
        } else {
            (self.low * self.high).sqrt()
        }
    }
}
