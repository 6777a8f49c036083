// SPDX-License-Identifier: EUPL-1.2
//! Throughput: how long cases take, and how many come in and go out.

use std::collections::BTreeMap;

use crate::{codes::rank, histogram::Histogram, limits::MAX_EVENTS, log::Log, time::Micros};

/// Cases that came in and went out in one period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// Start of the period.
    pub from: Micros,
    /// Cases whose first event is in it.
    pub came: u64,
    /// Cases whose last event is in it.
    pub went: u64,
    /// Cases under way at its end: came so far minus went so far.
    pub open: u64,
}

/// Lead times of cases: first start to last end. A mean says little about them; look at median and p90.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Throughput {
    /// Lead times together, in microseconds.
    pub total: u128,
    /// Half of the cases take no longer, in microseconds: exact, by nearest rank.
    pub median: Micros,
    /// Nine of ten cases take no longer, in microseconds: exact, by nearest rank.
    pub p90: Micros,
    /// The longest, in microseconds.
    pub longest: Micros,
    /// All, in buckets that can be merged.
    pub histogram: Histogram,
    /// Periods in which a case came or went, in order.
    pub periods: Vec<Period>,
}

impl Throughput {
    /// Mean lead time, in microseconds; 0 of nothing.
    pub fn mean(&self) -> u128 {
        self.total.checked_div(u128::from(self.histogram.count())).unwrap_or(0)
    }
}

/// Lead times, and cases per period of the given length (in microseconds, at least 1), counted from 1970-01-01T00:00Z:
/// [`DAY`](crate::time::DAY) for days in UTC. That a case has had its last event does not prove that it is finished;
/// filter on the activities that end a case where that matters.
pub fn throughput(log: &Log, length: Micros) -> Throughput {
    let length = length.max(1);
    let mut durations: Vec<Micros> = Vec::with_capacity(log.cases.len());
    let mut histogram = Histogram::default();
    let mut flow: BTreeMap<Micros, (u64, u64)> = BTreeMap::new();
    for trace in log.traces() {
        let (began, finished) = (trace.began(), trace.finished());
        durations.push(finished - began);
        histogram.add(finished - began);
        flow.entry(began.div_euclid(length)).or_default().0 += 1;
        flow.entry(finished.div_euclid(length)).or_default().1 += 1;
    }
    durations.sort_unstable();
    let quantile = |p| quantile(&durations, p).unwrap_or(0);
    let mut open = 0;
    let periods = flow
        .into_iter()
        .map(|(number, (came, went))| {
            open = open + came - went;
            Period { from: number.saturating_mul(length), came, went, open }
        })
        .collect();
    Throughput {
        total: durations.iter().map(|d| u128::from(d.max(&0).cast_unsigned())).sum(),
        median: quantile(0.5),
        p90: quantile(0.9),
        longest: durations.last().copied().unwrap_or(0),
        histogram,
        periods,
    }
}

/// Exact quantile of sorted values by nearest rank.
pub(crate) fn quantile(sorted: &[Micros], p: f64) -> Option<Micros> {
    debug_assert!(sorted.len() <= MAX_EVENTS);
    let at = usize::try_from(rank(p, sorted.len() as u64) - 1).ok()?;
    sorted.get(at).copied()
}
