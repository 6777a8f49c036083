// SPDX-License-Identifier: EUPL-1.2
//! The exact executor: one person at a time, lazily, with a trace.
//!
//! Only what the requested outcome needs is calculated. AND, OR and IF decide with what is known (Kleene's logic): a
//! false makes AND false whatever else is unknown or faulty. Everything else needs all its operands: a fault among them
//! is a fault, else an unknown among them is an unknown.

mod aggregate;
mod apply;
mod facts;

use std::sync::Arc;

pub use facts::{Facts, Table, Wrong};

use crate::graph::{Graph, Id, Op};
use crate::law::{Compare, Many};
use crate::value::{Fault, FaultKind, Value};

/// Runs graphs. Keeps its memory between runs, so use one for many persons.
#[derive(Debug, Default)]
pub struct Executor {
    values: Vec<Option<Value>>,
    order: Vec<Id>,
}

/// What a run did: every calculation in the order in which it was finished.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Trace {
    /// Node and value.
    pub steps: Vec<(Id, Value)>,
}

impl Executor {
    /// An executor.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of one node, given the facts.
    pub fn value(&mut self, graph: &Graph, facts: &Facts, node: Id) -> Value {
        self.begin(graph);
        Run { graph, facts, values: &mut self.values, order: &mut self.order, row: None }.eval(node)
    }

    /// The values of all outcomes, in the order of [`Graph::outputs`].
    pub fn outcomes(&mut self, graph: &Graph, facts: &Facts) -> Vec<Value> {
        self.begin(graph);
        let mut run = Run { graph, facts, values: &mut self.values, order: &mut self.order, row: None };
        graph.outputs.iter().map(|o| run.eval(o.node)).collect()
    }

    /// What the last run did.
    pub fn trace(&mut self) -> Trace {
        let steps =
            self.order.iter().filter_map(|&id| self.values[id as usize].take().map(|v| (id, v))).collect();
        self.order.clear();
        Trace { steps }
    }

    /// The value that the last run gave a node, if it needed it. Constants are not remembered.
    pub(crate) fn seen(&self, id: Id) -> Option<&Value> {
        self.values.get(id as usize).and_then(Option::as_ref)
    }

    fn begin(&mut self, graph: &Graph) {
        for id in self.order.drain(..) {
            if let Some(slot) = self.values.get_mut(id as usize) {
                *slot = None;
            }
        }
        self.values.resize(graph.nodes.len(), None);
    }
}

/// The outcomes for one person.
pub fn outcomes(graph: &Graph, facts: &Facts) -> Vec<Value> {
    Executor::new().outcomes(graph, facts)
}

struct Run<'a> {
    graph: &'a Graph,
    facts: &'a Facts,
    values: &'a mut Vec<Option<Value>>,
    order: &'a mut Vec<Id>,
    /// Within an AGGREGATE: the row at hand.
    row: Option<Value>,
}

/// True, false, or why not.
enum Truth {
    Yes,
    No,
    Unknown,
    Fault(Fault),
}

/// Collects why an operation over several operands has no value: the first fault, else an unknown.
#[derive(Default)]
struct Doubt {
    unknown: bool,
    fault: Option<Fault>,
}

impl Doubt {
    /// Notes a value that is not known.
    fn note(&mut self, value: &Value) -> bool {
        match value {
            Value::Unknown => self.unknown = true,
            Value::Fault(f) => self.fault = self.fault.or(Some(*f)),
            _ => return false,
        }
        true
    }

    /// For operations that need every operand: a fault stays a fault whatever the unknown becomes.
    fn strict(&self) -> Option<Value> {
        self.fault.map(Value::Fault).or(self.unknown.then_some(Value::Unknown))
    }

    /// For operations that may do without: an unknown may still decide it.
    fn lenient(&self) -> Option<Value> {
        if self.unknown { Some(Value::Unknown) } else { self.fault.map(Value::Fault) }
    }
}

