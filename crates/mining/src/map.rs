// SPDX-License-Identifier: EUPL-1.2
//! The directly-follows graph: what comes directly after what, how often, and after how much waiting.

use std::collections::BTreeMap;

use crate::{
    codes::{NONE, narrow, share},
    histogram::{BUCKETS, Histogram, bucket},
    log::Log,
    names::Names,
    time::Micros,
};

/// Activities up to which the quick table of all pairs is used.
const DENSE: usize = 1_024;

/// Edges up to which each has all its buckets at hand.
const QUICK: usize = 2_048;

/// Transitions sorted at a time when there are too many edges for the quick table.
const CHUNK: usize = 1 << 20;

/// Waiting: from the end of an event to the start of the next one of the case. Events that overlap wait 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Sum, in microseconds.
    pub total: u128,
    /// How many started before the one before them had ended.
    pub overlaps: u64,
    /// All of them, in buckets.
    pub histogram: Histogram,
}

impl Waiting {
    pub(crate) fn add(&mut self, gap: Micros) {
        let wait = gap.max(0);
        self.total += u128::from(wait.cast_unsigned());
        self.overlaps += u64::from(gap < 0);
        self.histogram.add(wait);
    }

    pub(crate) fn remove(&mut self, gap: Micros) {
        let wait = gap.max(0);
        self.total -= u128::from(wait.cast_unsigned());
        self.overlaps -= u64::from(gap < 0);
        self.histogram.remove(wait);
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.total += other.total;
        self.overlaps += other.overlaps;
        self.histogram.merge(&other.histogram);
    }

    /// Mean, in microseconds; 0 of nothing.
    pub fn mean(&self) -> u128 {
        self.total.checked_div(u128::from(self.histogram.count())).unwrap_or(0)
    }

    /// Half waits no longer, in microseconds; at most [`Histogram::ERROR`] off.
    pub fn median(&self) -> Micros {
        self.histogram.quantile(0.5).unwrap_or(0)
    }

    /// Nine of ten wait no longer, in microseconds; at most [`Histogram::ERROR`] off.
    pub fn p90(&self) -> Micros {
        self.histogram.quantile(0.9).unwrap_or(0)
    }
}

/// One activity of a map.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Activity {
    /// Its name.
    pub name: String,
    /// Events.
    pub count: u64,
    /// Cases that begin with it.
    pub starts: u64,
    /// Cases that end with it.
    pub ends: u64,
    /// Time from start to end of its events together, in microseconds.
    pub work: u128,
}

/// One edge of a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// Index in [`Map::activities`].
    pub from: u32,
    /// Index in [`Map::activities`].
    pub to: u32,
    /// How often `to` came directly after `from`.
    pub count: u64,
    /// The waiting in between.
    pub waiting: Waiting,
}

/// The directly-follows graph of a log, with waiting. Activities stand by name and edges by their two names, so the
/// maps of two logs can be compared, and maps of parts that share no case [add up](Map::merge) to that of the whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Map {
    /// Cases.
    pub cases: u64,
    /// Events.
    pub events: u64,
    /// Activities, by name.
    pub activities: Vec<Activity>,
    /// Edges, by from and to.
    pub edges: Vec<Edge>,
}

impl Map {
    /// The map of a log: one pass over its columns.
    pub fn of(log: &Log) -> Self {
        let (waits, starts, ends) = Pass::over(log);
        let n = log.activities.len();
        let mut activities: Vec<Activity> = log
            .activities
            .iter()
            .zip(starts.iter().zip(&ends))
            .map(|(name, (s, e))| Activity {
                name: name.to_owned(),
                starts: *s,
                ends: *e,
                ..Activity::default()
            })
            .collect();
        // Each event is followed by another or is the last of its case.
        for (from, _, count, _) in &waits {
            activities[*from as usize].count += count;
        }
        for at in 0..n {
            activities[at].count += ends[at];
        }
        if !log.end.is_empty() {
            for (at, a) in log.activity.iter().enumerate() {
                activities[*a as usize].work +=
                    u128::from((log.end[at] - log.start[at]).max(0).cast_unsigned());
            }
        }
        let edges = waits.into_iter().map(|(from, to, count, waiting)| Edge { from, to, count, waiting });
        Self::sorted(log.cases.len() as u64, log.len() as u64, activities, edges.collect())
    }

