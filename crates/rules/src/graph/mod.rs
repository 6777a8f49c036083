// SPDX-License-Identifier: EUPL-1.2
//! The one form of a rule that both executors read: a typed graph without cycles.
//!
//! A graph answers one request (these outputs, on this day, for this municipality). Everything that depends on the day
//! or the place is already decided: versions, by-laws, overrides. What is left depends on the person only. Children
//! always stand before their parents.

use std::collections::HashMap;
use std::sync::Arc;

use crate::error::Place;
use crate::law::{Compare, Declared, Fold, Many, Unit};
use crate::value::{Date, FaultKind, Rounding, Value};

/// Index of a node.
pub type Id = u32;

/// A rule, ready to run.
#[derive(Debug, Clone)]
pub struct Graph {
    /// The nodes; children before parents.
    pub nodes: Vec<Node>,
    /// What comes from outside.
    pub leaves: Vec<Leaf>,
    /// What was asked, then what joined it by hook.
    pub outputs: Vec<Output>,
    /// Articles that play a part.
    pub origins: Vec<Origin>,
    /// Versions of regulations that play a part.
    pub laws: Vec<LawUsed>,
    /// The day for which it holds.
    pub date: Date,
}

/// One step of a calculation.
#[derive(Debug, Clone)]
pub struct Node {
    /// What it does.
    pub op: Op,
    /// What kind of value it gives.
    pub kind: Kind,
    /// In which unit.
    pub unit: Unit,
    /// In which article it stands: index into [`Graph::origins`].
    pub origin: u32,
    /// Line and column in the file of that article.
    pub at: (u32, u32),
    /// Whether it differs per row of the relation that an AGGREGATE around it goes over.
    pub per_row: bool,
}

/// What is known of the kind of a value before it is calculated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Anything.
    Any,
    /// Only the absence of a value.
    Absent,
    /// True or false.
    Bool,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Text.
    Text,
    /// A list.
    List,
}

impl Kind {
    /// In one word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "anything",
            Self::Absent => "nothing",
            Self::Bool => "true/false",
            Self::Number => "a number",
            Self::Date => "a date",
            Self::Text => "text",
            Self::List => "a list",
        }
    }
}

/// What a node does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Op {
    /// A constant.
    Const(Value),
    /// A value from outside: index into [`Graph::leaves`].
    Leaf(u32),
    /// Unknown until the leaf is told; then the graph must be made again (the municipality decides which by-law speaks).
    Ask(u32),
    /// Cannot be calculated.
    Broken(FaultKind),
    /// Sum, product, AND ...
    Many(Many, Box<[Id]>),
    /// NOT.
    Not(Id),
    /// A comparison.
    Compare(Compare, Id, Id),
    /// The first case whose condition is true, else the default, else absent.
    If(Box<[(Id, Id)]>, Option<Id>),
    /// Whether the first is one of the others (a list among them counts by its items).
    In(Id, Box<[Id]>),
    /// A list.
    List(Box<[Id]>),
    /// Complete years.
    Age(Id, Id),
    /// A day plus years, months, weeks, days.
    DateAdd(Id, [Option<Id>; 4]),
    /// Year, month, day.
    Date([Id; 3]),
    /// 0 for Monday.
    Weekday(Id),
    /// Days, complete months or complete years from one day to another.
    DateDiff(Id, Id, Unit),
    /// Rounding to a number of decimals.
    Round(Rounding, i32, Id),
    /// A part of a day.
    Part(Part, Id),
    /// A value under the name a regulation gives it. Holds the value to its declared type.
    Name(Role, Arc<str>, Declared, Id),
    /// A value of the row at hand.
    Field(Arc<str>),
    /// Over the rows of a relation: the relation, which rows count, the value of a row.
    Aggregate(Fold, Id, Option<Id>, Option<Id>),
}

/// Parts of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Year.
    Year,
    /// Month, 1 to 12.
    Month,
    /// Day of the month.
    Day,
}

/// What a named value is to the article that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// It gives it.
    Output,
    /// It takes it from elsewhere.
    Input,
    /// Its caller gives it.
    Parameter,
    /// A term that another regulation fills.
    Term,
    /// A constant.
    Definition,
}

impl Role {
    /// In one word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Output => "output",
            Self::Input => "input",
            Self::Parameter => "parameter",
            Self::Term => "open term",
            Self::Definition => "definition",
        }
    }
}

/// A value from outside the rules.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// Name. One name is one fact about one person, whichever regulation asks.
    pub name: Arc<str>,
    /// Declared type.
    pub declared: Declared,
    /// Declared unit.
    pub unit: Unit,
    /// Whether a register answers (input without a source regulation) or the caller (parameter).
    pub register: bool,
    /// What it means.
    pub description: Option<Arc<str>>,
    /// When it is about somebody else than the person asked about: which parameters say who.
    pub keys: Box<[(Arc<str>, Id)]>,
    /// The first article that asks for it.
    pub origin: u32,
}

/// An outcome.
#[derive(Debug, Clone)]
pub struct Output {
    /// Its name.
    pub name: Arc<str>,
    /// The node that gives it.
    pub node: Id,
    /// The article that gives it.
    pub origin: u32,
    /// Whether it joined by hook.
    pub hook: bool,
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Index into [`Graph::laws`].
    pub law: u32,
    /// Number.
    pub article: Arc<str>,
    /// Address of the text.
    pub url: Arc<str>,
}

