// SPDX-License-Identifier: EUPL-1.2
//! `voordeur stats erlang`.

use std::fmt::Write as _;
use std::time::Duration;

use anyhow::{Result, bail};
use clap::Args;
use serde::Serialize;
use stats::queue::{ErlangA, ErlangC, Goal, Load, agents_for};

use super::read::duration;

/// Calls, agents and what is asked.
#[derive(Debug, Args)]
pub struct Erlang {
    /// Calls that come in during one period.
    #[arg(long)]
    calls: f64,
    /// Length of the period, like 30m.
    #[arg(long, value_parser = duration)]
    per: Duration,
    /// Mean handling time: talk, hold and after-call work.
    #[arg(long, value_parser = duration)]
    handling: Duration,
    /// Agents who answer. Without it: how many the goal takes.
    #[arg(long)]
    agents: Option<u32>,
    /// The wait that counts as in time.
    #[arg(long, value_parser = duration, default_value = "20s")]
    within: Duration,
    /// Share of the calls to be answered in time, like 0.8.
    #[arg(long)]
    share: Option<f64>,
    /// Agents may be busy for at most this share of the time.
    #[arg(long, default_value_t = 1.0)]
    most_busy: f64,
    /// Mean patience of callers: with it, callers walk away (Erlang A).
    #[arg(long, value_parser = duration)]
    patience: Option<Duration>,
    /// As JSON.
    #[arg(long)]
    pub json: bool,
}

/// How the phone is answered.
#[derive(Debug, Serialize)]
pub struct Answer {
    erlang: f64,
    agents: u32,
    within_seconds: f64,
    waits: f64,
    within: f64,
    mean_wait_seconds: f64,
    occupancy: f64,
    abandons: Option<f64>,
}

impl Erlang {
    pub fn compute(&self) -> Result<Answer> {
        let load = Load::new(self.calls, self.per, self.handling)?;
        let agents = match (self.agents, self.share) {
            (Some(agents), None) => agents,
            (None, Some(share)) => {
                let goal = Goal { share, within: self.within, most_busy: self.most_busy };
                agents_for(load, goal, self.patience)?
            }
            _ => bail!("give either --agents, or --share for the number of agents a goal takes"),
        };
        let within_seconds = self.within.as_secs_f64();
        if let Some(patience) = self.patience {
            let queue = ErlangA::new(load, agents, patience)?;
            return Ok(Answer {
                erlang: load.erlang(),
                agents,
                within_seconds,
                waits: queue.waits(),
                within: queue.within(self.within),
                mean_wait_seconds: queue.mean_wait(),
                occupancy: queue.occupancy(),
                abandons: Some(queue.abandons()),
            });
        }
        let queue = ErlangC::new(load, agents)?;
        Ok(Answer {
            erlang: load.erlang(),
            agents,
            within_seconds,
            waits: queue.waits(),
            within: queue.within(self.within),
            mean_wait_seconds: queue.mean_wait(),
            occupancy: queue.occupancy(),
            abandons: None,
        })
    }
}

impl Answer {
    pub fn lines(&self) -> String {
        let mut text = format!("{} agents for {:.2} erlang\n", self.agents, self.erlang);
        let mut line = |what: &str, figure: String| {
            // Writing to a text cannot fail.
            let _ = writeln!(text, "{what:20} {figure}");
        };
        line("must wait", format!("{:.2} %", 100.0 * self.waits));
        line(&format!("answered within {} s", self.within_seconds), format!("{:.2} %", 100.0 * self.within));
        line("mean wait", format!("{:.1} s", self.mean_wait_seconds));
        line("agents busy", format!("{:.1} %", 100.0 * self.occupancy));
        if let Some(abandons) = self.abandons {
            line("walks away", format!("{:.2} %", 100.0 * abandons));
        }
        text
    }
}
