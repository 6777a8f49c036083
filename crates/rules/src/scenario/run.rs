// SPDX-License-Identifier: EUPL-1.2
//! Running a scenario against a set of regulations.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::read::{Scenario, Step, cell};
use crate::compile::{Area, Request, compile};
use crate::corpus::Corpus;
use crate::error::Problem;
use crate::graph::Graph;
use crate::law::Declared;
use crate::question;
use crate::scalar::{Executor, Facts, Table};
use crate::value::{Date, Number, Value};

/// How a scenario ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Every step held.
    Passed,
    /// Tagged as a wish.
    Skipped,
    /// A step did not hold.
    Failed(Problem),
}

/// Runs one scenario.
pub fn run(corpus: &Corpus, scenario: &Scenario) -> Outcome {
    if scenario.wip {
        return Outcome::Skipped;
    }
    let mut world = World { corpus, date: None, facts: BTreeMap::new(), tables: Vec::new(), asked: None };
    for step in &scenario.steps {
        if let Err(text) = world.step(step) {
            return Outcome::Failed(Problem::new(&step.place, text));
        }
    }
    Outcome::Passed
}

struct World<'a> {
    corpus: &'a Corpus,
    date: Option<Date>,
    /// With whether it was written in quotes.
    facts: BTreeMap<String, (Value, bool)>,
    tables: Vec<Table>,
    asked: Option<Asked>,
}

/// What was last evaluated.
struct Asked {
    law: String,
    output: String,
    outcome: Result<Value, String>,
}

/// The parts of a sentence between its quotes: `output "x" is true` gives the words outside and `["x"]`.
fn quoted(text: &str) -> (String, Vec<&str>) {
    let (mut words, mut quotes) = (String::new(), Vec::new());
    for (i, part) in text.split('"').enumerate() {
        if i % 2 == 0 {
            words.push_str(part);
        } else {
            words.push('"');
            quotes.push(part);
        }
    }
    (words, quotes)
}