    /// Brings activities and edges in their order.
    pub(crate) fn sorted(cases: u64, events: u64, activities: Vec<Activity>, mut edges: Vec<Edge>) -> Self {
        let mut order: Vec<usize> = (0..activities.len()).collect();
        order.sort_unstable_by(|a, b| activities[*a].name.cmp(&activities[*b].name));
        let mut new_of = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            new_of[*old] = narrow(new);
        }
        let mut sorted: Vec<Activity> = vec![Activity::default(); order.len()];
        for (old, activity) in activities.into_iter().enumerate() {
            sorted[new_of[old] as usize] = activity;
        }
        for edge in &mut edges {
            (edge.from, edge.to) = (new_of[edge.from as usize], new_of[edge.to as usize]);
        }
        edges.sort_unstable_by_key(|e| (e.from, e.to));
        Self { cases, events, activities: sorted, edges }
    }

    /// Name of an activity by index.
    pub fn name(&self, activity: u32) -> &str {
        self.activities.get(activity as usize).map_or("", |a| a.name.as_str())
    }

    /// Index of an activity by name.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.activities.binary_search_by(|a| a.name.as_str().cmp(name)).ok().map(narrow)
    }

    /// The edge between two activities by name.
    pub fn edge(&self, from: &str, to: &str) -> Option<&Edge> {
        let key = (self.find(from)?, self.find(to)?);
        self.edges.binary_search_by_key(&key, |e| (e.from, e.to)).ok().map(|at| &self.edges[at])
    }

    /// All waiting, in microseconds.
    pub fn total_waiting(&self) -> u128 {
        self.edges.iter().map(|e| e.waiting.total).sum()
    }

    /// Share of all waiting that an edge holds, 0 to 1.
    pub fn share(&self, edge: &Edge) -> f64 {
        share(edge.waiting.total, self.total_waiting())
    }

    /// The edges by total waiting, most first. A mean or a median hides them: what counts for residents is how many
    /// wait how long together.
    pub fn bottlenecks(&self, most: usize) -> Vec<&Edge> {
        let mut edges: Vec<&Edge> = self.edges.iter().collect();
        edges.sort_by_key(|e| (std::cmp::Reverse(e.waiting.total), e.from, e.to));
        edges.truncate(most);
        edges
    }

    /// The map of both logs together; they must have no case in common.
    #[must_use]
    pub fn merge(&self, other: &Self) -> Self {
        let mut activities: BTreeMap<&str, Activity> = BTreeMap::new();
        let mut edges: BTreeMap<(&str, &str), (u64, Waiting)> = BTreeMap::new();
        for map in [self, other] {
            for a in &map.activities {
                let sum = activities.entry(&a.name).or_default();
                sum.name.clone_from(&a.name);
                sum.count += a.count;
                sum.starts += a.starts;
                sum.ends += a.ends;
                sum.work += a.work;
            }
            for e in &map.edges {
                let sum = edges.entry((map.name(e.from), map.name(e.to))).or_default();
                sum.0 += e.count;
                sum.1.merge(&e.waiting);
            }
        }
        let index: BTreeMap<&str, u32> =
            activities.keys().enumerate().map(|(i, n)| (*n, narrow(i))).collect();
        let edges = edges
            .into_iter()
            .map(|((from, to), (count, waiting))| Edge { from: index[from], to: index[to], count, waiting })
            .collect();
        Self::sorted(
            self.cases + other.cases,
            self.events + other.events,
            activities.into_values().collect(),
            edges,
        )
    }
}

/// From, to, how often, waiting; by codes of some dictionary.
pub(crate) type Waits = Vec<(u32, u32, u64, Waiting)>;

/// The one pass: transitions between codes of any column.
struct Pass {
    starts: Vec<u64>,
    ends: Vec<u64>,
}

impl Pass {
    fn over(log: &Log) -> (Waits, Vec<u64>, Vec<u64>) {
        let n = log.activities.len();
        let mut pass = Self { starts: vec![0; n], ends: vec![0; n] };
        let waits = pass.dense(log, n).unwrap_or_else(|| {
            pass = Self { starts: vec![0; n], ends: vec![0; n] };
            pass.sparse(log)
        });
        (waits, pass.starts, pass.ends)
    }

    /// Few activities and edges: every pair has a slot, every slot all its buckets.
    fn dense(&mut self, log: &Log, n: usize) -> Option<Waits> {
        if n > DENSE {
            return None;
        }
        let mut slots = Slots::new(n);
        let ends = log.ends();
        for case in 0..log.cases.len() {
            let range = log.range(case);
            let (acts, starts, ends) =
                (&log.activity[range.clone()], &log.start[range.clone()], &ends[range]);
            let (Some(first), Some(last)) = (acts.first(), acts.last()) else { continue };
            self.starts[*first as usize] += 1;
            self.ends[*last as usize] += 1;
            for ((pair, start), end) in acts.windows(2).zip(&starts[1..]).zip(ends) {
                slots.add(pair[0] as usize, pair[1] as usize, start - end)?;
            }
        }
        Some(slots.waits())
    }

