// SPDX-License-Identifier: EUPL-1.2
//! A regulation as its file says it: articles, and what of them a machine can follow.

use std::sync::Arc;

use crate::error::Place;
use crate::law::Expr;
use crate::value::{Date, Value};

/// One version of one regulation: one file.
#[derive(Debug, Clone)]
pub struct Law {
    /// Identifier (`$id`), shared by all versions.
    pub id: Arc<str>,
    /// Kind of regulation, which is also its rank.
    pub layer: Layer,
    /// Name, when given.
    pub name: Option<Arc<str>>,
    /// First day in force; without one it holds from the beginning.
    pub valid_from: Option<Date>,
    /// Last day in force, inclusive; only for a regulation that ended.
    pub valid_to: Option<Date>,
    /// Municipality, province or water board whose regulation it is.
    pub area: Option<Arc<str>>,
    /// Address of the text.
    pub url: Arc<str>,
    /// The articles.
    pub articles: Vec<Article>,
    /// Where the file begins.
    pub place: Place,
    /// SHA-256 of the file, in hexadecimal.
    pub sha256: Arc<str>,
    /// Version of the format (`0.5.6`).
    pub schema: Arc<str>,
}

/// Kind of regulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// Treaty.
    Verdrag,
    /// European regulation.
    EuVerordening,
    /// European directive.
    EuRichtlijn,
    /// Constitution.
    Grondwet,
    /// Act of parliament.
    Wet,
    /// General administrative order.
    Amvb,
    /// Royal decree.
    KoninklijkBesluit,
    /// Ministerial regulation.
    MinisterieleRegeling,
    /// Provincial by-law.
    ProvincialeVerordening,
    /// By-law of a water board.
    WaterschapsVerordening,
    /// Municipal by-law.
    GemeentelijkeVerordening,
    /// Policy rule.
    Beleidsregel,
    /// Practice of an executing body.
    Uitvoeringsbeleid,
}

impl Layer {
    const NAMES: [(&'static str, Self, u8); 13] = [
        ("VERDRAG", Self::Verdrag, 9),
        ("EU_VERORDENING", Self::EuVerordening, 8),
        ("EU_RICHTLIJN", Self::EuRichtlijn, 8),
        ("GRONDWET", Self::Grondwet, 7),
        ("WET", Self::Wet, 6),
        ("AMVB", Self::Amvb, 5),
        ("KONINKLIJK_BESLUIT", Self::KoninklijkBesluit, 5),
        ("MINISTERIELE_REGELING", Self::MinisterieleRegeling, 4),
        ("PROVINCIALE_VERORDENING", Self::ProvincialeVerordening, 3),
        ("WATERSCHAPS_VERORDENING", Self::WaterschapsVerordening, 2),
        ("GEMEENTELIJKE_VERORDENING", Self::GemeentelijkeVerordening, 2),
        ("BELEIDSREGEL", Self::Beleidsregel, 1),
        ("UITVOERINGSBELEID", Self::Uitvoeringsbeleid, 0),
    ];

    /// The layer with this name in the format.
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(n, _, _)| *n == name).map(|(_, layer, _)| *layer)
    }

    /// All names, for messages.
    pub fn names() -> String {
        Self::NAMES.map(|(n, _, _)| n).join(", ")
    }

    /// Name in the format.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, layer, _)| *layer == self).map_or("", |(n, _, _)| n)
    }

    /// Rank: a higher one goes before a lower one (lex superior).
    pub fn rank(self) -> u8 {
        Self::NAMES.iter().find(|(_, layer, _)| *layer == self).map_or(0, |(_, _, rank)| *rank)
    }
}

/// An article.
#[derive(Debug, Clone)]
pub struct Article {
    /// Number as the law writes it (`6:7`, `22a`).
    pub number: Arc<str>,
    /// Address of its text.
    pub url: Arc<str>,
    /// Where it stands.
    pub place: Place,
    /// What a machine can follow of it.
    pub machine: Machine,
}

/// The machine-readable part of an article; empty when there is none.
#[derive(Debug, Clone, Default)]
pub struct Machine {
    /// Constants.
    pub definitions: Vec<Definition>,
    /// Terms that a lower regulation fills.
    pub open_terms: Vec<OpenTerm>,
    /// Terms of higher regulations that this article fills.
    pub implements: Vec<Implements>,
    /// When this article joins the outputs of another.
    pub hooks: Vec<Hook>,
    /// Outputs of other articles that this article replaces.
    pub overrides: Vec<Override>,
    /// What could not be expressed and nobody accepted yet; the first construct.
    pub untranslatable: Option<(Arc<str>, Place)>,
    /// Legal character and kind of decision of the outcome.
    pub produces: Option<Produces>,
    /// What the caller must give.
    pub parameters: Vec<Field>,
    /// What comes from elsewhere.
    pub inputs: Vec<Input>,
    /// What comes out.
    pub outputs: Vec<Field>,
    /// How.
    pub actions: Vec<Action>,
}

