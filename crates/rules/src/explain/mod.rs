// SPDX-License-Identifier: EUPL-1.2
//! Why the outcome is what it is, in Dutch, for the person it is about.
//!
//! It works without a sidecar: the sentences are made from the rule. A sidecar (`*.uitleg.yaml`) says it better, but it
//! cannot leave out what a refusal must tell: for every condition that was not met the article, the own value and the
//! threshold.

mod reasons;
mod show;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

pub use show::value as shown;

use crate::graph::{Graph, Id, Op, each_child};
use crate::law::Unit;
use crate::question;
use crate::scalar::{Executor, Facts};
use crate::sidecar::Sidecars;
use crate::value::Value;

/// Why one outcome is what it is.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Explanation {
    /// Name of the outcome.
    pub outcome: Arc<str>,
    /// Its value.
    pub value: Value,
    /// What it means, in one sentence.
    pub text: String,
    /// What decided it.
    pub reasons: Vec<Reason>,
    /// What must still be known, in words; only while the outcome is unknown.
    pub open: Vec<String>,
}

/// One thing that decided an outcome.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Reason {
    /// In words, with own value and threshold.
    pub text: String,
    /// Regulation.
    pub law: Arc<str>,
    /// Article.
    pub article: Arc<str>,
    /// Address of its text.
    pub url: Arc<str>,
    /// Whether the condition was met; `None` for what is no condition.
    pub holds: Option<bool>,
    /// The own value.
    pub own: Value,
    /// The own value in words.
    pub own_text: String,
    /// What it was held against.
    pub threshold: Option<Value>,
    /// What it was held against, in words.
    pub threshold_text: String,
    #[serde(skip)]
    unit: Unit,
}

impl Explanation {
    /// Whether the outcome is a no: false, nothing, or an amount of nothing.
    pub fn refuses(&self) -> bool {
        match &self.value {
            Value::Bool(false) | Value::Absent => true,
            Value::Number(n) => *n == crate::value::Number::ZERO,
            _ => false,
        }
    }

    /// As text: the outcome, then each reason with its article.
    pub fn render(&self) -> String {
        let mut out = format!("{}\n", self.text);
        for reason in &self.reasons {
            let _ =
                writeln!(out, "- {} (artikel {}, {})", reason.text, reason.article, show::words(&reason.law));
        }
        if !self.open.is_empty() {
            let _ = writeln!(out, "Wij weten nog niet:");
            for open in &self.open {
                let _ = writeln!(out, "- {open}");
            }
        }
        out
    }
}

/// Explains every outcome that was asked for.
pub fn explain(graph: &Graph, facts: &Facts, sidecars: &Sidecars) -> Vec<Explanation> {
    let mut explainer = Explainer {
        graph,
        facts,
        sidecars,
        executor: Executor::new(),
        values: HashMap::new(),
        fixed: fixed(graph),
        found: Vec::new(),
    };
    graph.outputs.iter().filter(|o| !o.hook).map(|o| explainer.outcome(&o.name, o.node)).collect()
}

/// Which nodes are the same for everybody.
fn fixed(graph: &Graph) -> Vec<bool> {
    let mut fixed: Vec<bool> = Vec::with_capacity(graph.nodes.len());
    for node in &graph.nodes {
        let mut same = !matches!(node.op, Op::Leaf(_) | Op::Ask(_) | Op::Field(_));
        each_child(&node.op, &mut |child| same &= fixed[child as usize]);
        fixed.push(same);
    }
    fixed
}

struct Explainer<'a> {
    graph: &'a Graph,
    facts: &'a Facts,
    sidecars: &'a Sidecars,
    executor: Executor,
    values: HashMap<Id, Value>,
    fixed: Vec<bool>,
    found: Vec<(Id, Reason)>,
}

