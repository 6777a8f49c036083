// SPDX-License-Identifier: EUPL-1.2
//! The work that is offered.

use std::time::Duration;

use crate::refused::{Result, finite, refuse};

/// More agents, or more work than they can do, is refused.
pub const MOST_AGENTS: u32 = 10_000;

/// Calls that come in at random (Poisson) and take a while to handle (exponentially spread).
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Load {
    per_second: f64,
    handling: f64,
}

impl Load {
    /// `calls` in a period of length `per`, each taking `handling` on average (talk, hold and after-call work).
    /// Refuses no calls, empty durations and more work than [`MOST_AGENTS`] agents can do.
    pub fn new(calls: f64, per: Duration, handling: Duration) -> Result<Self> {
        if finite("calls", calls)? <= 0.0 {
            return refuse("calls", format!("must be above 0, got {calls}"));
        }
        if per.is_zero() {
            return refuse("period", "must be longer than 0 seconds");
        }
        if handling.is_zero() {
            return refuse("handling time", "must be longer than 0 seconds");
        }
        let load = Self { per_second: calls / per.as_secs_f64(), handling: handling.as_secs_f64() };
        if load.erlang() > f64::from(MOST_AGENTS) {
            return refuse(
                "load",
                format!("{} erlang is more than {MOST_AGENTS} agents can do", load.erlang()),
            );
        }
        if load.erlang() <= 0.0 {
            return refuse("load", "is too small to compute with");
        }
        Ok(load)
    }

    /// Work offered, in agents kept busy: arrivals x handling time.
    pub fn erlang(self) -> f64 {
        self.per_second * self.handling
    }

    /// Mean handling time in seconds.
    pub const fn handling(self) -> f64 {
        self.handling
    }

    /// Calls per second.
    pub const fn per_second(self) -> f64 {
        self.per_second
    }

    /// The load when a share of the calls comes back later (Erlang-R in its steady state): calls / (1 - share).
    ///
    /// Source: G. B. Yom-Tov, A. Mandelbaum, "Erlang-R", Manufacturing & Service Operations Management 16 (2014).
    pub fn with_returns(self, share: f64) -> Result<Self> {
        if !(0.0..1.0).contains(&share) {
            return refuse("share that returns", format!("must be 0 or more and below 1, got {share}"));
        }
        let load = Self { per_second: self.per_second / (1.0 - share), handling: self.handling };
        if load.erlang() > f64::from(MOST_AGENTS) {
            return refuse(
                "load",
                format!("{} erlang is more than {MOST_AGENTS} agents can do", load.erlang()),
            );
        }
        Ok(load)
    }

    pub(super) fn agents(agents: u32) -> Result<u32> {
        if (1..=MOST_AGENTS).contains(&agents) {
            return Ok(agents);
        }
        refuse("agents", format!("must be 1 to {MOST_AGENTS}, got {agents}"))
    }
}