impl Run<'_> {
    fn eval(&mut self, id: Id) -> Value {
        let graph = self.graph;
        let op = &graph.nodes[id as usize].op;
        if let Op::Const(value) = op {
            return value.clone();
        }
        if graph.nodes[id as usize].per_row {
            return self.calculate(id, op);
        }
        if let Some(value) = &self.values[id as usize] {
            return value.clone();
        }
        let value = self.calculate(id, op);
        self.values[id as usize] = Some(value.clone());
        self.order.push(id);
        value
    }

    fn calculate(&mut self, id: Id, op: &Op) -> Value {
        match op {
            Op::Const(value) => value.clone(),
            Op::Leaf(leaf) => self.leaf(*leaf),
            Op::Ask(_) => Value::Unknown,
            Op::Field(name) => self.field(id, name),
            Op::Aggregate(fold, over, filter, value) => self.aggregate(id, *fold, *over, *filter, *value),
            Op::Broken(kind) => Value::Fault(Fault { node: id, kind: *kind }),
            Op::Many(Many::And, items) => self.all(id, items, false),
            Op::Many(Many::Or, items) => self.all(id, items, true),
            Op::Many(op, items) => self.fold(id, *op, items),
            Op::Not(a) => match self.truth(id, *a) {
                Truth::Yes => Value::Bool(false),
                Truth::No => Value::Bool(true),
                Truth::Unknown => Value::Unknown,
                Truth::Fault(f) => Value::Fault(f),
            },
            Op::Compare(op, a, b) => self.compare(id, *op, *a, *b),
            Op::If(cases, default) => self.choose(id, cases, *default),
            Op::In(subject, items) => self.is_in(*subject, items),
            Op::List(items) => self.strict(items, |values| Ok(Value::List(values.into())), id),
            Op::Age(a, b) => self.strict(&[*a, *b], |v| apply::age(&v), id),
            Op::DateAdd(date, parts) => self.date_add(id, *date, parts),
            Op::Date(parts) => self.strict(parts, |v| apply::date(&v), id),
            Op::Weekday(a) => self.strict(&[*a], |v| apply::weekday(&v), id),
            Op::DateDiff(a, b, unit) => self.strict(&[*a, *b], |v| apply::date_diff(&v, *unit), id),
            Op::Round(how, precision, a) => self.one(id, *a, |v| apply::round(v, *how, *precision)),
            Op::Part(part, a) => self.one(id, *a, |v| apply::part(v, *part)),
            Op::Name(_, _, declared, a) => {
                self.one(id, *a, |v| facts::fitting(v, *declared).ok_or(FaultKind::WrongKind))
            }
        }
    }

    fn leaf(&mut self, index: u32) -> Value {
        let leaf = &self.graph.leaves[index as usize];
        if leaf.keys.is_empty() {
            return self.facts.value(index);
        }
        let mut doubt = Doubt::default();
        let mut keys: Vec<(Arc<str>, Value)> = Vec::with_capacity(leaf.keys.len());
        for (name, node) in &leaf.keys {
            let value = self.eval(*node);
            doubt.note(&value);
            keys.push((name.clone(), value));
        }
        doubt.strict().unwrap_or_else(|| self.facts.look_up(index, leaf, &keys))
    }

    /// One known operand.
    fn one(&mut self, id: Id, a: Id, work: impl FnOnce(Value) -> Result<Value, FaultKind>) -> Value {
        let value = self.eval(a);
        if !value.is_known() {
            return value;
        }
        work(value).unwrap_or_else(|kind| Value::Fault(Fault { node: id, kind }))
    }

    /// All operands known.
    fn strict(
        &mut self,
        items: &[Id],
        work: impl FnOnce(Vec<Value>) -> Result<Value, FaultKind>,
        id: Id,
    ) -> Value {
        let mut doubt = Doubt::default();
        let mut values = Vec::with_capacity(items.len());
        for &item in items {
            let value = self.eval(item);
            doubt.note(&value);
            values.push(value);
        }
        doubt
            .strict()
            .unwrap_or_else(|| work(values).unwrap_or_else(|kind| Value::Fault(Fault { node: id, kind })))
    }

    fn date_add(&mut self, id: Id, date: Id, parts: &[Option<Id>; 4]) -> Value {
        let given: Vec<Id> = std::iter::once(date).chain(parts.iter().flatten().copied()).collect();
        let which: Vec<usize> = (0..4).filter(|&i| parts[i].is_some()).collect();
        self.strict(&given, |v| apply::date_add(&v, &which), id)
    }

    /// ADD, SUBTRACT, MULTIPLY, DIVIDE, MIN, MAX.
    fn fold(&mut self, id: Id, op: Many, items: &[Id]) -> Value {
        let mut doubt = Doubt::default();
        let mut result: Result<Option<Value>, FaultKind> = Ok(None);
        for &item in items {
            let value = self.eval(item);
            if doubt.note(&value) {
                continue;
            }
            result = match result {
                Ok(Some(before)) => apply::two(op, &before, &value).map(Some),
                Ok(None) => apply::first(op, value).map(Some),
                Err(kind) => Err(kind),
            };
        }
        match (doubt.fault, result) {
            (Some(fault), _) => Value::Fault(fault),
            // Dividing by zero or by text stays wrong, but only once it is certain what is divided.
            (None, _) if doubt.unknown => Value::Unknown,
            (None, Ok(value)) => value.unwrap_or(Value::Absent),
            (None, Err(kind)) => Value::Fault(Fault { node: id, kind }),
        }
    }

    /// AND (`decisive` false) and OR (`decisive` true).
    fn all(&mut self, id: Id, items: &[Id], decisive: bool) -> Value {
        let mut doubt = Doubt::default();
        for &item in items {
            match self.truth(id, item) {
                Truth::Yes if decisive => return Value::Bool(true),
                Truth::No if !decisive => return Value::Bool(false),
                Truth::Unknown => doubt.unknown = true,
                Truth::Fault(f) => doubt.fault = doubt.fault.or(Some(f)),
                Truth::Yes | Truth::No => {}
            }
        }
        doubt.lenient().unwrap_or(Value::Bool(!decisive))
    }

    /// What does not exist is not so.
    fn truth(&mut self, id: Id, item: Id) -> Truth {
        match self.eval(item) {
            Value::Bool(true) => Truth::Yes,
            Value::Bool(false) | Value::Absent => Truth::No,
            Value::Unknown => Truth::Unknown,
            Value::Fault(f) => Truth::Fault(f),
            _ => Truth::Fault(Fault { node: id, kind: FaultKind::WrongKind }),
        }
    }

    fn compare(&mut self, id: Id, op: Compare, a: Id, b: Id) -> Value {
        let (a, b) = (self.eval(a), self.eval(b));
        let mut doubt = Doubt::default();
        doubt.note(&a);
        doubt.note(&b);
        if let Some(doubtful) = doubt.strict() {
            return doubtful;
        }
        if op == Compare::Equal {
            return Value::Bool(a.same(&b));
        }
        match apply::order(&a, &b) {
            Ok(order) => Value::Bool(op.holds(order)),
            Err(kind) => Value::Fault(Fault { node: id, kind }),
        }
    }

    /// IF. With a condition that is not known, all branches that may still be taken count; if they agree, that is it.
    fn choose(&mut self, id: Id, cases: &[(Id, Id)], default: Option<Id>) -> Value {
        let mut doubt = Doubt::default();
        let mut possible: Vec<Option<Id>> = Vec::new();
        let mut certain = false;
        for &(when, then) in cases {
            match self.truth(id, when) {
                Truth::No => continue,
                Truth::Yes => certain = true,
                Truth::Unknown => doubt.unknown = true,
                Truth::Fault(f) => doubt.fault = doubt.fault.or(Some(f)),
            }
            if certain && possible.is_empty() {
                return self.eval(then);
            }
            possible.push(Some(then));
            if certain {
                break;
            }
        }
        if !certain {
            match default {
                Some(default) if possible.is_empty() => return self.eval(default),
                other => possible.push(other),
            }
        }
        let mut agreed: Option<Value> = None;
        let mut differ = false;
        for branch in possible {
            let value = branch.map_or(Value::Absent, |b| self.eval(b));
            if doubt.note(&value) || agreed.as_ref().is_some_and(|a| *a != value) {
                differ = true;
            } else {
                agreed = Some(value);
            }
        }
        match agreed {
            Some(value) if !differ => value,
            _ => doubt.lenient().unwrap_or(Value::Unknown),
        }
    }

    fn is_in(&mut self, subject: Id, items: &[Id]) -> Value {
        let subject = self.eval(subject);
        if !subject.is_known() {
            return subject;
        }
        let mut doubt = Doubt::default();
        for &item in items {
            let value = self.eval(item);
            if doubt.note(&value) {
                continue;
            }
            let hit = match &value {
                Value::List(list) => list.iter().any(|v| v.same(&subject)),
                one => one.same(&subject),
            };
            if hit {
                return Value::Bool(true);
            }
        }
        doubt.lenient().unwrap_or(Value::Bool(false))
    }
}
