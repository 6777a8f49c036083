// SPDX-License-Identifier: EUPL-1.2
//! Rework: what is done again in the same case, and the ways back that lead there.

use std::collections::HashMap;

use crate::{codes::NONE, log::Log, time::Micros};

/// An activity that was done more than once in a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeat {
    /// Code of the activity.
    pub activity: u32,
    /// Cases in which it was done more than once.
    pub cases: u64,
    /// How often it was done again, in all cases.
    pub times: u64,
}

/// A way back: a step to an activity that had been done before in the same case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loop {
    /// Code of the activity it comes from; equal to `to` when an activity follows itself.
    pub from: u32,
    /// Code of the activity that is done again.
    pub to: u32,
    /// Cases that took it.
    pub cases: u64,
    /// How often.
    pub times: u64,
    /// Time since the activity was done last (end to start), together, in microseconds: what the detour took.
    pub detour: u128,
}

/// All rework of a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rework {
    /// Cases with any.
    pub cases: u64,
    /// By activity, most often first.
    pub repeats: Vec<Repeat>,
    /// By way back, most often first.
    pub loops: Vec<Loop>,
}

/// Finds the rework of a log.
pub fn rework(log: &Log) -> Rework {
    let n = log.activities.len();
    let mut seen: Vec<(u32, Micros)> = vec![(NONE, 0); n];
    let mut repeats: Vec<(Repeat, u32)> =
        (0..).take(n).map(|activity| (Repeat { activity, cases: 0, times: 0 }, NONE)).collect();
    let mut loops: HashMap<(u32, u32), (Loop, u32)> = HashMap::new();
    let mut cases = 0;
    for trace in log.traces() {
        let mut any = false;
        for (at, activity) in trace.activities.iter().enumerate() {
            let before = &mut seen[*activity as usize];
            if before.0 == trace.case {
                any = true;
                let (repeat, last) = &mut repeats[*activity as usize];
                repeat.times += 1;
                repeat.cases += u64::from(*last != trace.case);
                *last = trace.case;
                let from = trace.activities[at - 1];
                let fresh = Loop { from, to: *activity, cases: 0, times: 0, detour: 0 };
                let (way, last) = loops.entry((from, *activity)).or_insert((fresh, NONE));
                way.times += 1;
                way.cases += u64::from(*last != trace.case);
                way.detour += u128::from((trace.starts[at] - before.1).max(0).cast_unsigned());
                *last = trace.case;
            }
            *before = (trace.case, trace.ends[at]);
        }
        cases += u64::from(any);
    }
    let mut repeats: Vec<Repeat> = repeats.into_iter().map(|r| r.0).filter(|r| r.times > 0).collect();
    repeats.sort_by_key(|r| (std::cmp::Reverse(r.times), r.activity));
    let mut loops: Vec<Loop> = loops.into_values().map(|l| l.0).collect();
    loops.sort_by_key(|l| (std::cmp::Reverse(l.times), l.from, l.to));
    Rework { cases, repeats, loops }
}
