// SPDX-License-Identifier: EUPL-1.2
//! Expressions and names within one article.

use std::sync::Arc;

use super::{Compiler, Env};
use crate::error::{Place, Result};
use crate::graph::{Id, Op, Part, Role};
use crate::law::{Aggregate, Expr, ExprKind, Unit};
use crate::value::{Date, Value};

impl Compiler<'_> {
    pub(super) fn add(&mut self, env: Env, place: &Place, op: Op) -> Result<Id> {
        self.builder
            .add(op, env.origin, (place.line, place.column))
            .map_err(|text| self.problem(env, place, text))
    }

    pub(super) fn expr(&mut self, env: Env, expr: &Expr) -> Result<Id> {
        self.nested(env, &expr.place, |c| c.expr_inner(env, expr))
    }

    fn exprs(&mut self, env: Env, exprs: &[Expr]) -> Result<Box<[Id]>> {
        exprs.iter().map(|e| self.expr(env, e)).collect()
    }

    fn expr_inner(&mut self, env: Env, expr: &Expr) -> Result<Id> {
        let op = match &expr.kind {
            ExprKind::Literal(value) => Op::Const(value.clone()),
            ExprKind::Var(name, property) => {
                return self.reference(env, &expr.place, name, property.as_deref());
            }
            ExprKind::Many(op, operands) => Op::Many(*op, self.exprs(env, operands)?),
            ExprKind::Not(a) => Op::Not(self.expr(env, a)?),
            ExprKind::Compare(op, a, b) => Op::Compare(*op, self.expr(env, a)?, self.expr(env, b)?),
            ExprKind::If(cases, default) => {
                let mut compiled = Vec::with_capacity(cases.len());
                for (when, then) in cases {
                    compiled.push((self.expr(env, when)?, self.expr(env, then)?));
                }
                Op::If(compiled.into(), default.as_ref().map(|d| self.expr(env, d)).transpose()?)
            }
            ExprKind::In(subject, items) => Op::In(self.expr(env, subject)?, self.exprs(env, items)?),
            ExprKind::List(items) => Op::List(self.exprs(env, items)?),
            ExprKind::Aggregate(aggregate) => self.aggregate(env, &expr.place, aggregate)?,
            _ => self.dates_and_rounding(env, expr)?,
        };
        self.add(env, &expr.place, op)
    }

    fn aggregate(&mut self, env: Env, place: &Place, aggregate: &Aggregate) -> Result<Op> {
        if env.row.is_some() {
            let text = "AGGREGATE within AGGREGATE is not possible; give the inner one its own output";
            return Err(self.problem(env, place, text));
        }
        let over = self.expr(env, &aggregate.over)?;
        self.rows.push(aggregate.row.clone());
        let inner = Env { row: u32::try_from(self.rows.len() - 1).ok(), ..env };
        let mut part = |expr: &Option<Expr>| expr.as_ref().map(|e| self.expr(inner, e)).transpose();
        let (filter, value) = (part(&aggregate.filter)?, part(&aggregate.value)?);
        Ok(Op::Aggregate(aggregate.fold, over, filter, value))
    }

    /// A value of the row at hand, when the name is that of a row.
    fn field(&mut self, env: Env, place: &Place, name: &str, property: Option<&str>) -> Result<Option<Id>> {
        let row = env.row.and_then(|index| self.rows.get(index as usize));
        if row.is_none_or(|row| &**row != name) {
            return Ok(None);
        }
        if let Some(property) = property {
            self.add(env, place, Op::Field(property.into())).map(Some)
        } else {
            let text = format!("'${name}' is a whole row; say which value of it: ${name}.name");
            Err(self.problem(env, place, text))
        }
    }

    fn dates_and_rounding(&mut self, env: Env, expr: &Expr) -> Result<Op> {
        Ok(match &expr.kind {
            ExprKind::Age(a, b) => Op::Age(self.expr(env, a)?, self.expr(env, b)?),
            ExprKind::DateAdd(date, parts) => {
                let date = self.expr(env, date)?;
                let mut compiled = [None; 4];
                for (slot, part) in compiled.iter_mut().zip(parts) {
                    *slot = part.as_ref().map(|p| self.expr(env, p)).transpose()?;
                }
                Op::DateAdd(date, compiled)
            }
            ExprKind::Date([y, m, d]) => {
                Op::Date([self.expr(env, y)?, self.expr(env, m)?, self.expr(env, d)?])
            }
            ExprKind::Weekday(a) => Op::Weekday(self.expr(env, a)?),
            ExprKind::DateDiff(from, to, unit) => {
                let name = self.expr(env, unit)?;
                let unit = self.span_unit(env, &unit.place, name)?;
                Op::DateDiff(self.expr(env, from)?, self.expr(env, to)?, unit)
            }
            ExprKind::Round(how, precision, a) => Op::Round(*how, *precision, self.expr(env, a)?),
            _ => Op::Const(Value::Absent),
        })
    }

    /// The unit of DATE_DIFF must be fixed: a rule does not measure in days for one person and in years for another.
    fn span_unit(&self, env: Env, place: &Place, mut id: Id) -> Result<Unit> {
        while let Op::Name(_, _, _, inner) = &self.builder.graph.node(id).op {
            id = *inner;
        }
        match &self.builder.graph.node(id).op {
            Op::Const(Value::Text(t)) if &**t == "days" => Ok(Unit::Days),
            Op::Const(Value::Text(t)) if &**t == "months" => Ok(Unit::Months),
            Op::Const(Value::Text(t)) if &**t == "years" => Ok(Unit::Years),
            _ => Err(self.problem(
                env,
                place,
                "'in' must be days, months or years, or a definition that says so",
            )),
        }
    }

    fn reference(&mut self, env: Env, place: &Place, name: &Arc<str>, property: Option<&str>) -> Result<Id> {
        if let Some(id) = self.field(env, place, name, property)? {
            return Ok(id);
        }
        let id = match self.today(name) {
            Some(date) => self.add(env, place, Op::Const(Value::Date(date)))?,
            None => self.variable(env, place, name)?,
        };
        let part = match property {
            None | Some("iso") => return Ok(id),
            Some("year") => Part::Year,
            Some("month") => Part::Month,
            Some("day") => Part::Day,
            Some(other) => {
                let text = format!("'.{other}' is not known; a date has .year, .month, .day and .iso");
                return Err(self.problem(env, place, text));
            }
        };
        self.add(env, place, Op::Part(part, id))
    }

    /// Names that stand for the day of the calculation.
    fn today(&self, name: &str) -> Option<Date> {
        matches!(name, "referencedate" | "reference_date" | "calculation_date").then_some(self.request.date)
    }

    /// A name: what an earlier action made of it, else a definition, parameter, input or open term, else a later action.
    fn variable(&mut self, env: Env, place: &Place, name: &Arc<str>) -> Result<Id> {
        let corpus = self.corpus;
        let article = &corpus.law(env.law).articles[env.article];
        let machine = &article.machine;
        let action = |mut range: std::ops::Range<usize>| range.rfind(|&i| machine.actions[i].output == *name);
        let count = machine.actions.len();
        if let Some(earlier) = action(0..env.before.min(count)) {
            return self.action(env.law, env.article, earlier, env.scope);
        }
        if let Some(definition) = machine.definitions.iter().find(|d| d.field.name == *name) {
            let at = &definition.field.place;
            let value = self.add(env, at, Op::Const(definition.value.clone()))?;
            return self.named(env, Role::Definition, name, Some(&definition.field), at, value);
        }
        if let Some(field) = machine.parameters.iter().find(|f| f.name == *name) {
            return match self.scopes.get(env.scope).bindings.get(name) {
                Some(bound) => self.named(env, Role::Parameter, name, Some(field), &field.place, bound.node),
                None => self.leaf(env, field, false),
            };
        }
        if let Some(input) = machine.inputs.iter().find(|i| i.field.name == *name) {
            return self.input(env, &input.field, &input.source);
        }
        if let Some(term) = machine.open_terms.iter().find(|t| t.field.name == *name) {
            return self.open_term(env, term);
        }
        if let Some(later) = action(env.before..count) {
            return self.action(env.law, env.article, later, env.scope);
        }
        let text = format!(
            "'${name}' is not known in this article; declare it as definition, parameter, input, open term or action"
        );
        Err(self.problem(env, place, text))
    }
}
