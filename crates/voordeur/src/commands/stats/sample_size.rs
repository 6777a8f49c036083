// SPDX-License-Identifier: EUPL-1.2
//! `voordeur stats sample-size`.

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;
use stats::Level;
use stats::plan::{
    Demand, size_for_mean_precision, size_for_means, size_for_share_precision, size_for_shares_corrected,
};

/// Either a change of a share, or a difference of means, or a margin.
#[derive(Debug, Args)]
pub struct SampleSize {
    /// Share before, like 0.60.
    #[arg(long, requires = "to", conflicts_with_all = ["difference", "margin"])]
    from: Option<f64>,
    /// Share after, like 0.66.
    #[arg(long, requires = "from")]
    to: Option<f64>,
    /// Difference of two means; needs --sd.
    #[arg(long, requires = "sd", conflicts_with = "margin")]
    difference: Option<f64>,
    /// Standard deviation of the values.
    #[arg(long)]
    sd: Option<f64>,
    /// Half-width of the interval of a survey: a share, or with --sd a mean.
    #[arg(long)]
    margin: Option<f64>,
    /// About what share is expected in the survey.
    #[arg(long, default_value_t = 0.5)]
    expected: f64,
    /// How many people the survey is about.
    #[arg(long, requires = "margin")]
    population: Option<u64>,
    /// Chance of a false proof, or of a survey that is off by more than its margin.
    #[arg(long, default_value_t = Demand::USUAL.alpha)]
    alpha: f64,
    /// Chance of a proof when the change is as planned.
    #[arg(long, default_value_t = Demand::USUAL.power)]
    power: f64,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// A number, and of what.
#[derive(Debug, Serialize)]
pub struct Answer {
    n: u64,
    of: &'static str,
}

impl SampleSize {
    pub fn compute(&self) -> Result<Answer> {
        let demand = Demand { alpha: self.alpha, power: self.power };
        let groups = |n| Answer { n, of: "per group" };
        if let (Some(from), Some(to)) = (self.from, self.to) {
            return Ok(groups(size_for_shares_corrected(from, to, demand)?));
        }
        if let (Some(difference), Some(sd)) = (self.difference, self.sd) {
            return Ok(groups(size_for_means(difference, sd, demand)?));
        }
        let Some(margin) = self.margin else {
            bail!("give --from and --to, or --difference and --sd, or --margin");
        };
        let level = Level::new(1.0 - self.alpha)?;
        let n = match self.sd {
            Some(sd) => size_for_mean_precision(sd, margin, level, self.population)?,
            None => size_for_share_precision(self.expected, margin, level, self.population)?,
        };
        Ok(Answer { n, of: "answers" })
    }
}

impl Answer {
    pub fn lines(&self) -> String {
        format!("{} {}\n", self.n, self.of)
    }
}
