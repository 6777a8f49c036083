// SPDX-License-Identifier: EUPL-1.2
//! The data files, read and checked.

mod gemeente;
mod onderwerp;
mod piek;
mod team;
mod vandaag;
mod voorbeeld;
mod wijk;

pub use gemeente::{Gemeente, Locatie, Openingstijd, Postvak, Ritme, Samenwerkgroep, Sluiting, Taak};
pub(crate) use gemeente::{GemeenteBestand, kalender};
pub(crate) use onderwerp::{Alleen, OnderwerpBestand, SoortBestand, Weging};
pub use onderwerp::{Onderwerp, Seizoen, Soortwoorden, Woord};
pub(crate) use piek::PiekBestand;
pub use piek::{Bellen, Gedrag, Navraag, Overdracht, Piek, Rest, StilleStijging, Verbetering};
pub(crate) use team::TeamBestand;
pub use team::{Aanmelding, Medewerker, Team};
pub use vandaag::{Brief, Loop, Moment, Vandaag, Verhaal};
pub use voorbeeld::{Bericht, Voorbeeld};
pub(crate) use voorbeeld::{BerichtBestand, VoorbeeldBestand};
pub use wijk::Wijk;
pub(crate) use wijk::WijkBestand;
