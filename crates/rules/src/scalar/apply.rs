// SPDX-License-Identifier: EUPL-1.2
//! The operations themselves, on known values.

use std::cmp::Ordering;

use crate::graph::Part;
use crate::law::{Many, Unit};
use crate::value::{Date, FaultKind, Number, Rounding, Value};

type Applied = Result<Value, FaultKind>;

fn number(value: &Value) -> Result<Number, FaultKind> {
    match value {
        Value::Number(n) => Ok(*n),
        Value::Absent => Err(FaultKind::Absent),
        _ => Err(FaultKind::WrongKind),
    }
}

fn day(value: &Value) -> Result<Date, FaultKind> {
    match value {
        Value::Absent => Err(FaultKind::Absent),
        other => other.as_date().ok_or(FaultKind::WrongKind),
    }
}

fn whole(value: &Value) -> Result<i64, FaultKind> {
    let n = number(value)?.whole().ok_or(FaultKind::NotWhole)?;
    i64::try_from(n).map_err(|_| FaultKind::TooLarge)
}

fn at(values: &[Value], index: usize) -> &Value {
    values.get(index).unwrap_or(&Value::Absent)
}

/// The first operand of a fold: must be of a kind that can be folded.
pub(super) fn first(op: Many, value: Value) -> Applied {
    match (&value, op) {
        (Value::Absent, _) => Err(FaultKind::Absent),
        (Value::Number(_), _) => Ok(value),
        (_, Many::Min | Many::Max) if value.as_date().is_some() => Ok(value),
        _ => Err(FaultKind::WrongKind),
    }
}

/// One step of a fold.
pub(super) fn two(op: Many, a: &Value, b: &Value) -> Applied {
    if matches!(op, Many::Min | Many::Max) {
        let wanted = if op == Many::Min { Ordering::Greater } else { Ordering::Less };
        return Ok(if order(a, b)? == wanted { b.clone() } else { a.clone() });
    }
    let (a, b) = (number(a)?, number(b)?);
    let result = match op {
        Many::Add => a.plus(b),
        Many::Subtract => a.minus(b),
        Many::Multiply => a.times(b),
        Many::Divide if b == Number::ZERO => return Err(FaultKind::DivisionByZero),
        _ => a.over(b),
    };
    result.map(Value::Number).ok_or(FaultKind::TooLarge)
}

/// The order of two numbers or two days.
pub(super) fn order(a: &Value, b: &Value) -> Result<Ordering, FaultKind> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Ok(a.cmp(b)),
        (Value::Absent, _) | (_, Value::Absent) => Err(FaultKind::Absent),
        _ => Ok(day(a)?.cmp(&day(b)?)),
    }
}

pub(super) fn age(values: &[Value]) -> Applied {
    Ok(Value::whole(day(at(values, 0))?.years_until(day(at(values, 1))?).into()))
}

pub(super) fn date(values: &[Value]) -> Applied {
    let part = |i| whole(at(values, i)).and_then(|n| i32::try_from(n).map_err(|_| FaultKind::NoSuchDate));
    Date::new(part(0)?, part(1)?, part(2)?).map(Value::Date).ok_or(FaultKind::NoSuchDate)
}

pub(super) fn weekday(values: &[Value]) -> Applied {
    Ok(Value::whole(day(at(values, 0))?.weekday().into()))
}

pub(super) fn date_diff(values: &[Value], unit: Unit) -> Applied {
    let (from, to) = (day(at(values, 0))?, day(at(values, 1))?);
    Ok(Value::whole(i64::from(match unit {
        Unit::Years => from.years_until(to),
        Unit::Months => from.months_until(to),
        _ => to.days() - from.days(),
    })))
}

/// `which` says of each value after the first whether it counts years (0), months, weeks or days (3).
pub(super) fn date_add(values: &[Value], which: &[usize]) -> Applied {
    let mut date = day(at(values, 0))?;
    for (value, unit) in values.iter().skip(1).zip(which) {
        let n = whole(value)?;
        let moved = match unit {
            0 => n.checked_mul(12).and_then(|m| date.plus_months(m)),
            1 => date.plus_months(n),
            2 => n.checked_mul(7).and_then(|d| date.plus_days(d)),
            _ => date.plus_days(n),
        };
        date = moved.ok_or(FaultKind::NoSuchDate)?;
    }
    Ok(Value::Date(date))
}

#[expect(clippy::needless_pass_by_value, reason = "all operations on one operand have this shape")]
pub(super) fn round(value: Value, how: Rounding, precision: i32) -> Applied {
    number(&value)?.round(precision, how).map(Value::Number).ok_or(FaultKind::TooLarge)
}

#[expect(clippy::needless_pass_by_value, reason = "all operations on one operand have this shape")]
pub(super) fn part(value: Value, part: Part) -> Applied {
    let (year, month, date) = day(&value)?.ymd();
    Ok(Value::whole(i64::from(match part {
        Part::Year => year,
        Part::Month => month,
        Part::Day => date,
    })))
}
