// SPDX-License-Identifier: EUPL-1.2
//! The event log: columns of codes and times, case by case.

use std::ops::Range;

use crate::{
    codes::{NONE, code, narrow},
    error::{Error, Place, Result},
    limits::{MAX_ACTIVITIES, MAX_CASES, MAX_EVENTS, MAX_NAME, MAX_ROLES, MAX_TIME, MIN_TIME},
    names::{Interner, Names},
    tally::{Flaw, Tally},
    time::Micros,
};

/// One event, as it comes in or as it is looked at. Empty text means: not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Event<'a> {
    /// The case it belongs to (XES: `concept:name` of the trace).
    pub case: &'a str,
    /// What was done (XES: `concept:name`).
    pub activity: &'a str,
    /// When the work began; equal to `end` when only one time is known.
    pub start: Micros,
    /// When it was done (XES: `time:timestamp`).
    pub end: Micros,
    /// Who or what did it (XES: `org:resource`).
    pub resource: &'a str,
    /// The team (XES: `org:group`).
    pub group: &'a str,
    /// The channel it came or went by.
    pub channel: &'a str,
}

/// An event log in its one normal form: cases in order of first arrival; events of a case by start, then end, then
/// arrival; activities, resources, groups and channels numbered by first appearance in that order. Equal logs are
/// equal whichever way they were built.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Log {
    pub(crate) cases: Names,
    pub(crate) activities: Names,
    pub(crate) resources: Names,
    pub(crate) groups: Names,
    pub(crate) channels: Names,
    /// Where the events of each case begin, and the end of the last.
    pub(crate) offsets: Vec<u32>,
    pub(crate) activity: Vec<u32>,
    pub(crate) start: Vec<Micros>,
    /// Empty when every event ends where it starts.
    pub(crate) end: Vec<Micros>,
    /// These three are empty when no event has one.
    pub(crate) resource: Vec<u32>,
    pub(crate) group: Vec<u32>,
    pub(crate) channel: Vec<u32>,
}

/// The events of one case, in order.
#[derive(Debug, Clone, Copy)]
pub struct Trace<'a> {
    /// Code of the case.
    pub case: u32,
    /// Codes of the activities.
    pub activities: &'a [u32],
    /// Starts.
    pub starts: &'a [Micros],
    /// Ends.
    pub ends: &'a [Micros],
    /// Index in the log of the first event.
    pub first: usize,
}

impl Trace<'_> {
    /// Events.
    pub fn len(&self) -> usize {
        self.activities.len()
    }

    /// Whether there are none; a case of a log has at least one.
    pub fn is_empty(&self) -> bool {
        self.activities.is_empty()
    }

    /// From the first start to the last end: the lead time, in microseconds.
    pub fn duration(&self) -> Micros {
        self.finished() - self.began()
    }

    /// The first start.
    pub fn began(&self) -> Micros {
        self.starts.first().copied().unwrap_or(0)
    }

    /// The last end (of overlapping events not always that of the last one).
    pub fn finished(&self) -> Micros {
        self.ends.iter().copied().max().unwrap_or(0)
    }
}

impl Log {
    /// Cases.
    pub fn cases(&self) -> &Names {
        &self.cases
    }

    /// Activities.
    pub fn activities(&self) -> &Names {
        &self.activities
    }

    /// Resources: employees or systems.
    pub fn resources(&self) -> &Names {
        &self.resources
    }

    /// Groups: teams.
    pub fn groups(&self) -> &Names {
        &self.groups
    }

    /// Channels.
    pub fn channels(&self) -> &Names {
        &self.channels
    }

    /// Number of events.
    pub fn len(&self) -> usize {
        self.activity.len()
    }

