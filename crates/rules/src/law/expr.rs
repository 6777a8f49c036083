// SPDX-License-Identifier: EUPL-1.2
//! Expressions: literals, references and the operations of the format.

use std::sync::Arc;

use crate::error::Place;
use crate::value::{Rounding, Value};

/// An expression and where it stands.
#[derive(Debug, Clone)]
pub struct Expr {
    /// Where it stands.
    pub place: Place,
    /// What it is.
    pub kind: ExprKind,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A literal.
    Literal(Value),
    /// A reference: `$name`, or `$name.property`.
    Var(Arc<str>, Option<Arc<str>>),
    /// An operation over any number of operands.
    Many(Many, Vec<Expr>),
    /// NOT.
    Not(Box<Expr>),
    /// A comparison.
    Compare(Compare, Box<Expr>, Box<Expr>),
    /// IF (SWITCH): the first case whose condition is true.
    If(Vec<(Expr, Expr)>, Option<Box<Expr>>),
    /// IN: whether the first is one of the others.
    In(Box<Expr>, Vec<Expr>),
    /// LIST.
    List(Vec<Expr>),
    /// AGE: complete years between two days.
    Age(Box<Expr>, Box<Expr>),
    /// DATE_ADD: a day, then years, months, weeks and days.
    DateAdd(Box<Expr>, [Option<Box<Expr>>; 4]),
    /// DATE: year, month, day.
    Date([Box<Expr>; 3]),
    /// DAY_OF_WEEK, 0 for Monday.
    Weekday(Box<Expr>),
    /// DATE_DIFF: from, to, and the name of the unit.
    DateDiff(Box<Expr>, Box<Expr>, Box<Expr>),
    /// ROUND, CEIL, FLOOR.
    Round(Rounding, i32, Box<Expr>),
    /// AGGREGATE: over the rows of a relation.
    Aggregate(Box<Aggregate>),
}

/// AGGREGATE: our extension of the format. Over the rows of a relation (`over`) that count (`filter`) one value each.
#[derive(Debug, Clone)]
pub struct Aggregate {
    /// What is made of the rows.
    pub fold: Fold,
    /// The relation.
    pub over: Expr,
    /// Name of a row in the two expressions below: `$kind.geboortedatum`.
    pub row: Arc<str>,
    /// Which rows count; without it all.
    pub filter: Option<Expr>,
    /// The value of a row; none for COUNT.
    pub value: Option<Expr>,
}

/// What AGGREGATE makes of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fold {
    /// Sum; of no rows 0.
    Sum,
    /// How many rows.
    Count,
    /// Whether one row holds; of no rows false.
    Any,
    /// Whether every row holds; of no rows true.
    All,
    /// The smallest; of no rows absent.
    Min,
    /// The largest; of no rows absent.
    Max,
}

impl Fold {
    const ALL: [(&'static str, Self); 6] = [
        ("SUM", Self::Sum),
        ("COUNT", Self::Count),
        ("ANY", Self::Any),
        ("ALL", Self::All),
        ("MIN", Self::Min),
        ("MAX", Self::Max),
    ];

    /// The one with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, fold)| *fold)
    }

    /// Name in a rule file.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, fold)| *fold == self).map_or("", |(n, _)| n)
    }
}

/// Operations over any number of operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Many {
    /// Sum.
    Add,
    /// The first minus all others.
    Subtract,
    /// Product.
    Multiply,
    /// The first divided by all others.
    Divide,
    /// Smallest.
    Min,
    /// Largest.
    Max,
    /// All are true.
    And,
    /// At least one is true.
    Or,
}

impl Many {
    /// Name in the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Add => "ADD",
            Self::Subtract => "SUBTRACT",
            Self::Multiply => "MULTIPLY",
            Self::Divide => "DIVIDE",
            Self::Min => "MIN",
            Self::Max => "MAX",
            Self::And => "AND",
            Self::Or => "OR",
        }
    }
}

/// Comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Compare {
    /// The same.
    Equal,
    /// More, or later.
    Greater,
    /// Less, or earlier.
    Less,
    /// At least.
    AtLeast,
    /// At most.
    AtMost,
}

impl Compare {
    /// Name in the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Equal => "EQUALS",
            Self::Greater => "GREATER_THAN",
            Self::Less => "LESS_THAN",
            Self::AtLeast => "GREATER_THAN_OR_EQUAL",
            Self::AtMost => "LESS_THAN_OR_EQUAL",
        }
    }

    /// The same comparison with its sides turned.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Equal => Self::Equal,
            Self::Greater => Self::Less,
            Self::Less => Self::Greater,
            Self::AtLeast => Self::AtMost,
            Self::AtMost => Self::AtLeast,
        }
    }

    /// Whether an order satisfies the comparison.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Greater => order.is_gt(),
            Self::Less => order.is_lt(),
            Self::AtLeast => order.is_ge(),
            Self::AtMost => order.is_le(),
        }
    }
}
