// SPDX-License-Identifier: EUPL-1.2
//! Two periods (or teams, or channels) beside each other.

use std::{collections::BTreeMap, ops::Range};

use crate::{
    codes::share,
    filter::Filter,
    log::Log,
    map::{Edge, Map},
    time::Micros,
};

/// One edge in one of the two.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Side {
    /// How often it was taken.
    pub count: u64,
    /// How often per case of that side.
    pub per_case: f64,
    /// Waiting together, in microseconds.
    pub total: u128,
    /// Waiting per case of that side, in microseconds: what the edge costs an average case.
    pub wait_per_case: f64,
    /// Half waits no longer, in microseconds (see [`Waiting::median`](crate::Waiting::median)).
    pub median: Micros,
    /// Nine of ten wait no longer, in microseconds.
    pub p90: Micros,
}

/// One edge in both.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Name of the activity it comes from.
    pub from: String,
    /// Name of the activity it goes to.
    pub to: String,
    /// In the first.
    pub before: Side,
    /// In the second.
    pub after: Side,
}

impl Change {
    /// Change of the waiting per case, in microseconds; positive: residents wait longer.
    pub fn wait_per_case(&self) -> f64 {
        self.after.wait_per_case - self.before.wait_per_case
    }

    /// Not in the first.
    pub fn is_new(&self) -> bool {
        self.before.count == 0
    }

    /// Not in the second.
    pub fn is_gone(&self) -> bool {
        self.after.count == 0
    }
}

/// Two maps beside each other. A difference shown here is a count, not a proof: whether a change did it is for a test.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// Cases in the first and in the second.
    pub cases: (u64, u64),
    /// Waiting per case in the first and in the second, in microseconds.
    pub wait_per_case: (f64, f64),
    /// Edges of either, largest change of waiting per case first.
    pub changes: Vec<Change>,
}

/// Compares two maps by the names of their activities.
pub fn compare(before: &Map, after: &Map) -> Comparison {
    let mut changes: BTreeMap<(&str, &str), (Side, Side)> = BTreeMap::new();
    for edge in &before.edges {
        let key = (before.name(edge.from), before.name(edge.to));
        changes.entry(key).or_default().0 = side(edge, before.cases);
    }
    for edge in &after.edges {
        let key = (after.name(edge.from), after.name(edge.to));
        changes.entry(key).or_default().1 = side(edge, after.cases);
    }
    let mut changes: Vec<Change> = changes
        .into_iter()
        .map(|((from, to), (before, after))| Change {
            from: from.to_owned(),
            to: to.to_owned(),
            before,
            after,
        })
        .collect();
    changes.sort_by(|a, b| b.wait_per_case().abs().total_cmp(&a.wait_per_case().abs()));
    let wait = |map: &Map| share(map.total_waiting(), map.cases.into());
    Comparison { cases: (before.cases, after.cases), wait_per_case: (wait(before), wait(after)), changes }
}

/// Compares the cases of a log that began in one period with those that began in another. Cases of the second that are
/// still under way have waited less so far than they will: let it end early enough.
pub fn compare_periods(log: &Log, before: Range<Micros>, after: Range<Micros>) -> Comparison {
    let map = |period| Map::of(&log.filter(&Filter { began: Some(period), ..Filter::default() }));
    compare(&map(before), &map(after))
}

fn side(edge: &Edge, cases: u64) -> Side {
    Side {
        count: edge.count,
        per_case: share(edge.count.into(), cases.into()),
        total: edge.waiting.total,
        wait_per_case: share(edge.waiting.total, cases.into()),
        median: edge.waiting.median(),
        p90: edge.waiting.p90(),
    }
}
