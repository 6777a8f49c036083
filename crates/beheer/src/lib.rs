// SPDX-License-Identifier: EUPL-1.2
//! The municipality as it has set itself up: teams, employees, topics and norms, opening hours, mailboxes,
//! and the local accounts of employees.
//!
//! Slices read [`Inrichting`], a snapshot in memory. It is read again when the journal says
//! [`GEWIJZIGD`].

pub mod account;
mod eerste;
mod inrichting;
mod kalender;
mod opzet;
mod store;

use std::sync::Arc;

use kernel::Result;
use web::Gemeente;

pub use eerste::eerste_opzet;
pub use inrichting::{Inrichting, Medewerker, Onderwerp, Openingstijd, Postvak, Sluiting, Team, Wijk, Woord};
pub use kalender::WERKUREN;
pub use opzet::{Opzet, neem_aan, schrijf, stel_in};

/// Event after which the set-up must be read again.
pub const GEWIJZIGD: &str = "beheer.gewijzigd";

/// Reads the set-up from the store and keeps it as the snapshot of this municipality.
pub async fn herlees(g: &Gemeente) -> Result<Arc<Inrichting>> {
    let mut tx = g.db().read().await?;
    let inrichting = Arc::new(store::load(&mut tx).await?);
    tx.rollback().await;
    g.set_ext(Arc::clone(&inrichting));
    Ok(inrichting)
}

/// Reads the set-up without keeping it.
pub async fn lees(tx: &mut storage::Tx) -> Result<Inrichting> {
    store::load(tx).await
}

/// The snapshot in memory; read from the store the first time.
pub async fn inrichting(g: &Gemeente) -> Result<Arc<Inrichting>> {
    match g.ext::<Inrichting>() {
        Some(inrichting) => Ok(inrichting),
        None => herlees(g).await,
    }
}
