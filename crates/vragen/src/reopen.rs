// SPDX-License-Identifier: EUPL-1.2
//! Open a question again: the resident says it is not solved, or reacts to a closed question.

use beheer::Inrichting;
use kernel::{Result, calendar::Norm};
use serde_json::json;
use storage::{Event, Tx};

use crate::{
    eigenaar, journaal, store,
    vraag::{Belofte, Eigenaar, Klok, Stap, Vraag, VraagId},
    wie::Wie,
};

/// A resident who comes back hears from us within this time.
const NORM: Norm = Norm::Werkdagen(2);

/// Opens the question again at the same owner, or at the team when that person has left.
pub async fn reopen(tx: &mut Tx, inrichting: &Inrichting, wie: &Wie, id: VraagId) -> Result<Vraag> {
    let mut v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Heropenen)?;
    heropen(tx, inrichting, wie, &mut v, false).await?;
    store::update(tx, &mut v).await?;
    Ok(v)
}

/// The change itself; the caller writes the question. When `stil`, the resident reads it on the status page only.
pub(crate) async fn heropen(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    v: &mut Vraag,
    stil: bool,
) -> Result<()> {
    v.zet(Stap::Heropenen)?;
    let nu = tx.now();
    if eigenaar::is_weg(inrichting, v) {
        let team = Eigenaar::team(v.eigenaar.team.clone());
        eigenaar::binnen_team(tx, wie, v, team, eigenaar::EIGENAAR_WEG).await?;
    }
    v.heropend += 1;
    v.beantwoord_op = None;
    v.afgerond_op = None;
    v.afhandelwijze = None;
    // Once asked, the moment of asking stays: it counts for the rest we give this person.
    if v.navraag.is_empty() {
        v.navraag_op = None;
    }
    v.belpogingen = 0;
    v.risico_gemeld = false;
    v.verlengd = 0;
    let kalender = &inrichting.kalender;
    v.belofte = if v.belofte.klok == Klok::Wettelijk && nu <= v.belofte.uiterlijk {
        Belofte::op(kalender, nu, v.belofte.uiterlijk, Klok::Wettelijk, v.belofte.norm.clone())
    } else {
        Belofte::op(kalender, nu, kalender.due(nu, &NORM), Klok::Belofte, NORM)
    };
    store::eindig_belofte(tx, v.id, "vervangen").await?;
    store::insert_belofte(tx, v.id, "u hoort van ons", v.belofte.uiterlijk, "heropend", "").await?;
    tx.emit(
        journaal::eigenaar(Event::new("vraag.heropend", wie.actor.clone()), v)
            .data("uiterlijk", json!(v.belofte.uiterlijk)),
    );
    tx.enqueue(journaal::bericht("weer-open", v.id, v.heropend, json!({ "stil": stil }))).await?;
    Ok(())
}