    /// Whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.activity.is_empty()
    }

    pub(crate) fn ends(&self) -> &[Micros] {
        if self.end.is_empty() { &self.start } else { &self.end }
    }

    pub(crate) fn range(&self, case: usize) -> Range<usize> {
        self.offsets[case] as usize..self.offsets[case + 1] as usize
    }

    /// The trace of a case, by its code; empty for a code that is not there.
    pub fn trace(&self, case: u32) -> Trace<'_> {
        let at = case as usize;
        let range = if at < self.cases.len() { self.range(at) } else { 0..0 };
        Trace {
            case,
            activities: &self.activity[range.clone()],
            starts: &self.start[range.clone()],
            ends: &self.ends()[range.clone()],
            first: range.start,
        }
    }

    /// All traces.
    pub fn traces(&self) -> impl Iterator<Item = Trace<'_>> + '_ {
        (0..narrow(self.cases.len())).map(|case| self.trace(case))
    }

    /// An event of a case, by index in the log.
    pub fn event(&self, case: u32, at: usize) -> Event<'_> {
        Event {
            case: self.cases.get(case),
            activity: self.activities.get(self.activity[at]),
            start: self.start[at],
            end: self.ends()[at],
            resource: self.resources.get(code(&self.resource, at)),
            group: self.groups.get(code(&self.group, at)),
            channel: self.channels.get(code(&self.channel, at)),
        }
    }

    /// All events, case by case.
    pub fn events(&self) -> impl Iterator<Item = Event<'_>> + '_ {
        self.traces().flat_map(move |t| (t.first..t.first + t.len()).map(move |at| self.event(t.case, at)))
    }
}

/// Takes events in any order and makes a [`Log`] of them.
#[derive(Debug, Clone)]
pub struct Builder {
    pub(crate) cases: Interner,
    pub(crate) activities: Interner,
    resources: Interner,
    groups: Interner,
    channels: Interner,
    pub(crate) case: Vec<u32>,
    pub(crate) activity: Vec<u32>,
    pub(crate) start: Vec<Micros>,
    pub(crate) end: Vec<Micros>,
    resource: Vec<u32>,
    group: Vec<u32>,
    channel: Vec<u32>,
    tally: Tally,
    clean: String,
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

impl Builder {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            cases: Interner::new("cases", MAX_CASES),
            activities: Interner::new(
                "different activities; is this column really the activity?",
                MAX_ACTIVITIES,
            ),
            resources: Interner::new("different resources", MAX_ROLES),
            groups: Interner::new("different groups", MAX_ROLES),
            channels: Interner::new("different channels", MAX_ROLES),
            case: Vec::new(),
            activity: Vec::new(),
            start: Vec::new(),
            end: Vec::new(),
            resource: Vec::new(),
            group: Vec::new(),
            channel: Vec::new(),
            tally: Tally::default(),
            clean: String::new(),
        }
    }

    /// Adds an event. One that cannot be used is counted in the [`Tally`], and the answer is `false`.
    /// Fails only when a limit is reached.
    pub fn push(&mut self, event: &Event<'_>) -> Result<bool> {
        self.push_at(event, Place::Unknown)
    }

    /// Adds an event that was read at a place.
    pub fn push_at(&mut self, event: &Event<'_>, place: Place) -> Result<bool> {
        if let Some(flaw) = flaw(event) {
            self.tally.add(flaw, place);
            return Ok(false);
        }
        if self.case.len() >= MAX_EVENTS {
            return Err(Error::TooMuch { what: "events", limit: MAX_EVENTS as u64, place });
        }
        let mut mended = false;
        let clean = &mut self.clean;
        let mut of = |interner: &mut Interner, name: &str| -> Result<u32> {
            if name.is_empty() {
                return Ok(NONE);
            }
            if name.chars().any(control) {
                clean.clear();
                clean.extend(name.chars().map(|c| if control(c) { mend(c) } else { c }));
                mended = true;
                return interner.intern(clean);
            }
            interner.intern(name)
        };
        let case = of(&mut self.cases, event.case).map_err(|e| e.at(place))?;
        let activity = of(&mut self.activities, event.activity).map_err(|e| e.at(place))?;
        let resource = of(&mut self.resources, event.resource).map_err(|e| e.at(place))?;
        let group = of(&mut self.groups, event.group).map_err(|e| e.at(place))?;
        let channel = of(&mut self.channels, event.channel).map_err(|e| e.at(place))?;
        if mended {
            self.tally.add(Flaw::ControlCharacters, place);
        }
        if event.end < event.start {
            self.tally.add(Flaw::EndBeforeStart, place);
        }
        self.case.push(case);
        self.activity.push(activity);
        self.start.push(event.start.min(event.end));
        self.end.push(event.end);
        self.resource.push(resource);
        self.group.push(group);
        self.channel.push(channel);
        Ok(true)
    }

    /// What was skipped or mended so far.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    pub(crate) fn tally_mut(&mut self) -> &mut Tally {
        &mut self.tally
    }

    /// Events taken so far.
    pub fn len(&self) -> usize {
        self.case.len()
    }

    /// Whether no event was taken yet.
    pub fn is_empty(&self) -> bool {
        self.case.is_empty()
    }

    /// The log in its normal form.
    pub fn finish(self) -> Log {
        let offsets = offsets(&self.case, self.cases.names().len());
        let order = order(&self.case, &self.start, &self.end, &offsets);
        let instants = self.start == self.end;
        let (activity, activities) = recode(permute(self.activity, order.as_deref()), self.activities);
        let (resource, resources) = recode(permute(self.resource, order.as_deref()), self.resources);
        let (group, groups) = recode(permute(self.group, order.as_deref()), self.groups);
        let (channel, channels) = recode(permute(self.channel, order.as_deref()), self.channels);
        Log {
            cases: self.cases.into_names(),
            activities,
            resources,
            groups,
            channels,
            offsets,
            activity,
            start: permute(self.start, order.as_deref()),
            end: if instants { Vec::new() } else { permute(self.end, order.as_deref()) },
            resource,
            group,
            channel,
        }
    }
}

