// SPDX-License-Identifier: EUPL-1.2
//! Sidecars: what the format of the rules has no place for, in files beside them. `*.vragen.yaml` says how to ask for a
//! fact and who knows it, `*.uitleg.yaml` how to tell an outcome. A rule works without them.

mod read;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use read::{read_uitleg, read_vragen};

use crate::corpus::Corpus;
use crate::error::{Place, Problem};
use crate::explain::shown;
use crate::graph::Graph;
use crate::law::{Law, Unit};
use crate::question::{Who, by_origin};
use crate::value::Value;

/// The questions of one regulation (`*.vragen.yaml`).
#[derive(Debug, Clone)]
pub struct Vragen {
    /// Regulation (`$id`).
    pub regeling: Arc<str>,
    /// Where the file begins.
    pub place: Place,
    /// The questions, by the name of the fact.
    pub vragen: BTreeMap<Arc<str>, Vraag>,
}

/// How to ask for a fact.
#[derive(Debug, Clone)]
pub struct Vraag {
    /// The question, in plain Dutch.
    pub vraag: Arc<str>,
    /// Help with it.
    pub hulp: Option<Arc<str>>,
    /// What kind of answer it takes.
    pub antwoord: Antwoord,
    /// What can be chosen, when the answer is a choice: value and words.
    pub keuzes: Vec<(Value, Arc<str>)>,
    /// Register that knows it (`brp`), if one does.
    pub register: Option<Arc<str>>,
    /// Code of the purpose for which it may be used.
    pub doel: Option<Arc<str>>,
    /// What it costs who answers: 0 nothing, 1 a tap, 5 looking something up.
    pub kosten: u32,
    /// Where it stands.
    pub place: Place,
}

/// Kinds of answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Antwoord {
    /// Yes or no.
    JaNee,
    /// A number.
    Getal,
    /// An amount of money.
    Bedrag,
    /// A day.
    Datum,
    /// Text.
    Tekst,
    /// One of a list.
    Keuze,
    /// Rows of a relation.
    Regels,
}

/// The sentences of one regulation (`*.uitleg.yaml`).
#[derive(Debug, Clone)]
pub struct Uitleg {
    /// Regulation (`$id`).
    pub regeling: Arc<str>,
    /// Where the file begins.
    pub place: Place,
    /// How a name reads in a sentence: `inkomen` is "uw inkomen per maand".
    pub namen: BTreeMap<Arc<str>, Zin>,
    /// Sentences for outcomes.
    pub uitkomsten: BTreeMap<Arc<str>, Zinnen>,
    /// Sentences for conditions.
    pub voorwaarden: BTreeMap<Arc<str>, Zinnen>,
}

/// A sentence with slots: `Uw inkomen is {inkomen}.`
#[derive(Debug, Clone)]
pub struct Zin {
    /// The sentence.
    pub text: Arc<str>,
    /// Where it stands.
    pub place: Place,
}

/// Sentences by what came out.
#[derive(Debug, Clone, Default)]
pub struct Zinnen {
    /// When true, or an amount of something.
    pub waar: Option<Zin>,
    /// When false, absent, or an amount of nothing.
    pub onwaar: Option<Zin>,
    /// While unknown.
    pub onbekend: Option<Zin>,
}

impl Zinnen {
    fn of(&self, value: &Value) -> Option<&Zin> {
        match value {
            Value::Unknown => self.onbekend.as_ref(),
            Value::Fault(_) => None,
            Value::Bool(false) | Value::Absent => self.onwaar.as_ref(),
            Value::Number(n) if *n == crate::value::Number::ZERO => self.onwaar.as_ref(),
            _ => self.waar.as_ref(),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Zin> {
        [&self.waar, &self.onwaar, &self.onbekend].into_iter().flatten()
    }
}

/// All sidecars that were read.
#[derive(Debug, Clone, Default)]
pub struct Sidecars {
    /// Questions.
    pub vragen: Vec<Vragen>,
    /// Sentences.
    pub uitleg: Vec<Uitleg>,
}

impl Sidecars {
    /// The question for a fact: of the regulation that asks, else of another that takes part.
    pub fn vraag(&self, graph: &Graph, leaf: u32) -> Option<&Vraag> {
        let leaf = graph.leaves.get(leaf as usize)?;
        let own = graph.laws.get(graph.origins.get(leaf.origin as usize)?.law as usize)?;
        let of = |id: &str| self.vragen.iter().find(|v| *v.regeling == *id)?.vragen.get(&leaf.name);
        of(&own.id).or_else(|| graph.laws.iter().find_map(|law| of(&law.id)))
    }

    /// Who can answer a fact, and at what cost.
    pub fn answering(&self, graph: &Graph, leaf: u32) -> (Who, u32) {
        match self.vraag(graph, leaf) {
            Some(vraag) => (if vraag.register.is_some() { Who::Register } else { Who::Person }, vraag.kosten),
            None => by_origin(graph, leaf),
        }
    }

    /// The question in words, also without a sidecar.
    pub fn ask(&self, graph: &Graph, leaf: u32) -> String {
        if let Some(vraag) = self.vraag(graph, leaf) {
            return vraag.vraag.to_string();
        }
        let Some(leaf) = graph.leaves.get(leaf as usize) else { return String::new() };
        leaf.description.as_ref().map_or_else(|| leaf.name.replace('_', " "), ToString::to_string)
    }

    /// How a name reads, in the first of these regulations that says so.
    pub(crate) fn name(&self, laws: &[&str], name: &str) -> Option<String> {
        laws.iter()
            .find_map(|law| self.of(law).find_map(|u| u.namen.get(name)).map(|zin| zin.text.to_string()))
    }

    fn of<'a>(&'a self, law: &str) -> impl Iterator<Item = &'a Uitleg> {
        let law: Arc<str> = law.into();
        self.uitleg.iter().filter(move |u| u.regeling == law)
    }

