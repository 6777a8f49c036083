// SPDX-License-Identifier: EUPL-1.2
//! Reading expressions: the 25 operations of the format, five older names that laws still use, and our AGGREGATE.

use std::sync::Arc;

use super::expr::{Aggregate, Compare, Expr, ExprKind, Fold, Many};
use crate::error::Result;
use crate::value::{Rounding, Value};
use crate::yaml::{Data, Node};

const NAMES: &str = "ADD, SUBTRACT, MULTIPLY, DIVIDE, MIN, MAX, AND, OR, NOT, EQUALS, GREATER_THAN, LESS_THAN, \
    GREATER_THAN_OR_EQUAL, LESS_THAN_OR_EQUAL, IF, IN, LIST, AGE, DATE_ADD, DATE, DAY_OF_WEEK, DATE_DIFF, ROUND, CEIL, FLOOR, AGGREGATE";

/// A literal, a reference or an operation.
pub fn expr(node: &Node) -> Result<Expr> {
    let kind = match &node.data {
        Data::Map(_) => return operation(node, &[]),
        Data::Scalar { text, .. } if text.starts_with('$') => reference(node, text)?,
        Data::List(items)
            if items.iter().any(|i| !matches!(i.data, Data::Scalar { .. }) || is_reference(i)) =>
        {
            ExprKind::List(exprs(items)?)
        }
        _ => ExprKind::Literal(node.value()?),
    };
    Ok(Expr { place: node.place.clone(), kind })
}

fn is_reference(node: &Node) -> bool {
    matches!(&node.data, Data::Scalar { text, .. } if text.starts_with('$'))
}

fn reference(node: &Node, text: &str) -> Result<ExprKind> {
    let mut parts = text[1..].split('.');
    let name = parts.next().unwrap_or_default();
    let property = parts.next();
    let word = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    if !word(name) || !property.is_none_or(word) || parts.next().is_some() {
        return Err(node.problem(format!("'{text}' is not a reference; write $name or $name.property")));
    }
    Ok(ExprKind::Var(name.into(), property.map(Arc::from)))
}

fn exprs(items: &[Node]) -> Result<Vec<Expr>> {
    items.iter().map(expr).collect()
}

fn boxed(node: &Node, key: &str) -> Result<Box<Expr>> {
    expr(node.need(key)?).map(Box::new)
}

/// An operation. `besides` are keys that may stand beside it (an action with its operation written inline).
pub fn operation(node: &Node, besides: &[&str]) -> Result<Expr> {
    let named = node.need("operation")?;
    let name = named.text()?;
    let keys = |known: &[&str]| {
        let all: Vec<&str> =
            ["operation", "legal_basis"].iter().chain(known).chain(besides).copied().collect();
        node.only(&all)
    };
    let kind = match &*name {
        "ADD" => many(node, Many::Add, &keys)?,
        "SUBTRACT" => many(node, Many::Subtract, &keys)?,
        "MULTIPLY" => many(node, Many::Multiply, &keys)?,
        "DIVIDE" => many(node, Many::Divide, &keys)?,
        "MIN" => many(node, Many::Min, &keys)?,
        "MAX" => many(node, Many::Max, &keys)?,
        "AND" => many(node, Many::And, &keys)?,
        "OR" => many(node, Many::Or, &keys)?,
        "EQUALS" => compare(node, Compare::Equal, &keys)?,
        "NOT_EQUALS" => negated(node, compare(node, Compare::Equal, &keys)?),
        "GREATER_THAN" => compare(node, Compare::Greater, &keys)?,
        "LESS_THAN" => compare(node, Compare::Less, &keys)?,
        "GREATER_THAN_OR_EQUAL" => compare(node, Compare::AtLeast, &keys)?,
        "LESS_THAN_OR_EQUAL" => compare(node, Compare::AtMost, &keys)?,
        "IS_NULL" => is_null(node, &keys)?,
        "NOT_NULL" => negated(node, is_null(node, &keys)?),
        "IN" => is_in(node, &keys)?,
        "NOT_IN" => negated(node, is_in(node, &keys)?),
        "IF" | "SWITCH" => choice(node, &keys)?,
        "NOT" | "LIST" | "ROUND" | "CEIL" | "FLOOR" => simple(node, &name, &keys)?,
        "AGE" | "DATE_ADD" | "DATE" | "DAY_OF_WEEK" | "DATE_DIFF" => dates(node, &name, &keys)?,
        "AGGREGATE" => aggregate(node, &keys)?,
        other => return Err(named.problem(format!("operation '{other}' does not exist; known are: {NAMES}"))),
    };
    Ok(Expr { place: node.place.clone(), kind })
}

type Keys<'a> = &'a dyn Fn(&[&str]) -> Result<()>;

fn many(node: &Node, op: Many, keys: Keys<'_>) -> Result<ExprKind> {
    keys(&["values", "conditions"])?;
    let key = if node.get("conditions").is_some() { "conditions" } else { "values" };
    let list = node.need(key)?;
    let operands = exprs(list.list()?)?;
    if operands.is_empty() {
        return Err(list.problem(format!("{} needs at least one operand", op.name())));
    }
    Ok(ExprKind::Many(op, operands))
}

