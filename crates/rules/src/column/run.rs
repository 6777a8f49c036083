// SPDX-License-Identifier: EUPL-1.2
//! Running a program over a population, chunk by chunk, and the rows in doubt once more, exactly.

use std::collections::HashMap;
use std::mem;

use super::CHUNK;
use super::kernels::Reg;
use super::population::{Population, date_of, number_of};
use super::program::{Program, Rep, common, double, factor, parts};
use crate::graph::{Graph, Id, Op, Part};
use crate::law::{Compare, Many, Unit};
use crate::scalar::Executor;
use crate::value::{Date, Value};

/// The outcomes of a population.
#[derive(Debug, Clone)]
pub struct Outcomes {
    outputs: Vec<Held>,
    exact: HashMap<usize, Vec<Value>>,
}

#[derive(Debug, Clone)]
struct Held {
    rep: Rep,
    values: Vec<f64>,
    /// 0 unknown, 1 known, 2 absent, 4 in doubt.
    states: Vec<u8>,
}

impl Outcomes {
    /// The outcome of one person; `output` counts as in [`Graph::outputs`].
    pub fn value(&self, output: usize, row: usize, population: &Population) -> Value {
        if let Some(exact) = self.exact.get(&row) {
            return exact[output].clone();
        }
        let held = &self.outputs[output];
        match (held.states[row], held.rep) {
            (1, Rep::Bool) => Value::Bool(held.values[row] > 0.0),
            (1, Rep::Number { denominator, .. }) => number_of(held.values[row], denominator),
            (1, Rep::Date) => date_of(held.values[row]),
            (1, Rep::Text) => population.word(held.values[row]),
            (2, _) => Value::Absent,
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
        let mut outputs: Vec<Held> = graph
            .outputs
            .iter()
            .map(|o| Held {
                rep: self.rep(o.node),
                values: vec![0.0; population.rows],
                states: vec![0; population.rows],
            })
            .collect();
        let mut exact = HashMap::new();
        let mut executor = Executor::new();
        let mut regs: Vec<Box<Reg>> = self.needed.iter().map(|_| Reg::new()).collect();
        let mut spare = Reg::new();
        for (reg, &id) in regs.iter_mut().zip(&self.needed) {
            fill_constant(reg, &graph.node(id).op, self.rep(id), population);
        }
        for start in (0..population.rows).step_by(CHUNK) {
            let rows = CHUNK.min(population.rows - start);
            for (slot, &id) in self.needed.iter().enumerate() {
                mem::swap(&mut regs[slot], &mut spare);
                Chunk { graph, program: self, population, start, rows, regs: &regs }.step(id, &mut spare);
                mem::swap(&mut regs[slot], &mut spare);
            }
            for (held, output) in outputs.iter_mut().zip(&graph.outputs) {
                let reg = &regs[self.slots[output.node as usize]];
                for i in 0..rows {
                    held.values[start + i] =
                        if held.rep == Rep::Bool { f64::from(reg.truth[i]) } else { reg.value[i] };
                    held.states[start + i] = reg.known[i] | (reg.absent[i] << 1) | (reg.doubt[i] << 2);
                }
            }
            for row in start..start + rows {
                if outputs.iter().any(|held| held.states[row] == 4) {
                    exact.insert(row, executor.outcomes(graph, &population.facts(graph, row)));
                }
            }
        }
        Outcomes { outputs, exact }
    }
}

/// What does not change from chunk to chunk.
fn fill_constant(reg: &mut Reg, op: &Op, rep: Rep, population: &Population) {
    if rep == Rep::Doubt && !matches!(op, Op::If(..)) {
        reg.doubt.fill(1);
        return;
    }
    let Op::Const(value) = op else { return };
    let number = match value {
        Value::Absent => {
            reg.absent.fill(1);
            return;
        }
        Value::Bool(b) => {
            reg.truth.fill(u8::from(*b));
            0.0
        }
        Value::Number(n) => parts(*n).map_or(0.0, |(num, _)| double(num)),
        Value::Date(d) => f64::from(d.days()),
        Value::Text(t) => population.words.find(t),
        _ => return,
    };
    reg.value.fill(number);
    reg.known.fill(1);
}

struct Chunk<'a> {
    graph: &'a Graph,
    program: &'a Program,
    population: &'a Population,
    start: usize,
    rows: usize,
    regs: &'a [Box<Reg>],
}

