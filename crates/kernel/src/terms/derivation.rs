// SPDX-License-Identifier: EUPL-1.2
//! What every computed term carries: its steps, each with rule, article, inputs and one Dutch sentence.

use std::{borrow::Cow, fmt};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::read::{days_between, shift};
use crate::{Result, Time, calendar, text_enum};

/// An article of law as it is cited: `Awb 6:8 lid 1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Artikel(Cow<'static, str>);

impl Artikel {
    /// An article of ours.
    pub const fn new(text: &'static str) -> Self {
        Self(Cow::Borrowed(text))
    }

    /// An article somebody names, for a term in a special law.
    pub fn named(text: impl Into<String>) -> Self {
        Self(Cow::Owned(text.into()))
    }
}

impl fmt::Display for Artikel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

text_enum! {
    /// The rule a step applies.
    pub enum Regel {
        /// When the term begins.
        Begin = "begin",
        /// How long it is.
        Duur = "duur",
        /// The clock stood still.
        Opschorting = "opschorting",
        /// The body adjourned its decision.
        Verdaging = "verdaging",
        /// Further delay by consent.
        Uitstel = "uitstel",
        /// A notice that a decision will be late.
        Kennisgeving = "kennisgeving",
        /// On which day it ends, after the Algemene termijnenwet.
        Einde = "einde",
        /// Whether something was on time.
        Tijdigheid = "tijdigheid",
        /// A notice of default.
        Ingebrekestelling = "ingebrekestelling",
        /// What is owed.
        Bedrag = "bedrag",
    }
}

text_enum! {
    /// What a term is for.
    pub enum Termijnsoort {
        /// To object (Awb 6:7).
        Bezwaar = "bezwaar",
        /// To decide on an objection (Awb 7:10).
        BeslissingOpBezwaar = "beslissing-op-bezwaar",
        /// To decide on an application (Awb 4:13).
        Aanvraag = "aanvraag",
        /// To handle a complaint (Awb 9:11).
        Klacht = "klacht",
        /// To decide on a request for information (Woo 4.4).
        Woo = "woo",
        /// To ask for a more precise request (Woo 4.1 lid 5).
        WooPrecisering = "woo-precisering",
        /// To fix a penalty (Awb 4:18).
        Dwangsombesluit = "dwangsombesluit",
        /// For a letter that was posted in time to arrive (Awb 6:9 lid 2).
        Post = "post",
        /// Any other.
        Los = "los",
    }
}

/// One input of a step, as it was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Invoer {
    /// Which.
    pub naam: &'static str,
    /// Its value: a date as `YYYY-MM-DD`, a length such as `6w`, or a word.
    pub waarde: String,
}

/// One step of a derivation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stap {
    /// The rule.
    pub regel: Regel,
    /// Where it stands.
    pub artikel: Artikel,
    /// From what.
    pub invoer: Vec<Invoer>,
    /// The step in one plain Dutch sentence.
    pub zin: String,
    /// What is uncertain about this step; an employee reads it before relying on the date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub let_op: Option<String>,
}

impl Stap {
    /// A step without inputs.
    pub(super) fn new(regel: Regel, artikel: Artikel, zin: impl Into<String>) -> Self {
        Self { regel, artikel, invoer: Vec::new(), zin: zin.into(), let_op: None }
    }

    /// With an input.
    pub(super) fn met(mut self, naam: &'static str, waarde: impl fmt::Display) -> Self {
        self.invoer.push(Invoer { naam, waarde: waarde.to_string() });
        self
    }

    /// With a warning.
    pub(super) fn let_op(mut self, text: impl Into<String>) -> Self {
        self.let_op = Some(text.into());
        self
    }
}

/// How a result came about: its steps in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Afleiding(Vec<Stap>);

impl Afleiding {
    /// The steps, in order.
    pub fn stappen(&self) -> &[Stap] {
        &self.0
    }

    pub(super) fn push(&mut self, stap: Stap) {
        self.0.push(stap);
    }
}

impl fmt::Display for Afleiding {
    /// One line per step: the sentence and, in brackets, the article; warnings on their own line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for stap in &self.0 {
            writeln!(f, "{} ({})", stap.zin, stap.artikel)?;
            if let Some(let_op) = &stap.let_op {
                writeln!(f, "  Let op: {let_op}")?;
            }
        }
        Ok(())
    }
}

/// Something the body must do because of what happened to the term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plicht {
    /// Where the duty stands.
    pub artikel: Artikel,
    /// What to do, in one Dutch sentence.
    pub zin: String,
}

/// A term in days, computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Termijn {
    /// What it is for.
    pub soort: Termijnsoort,
    /// Its first day.
    pub eerste_dag: Date,
    /// Its last day; the whole day counts.
    pub laatste_dag: Date,
    /// The last day before the Algemene termijnenwet moved it.
    pub zonder_atw: Date,
    /// The day on which a suspension still ran whose end nobody knows yet: until it ends the last day is provisional.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voorlopig: Option<Date>,
    /// What the body owes because of it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub plichten: Vec<Plicht>,
    /// How it came about.
    pub afleiding: Afleiding,
}

impl Termijn {
    /// The last microsecond of the last day, by the clock of the Netherlands: also right on the nights on which
    /// the clock changes.
    pub fn einde(&self) -> Time {
        calendar::end_of_day(self.laatste_dag)
    }

    /// Whether this day is in time: not after the last day.
    pub fn is_tijdig(&self, dag: Date) -> bool {
        dag <= self.laatste_dag
    }

    /// The first day on which at least this part of the term, in percent, has passed, to warn an employee (at 50,
    /// 80 and 100). 100 and more is the last day; 0 is the first.
    pub fn dag_bij(&self, procent: u8) -> Result<Date> {
        let days = days_between(self.eerste_dag, self.laatste_dag) + 1;
        let passed = (days * i64::from(procent.min(100)) + 99) / 100;
        shift(self.eerste_dag, (passed - 1).max(0))
    }
}