fn control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

/// White space stays white; what no XML file can hold becomes the mark for that.
fn mend(c: char) -> char {
    if matches!(c, '\t' | '\n' | '\r') { ' ' } else { '\u{FFFD}' }
}

fn flaw(event: &Event<'_>) -> Option<Flaw> {
    if event.case.is_empty() {
        return Some(Flaw::NoCase);
    }
    if event.activity.is_empty() {
        return Some(Flaw::NoActivity);
    }
    let times = MIN_TIME..=MAX_TIME;
    if !times.contains(&event.start) || !times.contains(&event.end) {
        return Some(Flaw::TimeOutOfRange);
    }
    let names = [event.case, event.activity, event.resource, event.group, event.channel];
    // A replaced character is at most three bytes.
    if names.iter().any(|n| n.len() > MAX_NAME || n.len() * 3 > MAX_NAME && n.chars().any(control)) {
        return Some(Flaw::NameTooLong);
    }
    None
}

/// Where the events of each case begin.
fn offsets(case: &[u32], cases: usize) -> Vec<u32> {
    let mut offsets = vec![0_u32; cases + 1];
    for c in case {
        offsets[*c as usize + 1] += 1;
    }
    for at in 0..cases {
        offsets[at + 1] += offsets[at];
    }
    offsets
}

/// Arrival numbers in the order of the log, or `None` when they came in that order already.
fn order(case: &[u32], start: &[Micros], end: &[Micros], offsets: &[u32]) -> Option<Vec<u32>> {
    let key = |i: usize| (case[i], start[i], end[i]);
    if (1..case.len()).all(|i| key(i - 1) <= key(i)) {
        return None;
    }
    let mut next = offsets.to_vec();
    let mut order = vec![0_u32; case.len()];
    for (i, c) in case.iter().enumerate() {
        let at = &mut next[*c as usize];
        order[*at as usize] = narrow(i);
        *at += 1;
    }
    for bounds in offsets.windows(2) {
        let trace = &mut order[bounds[0] as usize..bounds[1] as usize];
        let key = |i: &u32| (start[*i as usize], end[*i as usize]);
        if !trace.is_sorted_by_key(key) {
            trace.sort_by_key(key);
        }
    }
    Some(order)
}

fn permute<T: Copy>(column: Vec<T>, order: Option<&[u32]>) -> Vec<T> {
    match order {
        None => column,
        Some(order) => order.iter().map(|i| column[*i as usize]).collect(),
    }
}

/// Numbers codes by first appearance and drops names that nothing uses.
pub(crate) fn recode(mut column: Vec<u32>, interner: Interner) -> (Vec<u32>, Names) {
    let old = interner.into_names();
    let names = renumber(&mut column, &old);
    if names.is_empty() {
        column = Vec::new();
    }
    column.shrink_to_fit();
    (column, names)
}

/// Renumbers a column in place by first appearance; the names in the new order.
pub(crate) fn renumber(column: &mut [u32], old: &Names) -> Names {
    let mut new_of = vec![NONE; old.len()];
    let mut names = Names::default();
    for c in column.iter_mut().filter(|c| **c != NONE) {
        let new = &mut new_of[*c as usize];
        if *new == NONE {
            *new = narrow(names.len());
            names.push(old.get(*c));
        }
        *c = *new;
    }
    names
}
