// SPDX-License-Identifier: EUPL-1.2
//! Which activities and edges are drawn.

use std::collections::BTreeSet;

use crate::{
    codes::{NONE, narrow},
    limits::MAX_DRAWN,
    map::Map,
};

/// Share of all steps that the drawn edges cover, besides those that hold the waiting.
const COVER: f64 = 0.95;

/// Edges that are numbered.
pub(super) const RANKED: usize = 10;

/// One edge to draw, between places in [`Parts::nodes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    pub from: usize,
    pub to: usize,
    pub count: u64,
    /// Index in [`Map::edges`]; `NONE` for a line from the start or to the end.
    pub edge: u32,
    /// Place among those that hold the most waiting, from 1; 0 for others.
    pub rank: usize,
}

/// What is drawn. The first node is the start, the last the end; those between are activities.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    /// Index in [`Map::activities`]; `NONE` for start and end.
    pub nodes: Vec<u32>,
    pub lines: Vec<Line>,
}

impl Parts {
    pub(super) fn of(map: &Map) -> Self {
        let mut shown: Vec<u32> = (0..narrow(map.activities.len())).collect();
        shown.sort_by_key(|a| (std::cmp::Reverse(map.activities[*a as usize].count), *a));
        shown.truncate(MAX_DRAWN.0);
        shown.sort_unstable();
        let place = |a: u32| shown.binary_search(&a).ok().map(|at| at + 1);
        let mut lines: Vec<Line> = Vec::new();
        for (edge, rank) in edges(map, &|a| place(a).is_some()) {
            let e = &map.edges[edge as usize];
            if let (Some(from), Some(to)) = (place(e.from), place(e.to)) {
                lines.push(Line { from, to, count: e.count, edge, rank });
            }
        }
        let end = shown.len() + 1;
        let ends = |of: fn(&crate::map::Activity) -> u64| {
            let mut all: Vec<(u64, usize)> =
                shown.iter().zip(1..).map(|(a, at)| (of(&map.activities[*a as usize]), at)).collect();
            all.sort_by_key(|(n, at)| (std::cmp::Reverse(*n), *at));
            covering(all)
        };
        lines.extend(ends(|a| a.starts).into_iter().map(|(count, to)| Line {
            from: 0,
            to,
            count,
            edge: NONE,
            rank: 0,
        }));
        lines.extend(ends(|a| a.ends).into_iter().map(|(count, from)| Line {
            from,
            to: end,
            count,
            edge: NONE,
            rank: 0,
        }));
        let nodes = std::iter::once(NONE).chain(shown).chain(std::iter::once(NONE)).collect();
        Self { nodes, lines }
    }
}

/// The first of a list (largest first) that together cover enough.
fn covering(all: Vec<(u64, usize)>) -> Vec<(u64, usize)> {
    let whole: u64 = all.iter().map(|(n, _)| n).sum();
    let mut sum = 0;
    all.into_iter()
        .take_while(|(n, _)| {
            let more = *n > 0 && crate::codes::share(sum, whole.into()) < COVER;
            sum += u128::from(*n);
            more
        })
        .collect()
}

/// Edges to draw, with their rank: those that hold the most waiting, the most frequent way into and out of each
/// activity, and the most frequent until they cover enough.
fn edges(map: &Map, shown: &dyn Fn(u32) -> bool) -> Vec<(u32, usize)> {
    let of = |edge: &crate::map::Edge| shown(edge.from) && shown(edge.to);
    let mut all: Vec<u32> = (0..narrow(map.edges.len())).filter(|e| of(&map.edges[*e as usize])).collect();
    all.sort_by_key(|e| (std::cmp::Reverse(map.edges[*e as usize].waiting.total), *e));
    let ranked: Vec<u32> =
        all.iter().copied().take(RANKED).filter(|e| map.edges[*e as usize].waiting.total > 0).collect();
    all.sort_by_key(|e| (std::cmp::Reverse(map.edges[*e as usize].count), *e));
    let mut wanted: Vec<u32> = ranked.clone();
    let (mut into, mut out) = (BTreeSet::new(), BTreeSet::new());
    for e in &all {
        let edge = &map.edges[*e as usize];
        if edge.from != edge.to && (into.insert(edge.to) | out.insert(edge.from)) {
            wanted.push(*e);
        }
    }
    let by_count = all.iter().map(|e| (map.edges[*e as usize].count, *e as usize)).collect();
    wanted.extend(covering(by_count).into_iter().map(|(_, e)| narrow(e)));
    let mut taken = BTreeSet::new();
    wanted.retain(|e| taken.insert(*e));
    wanted.truncate(MAX_DRAWN.1);
    wanted.sort_unstable();
    wanted.into_iter().map(|e| (e, ranked.iter().position(|r| *r == e).map_or(0, |at| at + 1))).collect()
}
