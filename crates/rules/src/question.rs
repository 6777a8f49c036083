// SPDX-License-Identifier: EUPL-1.2
//! The next question: which facts can still change the outcome, and which of them to ask first.
//!
//! A fact is **live** when it is unknown and something that needs it is unknown because of it, all the way up to the
//! outcome. When the outcome is known nothing is live: asking stops. Two promises hold, and are tested: the answer to a
//! question that is not live never changes the outcome, and as long as the outcome is unknown something is live.

use std::cmp::Ordering;

use crate::graph::{Graph, Id, Op};
use crate::law::Many;
use crate::scalar::{Executor, Facts};
use crate::value::Value;

/// A fact that can still change the outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// Index of the leaf.
    pub leaf: u32,
    /// Who can answer.
    pub who: Who,
    /// What it costs the one who answers: 0 nothing (a register), 1 a tap, 5 looking something up.
    pub cost: u32,
    /// Share of the outcome that hangs on it, from 0 to 1: the higher, the sooner asking stops.
    pub weight: f64,
}

/// Who can answer a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// A register of the municipality or another authority.
    Register,
    /// The person.
    Person,
}

/// Who can answer a leaf, and at what cost; sidecar files may say it better.
pub type Answering<'a> = &'a dyn Fn(&Graph, u32) -> (Who, u32);

/// Without better knowledge: an input without source regulation comes from a register, a parameter from the person.
pub fn by_origin(graph: &Graph, leaf: u32) -> (Who, u32) {
    if graph.leaves[leaf as usize].register { (Who::Register, 0) } else { (Who::Person, 1) }
}

/// All live questions about these outcomes, the one to ask first in front.
pub fn open(graph: &Graph, facts: &Facts, executor: &mut Executor, outcomes: &[Id]) -> Vec<Question> {
    open_with(graph, facts, executor, outcomes, &by_origin)
}

/// The same, with knowledge of who can answer what.
pub fn open_with(
    graph: &Graph,
    facts: &Facts,
    executor: &mut Executor,
    outcomes: &[Id],
    answering: Answering<'_>,
) -> Vec<Question> {
    let mut weights = vec![0.0; graph.leaves.len()];
    for &outcome in outcomes {
        if executor.value(graph, facts, outcome) == Value::Unknown {
            spread(graph, executor, outcome, &mut weights);
        }
    }
    let mut questions: Vec<Question> = weights
        .iter()
        .enumerate()
        .filter(|(_, w)| **w > 0.0)
        .map(|(leaf, &weight)| {
            let leaf = u32::try_from(leaf).unwrap_or(u32::MAX);
            let (who, cost) = answering(graph, leaf);
            Question { leaf, who, cost, weight: weight.min(1.0) }
        })
        .collect();
    questions.sort_by(|a, b| {
        let effort = |q: &Question| f64::from(q.cost.max(1)) / q.weight;
        a.who
            .cmp(&b.who)
            .then(effort(a).partial_cmp(&effort(b)).unwrap_or(Ordering::Equal))
            .then(a.leaf.cmp(&b.leaf))
    });
    questions
}

/// Hands weight from the outcome down to the leaves, along everything that is unknown. Parents stand after their
/// children, so one pass from back to front sees every parent before its children.
fn spread(graph: &Graph, executor: &Executor, outcome: Id, leaves: &mut [f64]) {
    let mut weights = vec![0.0_f64; outcome as usize + 1];
    weights[outcome as usize] = 1.0;
    for id in (0..=outcome).rev() {
        let weight = weights[id as usize];
        if weight == 0.0 {
            continue;
        }
        let op = &graph.node(id).op;
        if let Op::Leaf(leaf) | Op::Ask(leaf) = op {
            leaves[*leaf as usize] += weight;
            for (_, key) in &graph.leaves[*leaf as usize].keys {
                if executor.seen(*key) == Some(&Value::Unknown) {
                    weights[*key as usize] += weight;
                }
            }
            continue;
        }
        let (first, later) = unknown_parts(graph, op, executor);
        let share =
            |list: &[Id], part: f64| part / f64::from(u32::try_from(list.len()).unwrap_or(u32::MAX).max(1));
        // What lies behind an undecided condition counts for less: the condition may make it moot.
        let behind = if first.is_empty() { weight } else { weight / 4.0 };
        for &child in &first {
            weights[child as usize] += share(&first, weight);
        }
        for &child in &later {
            weights[child as usize] += share(&later, behind);
        }
    }
}

/// The unknown operands: those that decide, and those that matter once these are decided.
fn unknown_parts(graph: &Graph, op: &Op, executor: &Executor) -> (Vec<Id>, Vec<Id>) {
    let unknown = |id: &Id| executor.seen(*id) == Some(&Value::Unknown);
    match op {
        Op::If(cases, default) => {
            let conditions = cases.iter().map(|c| c.0).filter(|c| unknown(c)).collect();
            let branches = cases.iter().map(|c| c.1).chain(*default).filter(|b| unknown(b)).collect();
            (conditions, branches)
        }
        Op::Many(Many::And | Many::Or, items) => {
            (items.iter().copied().filter(|i| unknown(i)).collect(), vec![])
        }
        Op::Aggregate(_, over, filter, value) if !unknown(over) => {
            (within_rows(graph, executor, *over, filter.iter().chain(value)), vec![])
        }
        _ => {
            let mut all = Vec::new();
            crate::graph::each_child(op, &mut |id| {
                if unknown(&id) && !all.contains(&id) {
                    all.push(id);
                }
            });
            (all, vec![])
        }
    }
}

/// Why an AGGREGATE over known rows is unknown: something beside the rows that is unknown, or a row that lacks a value,
/// and then whoever told the rows must tell more.
fn within_rows<'a>(
    graph: &Graph,
    executor: &Executor,
    over: Id,
    parts: impl Iterator<Item = &'a Id>,
) -> Vec<Id> {
    let (mut todo, mut fields, mut found): (Vec<Id>, Vec<&str>, Vec<Id>) =
        (parts.copied().collect(), Vec::new(), Vec::new());
    while let Some(id) = todo.pop() {
        let node = graph.node(id);
        if let Op::Field(name) = &node.op {
            fields.push(name);
        } else if node.per_row {
            crate::graph::each_child(&node.op, &mut |child| todo.push(child));
        } else if executor.seen(id) == Some(&Value::Unknown) && !found.contains(&id) {
            found.push(id);
        }
    }
    let lacks = |row: &Value| match row {
        Value::Row(told) => fields
            .iter()
            .any(|f| told.iter().find(|(n, _)| &**n == *f).is_none_or(|(_, v)| *v == Value::Unknown)),
        _ => false,
    };
    let rows = executor.seen(over);
    if matches!(rows, Some(Value::List(rows)) if rows.iter().any(lacks)) {
        todo.push(over);
        while let Some(id) = todo.pop() {
            if matches!(graph.node(id).op, Op::Leaf(_)) && !found.contains(&id) {
                found.push(id);
            } else {
                crate::graph::each_child(&graph.node(id).op, &mut |child| todo.push(child));
            }
        }
    }
    found
}
