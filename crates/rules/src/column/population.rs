// SPDX-License-Identifier: EUPL-1.2
//! A table of persons, one column per leaf of a graph.

use std::collections::HashMap;
use std::sync::Arc;

use super::kernels::{Read, States, Values};
use super::state::{ABSENT, DOUBT, NO, YES};
use super::{CHUNK, EXACT};
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

    /// The number of a text, when anybody has it.
    pub fn find(&self, text: &str) -> Option<f64> {
        self.numbers.get(text).map(|&n| f64::from(n))
    }

    /// The number of a text that nobody has.
    pub fn after(&self, place: usize) -> f64 {
        u32::try_from(self.texts.len() + place).map_or(f64::MAX, f64::from)
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
    /// One per row, up to the end of the last chunk; empty for truths, which are their states.
    values: Vec<f64>,
    states: Vec<u8>,
    /// Per chunk the state of all its rows, when they have the same.
    uniform: Vec<Option<u8>>,
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
            NO => Value::Bool(false),
            ABSENT => Value::Absent,
            DOUBT => column.odd.get(&row).cloned().unwrap_or(Value::Unknown),
            _ => match column.holds {
                Holds::Bool => Value::Bool(true),
                Holds::Date => date_of(column.values[row]),
                Holds::Text => Value::Text(self.words.texts[index(column.values[row])].clone()),
                Holds::Number { denominator } => number_of(column.values[row], denominator),
            },
        }
    }

    /// A text of the population, or of the rule.
    pub(super) fn word(&self, number: f64, of_rule: &[Arc<str>]) -> Value {
        let texts = &self.words.texts;
        let place = index(number);
        let text = texts.get(place).or_else(|| of_rule.get(place.checked_sub(texts.len())?));
        text.map_or(Value::Unknown, |t| Value::Text(t.clone()))
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
        let truths = holds == Holds::Bool;
        let mut column = Self {
            holds,
            values: vec![0.0; if truths { 0 } else { persons.len() }],
            states: vec![0; persons.len()],
            uniform: Vec::new(),
            largest: 0.0,
            odd: HashMap::new(),
        };
        for row in 0..persons.len() {
            let held = match (value(row), holds) {
                (Value::Unknown, _) => continue,
                (Value::Absent, _) => {
                    column.states[row] = ABSENT;
                    continue;
                }
                (Value::Bool(b), Holds::Bool) => {
                    column.states[row] = if *b { YES } else { NO };
                    continue;
                }
                (Value::Date(d), Holds::Date) => Some(f64::from(d.days())),
                (Value::Text(t), Holds::Text) => Some(words.number(t)),
                (Value::Number(n), Holds::Number { denominator }) => scaled(*n, denominator),
                _ => None,
            };
            if let Some(v) = held {
                column.values[row] = v;
                column.states[row] = YES;
                column.largest = column.largest.max(v.abs());
            } else {
                column.states[row] = DOUBT;
                column.odd.insert(row, value(row).clone());
            }
        }
        column.fill_up();
        column
    }

    /// Lengthens the last chunk with its last row, and notes the chunks whose rows all have one state.
    fn fill_up(&mut self) {
        let full = self.states.len().next_multiple_of(CHUNK);
        let (state, value) = (
            self.states.last().copied().unwrap_or_default(),
            self.values.last().copied().unwrap_or_default(),
        );
        self.states.resize(full, state);
        if self.holds != Holds::Bool {
            self.values.resize(full, value);
        }
        let same = |rows: &[u8]| rows.iter().all(|s| *s == rows[0]).then(|| rows[0]);
        self.uniform = self.states.chunks(CHUNK).map(same).collect();
    }

    /// The rows of one chunk.
    pub(super) fn chunk(&self, chunk: usize) -> Read<'_> {
        let value = self.values.as_chunks().0.get(chunk).map_or(Values::All(0.0), Values::Each);
        let state = match (self.uniform.get(chunk), self.states.as_chunks().0.get(chunk)) {
            (Some(None), Some(states)) => States::Each(states),
            (Some(Some(state)), _) => States::All(*state),
            _ => States::All(DOUBT),
        };
        Read { value, state }
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
