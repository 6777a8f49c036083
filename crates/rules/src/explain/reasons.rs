// SPDX-License-Identifier: EUPL-1.2
//! Finding what decided an outcome, and putting each of these things into words.

use super::{Explainer, Reason, show};
use crate::graph::{Id, Op, Part};
use crate::law::{Compare, Fold, Many, Unit};
use crate::value::Value;

/// Deepest chain that is explained; what lies deeper is in the trace.
const DEEPEST: u32 = 60;
/// Most reasons that are told.
const MOST: usize = 40;

impl Explainer<'_> {
    /// Collects what decided a value.
    pub(super) fn why(&mut self, id: Id, depth: u32) {
        if depth > DEEPEST || self.found.len() >= MOST || self.found.iter().any(|(seen, _)| *seen == id) {
            return;
        }
        let graph = self.graph;
        match &graph.node(id).op {
            Op::Name(_, name, _, inner) => self.named_condition(id, name, *inner, depth),
            Op::Many(op @ (Many::And | Many::Or), items) => self.all(*op, items, depth),
            Op::Not(a) | Op::Round(_, _, a) => self.why(*a, depth + 1),
            Op::Compare(op, a, b) => self.comparison(id, *op, *a, *b),
            Op::In(subject, items) => self.membership(id, *subject, items),
            Op::If(cases, default) => self.choice(cases, *default, depth),
            Op::Leaf(_) if matches!(self.value(id), Value::Bool(_) | Value::Absent) => self.told(id),
            Op::Aggregate(Fold::Any | Fold::All, ..) => self.told(id),
            Op::Many(op @ (Many::Min | Many::Max), items) => self.bounded(id, *op, items, depth),
            Op::Many(_, items) => items.iter().for_each(|&item| self.why(item, depth + 1)),
            _ => {}
        }
    }

    /// A condition with a sentence of its own in a sidecar; else what lies behind the name.
    fn named_condition(&mut self, id: Id, name: &str, inner: Id, depth: u32) {
        let (law, value) = (self.law_of(id), self.value(id));
        let template = self.sidecars.condition(&law, name, &value).map(|t| t.text.clone());
        let before = self.found.len();
        self.why(inner, depth + 1);
        let Some(template) = template else { return };
        let mut text = self.fill(&law, &template);
        // The sidecar may say it better, but leaves out nothing that a refusal must tell.
        let below: Vec<Reason> = self.found.drain(before..).map(|(_, reason)| reason).collect();
        for reason in &below {
            let tells = |value: &Value, shown: &str| {
                matches!(value, Value::Bool(_) | Value::Absent) || text.contains(shown)
            };
            let told = tells(&reason.own, &reason.own_text)
                && reason.threshold.as_ref().is_none_or(|t| tells(t, &reason.threshold_text));
            if !told {
                text.push(' ');
                text.push_str(&reason.text);
            }
        }
        let first = below.into_iter().next();
        let (own, threshold, unit) =
            first.map_or((value.clone(), None, Unit::Open), |r| (r.own, r.threshold, r.unit));
        self.note(id, text, truth(&value), own, threshold, unit);
    }

    /// AND and OR: what decided. All that agree with the outcome.
    fn all(&mut self, op: Many, items: &[Id], depth: u32) {
        let outcome = items.iter().map(|&i| self.value(i)).collect::<Vec<_>>();
        let decisive = op == Many::Or;
        let decided = outcome.iter().any(|v| truth(v) == Some(decisive));
        for (&item, value) in items.iter().zip(&outcome) {
            if !decided || truth(value) == Some(decisive) {
                self.why(item, depth + 1);
            }
        }
    }

    /// IF: the conditions up to the one that was taken, and what is behind it.
    fn choice(&mut self, cases: &[(Id, Id)], default: Option<Id>, depth: u32) {
        for &(when, then) in cases {
            let value = self.value(when);
            self.why(when, depth + 1);
            match truth(&value) {
                Some(true) => return self.why(then, depth + 1),
                Some(false) => {}
                None => return,
            }
        }
        if let Some(default) = default {
            self.why(default, depth + 1);
        }
    }

    /// MIN and MAX with a fixed bound: whether it was the bound that decided.
    fn bounded(&mut self, id: Id, op: Many, items: &[Id], depth: u32) {
        let bound = items.iter().find(|&&i| self.fixed[i as usize]).copied();
        let own = items.iter().find(|&&i| !self.fixed[i as usize]).copied();
        if let (Some(bound), Some(own), 2) = (bound, own, items.len()) {
            let (limit, value) = (self.value(bound), self.value(own));
            if self.value(id) == limit && value != limit && value.is_known() {
                let unit = self.unit(id);
                let text = format!(
                    "{} is {}. Wij rekenen met {} {}.",
                    show::capital(&self.label(own)),
                    show::value(&value, unit),
                    if op == Many::Max { "ten minste" } else { "ten hoogste" },
                    show::value(&limit, unit)
                );
                self.note(id, text, None, value, Some(limit), unit);
            }
        }
        for &item in items {
            self.why(item, depth + 1);
        }
    }

    /// A fact that is a condition by itself.
    fn told(&mut self, id: Id) {
        let value = self.value(id);
        let text = format!("{}: {}.", show::capital(&self.label(id)), show::value(&value, Unit::Open));
        self.note(id, text, truth(&value), value, None, Unit::Open);
    }

    fn membership(&mut self, id: Id, subject: Id, items: &[Id]) {
        let (value, hit) = (self.value(subject), self.value(id));
        let mut listed = Vec::new();
        for &item in items {
            match self.value(item) {
                Value::List(list) => listed.extend(list.iter().cloned()),
                one => listed.push(one),
            }
        }
        let list = Value::List(listed.into());
        let unit = self.unit(subject);
        let text = format!(
            "{} is {}. Dat hoort {}bij: {}.",
            show::capital(&self.label(subject)),
            show::value(&value, unit),
            if hit == Value::Bool(true) { "" } else { "niet " },
            show::value(&list, unit)
        );
        self.note(id, text, truth(&hit), value, Some(list), unit);
    }

    fn comparison(&mut self, id: Id, op: Compare, a: Id, b: Id) {
        // The own value in front, the threshold behind.
        let turned = self.fixed[a as usize] && !self.fixed[b as usize];
        let (own, threshold, op) = if turned { (b, a, op.turned()) } else { (a, b, op) };
        let (value, limit, outcome) = (self.value(own), self.value(threshold), self.value(id));
        let unit = match (self.unit(own), self.unit(threshold)) {
            (Unit::Open, unit) | (unit, _) => unit,
        };
        let label = show::capital(&self.label(own));
        let is = show::value(&value, unit);
        let text = if limit == Value::Absent {
            if value == Value::Absent { format!("{label}: geen.") } else { format!("{label} is {is}.") }
        } else if value == Value::Absent {
            format!("{label}: geen. Wij vergelijken met {}.", show::value(&limit, unit))
        } else {
            let named = match &self.graph.node(threshold).op {
                Op::Name(..) | Op::Leaf(_) => format!(" ({})", self.label(threshold)),
                _ => String::new(),
            };
            let dates = value.as_date().is_some() && limit.as_date().is_some();
            let words = than(op, outcome == Value::Bool(true), dates);
            format!("{label} is {is}. Dat is {words}{}{named}.", show::value(&limit, unit))
        };
        self.note(id, text, truth(&outcome), value, Some(limit), unit);
    }

    fn note(
        &mut self,
        id: Id,
        text: String,
        holds: Option<bool>,
        own: Value,
        threshold: Option<Value>,
        unit: Unit,
    ) {
        let origin = &self.graph.origins[self.graph.node(id).origin as usize];
        let law = self.graph.laws[origin.law as usize].id.clone();
        let (article, url) = (origin.article.clone(), origin.url.clone());
        let own_text = show::value(&own, unit);
        let threshold_text = threshold.as_ref().map(|t| show::value(t, unit)).unwrap_or_default();
        let reason =
            Reason { text, law, article, url, holds, own, own_text, threshold, threshold_text, unit };
        self.found.push((id, reason));
    }

    /// What a node is, in words.
    pub(super) fn label(&mut self, id: Id) -> String {
        let graph = self.graph;
        match &graph.node(id).op {
            Op::Name(_, name, _, _) => self.known(id, name),
            Op::Leaf(leaf) | Op::Ask(leaf) => self.known(id, &graph.leaves[*leaf as usize].name),
            Op::Field(name) => show::words(name),
            Op::Many(op, items) => {
                let labels: Vec<String> = items.iter().map(|&i| self.label(i)).collect();
                match op {
                    Many::Add => labels.join(" plus "),
                    Many::Subtract => labels.join(" min "),
                    Many::Multiply => labels.join(" maal "),
                    Many::Divide => labels.join(" gedeeld door "),
                    Many::Min => format!("het laagste van {}", kernel::dutch::list(&labels)),
                    Many::Max => format!("het hoogste van {}", kernel::dutch::list(&labels)),
                    Many::And => labels.join(" en "),
                    Many::Or => labels.join(" of "),
                }
            }
            Op::Round(_, _, a) => self.label(*a),
            Op::Aggregate(fold, over, _, value) => {
                let rows = self.label(*over);
                let of = value.map(|v| self.label(v)).unwrap_or_default();
                match fold {
                    Fold::Count => format!("aantal uit {rows}"),
                    Fold::Sum => format!("totaal van {of} uit {rows}"),
                    Fold::Min => format!("het laagste van {of} uit {rows}"),
                    Fold::Max => format!("het hoogste van {of} uit {rows}"),
                    Fold::Any | Fold::All => rows,
                }
            }
            _ => self.label_of_days(id),
        }
    }

    fn known(&self, id: Id, name: &str) -> String {
        self.sidecars.name(&[&self.law_of(id)], name).unwrap_or_else(|| show::words(name))
    }

    fn label_of_days(&mut self, id: Id) -> String {
        let graph = self.graph;
        match &graph.node(id).op {
            Op::Age(_, on) => format!("leeftijd op {}", self.label(*on)),
            Op::DateDiff(from, to, unit) => {
                let what = match unit {
                    Unit::Years => "jaren",
                    Unit::Months => "maanden",
                    _ => "dagen",
                };
                format!("aantal {what} van {} tot {}", self.label(*from), self.label(*to))
            }
            Op::Part(part, a) => {
                let what = match part {
                    Part::Year => "jaar",
                    Part::Month => "maand",
                    Part::Day => "dag",
                };
                format!("{what} van {}", self.label(*a))
            }
            Op::Weekday(a) => format!("dag van de week van {}", self.label(*a)),
            Op::DateAdd(date, parts) => {
                let mut labels = vec![self.label(*date)];
                for (part, unit) in parts.iter().zip([Unit::Years, Unit::Months, Unit::Weeks, Unit::Days]) {
                    if let Some(part) = part {
                        labels.push(show::value(&self.value(*part), unit));
                    }
                }
                labels.join(" plus ")
            }
            _ if self.fixed[id as usize] => {
                let unit = self.unit(id);
                show::value(&self.value(id), unit)
            }
            _ => "de uitkomst".to_owned(),
        }
    }
}

fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(b) => Some(*b),
        Value::Absent => Some(false),
        _ => None,
    }
}

fn than(op: Compare, holds: bool, dates: bool) -> &'static str {
    match (op, holds, dates) {
        (Compare::Equal, true, _) => "gelijk aan ",
        (Compare::Equal, false, _) => "niet ",
        (Compare::Greater, true, false) | (Compare::AtMost, false, false) => "meer dan ",
        (Compare::Greater, false, false) | (Compare::AtMost, true, false) => "niet meer dan ",
        (Compare::Less, true, false) | (Compare::AtLeast, false, false) => "minder dan ",
        (Compare::Less, false, false) | (Compare::AtLeast, true, false) => "ten minste ",
        (Compare::Greater, true, true) | (Compare::AtMost, false, true) => "later dan ",
        (Compare::Greater, false, true) | (Compare::AtMost, true, true) => "niet later dan ",
        (Compare::Less, true, true) | (Compare::AtLeast, false, true) => "eerder dan ",
        (Compare::Less, false, true) | (Compare::AtLeast, true, true) => "niet eerder dan ",
    }
}
