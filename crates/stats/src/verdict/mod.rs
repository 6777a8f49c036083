// SPDX-License-Identifier: EUPL-1.2
//! The verdict over an improvement: one of four, from a plan made before and the data.
//!
//! A verdict is for one day, the decision day that was fixed in the plan. Who looks every day and stops at the first
//! proof gets false proofs; so before that day the verdict is "not enough data", whatever the data say.

mod judge;
mod sentence;

pub use judge::judge;

use crate::effect::Effect;
use crate::level::Estimate;
use crate::plan::{Demand, size_for_means, size_for_shares_corrected};
use crate::refused::{Result, inside, positive, refuse};
use crate::sample::{Moments, Share};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Better {
    /// A higher figure (answered in one contact).
    Higher,
    /// A lower figure (waiting time).
    Lower,
}

/// What is measured, for the words of the sentence.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub enum Measure {
    /// A share; said in percent and percentage points.
    Share,
    /// A mean; said with so many decimals and a Dutch unit ("minuten", "punt").
    Mean {
        /// Dutch word after the number.
        unit: String,
        /// Decimals to show, at most 6.
        decimals: usize,
    },
}

/// The agreement made before: what counts as better, which difference matters, how sure, how many observations.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Plan {
    measure: Measure,
    better: Better,
    relevant: f64,
    demand: Demand,
    per_group: u64,
}

impl Plan {
    /// A plan for a share. `expected` is the share before, `relevant` the smallest difference that matters (0.05 is 5
    /// percentage points). Refuses a difference that does not fit between 0 and 1.
    pub fn share(expected: f64, relevant: f64, better: Better, demand: Demand) -> Result<Self> {
        inside("relevant difference", relevant)?;
        let to = match better {
            Better::Higher => expected + relevant,
            Better::Lower => expected - relevant,
        };
        let per_group = size_for_shares_corrected(expected, to, demand)?;
        Self::with(Measure::Share, better, relevant, demand, per_group)
    }

    /// A plan for a mean with standard deviation `sd`; `relevant` in the unit of the values.
    pub fn mean(
        sd: f64,
        relevant: f64,
        better: Better,
        demand: Demand,
        unit: &str,
        decimals: usize,
    ) -> Result<Self> {
        positive("relevant difference", relevant)?;
        let per_group = size_for_means(relevant, sd, demand)?;
        Self::with(Measure::Mean { unit: unit.to_owned(), decimals }, better, relevant, demand, per_group)
    }

    /// A plan whose number per group was computed elsewhere, as for a difference in differences. Refuses an alpha of
    /// 0.5 or more.
    pub fn with(
        measure: Measure,
        better: Better,
        relevant: f64,
        demand: Demand,
        per_group: u64,
    ) -> Result<Self> {
        positive("relevant difference", relevant)?;
        inside("power", demand.power)?;
        if inside("alpha", demand.alpha)? >= 0.5 {
            return refuse("alpha", format!("must lie below 0.5, got {}", demand.alpha));
        }
        if let Measure::Mean { decimals, .. } = &measure
            && *decimals > 6
        {
            return refuse("decimals", format!("at most 6, got {decimals}"));
        }
        Ok(Self { measure, better, relevant, demand, per_group })
    }

    /// Observations needed per group.
    pub const fn per_group(&self) -> u64 {
        self.per_group
    }
}

/// What was observed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Data {
    /// Two independent groups, or before and after.
    Shares {
        /// Without the change.
        before: Share,
        /// With the change.
        after: Share,
    },
    /// The same for means.
    Means {
        /// Without the change.
        before: Moments,
        /// With the change.
        after: Moments,
    },
    /// An effect from [`crate::effect`], on `n` observations in its smallest group.
    Effect {
        /// The effect at the level 1 - alpha of the plan.
        effect: Effect,
        /// Observations in the smallest group.
        n: u64,
    },
}

/// When the verdict is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before the decision day.
    Running,
    /// On the decision day, once.
    DecisionDay,
}

/// One of four.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Verdict {
    /// The interval lies wholly on the better side of 0.
    ProvenBetter,
    /// The interval lies wholly on the worse side of 0.
    ProvenWorse,
    /// The difference is certainly smaller than what matters (two one-sided tests), even if it is not 0.
    NoRelevantDifference,
    /// None of these can be said yet.
    NotEnoughData {
        /// Observations still needed per group; 0 when only the decision day is still to come.
        more: u64,
    },
}

/// The verdict with what it rests on.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// After minus before, at the level 1 - alpha of the plan; none while there is too little to compute it.
    pub difference: Option<Estimate>,
    /// Figures before and after, where there are two groups.
    pub figures: Option<(f64, f64)>,
    /// The verdict in plain Dutch, for employees and the council.
    pub sentence: String,
}
