// SPDX-License-Identifier: EUPL-1.2
//! The demo municipality "Thuishaven" as data, and a pure generator of its residents and of a year of questions.
//!
//! Everything is invented: places, people, organisations, figures. Test numbers only (BSNs begin with 999, trade
//! register numbers with 0000, mobile numbers with 06 00 00, area code 0999, mail at `voorbeeld.example`).
//!
//! - [`Thuishaven::load`] reads the data files that are compiled in.
//! - [`Thuishaven::plan`] makes residents, organisations and a year of questions from a seed and a moment at which
//!   the year ends. The same seed and moment give the same plan on every machine.
//! - [`Plan::lives`] yields every question with its whole life in order of receipt. What would happen after the
//!   end is left out, so that the work lists of that moment are as full as they would be.
//!
//! No async, no storage, no clock: who loads the plan decides how it is written.

mod gegevens;
mod historie;
mod inwoners;
mod kans;
mod soort;
mod tekst;
mod thuishaven;

pub use gegevens::{
    Aanmelding, Bellen, Bericht, Brief, Gedrag, Gemeente, Locatie, Loop, Medewerker, Moment, Navraag,
    Onderwerp, Openingstijd, Overdracht, Piek, Postvak, Rest, Ritme, Samenwerkgroep, Seizoen, Sluiting,
    Soortwoorden, StilleStijging, Taak, Team, Vandaag, Verbetering, Verhaal, Voorbeeld, Wijk, Woord,
};
pub use historie::{Indiener, Life, Lives, Nee, OnzeFout, Plan, Step, StepKind};
pub use inwoners::{Geslacht, Inwoner, Organisatie};
pub use soort::{Afhandelwijze, Antwoordkanaal, Kanaal, Soort};
pub use thuishaven::Thuishaven;
