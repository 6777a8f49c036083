// SPDX-License-Identifier: EUPL-1.2
//! One node of a YAML tree, and polite ways to ask it for something.

use std::sync::Arc;

use crate::error::{Place, Problem, Result};
use crate::value::{Date, Number, Value};

/// A value in a YAML file.
#[derive(Debug, Clone)]
pub struct Node {
    /// Where it begins.
    pub place: Place,
    /// What it is.
    pub data: Data,
}

/// What a node holds.
#[derive(Debug, Clone)]
pub enum Data {
    /// A single value; `plain` when it was written without quotes.
    Scalar {
        /// As written, without quotes.
        text: Arc<str>,
        /// Written without quotes.
        plain: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: Arc<str>,
    /// Where the key stands.
    pub place: Place,
    /// The value.
    pub value: Node,
}

impl Node {
    /// A problem with this node.
    pub fn problem(&self, text: impl Into<String>) -> Problem {
        Problem::new(&self.place, text)
    }

    /// The entries of a mapping.
    pub fn map(&self) -> Result<&[Entry]> {
        match &self.data {
            Data::Map(entries) => Ok(entries),
            _ => Err(self.problem("a mapping (key: value) was expected")),
        }
    }

    /// The items of a list.
    pub fn list(&self) -> Result<&[Node]> {
        match &self.data {
            Data::List(items) => Ok(items),
            _ => Err(self.problem("a list was expected")),
        }
    }

    /// The items of the list under `key`; none when there is no such key.
    pub fn items(&self, key: &str) -> Result<&[Node]> {
        self.get(key).map_or(Ok(&[]), Self::list)
    }

    /// The value under `key` in a mapping.
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.data {
            Data::Map(entries) => entries.iter().find(|e| &*e.key == key).map(|e| &e.value),
            _ => None,
        }
    }

    /// The value under `key`, which must be there.
    pub fn need(&self, key: &str) -> Result<&Node> {
        self.get(key).ok_or_else(|| self.problem(format!("'{key}' is missing")))
    }

    /// Text, also when it looks like a number (`number: 14`).
    pub fn text(&self) -> Result<Arc<str>> {
        match &self.data {
            Data::Scalar { text, .. } if !self.is_null() => Ok(text.clone()),
            _ => Err(self.problem("text was expected")),
        }
    }

    /// The text under `key`, when there.
    pub fn text_at(&self, key: &str) -> Result<Option<Arc<str>>> {
        self.get(key).filter(|n| !n.is_null()).map(Self::text).transpose()
    }

    /// True or false.
    pub fn flag(&self) -> Result<bool> {
        match self.value()? {
            Value::Bool(b) => Ok(b),
            _ => Err(self.problem("true or false was expected")),
        }
    }

    /// A day, with or without quotes.
    pub fn date(&self) -> Result<Date> {
        let text = self.text()?;
        Date::parse(&text)
            .ok_or_else(|| self.problem(format!("'{text}' is not a date; write it as 2024-06-01")))
    }

    /// Whether it is the absence of a value (`null`, `~` or nothing).
    pub fn is_null(&self) -> bool {
        matches!(&self.data, Data::Scalar { text, plain: true } if matches!(&**text, "" | "null" | "Null" | "NULL" | "~"))
    }

    /// A literal, or a list of them. Quoted text stays text; `42` without quotes is a number.
    pub fn value(&self) -> Result<Value> {
        match &self.data {
            Data::Scalar { .. } if self.is_null() => Ok(Value::Absent),
            Data::Scalar { text, plain: true } => self.plain(text),
            Data::Scalar { text, .. } => Ok(Value::Text(text.clone())),
            Data::List(items) => Ok(Value::List(items.iter().map(Self::value).collect::<Result<_>>()?)),
            Data::Map(_) => Err(self.problem("a value was expected, not a mapping")),
        }
    }

    fn plain(&self, text: &Arc<str>) -> Result<Value> {
        match &**text {
            "true" | "True" | "TRUE" => return Ok(Value::Bool(true)),
            "false" | "False" | "FALSE" => return Ok(Value::Bool(false)),
            _ => {}
        }
        if let Some(n) = Number::parse(text) {
            return Ok(Value::Number(n));
        }
        // Something that is written as a number but does not fit must not silently become text.
        if text.parse::<f64>().is_ok() && text.bytes().any(|b| b.is_ascii_digit()) {
            return Err(self.problem(format!(
                "{text} has too many digits to calculate with; put it between quotes if it is text"
            )));
        }
        Ok(Value::Text(text.clone()))
    }

    /// Refuses keys that are not in `known`: a misspelt key would otherwise do nothing, silently.
    pub fn only(&self, known: &[&str]) -> Result<()> {
        for entry in self.map()? {
            if !known.contains(&&*entry.key) {
                return Err(Problem::new(
                    &entry.place,
                    format!("'{}' is not known here; known are: {}", entry.key, known.join(", ")),
                ));
            }
        }
        Ok(())
    }
}
