// SPDX-License-Identifier: EUPL-1.2
//! Facts about one person in a file: JSON, or YAML (of which JSON is a part). Read with exact numbers and with places.
//!
//! ```json
//! {
//!   "gemeente_code": "GM9901",
//!   "geboortedatum": "1990-05-01",
//!   "inkomen": {"waarde": 120000, "bron": "werkgever", "op": "2026-11-01"},
//!   "kinderen": [{"geboortedatum": "2015-03-09"}],
//!   "registers": {"inkomens": {"sleutel": "bsn", "rijen": [{"bsn": "900000003", "inkomen": 90000}]}}
//! }
//! ```
//!
//! `null` says that there is none; what is left out is unknown.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compile::Area;
use crate::error::{Place, Problem, Result};
use crate::graph::Graph;
use crate::receipt::Provenance;
use crate::scalar::{Facts, Table};
use crate::value::Value;
use crate::yaml::{self, Data, Node};

/// Facts as a file tells them.
#[derive(Debug, Clone, Default)]
pub struct Input {
    told: Vec<(Arc<str>, Value, Place)>,
    provenance: BTreeMap<Arc<str>, Provenance>,
    tables: Vec<Table>,
}

impl Input {
    /// Reads a file. `file` is the name that messages mention.
    pub fn read(file: &str, text: &str) -> Result<Self> {
        let root = yaml::read(file, text)?;
        let mut input = Self::default();
        for entry in root.map()? {
            if &*entry.key == "registers" {
                for register in entry.value.map()? {
                    input.tables.push(table(&register.value)?);
                }
                continue;
            }
            let (node, from) = match entry.value.get("waarde") {
                Some(node) => {
                    entry.value.only(&["waarde", "bron", "op"])?;
                    let (source, at) = (entry.value.text_at("bron")?, entry.value.text_at("op")?);
                    let text = |t: Arc<str>| t.to_string();
                    (node, Provenance { source: source.map(text), at: at.map(text) })
                }
                None => (&entry.value, Provenance::default()),
            };
            input.told.push((entry.key.clone(), value(node)?, node.place.clone()));
            input.provenance.insert(entry.key.clone(), from);
        }
        Ok(input)
    }

    /// The municipality that the facts name.
    pub fn area(&self) -> Option<Area> {
        self.told.iter().find(|(name, _, _)| &**name == "gemeente_code").map(|(_, value, _)| match value {
            Value::Text(code) => Area::Code(code.clone()),
            _ => Area::None,
        })
    }

    /// The facts for a rule, and the names that it does not ask for.
    pub fn facts(&self, graph: &Graph) -> Result<(Facts, Vec<Arc<str>>)> {
        let (mut facts, mut unused) = (Facts::new(graph), Vec::new());
        for (name, value, place) in &self.told {
            let asked =
                facts.tell(graph, name, value).map_err(|wrong| Problem::new(place, wrong.to_string()))?;
            if !asked && &**name != "gemeente_code" {
                unused.push(name.clone());
            }
        }
        let nowhere = Place { file: "registers".into(), line: 1, column: 1 };
        let facts = facts
            .with_tables(graph, self.tables.clone().into())
            .map_err(|wrong| Problem::new(&nowhere, wrong.to_string()))?;
        Ok((facts, unused))
    }

    /// Who said a fact, and when.
    pub fn provenance(&self, name: &str) -> Provenance {
        self.provenance.get(name).cloned().unwrap_or_default()
    }
}

/// A value; a mapping is a row of a relation.
fn value(node: &Node) -> Result<Value> {
    match &node.data {
        Data::Map(entries) => {
            let fields = entries.iter().map(|e| Ok((e.key.clone(), value(&e.value)?)));
            Ok(Value::Row(fields.collect::<Result<Vec<_>>>()?.into()))
        }
        Data::List(items) => Ok(Value::List(items.iter().map(value).collect::<Result<Vec<_>>>()?.into())),
        Data::Scalar { .. } => node.value(),
    }
}

fn table(node: &Node) -> Result<Table> {
    node.only(&["sleutel", "rijen"])?;
    let key = node.need("sleutel")?.text()?;
    let list = node.need("rijen")?.list()?;
    let mut columns: Vec<Arc<str>> = vec![key.clone()];
    for row in list {
        for entry in row.map()? {
            if !columns.contains(&entry.key) {
                columns.push(entry.key.clone());
            }
        }
    }
    let mut rows = Vec::with_capacity(list.len());
    for row in list {
        row.need(&key)?;
        let cell = |name: &Arc<str>| row.get(name).map_or(Ok(Value::Unknown), value);
        rows.push(columns.iter().map(cell).collect::<Result<Vec<_>>>()?);
    }
    Ok(Table { key, columns, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_and_yaml_give_the_same_exact_facts() {
        let json = r#"{"a": 0.1000000000000000055, "b": {"waarde": "x", "bron": "BRP", "op": "2026-01-01"}, "c": null, "d": [{"n": 1}]}"#;
        let yaml =
            "a: 0.1000000000000000055\nb: {waarde: x, bron: BRP, op: '2026-01-01'}\nc:\nd:\n  - n: 1\n";
        let (one, two) = (Input::read("a.json", json).unwrap(), Input::read("a.yaml", yaml).unwrap());
        let values = |i: &Input| i.told.iter().map(|(n, v, _)| (n.clone(), v.clone())).collect::<Vec<_>>();
        assert_eq!(values(&one), values(&two));
        assert_eq!(one.told[0].1.to_string(), "0.1000000000000000055");
        assert_eq!(one.provenance("b").source.as_deref(), Some("BRP"));
        assert_eq!(one.told[2].1, Value::Absent);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        for (text, expected) in [
            ("[1]", "in.json:1:1: a mapping"),
            ("{\"a\": 1, \"a\": 2}", "stands here twice"),
            ("{\"registers\": {\"x\": {\"sleutel\": \"bsn\", \"rijen\": [{\"a\": 1}]}}}", "'bsn' is missing"),
            ("{\"a\": {\"waarde\": 1, \"bon\": \"x\"}}", "'bon' is not known here"),
        ] {
            let refusal = Input::read("in.json", text).unwrap_err().to_string();
            assert!(refusal.contains(expected), "{refusal}");
        }
    }
}
