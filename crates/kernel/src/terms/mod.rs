// SPDX-License-Identifier: EUPL-1.2
//! The legal clock: terms of the Algemene wet bestuursrecht (Awb), the Woo and the tax laws, counted by the
//! Algemene termijnenwet (Atw).
//!
//! A term is a value computed from events. [`Besluit`], [`BeslissingOpBezwaar`], [`Aanvraag`], [`Klacht`],
//! [`WooVerzoek`], [`Dwangsom`] and [`Los`] hold what happened; each computes its [`Termijn`] (or amount) with the
//! [`Afleiding`] that explains it: steps with rule, article, inputs and one Dutch sentence. The same events always
//! give the same term: no clock, no randomness, no settings from elsewhere.
//!
//! Where the law leaves a point open there is one documented constant ([`EERSTE_DAG`], [`VERSTREKEN`]) or a choice
//! that names who made it ([`Verdagingstelling`], [`Grondslag::VerordeningMetAtw`]), and the step says so in
//! [`Stap::let_op`]. Nothing here is legal advice; articles were read in stored copies or are known by heart, as
//! each place says.
//!
//! Legal terms can be counted in the years of which the decree days are known
//! ([`AANWIJZINGEN`](crate::calendar::AANWIJZINGEN)); outside them the answer is an error, never a guess.

mod application;
mod atw;
mod complaint;
mod derivation;
mod duration;
mod free;
mod hours;
mod interval;
mod objection;
mod penalty;
mod read;
mod review;
mod running;
mod suspension;
mod tax;
#[cfg(test)]
mod tests;
mod woo;

pub use application::{Aanvraag, Beslistermijn, Kennisgeving};
pub use atw::{Grondslag, Uitzondering};
pub use complaint::Klacht;
pub use derivation::{Afleiding, Artikel, Invoer, Plicht, Regel, Stap, Termijn, Termijnsoort};
pub use duration::{Duur, Eenheid, Sluitingsdag};
pub use free::Los;
pub use hours::{Uren, UrenTermijn};
pub use interval::Tijdvak;
pub use objection::{Besluit, Indiening, Tijdigheid};
pub use penalty::{
    BEDRAGEN, Bedragen, Dwangsom, DwangsomUitkomst, EERSTE_DAG, EersteDag, GeenDwangsom, Schijf, Uitkomst,
    Verbeurd,
};
pub use read::{Tekst, read_day, read_moment};
pub use review::{BeslissingOpBezwaar, Uitstel, Uitstelgrond};
pub use running::{Verdaging, Verdagingstelling};
pub use suspension::{Grond, Opschorting, VERSTREKEN, Verstreken};
pub use tax::{BELASTINGREGELS, Belastingregel, Heffing};
pub use woo::WooVerzoek;
