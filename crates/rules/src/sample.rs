// SPDX-License-Identifier: EUPL-1.2
//! Invented persons for a rule: values around its own thresholds, some unknown, some absent. For benchmarks and for
//! comparing both executors; the same seed gives the same persons.

use crate::graph::{Graph, Op};
use crate::law::{Declared, Unit};
use crate::value::{Date, Number, Value};

/// Makes persons.
#[derive(Debug, Clone)]
pub struct Sampler {
    state: u64,
    /// Of a hundred facts so many are unknown.
    unknown: u64,
    numbers: Vec<Number>,
    texts: Vec<Value>,
    /// Names of the values of rows.
    fields: Vec<std::sync::Arc<str>>,
    day: Date,
}

impl Sampler {
    /// A sampler for a rule; `unknown` of a hundred facts are unknown.
    pub fn new(graph: &Graph, seed: u64, unknown: u64) -> Self {
        let mut sampler =
            Self { state: seed, unknown, numbers: vec![], texts: vec![], fields: vec![], day: graph.date };
        for node in &graph.nodes {
            match &node.op {
                Op::Const(value) => sampler.learn(value),
                Op::Field(name) if !sampler.fields.contains(name) => sampler.fields.push(name.clone()),
                _ => {}
            }
        }
        sampler
    }

    fn learn(&mut self, value: &Value) {
        match value {
            Value::Number(n) if !self.numbers.contains(n) => self.numbers.push(*n),
            Value::Text(t) if !self.texts.contains(value) && Date::parse(t).is_none() => {
                self.texts.push(value.clone());
            }
            Value::List(items) => items.iter().for_each(|i| self.learn(i)),
            _ => {}
        }
    }

    /// A number from 0 up to, not including, `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.state =
            self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) % sides.max(1)
    }

    fn signed(&mut self, sides: u64) -> i64 {
        i64::try_from(self.roll(sides)).unwrap_or_default()
    }

    /// One person: a value for every leaf of the graph.
    pub fn person(&mut self, graph: &Graph) -> Vec<Value> {
        graph.leaves.iter().map(|leaf| self.fact(leaf.declared, leaf.unit)).collect()
    }

    /// A value of a declared type.
    pub fn fact(&mut self, declared: Declared, unit: Unit) -> Value {
        if self.roll(100) < self.unknown {
            return Value::Unknown;
        }
        match declared {
            Declared::Bool => Value::Bool(self.roll(2) == 0),
            Declared::Number => self.number(unit),
            Declared::Date => self.date(),
            Declared::List => {
                let rows = self.roll(4);
                Value::List((0..rows).map(|_| self.row()).collect())
            }
            // Text may be a code of the rule, a day, or something else.
            Declared::Any => match self.roll(8) {
                0 => Value::text("ANDERS"),
                1 => Value::Absent,
                _ if self.texts.is_empty() => Value::text("900000001"),
                _ => {
                    let place = usize::try_from(self.roll(self.texts.len() as u64)).unwrap_or_default();
                    self.texts[place].clone()
                }
            },
        }
    }

    fn row(&mut self) -> Value {
        let fields = self.fields.clone();
        let row = fields.into_iter().map(|name| {
            let value = match self.roll(3) {
                0 if !self.texts.is_empty() => self.fact(Declared::Any, Unit::Open),
                1 => self.date(),
                _ => self.number(Unit::Open),
            };
            (name, value)
        });
        Value::Row(row.collect())
    }

    fn date(&mut self) -> Value {
        let days = self.signed(36_525 * 2);
        // Half of the days lie in the last ten years, where most limits are.
        let back = if days % 2 == 0 { days / 2 % 3_652 } else { days / 2 };
        self.day.plus_days(-back).map_or(Value::Absent, Value::Date)
    }

    /// Around a number of the rule: itself, just beside it, or up to twice as much.
    fn number(&mut self, unit: Unit) -> Value {
        let place = usize::try_from(self.roll(self.numbers.len().max(1) as u64)).unwrap_or_default();
        let near = self.numbers.get(place).copied().unwrap_or(Number::from(1_000));
        let whole = near.round(0, crate::value::Rounding::Down).and_then(Number::whole);
        let whole =
            whole.and_then(|n| i64::try_from(n).ok()).unwrap_or(1_000).clamp(-1_000_000_000, 1_000_000_000);
        let n = match self.roll(6) {
            0 => whole,
            1 => whole + 1,
            2 => whole - 1,
            _ => self.signed(whole.unsigned_abs().saturating_mul(2).max(10)),
        };
        // Now and then half a euro or a third: what does not fit in whole cents.
        match (unit, self.roll(60)) {
            (Unit::Open | Unit::Euro, 0) => {
                Number::ratio((n * 2 + 1).into(), 2).map_or(Value::Absent, Value::Number)
            }
            _ => Value::whole(n),
        }
    }
}
