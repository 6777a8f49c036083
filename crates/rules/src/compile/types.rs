// SPDX-License-Identifier: EUPL-1.2
//! Kinds and units, checked before anything runs. What cannot be known before (a `string` may hold a date) is checked
//! when it runs; what is certainly wrong is refused here, with its place and a remedy.

use crate::error::{Problem, Result};
use crate::graph::{Graph, Id, Kind, Op, Part};
use crate::law::{Compare, Declared, Fold, Many, Unit};
use crate::value::{Number, Value};

/// Gives every node its kind and unit.
pub(super) fn check(graph: &mut Graph) -> Result<()> {
    for index in 0..graph.nodes.len() {
        let id = Id::try_from(index).unwrap_or(Id::MAX);
        let (kind, unit) = Checker { graph, id }.infer()?;
        let node = &mut graph.nodes[index];
        node.kind = kind;
        node.unit = unit;
    }
    for output in &graph.outputs {
        let node = graph.node(output.node);
        if matches!(node.unit, Unit::Euro | Unit::Eurocent) {
            rounded(graph, output.node)?;
        }
    }
    Ok(())
}

struct Checker<'a> {
    graph: &'a Graph,
    id: Id,
}

type Typed = (Kind, Unit);

impl Checker<'_> {
    fn refuse<T>(&self, text: impl Into<String>) -> Result<T> {
        refuse(self.graph, self.id, text)
    }

    fn of(&self, id: Id) -> Typed {
        let node = self.graph.node(id);
        (node.kind, node.unit)
    }

    /// The unit, after checking the kind.
    fn must(&self, id: Id, wanted: Kind, what: &str) -> Result<Unit> {
        let (kind, unit) = self.of(id);
        // Text may spell a date; whether this one does shows only when it runs.
        let fits = kind == wanted
            || kind == Kind::Any
            || kind == Kind::Absent
            || (wanted == Kind::Date && kind == Kind::Text);
        if !fits {
            return self.refuse(format!("{what} needs {}, but gets {}", wanted.name(), kind.name()));
        }
        Ok(unit)
    }

    /// One unit for two values that are added, compared or chosen between.
    fn unify(&self, a: Unit, b: Unit, what: &str) -> Result<Unit> {
        match (a, b) {
            (Unit::Open, unit) | (unit, Unit::Open) => Ok(unit),
            (a, b) if a == b => Ok(a),
            (a, b) => {
                self.refuse(format!("{what} mixes {} and {}; convert one of them first", a.name(), b.name()))
            }
        }
    }

    fn infer(&self) -> Result<Typed> {
        match &self.graph.node(self.id).op {
            Op::Const(value) => Ok((kind_of(value), Unit::Open)),
            Op::Leaf(leaf) | Op::Ask(leaf) => {
                let leaf = &self.graph.leaves[*leaf as usize];
                Ok((declared(leaf.declared), leaf.unit))
            }
            Op::Broken(_) | Op::Field(_) => Ok((Kind::Any, Unit::Open)),
            Op::Aggregate(fold, over, filter, value) => self.aggregate(*fold, *over, *filter, *value),
            Op::Many(op, items) => self.many(*op, items),
            Op::Not(a) => self.must(*a, Kind::Bool, "NOT").map(|_| (Kind::Bool, Unit::Open)),
            Op::Compare(op, a, b) => self.compare(*op, *a, *b),
            Op::If(cases, default) => self.choice(cases, *default),
            Op::In(_, _) => Ok((Kind::Bool, Unit::Open)),
            Op::List(_) => Ok((Kind::List, Unit::Open)),
            Op::Round(_, _, a) => self.must(*a, Kind::Number, "rounding").map(|unit| (Kind::Number, unit)),
            Op::Name(_, name, wanted, value) => self.name(name, *wanted, *value),
            _ => self.dates(),
        }
    }

    fn many(&self, op: Many, items: &[Id]) -> Result<Typed> {
        if matches!(op, Many::And | Many::Or) {
            for &item in items {
                self.must(item, Kind::Bool, op.name())?;
            }
            return Ok((Kind::Bool, Unit::Open));
        }
        if matches!(op, Many::Min | Many::Max) {
            return self.extreme(op, items);
        }
        let mut unit = None;
        for &item in items {
            if matches!(op, Many::Add | Many::Subtract) && self.of(item).0 == Kind::Date {
                return self
                    .refuse(format!("{} does not work on dates; use DATE_ADD or DATE_DIFF", op.name()));
            }
            let next = self.must(item, Kind::Number, op.name())?;
            unit = Some(match (op, unit) {
                (_, None) => next,
                (Many::Multiply, Some(before)) => self.product(before, next)?,
                (Many::Divide, Some(before)) => self.quotient(before, next)?,
                (_, Some(before)) => self.unify(before, next, op.name())?,
            });
        }
        Ok((Kind::Number, unit.unwrap_or(Unit::Open)))
    }

    fn aggregate(&self, fold: Fold, over: Id, filter: Option<Id>, value: Option<Id>) -> Result<Typed> {
        self.must(over, Kind::List, "AGGREGATE")?;
        if let Some(filter) = filter {
            self.must(filter, Kind::Bool, "'where' of AGGREGATE")?;
        }
        match (fold, value) {
            (Fold::Count, _) | (_, None) => {
                Ok((if fold == Fold::Count { Kind::Number } else { Kind::Bool }, Unit::Open))
            }
            (Fold::Any | Fold::All, Some(value)) => {
                self.must(value, Kind::Bool, fold.name()).map(|_| (Kind::Bool, Unit::Open))
            }
            (Fold::Sum, Some(value)) => {
                self.must(value, Kind::Number, "SUM").map(|unit| (Kind::Number, unit))
            }
            (_, Some(value)) => match self.of(value) {
                (Kind::Bool | Kind::List, _) => {
                    self.refuse(format!("{} needs numbers or dates", fold.name()))
                }
                typed => Ok(typed),
            },
        }
    }

    fn extreme(&self, op: Many, items: &[Id]) -> Result<Typed> {
        let date = items.iter().any(|&i| self.of(i).0 == Kind::Date);
        let kind = if date { Kind::Date } else { Kind::Number };
        let mut unit = Unit::Open;
        for &item in items {
            // Without a date among them it may still be text that spells dates.
            let got = self.of(item);
            if date || got.0 != Kind::Text {
                self.must(item, kind, op.name())?;
            }
            unit = self.unify(unit, got.1, op.name())?;
        }
        let certain = date || items.iter().any(|&i| self.of(i).0 == Kind::Number);
        Ok((if certain { kind } else { Kind::Any }, unit))
    }

    fn product(&self, a: Unit, b: Unit) -> Result<Unit> {
        match (a, b) {
            (Unit::Open, _) | (_, Unit::Open) if a == b => Ok(Unit::Open),
            (unit, Unit::Ratio) | (Unit::Ratio, unit) => Ok(unit),
            // A percentage of something is a hundred times too large until it is divided by 100: no unit until then.
            (Unit::Percentage, _) | (_, Unit::Percentage) => Ok(Unit::Open),
            (Unit::Open, unit) | (unit, Unit::Open) => Ok(unit),
            (Unit::Euro | Unit::Eurocent, Unit::Euro | Unit::Eurocent) => self.refuse(
                "MULTIPLY of an amount of money by an amount of money; one of them must be a plain number",
            ),
            _ => Ok(Unit::Open),
        }
    }

    fn quotient(&self, a: Unit, b: Unit) -> Result<Unit> {
        match (a, b) {
            (unit, Unit::Open | Unit::Ratio) => Ok(unit),
            (a, b) if a == b => Ok(Unit::Ratio),
            (Unit::Euro, Unit::Eurocent) | (Unit::Eurocent, Unit::Euro) => {
                self.refuse("DIVIDE mixes euro and eurocent; convert one of them first")
            }
            _ => Ok(Unit::Open),
        }
    }

    fn compare(&self, op: Compare, a: Id, b: Id) -> Result<Typed> {
        let ((ka, ua), (kb, ub)) = (self.of(a), self.of(b));
        self.unify(ua, ub, op.name())?;
        if op != Compare::Equal {
            for kind in [ka, kb] {
                if matches!(kind, Kind::Bool | Kind::List) {
                    return self.refuse(format!(
                        "{} needs numbers or dates, but gets {}",
                        op.name(),
                        kind.name()
                    ));
                }
            }
            let mixed = (ka == Kind::Number && matches!(kb, Kind::Date | Kind::Text))
                || (kb == Kind::Number && matches!(ka, Kind::Date | Kind::Text));
            if mixed {
                return self.refuse(format!("{} compares {} with {}", op.name(), ka.name(), kb.name()));
            }
        }
        Ok((Kind::Bool, Unit::Open))
    }

    fn choice(&self, cases: &[(Id, Id)], default: Option<Id>) -> Result<Typed> {
        let mut result: Option<Typed> = None;
        for &(when, _) in cases {
            self.must(when, Kind::Bool, "a condition of IF")?;
        }
        for branch in cases.iter().map(|c| c.1).chain(default) {
            let (kind, unit) = self.of(branch);
            result = Some(match result {
                None => (kind, unit),
                Some((before, u)) => {
                    let joined = match (before, kind) {
                        (Kind::Absent, k) | (k, Kind::Absent) => k,
                        (a, b) if a == b => a,
                        _ => Kind::Any,
                    };
                    (joined, self.unify(u, unit, "IF")?)
                }
            });
        }
        Ok(result.unwrap_or((Kind::Any, Unit::Open)))
    }

    fn name(&self, name: &str, wanted: Declared, value: Id) -> Result<Typed> {
        let (kind, unit) = self.of(value);
        let noted = self.graph.node(self.id).unit;
        let want = declared(wanted);
        let fits = want == kind
            || want == Kind::Any
            || matches!(kind, Kind::Any | Kind::Absent)
            || (want == Kind::Date && kind == Kind::Text);
        if !fits {
            return self.refuse(format!("'{name}' is declared as {}, but is {}", want.name(), kind.name()));
        }
        let unit = self.unify(noted, unit, &format!("'{name}'"))?;
        Ok((if want == Kind::Any { kind } else { want }, unit))
    }

    fn dates(&self) -> Result<Typed> {
        match &self.graph.node(self.id).op {
            Op::Age(a, b) => {
                self.must(*a, Kind::Date, "AGE")?;
                self.must(*b, Kind::Date, "AGE")?;
                Ok((Kind::Number, Unit::Open))
            }
            Op::DateAdd(date, parts) => {
                self.must(*date, Kind::Date, "DATE_ADD")?;
                for (part, unit) in parts.iter().zip([Unit::Years, Unit::Months, Unit::Weeks, Unit::Days]) {
                    if let Some(part) = part {
                        let given = self.must(*part, Kind::Number, "DATE_ADD")?;
                        self.unify(given, unit, "DATE_ADD")?;
                    }
                }
                Ok((Kind::Date, Unit::Open))
            }
            Op::Date(parts) => {
                for part in parts {
                    self.must(*part, Kind::Number, "DATE")?;
                }
                Ok((Kind::Date, Unit::Open))
            }
            Op::Weekday(a) => self.must(*a, Kind::Date, "DAY_OF_WEEK").map(|_| (Kind::Number, Unit::Open)),
            Op::DateDiff(a, b, _) => {
                self.must(*a, Kind::Date, "DATE_DIFF")?;
                self.must(*b, Kind::Date, "DATE_DIFF")?;
                Ok((Kind::Number, Unit::Open))
            }
            Op::Part(part, a) => {
                let what = match part {
                    Part::Year => ".year",
                    Part::Month => ".month",
                    Part::Day => ".day",
                };
                self.must(*a, Kind::Date, what).map(|_| (Kind::Number, Unit::Open))
            }
            _ => Ok((Kind::Any, Unit::Open)),
        }
    }
}

