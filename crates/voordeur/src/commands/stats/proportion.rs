// SPDX-License-Identifier: EUPL-1.2
//! `voordeur stats proportion`.

use anyhow::Result;
use clap::Args;
use stats::interval::{wilson, wilson_in_population};
use stats::sample::Share;
use stats::{Estimate, Level};

/// Hits among trials.
#[derive(Debug, Args)]
pub struct Proportion {
    /// How many hits.
    #[arg(long)]
    hits: u64,
    /// How many trials.
    #[arg(long)]
    of: u64,
    /// How sure the interval must be.
    #[arg(long, default_value_t = 0.95)]
    level: f64,
    /// Everybody who could have been asked, when the sample is a large part of them.
    #[arg(long)]
    population: Option<u64>,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

impl Proportion {
    pub fn compute(&self) -> Result<Estimate> {
        let (share, level) = (Share::new(self.hits, self.of)?, Level::new(self.level)?);
        Ok(match self.population {
            None => wilson(share, level)?,
            Some(population) => wilson_in_population(share, population, level)?,
        })
    }
}

pub fn lines(e: &Estimate) -> String {
    format!(
        "{:.2} %, with {} % certainty {:.2} to {:.2} %\n",
        100.0 * e.value,
        (1e4 * e.level.get()).round() / 100.0,
        100.0 * e.low,
        100.0 * e.high
    )
}
