// SPDX-License-Identifier: EUPL-1.2
//! From where an article is looked at: which parameters its caller bound, and which regulations are at work.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::corpus::Corpus;
use crate::graph::Id;

/// A scope, by number.
pub(super) type Scope = usize;

/// A parameter that the caller gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Binding {
    pub node: Id,
    /// Whether it says about whom the question is (another person than at the start).
    pub identifies: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ScopeData {
    pub bindings: BTreeMap<Arc<str>, Binding>,
    /// Regulations at work that have overrides: only these can replace an output of another.
    pub special: Vec<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Scopes {
    all: Vec<ScopeData>,
}

impl Scopes {
    pub fn root(&mut self, law: usize, corpus: &Corpus) -> Scope {
        let mut data = ScopeData::default();
        note_special(&mut data, law, corpus);
        self.intern(data)
    }

    pub fn get(&self, scope: Scope) -> &ScopeData {
        &self.all[scope]
    }

    /// The scope in which a law is entered from another, with parameters on top of those already bound.
    pub fn enter(
        &mut self,
        from: Scope,
        law: usize,
        corpus: &Corpus,
        given: Vec<(Arc<str>, Binding)>,
    ) -> Scope {
        let mut data = self.all[from].clone();
        data.bindings.extend(given);
        note_special(&mut data, law, corpus);
        self.intern(data)
    }

    fn intern(&mut self, data: ScopeData) -> Scope {
        self.all.iter().position(|d| *d == data).unwrap_or_else(|| {
            self.all.push(data);
            self.all.len() - 1
        })
    }
}

fn note_special(data: &mut ScopeData, law: usize, corpus: &Corpus) {
    let has_overrides = corpus.law(law).articles.iter().any(|a| !a.machine.overrides.is_empty());
    if has_overrides && !data.special.contains(&law) {
        data.special.push(law);
        data.special.sort_unstable();
    }
}
