// SPDX-License-Identifier: EUPL-1.2
//! From regulations to a graph: names are resolved, versions and by-laws chosen, overrides applied, hooks joined.

mod expr;
mod link;
mod scope;
mod types;

use std::collections::HashMap;
use std::sync::Arc;

use crate::corpus::Corpus;
use crate::error::{Place, Problem, Result};
use crate::graph::{Builder, Graph, Id, LawUsed, Origin, Output};
use crate::law::{Article, Law};
use crate::value::Date;
use scope::{Scope, Scopes};

/// What is asked of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Regulation.
    pub law: Arc<str>,
    /// Outputs of it; `article:output` where several articles use one name.
    pub outputs: Vec<Arc<str>>,
    /// The day for which it must hold.
    pub date: Date,
    /// Whose by-laws speak.
    pub area: Area,
    /// Stage of the procedure, which decides which hooks join.
    pub stage: Arc<str>,
}

/// Whose by-laws speak.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Area {
    /// Not told yet: where it matters, the outcome is unknown and `gemeente_code` is a question.
    Unknown,
    /// None: only national rules and their defaults.
    None,
    /// This municipality, province or water board (`GM0384`).
    Code(Arc<str>),
}

impl Request {
    /// A request for one output, without municipality, at the moment of the decision.
    pub fn new(law: &str, output: &str, date: Date) -> Self {
        Self {
            law: law.into(),
            outputs: vec![output.into()],
            date,
            area: Area::None,
            stage: "BESLUIT".into(),
        }
    }

    /// The same, for a municipality.
    #[must_use]
    pub fn in_area(mut self, area: Area) -> Self {
        self.area = area;
        self
    }
}

/// Makes the graph that answers a request.
pub fn compile(corpus: &Corpus, request: &Request) -> Result<Graph> {
    let mut compiler = Compiler {
        corpus,
        request,
        builder: Builder::new(request.date),
        scopes: Scopes::default(),
        done: HashMap::new(),
        busy: Vec::new(),
        rows: Vec::new(),
        depth: 0,
    };
    let nowhere = Place { file: request.law.clone(), line: 1, column: 1 };
    let law = corpus.in_force(&request.law, request.date).map_err(|text| Problem::new(&nowhere, text))?;
    let place = corpus.law(law).place.clone();
    let scope = compiler.scopes.root(law, corpus);
    let mut articles = Vec::new();
    for asked in &request.outputs {
        let (article, name) = match asked.rsplit_once(':') {
            Some((article, name)) => (Some(article), name),
            None => (None, &**asked),
        };
        let article = corpus.article_giving(law, name, article).map_err(|text| Problem::new(&place, text))?;
        if !articles.contains(&article) {
            articles.push(article);
        }
        compiler.outcome(law, article, name, scope, false)?;
    }
    for article in articles {
        compiler.hooks(law, article, scope)?;
    }
    let mut graph = compiler.builder.graph;
    types::check(&mut graph)?;
    Ok(graph)
}

/// Which action, seen from where.
type Key = (usize, usize, usize, Scope);

struct Compiler<'a> {
    corpus: &'a Corpus,
    request: &'a Request,
    builder: Builder,
    scopes: Scopes,
    done: HashMap<Key, Id>,
    busy: Vec<Key>,
    rows: Vec<Arc<str>>,
    depth: u32,
}

/// Deepest nesting of expressions and references while compiling.
const MAX_NESTING: u32 = 200;

/// The article in which an expression stands, and from where it is looked at.
#[derive(Debug, Clone, Copy)]
struct Env {
    law: usize,
    article: usize,
    /// Actions before this one have been carried out.
    before: usize,
    scope: Scope,
    origin: u32,
    /// Within an AGGREGATE: its name for a row, as index into the list of such names.
    row: Option<u32>,
}

impl Compiler<'_> {
    fn law(&self, env: Env) -> &Law {
        self.corpus.law(env.law)
    }

    fn article(&self, env: Env) -> &Article {
        &self.law(env).articles[env.article]
    }

    fn problem(&self, env: Env, place: &Place, text: impl Into<String>) -> Problem {
        Problem::new(place, text).in_article(&self.article(env).number)
    }

    fn env(&mut self, law: usize, article: usize, before: usize, scope: Scope) -> Env {
        let of = self.corpus.law(law);
        let used = self.builder.law(LawUsed {
            id: of.id.clone(),
            valid_from: of.valid_from.map(|d| d.to_string()),
            file: of.place.file.clone(),
            sha256: of.sha256.clone(),
        });
        let article_of = &of.articles[article];
        let origin = self.builder.origin(Origin {
            law: used,
            article: article_of.number.clone(),
            url: article_of.url.clone(),
        });
        Env { law, article, before, scope, origin, row: None }
    }

    fn outcome(&mut self, law: usize, article: usize, name: &str, scope: Scope, hook: bool) -> Result<Id> {
        let node = self.output(law, article, name, scope)?;
        let origin = self.builder.graph.node(node).origin;
        if !self.builder.graph.outputs.iter().any(|o| &*o.name == name) {
            self.builder.graph.outputs.push(Output { name: name.into(), node, origin, hook });
        }
        Ok(node)
    }

    /// Guards against nesting that could exhaust the stack.
    fn nested<T>(&mut self, env: Env, place: &Place, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        if self.depth >= MAX_NESTING {
            return Err(self.problem(
                env,
                place,
                format!("nested deeper than {MAX_NESTING} steps; split the calculation"),
            ));
        }
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        result
    }
}