    pub(crate) fn outcome(&self, law: &str, name: &str, value: &Value) -> Option<&Zin> {
        self.of(law).find_map(|u| u.uitkomsten.get(name)?.of(value))
    }

    pub(crate) fn condition(&self, law: &str, name: &str, value: &Value) -> Option<&Zin> {
        self.of(law).find_map(|u| u.voorwaarden.get(name)?.of(value))
    }

    /// Everything in the sidecars that no version of its regulation knows.
    pub fn check(&self, corpus: &Corpus) -> Vec<Problem> {
        let mut problems = Vec::new();
        let versions =
            |id: &str| -> Vec<&Law> { corpus.laws().iter().map(|l| &**l).filter(|l| *l.id == *id).collect() };
        for (id, place) in self
            .vragen
            .iter()
            .map(|v| (&v.regeling, &v.place))
            .chain(self.uitleg.iter().map(|u| (&u.regeling, &u.place)))
        {
            if !corpus.knows(id) {
                let text = format!("regulation '{id}' was not read; put this file beside it");
                problems.push(Problem::new(place, text));
            }
        }
        for file in self.vragen.iter().filter(|v| corpus.knows(&v.regeling)) {
            let laws = versions(&file.regeling);
            for (name, vraag) in &file.vragen {
                if !laws.iter().any(|law| asks(law, name)) {
                    let text = format!("'{name}' is no parameter or input of '{}'", file.regeling);
                    problems.push(Problem::new(&vraag.place, text));
                }
            }
        }
        for file in self.uitleg.iter().filter(|u| corpus.knows(&u.regeling)) {
            check_sentences(file, &versions(&file.regeling), &mut problems);
        }
        problems
    }
}

fn check_sentences(file: &Uitleg, laws: &[&Law], problems: &mut Vec<Problem>) {
    let mut wrong = |zin: &Zin, name: &str| {
        let text =
            format!("'{name}' is no name in '{}'; it must be a fact, a definition or a step", file.regeling);
        problems.push(Problem::new(&zin.place, text));
    };
    for (name, zin) in &file.namen {
        if !laws.iter().any(|law| names(law, name)) {
            wrong(zin, name);
        }
    }
    for (name, zinnen) in file.uitkomsten.iter().chain(&file.voorwaarden) {
        for zin in zinnen.all() {
            if !laws.iter().any(|law| gives(law, name)) {
                wrong(zin, name);
            }
            for slot in slots(&zin.text) {
                if !laws.iter().any(|law| names(law, slot)) {
                    wrong(zin, slot);
                }
            }
        }
    }
}

/// The names between braces.
fn slots(text: &str) -> impl Iterator<Item = &str> {
    text.split('{').skip(1).filter_map(|part| part.split_once('}').map(|(name, _)| name))
}

fn asks(law: &Law, name: &str) -> bool {
    law.articles.iter().any(|a| {
        let mut fields = a.machine.parameters.iter().chain(a.machine.inputs.iter().map(|i| &i.field));
        fields.any(|f| *f.name == *name)
    })
}

fn gives(law: &Law, name: &str) -> bool {
    law.articles.iter().any(|a| a.gives(name))
}

fn names(law: &Law, name: &str) -> bool {
    asks(law, name)
        || gives(law, name)
        || law.articles.iter().any(|a| {
            a.machine.definitions.iter().any(|d| *d.field.name == *name)
                || a.machine.open_terms.iter().any(|t| *t.field.name == *name)
        })
}

impl Vraag {
    /// The choices in words: `ALLEENSTAAND: u woont alleen`.
    pub fn choices(&self) -> Vec<String> {
        self.keuzes.iter().map(|(value, words)| format!("{}: {words}", shown(value, Unit::Open))).collect()
    }
}
