// SPDX-License-Identifier: EUPL-1.2
//! `voordeur stats staffing`: how many agents a goal takes, and what one more or less would do.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use serde::Serialize;
use stats::queue::{ErlangA, ErlangC, Goal, Load, MOST_AGENTS, agents_for};

use super::read::{amount, duration, rate, target};

/// The work and the goal.
#[derive(Debug, Args)]
pub struct Staffing {
    /// Calls that come in, like 81.7/h or 40/30m.
    #[arg(long, value_parser = rate)]
    calls: (f64, Duration),
    /// Mean handling time: talk, hold and after-call work.
    #[arg(long, value_parser = duration)]
    aht: Duration,
    /// Mean patience of callers: with it, callers walk away (Erlang A). Without it everybody waits (Erlang C).
    #[arg(long, value_parser = duration)]
    patience: Option<Duration>,
    /// Share of the calls to be answered within a wait, like 80%/30s.
    #[arg(long, value_parser = target)]
    target: (f64, Duration),
    /// Agents may be busy for at most this share of the time.
    #[arg(long, value_parser = amount, default_value = "100%")]
    most_busy: f64,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// The answer, with its neighbours.
#[derive(Debug, Serialize)]
pub struct Answer {
    agents: u32,
    erlang: f64,
    formula: &'static str,
    target_share: f64,
    target_seconds: f64,
    around: Vec<Row>,
}

/// So many agents.
#[derive(Debug, Serialize)]
struct Row {
    agents: u32,
    within: f64,
    mean_wait_seconds: f64,
    occupancy: f64,
    abandons: Option<f64>,
}

impl Staffing {
    pub fn compute(&self) -> Result<Answer> {
        let load = Load::new(self.calls.0, self.calls.1, self.aht)?;
        let (share, within) = self.target;
        let agents = agents_for(load, Goal { share, within, most_busy: self.most_busy }, self.patience)?;
        let around = agents.saturating_sub(2).max(1)..=(agents + 2).min(MOST_AGENTS);
        Ok(Answer {
            agents,
            erlang: load.erlang(),
            formula: if self.patience.is_some() { "Erlang A" } else { "Erlang C" },
            target_share: share,
            target_seconds: within.as_secs_f64(),
            around: around
                // Fewer agents than erlang have no steady state when everybody waits.
                .filter(|agents| self.patience.is_some() || f64::from(*agents) > load.erlang())
                .map(|agents| self.row(load, agents))
                .collect::<Result<_>>()?,
        })
    }

    fn row(&self, load: Load, agents: u32) -> Result<Row> {
        let within = self.target.1;
        Ok(if let Some(patience) = self.patience {
            let queue = ErlangA::new(load, agents, patience)?;
            Row {
                agents,
                within: queue.within(within),
                mean_wait_seconds: queue.mean_wait(),
                occupancy: queue.occupancy(),
                abandons: Some(queue.abandons()),
            }
        } else {
            let queue = ErlangC::new(load, agents)?;
            Row {
                agents,
                within: queue.within(within),
                mean_wait_seconds: queue.mean_wait(),
                occupancy: queue.occupancy(),
                abandons: None,
            }
        })
    }
}

impl Answer {
    pub fn lines(&self) -> String {
        let mut text = format!(
            "{} agents answer {} % within {} s ({:.2} erlang, {})\n\nagents  in time  mean wait   busy  walks away\n",
            self.agents,
            (1e4 * self.target_share).round() / 100.0,
            self.target_seconds,
            self.erlang,
            self.formula
        );
        for row in &self.around {
            let abandons = row.abandons.map_or_else(|| "-".to_owned(), |a| format!("{:.1} %", 100.0 * a));
            // Writing to a text cannot fail.
            let _ = writeln!(
                text,
                "{:>6} {:>6.1} % {:>8.1} s {:>4.1} % {abandons:>11}",
                row.agents,
                100.0 * row.within,
                row.mean_wait_seconds,
                100.0 * row.occupancy
            );
        }
        text
    }
}
