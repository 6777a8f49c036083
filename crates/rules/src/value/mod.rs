// SPDX-License-Identifier: EUPL-1.2
//! What a rule can hold: a known value, an unknown one, the absence of one, or a fault.
//!
//! - **Unknown** means: nobody has told us yet. It is not an error, it is a question.
//! - **Absent** means: we know that there is none (no partner, no by-law). It is an answer.
//! - A **fault** is a calculation that cannot be made (dividing by zero). A fault in a branch that does not count does
//!   not count either, exactly like an unknown.

mod date;
mod number;
mod wire;

use std::fmt;
use std::sync::Arc;

pub use date::Date;
pub use number::{MAX_DIGITS, Number, Rounding};

/// A value, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(into = "wire::Wire", try_from = "wire::Wire")]
pub enum Value {
    /// Not told yet.
    Unknown,
    /// It cannot be calculated.
    Fault(Fault),
    /// Known not to exist.
    Absent,
    /// True or false.
    Bool(bool),
    /// An exact number.
    Number(Number),
    /// A day.
    Date(Date),
    /// Text.
    Text(Arc<str>),
    /// A list.
    List(Arc<[Value]>),
    /// One row of a relation (a child, a housemate): names with values. A name that is not there is unknown.
    Row(Arc<[(Arc<str>, Value)]>),
}

/// Why a calculation could not be made, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct Fault {
    /// The node of the graph where it went wrong.
    pub node: u32,
    /// What went wrong.
    pub kind: FaultKind,
}

/// What can go wrong in a calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Division by zero.
    DivisionByZero,
    /// The exact result does not fit in 128 bits.
    TooLarge,
    /// An operand does not exist, and the operation needs it.
    Absent,
    /// An operand is of the wrong kind.
    WrongKind,
    /// A date that does not exist, or lies outside the years 1 to 9999.
    NoSuchDate,
    /// A number that must be whole is not.
    NotWhole,
    /// The article says of itself that it cannot be expressed yet.
    Untranslatable,
    /// A term that a lower regulation must fill is filled by none.
    OpenTerm,
}

impl FaultKind {
    /// What went wrong, in plain words.
    pub fn text(self) -> &'static str {
        match self {
            Self::DivisionByZero => "division by zero",
            Self::TooLarge => "the number becomes too large to calculate exactly",
            Self::Absent => "something that does not exist is needed in a calculation or comparison",
            Self::WrongKind => {
                "a value of the wrong kind (a number, a date, text or true/false was expected)"
            }
            Self::NoSuchDate => "this date does not exist",
            Self::NotWhole => "a whole number was expected",
            Self::Untranslatable => "the article is marked as untranslatable and nobody accepted that yet",
            Self::OpenTerm => "no regulation in force fills this open term",
        }
    }
}

impl Value {
    /// Text.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// A whole number.
    pub fn whole(n: i64) -> Self {
        Self::Number(n.into())
    }

    /// Known: a value or a known absence.
    pub fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown | Self::Fault(_))
    }

    /// The day, also when it is written as text (`2024-06-01`).
    pub fn as_date(&self) -> Option<Date> {
        match self {
            Self::Date(d) => Some(*d),
            Self::Text(t) => Date::parse(t),
            _ => None,
        }
    }

    /// Whether two known values are the same. A date equals the text that spells it; a number never equals text.
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Date(d), Self::Text(t)) | (Self::Text(t), Self::Date(d)) => Date::parse(t) == Some(*d),
            (Self::List(a), Self::List(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(x, y)| x.same(y))
            }
            _ => self == other,
        }
    }

    /// What kind it is, in one word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Fault(_) => "fault",
            Self::Absent => "absent",
            Self::Bool(_) => "true/false",
            Self::Number(_) => "number",
            Self::Date(_) => "date",
            Self::Text(_) => "text",
            Self::List(_) => "list",
            Self::Row(_) => "row",
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("unknown"),
            Self::Fault(fault) => f.write_str(fault.kind.text()),
            Self::Absent => f.write_str("absent"),
            Self::Bool(b) => write!(f, "{b}"),
            Self::Number(n) => write!(f, "{n}"),
            Self::Date(d) => write!(f, "{d}"),
            Self::Text(t) => write!(f, "{t:?}"),
            Self::List(items) => {
                f.write_str("[")?;
                for (i, item) in items.iter().enumerate() {
                    write!(f, "{}{item}", if i > 0 { ", " } else { "" })?;
                }
                f.write_str("]")
            }
            Self::Row(fields) => {
                f.write_str("{")?;
                for (i, (name, value)) in fields.iter().enumerate() {
                    write!(f, "{}{name}: {value}", if i > 0 { ", " } else { "" })?;
                }
                f.write_str("}")
            }
        }
    }
}
