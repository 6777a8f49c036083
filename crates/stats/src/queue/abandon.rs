// SPDX-License-Identifier: EUPL-1.2
//! Erlang A: callers wait, but not for ever.

use std::time::Duration;

use super::Load;
use crate::level::{Estimate, Level};
use crate::num::{MOST, real};
use crate::refused::{Result, positive, refuse};
use crate::special::normal;

/// A queue from which callers walk away when their patience ends.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct ErlangA {
    load: Load,
    agents: u32,
    /// Mean patience in seconds.
    patience: f64,
    /// Chance that all agents but one are busy: the state from which the offered wait starts.
    last_free: f64,
    waits: f64,
    in_queue: f64,
    busy: f64,
}

impl ErlangA {
    /// Assumes Poisson arrivals, exponential handling times and patience, and a steady state (which always exists).
    /// Refuses a patience of 0 and one of more than a day.
    ///
    /// Source: C. Palm (1957); O. Garnett, A. Mandelbaum, M. Reiman, Manufacturing & Service Operations Management 4
    /// (2002). Solved as a birth-death chain.
    pub fn new(load: Load, agents: u32, patience: Duration) -> Result<Self> {
        Load::agents(agents)?;
        if patience.is_zero() || patience > Duration::from_hours(24) {
            return refuse(
                "patience",
                format!("must be above 0 and at most a day, got {} s", patience.as_secs_f64()),
            );
        }
        let patience = patience.as_secs_f64();
        let n = f64::from(agents);
        let erlang = load.erlang();
        // Weights of the states, against the weight of "all agents busy, nobody waits".
        let (mut free, mut busy, mut weight) = (0.0, 0.0, 1.0);
        let mut last_free = 0.0;
        for k in (1..=agents).rev() {
            weight *= f64::from(k) / erlang;
            if k == agents {
                last_free = weight;
            }
            free += weight;
            busy += weight * f64::from(k - 1);
            if !free.is_finite() {
                // Waiting has a chance below 1e-300: nobody ever does.
                return Ok(Self {
                    load,
                    agents,
                    patience,
                    last_free: 0.0,
                    waits: 0.0,
                    in_queue: 0.0,
                    busy: erlang,
                });
            }
        }
        let leave = load.handling() / patience;
        let (mut queued, mut waiting, mut weight) = (1.0, 0.0, 1.0);
        let mut place = 0.0;
        // Beyond the point where leaving outpaces arriving the weights fall for good.
        while weight > queued * 1e-18 || n + place * leave <= erlang {
            place += 1.0;
            weight *= erlang / (n + place * leave);
            queued += weight;
            waiting += weight * place;
            if place > 1e8 || !waiting.is_finite() {
                return refuse(
                    "patience",
                    format!("{patience} s with this load makes a queue too long to compute"),
                );
            }
        }
        let all = free + queued;
        Ok(Self {
            load,
            agents,
            patience,
            last_free: last_free / all,
            waits: queued / all,
            in_queue: waiting / all,
            busy: (busy + n * queued) / all,
        })
    }

    /// Chance that a caller has to wait.
    pub const fn waits(&self) -> f64 {
        self.waits
    }

    /// Share of callers who walk away.
    pub fn abandons(&self) -> f64 {
        self.in_queue / self.patience / self.load.per_second()
    }

    /// Mean wait of all callers, those who walk away included, in seconds (Little's law).
    pub fn mean_wait(&self) -> f64 {
        self.in_queue / self.load.per_second()
    }

    /// Share of the time that agents are busy.
    pub fn occupancy(&self) -> f64 {
        self.busy / f64::from(self.agents)
    }

    /// Share of all callers who are answered within `wait`.
    ///
    /// Source: S. Zeltyn, A. Mandelbaum, Queueing Systems 51 (2005): the offered wait has density
    /// lambda pi(n-1) exp(lambda (1 - e^(-t/patience)) patience - n mu t); integrated by Gauss-Legendre.
    pub fn within(&self, wait: Duration) -> f64 {
        let lambda = self.load.per_second();
        let rate = f64::from(self.agents) / self.load.handling();
        let leave = 1.0 / self.patience;
        let density = |t: f64| {
            let grown = -lambda * self.patience * libm::expm1(-leave * t);
            (grown - rate * t - leave * t).exp()
        };
        // Past the last moment at which anybody is still answered, the rest is nothing.
        let scale = 1.0 / (lambda.max(rate) + leave);
        let end = wait.as_secs_f64().min(self.patience * 45.0);
        let panels = (end / (4.0 * scale)).ceil().clamp(1.0, 20_000.0);
        let served = lambda * self.last_free * integral(density, end, panels);
        (1.0 - self.waits + served).min(1.0)
    }
}

/// Integral from 0 to `end` in equal panels of ten Gauss-Legendre points.
fn integral(f: impl Fn(f64) -> f64, end: f64, panels: f64) -> f64 {
    const POINTS: [(f64, f64); 5] = [
        (0.148_874_338_981_631_22, 0.295_524_224_714_752_9),
        (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
        (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
        (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
        (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
    ];
    let half = 0.5 * end / panels;
    let mut sum = 0.0;
    let mut middle = half;
    while middle < end {
        for (x, weight) in POINTS {
            sum += weight * (f(middle - half * x) + f(middle + half * x));
        }
        middle += 2.0 * half;
    }
    sum * half
}

/// Mean patience in seconds from what was seen: all waiting, by callers who were answered and callers who walked away,
/// divided by the number who walked away. Assumes exponential patience; answered callers are censored. Refuses fewer
/// than 5 who walked away.
///
/// Source: maximum likelihood of a censored exponential; error on the log scale. N. Gans, G. Koole, A. Mandelbaum,
/// Manufacturing & Service Operations Management 5 (2003), section 6.3.3.
pub fn patience(waited_in_all: f64, walked_away: u64, level: Level) -> Result<Estimate> {
    positive("waiting in all", waited_in_all)?;
    if !(5..=MOST).contains(&walked_away) {
        return refuse("walked away", format!("needs at least 5 callers who walked away, got {walked_away}"));
    }
    let value = waited_in_all / real(walked_away);
    let factor = (-normal::quantile(level.alpha() / 2.0) / real(walked_away).sqrt()).exp();
    Ok(Estimate { value, low: value / factor, high: value * factor, level })
}
