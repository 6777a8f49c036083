// SPDX-License-Identifier: EUPL-1.2
//! AGGREGATE: over the rows of a relation.
//!
//! A relation that is absent has no rows. A row counts when the condition says so. ANY and ALL decide with what is known,
//! like OR and AND; the others need every row that counts. What is calculated per row is not remembered between rows and
//! stands in the trace as one step, with the rows themselves.

use std::sync::Arc;

use super::{Doubt, Run, Truth, apply};
use crate::graph::Id;
use crate::law::{Fold, Many};
use crate::value::{Fault, FaultKind, Value};

impl Run<'_> {
    /// A value of the row at hand; unknown when the row does not have it.
    pub(super) fn field(&self, id: Id, name: &Arc<str>) -> Value {
        match &self.row {
            Some(Value::Row(fields)) => {
                fields.iter().find(|(n, _)| n == name).map_or(Value::Unknown, |(_, v)| v.clone())
            }
            _ => Value::Fault(Fault { node: id, kind: FaultKind::WrongKind }),
        }
    }

    pub(super) fn aggregate(
        &mut self,
        id: Id,
        fold: Fold,
        over: Id,
        filter: Option<Id>,
        value: Option<Id>,
    ) -> Value {
        let rows = match self.eval(over) {
            Value::List(rows) => rows,
            Value::Absent => Arc::from([]),
            other if !other.is_known() => return other,
            _ => return Value::Fault(Fault { node: id, kind: FaultKind::WrongKind }),
        };
        let result = match fold {
            Fold::Any => self.over_truths(id, &rows, filter, value, true),
            Fold::All => self.over_truths(id, &rows, filter, value, false),
            _ => self.over_values(id, fold, &rows, filter, value),
        };
        self.row = None;
        result
    }

    /// ANY (`decisive` true): OR over the rows; ALL: AND over the rows. A row that does not count does not decide.
    fn over_truths(
        &mut self,
        id: Id,
        rows: &[Value],
        filter: Option<Id>,
        value: Option<Id>,
        decisive: bool,
    ) -> Value {
        let mut doubt = Doubt::default();
        for row in rows {
            self.row = Some(row.clone());
            let counts = filter.map_or(Truth::Yes, |f| self.truth(id, f));
            if matches!(counts, Truth::No) {
                continue;
            }
            let holds = value.map_or(Truth::Yes, |v| self.truth(id, v));
            match (counts, holds) {
                (_, Truth::No) if decisive => {}
                (_, Truth::Yes) if !decisive => {}
                (Truth::Yes, Truth::Yes | Truth::No) => return Value::Bool(decisive),
                (Truth::Fault(f), _) | (Truth::Yes, Truth::Fault(f)) => doubt.fault = doubt.fault.or(Some(f)),
                _ => doubt.unknown = true,
            }
        }
        doubt.lenient().unwrap_or(Value::Bool(!decisive))
    }

    fn over_values(
        &mut self,
        id: Id,
        fold: Fold,
        rows: &[Value],
        filter: Option<Id>,
        value: Option<Id>,
    ) -> Value {
        let op = match fold {
            Fold::Min => Many::Min,
            Fold::Max => Many::Max,
            _ => Many::Add,
        };
        let mut doubt = Doubt::default();
        let mut result: Result<Option<Value>, FaultKind> = Ok(None);
        for row in rows {
            self.row = Some(row.clone());
            match filter.map_or(Truth::Yes, |f| self.truth(id, f)) {
                Truth::No => continue,
                Truth::Yes => {}
                Truth::Unknown => {
                    doubt.unknown = true;
                    continue;
                }
                Truth::Fault(f) => {
                    doubt.fault = doubt.fault.or(Some(f));
                    continue;
                }
            }
            let own = value.map_or(Value::whole(1), |v| self.eval(v));
            if doubt.note(&own) {
                continue;
            }
            result = match result {
                Ok(Some(before)) => apply::two(op, &before, &own).map(Some),
                Ok(None) => apply::first(op, own).map(Some),
                Err(kind) => Err(kind),
            };
        }
        match (doubt.fault, result) {
            (Some(fault), _) => Value::Fault(fault),
            (None, _) if doubt.unknown => Value::Unknown,
            (None, Ok(Some(value))) => value,
            (None, Ok(None)) if op == Many::Add => Value::whole(0),
            (None, Ok(None)) => Value::Absent,
            (None, Err(kind)) => Value::Fault(Fault { node: id, kind }),
        }
    }
}
