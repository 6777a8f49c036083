// SPDX-License-Identifier: EUPL-1.2
//! Erlang C: callers wait until they are answered.

use std::time::Duration;

use super::{ErlangA, Load, MOST_AGENTS, erlang_b};
use crate::refused::{Result, inside, refuse};

/// A queue in which everybody waits.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct ErlangC {
    load: Load,
    agents: u32,
    waits: f64,
}

impl ErlangC {
    /// Assumes Poisson arrivals, exponential handling times, patient callers and a steady state; close to full
    /// occupancy that is far too gloomy: use [`ErlangA`]. Refuses a load that fills all agents, because then the queue
    /// grows without end.
    ///
    /// Source: A. K. Erlang (1917).
    pub fn new(load: Load, agents: u32) -> Result<Self> {
        let n = f64::from(Load::agents(agents)?);
        let erlang = load.erlang();
        if erlang >= n {
            return refuse(
                "agents",
                format!(
                    "{erlang:.2} erlang fills {agents} agents: the queue grows without end; take more agents"
                ),
            );
        }
        let blocked = erlang_b(erlang, agents)?;
        let waits = blocked / (1.0 - erlang / n * (1.0 - blocked));
        Ok(Self { load, agents, waits })
    }

    /// Chance that a caller has to wait.
    pub const fn waits(&self) -> f64 {
        self.waits
    }

    /// Share of callers answered within `wait`.
    pub fn within(&self, wait: Duration) -> f64 {
        let spare = f64::from(self.agents) - self.load.erlang();
        1.0 - self.waits * (-spare * wait.as_secs_f64() / self.load.handling()).exp()
    }

    /// Mean wait of all callers, in seconds (ASA).
    pub fn mean_wait(&self) -> f64 {
        self.waits * self.load.handling() / (f64::from(self.agents) - self.load.erlang())
    }

    /// Share of the time that agents are busy.
    pub fn occupancy(&self) -> f64 {
        self.load.erlang() / f64::from(self.agents)
    }
}

/// What the staffing must reach.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goal {
    /// Share of the callers to be answered ...
    pub share: f64,
    /// ... within this wait.
    pub within: Duration,
    /// Agents may be busy for at most this share of the time.
    pub most_busy: f64,
}

/// Fewest agents that reach the goal: by Erlang A when a patience is given, else by Erlang C. Refuses a goal that even
/// [`MOST_AGENTS`] do not reach.
pub fn agents_for(load: Load, goal: Goal, patience: Option<Duration>) -> Result<u32> {
    inside("share", goal.share)?;
    if !(goal.most_busy > 0.0 && goal.most_busy <= 1.0) {
        return refuse("most busy", format!("must be above 0 and at most 1, got {}", goal.most_busy));
    }
    let reaches = |agents: u32| -> Result<bool> {
        if let Some(patience) = patience {
            let queue = ErlangA::new(load, agents, patience)?;
            return Ok(queue.within(goal.within) >= goal.share && queue.occupancy() <= goal.most_busy);
        }
        if load.erlang() >= f64::from(agents) {
            return Ok(false);
        }
        let queue = ErlangC::new(load, agents)?;
        Ok(queue.within(goal.within) >= goal.share && queue.occupancy() <= goal.most_busy)
    };
    if !reaches(MOST_AGENTS)? {
        return refuse("goal", format!("not reached with {MOST_AGENTS} agents"));
    }
    // More agents never answer fewer calls in time, so halving finds the border.
    let (mut low, mut high) = (0, MOST_AGENTS);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if reaches(middle)? { high = middle } else { low = middle }
    }
    Ok(high)
}