fn compare(node: &Node, op: Compare, keys: Keys<'_>) -> Result<ExprKind> {
    keys(&["subject", "value"])?;
    Ok(ExprKind::Compare(op, boxed(node, "subject")?, boxed(node, "value")?))
}

fn negated(node: &Node, kind: ExprKind) -> ExprKind {
    ExprKind::Not(Box::new(Expr { place: node.place.clone(), kind }))
}

fn is_null(node: &Node, keys: Keys<'_>) -> Result<ExprKind> {
    keys(&["subject", "value"])?;
    let key = if node.get("subject").is_some() { "subject" } else { "value" };
    let absent = Expr { place: node.place.clone(), kind: ExprKind::Literal(Value::Absent) };
    Ok(ExprKind::Compare(Compare::Equal, boxed(node, key)?, Box::new(absent)))
}

fn is_in(node: &Node, keys: Keys<'_>) -> Result<ExprKind> {
    keys(&["subject", "value", "values"])?;
    let subject = boxed(node, "subject")?;
    let list = match (node.get("values"), node.get("value")) {
        (Some(values), None) => exprs(values.list()?)?,
        (None, Some(value)) => vec![expr(value)?],
        _ => {
            return Err(node
                .problem("IN needs either 'values' (a list written here) or 'value' (a reference to one)"));
        }
    };
    Ok(ExprKind::In(subject, list))
}

fn choice(node: &Node, keys: Keys<'_>) -> Result<ExprKind> {
    keys(&["cases", "default"])?;
    let list = node.need("cases")?;
    let mut cases = Vec::new();
    for case in list.list()? {
        case.only(&["when", "then"])?;
        cases.push((expr(case.need("when")?)?, expr(case.need("then")?)?));
    }
    if cases.is_empty() {
        return Err(list.problem("IF needs at least one case"));
    }
    let default = node.get("default").map(expr).transpose()?.map(Box::new);
    Ok(ExprKind::If(cases, default))
}

fn simple(node: &Node, name: &str, keys: Keys<'_>) -> Result<ExprKind> {
    Ok(match name {
        "NOT" => {
            keys(&["value"])?;
            ExprKind::Not(boxed(node, "value")?)
        }
        "LIST" => {
            keys(&["items"])?;
            ExprKind::List(exprs(node.need("items")?.list()?)?)
        }
        _ => {
            keys(&["value", "precision"])?;
            let how = match name {
                "CEIL" => Rounding::Up,
                "FLOOR" => Rounding::Down,
                _ => Rounding::HalfUp,
            };
            let precision = node.need("precision")?;
            let digits = match precision.value()? {
                Value::Number(n) => {
                    n.whole().and_then(|n| i32::try_from(n).ok()).filter(|n| (-28..=28).contains(n))
                }
                _ => None,
            };
            let digits =
                digits.ok_or_else(|| precision.problem("precision must be a whole number from -28 to 28"))?;
            ExprKind::Round(how, digits, boxed(node, "value")?)
        }
    })
}

fn aggregate(node: &Node, keys: Keys<'_>) -> Result<ExprKind> {
    keys(&["function", "over", "as", "where", "value"])?;
    let function = node.need("function")?;
    let name = function.text()?;
    let fold = Fold::named(&name).ok_or_else(|| {
        function
            .problem(format!("function '{name}' does not exist; known are: SUM, COUNT, ANY, ALL, MIN, MAX"))
    })?;
    let (filter, value) = (node.get("where"), node.get("value"));
    match (fold, filter, value) {
        (Fold::Count, _, Some(value)) => {
            return Err(value.problem("COUNT counts rows; put the condition under 'where'"));
        }
        (Fold::Any, None, None) => {
            return Err(node.problem("ANY needs a condition: 'value', or 'where'"));
        }
        (Fold::Count | Fold::Any, _, _) | (_, _, Some(_)) => {}
        _ => return Err(node.problem(format!("'value' is missing: what of each row does {name} take?"))),
    }
    Ok(ExprKind::Aggregate(Box::new(Aggregate {
        fold,
        over: expr(node.need("over")?)?,
        row: node.need("as")?.text()?,
        filter: filter.map(expr).transpose()?,
        value: value.map(expr).transpose()?,
    })))
}

fn dates(node: &Node, name: &str, keys: Keys<'_>) -> Result<ExprKind> {
    Ok(match name {
        "AGE" => {
            keys(&["date_of_birth", "reference_date"])?;
            ExprKind::Age(boxed(node, "date_of_birth")?, boxed(node, "reference_date")?)
        }
        "DATE_ADD" => {
            keys(&["date", "years", "months", "weeks", "days"])?;
            let part = |key: &str| node.get(key).map(expr).transpose().map(|e| e.map(Box::new));
            ExprKind::DateAdd(
                boxed(node, "date")?,
                [part("years")?, part("months")?, part("weeks")?, part("days")?],
            )
        }
        "DATE" => {
            keys(&["year", "month", "day"])?;
            ExprKind::Date([boxed(node, "year")?, boxed(node, "month")?, boxed(node, "day")?])
        }
        "DAY_OF_WEEK" => {
            keys(&["date"])?;
            ExprKind::Weekday(boxed(node, "date")?)
        }
        _ => {
            keys(&["from", "to", "in"])?;
            ExprKind::DateDiff(boxed(node, "from")?, boxed(node, "to")?, boxed(node, "in")?)
        }
    })
}