/// A constant.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Name, type and unit.
    pub field: Field,
    /// Its value.
    pub value: Value,
}

/// A name with a type.
#[derive(Debug, Clone)]
pub struct Field {
    /// Name.
    pub name: Arc<str>,
    /// Declared type.
    pub declared: Declared,
    /// Declared unit.
    pub unit: Unit,
    /// What it means.
    pub description: Option<Arc<str>>,
    /// Where it stands.
    pub place: Place,
}

/// Types of the format. `string` promises little: laws use it for dates and codes too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Declared {
    /// Anything.
    Any,
    /// A number or an amount of money.
    Number,
    /// True or false.
    Bool,
    /// A day.
    Date,
    /// A list.
    List,
}

/// Units of the format. A unit never changes a value; different units do not mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Not declared: goes with anything.
    Open,
    /// Euro.
    Euro,
    /// Eurocent.
    Eurocent,
    /// Share, 0 to 1.
    Ratio,
    /// Percentage, 0 to 100.
    Percentage,
    /// Years.
    Years,
    /// Months.
    Months,
    /// Weeks.
    Weeks,
    /// Days.
    Days,
}

impl Unit {
    /// Name in the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Open => "no unit",
            Self::Euro => "euro",
            Self::Eurocent => "eurocent",
            Self::Ratio => "ratio",
            Self::Percentage => "percentage",
            Self::Years => "years",
            Self::Months => "months",
            Self::Weeks => "weeks",
            Self::Days => "days",
        }
    }
}

/// Something that comes from elsewhere.
#[derive(Debug, Clone)]
pub struct Input {
    /// Name, type and unit.
    pub field: Field,
    /// Where from.
    pub source: Source,
}

/// Where an input comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// From outside the rules: a register, a file, a person.
    Data,
    /// From an output of this or another regulation.
    Output {
        /// The other regulation; none for this one.
        law: Option<Arc<str>>,
        /// Its output.
        output: Arc<str>,
        /// What is given to it.
        parameters: Vec<(Arc<str>, Expr)>,
    },
}

/// A calculation with its name.
#[derive(Debug, Clone)]
pub struct Action {
    /// Name of what it calculates.
    pub output: Arc<str>,
    /// How.
    pub expr: Expr,
    /// Where it stands.
    pub place: Place,
}

/// A term that a lower regulation must or may fill.
#[derive(Debug, Clone)]
pub struct OpenTerm {
    /// Name, type and unit.
    pub field: Field,
    /// Whether it must be filled.
    pub required: bool,
    /// The kind of regulation that may fill it, when named.
    pub delegated: Option<Layer>,
    /// What holds when nobody fills it.
    pub default: Vec<Action>,
}

/// That an article fills a term of a higher regulation.
#[derive(Debug, Clone)]
pub struct Implements {
    /// The higher regulation.
    pub law: Arc<str>,
    /// Its article.
    pub article: Arc<str>,
    /// The term.
    pub term: Arc<str>,
    /// Where it stands.
    pub place: Place,
}

/// What kind of decision an article produces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Produces {
    /// BESCHIKKING, TOETS ...
    pub legal_character: Arc<str>,
    /// TOEKENNING, AFWIJZING ...
    pub decision_type: Option<Arc<str>>,
}

/// When an article joins another.
#[derive(Debug, Clone)]
pub struct Hook {
    /// Before the actions of the other article, or after.
    pub before: bool,
    /// Legal character of the other article.
    pub legal_character: Arc<str>,
    /// Kind of decision, when narrowed.
    pub decision_type: Option<Arc<str>>,
    /// Stage of the procedure.
    pub stage: Arc<str>,
}

/// That an article replaces an output of another (lex specialis).
#[derive(Debug, Clone)]
pub struct Override {
    /// The other regulation.
    pub law: Arc<str>,
    /// Its article.
    pub article: Arc<str>,
    /// Its output.
    pub output: Arc<str>,
    /// Where it stands.
    pub place: Place,
}

impl Law {
    /// Whether it is in force on a day.
    pub fn holds_on(&self, date: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= date) && self.valid_to.is_none_or(|to| date <= to)
    }
}

impl Article {
    /// Whether one of its actions or outputs has this name.
    pub fn gives(&self, output: &str) -> bool {
        self.machine.actions.iter().any(|a| &*a.output == output)
    }
}
