// SPDX-License-Identifier: EUPL-1.2
//! What is known about one person, from a form, a register or a table.

use std::sync::Arc;

use crate::graph::{Graph, Leaf};
use crate::law::Declared;
use crate::value::Value;

/// Facts for one graph. Everything not told is unknown.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    values: Vec<Value>,
    tables: Arc<[Table]>,
    recorded: Vec<Recorded>,
    /// Told, but not asked for by the rule: may still say whose row to take.
    others: Vec<(Arc<str>, Value)>,
}

/// An answer about somebody else: which leaf, who, what.
type Recorded = (u32, Vec<(Arc<str>, Value)>, Value);

/// Rows about several persons, found by the value of one column.
#[derive(Debug, Clone)]
pub struct Table {
    /// The column that says whose row it is.
    pub key: Arc<str>,
    /// Names of the columns.
    pub columns: Vec<Arc<str>>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
}

/// A fact of the wrong kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("'{name}' must be {wanted}, but is {got}")]
pub struct Wrong {
    /// Which fact.
    pub name: Arc<str>,
    /// What it must be.
    pub wanted: &'static str,
    /// What it is.
    pub got: &'static str,
}

impl Facts {
    /// Nothing known yet.
    pub fn new(graph: &Graph) -> Self {
        Self { values: vec![Value::Unknown; graph.leaves.len()], ..Self::default() }
    }

    /// Tells a fact by name. Names that the rule does not ask for are passed over; returns whether it was asked for.
    pub fn tell(&mut self, graph: &Graph, name: &str, value: &Value) -> Result<bool, Wrong> {
        let mut asked = false;
        for (index, leaf) in graph.leaves.iter().enumerate() {
            if &*leaf.name == name && leaf.keys.is_empty() {
                self.values[index] = fit(leaf, value.clone())?;
                asked = true;
            }
        }
        if !asked {
            self.others.push((name.into(), value.clone()));
        }
        Ok(asked)
    }

    /// Tells a fact by the index of its leaf, already of the right kind.
    pub fn set(&mut self, leaf: u32, value: Value) {
        if let Some(slot) = self.values.get_mut(leaf as usize) {
            *slot = value;
        }
    }

    /// Tells a fact about somebody else, by the index of its leaf and the keys that say who.
    pub fn record(&mut self, leaf: u32, keys: Vec<(Arc<str>, Value)>, value: Value) {
        self.recorded.push((leaf, keys, value));
    }

    /// Gives tables of registers. A fact that was not told is looked up in the first table that has a row for the person
    /// and a column with its name.
    pub fn with_tables(mut self, graph: &Graph, tables: Arc<[Table]>) -> Result<Self, Wrong> {
        self.tables = tables;
        for (index, leaf) in graph.leaves.iter().enumerate() {
            if !leaf.keys.is_empty() || self.values[index] != Value::Unknown {
                continue;
            }
            let told =
                graph.leaves.iter().zip(&self.values).filter(|(l, v)| l.keys.is_empty() && v.is_known());
            let mut own: Vec<(Arc<str>, Value)> = told.map(|(l, v)| (l.name.clone(), v.clone())).collect();
            own.extend(self.others.iter().cloned());
            if let Some(value) = self.find(leaf, &own) {
                self.values[index] = fit(leaf, value)?;
            }
        }
        Ok(self)
    }

    /// The value of a leaf about the person asked about.
    pub(super) fn value(&self, leaf: u32) -> Value {
        self.values.get(leaf as usize).cloned().unwrap_or(Value::Unknown)
    }

    /// The value of a leaf about somebody else.
    pub(super) fn look_up(&self, index: u32, leaf: &Leaf, keys: &[(Arc<str>, Value)]) -> Value {
        if keys.iter().any(|(_, v)| *v == Value::Absent) {
            return Value::Absent;
        }
        if let Some((_, _, value)) = self.recorded.iter().find(|(l, k, _)| *l == index && k == keys) {
            return value.clone();
        }
        self.find(leaf, keys).and_then(|v| fitting(v, leaf.declared)).unwrap_or(Value::Unknown)
    }

    fn find(&self, leaf: &Leaf, keys: &[(Arc<str>, Value)]) -> Option<Value> {
        self.tables.iter().find_map(|table| {
            let (_, person) = keys.iter().find(|(name, _)| *name == table.key)?;
            let key = table.columns.iter().position(|c| *c == table.key)?;
            let column = table.columns.iter().position(|c| *c == leaf.name)?;
            // A number of a person may be written with or without quotes.
            let row = table.rows.iter().find(|r| r.get(key).is_some_and(|v| bare(v) == bare(person)))?;
            row.get(column).cloned()
        })
    }
}

fn bare(value: &Value) -> String {
    match value {
        Value::Text(t) => t.to_string(),
        other => other.to_string(),
    }
}

fn fit(leaf: &Leaf, value: Value) -> Result<Value, Wrong> {
    let got = value.kind();
    let wanted = match leaf.declared {
        Declared::Any => "anything",
        Declared::Number => "a number",
        Declared::Bool => "true or false",
        Declared::Date => "a date (2024-06-01)",
        Declared::List => "a list",
    };
    fitting(value, leaf.declared).ok_or_else(|| Wrong { name: leaf.name.clone(), wanted, got })
}

/// The value as its declared type: text that spells a date becomes a date; `None` when it does not fit.
pub(super) fn fitting(value: Value, declared: Declared) -> Option<Value> {
    match (&value, declared) {
        (Value::Unknown | Value::Absent | Value::Fault(_), _)
        | (_, Declared::Any)
        | (Value::Number(_), Declared::Number)
        | (Value::Bool(_), Declared::Bool)
        | (Value::List(_), Declared::List)
        | (Value::Date(_), Declared::Date) => Some(value),
        (Value::Text(_), Declared::Date) => value.as_date().map(Value::Date),
        _ => None,
    }
}
