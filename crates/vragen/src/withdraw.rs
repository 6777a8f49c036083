// SPDX-License-Identifier: EUPL-1.2
//! The resident stops a question.

use kernel::Result;
use storage::Tx;

use crate::{
    answer::gebeurtenis,
    soort::Afhandelwijze,
    store,
    vraag::{Stap, Vraag, VraagId},
    wie::Wie,
};

/// Stops the question at the resident's request. It can be opened again.
pub async fn withdraw(tx: &mut Tx, wie: &Wie, id: VraagId) -> Result<Vraag> {
    let mut v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Intrekken)?;
    v.zet(Stap::Intrekken)?;
    v.afgerond_op = Some(tx.now());
    v.afhandelwijze = Some(Afhandelwijze::Ingetrokken);
    if v.navraag.is_empty() {
        v.navraag_op = None;
    }
    store::eindig_belofte(tx, id, "vervallen").await?;
    store::taken_klaar(tx, id).await?;
    crate::hand_over::end_offer(tx, wie, &v).await?;
    store::update(tx, &mut v).await?;
    tx.emit(gebeurtenis("vraag.ingetrokken", wie, &v));
    Ok(v)
}
