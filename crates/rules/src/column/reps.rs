// SPDX-License-Identifier: EUPL-1.2
//! What each node of a graph becomes for a population: a kind of column and, for numbers, denominator and largest size.

use super::EXACT;
use super::population::{Holds, Population};
use crate::graph::{Graph, Id, Op, each_child};
use crate::law::{Declared, Many};
use crate::scalar::{Executor, Facts};
use crate::value::{Number, Value};

/// How a node is held in columns.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Rep {
    /// Whole numbers over a denominator, none larger than `largest`.
    Number {
        denominator: i64,
        largest: f64,
    },
    Bool,
    Date,
    Text,
    /// Absent for everybody.
    Absent,
    /// Unknown for everybody.
    Unknown,
    /// In doubt for everybody.
    Doubt,
}

/// What is known of every node before a run.
pub(super) struct Plan {
    pub reps: Vec<Rep>,
    /// The value of a node that is the same for everybody.
    pub constants: Vec<Option<Value>>,
}

impl Plan {
    pub fn new(graph: &Graph, population: &Population) -> Self {
        let constants = constants(graph);
        let mut reps: Vec<Rep> = Vec::with_capacity(graph.nodes.len());
        for (node, constant) in graph.nodes.iter().zip(&constants) {
            let planner = Planner { graph, population, constants: &constants, reps: &reps };
            let rep = constant.as_ref().map_or_else(|| planner.rep(&node.op), of_constant);
            reps.push(rep);
        }
        Self { reps, constants }
    }

    pub fn rep(&self, id: Id) -> Rep {
        self.reps[id as usize]
    }

    /// The constant that a node is.
    pub fn constant(&self, id: Id) -> Option<&Value> {
        self.constants[id as usize].as_ref()
    }
}

/// Works out, exactly, what does not depend on anybody.
fn constants(graph: &Graph) -> Vec<Option<Value>> {
    let (nothing, mut executor) = (Facts::new(graph), Executor::new());
    let mut constants: Vec<Option<Value>> = Vec::with_capacity(graph.nodes.len());
    for (id, node) in (0..).zip(&graph.nodes) {
        let mut fixed = !matches!(node.op, Op::Leaf(_) | Op::Ask(_) | Op::Broken(_) | Op::Field(..));
        each_child(&node.op, &mut |child| fixed &= constants[child as usize].is_some());
        let value = fixed.then(|| executor.value(graph, &nothing, id)).filter(Value::is_known);
        constants.push(value);
    }
    constants
}

struct Planner<'a> {
    graph: &'a Graph,
    population: &'a Population,
    constants: &'a [Option<Value>],
    reps: &'a [Rep],
}

fn number(denominator: Option<i64>, largest: f64) -> Rep {
    match denominator {
        Some(denominator) if denominator > 0 && denominator < (1 << 50) && largest < EXACT / 4.0 => {
            Rep::Number { denominator, largest }
        }
        _ => Rep::Doubt,
    }
}

/// The smallest number that both divide.
pub(super) fn common(a: i64, b: i64) -> Option<i64> {
    let (mut x, mut y) = (a, b);
    while y != 0 {
        (x, y) = (y, x % y);
    }
    (a / x.max(1)).checked_mul(b)
}

#[expect(clippy::cast_precision_loss, reason = "denominators stay below 2^50")]
pub(super) fn factor(from: i64, to: i64) -> f64 {
    (to / from.max(1)) as f64
}

/// Numerator and denominator of a constant, when small enough.
pub(super) fn parts(n: Number) -> Option<(i64, i64)> {
    let (num, den) = (i64::try_from(n.numerator()).ok()?, i64::try_from(n.denominator()).ok()?);
    (num.unsigned_abs() < 1 << 50 && den < 1 << 50).then_some((num, den))
}

#[expect(clippy::cast_precision_loss, reason = "constants stay below 2^50")]
pub(super) fn double(n: i64) -> f64 {
    n as f64
}