impl Explainer<'_> {
    fn value(&mut self, id: Id) -> Value {
        if let Some(value) = self.values.get(&id) {
            return value.clone();
        }
        let value = self.executor.value(self.graph, self.facts, id);
        self.values.insert(id, value.clone());
        value
    }

    fn outcome(&mut self, name: &Arc<str>, node: Id) -> Explanation {
        let value = self.value(node);
        self.found.clear();
        if value.is_known() {
            self.why(node, 0);
        }
        let mut open = Vec::new();
        if value == Value::Unknown {
            let sidecars = self.sidecars;
            let answering = |graph: &Graph, leaf: u32| sidecars.answering(graph, leaf);
            let live = question::open_with(self.graph, self.facts, &mut self.executor, &[node], &answering);
            open = live.iter().map(|q| sidecars.ask(self.graph, q.leaf)).collect();
        }
        let text = self.outcome_text(name, node, &value);
        let reasons = self.found.drain(..).map(|(_, reason)| reason).collect();
        Explanation { outcome: name.clone(), value, text, reasons, open }
    }

    fn outcome_text(&mut self, name: &Arc<str>, node: Id, value: &Value) -> String {
        let law = self.law_of(node);
        if let Some(template) = self.sidecars.outcome(&law, name, value) {
            return self.fill(&law, &template.text.clone());
        }
        let unit = self.graph.node(node).unit;
        let label = show::capital(&self.sidecars.name(&[&law], name).unwrap_or_else(|| show::words(name)));
        match value {
            Value::Fault(fault) => {
                format!("{label}: dit kunnen wij niet berekenen. {}", fault_text(fault.kind))
            }
            other => format!("{label}: {}.", show::value(other, unit)),
        }
    }

    fn law_of(&self, id: Id) -> Arc<str> {
        let origin = &self.graph.origins[self.graph.node(id).origin as usize];
        self.graph.laws[origin.law as usize].id.clone()
    }

    /// A sentence of a sidecar with its slots filled: `{inkomen}` becomes the value of what has that name.
    fn fill(&mut self, law: &str, template: &str) -> String {
        let mut out = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                out.push('{');
                rest = after;
                continue;
            };
            match self.named(law, name) {
                Some(id) => {
                    let value = self.value(id);
                    out.push_str(&show::value(&value, self.unit(id)));
                }
                None => out.push_str("onbekend"),
            }
            rest = behind;
        }
        out.push_str(rest);
        out
    }

    /// What has a name in this calculation: in the regulation itself before another, a step before a fact.
    fn named(&self, law: &str, name: &str) -> Option<Id> {
        let mut best: Option<(u8, Id)> = None;
        for (id, node) in (0..).zip(&self.graph.nodes) {
            let same = match &node.op {
                Op::Name(_, n, _, _) => **n == *name,
                Op::Leaf(leaf) => {
                    let leaf = &self.graph.leaves[*leaf as usize];
                    *leaf.name == *name && leaf.keys.is_empty()
                }
                _ => false,
            };
            if same {
                let here = *self.law_of(id) == *law;
                let step = matches!(node.op, Op::Name(..));
                let rank = u8::from(here) * 2 + u8::from(step);
                if best.is_none_or(|(before, _)| rank >= before) {
                    best = Some((rank, id));
                }
            }
        }
        best.map(|(_, id)| id)
    }

    /// The unit in which people read a node; an age is in years.
    fn unit(&self, id: Id) -> Unit {
        match (self.graph.node(id).unit, &self.graph.node(self.graph.unnamed(id)).op) {
            (Unit::Open, Op::Age(..)) => Unit::Years,
            (Unit::Open, Op::DateDiff(_, _, unit)) => *unit,
            (unit, _) => unit,
        }
    }
}

fn fault_text(kind: crate::value::FaultKind) -> &'static str {
    use crate::value::FaultKind;
    match kind {
        FaultKind::DivisionByZero => "Er wordt door nul gedeeld.",
        FaultKind::TooLarge => "Het getal wordt te groot.",
        FaultKind::Absent => "Er ontbreekt een gegeven waarmee wordt gerekend.",
        FaultKind::WrongKind => "Een gegeven is van de verkeerde soort.",
        FaultKind::NoSuchDate => "Een datum bestaat niet.",
        FaultKind::NotWhole => "Een getal moet heel zijn.",
        FaultKind::Untranslatable => "Dit artikel vraagt een oordeel van een medewerker.",
        FaultKind::OpenTerm => "De gemeente heeft dit nog niet geregeld.",
    }
}
