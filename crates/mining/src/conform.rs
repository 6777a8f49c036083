// SPDX-License-Identifier: EUPL-1.2
//! Conformance: does what happened obey the state machine that was meant?

use std::collections::{BTreeSet, HashMap};

use crate::{
    codes::{NONE, narrow, share},
    log::Log,
};

/// Why a machine cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MachineError {
    /// The same activity leads from a state to two others.
    #[error("activity \"{activity}\" leads from state \"{state}\" to more than one state")]
    Ambiguous {
        /// The state.
        state: String,
        /// The activity.
        activity: String,
    },
    /// A final state that nothing leads to.
    #[error("state \"{0}\" is final, but nothing leads to it")]
    Unreachable(String),
}

/// A deterministic state machine whose steps are activities: from a state, by an activity, to a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Machine {
    states: Vec<String>,
    steps: HashMap<(u32, String), u32>,
    ends: BTreeSet<u32>,
}

/// What was not allowed, and how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    /// State in which it happened, by name.
    pub state: String,
    /// The activity that the state does not allow; `None` when the case stopped in a state that is not final.
    pub activity: Option<String>,
    /// How often.
    pub times: u64,
    /// Cases in which.
    pub cases: u64,
    /// Code of the first such case.
    pub example: u32,
}

/// The outcome for a log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Conformance {
    /// Cases.
    pub cases: u64,
    /// Cases in which every event was allowed.
    pub allowed: u64,
    /// Of those, cases that stopped in a final state: they obey the machine.
    pub complete: u64,
    /// Events.
    pub events: u64,
    /// Events that were allowed.
    pub allowed_events: u64,
    /// Deviations, most often first.
    pub deviations: Vec<Deviation>,
}

impl Conformance {
    /// Share of the cases that obey the machine from start to end, 0 to 1.
    pub fn fitness(&self) -> f64 {
        share(self.complete.into(), self.cases.into())
    }
}

impl Machine {
    /// Makes a machine from its first state, its steps (state, activity, state) and its final states.
    pub fn new(start: &str, steps: &[(&str, &str, &str)], ends: &[&str]) -> Result<Self, MachineError> {
        let mut machine =
            Self { states: vec![start.to_owned()], steps: HashMap::new(), ends: BTreeSet::new() };
        for (from, activity, to) in steps {
            let (from_state, to) = (machine.state(from), machine.state(to));
            let before = machine.steps.insert((from_state, (*activity).to_owned()), to);
            if before.is_some_and(|other| other != to) {
                return Err(MachineError::Ambiguous { state: (*from).into(), activity: (*activity).into() });
            }
        }
        for end in ends {
            let known = machine.states.iter().position(|s| s == end);
            let known = known.ok_or_else(|| MachineError::Unreachable((*end).to_owned()))?;
            machine.ends.insert(narrow(known));
        }
        Ok(machine)
    }

    fn state(&mut self, name: &str) -> u32 {
        let known = self.states.iter().position(|s| s == name);
        narrow(known.unwrap_or_else(|| {
            self.states.push(name.to_owned());
            self.states.len() - 1
        }))
    }

    /// Replays every case of a log, event by event (for logs of our own engine this takes the place of alignments).
    ///
    /// After an activity that is not allowed the replay goes on in the state that this activity always leads to, if
    /// there is exactly one; otherwise it stays where it is. So one skipped step counts once, and not at all steps
    /// after it.
    pub fn replay(&self, log: &Log) -> Conformance {
        let table = self.table(log);
        let mut sums: HashMap<(u32, Option<u32>), Sum> = HashMap::new();
        let mut outcome = Conformance { cases: log.cases().len() as u64, ..Conformance::default() };
        for trace in log.traces() {
            let mut note = |state: u32, activity: Option<u32>| {
                let fresh = Sum { times: 0, cases: 0, example: trace.case, last: NONE };
                let sum = sums.entry((state, activity)).or_insert(fresh);
                sum.times += 1;
                sum.cases += u64::from(sum.last != trace.case);
                sum.last = trace.case;
            };
            let (mut state, mut wrong) = (0_u32, 0_u64);
            for activity in trace.activities {
                if let Some(next) = table.step(state, *activity) {
                    state = next;
                } else {
                    note(state, Some(*activity));
                    wrong += 1;
                    state = table.sure[*activity as usize].unwrap_or(state);
                }
            }
            let ended = self.ends.contains(&state);
            if !ended {
                note(state, None);
            }
            outcome.events += trace.len() as u64;
            outcome.allowed_events += trace.len() as u64 - wrong;
            outcome.allowed += u64::from(wrong == 0);
            outcome.complete += u64::from(wrong == 0 && ended);
        }
        let mut deviations: Vec<_> = sums.into_iter().collect();
        deviations.sort_by_key(|((state, activity), sum)| (std::cmp::Reverse(sum.times), *state, *activity));
        outcome.deviations = deviations
            .into_iter()
            .map(|((state, activity), sum)| Deviation {
                state: self.states[state as usize].clone(),
                activity: activity.map(|a| log.activities().get(a).to_owned()),
                times: sum.times,
                cases: sum.cases,
                example: sum.example,
            })
            .collect();
        outcome
    }

    /// The steps by the codes of a log.
    fn table(&self, log: &Log) -> Table {
        let activities = log.activities().len();
        let mut steps: HashMap<(u32, u32), u32> = HashMap::new();
        let mut targets: Vec<BTreeSet<u32>> = vec![BTreeSet::new(); activities];
        let codes: HashMap<&str, u32> = log.activities().iter().zip(0..).collect();
        for ((from, activity), to) in &self.steps {
            if let Some(code) = codes.get(activity.as_str()) {
                steps.insert((*from, *code), *to);
                targets[*code as usize].insert(*to);
            }
        }
        let sure = targets.iter().map(|t| t.first().copied().filter(|_| t.len() == 1)).collect();
        Table { steps, sure }
    }
}

/// One deviation while counting.
struct Sum {
    times: u64,
    cases: u64,
    example: u32,
    last: u32,
}

struct Table {
    steps: HashMap<(u32, u32), u32>,
    /// Per activity: the only state it ever leads to.
    sure: Vec<Option<u32>>,
}

impl Table {
    fn step(&self, state: u32, activity: u32) -> Option<u32> {
        self.steps.get(&(state, activity)).copied()
    }
}
