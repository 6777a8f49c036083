// SPDX-License-Identifier: EUPL-1.2
//! The receipt of a calculation: which rules in which version, which facts from whom and when, which steps, which
//! outcome. From the receipt and the same rule files the calculation runs again, and must be the same bit for bit.

use std::sync::Arc;

use crate::compile::{Area, Request, compile};
use crate::corpus::Corpus;
use crate::graph::{Graph, LawUsed, Op};
use crate::scalar::{Executor, Facts};
use crate::value::{Date, Value};

/// Which calculation method this is. Changes whenever an outcome or the order of steps could change.
pub const ENGINE: &str = "voordeur-rules 1";

/// A receipt. Its JSON is canonical: fields and steps in a fixed order.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// Calculation method.
    pub engine: String,
    /// Regulation asked.
    pub law: Arc<str>,
    /// Outputs asked.
    pub asked: Vec<Arc<str>>,
    /// Day for which it holds.
    pub date: String,
    /// Municipality, when its by-laws spoke; `"?"` when it was not told.
    pub area: Option<Arc<str>>,
    /// Stage of the procedure.
    pub stage: Arc<str>,
    /// Versions of regulations that played a part, with the hash of their file.
    pub laws: Vec<LawUsed>,
    /// Facts that played a part.
    pub facts: Vec<Fact>,
    /// Outcomes.
    pub outcomes: Vec<Outcome>,
    /// Steps: node and value.
    pub steps: Vec<(u32, Value)>,
}

/// A fact that played a part.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// Name.
    pub name: Arc<str>,
    /// Whose, when not of the person asked about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<(Arc<str>, Value)>,
    /// Value.
    pub value: Value,
    /// Who said so.
    pub source: Option<String>,
    /// When that was, as the source told it.
    pub at: Option<String>,
}

/// An outcome.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Name.
    pub name: Arc<str>,
    /// Value.
    pub value: Value,
}

/// Who said a fact, and when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// Who said so.
    pub source: Option<String>,
    /// When.
    pub at: Option<String>,
}

/// Why a receipt does not replay.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Differs {
    /// The rules cannot be found or used.
    #[error("the rules cannot be used: {0}")]
    Rules(String),
    /// Another calculation method made it.
    #[error("it was made by '{0}', this is '{ENGINE}'")]
    Engine(String),
    /// A rule file is not what it was.
    #[error("regulation '{0}' is not the file it was")]
    Law(Arc<str>),
    /// The calculation took another way or ended elsewhere.
    #[error("{0}")]
    Outcome(String),
}

impl Receipt {
    /// Runs a request and writes the receipt. `provenance` tells of a fact, by name, who said it and when.
    pub fn write(
        request: &Request,
        graph: &Graph,
        facts: &Facts,
        provenance: &dyn Fn(&str) -> Provenance,
    ) -> Self {
        let mut executor = Executor::new();
        let values = executor.outcomes(graph, facts);
        let outcomes = graph
            .outputs
            .iter()
            .zip(values)
            .map(|(o, value)| Outcome { name: o.name.clone(), value })
            .collect();
        let mut told = Vec::new();
        let steps = executor.trace().steps;
        let value_of = |id: u32| match &graph.node(id).op {
            Op::Const(value) => value.clone(),
            _ => steps.iter().find(|(step, _)| *step == id).map_or(Value::Unknown, |(_, v)| v.clone()),
        };
        for (id, value) in &steps {
            let Op::Leaf(leaf) = &graph.node(*id).op else { continue };
            let leaf = &graph.leaves[*leaf as usize];
            let keys = leaf.keys.iter().map(|(name, node)| (name.clone(), value_of(*node))).collect();
            let Provenance { source, at } =
                if *value == Value::Unknown { Provenance::default() } else { provenance(&leaf.name) };
            let fact = Fact { name: leaf.name.clone(), keys, value: value.clone(), source, at };
            if !told.contains(&fact) {
                told.push(fact);
            }
        }
        let area = match &request.area {
            Area::Code(code) => Some(code.clone()),
            Area::None => None,
            Area::Unknown => Some("?".into()),
        };
        Self {
            engine: ENGINE.to_owned(),
            law: request.law.clone(),
            asked: request.outputs.clone(),
            date: request.date.to_string(),
            area,
            stage: request.stage.clone(),
            laws: graph.laws.clone(),
            facts: told,
            outcomes,
            steps,
        }
    }

    /// Canonical JSON.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a receipt back.
    pub fn from_json(text: &str) -> Result<Self, String> {
        serde_json::from_str(text).map_err(|e| format!("this is not a receipt: {e}"))
    }

    /// Calculates again from the same rules and facts, and holds the result against this receipt.
    pub fn replay(&self, corpus: &Corpus) -> Result<(), Differs> {
        if self.engine != ENGINE {
            return Err(Differs::Engine(self.engine.clone()));
        }
        let request = self.request().map_err(Differs::Rules)?;
        let graph = compile(corpus, &request).map_err(|p| Differs::Rules(p.to_string()))?;
        for law in &self.laws {
            let same = graph
                .laws
                .iter()
                .any(|l| l.id == law.id && l.sha256 == law.sha256 && l.valid_from == law.valid_from);
            if !same {
                return Err(Differs::Law(law.id.clone()));
            }
        }
        let again = Self {
            laws: self.laws.clone(),
            ..Self::write(&request, &graph, &self.facts(&graph), &|name| self.provenance(name))
        };
        for (old, new) in self.outcomes.iter().zip(&again.outcomes) {
            if old != new {
                return Err(Differs::Outcome(format!(
                    "'{}' was {}, now '{}' is {}",
                    old.name, old.value, new.name, new.value
                )));
            }
        }
        if let Some(step) = self.steps.iter().zip(&again.steps).position(|(old, new)| old != new) {
            return Err(Differs::Outcome(format!("step {} is another", step + 1)));
        }
        if self.to_json() == again.to_json() {
            Ok(())
        } else {
            Err(Differs::Outcome("facts or steps are other ones".to_owned()))
        }
    }

    fn request(&self) -> Result<Request, String> {
        let date = Date::parse(&self.date).ok_or_else(|| format!("'{}' is not a date", self.date))?;
        let area = match &self.area {
            None => Area::None,
            Some(code) if &**code == "?" => Area::Unknown,
            Some(code) => Area::Code(code.clone()),
        };
        Ok(Request {
            law: self.law.clone(),
            outputs: self.asked.clone(),
            date,
            area,
            stage: self.stage.clone(),
        })
    }

    fn facts(&self, graph: &Graph) -> Facts {
        let mut facts = Facts::new(graph);
        for fact in &self.facts {
            for (index, leaf) in (0_u32..).zip(&graph.leaves) {
                if leaf.name != fact.name {
                    continue;
                }
                if leaf.keys.is_empty() && fact.keys.is_empty() {
                    facts.set(index, fact.value.clone());
                } else if !leaf.keys.is_empty() && !fact.keys.is_empty() {
                    facts.record(index, fact.keys.clone(), fact.value.clone());
                }
            }
        }
        facts
    }

    fn provenance(&self, name: &str) -> Provenance {
        let fact = self.facts.iter().find(|f| &*f.name == name && f.value != Value::Unknown);
        fact.map_or_else(Provenance::default, |f| Provenance { source: f.source.clone(), at: f.at.clone() })
    }
}