fn refuse<T>(graph: &Graph, id: Id, text: impl Into<String>) -> Result<T> {
    let article = &graph.origins[graph.node(id).origin as usize].article;
    Err(Problem::new(&graph.place(id), text).in_article(article))
}

fn declared(declared: Declared) -> Kind {
    match declared {
        Declared::Any => Kind::Any,
        Declared::Number => Kind::Number,
        Declared::Bool => Kind::Bool,
        Declared::Date => Kind::Date,
        Declared::List => Kind::List,
    }
}

fn kind_of(value: &Value) -> Kind {
    match value {
        Value::Unknown | Value::Fault(_) => Kind::Any,
        Value::Absent => Kind::Absent,
        Value::Bool(_) => Kind::Bool,
        Value::Number(_) => Kind::Number,
        Value::Date(_) => Kind::Date,
        Value::Text(_) => Kind::Text,
        Value::List(_) | Value::Row(_) => Kind::List,
    }
}

/// An amount of money may not carry a fraction without end: somebody has to say how it is rounded.
fn rounded(graph: &Graph, output: Id) -> Result<()> {
    let (mut todo, mut seen) = (vec![output], vec![false; graph.nodes.len()]);
    while let Some(id) = todo.pop() {
        if std::mem::replace(&mut seen[id as usize], true) {
            continue;
        }
        match &graph.node(id).op {
            Op::Many(Many::Divide, items) => {
                if items.iter().skip(1).any(|&divisor| !ends(graph, divisor)) {
                    let text = "this division can give a fraction without end, and the amount is not rounded; \
                        put ROUND, CEIL or FLOOR around it, as the law says";
                    return refuse(graph, id, text);
                }
                todo.push(items[0]);
            }
            Op::Many(op, items) if !matches!(op, Many::And | Many::Or) => todo.extend(items),
            Op::If(cases, default) => todo.extend(cases.iter().map(|c| c.1).chain(*default)),
            Op::Name(_, _, _, a) => todo.push(*a),
            Op::Aggregate(_, _, _, Some(value)) => todo.push(*value),
            _ => {}
        }
    }
    Ok(())
}

/// Whether dividing by this always ends: a constant with no other prime factors than 2 and 5.
fn ends(graph: &Graph, mut id: Id) -> bool {
    while let Op::Name(_, _, _, inner) = &graph.node(id).op {
        id = *inner;
    }
    match &graph.node(id).op {
        Op::Const(Value::Number(n)) => {
            Number::ONE.over(*n).is_none_or(|inverse| inverse.decimals().is_some())
        }
        _ => false,
    }
}
