// SPDX-License-Identifier: EUPL-1.2
//! `voordeur stats compare`.

use anyhow::{Result, bail};
use clap::Args;
use stats::plan::Demand;
use stats::verdict::{Better, Data, Judgement, Moment, Plan, judge};

use super::read::{Group, group};

/// Two groups and what was agreed before.
#[derive(Debug, Args)]
pub struct Compare {
    /// Without the change: HITS/TRIALS, or MEAN,SD,NUMBER.
    #[arg(long, value_parser = group)]
    before: Group,
    /// With the change, in the same form.
    #[arg(long, value_parser = group)]
    after: Group,
    /// The smallest difference that matters: 0.05 is 5 percentage points; for means in their own unit.
    #[arg(long)]
    relevant: f64,
    /// A lower figure is better, as with waiting times.
    #[arg(long)]
    lower_is_better: bool,
    /// Dutch word after a mean, like minuten.
    #[arg(long, default_value = "punten")]
    unit: String,
    /// The decision day has not come yet: no proof, only how many more.
    #[arg(long)]
    running: bool,
    /// Chance of a false proof.
    #[arg(long, default_value_t = Demand::USUAL.alpha)]
    alpha: f64,
    /// Chance of a proof when the difference is the relevant one.
    #[arg(long, default_value_t = Demand::USUAL.power)]
    power: f64,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

impl Compare {
    pub fn compute(&self) -> Result<Judgement> {
        let better = if self.lower_is_better { Better::Lower } else { Better::Higher };
        let demand = Demand { alpha: self.alpha, power: self.power };
        let (plan, data) = match (self.before, self.after) {
            (Group::Share(before), Group::Share(after)) => {
                (Plan::share(before.value()?, self.relevant, better, demand)?, Data::Shares { before, after })
            }
            (Group::Mean(before), Group::Mean(after)) => {
                let plan = Plan::mean(before.sd()?, self.relevant, better, demand, &self.unit, 2)?;
                (plan, Data::Means { before, after })
            }
            _ => bail!("--before and --after: one is a share and the other a mean"),
        };
        let moment = if self.running { Moment::Running } else { Moment::DecisionDay };
        Ok(judge(&plan, &data, moment)?)
    }
}

pub fn lines(judgement: &Judgement) -> String {
    format!("{}\n", judgement.sentence)
}
