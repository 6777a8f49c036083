// SPDX-License-Identifier: EUPL-1.2
//! Variants: the different ways through the process.

use std::collections::HashMap;

use crate::{codes::share, log::Log};

/// A sequence of activities and the cases that went exactly so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// Cases.
    pub cases: u64,
    /// Code of the first case that went so; `log.trace(example).activities` is the sequence.
    pub example: u32,
    /// Lead times of these cases together, in microseconds.
    pub duration: u128,
}

impl Variant {
    /// The activities, by name.
    pub fn path<'a>(&self, log: &'a Log) -> Vec<&'a str> {
        log.trace(self.example).activities.iter().map(|a| log.activities.get(*a)).collect()
    }

    /// Share of all cases of the log, 0 to 1.
    pub fn share(&self, log: &Log) -> f64 {
        share(self.cases.into(), log.cases.len() as u128)
    }
}

/// All variants of a log, most cases first; those with as many cases in the order in which they were first seen.
/// Takes memory for each variant, not for its sequence.
pub fn variants(log: &Log) -> Vec<Variant> {
    let mut of: HashMap<&[u32], usize> = HashMap::new();
    let mut variants: Vec<Variant> = Vec::new();
    for trace in log.traces() {
        let at = *of.entry(trace.activities).or_insert_with(|| {
            variants.push(Variant { cases: 0, example: trace.case, duration: 0 });
            variants.len() - 1
        });
        variants[at].cases += 1;
        variants[at].duration += u128::from(trace.duration().max(0).cast_unsigned());
    }
    variants.sort_by_key(|v| (std::cmp::Reverse(v.cases), v.example));
    variants
}
