// SPDX-License-Identifier: EUPL-1.2
//! Hits among trials.

use crate::num::{MOST, real};
use crate::refused::{Result, refuse};

/// So many hits among so many trials; the default is none of none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Share {
    hits: u64,
    n: u64,
}

impl Share {
    /// Refuses more hits than trials, and more than 2^53 trials.
    pub fn new(hits: u64, n: u64) -> Result<Self> {
        if hits > n {
            return refuse("share", format!("{hits} hits among {n} trials: more hits than trials"));
        }
        if n > MOST {
            return refuse("share", format!("{n} trials; at most 2^53 are exact"));
        }
        Ok(Self { hits, n })
    }

    /// How many hits.
    pub const fn hits(self) -> u64 {
        self.hits
    }

    /// How many trials.
    pub const fn n(self) -> u64 {
        self.n
    }

    /// Hits among trials, 0 to 1. Refuses when there are no trials.
    pub fn value(self) -> Result<f64> {
        if self.n == 0 {
            return refuse("share", "there are no trials, so there is no share");
        }
        Ok(real(self.hits) / real(self.n))
    }

    /// Both together. Refuses more than 2^53 trials.
    pub fn merge(self, other: Self) -> Result<Self> {
        Self::new(self.hits.saturating_add(other.hits), self.n.saturating_add(other.n))
    }
}
