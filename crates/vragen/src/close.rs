// SPDX-License-Identifier: EUPL-1.2
//! Close a question that was answered before, or that ends without an answer: double, not reached.

use kernel::{Error, Result};
use storage::Tx;

use crate::{
    answer::gebeurtenis,
    soort::Afhandelwijze,
    store,
    vraag::{Stap, Vraag, VraagId},
    wie::Wie,
};

/// Closes. Every closing needs an outcome; an answer needs to have been given first.
pub async fn close(tx: &mut Tx, wie: &Wie, id: VraagId, uitkomst: Afhandelwijze) -> Result<Vraag> {
    let mut v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Afronden)?;
    let mag = match uitkomst {
        Afhandelwijze::Dubbel => true,
        Afhandelwijze::NietBereikt => v.belpogingen >= crate::call::POGINGEN,
        // A no needs its explanation, which stands in an answer.
        Afhandelwijze::Doorgezonden | Afhandelwijze::Ingetrokken | Afhandelwijze::NeeMetUitleg => false,
        Afhandelwijze::Beantwoord | Afhandelwijze::Geleverd => v.beantwoord_op.is_some(),
    };
    if !mag {
        return Err(Error::field(
            "afhandelwijze",
            "Zo kan de vraag nog niet dicht. Geef eerst antwoord, of kies een andere afhandelwijze.",
        ));
    }
    sluit(tx, wie, &mut v, uitkomst).await?;
    Ok(v)
}

/// The closing itself, shared with the named rules.
pub(crate) async fn sluit(tx: &mut Tx, wie: &Wie, v: &mut Vraag, uitkomst: Afhandelwijze) -> Result<()> {
    v.zet(Stap::Afronden)?;
    v.afgerond_op = Some(tx.now());
    v.afhandelwijze = Some(uitkomst);
    store::eindig_belofte(tx, v.id, "vervallen").await?;
    store::taken_klaar(tx, v.id).await?;
    crate::hand_over::end_offer(tx, wie, v).await?;
    store::update(tx, v).await?;
    tx.emit(gebeurtenis("vraag.afgerond", wie, v));
    Ok(())
}
