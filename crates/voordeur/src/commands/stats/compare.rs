// SPDX-License-Identifier: EUPL-1.2
//! `voordeur stats compare`.

use std::fmt::Write as _;
use std::fs::File;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::Args;
use serde::Serialize;
use stats::column;
use stats::plan::Demand;
use stats::verdict::{Better, Data, Judgement, Measure, Moment, Plan, judge};

use super::read::{Group, amount, group};

/// Two groups and what was agreed before.
#[derive(Debug, Args)]
pub struct Compare {
    /// Two CSV files: without the change, and with it. A column of numbers, or of yes and no.
    #[arg(num_args = 2, value_names = ["BEFORE.csv", "AFTER.csv"], conflicts_with_all = ["before", "after"])]
    files: Vec<PathBuf>,
    /// The column of the files; not needed when they have only one.
    #[arg(long, requires = "files")]
    column: Option<String>,
    /// Without the change: HITS/TRIALS, or MEAN,SD,NUMBER.
    #[arg(long, value_parser = group, requires = "after")]
    before: Option<Group>,
    /// With the change, in the same form.
    #[arg(long, value_parser = group, requires = "before")]
    after: Option<Group>,
    /// The smallest difference that matters: 5% is 5 percentage points; for means in their own unit. Without it nothing
    /// can be called irrelevant.
    #[arg(long, value_parser = amount)]
    relevant: Option<f64>,
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
    #[arg(long, value_parser = amount, default_value_t = Demand::USUAL.alpha)]
    alpha: f64,
    /// Chance of a proof when the difference is the relevant one.
    #[arg(long, value_parser = amount, default_value_t = Demand::USUAL.power)]
    power: f64,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// The verdict and what it was computed from.
#[derive(Debug, Serialize)]
pub struct Outcome {
    #[serde(flatten)]
    judgement: Judgement,
    before: Figures,
    after: Figures,
    relevant: Option<f64>,
}

/// One group.
#[derive(Debug, Serialize)]
struct Figures {
    n: u64,
    /// Share or mean.
    value: f64,
    sd: Option<f64>,
    /// Cells of the file that were empty.
    empty: u64,
}

impl Figures {
    fn of(group: Group, empty: u64) -> Result<Self> {
        Ok(match group {
            Group::Share(share) => Self { n: share.n(), value: share.value()?, sd: None, empty },
            Group::Mean(mean) => Self { n: mean.n(), value: mean.mean(), sd: mean.sd().ok(), empty },
        })
    }
}

impl Compare {
    pub fn compute(&self) -> Result<Outcome> {
        let ((before, skipped_before), (after, skipped_after)) = self.groups()?;
        let better = if self.lower_is_better { Better::Lower } else { Better::Higher };
        let demand = Demand { alpha: self.alpha, power: self.power };
        let (plan, data) = match (before, after) {
            (Group::Share(before), Group::Share(after)) => {
                let plan = match self.relevant {
                    Some(relevant) => Plan::share(before.value()?, relevant, better, demand)?,
                    None => Plan::without_margin(Measure::Share, better, demand)?,
                };
                (plan, Data::Shares { before, after })
            }
            (Group::Mean(before), Group::Mean(after)) => {
                let plan = if let Some(relevant) = self.relevant {
                    Plan::mean(before.sd()?, relevant, better, demand, &self.unit, 2)?
                } else {
                    let measure = Measure::Mean { unit: self.unit.clone(), decimals: 2 };
                    Plan::without_margin(measure, better, demand)?
                };
                (plan, Data::Means { before, after })
            }
            _ => bail!("before and after: one is a share and the other a mean"),
        };
        let moment = if self.running { Moment::Running } else { Moment::DecisionDay };
        Ok(Outcome {
            judgement: judge(&plan, &data, moment)?,
            before: Figures::of(before, skipped_before)?,
            after: Figures::of(after, skipped_after)?,
            relevant: self.relevant,
        })
    }

    /// Both groups, each with the number of empty cells.
    fn groups(&self) -> Result<((Group, u64), (Group, u64))> {
        if let (Some(before), Some(after)) = (self.before, self.after) {
            return Ok(((before, 0), (after, 0)));
        }
        let [before, after] = self.files.as_slice() else {
            bail!("give two CSV files, or --before and --after");
        };
        let (before, after) = (self.read(before)?, self.read(after)?);
        // A column of ones and zeros is yes and no, unless the other file says that it holds numbers.
        Ok(match (before.share, after.share) {
            (Some(first), Some(second)) => {
                ((Group::Share(first), before.empty), (Group::Share(second), after.empty))
            }
            _ if before.words || after.words => bail!("one file has yes and no, the other has numbers"),
            _ => ((Group::Mean(before.values), before.empty), (Group::Mean(after.values), after.empty)),
        })
    }

    fn read(&self, path: &Path) -> Result<stats::Column> {
        let what = || format!("cannot use {}", path.display());
        let file = File::open(path).with_context(what)?;
        column(file, self.column.as_deref()).with_context(what)
    }
}

impl Outcome {
    pub fn lines(&self) -> String {
        let mut text = format!("{}\n", self.judgement.sentence);
        if self.relevant.is_none() {
            text.push_str(
                "Er is vooraf geen kleinste verschil gekozen dat ertoe doet (--relevant). Daarom kan hier niet staan dat het \
                 verschil er niet toe doet.\n",
            );
        }
        for (what, figures) in [("before", &self.before), ("after", &self.after)] {
            let value = match figures.sd {
                None => format!("{:.2} %", 100.0 * figures.value),
                Some(sd) => format!("{:.2} (sd {sd:.2})", figures.value),
            };
            let empty = if figures.empty > 0 { format!(", {} empty", figures.empty) } else { String::new() };
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{what:<7} {value}, n {}{empty}", figures.n);
        }
        text
    }
}
