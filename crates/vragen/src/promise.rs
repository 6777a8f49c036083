// SPDX-License-Identifier: EUPL-1.2
//! The promise is watched: at risk, extended once by rule with an apology, and after that a person acts.

use std::time::Duration;

use beheer::Inrichting;
use kernel::{Error, Result, Time};
use serde_json::json;
use storage::{Event, Tx};

use crate::{
    journaal, store,
    vraag::{Belofte, Klok, Stap, Vraag, VraagId},
    wie::Wie,
};

/// Rule that sets a new date once, before the old one passes.
pub const VERLENGD: &str = "belofte.verlengd";
/// Most days ahead of a date that somebody sets.
const VERSTE_DAGEN: u64 = 366;
/// A moment that never comes: the rule has nothing left to do for this question.
const NOOIT: Time = Time::from_micros(32_503_680_000_000_000);

/// The date comes near and there is no answer: owner and team lead are told, once.
pub async fn at_risk(tx: &mut Tx, id: VraagId) -> Result<bool> {
    let mut v = store::lock(tx, id).await?;
    if v.risico_gemeld || !v.toestand.loopt() || v.klok_wacht() || v.belofte.risico_op > tx.now() {
        return Ok(false);
    }
    v.risico_gemeld = true;
    store::update(tx, &mut v).await?;
    tx.emit(
        journaal::eigenaar(Event::new("belofte.in-gevaar", Wie::regel("belofte.in-gevaar").actor), &v)
            .data("uiterlijk", json!(v.belofte.uiterlijk)),
    );
    Ok(true)
}

/// Two working hours before the date and nobody set a new one. The first time the rule sets it and apologises;
/// the second time, and for a legal term, the team lead gets a task.
pub async fn extend(tx: &mut Tx, inrichting: &Inrichting, id: VraagId) -> Result<bool> {
    let mut v = store::lock(tx, id).await?;
    let nu = tx.now();
    if !v.toestand.loopt() || v.klok_wacht() || v.belofte.verleng_op > nu {
        return Ok(false);
    }
    let wie = Wie::regel(VERLENGD);
    if v.belofte.klok == Klok::Wettelijk || v.verlengd > 0 {
        tweede_keer(tx, inrichting, &mut v).await?;
        return Ok(true);
    }
    let nieuw = inrichting.kalender.due(nu.max(v.belofte.uiterlijk), &v.belofte.norm);
    verschuif(tx, inrichting, &wie, &mut v, nieuw, VERLENGD, "Het is drukker dan wij dachten.").await?;
    Ok(true)
}

async fn tweede_keer(tx: &mut Tx, inrichting: &Inrichting, v: &mut Vraag) -> Result<()> {
    let tekst = if v.belofte.klok == Klok::Wettelijk {
        "De wettelijke termijn loopt af en er is nog geen antwoord. Zorg dat er vandaag iets gebeurt."
    } else {
        "De belofte dreigt voor de tweede keer te mislukken. Bel de inwoner en spreek zelf een datum af."
    };
    let teamleider = inrichting.teamleider(&v.eigenaar.team).map(|m| m.id);
    v.belofte.verleng_op = NOOIT;
    store::insert_taak(tx, v, teamleider, "belofte-tweede-keer", tekst, v.belofte.uiterlijk).await?;
    store::update(tx, v).await?;
    tx.emit(
        journaal::eigenaar(Event::new("belofte.tweede-keer", Wie::regel("belofte.tweede-keer").actor), v)
            .data("uiterlijk", json!(v.belofte.uiterlijk)),
    );
    Ok(())
}

/// An employee sets a new date, with an honest reason. The resident is told.
pub async fn set_date(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    id: VraagId,
    nieuw: Time,
    reden: &str,
) -> Result<Vraag> {
    let reden = crate::tekst::verplicht(
        "reden",
        reden,
        "Schrijf de reden op in een eerlijke zin. De inwoner leest dit.",
    )?;
    let mut v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::NieuweDatum)?;
    if v.belofte.klok == Klok::Wettelijk {
        return Err(Error::refused(
            "wettelijke-termijn",
            "Voor deze soort geldt een wettelijke termijn. Die kun je hier niet verzetten.",
        ));
    }
    check_datum(&v, tx.now(), nieuw)?;
    verschuif(tx, inrichting, wie, &mut v, nieuw, "nieuwe-datum", &reden).await?;
    Ok(v)
}

/// A new date is later than now and than what was promised, and not so far away that nobody means it.
fn check_datum(v: &Vraag, nu: Time, nieuw: Time) -> Result<()> {
    let fout = if nieuw <= nu {
        "Kies een dag die nog komt."
    } else if nieuw <= v.belofte.uiterlijk {
        "Kies een dag na de beloofde datum. Eerder antwoord geven mag altijd."
    } else if nieuw > nu + Duration::from_hours(24 * VERSTE_DAGEN) {
        "Kies een dag binnen een jaar."
    } else {
        return Ok(());
    };
    Err(Error::field("datum", fout))
}

async fn verschuif(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    v: &mut Vraag,
    nieuw: Time,
    regel: &str,
    reden: &str,
) -> Result<()> {
    v.zet(Stap::NieuweDatum)?;
    let oud = v.belofte.uiterlijk;
    v.belofte = Belofte::op(&inrichting.kalender, tx.now(), nieuw, v.belofte.klok, v.belofte.norm.clone());
    v.verlengd += 1;
    v.risico_gemeld = false;
    store::eindig_belofte(tx, v.id, "vervangen").await?;
    let belofte = store::insert_belofte(tx, v.id, "u krijgt antwoord", nieuw, regel, reden).await?;
    store::update(tx, v).await?;
    tx.emit(
        journaal::eigenaar(Event::new("belofte.verlengd", wie.actor.clone()), v)
            .data("oud", json!(oud))
            .data("uiterlijk", json!(nieuw))
            .data("volgende", json!(v.verlengd)),
    );
    tx.enqueue(journaal::bericht(
        "uitstel",
        v.id,
        belofte,
        json!({ "oud": oud, "nieuw": nieuw, "reden": reden }),
    ))
    .await?;
    Ok(())
}
