// SPDX-License-Identifier: EUPL-1.2
//! Values in JSON: `{"number":"103712.45"}`, `{"text":"boom"}`, `"absent"`. Numbers are text, so that nothing on the way
//! can round them.

use std::sync::Arc;

use super::{Date, Fault, Number, Value};

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Wire {
    Unknown,
    Fault(Fault),
    Absent,
    Bool(bool),
    Number(String),
    Date(String),
    Text(Arc<str>),
    List(Vec<Value>),
    Row(Vec<(Arc<str>, Value)>),
}

impl From<Value> for Wire {
    fn from(value: Value) -> Self {
        match value {
            Value::Unknown => Self::Unknown,
            Value::Fault(f) => Self::Fault(f),
            Value::Absent => Self::Absent,
            Value::Bool(b) => Self::Bool(b),
            Value::Number(n) => Self::Number(n.to_string()),
            Value::Date(d) => Self::Date(d.to_string()),
            Value::Text(t) => Self::Text(t),
            Value::List(items) => Self::List(items.to_vec()),
            Value::Row(fields) => Self::Row(fields.to_vec()),
        }
    }
}

impl TryFrom<Wire> for Value {
    type Error = String;

    fn try_from(wire: Wire) -> Result<Self, String> {
        Ok(match wire {
            Wire::Unknown => Self::Unknown,
            Wire::Fault(f) => Self::Fault(f),
            Wire::Absent => Self::Absent,
            Wire::Bool(b) => Self::Bool(b),
            Wire::Number(n) => {
                Self::Number(n.parse::<Number>().map_err(|()| format!("'{n}' is not a number"))?)
            }
            Wire::Date(d) => Self::Date(Date::parse(&d).ok_or_else(|| format!("'{d}' is not a date"))?),
            Wire::Text(t) => Self::Text(t),
            Wire::List(items) => Self::List(items.into()),
            Wire::Row(fields) => Self::Row(fields.into()),
        })
    }
}