impl World<'_> {
    fn step(&mut self, step: &Step) -> Result<(), String> {
        let (words, quotes) = quoted(&step.text);
        match (words.as_str(), quotes.as_slice()) {
            ("the calculation date is \"", [date]) => {
                self.date = Some(Date::parse(date).ok_or_else(|| format!("'{date}' is not a date"))?);
                Ok(())
            }
            ("law \" is loaded", [law]) if self.corpus.knows(law) => Ok(()),
            ("law \" is loaded", [law]) => Err(format!("law '{law}' was not found")),
            ("the following parameters:", []) => self.parameters(&step.rows),
            ("parameter \" is \"", [name, value]) => {
                self.facts.insert((*name).to_owned(), (Value::text(*value), true));
                Ok(())
            }
            ("the following \" data with key \":", [_, key]) => self.table(key, &step.rows),
            ("the following rows of \":", [name]) => self.relation(name, &step.rows),
            ("I evaluate \" of \"", [output, law]) => {
                let outcome = self.evaluate(law, output);
                self.asked = Some(Asked { law: (*law).to_owned(), output: (*output).to_owned(), outcome });
                Ok(())
            }
            _ => self.check(&words, &quotes),
        }
    }

    fn parameters(&mut self, rows: &[Vec<Arc<str>>]) -> Result<(), String> {
        for row in rows {
            let [name, value] = row.as_slice() else {
                return Err("a row of parameters has a name and a value".to_owned());
            };
            self.facts.insert(name.to_string(), (cell(value), false));
        }
        Ok(())
    }

    fn table(&mut self, key: &str, rows: &[Vec<Arc<str>>]) -> Result<(), String> {
        let [columns, rows @ ..] = rows else { return Err("the table is empty".to_owned()) };
        if let Some(row) = rows.iter().find(|r| r.len() != columns.len()) {
            return Err(format!("a row has {} cells under {} headings", row.len(), columns.len()));
        }
        let rows = rows.iter().map(|row| row.iter().map(|c| cell(c)).collect()).collect();
        self.tables.push(Table { key: key.into(), columns: columns.clone(), rows });
        Ok(())
    }

    /// A relation as one fact: a list of rows.
    fn relation(&mut self, name: &str, rows: &[Vec<Arc<str>>]) -> Result<(), String> {
        let [columns, rows @ ..] = rows else { return Err("the table is empty".to_owned()) };
        let mut list = Vec::with_capacity(rows.len());
        for row in rows {
            if row.len() != columns.len() {
                return Err(format!("a row has {} cells under {} headings", row.len(), columns.len()));
            }
            list.push(Value::Row(columns.iter().cloned().zip(row.iter().map(|c| cell(c))).collect()));
        }
        self.facts.insert(name.to_owned(), (Value::List(list.into()), false));
        Ok(())
    }

    fn check(&mut self, words: &str, quotes: &[&str]) -> Result<(), String> {
        let asked = self
            .asked
            .as_ref()
            .ok_or_else(|| "nothing was evaluated yet, or this step is not known".to_owned())?;
        match (words, quotes) {
            ("the execution succeeds", []) => asked.outcome.clone().map(drop),
            ("the execution fails with \"", [text]) => match &asked.outcome {
                Err(message) if message.contains(text) => Ok(()),
                Err(message) => Err(format!("it failed with: {message}")),
                Ok(value) => Err(format!("it did not fail, but gave {value}")),
            },
            ("output \" is unknown", [name]) => match self.value(name) {
                Err(text) if text.starts_with(MISSING) => Ok(()),
                other => {
                    Err(format!("expected unknown, got {}", other.map_or_else(|e| e, |v| v.to_string())))
                }
            },
            ("output \" is \"" | "output \" equals \"", [name, text]) => {
                self.expect(name, &Value::text(*text))
            }
            _ => match (
                words.strip_prefix("output \" is ").or_else(|| words.strip_prefix("output \" equals ")),
                quotes,
            ) {
                (Some(text), [name]) => {
                    let wanted = cell(text.trim());
                    self.expect(name, &wanted)
                }
                _ => Err("this step is not known".to_owned()),
            },
        }
    }

    fn expect(&mut self, name: &str, wanted: &Value) -> Result<(), String> {
        let value = self.value(name)?;
        if value.same(wanted) {
            Ok(())
        } else {
            Err(format!("output '{name}' is {value}, expected {wanted}"))
        }
    }

    /// An output of what was last evaluated: itself, one that joined by hook, or another of the same regulation.
    fn value(&self, name: &str) -> Result<Value, String> {
        let Some(asked) = &self.asked else { return Err("nothing was evaluated yet".to_owned()) };
        if asked.output == name {
            return asked.outcome.clone();
        }
        let (graph, facts) = self.prepare(&asked.law, &asked.output)?;
        match graph.output(name) {
            Some(_) => known(&graph, &facts, name),
            None => self.evaluate(&asked.law, name),
        }
    }

    fn evaluate(&self, law: &str, output: &str) -> Result<Value, String> {
        let (graph, facts) = self.prepare(law, output)?;
        known(&graph, &facts, output)
    }

    fn prepare(&self, law: &str, output: &str) -> Result<(Graph, Facts), String> {
        let date = self.date.ok_or_else(|| "the calculation date is not given".to_owned())?;
        let area = match self.facts.get("gemeente_code") {
            Some((Value::Text(code), _)) => Area::Code(code.clone()),
            _ => Area::None,
        };
        let graph = compile(self.corpus, &Request::new(law, output, date).in_area(area))
            .map_err(|p| p.to_string())?;
        let mut facts = Facts::new(&graph);
        for (name, (value, in_quotes)) in &self.facts {
            let number = graph.leaves.iter().any(|l| *l.name == **name && l.declared == Declared::Number);
            let value = match value {
                Value::Text(text) if *in_quotes && number => {
                    Number::parse(text).map_or_else(|| value.clone(), Value::Number)
                }
                other => other.clone(),
            };
            facts.tell(&graph, name, &value).map_err(|w| w.to_string())?;
        }
        let facts = facts.with_tables(&graph, self.tables.clone().into()).map_err(|w| w.to_string())?;
        Ok((graph, facts))
    }
}

const MISSING: &str = "not known yet; still needed: ";

/// The known value of an output; what is missing or wrong otherwise.
fn known(graph: &Graph, facts: &Facts, name: &str) -> Result<Value, String> {
    let output = graph.output(name).ok_or_else(|| format!("there is no output '{name}'"))?;
    let mut executor = Executor::new();
    match executor.value(graph, facts, output.node) {
        Value::Unknown => {
            let open = question::open(graph, facts, &mut executor, &[output.node]);
            let names: Vec<&str> = open.iter().map(|q| &*graph.leaves[q.leaf as usize].name).collect();
            Err(format!("{MISSING}{}", names.join(", ")))
        }
        Value::Fault(fault) => Err(format!("{}: {}", graph.place(fault.node), fault.kind.text())),
        value => Ok(value),
    }
}