impl Chunk<'_> {
    fn reg(&self, id: Id) -> &Reg {
        &self.regs[self.program.slots[id as usize]]
    }

    fn step(&self, id: Id, out: &mut Reg) {
        let rep = self.program.rep(id);
        let op = &self.graph.node(id).op;
        if matches!(rep, Rep::Doubt | Rep::Unknown) && !matches!(op, Op::If(..)) {
            return;
        }
        match op {
            Op::Const(_) | Op::Ask(_) | Op::Broken(_) | Op::List(_) | Op::DateAdd(..) | Op::Date(_) => {}
            Op::Leaf(leaf) => self.leaf(*leaf as usize, out),
            Op::Many(op @ (Many::And | Many::Or), items) => {
                let decisive = u8::from(*op == Many::Or);
                out.begin_all(decisive);
                for &item in items {
                    self.truth(item, &mut |reg| out.all(reg, decisive));
                }
            }
            Op::Many(op, items) => self.many(*op, items, out),
            Op::Not(a) => self.truth(*a, &mut |reg| out.not(reg)),
            Op::Compare(op, a, b) => self.compare(*op, *a, *b, out),
            Op::If(cases, default) => self.choice(rep, cases, *default, out),
            Op::In(subject, items) => self.is_in(*subject, items, out),
            Op::Age(a, b) => match &self.graph.node(self.graph.unnamed(*b)).op {
                Op::Const(Value::Date(on)) => self.ages(*a, *b, *on, out),
                _ => self.dates(*a, *b, out, Date::years_until),
            },
            Op::DateDiff(a, b, unit) => self.dates(*a, *b, out, |a, b| match unit {
                Unit::Years => a.years_until(b),
                Unit::Months => a.months_until(b),
                _ => b.days() - a.days(),
            }),
            Op::Weekday(a) => self.dates(*a, *a, out, |a, _| a.weekday()),
            Op::Part(part, a) => self.dates(*a, *a, out, |a, _| match part {
                Part::Year => a.ymd().0,
                Part::Month => a.ymd().1,
                Part::Day => a.ymd().2,
            }),
            Op::Round(how, precision, a) => {
                let Rep::Number { denominator, .. } = self.program.rep(*a) else { return out.give_up() };
                out.strict_one(self.reg(*a));
                let power = double(10_i64.pow(precision.unsigned_abs()));
                let (den, up, back) = if *precision >= 0 { (1.0, power, 1.0) } else { (power, 1.0, power) };
                out.round(self.reg(*a), double(denominator) * den, up, back, *how);
            }
            Op::Name(_, _, _, a) => out.copy(self.reg(*a), 1.0),
        }
    }

    fn leaf(&self, leaf: usize, out: &mut Reg) {
        let column = &self.population.columns[leaf];
        let range = self.start..self.start + self.rows;
        out.value[..self.rows].copy_from_slice(&column.values[range.clone()]);
        for (i, &state) in column.states[range].iter().enumerate() {
            out.known[i] = state & 1;
            out.absent[i] = (state >> 1) & 1;
            out.doubt[i] = state >> 2;
            out.truth[i] = u8::from(out.value[i] > 0.0) & state & 1;
        }
    }

    /// Hands over a node as condition; in doubt where it is no condition.
    fn truth(&self, id: Id, take: &mut dyn FnMut(&Reg)) {
        if matches!(self.program.rep(id), Rep::Bool | Rep::Absent | Rep::Unknown | Rep::Doubt) {
            return take(self.reg(id));
        }
        let mut none = Reg::new();
        none.give_up();
        take(&none);
    }

    fn many(&self, op: Many, items: &[Id], out: &mut Reg) {
        let mut den = 1;
        for (index, &item) in items.iter().enumerate() {
            let Rep::Number { denominator: d, .. } = self.program.rep(item) else { return out.give_up() };
            let reg = self.reg(item);
            if index == 0 {
                out.copy(reg, 1.0);
                out.strict_one(reg);
                den = d;
                continue;
            }
            out.also(reg);
            match op {
                Many::Multiply => {
                    den *= d;
                    each(out, reg, |a, b| a * b);
                }
                Many::Divide => {
                    let (num, by) = match &self.graph.node(self.graph.unnamed(item)).op {
                        Op::Const(Value::Number(n)) => parts(*n).unwrap_or((1, 1)),
                        _ => (1, 1),
                    };
                    den *= num;
                    each(out, reg, |a, _| a * double(by));
                }
                _ => {
                    let c = common(den, d).unwrap_or(1);
                    let (fa, fb) = (factor(den, c), factor(d, c));
                    den = c;
                    match op {
                        Many::Add => each(out, reg, |a, b| a * fa + b * fb),
                        Many::Subtract => each(out, reg, |a, b| a * fa - b * fb),
                        Many::Min => each(out, reg, |a, b| (a * fa).min(b * fb)),
                        _ => each(out, reg, |a, b| (a * fa).max(b * fb)),
                    }
                }
            }
        }
    }

    /// The factors that bring two numbers to one denominator; `None` when the two cannot be compared here.
    fn factors(&self, a: Id, b: Id) -> Option<(f64, f64)> {
        match (self.program.rep(a), self.program.rep(b)) {
            (
                Rep::Number { denominator: left, largest },
                Rep::Number { denominator: right, largest: other },
            ) => {
                let shared = common(left, right)?;
                let factors = (factor(left, shared), factor(right, shared));
                (largest * factors.0 < super::EXACT && other * factors.1 < super::EXACT).then_some(factors)
            }
            (Rep::Date, Rep::Date)
            | (Rep::Text, Rep::Text)
            | (Rep::Absent | Rep::Unknown, _)
            | (_, Rep::Absent | Rep::Unknown) => Some((1.0, 1.0)),
            _ => None,
        }
    }

    fn compare(&self, op: Compare, a: Id, b: Id, out: &mut Reg) {
        let (x, y) = (self.reg(a), self.reg(b));
        if op == Compare::Equal {
            return self.equal(a, b, out);
        }
        let text = [a, b].iter().any(|&i| self.program.rep(i) == Rep::Text);
        let Some((fa, fb)) = self.factors(a, b).filter(|_| !text) else { return out.give_up() };
        out.strict(x, y);
        match op {
            Compare::Greater => out.compare(x, fa, y, fb, |a, b| a > b),
            Compare::Less => out.compare(x, fa, y, fb, |a, b| a < b),
            Compare::AtLeast => out.compare(x, fa, y, fb, |a, b| a >= b),
            _ => out.compare(x, fa, y, fb, |a, b| a <= b),
        }
    }

    fn equal(&self, a: Id, b: Id, out: &mut Reg) {
        let (x, y) = (self.reg(a), self.reg(b));
        if self.program.rep(a) == Rep::Bool && self.program.rep(b) == Rep::Bool {
            return out.equal(x, y, |i| x.truth[i] == y.truth[i]);
        }
        match self.factors(a, b) {
            #[expect(clippy::float_cmp, reason = "both are exact whole numbers")]
            Some((fa, fb)) => out.equal(x, y, |i| x.value[i] * fa == y.value[i] * fb),
            None => out.give_up(),
        }
    }

    fn is_in(&self, subject: Id, items: &[Id], out: &mut Reg) {
        let list: Option<Vec<f64>> = match (self.program.rep(subject), items) {
            (Rep::Text, [one]) => match &self.graph.node(self.graph.unnamed(*one)).op {
                Op::Const(Value::List(texts)) => texts
                    .iter()
                    .map(|v| if let Value::Text(t) = v { Some(self.population.words.find(t)) } else { None })
                    .collect(),
                _ => None,
            },
            (Rep::Text, many) => many
                .iter()
                .map(|&i| match &self.graph.node(self.graph.unnamed(i)).op {
                    Op::Const(Value::Text(t)) => Some(self.population.words.find(t)),
                    _ => None,
                })
                .collect(),
            _ => None,
        };
        let Some(list) = list else { return out.give_up() };
        let reg = self.reg(subject);
        for i in 0..CHUNK {
            out.known[i] = reg.known[i] | reg.absent[i];
            out.truth[i] = reg.known[i] & u8::from(list.contains(&reg.value[i]));
            out.doubt[i] = reg.doubt[i];
        }
    }

    fn choice(&self, rep: Rep, cases: &[(Id, Id)], default: Option<Id>, out: &mut Reg) {
        if rep == Rep::Doubt {
            return out.give_up();
        }
        let times = |id: Id| match (self.program.rep(id), rep) {
            (Rep::Number { denominator: d, .. }, Rep::Number { denominator: c, .. }) => factor(d, c),
            _ => 1.0,
        };
        if let Some(id) = default {
            out.copy(self.reg(id), times(id));
        } else {
            out.known.fill(0);
            out.doubt.fill(0);
            out.absent.fill(1);
        }
        for &(when, then) in cases.iter().rev() {
            self.truth(when, &mut |reg| out.case(reg, self.reg(then), times(then), rep == Rep::Bool));
        }
    }

    /// AGE on a fixed day: an estimate from the number of days, put right by the last day of birth for that age.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "days fit in 32 bits by construction"
    )]
    fn ages(&self, born: Id, on_node: Id, on: Date, out: &mut Reg) {
        if self.program.rep(born) != Rep::Date {
            return out.give_up();
        }
        let (x, latest) = (self.reg(born), latest_births(on));
        out.strict(x, self.reg(on_node));
        for i in 0..CHUNK {
            let day = x.value[i];
            let guess = ((f64::from(on.days()) - day) / 365.2425) as usize;
            out.value[i] = match (latest.get(guess), latest.get(guess + 1)) {
                (Some(first), Some(_)) if day > *first && guess > 0 => f64::from(guess as u32 - 1),
                (Some(first), Some(next)) if day <= *first => {
                    f64::from(guess as u32 + u32::from(day <= *next))
                }
                // Before the day of birth, or older than anybody.
                _ => Date::from_days(day as i32).map_or(0.0, |born| f64::from(born.years_until(on))),
            };
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "days fit in 32 bits by construction")]
    fn dates(&self, a: Id, b: Id, out: &mut Reg, work: impl Fn(Date, Date) -> i32) {
        if self.program.rep(a) != Rep::Date || self.program.rep(b) != Rep::Date {
            return out.give_up();
        }
        let (x, y) = (self.reg(a), self.reg(b));
        out.strict(x, y);
        for i in 0..CHUNK {
            let days = (Date::from_days(x.value[i] as i32), Date::from_days(y.value[i] as i32));
            out.value[i] = if let (Some(a), Some(b)) = days { f64::from(work(a, b)) } else { 0.0 };
        }
    }
}

/// The last day of birth for each age from 0 to 129 on a day.
fn latest_births(on: Date) -> Vec<f64> {
    (0..130).map_while(|age| on.plus_months(-12 * age)).map(|d| f64::from(d.days())).collect()
}

fn each(out: &mut Reg, other: &Reg, work: impl Fn(f64, f64) -> f64) {
    for (a, b) in out.value.iter_mut().zip(&other.value) {
        *a = work(*a, *b);
    }
}