/// A version of a regulation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct LawUsed {
    /// Identifier.
    pub id: Arc<str>,
    /// First day in force.
    pub valid_from: Option<String>,
    /// File it was read from.
    pub file: Arc<str>,
    /// SHA-256 of the file.
    pub sha256: Arc<str>,
}

impl Graph {
    /// A node.
    pub fn node(&self, id: Id) -> &Node {
        &self.nodes[id as usize]
    }

    /// The outcome with this name.
    pub fn output(&self, name: &str) -> Option<&Output> {
        self.outputs.iter().find(|o| &*o.name == name)
    }

    /// Where a node stands in its file.
    pub fn place(&self, id: Id) -> Place {
        let node = self.node(id);
        let law = &self.laws[self.origins[node.origin as usize].law as usize];
        Place { file: law.file.clone(), line: node.at.0, column: node.at.1 }
    }

    /// A node without the names around it.
    pub fn unnamed(&self, mut id: Id) -> Id {
        while let Op::Name(_, _, _, inner) = &self.node(id).op {
            id = *inner;
        }
        id
    }

    /// Law and article of an origin: `participatiewet, article 21`.
    pub fn article(&self, origin: u32) -> String {
        let origin = &self.origins[origin as usize];
        format!("{}, article {}", self.laws[origin.law as usize].id, origin.article)
    }
}

/// Grows a graph. Equal calculations in the same article become one node.
pub(crate) struct Builder {
    pub graph: Graph,
    known: HashMap<(u32, Op), Id>,
    depths: Vec<u32>,
}

/// Deepest chain of calculations; deeper is refused so that no executor can run out of stack.
pub const MAX_CHAIN: u32 = 400;
/// Most nodes in one graph.
pub const MAX_NODES: usize = 100_000;

impl Builder {
    pub fn new(date: Date) -> Self {
        let graph =
            Graph { nodes: vec![], leaves: vec![], outputs: vec![], origins: vec![], laws: vec![], date };
        Self { graph, known: HashMap::new(), depths: vec![] }
    }

    /// Adds a node, or finds its equal; says what is wrong when a limit is passed.
    pub fn add(&mut self, op: Op, origin: u32, at: (u32, u32)) -> Result<Id, String> {
        if let Some(&id) = self.known.get(&(origin, op.clone())) {
            return Ok(id);
        }
        let mut depth = 0;
        each_child(&op, &mut |id| depth = depth.max(self.depths[id as usize] + 1));
        if depth > MAX_CHAIN {
            return Err(format!("a chain of more than {MAX_CHAIN} calculations"));
        }
        let mut per_row = matches!(op, Op::Field(_));
        if !matches!(op, Op::Aggregate(..)) {
            each_child(&op, &mut |id| per_row |= self.graph.node(id).per_row);
        }
        let id = Id::try_from(self.graph.nodes.len()).unwrap_or(Id::MAX);
        if self.graph.nodes.len() >= MAX_NODES {
            return Err(format!("more than {MAX_NODES} calculations in one rule"));
        }
        self.known.insert((origin, op.clone()), id);
        self.depths.push(depth);
        self.graph.nodes.push(Node { op, kind: Kind::Any, unit: Unit::Open, origin, at, per_row });
        Ok(id)
    }

    pub fn origin(&mut self, origin: Origin) -> u32 {
        let found = self.graph.origins.iter().position(|o| *o == origin);
        let index = found.unwrap_or_else(|| {
            self.graph.origins.push(origin);
            self.graph.origins.len() - 1
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }

    pub fn law(&mut self, law: LawUsed) -> u32 {
        let found = self.graph.laws.iter().position(|l| *l == law);
        let index = found.unwrap_or_else(|| {
            self.graph.laws.push(law);
            self.graph.laws.len() - 1
        });
        u32::try_from(index).unwrap_or(u32::MAX)
    }
}

/// Calls `visit` with every node that `op` needs, in order.
pub fn each_child(op: &Op, visit: &mut dyn FnMut(Id)) {
    match op {
        Op::Const(_) | Op::Leaf(_) | Op::Ask(_) | Op::Broken(_) | Op::Field(_) => {}
        Op::Many(_, items) | Op::List(items) => items.iter().for_each(|&i| visit(i)),
        Op::Not(a) | Op::Weekday(a) | Op::Round(_, _, a) | Op::Part(_, a) | Op::Name(_, _, _, a) => visit(*a),
        Op::Compare(_, a, b) | Op::Age(a, b) | Op::DateDiff(a, b, _) => {
            visit(*a);
            visit(*b);
        }
        Op::If(cases, default) => {
            for &(when, then) in cases {
                visit(when);
                visit(then);
            }
            if let Some(default) = default {
                visit(*default);
            }
        }
        Op::In(subject, items) => {
            visit(*subject);
            items.iter().for_each(|&i| visit(i));
        }
        Op::DateAdd(date, parts) => {
            visit(*date);
            parts.iter().flatten().for_each(|&p| visit(p));
        }
        Op::Date(parts) => parts.iter().for_each(|&p| visit(p)),
        Op::Aggregate(_, over, filter, value) => {
            visit(*over);
            filter.iter().chain(value).for_each(|&p| visit(p));
        }
    }
}
