// SPDX-License-Identifier: EUPL-1.2
//! A trace as a text that an expert can follow: every step with its value, every name with its article and its address.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use crate::graph::{Graph, Id, Op, each_child};
use crate::law::Unit;
use crate::scalar::Trace;
use crate::value::Value;

/// The steps that led to a node, as an indented tree. A name that was explained before is not explained again.
pub fn render(graph: &Graph, trace: &Trace, node: Id) -> String {
    let values = trace.steps.iter().map(|(id, v)| (*id, v)).collect();
    let mut writer = Writer { graph, values, told: HashSet::new(), out: String::new() };
    writer.step(node, 0);
    writer.out
}

struct Writer<'a> {
    graph: &'a Graph,
    values: HashMap<Id, &'a Value>,
    told: HashSet<Id>,
    out: String,
}

impl Writer<'_> {
    fn step(&mut self, id: Id, depth: usize) {
        let node = self.graph.node(id);
        let value = match &node.op {
            Op::Const(value) => value,
            _ => match self.values.get(&id) {
                Some(value) => value,
                // Not needed for the outcome, so not calculated.
                None => return,
            },
        };
        let unit = match node.unit {
            Unit::Open => String::new(),
            unit => format!(" {}", unit.name()),
        };
        let _ = write!(self.out, "{:indent$}{} = {value}{unit}", "", self.label(id), indent = depth * 2);
        let source = &self.graph.origins[node.origin as usize];
        if matches!(node.op, Op::Name(..) | Op::Leaf(_) | Op::Broken(_)) {
            let _ = write!(self.out, "  [{}; {}]", self.graph.article(node.origin), source.url);
        }
        let told = !self.told.insert(id) && matches!(node.op, Op::Name(..));
        self.out.push_str(if told { " (see above)\n" } else { "\n" });
        if !told {
            for child in self.children(&node.op) {
                self.step(child, depth + 1);
            }
        }
    }

    /// What an operation used; of IF only the branches that could be taken.
    fn children(&self, op: &Op) -> Vec<Id> {
        let mut used = Vec::new();
        let Op::If(cases, default) = op else {
            each_child(op, &mut |child| used.push(child));
            return used;
        };
        for &(when, then) in cases {
            used.push(when);
            let value = match &self.graph.node(when).op {
                Op::Const(value) => Some(value),
                _ => self.values.get(&when).copied(),
            };
            match value {
                Some(Value::Bool(false) | Value::Absent) => {}
                Some(Value::Bool(true)) => {
                    used.push(then);
                    return used;
                }
                _ => used.push(then),
            }
        }
        used.extend(default);
        used
    }

    fn label(&self, id: Id) -> String {
        match &self.graph.node(id).op {
            Op::Const(_) => "constant".to_owned(),
            Op::Leaf(leaf) | Op::Ask(leaf) => {
                let leaf = &self.graph.leaves[*leaf as usize];
                format!(
                    "{} {}",
                    if leaf.register { "from register: " } else { "given: " }.trim_end(),
                    leaf.name
                )
            }
            Op::Broken(kind) => kind.text().to_owned(),
            Op::Many(op, _) => op.name().to_owned(),
            Op::Not(_) => "NOT".to_owned(),
            Op::Compare(op, _, _) => op.name().to_owned(),
            Op::If(..) => "IF".to_owned(),
            Op::In(..) => "IN".to_owned(),
            Op::List(_) => "LIST".to_owned(),
            Op::Age(..) => "AGE".to_owned(),
            Op::DateAdd(..) => "DATE_ADD".to_owned(),
            Op::Date(_) => "DATE".to_owned(),
            Op::Weekday(_) => "DAY_OF_WEEK".to_owned(),
            Op::DateDiff(_, _, unit) => format!("DATE_DIFF in {}", unit.name()),
            Op::Round(how, precision, _) => format!("{how:?} to {precision} decimals"),
            Op::Part(part, _) => format!("{part:?}"),
            Op::Field(name) => format!("row: {name}"),
            Op::Aggregate(fold, ..) => format!("AGGREGATE {}", fold.name()),
            Op::Name(role, name, _, _) => format!("{} {name}", role.name()),
        }
    }
}
