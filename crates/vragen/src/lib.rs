// SPDX-License-Identifier: EUPL-1.2
//! THE HEART: a question has one owner and one date, from the first second to the last.
//!
//! - [`vraag`]: the type and its state machine. [`soort`]: its fixed words. [`status`]: what the resident reads.
//! - [`route`]: where it goes. [`wie`]: who may do what. [`eigenaar`]: the one place where an owner changes.
//! - Use cases, one file each: [`accept`] (comes in), [`claim`] (oppakken, teruggeven), [`assign`] (toewijzen),
//!   [`hand_over`] (overdragen), [`ask`] (navragen, aanvullen), [`note`], [`answer`], [`call`] (terugbellen),
//!   [`close`], [`reopen`], [`withdraw`], [`change`] (soort, antwoordkanaal), [`promise`], [`follow_up`].
//! - [`klok`]: what the clock makes due. [`check`]: the invariants. [`lijst`]: worklist, my day, team. [`dossier`]: one question, whole.
//!
//! Use cases work on `&mut Tx` and never commit. Messages that follow are jobs of the queue `berichten`.

pub mod accept;
pub mod answer;
pub mod ask;
pub mod assign;
pub mod bijlage;
pub mod call;
pub mod change;
pub mod check;
pub mod claim;
pub mod close;
pub mod dossier;
pub mod eigenaar;
pub mod follow_up;
pub mod hand_over;
pub mod indiener;
pub mod journaal;
pub mod kladversie;
pub mod klok;
pub mod lijst;
pub mod note;
pub mod promise;
pub mod reopen;
pub mod route;
pub mod soort;
pub mod status;
mod store;
pub mod taak;
mod tekst;
pub mod vraag;
pub mod wie;
pub mod withdraw;

pub use indiener::Indiener;
pub use soort::{Afhandelwijze, Antwoordkanaal, Kanaal, Soort, Toestand};
pub use vraag::{Belofte, Eigenaar, Klok, Stand, Stap, Vraag, VraagId};
pub use wie::Wie;
