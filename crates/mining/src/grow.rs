// SPDX-License-Identifier: EUPL-1.2
//! A log that grows event by event, with its map kept current.

use std::collections::HashMap;

use crate::{
    codes::{NONE, narrow},
    error::Result,
    limits::MAX_BACK,
    log::{Builder, Event, Log},
    map::{Activity, Map, Waiting, grown},
    tally::Tally,
    time::Micros,
};

/// Events in order of arrival, with the map of all of them at hand at every moment: a new event that is the last of
/// its case costs the same whatever the size of the log. A late one takes its place in its case, and the edge it comes
/// in between of is taken back. The map and the log are those of a [`Builder`] that got the same events.
#[derive(Debug, Clone, Default)]
pub struct Growing {
    log: Builder,
    /// Per event: the one before it in its case, in time.
    before: Vec<u32>,
    /// Per case: its first and last event in time.
    ends: Vec<(u32, u32)>,
    activities: Vec<Activity>,
    edges: HashMap<(u32, u32), Waiting>,
    /// An event came too late to be placed: the sums are made anew at the next look.
    stale: bool,
}

impl Growing {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on with the events of a log.
    pub fn from_log(log: &Log) -> Result<Self> {
        let mut growing = Self::new();
        for event in log.events() {
            growing.push(&event)?;
        }
        Ok(growing)
    }

    /// Adds an event; as [`Builder::push`].
    pub fn push(&mut self, event: &Event<'_>) -> Result<bool> {
        if !self.log.push(event)? {
            return Ok(false);
        }
        if self.activities.len() < self.log.activities.names().len() {
            self.activities.push(Activity::default());
        }
        self.before.push(NONE);
        let at = self.log.len() - 1;
        self.count(at);
        if self.log.case[at] as usize == self.ends.len() {
            self.ends.push((narrow(at), narrow(at)));
            let activity = &mut self.activities[self.log.activity[at] as usize];
            activity.starts += 1;
            activity.ends += 1;
        } else if !self.stale && !self.place(at) {
            self.stale = true;
        }
        Ok(true)
    }

    /// What was skipped or mended so far.
    pub fn tally(&self) -> &Tally {
        self.log.tally()
    }

    /// Events so far.
    pub fn len(&self) -> usize {
        self.log.len()
    }

    /// Whether there are none yet.
    pub fn is_empty(&self) -> bool {
        self.log.is_empty()
    }

    /// The map of all events so far.
    pub fn map(&mut self) -> Map {
        if self.stale {
            self.rebuild();
        }
        grown(
            self.ends.len() as u64,
            self.log.activities.names(),
            self.activities.iter().cloned(),
            self.edges.iter(),
        )
    }

    /// The log of all events so far.
    pub fn log(&self) -> Log {
        self.log.clone().finish()
    }

    fn key(&self, at: u32) -> (Micros, Micros) {
        (self.log.start[at as usize], self.log.end[at as usize])
    }

    fn count(&mut self, at: usize) {
        let activity = &mut self.activities[self.log.activity[at] as usize];
        activity.count += 1;
        activity.work += u128::from((self.log.end[at] - self.log.start[at]).cast_unsigned());
    }

    /// Puts an event in its place in its case; `false` when that is too far back.
    fn place(&mut self, at: usize) -> bool {
        let new = narrow(at);
        let case = self.log.case[at] as usize;
        let (first, last) = self.ends[case];
        let key = self.key(new);
        let (mut before, mut after) = (last, NONE);
        let mut steps = 0;
        while before != NONE && self.key(before) > key {
            if steps == MAX_BACK {
                return false;
            }
            steps += 1;
            (before, after) = (self.before[before as usize], before);
        }
        self.before[at] = before;
        let activity = |at: u32, log: &Builder| log.activity[at as usize] as usize;
        if before == NONE {
            self.activities[activity(first, &self.log)].starts -= 1;
            self.activities[activity(new, &self.log)].starts += 1;
            self.ends[case].0 = new;
        } else {
            self.wait(before, new, Waiting::add);
        }
        if after == NONE {
            self.activities[activity(last, &self.log)].ends -= 1;
            self.activities[activity(new, &self.log)].ends += 1;
            self.ends[case].1 = new;
        } else {
            self.before[after as usize] = new;
            self.wait(new, after, Waiting::add);
        }
        if before != NONE && after != NONE {
            self.wait(before, after, Waiting::remove);
        }
        true
    }

    fn wait(&mut self, before: u32, after: u32, change: fn(&mut Waiting, Micros)) {
        let log = &self.log;
        let (a, b) = (before as usize, after as usize);
        let waiting = self.edges.entry((log.activity[a], log.activity[b])).or_default();
        change(waiting, log.start[b] - log.end[a]);
    }

    /// Sorts all events and counts again.
    fn rebuild(&mut self) {
        let mut order: Vec<u32> = (0..narrow(self.log.len())).collect();
        order.sort_by_key(|at| (self.log.case[*at as usize], self.key(*at)));
        self.edges.clear();
        for activity in &mut self.activities {
            (activity.starts, activity.ends) = (0, 0);
        }
        let cases: Vec<&[u32]> =
            order.chunk_by(|a, b| self.log.case[*a as usize] == self.log.case[*b as usize]).collect();
        for trace in cases {
            let (Some(first), Some(last)) = (trace.first(), trace.last()) else { continue };
            let case = self.log.case[*first as usize] as usize;
            self.ends[case] = (*first, *last);
            self.activities[self.log.activity[*first as usize] as usize].starts += 1;
            self.activities[self.log.activity[*last as usize] as usize].ends += 1;
            self.before[*first as usize] = NONE;
            for pair in trace.windows(2) {
                self.before[pair[1] as usize] = pair[0];
                self.wait(pair[0], pair[1], Waiting::add);
            }
        }
        self.stale = false;
    }
}
