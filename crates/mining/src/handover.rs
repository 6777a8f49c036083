// SPDX-License-Identifier: EUPL-1.2
//! Hand-overs: work that passes from one group or resource to another.

use std::collections::HashMap;

use crate::{codes::NONE, log::Log, map::Waiting};

/// Between whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Groups: teams. What may be shown.
    Groups,
    /// Resources: single employees. Figures about employees need the consent of the works council (WOR article 27);
    /// show them per team.
    Resources,
}

/// Work that passed from one to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Code of who had it.
    pub from: u32,
    /// Code of who got it.
    pub to: u32,
    /// How often.
    pub count: u64,
    /// Waiting at the hand-over.
    pub waiting: Waiting,
}

/// Two events that follow each other directly in a case, by two different known groups (or resources). Most often
/// first. An event of an unknown group breaks the chain: nobody can say who handed over.
pub fn handovers(log: &Log, who: Who) -> Vec<Handover> {
    let column = match who {
        Who::Groups => &log.group,
        Who::Resources => &log.resource,
    };
    let mut sums: HashMap<(u32, u32), Waiting> = HashMap::new();
    if !column.is_empty() {
        for trace in log.traces() {
            for at in 1..trace.len() {
                let (from, to) = (column[trace.first + at - 1], column[trace.first + at]);
                if from != to && from != NONE && to != NONE {
                    sums.entry((from, to)).or_default().add(trace.starts[at] - trace.ends[at - 1]);
                }
            }
        }
    }
    let mut handovers: Vec<Handover> = sums
        .into_iter()
        .map(|((from, to), waiting)| Handover { from, to, count: waiting.histogram.count(), waiting })
        .collect();
    handovers.sort_by_key(|h| (std::cmp::Reverse(h.count), h.from, h.to));
    handovers
}
