// SPDX-License-Identifier: EUPL-1.2
//! Running a program over a population, chunk by chunk, and the rows in doubt once more, exactly.

use std::collections::HashMap;
use std::sync::Arc;

use super::CHUNK;
use super::kernels::{Read, Reg, States, Values};
use super::lower::Program;
use super::population::{Population, date_of, number_of};
use super::reps::Rep;
use super::state::{self, ABSENT, DOUBT, NO, YES};
use super::step::{Operand, Step};
use crate::graph::{Graph, Part};
use crate::law::Unit;
use crate::scalar::Executor;
use crate::value::{Date, Value};

/// The outcomes of a population.
#[derive(Debug, Clone)]
pub struct Outcomes {
    outputs: Vec<Held>,
    exact: HashMap<usize, Vec<Value>>,
    texts: Vec<Arc<str>>,
}

#[derive(Debug, Clone)]
struct Held {
    rep: Rep,
    /// Empty for truths, which are their states.
    values: Vec<f64>,
    states: Vec<u8>,
}

impl Outcomes {
    /// The outcome of one person; `output` counts as in [`Graph::outputs`].
    pub fn value(&self, output: usize, row: usize, population: &Population) -> Value {
        if let Some(exact) = self.exact.get(&row) {
            return exact[output].clone();
        }
        let held = &self.outputs[output];
        let value = || held.values[row];
        match (held.states[row], held.rep) {
            (state @ (YES | NO), Rep::Bool) => Value::Bool(state == YES),
            (YES, Rep::Number { denominator, .. }) => number_of(value(), denominator),
            (YES, Rep::Date) => date_of(value()),
            (YES, Rep::Text) => population.word(value(), &self.texts),
            (ABSENT, _) => Value::Absent,
            _ => Value::Unknown,
        }
    }

    /// How many rows had to be calculated again, exactly.
    pub fn calculated_again(&self) -> usize {
        self.exact.len()
    }
}

impl Program {
    /// Runs over all persons.
    pub fn run(&self, graph: &Graph, population: &Population) -> Outcomes {
        let mut outputs: Vec<Held> =
            self.outputs.iter().map(|(_, rep)| Held::new(*rep, population.rows)).collect();
        let mut exact = HashMap::new();
        let mut executor = Executor::new();
        let mut regs: Vec<Option<Box<Reg>>> = (0..self.registers).map(|_| Some(Reg::new())).collect();
        for start in (0..population.rows).step_by(CHUNK) {
            let chunk = start / CHUNK;
            for (step, register) in &self.code {
                // A step never writes what it reads: registers are given back after their last reader.
                let Some(mut out) = regs[*register as usize].take() else { continue };
                Chunk { population, index: chunk, regs: &regs }.step(step, &mut out);
                regs[*register as usize] = Some(out);
            }
            let rows = start..population.rows.min(start + CHUNK);
            let mut doubtful = false;
            let here = Chunk { population, index: chunk, regs: &regs };
            for (held, (operand, _)) in outputs.iter_mut().zip(&self.outputs) {
                doubtful |= held.take(here.read(*operand), rows.clone());
            }
            if doubtful {
                for row in rows {
                    if outputs.iter().any(|held| held.states[row] == DOUBT) {
                        exact.insert(row, executor.outcomes(graph, &population.facts(graph, row)));
                    }
                }
            }
        }
        Outcomes { outputs, exact, texts: self.texts.clone() }
    }
}

impl Held {
    fn new(rep: Rep, rows: usize) -> Self {
        Self {
            rep,
            values: Vec::with_capacity(if rep == Rep::Bool { 0 } else { rows }),
            states: Vec::with_capacity(rows),
        }
    }

    /// Keeps the outcomes of a chunk; says whether any is in doubt.
    fn take(&mut self, read: Read<'_>, rows: std::ops::Range<usize>) -> bool {
        let count = rows.len();
        if self.rep != Rep::Bool {
            match read.value {
                Values::Each(v) => self.values.extend_from_slice(&v[..count]),
                Values::All(v) => self.values.resize(rows.end, v),
            }
        }
        match read.state {
            States::Each(s) => {
                self.states.extend_from_slice(&s[..count]);
                s.iter().fold(0, |any, s| any | s) & DOUBT != 0
            }
            States::All(s) => {
                self.states.resize(rows.end, s);
                s == DOUBT
            }
        }
    }
}

struct Chunk<'a> {
    population: &'a Population,
    index: usize,
    regs: &'a [Option<Box<Reg>>],
}

