// SPDX-License-Identifier: EUPL-1.2
//! What ties regulations together: outputs, overrides, open terms, hooks.

use std::cmp::Reverse;
use std::sync::Arc;

use super::scope::{Binding, Scope};
use super::{Area, Compiler, Env};
use crate::error::{Place, Problem, Result};
use crate::graph::{Id, Leaf, Op, Role};
use crate::law::{Action, Declared, Field, Law, OpenTerm, Source, Unit};
use crate::value::{FaultKind, Value};

impl Compiler<'_> {
    /// The output of an article, or of the article that replaces it.
    pub(super) fn output(&mut self, law: usize, article: usize, name: &str, scope: Scope) -> Result<Id> {
        if let Some((law, article)) = self.replaced_by(law, article, name, scope)? {
            return self.own_output(law, article, name, scope);
        }
        self.own_output(law, article, name, scope)
    }

    fn own_output(&mut self, law: usize, article: usize, name: &str, scope: Scope) -> Result<Id> {
        let actions = &self.corpus.law(law).articles[article].machine.actions;
        let last = actions.iter().rposition(|a| &*a.output == name);
        if let Some(action) = last {
            return self.action(law, article, action, scope);
        }
        let of = self.corpus.law(law);
        let text = format!("article {} of '{}' has no output '{name}'", of.articles[article].number, of.id);
        Err(Problem::new(&of.articles[article].place, text))
    }

    /// The value of one action of an article.
    pub(super) fn action(&mut self, law: usize, article: usize, action: usize, scope: Scope) -> Result<Id> {
        let key = (law, article, action, scope);
        if let Some(&id) = self.done.get(&key) {
            return Ok(id);
        }
        let env = self.env(law, article, action, scope);
        let corpus = self.corpus;
        let of = &corpus.law(law).articles[article];
        let Action { output, expr, place } = &of.machine.actions[action];
        if let Some(begin) = self.busy.iter().position(|b| *b == key) {
            let chain: Vec<String> = self.busy[begin..]
                .iter()
                .chain([&key])
                .map(|&(l, a, n, _)| {
                    let law = corpus.law(l);
                    format!(
                        "{} article {} '{}'",
                        law.id, law.articles[a].number, law.articles[a].machine.actions[n].output
                    )
                })
                .collect();
            return Err(self.problem(
                env,
                place,
                format!("this calculation needs itself: {}", chain.join(" needs ")),
            ));
        }
        self.busy.push(key);
        let value = self.nested(env, place, |c| match &of.machine.untranslatable {
            Some((_, at)) => c.add(env, at, Op::Broken(FaultKind::Untranslatable)),
            None => c.expr(env, expr),
        });
        self.busy.pop();
        let field = of.machine.outputs.iter().find(|f| f.name == *output);
        let id = self.named(env, Role::Output, output, field, place, value?)?;
        self.done.insert(key, id);
        Ok(id)
    }

    /// Wraps a value in its name, and notes the unit that was declared for it.
    pub(super) fn named(
        &mut self,
        env: Env,
        role: Role,
        name: &Arc<str>,
        field: Option<&Field>,
        place: &Place,
        value: Id,
    ) -> Result<Id> {
        let declared = field.map_or(Declared::Any, |f| f.declared);
        let id = self.add(env, place, Op::Name(role, name.clone(), declared, value))?;
        if let Some(field) = field
            && field.unit != Unit::Open
        {
            self.builder.graph.nodes[id as usize].unit = field.unit;
        }
        Ok(id)
    }

    /// Lex specialis: a regulation at work may replace an output of another.
    fn replaced_by(
        &self,
        law: usize,
        article: usize,
        name: &str,
        scope: Scope,
    ) -> Result<Option<(usize, usize)>> {
        let target = self.corpus.law(law);
        let number = &target.articles[article].number;
        let mut found: Vec<(usize, usize, &Place)> = Vec::new();
        for &special in &self.scopes.get(scope).special {
            for (index, candidate) in self.corpus.law(special).articles.iter().enumerate() {
                let hit = candidate
                    .machine
                    .overrides
                    .iter()
                    .find(|o| o.law == target.id && o.article == *number && &*o.output == name);
                if let Some(hit) = hit
                    && (special, index) != (law, article)
                {
                    found.push((special, index, &hit.place));
                }
            }
        }
        let order = |&(l, _, _): &(usize, usize, &Place)| precedence(self.corpus.law(l));
        found.sort_by_key(|f| Reverse(order(f)));
        match found.as_slice() {
            [] => Ok(None),
            [first, second, ..] if order(first) == order(second) => {
                let text = format!(
                    "output '{name}' of '{}' is replaced twice with equal rank and date; the other is at {}",
                    target.id, second.2
                );
                Err(Problem::new(first.2, text))
            }
            [first, ..] => Ok(Some((first.0, first.1))),
        }
    }

    /// An input from an output of this or another regulation.
    pub(super) fn input(&mut self, env: Env, field: &Field, source: &Source) -> Result<Id> {
        let Source::Output { law, output, parameters } = source else {
            return self.leaf(env, field, true);
        };
        let to = match law {
            Some(id) => self
                .corpus
                .in_force(id, self.request.date)
                .map_err(|text| self.problem(env, &field.place, text))?,
            None => env.law,
        };
        let mut given = Vec::new();
        for (name, expr) in parameters {
            let node = self.expr(env, expr)?;
            given.push((name.clone(), Binding { node, identifies: self.identifies(name, node) }));
        }
        let scope = self.scopes.enter(env.scope, to, self.corpus, given);
        let article = self
            .corpus
            .article_giving(to, output, None)
            .map_err(|text| self.problem(env, &field.place, text))?;
        let value = self.nested(env, &field.place, |c| c.output(to, article, output, scope))?;
        self.named(env, Role::Input, &field.name, Some(field), &field.place, value)
    }

    /// A parameter says about whom the question is when it is text (a number of a person) and not simply passed on.
    fn identifies(&self, name: &Arc<str>, node: Id) -> bool {
        let graph = &self.builder.graph;
        let mut at = node;
        while let Op::Name(_, _, _, inner) = &graph.node(at).op {
            at = *inner;
        }
        match &graph.node(at).op {
            Op::Leaf(leaf) => {
                let leaf = &graph.leaves[*leaf as usize];
                leaf.declared == Declared::Any && !(leaf.name == *name && leaf.keys.is_empty())
            }
            Op::Const(value) => matches!(value, Value::Text(_)),
            // What is calculated is no number of a person, unless it is chosen or taken over from elsewhere.
            op => matches!(op, Op::If(..) | Op::Ask(_) | Op::Broken(_)),
        }
    }

    /// A fact from outside.
    pub(super) fn leaf(&mut self, env: Env, field: &Field, register: bool) -> Result<Id> {
        let bindings = &self.scopes.get(env.scope).bindings;
        let keys: Box<[(Arc<str>, Id)]> =
            bindings.iter().filter(|(_, b)| b.identifies).map(|(n, b)| (n.clone(), b.node)).collect();
        let index = self.intern_leaf(env, field, register, keys)?;
        self.add(env, &field.place, Op::Leaf(index))
    }

    fn intern_leaf(
        &mut self,
        env: Env,
        field: &Field,
        register: bool,
        keys: Box<[(Arc<str>, Id)]>,
    ) -> Result<u32> {
        let leaves = &self.builder.graph.leaves;
        let Some(index) = leaves.iter().position(|l| l.name == field.name && l.keys == keys) else {
            let leaf = Leaf {
                name: field.name.clone(),
                declared: field.declared,
                unit: field.unit,
                register,
                description: field.description.clone(),
                keys,
                origin: env.origin,
            };
            self.builder.graph.leaves.push(leaf);
            return Ok(u32::try_from(self.builder.graph.leaves.len() - 1).unwrap_or(u32::MAX));
        };
        let other = self.builder.graph.article(leaves[index].origin);
        let leaf = &mut self.builder.graph.leaves[index];
        let clash = |what: &str| {
            format!("'{}' has another {what} here than in {other}; give one of them another name", field.name)
        };
        let text = match (leaf.declared, field.declared) {
            (a, b) if a != b && a != Declared::Any && b != Declared::Any => Some(clash("type")),
            _ if leaf.unit != field.unit && leaf.unit != Unit::Open && field.unit != Unit::Open => {
                Some(clash("unit"))
            }
            _ => None,
        };
        if let Some(text) = text {
            return Err(self.problem(env, &field.place, text));
        }
        if leaf.declared == Declared::Any {
            leaf.declared = field.declared;
        }
        if leaf.unit == Unit::Open {
            leaf.unit = field.unit;
        }
        leaf.register |= register;
        if leaf.description.is_none() {
            leaf.description.clone_from(&field.description);
        }
        Ok(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// A term that a lower regulation fills: the highest in rank, then the latest; else the default.
    pub(super) fn open_term(&mut self, env: Env, term: &OpenTerm) -> Result<Id> {
        let corpus = self.corpus;
        let (mut found, mut elsewhere): (Vec<(usize, usize, &Place)>, bool) = (Vec::new(), false);
        for index in corpus.all_in_force(self.request.date) {
            let law = corpus.law(index);
            if term.delegated.is_some_and(|layer| layer != law.layer) {
                continue;
            }
            let Some((article, place)) =
                filling(law, self.law(env), &self.article(env).number, &term.field.name)
            else {
                continue;
            };
            match (&law.area, &self.request.area) {
                (None, _) => found.push((index, article, place)),
                (Some(code), Area::Code(here)) if code == here => found.push((index, article, place)),
                (Some(_), Area::Unknown) => elsewhere = true,
                _ => {}
            }
        }
        let place = &term.field.place;
        if elsewhere {
            return self.ask_area(env, place);
        }
        found.sort_by_key(|f| Reverse(precedence(corpus.law(f.0))));
        let value = match found.as_slice() {
            [first, second, ..] if precedence(corpus.law(first.0)) == precedence(corpus.law(second.0)) => {
                let text = format!(
                    "'{}' is filled twice with equal rank and date; the other is at {}",
                    term.field.name, second.2
                );
                return Err(Problem::new(first.2, text));
            }
            [(law, article, _), ..] => {
                let scope = self.scopes.enter(env.scope, *law, corpus, Vec::new());
                self.nested(env, place, |c| c.output(*law, *article, &term.field.name, scope))?
            }
            [] => match term.default.iter().rfind(|a| a.output == term.field.name) {
                Some(default) => self.expr(env, &default.expr)?,
                None if term.required => self.add(env, place, Op::Broken(FaultKind::OpenTerm))?,
                None => self.add(env, place, Op::Const(Value::Absent))?,
            },
        };
        self.named(env, Role::Term, &term.field.name, Some(&term.field), place, value)
    }

    fn ask_area(&mut self, env: Env, place: &Place) -> Result<Id> {
        let field = Field {
            name: "gemeente_code".into(),
            declared: Declared::Any,
            unit: Unit::Open,
            description: None,
            place: place.clone(),
        };
        let leaf = self.intern_leaf(env, &field, false, Box::default())?;
        self.add(env, place, Op::Ask(leaf))
    }

    /// Articles that join because of the character of the outcome (Awb 3:46, 6:7 ...).
    pub(super) fn hooks(&mut self, law: usize, article: usize, scope: Scope) -> Result<()> {
        let corpus = self.corpus;
        let Some(produces) = &corpus.law(law).articles[article].machine.produces else { return Ok(()) };
        let given: Vec<(Arc<str>, Binding)> = self
            .builder
            .graph
            .outputs
            .iter()
            .map(|o| (o.name.clone(), Binding { node: o.node, identifies: false }))
            .collect();
        for before in [true, false] {
            for index in corpus.all_in_force(self.request.date) {
                let hooked = corpus.law(index);
                for (number, candidate) in hooked.articles.iter().enumerate() {
                    let fires = candidate.machine.hooks.iter().any(|h| {
                        h.before == before
                            && h.legal_character == produces.legal_character
                            && h.stage == self.request.stage
                            && h.decision_type
                                .as_ref()
                                .is_none_or(|d| Some(d) == produces.decision_type.as_ref())
                    });
                    if !fires {
                        continue;
                    }
                    let inner = self.scopes.enter(scope, index, corpus, given.clone());
                    let outputs: Vec<Arc<str>> =
                        candidate.machine.actions.iter().map(|a| a.output.clone()).collect();
                    for output in outputs {
                        self.outcome(index, number, &output, inner, true)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// Lex superior, then lex posterior.
fn precedence(law: &Law) -> (u8, Option<crate::value::Date>) {
    (law.layer.rank(), law.valid_from)
}

/// The article of `law` that fills `term` of article `number` of `higher`.
fn filling<'l>(law: &'l Law, higher: &Law, number: &str, term: &str) -> Option<(usize, &'l Place)> {
    law.articles.iter().enumerate().find_map(|(index, article)| {
        let hit = article
            .machine
            .implements
            .iter()
            .find(|i| i.law == higher.id && &*i.article == number && &*i.term == term)?;
        Some((index, &hit.place))
    })
}
