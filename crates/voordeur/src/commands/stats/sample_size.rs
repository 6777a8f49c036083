// SPDX-License-Identifier: EUPL-1.2
//! `voordeur stats sample-size`.

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;
use stats::Level;
use stats::plan::{
    Demand, size_for_mean_precision, size_for_means, size_for_share_precision, size_for_shares,
    size_for_shares_corrected,
};

use super::read::amount;

/// Either a change of a share, or a difference of means, or a margin.
#[derive(Debug, Args)]
pub struct SampleSize {
    /// Share before, like 60% or 0.60.
    #[arg(long, value_parser = amount, requires = "to", conflicts_with_all = ["difference", "margin"])]
    from: Option<f64>,
    /// Share after, like 66%.
    #[arg(long, value_parser = amount, requires = "from")]
    to: Option<f64>,
    /// Difference of two means; needs --sd.
    #[arg(long, requires = "sd", conflicts_with = "margin")]
    difference: Option<f64>,
    /// Standard deviation of the values.
    #[arg(long)]
    sd: Option<f64>,
    /// Half-width of the interval of a survey: a share, or with --sd a mean.
    #[arg(long, value_parser = amount)]
    margin: Option<f64>,
    /// About what share is expected in the survey.
    #[arg(long, value_parser = amount, default_value = "50%")]
    expected: f64,
    /// How many people the survey is about.
    #[arg(long, requires = "margin")]
    population: Option<u64>,
    /// Chance of a false proof, or of a survey that is off by more than its margin.
    #[arg(long, value_parser = amount, default_value_t = Demand::USUAL.alpha)]
    alpha: f64,
    /// Chance of a proof when the change is as planned.
    #[arg(long, value_parser = amount, default_value_t = Demand::USUAL.power)]
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
    /// For shares: what the textbook gives for a test without the continuity correction of the verdicts.
    #[serde(skip_serializing_if = "Option::is_none")]
    uncorrected: Option<u64>,
}

impl SampleSize {
    pub fn compute(&self) -> Result<Answer> {
        let demand = Demand { alpha: self.alpha, power: self.power };
        let groups = |n| Answer { n, of: "per group", uncorrected: None };
        if let (Some(from), Some(to)) = (self.from, self.to) {
            let uncorrected = Some(size_for_shares(from, to, demand)?);
            return Ok(Answer { uncorrected, ..groups(size_for_shares_corrected(from, to, demand)?) });
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
        Ok(Answer { n, of: "answers", uncorrected: None })
    }
}

impl Answer {
    pub fn lines(&self) -> String {
        let textbook = self.uncorrected.map_or_else(String::new, |n| {
            format!(" ({n} by the textbook formula, without the continuity correction that verdicts have)")
        });
        format!("{} {}{textbook}\n", self.n, self.of)
    }
}
