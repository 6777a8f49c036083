// SPDX-License-Identifier: EUPL-1.2
//! Write an internal remark. Any colleague who may read the question may do so.

use kernel::{Error, Result};
use storage::{Event, Tx};

use crate::{journaal, store, vraag::VraagId, wie::Wie};

/// Adds a remark. The text stays out of the journal.
pub async fn note(tx: &mut Tx, wie: &Wie, id: VraagId, tekst: &str) -> Result<()> {
    let tekst = crate::tekst::verplicht("tekst", tekst, "Schrijf een notitie.")?;
    let v = store::find(tx, id).await?.filter(|v| wie.mag_lezen(v)).ok_or(Error::NotFound)?;
    let notitie = store::insert_notitie(tx, id, wie.id()?, &tekst).await?;
    tx.emit(
        journaal::over(Event::new("notitie.gemaakt", wie.actor.clone()), &v)
            .object("notitie", notitie, "notitie"),
    );
    Ok(())
}
