// SPDX-License-Identifier: EUPL-1.2
//! A table of persons, one column per leaf of a graph.

use std::collections::HashMap;
use std::sync::Arc;

use super::EXACT;
use crate::graph::Graph;
use crate::scalar::Facts;
use crate::value::{Date, Number, Value};

/// Persons.
#[derive(Debug, Clone)]
pub struct Population {
    pub(super) rows: usize,
    pub(super) columns: Vec<Column>,
    pub(super) words: Words,
}

/// Texts by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    numbers: HashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Words {
    fn number(&mut self, text: &Arc<str>) -> f64 {
        let next = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(text.clone()).or_insert(next);
        if number == next {
            self.texts.push(text.clone());
        }
        f64::from(number)
    }

    /// The number of a text; one that nobody has when it does not occur.
    pub fn find(&self, text: &str) -> f64 {
        self.numbers.get(text).map_or(-1.0, |&n| f64::from(n))
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Bool,
    Number { denominator: i64 },
    Date,
    Text,
}

/// The values of one leaf.
#[derive(Debug, Clone)]
pub struct Column {
    pub(super) holds: Holds,
    pub(super) values: Vec<f64>,
    /// 1 known, 2 absent, 0 unknown, 4 only the exact executor can hold it.
    pub(super) states: Vec<u8>,
    pub(super) largest: f64,
    odd: HashMap<usize, Value>,
}

impl Population {
    /// Persons, each with one value per leaf of the graph.
    pub fn new(graph: &Graph, persons: &[Vec<Value>]) -> Self {
        let mut words = Words::default();
        let columns = (0..graph.leaves.len()).map(|leaf| Column::new(persons, leaf, &mut words)).collect();
        Self { rows: persons.len(), columns, words }
    }

    /// How many persons.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// One value.
    pub fn value(&self, leaf: usize, row: usize) -> Value {
        let column = &self.columns[leaf];
        match column.states[row] {
            0 => Value::Unknown,
            2 => Value::Absent,
            4 => column.odd.get(&row).cloned().unwrap_or(Value::Unknown),
            _ => match column.holds {
                Holds::Bool => Value::Bool(column.values[row] > 0.0),
                Holds::Date => date_of(column.values[row]),
                Holds::Text => Value::Text(self.words.texts[index(column.values[row])].clone()),
                Holds::Number { denominator } => number_of(column.values[row], denominator),
            },
        }
    }

    pub(super) fn word(&self, number: f64) -> Value {
        self.words.texts.get(index(number)).map_or(Value::Unknown, |t| Value::Text(t.clone()))
    }

    /// The facts of one person, for the exact executor.
    pub fn facts(&self, graph: &Graph, row: usize) -> Facts {
        let mut facts = Facts::new(graph);
        for (leaf, _) in (0_u32..).zip(&graph.leaves) {
            facts.set(leaf, self.value(leaf as usize, row));
        }
        facts
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "numbers of texts are small whole numbers"
)]
fn index(value: f64) -> usize {
    value as usize
}

#[expect(clippy::cast_possible_truncation, reason = "whole numbers below 2^53 by construction")]
pub(super) fn number_of(value: f64, denominator: i64) -> Value {
    Number::ratio(i128::from(value as i64), i128::from(denominator)).map_or(Value::Unknown, Value::Number)
}

#[expect(clippy::cast_possible_truncation, reason = "days fit in 32 bits by construction")]
pub(super) fn date_of(value: f64) -> Value {
    Date::from_days(value as i32).map_or(Value::Unknown, Value::Date)
}

impl Column {
    fn new(persons: &[Vec<Value>], leaf: usize, words: &mut Words) -> Self {
        let value = |row: usize| persons[row].get(leaf).unwrap_or(&Value::Unknown);
        let holds = holds(persons, leaf);
        let mut column = Self {
            holds,
            values: vec![0.0; persons.len()],
            states: vec![0; persons.len()],
            largest: 0.0,
            odd: HashMap::new(),
        };
        for row in 0..persons.len() {
            let held = match (value(row), holds) {
                (Value::Unknown, _) => continue,
                (Value::Absent, _) => {
                    column.states[row] = 2;
                    continue;
                }
                (Value::Bool(b), Holds::Bool) => Some(f64::from(u8::from(*b))),
                (Value::Date(d), Holds::Date) => Some(f64::from(d.days())),
                (Value::Text(t), Holds::Text) => Some(words.number(t)),
                (Value::Number(n), Holds::Number { denominator }) => scaled(*n, denominator),
                _ => None,
            };
            if let Some(v) = held {
                column.values[row] = v;
                column.states[row] = 1;
                column.largest = column.largest.max(v.abs());
            } else {
                column.states[row] = 4;
                column.odd.insert(row, value(row).clone());
            }
        }
        column
    }
}

/// What most suits a column: the kind of its first value; for numbers the denominator that fits them all, to 10,000.
fn holds(persons: &[Vec<Value>], leaf: usize) -> Holds {
    let mut found = None;
    for value in persons.iter().filter_map(|p| p.get(leaf)) {
        match (value, &mut found) {
            (Value::Bool(_), None) => return Holds::Bool,
            (Value::Date(_), None) => return Holds::Date,
            (Value::Text(_), None) => return Holds::Text,
            (Value::Number(n), slot) => {
                let decimals = n.decimals().unwrap_or(0).min(4);
                let denominator = 10_i64.pow(decimals);
                *slot = Some(slot.unwrap_or(1).max(denominator));
            }
            _ => {}
        }
    }
    Holds::Number { denominator: found.unwrap_or(1) }
}

/// The number over this denominator as an exact double of moderate size.
#[expect(clippy::cast_precision_loss, reason = "only below 2^40, where doubles are exact")]
fn scaled(n: Number, denominator: i64) -> Option<f64> {
    let whole = n.times(Number::from(denominator))?.whole()?;
    let value = whole as f64;
    (value.abs() < EXACT / 8192.0).then_some(value)
}
