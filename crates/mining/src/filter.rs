// SPDX-License-Identifier: EUPL-1.2
//! Filters: a log of the cases one wants to look at.

use std::ops::Range;

use crate::{
    codes::{NONE, code, narrow},
    log::{Log, Trace, renumber},
    names::Names,
    time::Micros,
    variants::variants,
};

/// Which cases, and which events of them. Everything that is set must hold. A case of which no event is left is gone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Cases whose first event starts in this range.
    pub began: Option<Range<Micros>>,
    /// Cases whose last event ends in this range.
    pub finished: Option<Range<Micros>>,
    /// Cases that take at least so long, in microseconds.
    pub at_least: Option<Micros>,
    /// Cases that take at most so long, in microseconds.
    pub at_most: Option<Micros>,
    /// Cases in which each of these activities occurs.
    pub with: Vec<String>,
    /// Cases in which none of these activities occurs.
    pub without: Vec<String>,
    /// Cases in which each of these edges (from, to) occurs.
    pub through: Vec<(String, String)>,
    /// Cases with an event of one of these groups; empty: of any.
    pub groups: Vec<String>,
    /// Cases with an event of one of these channels; empty: of any.
    pub channels: Vec<String>,
    /// Cases of the most frequent variants of the whole log, so many of them.
    pub variants: Option<usize>,
    /// Of the cases that are left, only events of these activities; empty: all.
    pub only: Vec<String>,
}

/// A filter with the codes of one log in the place of names. A name the log does not have is [`NONE`].
struct Coded<'a> {
    filter: &'a Filter,
    with: Vec<u32>,
    without: Vec<u32>,
    through: Vec<(u32, u32)>,
    groups: Vec<u32>,
    channels: Vec<u32>,
    /// Per case, when only some variants are wanted.
    of_variants: Option<Vec<bool>>,
    /// Per activity, when only some are wanted.
    only: Option<Vec<bool>>,
}

fn codes(names: &Names, wanted: &[String]) -> Vec<u32> {
    wanted.iter().map(|n| names.find(n).unwrap_or(NONE)).collect()
}

impl Filter {
    fn coded(&self, log: &Log) -> Coded<'_> {
        let activity = |n: &String| log.activities.find(n).unwrap_or(NONE);
        let of_variants = self.variants.map(|most| {
            let wanted: std::collections::HashSet<&[u32]> =
                variants(log).iter().take(most).map(|v| log.trace(v.example).activities).collect();
            log.traces().map(|t| wanted.contains(t.activities)).collect()
        });
        let only = (!self.only.is_empty()).then(|| {
            let mut only = vec![false; log.activities.len()];
            for code in codes(&log.activities, &self.only).into_iter().filter(|c| *c != NONE) {
                only[code as usize] = true;
            }
            only
        });
        Coded {
            filter: self,
            with: codes(&log.activities, &self.with),
            without: codes(&log.activities, &self.without),
            through: self.through.iter().map(|(from, to)| (activity(from), activity(to))).collect(),
            groups: codes(&log.groups, &self.groups),
            channels: codes(&log.channels, &self.channels),
            of_variants,
            only,
        }
    }
}

impl Coded<'_> {
    fn keeps(&self, log: &Log, trace: &Trace<'_>) -> bool {
        let f = self.filter;
        let within = |range: &Option<Range<Micros>>, time| range.as_ref().is_none_or(|r| r.contains(&time));
        let duration = trace.duration();
        let events = trace.first..trace.first + trace.len();
        let any = |wanted: &[u32], column: &[u32]| {
            let of = |at| wanted.contains(&code(column, at)) && code(column, at) != NONE;
            wanted.is_empty() || events.clone().any(of)
        };
        let steps = |from: u32, to: u32| trace.activities.windows(2).any(|w| w == [from, to]);
        within(&f.began, trace.began())
            && within(&f.finished, trace.finished())
            && f.at_least.is_none_or(|d| duration >= d)
            && f.at_most.is_none_or(|d| duration <= d)
            && self.of_variants.as_ref().is_none_or(|v| v[trace.case as usize])
            && self.with.iter().all(|a| trace.activities.contains(a))
            && !self.without.iter().any(|a| trace.activities.contains(a))
            && self.through.iter().all(|(from, to)| steps(*from, *to))
            && any(&self.groups, &log.group)
            && any(&self.channels, &log.channel)
    }
}

impl Log {
    /// The part of the log that passes a filter, as a log of its own, in normal form.
    #[must_use]
    pub fn filter(&self, filter: &Filter) -> Self {
        let coded = filter.coded(self);
        let kept = |at: &usize| coded.only.as_ref().is_none_or(|only| only[self.activity[*at] as usize]);
        let mut part = Self { offsets: vec![0], ..Self::default() };
        let mut events: Vec<usize> = Vec::new();
        for trace in self.traces().filter(|t| coded.keeps(self, t)) {
            let before = events.len();
            events.extend((trace.first..trace.first + trace.len()).filter(kept));
            if events.len() > before {
                part.cases.push(self.cases.get(trace.case));
                part.offsets.push(narrow(events.len()));
            }
        }
        let column = |column: &[u32], names: &Names| {
            let mut kept: Vec<u32> = events.iter().map(|at| code(column, *at)).collect();
            let names = renumber(&mut kept, names);
            (if names.is_empty() { Vec::new() } else { kept }, names)
        };
        (part.activity, part.activities) = column(&self.activity, &self.activities);
        (part.resource, part.resources) = column(&self.resource, &self.resources);
        (part.group, part.groups) = column(&self.group, &self.groups);
        (part.channel, part.channels) = column(&self.channel, &self.channels);
        part.start = events.iter().map(|at| self.start[*at]).collect();
        part.end = events.iter().map(|at| self.ends()[*at]).collect();
        if part.end == part.start {
            part.end = Vec::new();
        }
        part
    }
}
