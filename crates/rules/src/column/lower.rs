// SPDX-License-Identifier: EUPL-1.2
//! From a graph to a list of steps: constants worked out, equal steps made one, registers shared.

use std::collections::HashMap;
use std::sync::Arc;

use super::population::Population;
use super::reps::{Plan, Rep, common, double, factor, parts};
use super::state::{ABSENT, DOUBT, NO, YES};
use super::step::{Bits, Operand, Step};
use crate::graph::{Graph, Id, Op, Part, each_child};
use crate::law::{Compare, Many, Unit};
use crate::value::{Date, Value};

/// A graph made ready for a population.
#[derive(Debug, Clone)]
pub struct Program {
    /// The steps, and the register each writes.
    pub(super) code: Vec<(Step, u32)>,
    /// How many registers there are.
    pub(super) registers: usize,
    /// Where each outcome is found and how it is held, in the order of [`Graph::outputs`].
    pub(super) outputs: Vec<(Operand, Rep)>,
    /// Texts that the rule uses and nobody has; numbered after those of the population.
    pub(super) texts: Vec<Arc<str>>,
}

impl Program {
    /// Works out how to run a graph on a population.
    pub fn new(graph: &Graph, population: &Population) -> Self {
        let plan = Plan::new(graph, population);
        let wanted = wanted(graph, &plan);
        let mut lowering = Lowering {
            graph,
            population,
            plan: &plan,
            at: vec![Operand::Const(Bits::of(0.0), DOUBT); graph.nodes.len()],
            code: Vec::new(),
            known: HashMap::new(),
            texts: Vec::new(),
        };
        for (id, wanted) in (0..).zip(&wanted) {
            if *wanted {
                lowering.at[id as usize] = lowering.node(id);
            }
        }
        let outputs = graph.outputs.iter().map(|o| (lowering.of(o.node), plan.rep(o.node))).collect();
        let Lowering { code, texts, .. } = lowering;
        Self { texts, ..allocate(code, outputs) }
    }

    /// How many steps each row takes.
    pub fn steps(&self) -> usize {
        self.code.len()
    }
}

/// The nodes that an outcome may need.
fn wanted(graph: &Graph, plan: &Plan) -> Vec<bool> {
    let mut wanted = vec![false; graph.nodes.len()];
    for output in &graph.outputs {
        wanted[output.node as usize] = true;
    }
    for (id, node) in (0..).zip(&graph.nodes).collect::<Vec<(Id, _)>>().into_iter().rev() {
        if wanted[id as usize] && plan.constant(id).is_none() {
            each_child(&node.op, &mut |child| wanted[child as usize] = true);
        }
    }
    wanted
}

/// Leaves out the steps that nobody needs, and gives each of the others the first register that is free.
fn allocate(mut code: Vec<Step>, mut outputs: Vec<(Operand, Rep)>) -> Program {
    const NEVER: usize = usize::MAX;
    let mut last = vec![None; code.len()];
    for (operand, _) in &outputs {
        if let Operand::Reg(r) = operand {
            last[*r as usize] = Some(NEVER);
        }
    }
    for index in (0..code.len()).rev() {
        if last[index].is_some() {
            code[index].operands(&mut |operand| {
                if let Operand::Reg(r) = operand {
                    last[*r as usize].get_or_insert(index);
                }
            });
        }
    }
    let (mut free, mut registers, mut place) = (Vec::new(), 0_u32, vec![0_u32; code.len()]);
    let mut ends: HashMap<usize, Vec<u32>> = HashMap::new();
    let mut kept = Vec::new();
    for (index, mut step) in code.into_iter().enumerate() {
        let Some(until) = last[index] else { continue };
        let register = free.pop().unwrap_or_else(|| {
            registers += 1;
            registers - 1
        });
        place[index] = register;
        ends.entry(until).or_default().push(register);
        step.operands(&mut |operand| moved(operand, &place));
        kept.push((step, register));
        free.extend(ends.remove(&index).unwrap_or_default());
    }
    for (operand, _) in &mut outputs {
        moved(operand, &place);
    }
    Program { code: kept, registers: registers as usize, outputs, texts: Vec::new() }
}

fn moved(operand: &mut Operand, place: &[u32]) {
    if let Operand::Reg(r) = operand {
        *r = place[*r as usize];
    }
}