impl Chunk<'_> {
    fn read(&self, operand: Operand) -> Read<'_> {
        match operand {
            Operand::Const(value, state) => {
                Read { value: Values::All(value.get()), state: States::All(state) }
            }
            Operand::Leaf(leaf) => self.population.columns[leaf as usize].chunk(self.index),
            Operand::Reg(r) => match &self.regs[r as usize] {
                Some(reg) => Read {
                    value: Values::Each(&reg.value),
                    state: reg.uniform.map_or(States::Each(&reg.state), States::All),
                },
                None => Read { value: Values::All(0.0), state: States::All(DOUBT) },
            },
        }
    }

    fn step(&self, step: &Step, out: &mut Reg) {
        let read = |operand: &Operand| self.read(*operand);
        match step {
            Step::Scale(a, times) => out.scale(read(a), times.get()),
            Step::Needs(a) => out.needs(read(a)),
            Step::Arith(op, a, b) => out.arith(*op, read(a), read(b)),
            Step::Less(a, b) => out.compare(read(a), read(b), |a, b| a < b),
            Step::AtMost(a, b) => out.compare(read(a), read(b), |a, b| a <= b),
            Step::Equal(a, b) => out.equal(read(a), read(b)),
            Step::Alike(a, b) => out.alike(read(a).state, read(b).state),
            Step::Not(a) => out.not(read(a).state),
            Step::And(items) => {
                out.begin(YES);
                items.iter().for_each(|item| out.also(read(item).state, state::and));
            }
            Step::Or(items) => {
                out.begin(NO);
                items.iter().for_each(|item| out.also(read(item).state, state::or));
            }
            Step::Choose(when, then, other) => out.choose(read(when).state, read(then), read(other)),
            Step::Decide(when, then, other) => {
                out.decide(read(when).state, read(then).state, read(other).state);
            }
            Step::OneOf(a, items) => out.one_of(read(a), items.iter().map(|b| b.get())),
            Step::Round { a, denominator, up, back, how } => {
                out.round(read(a), denominator.get(), up.get(), back.get(), *how);
            }
            Step::Age(a, on) => ages(read(a), *on, out),
            Step::Span(unit, a, b) => dates(read(a), read(b), out, |a, b| {
                Some(match unit {
                    Unit::Years => a.years_until(b),
                    Unit::Months => a.months_until(b),
                    _ => b.days() - a.days(),
                })
            }),
            Step::Part(part, a) => dates(read(a), read(a), out, |a, _| {
                Some(match part {
                    None => a.weekday(),
                    Some(Part::Year) => a.ymd().0,
                    Some(Part::Month) => a.ymd().1,
                    Some(Part::Day) => a.ymd().2,
                })
            }),
            Step::Shift(a, moves) => dates(read(a), read(a), out, |a, _| {
                let moved = moves.iter().try_fold(a, |date, &(unit, n)| match unit {
                    0 => date.plus_months(n),
                    1 => n.checked_mul(7).and_then(|n| date.plus_days(n)),
                    _ => date.plus_days(n),
                });
                moved.map(Date::days)
            }),
        }
    }
}

/// AGE on a fixed day: an estimate from the number of days, put right by the last day of birth for that age.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "days fit in 32 bits by construction"
)]
fn ages(born: Read<'_>, on: i32, out: &mut Reg) {
    out.needs(born);
    let Some(on) = Date::from_days(on) else { return };
    let latest = latest_births(on);
    for value in &mut out.value {
        let day = *value;
        let guess = ((f64::from(on.days()) - day) / 365.2425) as usize;
        *value = match (latest.get(guess), latest.get(guess + 1)) {
            (Some(first), Some(_)) if day > *first && guess > 0 => f64::from(guess as u32 - 1),
            (Some(first), Some(next)) if day <= *first => f64::from(guess as u32 + u32::from(day <= *next)),
            // Before the day of birth, or older than anybody.
            _ => Date::from_days(day as i32).map_or(0.0, |born| f64::from(born.years_until(on))),
        };
    }
}

/// Per row, whatever the states are; in doubt where a known day has no outcome.
#[expect(clippy::cast_possible_truncation, reason = "days fit in 32 bits by construction")]
fn dates(a: Read<'_>, b: Read<'_>, out: &mut Reg, work: impl Fn(Date, Date) -> Option<i32>) {
    out.uniform = None;
    for i in 0..CHUNK {
        let days = (Date::from_days(a.value.at(i) as i32), Date::from_days(b.value.at(i) as i32));
        let known = state::strict(a.state.at(i), b.state.at(i));
        let result = if let (Some(a), Some(b)) = days { work(a, b) } else { None };
        out.value[i] = result.map_or(0.0, f64::from);
        out.state[i] = if result.is_none() && known == YES { DOUBT } else { known };
    }
}

/// The last day of birth for each age from 0 to 129 on a day.
fn latest_births(on: Date) -> Vec<f64> {
    (0..130).map_while(|age| on.plus_months(-12 * age)).map(|d| f64::from(d.days())).collect()
}
