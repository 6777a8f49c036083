// SPDX-License-Identifier: EUPL-1.2
//! Time until something happens, when for some it has not happened yet: repeat contact, lead time.

use std::collections::BTreeMap;

use crate::level::{Estimate, Level};
use crate::num::{MOST, real};
use crate::refused::{Result, finite, refuse};

/// One unit: how long it was seen, and whether the event ended it (else it was still waiting: censored).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Time under observation, from 0, in any unit.
    pub time: f64,
    /// Whether the event happened at that time.
    pub event: bool,
}

/// What happened at one time: the rollup form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// The time.
    pub time: f64,
    /// Units whose event happened then.
    pub events: u64,
    /// Units that were seen until then and no longer.
    pub censored: u64,
}

/// One step down of the curve.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub struct Step {
    /// From this time on.
    pub time: f64,
    /// Units still under observation just before.
    pub at_risk: u64,
    /// Events at this time.
    pub events: u64,
    /// Share without event after this time, with its interval.
    pub survival: Estimate,
}

/// The curve of Kaplan and Meier.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct KaplanMeier {
    steps: Vec<Step>,
    last_seen: f64,
    n: u64,
    level: Level,
}

impl KaplanMeier {
    /// From units. Assumes that units that are no longer followed fare as the others (independent censoring).
    /// Refuses no units, and a time that is below 0 or not finite.
    ///
    /// Source: E. L. Kaplan, P. Meier, JASA 53 (1958); variance of Greenwood (1926); interval on the log(-log) scale,
    /// J. D. Kalbfleisch, R. L. Prentice (1980).
    pub fn of(units: &[Seen], level: Level) -> Result<Self> {
        let cell =
            |u: &Seen| Cell { time: u.time, events: u64::from(u.event), censored: u64::from(!u.event) };
        Self::from_cells(&units.iter().map(cell).collect::<Vec<_>>(), level)
    }

    /// From counts per time, in any order; cells of one time are added. So curves of parts merge by their cells.
    pub fn from_cells(cells: &[Cell], level: Level) -> Result<Self> {
        let mut times = BTreeMap::<u64, (u64, u64)>::new();
        let mut n = 0_u64;
        for cell in cells {
            if finite("time", cell.time)? < 0.0 {
                return refuse("time", format!("must not be below 0, got {}", cell.time));
            }
            n = n.saturating_add(cell.events).saturating_add(cell.censored);
            if n > MOST {
                return refuse("survival", "more than 2^53 units");
            }
            // The bits of a double from 0 sort as the double does; adding 0 makes -0 a plain 0.
            let at = times.entry((cell.time + 0.0).to_bits()).or_default();
            at.0 += cell.events;
            at.1 += cell.censored;
        }
        times.retain(|_, (events, censored)| *events + *censored > 0);
        let Some(last) = times.last_key_value().map(|(bits, _)| f64::from_bits(*bits)) else {
            return refuse("survival", "there are no units");
        };
        Ok(Self { steps: steps(&times, n, level), last_seen: last, n, level })
    }

    /// The steps down, in order of time.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How many units.
    pub const fn n(&self) -> u64 {
        self.n
    }

    /// Share without event just after `time`. Refuses a time after the last observation: nobody was followed so long.
    pub fn at(&self, time: f64) -> Result<Estimate> {
        if finite("time", time)? < 0.0 || time > self.last_seen {
            return refuse("time", format!("units were followed from 0 to {}, got {time}", self.last_seen));
        }
        let passed = self.steps.partition_point(|step| step.time <= time);
        let sure = Estimate { value: 1.0, low: 1.0, high: 1.0, level: self.level };
        Ok(passed.checked_sub(1).map_or(sure, |place| self.steps[place].survival))
    }

    /// The first time at which at most a share `left` is without event; none when the curve does not come that low.
    pub fn time_until(&self, left: f64) -> Result<Option<f64>> {
        crate::refused::inside("share left", left)?;
        Ok(self.steps.iter().find(|step| step.survival.value <= left).map(|step| step.time))
    }
}

fn steps(times: &BTreeMap<u64, (u64, u64)>, n: u64, level: Level) -> Vec<Step> {
    let z = level.z();
    let mut at_risk = n;
    let (mut value, mut greenwood) = (1.0, 0.0);
    let mut steps = Vec::new();
    for (bits, (events, censored)) in times {
        if *events > 0 {
            let (risk, happened) = (real(at_risk), real(*events));
            value *= (risk - happened) / risk;
            greenwood += happened / (risk * (risk - happened));
            let survival = interval(value, greenwood, z, level);
            steps.push(Step { time: f64::from_bits(*bits), at_risk, events: *events, survival });
        }
        at_risk -= events + censored;
    }
    steps
}

/// At 0 the scale has no error any more; the whole range remains possible upward only from the step before, so the
/// interval is the point, as lifelines and R give it.
fn interval(value: f64, greenwood: f64, z: f64, level: Level) -> Estimate {
    if value <= 0.0 {
        return Estimate { value: 0.0, low: 0.0, high: 0.0, level };
    }
    let log = value.ln();
    let half = z * greenwood.sqrt() / log.abs();
    Estimate { value, low: (log * half.exp()).exp(), high: (log * (-half).exp()).exp(), level }
}
