// SPDX-License-Identifier: EUPL-1.2
//! The steps that a graph becomes.

use crate::graph::Part;
use crate::law::{Many, Unit};
use crate::value::Rounding;

/// A double as key: two steps with the same bits are the same step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Bits(u64);

impl Bits {
    pub fn of(value: f64) -> Self {
        // Minus zero is zero.
        Self((value + 0.0).to_bits())
    }

    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }
}

/// Where a step finds a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Operand {
    /// The same for everybody: value and state.
    Const(Bits, u8),
    /// A column of the population.
    Leaf(u32),
    /// The outcome of a step.
    Reg(u32),
}

/// What a step does with numbers, days and texts (values), or with truths (states).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Step {
    /// A number over another denominator.
    Scale(Operand, Bits),
    /// The number itself, in doubt where absent.
    Needs(Operand),
    /// ADD, SUBTRACT, MULTIPLY, MIN or MAX of two numbers.
    Arith(Many, Operand, Operand),
    /// The first is smaller.
    Less(Operand, Operand),
    /// The first is not larger.
    AtMost(Operand, Operand),
    /// Numbers, days or texts that are the same.
    Equal(Operand, Operand),
    /// Truths that are the same.
    Alike(Operand, Operand),
    /// NOT.
    Not(Operand),
    /// AND.
    And(Box<[Operand]>),
    /// OR.
    Or(Box<[Operand]>),
    /// IF with values: condition, then, else.
    Choose(Operand, Operand, Operand),
    /// IF with truths.
    Decide(Operand, Operand, Operand),
    /// One of some texts.
    OneOf(Operand, Box<[Bits]>),
    /// Complete years until a fixed day.
    Age(Operand, i32),
    /// Days, months or years from one day to another.
    Span(Unit, Operand, Operand),
    /// A part of a day, or with none the day of the week.
    Part(Option<Part>, Operand),
    /// A day, so many months (0), weeks (1) and days (2) later, one after the other.
    Shift(Operand, Box<[(u8, i64)]>),
    /// Whole numbers over `denominator`, times `up`, rounded to whole numbers, times `back`.
    Round { a: Operand, denominator: Bits, up: Bits, back: Bits, how: Rounding },
}

impl Step {
    /// Calls `visit` with every operand.
    pub fn operands(&mut self, visit: &mut dyn FnMut(&mut Operand)) {
        match self {
            Self::Scale(a, _)
            | Self::Needs(a)
            | Self::Not(a)
            | Self::OneOf(a, _)
            | Self::Age(a, _)
            | Self::Part(_, a)
            | Self::Shift(a, _)
            | Self::Round { a, .. } => visit(a),
            Self::Arith(_, a, b)
            | Self::Less(a, b)
            | Self::AtMost(a, b)
            | Self::Equal(a, b)
            | Self::Alike(a, b)
            | Self::Span(_, a, b) => {
                visit(a);
                visit(b);
            }
            Self::And(items) | Self::Or(items) => items.iter_mut().for_each(visit),
            Self::Choose(a, b, c) | Self::Decide(a, b, c) => {
                visit(a);
                visit(b);
                visit(c);
            }
        }
    }
}