impl Planner<'_> {
    fn of(&self, id: Id) -> Rep {
        self.reps[id as usize]
    }

    fn rep(&self, op: &Op) -> Rep {
        match op {
            Op::Const(value) => of_constant(value),
            Op::Leaf(leaf) => self.leaf(*leaf),
            Op::Ask(_) => Rep::Unknown,
            Op::Many(Many::And | Many::Or, _) | Op::Not(_) | Op::Compare(..) | Op::In(..) => Rep::Bool,
            Op::Many(op, items) => self.many(*op, items),
            Op::If(cases, default) => self.choice(cases, *default),
            Op::Age(..) | Op::DateDiff(..) => number(Some(1), 4_000_000.0),
            Op::Weekday(_) | Op::Part(..) => number(Some(1), 10_000.0),
            Op::Round(_, precision, a) => self.round(*precision, *a),
            Op::Name(_, _, declared, a) => match (self.of(*a), declared) {
                (rep @ (Rep::Absent | Rep::Unknown), _)
                | (rep, Declared::Any)
                | (rep @ Rep::Number { .. }, Declared::Number)
                | (rep @ Rep::Bool, Declared::Bool)
                | (rep @ Rep::Date, Declared::Date) => rep,
                _ => Rep::Doubt,
            },
            Op::DateAdd(date, parts) => {
                let fixed = parts.iter().flatten().all(|&p| self.constants[p as usize].is_some());
                if fixed && self.of(*date) == Rep::Date { Rep::Date } else { Rep::Doubt }
            }
            Op::Broken(_) | Op::List(_) | Op::Date(_) | Op::Aggregate(..) | Op::Field(..) => Rep::Doubt,
        }
    }

    fn leaf(&self, index: u32) -> Rep {
        let column = &self.population.columns[index as usize];
        if !self.graph.leaves[index as usize].keys.is_empty() {
            return Rep::Doubt;
        }
        match column.holds {
            Holds::Bool => Rep::Bool,
            Holds::Date => Rep::Date,
            Holds::Text => Rep::Text,
            Holds::Number { denominator } => number(Some(denominator), column.largest),
        }
    }

    fn many(&self, op: Many, items: &[Id]) -> Rep {
        let mut result: Option<(i64, f64)> = None;
        for &item in items {
            let Rep::Number { denominator: own, largest: size } = self.of(item) else { return Rep::Doubt };
            let Some((den, max)) = result else {
                result = Some((own, size));
                continue;
            };
            let next = match op {
                Many::Multiply => number(den.checked_mul(own), max * size),
                Many::Divide => self.divided(den, max, item),
                _ => {
                    let shared = common(den, own).unwrap_or(i64::MAX);
                    let (left, right) = (max * factor(den, shared), size * factor(own, shared));
                    number(
                        Some(shared),
                        if matches!(op, Many::Min | Many::Max) { left.max(right) } else { left + right },
                    )
                }
            };
            let Rep::Number { denominator, largest } = next else { return Rep::Doubt };
            result = Some((denominator, largest));
        }
        result.map_or(Rep::Doubt, |(d, m)| number(Some(d), m))
    }

    /// Dividing by a constant n/d is multiplying by d over a denominator n times as large.
    fn divided(&self, den: i64, max: f64, by: Id) -> Rep {
        match &self.constants[by as usize] {
            Some(Value::Number(n)) if *n > Number::ZERO => match parts(*n) {
                Some((num, d)) => number(den.checked_mul(num), max * double(d)),
                None => Rep::Doubt,
            },
            _ => Rep::Doubt,
        }
    }

    fn round(&self, precision: i32, a: Id) -> Rep {
        let Rep::Number { denominator, largest } = self.of(a) else { return Rep::Doubt };
        let Some(power) = 10_i64.checked_pow(precision.unsigned_abs()) else { return Rep::Doubt };
        let fits = if precision >= 0 {
            largest * double(power) < EXACT / 4.0
        } else {
            denominator.checked_mul(power).is_some_and(|d| d < 1 << 50)
                && largest + double(power) * 2.0 * double(denominator) < EXACT / 4.0
        };
        if !fits {
            return Rep::Doubt;
        }
        if precision >= 0 {
            number(Some(power), largest * double(power) / double(denominator) + 1.0)
        } else {
            number(Some(1), largest / double(denominator) + double(power))
        }
    }

    fn choice(&self, cases: &[(Id, Id)], default: Option<Id>) -> Rep {
        let mut result = Rep::Absent;
        for branch in cases.iter().map(|c| c.1).chain(default) {
            result = match (result, self.of(branch)) {
                // A branch in doubt spoils only the rows that take it.
                (Rep::Absent | Rep::Unknown | Rep::Doubt, rep)
                | (rep, Rep::Absent | Rep::Unknown | Rep::Doubt) => rep,
                (
                    Rep::Number { denominator: before, largest: size },
                    Rep::Number { denominator, largest },
                ) => {
                    let shared = common(before, denominator).unwrap_or(i64::MAX);
                    number(
                        Some(shared),
                        (size * factor(before, shared)).max(largest * factor(denominator, shared)),
                    )
                }
                (a, b) if a == b => a,
                _ => Rep::Doubt,
            };
        }
        result
    }
}

fn of_constant(value: &Value) -> Rep {
    match value {
        Value::Number(n) => parts(*n).map_or(Rep::Doubt, |(num, den)| number(Some(den), double(num).abs())),
        Value::Bool(_) => Rep::Bool,
        Value::Date(_) => Rep::Date,
        Value::Text(_) => Rep::Text,
        Value::Absent => Rep::Absent,
        Value::Unknown => Rep::Unknown,
        Value::Fault(_) | Value::List(_) | Value::Row(_) => Rep::Doubt,
    }
}