    /// Many: transitions are sorted by edge, so many at a time.
    fn sparse(&mut self, log: &Log) -> Waits {
        let mut sums: BTreeMap<(u32, u32), (u64, Waiting)> = BTreeMap::new();
        let mut chunk: Vec<(u32, u32, Micros)> = Vec::new();
        for trace in log.traces() {
            let (Some(first), Some(last)) = (trace.activities.first(), trace.activities.last()) else {
                continue;
            };
            self.starts[*first as usize] += 1;
            self.ends[*last as usize] += 1;
            for i in 1..trace.len() {
                let gap = trace.starts[i] - trace.ends[i - 1];
                chunk.push((trace.activities[i - 1], trace.activities[i], gap));
            }
            if chunk.len() >= CHUNK {
                settle(&mut chunk, &mut sums);
            }
        }
        settle(&mut chunk, &mut sums);
        sums.into_iter().map(|((from, to), (count, waiting))| (from, to, count, waiting)).collect()
    }
}

fn settle(chunk: &mut Vec<(u32, u32, Micros)>, sums: &mut BTreeMap<(u32, u32), (u64, Waiting)>) {
    chunk.sort_unstable();
    for run in chunk.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let sum = sums.entry((run[0].0, run[0].1)).or_default();
        sum.0 += run.len() as u64;
        for (_, _, gap) in run {
            sum.1.add(*gap);
        }
    }
    chunk.clear();
}

/// Sums per edge for the quick way.
struct Slots {
    n: usize,
    slot_of: Vec<u32>,
    sums: Vec<Sum>,
    buckets: Vec<u32>,
}

#[derive(Clone, Copy)]
struct Sum {
    total: u128,
    count: u64,
    overlaps: u64,
    from: u32,
    to: u32,
}

impl Slots {
    fn new(n: usize) -> Self {
        Self { n, slot_of: vec![NONE; n * n], sums: Vec::new(), buckets: Vec::new() }
    }

    /// Adds a transition; `None` when there are too many edges for this way.
    #[inline]
    fn add(&mut self, from: usize, to: usize, gap: Micros) -> Option<()> {
        let cell = from * self.n + to;
        let mut slot = self.slot_of[cell];
        if slot == NONE {
            slot = self.open(cell, from, to)?;
        }
        let wait = gap.max(0);
        let sum = &mut self.sums[slot as usize];
        sum.total += u128::from(wait.cast_unsigned());
        sum.count += 1;
        sum.overlaps += u64::from(gap < 0);
        self.buckets[slot as usize * BUCKETS + bucket(wait)] += 1;
        Some(())
    }

    #[cold]
    fn open(&mut self, cell: usize, from: usize, to: usize) -> Option<u32> {
        if self.sums.len() == QUICK {
            return None;
        }
        let slot = narrow(self.sums.len());
        self.slot_of[cell] = slot;
        self.sums.push(Sum { total: 0, count: 0, overlaps: 0, from: narrow(from), to: narrow(to) });
        self.buckets.resize(self.sums.len() * BUCKETS, 0);
        Some(slot)
    }

    fn waits(self) -> Waits {
        self.sums
            .iter()
            .zip(self.buckets.chunks_exact(BUCKETS))
            .map(|(s, counts)| {
                let histogram = Histogram::from_counts(counts);
                (s.from, s.to, s.count, Waiting { total: s.total, overlaps: s.overlaps, histogram })
            })
            .collect()
    }
}

/// Names and sums of a growing log as a map; edges without a transition are left out.
pub(crate) fn grown<'a>(
    cases: u64,
    names: &Names,
    counts: impl Iterator<Item = Activity>,
    waits: impl Iterator<Item = (&'a (u32, u32), &'a Waiting)>,
) -> Map {
    let mut activities: Vec<Activity> = counts.collect();
    for (activity, name) in activities.iter_mut().zip(names.iter()) {
        name.clone_into(&mut activity.name);
    }
    let events = activities.iter().map(|a| a.count).sum();
    let edges = waits
        .filter(|(_, w)| w.histogram.count() > 0)
        .map(|((from, to), w)| Edge { from: *from, to: *to, count: w.histogram.count(), waiting: w.clone() })
        .collect();
    Map::sorted(cases, events, activities, edges)
}