struct Lowering<'a> {
    graph: &'a Graph,
    population: &'a Population,
    plan: &'a Plan,
    at: Vec<Operand>,
    code: Vec<Step>,
    known: HashMap<Step, u32>,
    texts: Vec<Arc<str>>,
}

fn uniform(state: u8) -> Operand {
    Operand::Const(Bits::of(0.0), state)
}

impl Lowering<'_> {
    fn of(&self, id: Id) -> Operand {
        self.at[id as usize]
    }

    fn emit(&mut self, step: Step) -> Operand {
        if let Some(&r) = self.known.get(&step) {
            return Operand::Reg(r);
        }
        let r = u32::try_from(self.code.len()).unwrap_or(u32::MAX);
        self.known.insert(step.clone(), r);
        self.code.push(step);
        Operand::Reg(r)
    }

    fn node(&mut self, id: Id) -> Operand {
        let rep = self.plan.rep(id);
        let plan = self.plan;
        if let Some(value) = plan.constant(id) {
            return self.constant(value);
        }
        match rep {
            Rep::Doubt => return uniform(DOUBT),
            Rep::Unknown => return uniform(0),
            Rep::Absent => return uniform(ABSENT),
            _ => {}
        }
        let graph = self.graph;
        match &graph.node(id).op {
            Op::Leaf(leaf) => Operand::Leaf(*leaf),
            Op::Many(op @ (Many::And | Many::Or), items) => self.all(*op, items),
            Op::Many(op, items) => self.many(*op, items),
            Op::Not(a) => {
                let a = self.truth(*a);
                self.emit(Step::Not(a))
            }
            Op::Compare(op, a, b) => self.compare(*op, *a, *b),
            Op::If(cases, default) => self.choice(rep, cases, *default),
            Op::In(subject, items) => self.is_in(*subject, items),
            Op::Age(a, b) => match (self.plan.rep(*a), self.plan.rep(*b), self.plan.constant(*b)) {
                (Rep::Date, _, Some(Value::Date(on))) => self.emit(Step::Age(self.of(*a), on.days())),
                _ => self.span(Unit::Years, *a, *b),
            },
            Op::DateDiff(a, b, unit) => self.span(*unit, *a, *b),
            Op::Weekday(a) => self.part(None, *a),
            Op::Part(part, a) => self.part(Some(*part), *a),
            Op::DateAdd(date, parts) => self.shift(*date, parts),
            Op::Round(how, precision, a) => {
                let Rep::Number { denominator, .. } = self.plan.rep(*a) else { return uniform(DOUBT) };
                let power = double(10_i64.pow(precision.unsigned_abs()));
                let (den, up, back) = if *precision >= 0 { (1.0, power, 1.0) } else { (power, 1.0, power) };
                self.emit(Step::Round {
                    a: self.of(*a),
                    denominator: Bits::of(double(denominator) * den),
                    up: Bits::of(up),
                    back: Bits::of(back),
                    how: *how,
                })
            }
            Op::Name(_, _, _, a) => self.of(*a),
            _ => uniform(DOUBT),
        }
    }

    fn constant(&mut self, value: &Value) -> Operand {
        let number = match value {
            Value::Number(n) => match parts(*n) {
                Some((num, _)) => double(num),
                None => return uniform(DOUBT),
            },
            Value::Date(d) => f64::from(d.days()),
            Value::Text(t) => self.text(t),
            Value::Bool(b) => return uniform(if *b { YES } else { NO }),
            Value::Absent => return uniform(ABSENT),
            Value::Unknown => return uniform(0),
            Value::List(_) | Value::Row(_) | Value::Fault(_) => return uniform(DOUBT),
        };
        Operand::Const(Bits::of(number), YES)
    }

    /// The number of a text.
    fn text(&mut self, text: &Arc<str>) -> f64 {
        self.population.words.find(text).unwrap_or_else(|| {
            let place = self.texts.iter().position(|t| t == text).unwrap_or_else(|| {
                self.texts.push(text.clone());
                self.texts.len() - 1
            });
            self.population.words.after(place)
        })
    }

    /// A node as condition; in doubt where it is no condition.
    fn truth(&self, id: Id) -> Operand {
        match self.plan.rep(id) {
            Rep::Bool | Rep::Absent | Rep::Unknown | Rep::Doubt => self.of(id),
            _ => uniform(DOUBT),
        }
    }

    fn all(&mut self, op: Many, items: &[Id]) -> Operand {
        let (neutral, decisive) = if op == Many::And { (YES, NO) } else { (NO, YES) };
        let mut operands: Vec<Operand> = Vec::with_capacity(items.len());
        for &item in items {
            let operand = self.truth(item);
            match operand {
                Operand::Const(_, state) if state == decisive => return uniform(decisive),
                Operand::Const(_, state) if state == neutral => {}
                _ => operands.push(operand),
            }
        }
        if operands.is_empty() {
            return uniform(neutral);
        }
        let operands = operands.into();
        self.emit(if op == Many::And { Step::And(operands) } else { Step::Or(operands) })
    }

    fn scaled(&mut self, operand: Operand, times: f64) -> Operand {
        match operand {
            #[expect(clippy::float_cmp, reason = "a factor of exactly one changes nothing")]
            _ if times == 1.0 => operand,
            Operand::Const(value, state) => Operand::Const(Bits::of(value.get() * times), state),
            _ => self.emit(Step::Scale(operand, Bits::of(times))),
        }
    }

    fn arith(&mut self, op: Many, a: Operand, b: Operand) -> Operand {
        if let (Operand::Const(x, YES), Operand::Const(y, YES)) = (a, b) {
            return Operand::Const(Bits::of(super::kernels::arithmetic(op, x.get(), y.get())), YES);
        }
        self.emit(Step::Arith(op, a, b))
    }

    fn many(&mut self, op: Many, items: &[Id]) -> Operand {
        let mut result: Option<(Operand, i64)> = None;
        for &item in items {
            let Rep::Number { denominator: own, .. } = self.plan.rep(item) else { return uniform(DOUBT) };
            let operand = self.of(item);
            let Some((before, den)) = result else {
                result = Some((operand, own));
                continue;
            };
            result = Some(match op {
                Many::Multiply => (self.arith(op, before, operand), den * own),
                Many::Divide => {
                    let Some(Value::Number(n)) = self.plan.constant(item) else { return uniform(DOUBT) };
                    let (num, by) = parts(*n).unwrap_or((1, 1));
                    // In doubt where absent, also when there is nothing to multiply by.
                    let whole = self.arith(Many::Multiply, before, Operand::Const(Bits::of(double(by)), YES));
                    (whole, den * num)
                }
                _ => {
                    let shared = common(den, own).unwrap_or(1);
                    let a = self.scaled(before, factor(den, shared));
                    let b = self.scaled(operand, factor(own, shared));
                    (self.arith(op, a, b), shared)
                }
            });
        }
        match result {
            Some((operand, _)) if items.len() == 1 => self.emit(Step::Needs(operand)),
            Some((operand, _)) => operand,
            None => uniform(DOUBT),
        }
    }

    /// The factors that bring two numbers to one denominator; `None` when the two cannot be compared here.
    fn factors(&self, a: Id, b: Id) -> Option<(f64, f64)> {
        match (self.plan.rep(a), self.plan.rep(b)) {
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

    fn compare(&mut self, op: Compare, a: Id, b: Id) -> Operand {
        let (ra, rb) = (self.plan.rep(a), self.plan.rep(b));
        if op == Compare::Equal && (ra == Rep::Bool || rb == Rep::Bool) {
            let fits = |rep| matches!(rep, Rep::Bool | Rep::Absent | Rep::Unknown);
            return if fits(ra) && fits(rb) {
                self.emit(Step::Alike(self.of(a), self.of(b)))
            } else {
                uniform(DOUBT)
            };
        }
        if op != Compare::Equal && [ra, rb].iter().any(|r| matches!(r, Rep::Text | Rep::Bool)) {
            return uniform(DOUBT);
        }
        if let Some(days) = self.age_limit(op, a, b) {
            return days;
        }
        let Some((fa, fb)) = self.factors(a, b) else { return uniform(DOUBT) };
        let (x, y) = (self.of(a), self.of(b));
        let (x, y) = (self.scaled(x, fa), self.scaled(y, fb));
        self.emit(match op {
            Compare::Equal => Step::Equal(x, y),
            Compare::Greater => Step::Less(y, x),
            Compare::Less => Step::Less(x, y),
            Compare::AtLeast => Step::AtMost(y, x),
            Compare::AtMost => Step::AtMost(x, y),
        })
    }

    /// An age on a fixed day against a fixed number of years is a day of birth against a fixed day.
    fn age_limit(&mut self, op: Compare, a: Id, b: Id) -> Option<Operand> {
        let (Op::Age(born, on), Some(Value::Number(years))) =
            (&self.graph.node(self.graph.unnamed(a)).op, self.plan.constant(b))
        else {
            return None;
        };
        let (Some(Value::Date(on)), Rep::Date, Rep::Number { .. }) =
            (self.plan.constant(*on), self.plan.rep(*born), self.plan.rep(a))
        else {
            return None;
        };
        let years = i32::try_from(years.whole()?).ok().filter(|y| (0..150).contains(y))?;
        let years = years + i32::from(matches!(op, Compare::Greater | Compare::AtMost));
        let limit = Operand::Const(Bits::of(f64::from(last_birth(*on, years)?.days())), YES);
        let born = self.of(*born);
        match op {
            Compare::AtLeast | Compare::Greater => Some(self.emit(Step::AtMost(born, limit))),
            Compare::Less | Compare::AtMost => Some(self.emit(Step::Less(limit, born))),
            Compare::Equal => None,
        }
    }

    fn is_in(&mut self, subject: Id, items: &[Id]) -> Operand {
        if self.plan.rep(subject) != Rep::Text {
            return uniform(DOUBT);
        }
        let mut texts = Vec::new();
        for &item in items {
            let listed = match self.plan.constant(item) {
                Some(Value::List(list)) => list.to_vec(),
                Some(one) => vec![one.clone()],
                None => return uniform(DOUBT),
            };
            for value in listed {
                let Value::Text(text) = &value else { return uniform(DOUBT) };
                texts.push(Bits::of(self.text(text)));
            }
        }
        let subject = self.of(subject);
        self.emit(Step::OneOf(subject, texts.into()))
    }

    fn choice(&mut self, rep: Rep, cases: &[(Id, Id)], default: Option<Id>) -> Operand {
        let mut result = default.map_or(uniform(ABSENT), |id| self.branch(id, rep));
        for &(when, then) in cases.iter().rev() {
            let (when, then) = (self.truth(when), self.branch(then, rep));
            result = match when {
                Operand::Const(_, YES) => then,
                Operand::Const(_, NO | ABSENT) => result,
                _ if rep == Rep::Bool => self.emit(Step::Decide(when, then, result)),
                _ => self.emit(Step::Choose(when, then, result)),
            };
        }
        result
    }

    fn branch(&mut self, id: Id, rep: Rep) -> Operand {
        let operand = self.of(id);
        match (self.plan.rep(id), rep) {
            (Rep::Number { denominator: d, .. }, Rep::Number { denominator: c, .. }) => {
                self.scaled(operand, factor(d, c))
            }
            _ => operand,
        }
    }

    fn span(&mut self, unit: Unit, a: Id, b: Id) -> Operand {
        if self.plan.rep(a) != Rep::Date || self.plan.rep(b) != Rep::Date {
            return uniform(DOUBT);
        }
        let (a, b) = (self.of(a), self.of(b));
        self.emit(Step::Span(unit, a, b))
    }

    fn part(&mut self, part: Option<Part>, a: Id) -> Operand {
        if self.plan.rep(a) != Rep::Date {
            return uniform(DOUBT);
        }
        let a = self.of(a);
        self.emit(Step::Part(part, a))
    }

    fn shift(&mut self, date: Id, counts: &[Option<Id>; 4]) -> Operand {
        let mut moves = Vec::new();
        for (count, (unit, times)) in counts.iter().zip([(0, 12), (0, 1), (1, 1), (2, 1)]) {
            let Some(count) = count else { continue };
            let whole = match self.plan.constant(*count) {
                Some(Value::Number(n)) => n.whole().and_then(|n| i64::try_from(n).ok()),
                _ => None,
            };
            let Some(n) = whole.and_then(|n| n.checked_mul(times)) else { return uniform(DOUBT) };
            moves.push((unit, n));
        }
        let date = self.of(date);
        self.emit(Step::Shift(date, moves.into()))
    }
}

/// The last day of birth of who has completed so many years on a day.
fn last_birth(on: Date, years: i32) -> Option<Date> {
    let about = on.plus_months(i64::from(years) * -12)?;
    (-3..=3).rev().filter_map(|n| about.plus_days(n)).find(|born| born.years_until(on) >= years)
}
