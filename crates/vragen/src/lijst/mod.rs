// SPDX-License-Identifier: EUPL-1.2
//! Lists and counts of open work: the worklist of a team, my day, the team lead's page; and what looks alike.

mod dag;
mod store;
mod team;
mod verwant;
mod voorraad;

pub use dag::{AanbodRegel, Dag, Telling, dag, telling};
pub(crate) use store::taak_gedaan;
pub use store::{REGEL_KOLOMMEN, Regel, TaakRegel};
pub use team::{DAGEN, MINSTENS, Maand, MijnMaand, PerPersoon, TeamStand, maand, mijn_maand, stand};
pub use verwant::{Buur, buren, laatste_antwoord, vandaag_over};
pub use voorraad::{Filter, WelkeDatum, voorraad};
