// SPDX-License-Identifier: EUPL-1.2
//! A thing to do about a question: made by a rule, done by a person.

use kernel::{Error, Result};
use storage::Tx;
use uuid::Uuid;

use crate::{store, vraag::VraagId, wie::Wie};

/// Gives the owner of a question a task, due at the promised date.
pub async fn voor_eigenaar(tx: &mut Tx, id: VraagId, soort: &str, tekst: &str) -> Result<()> {
    let v = store::lock(tx, id).await?;
    store::insert_taak(tx, &v, v.eigenaar.medewerker, soort, tekst, v.belofte.uiterlijk).await
}

/// Marks a task of the own team as done.
pub async fn gedaan(tx: &mut Tx, wie: &Wie, id: Uuid) -> Result<()> {
    if crate::lijst::taak_gedaan(tx, &wie.team, id).await? { Ok(()) } else { Err(Error::NotFound) }
}
