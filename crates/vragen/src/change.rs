// SPDX-License-Identifier: EUPL-1.2
//! Change the kind of a question (an employee) or the way of answering (the resident).

use beheer::Inrichting;
use kernel::{Error, Result};
use serde_json::json;
use storage::{Event, Tx};

use crate::{
    accept,
    indiener::Indiener,
    journaal,
    soort::{Antwoordkanaal, Soort},
    store,
    vraag::{Belofte, Stap, Vraag, VraagId},
    wie::Wie,
};

/// Gives the question another kind. A legal kind replaces the promise by the legal term, counted from receipt.
pub async fn change_kind(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    id: VraagId,
    soort: Soort,
) -> Result<Vraag> {
    let mut v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Noteren)?;
    let oud = v.soort;
    if oud == soort {
        return Ok(v);
    }
    v.soort = soort;
    v.afgeschermd = crate::eigenaar::afgeschermd(inrichting, soort, &v.eigenaar.team);
    if v.toestand.loopt() && (soort.wettelijke_termijn().is_some() || oud.wettelijke_termijn().is_some()) {
        andere_klok(tx, inrichting, &mut v).await?;
    }
    store::update(tx, &mut v).await?;
    tx.emit(
        journaal::over(Event::new("vraag.soort-gewijzigd", wie.actor.clone()), &v)
            .data("van", json!(oud))
            .data("naar", json!(soort))
            .data("uiterlijk", json!(v.belofte.uiterlijk)),
    );
    Ok(v)
}

/// From promise to legal term, or back. The resident gets the confirmation that goes with the new date.
async fn andere_klok(tx: &mut Tx, inrichting: &Inrichting, v: &mut Vraag) -> Result<()> {
    let bellen = accept::bellen(v.soort, v.antwoordkanaal);
    let norm = inrichting.norm(&v.eigenaar.team, v.onderwerp.as_deref(), bellen);
    v.belofte = Belofte::nieuw(&inrichting.kalender, v.soort, v.ontvangen_op, tx.now(), &norm);
    v.risico_gemeld = false;
    store::eindig_belofte(tx, v.id, "vervangen").await?;
    let wat = accept::wat_beloven(v);
    let belofte = store::insert_belofte(tx, v.id, wat, v.belofte.uiterlijk, "soort-gewijzigd", "").await?;
    tx.enqueue(journaal::bericht("ontvangstbevestiging", v.id, belofte, json!({}))).await?;
    Ok(())
}

/// Changes how the resident wants the answer; asks only what that way needs.
pub async fn change_channel(
    tx: &mut Tx,
    wie: &Wie,
    id: VraagId,
    naar: Antwoordkanaal,
    bereik: Indiener,
    belmoment: &str,
) -> Result<Vraag> {
    let belmoment = accept::check_belmoment(belmoment)?;
    let mut v = store::lock(tx, id).await?;
    if !v.toestand.loopt() {
        return Err(Error::refused(
            "al-klaar",
            "Deze vraag is al beantwoord. Reageer op het antwoord, dan gaan wij verder.",
        ));
    }
    let huidig = store::indiener(tx, id).await?;
    let of = |nieuw: String, oud: &str| if nieuw.trim().is_empty() { oud.to_owned() } else { nieuw };
    let nieuw = Indiener {
        email: of(bereik.email, &huidig.email),
        telefoon: of(bereik.telefoon, &huidig.telefoon),
        adres: of(bereik.adres, &huidig.adres),
        ..huidig
    }
    .check(naar)?;
    store::update_bereik(tx, id, &nieuw).await?;
    v.antwoordkanaal = naar;
    v.belmoment = belmoment;
    store::update(tx, &mut v).await?;
    tx.emit(
        journaal::over(Event::new("vraag.kanaal-gewijzigd", wie.actor.clone()), &v).data("naar", json!(naar)),
    );
    Ok(v)
}
