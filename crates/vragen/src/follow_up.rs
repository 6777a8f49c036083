// SPDX-License-Identifier: EUPL-1.2
//! "Is uw vraag opgelost?": asked once, two weeks after the answer. "Nee" opens the question again.

use std::time::Duration;

use beheer::Inrichting;
use kernel::{Error, Result};
use serde_json::json;
use storage::{Event, Tx};

use crate::{
    journaal, store,
    vraag::{Vraag, VraagId},
    wie::Wie,
};

/// Days in which one person is asked at most once.
const RUST_DAGEN: u64 = 60;

/// Asks, unless this person was asked in the past sixty days or the question is open again.
pub async fn ask_solved(tx: &mut Tx, id: VraagId) -> Result<bool> {
    let mut v = store::lock(tx, id).await?;
    let nu = tx.now();
    if v.navraag_op.is_none_or(|t| t > nu) || !v.navraag.is_empty() {
        return Ok(false);
    }
    let indiener = store::indiener(tx, id).await?;
    let kan_niet =
        indiener.email.is_empty() || v.beantwoord_op.is_none() || !v.soort.navraag() || v.afgeschermd;
    let pas_gevraagd =
        store::recent_navraag(tx, &indiener, nu - Duration::from_hours(24 * RUST_DAGEN)).await?;
    if kan_niet || pas_gevraagd {
        v.navraag_op = None;
        store::update(tx, &mut v).await?;
        return Ok(true);
    }
    "gevraagd".clone_into(&mut v.navraag);
    v.navraag_op = Some(nu);
    store::update(tx, &mut v).await?;
    tx.emit(journaal::over(Event::new("navraag.gesteld", Wie::regel("navraag").actor), &v));
    tx.enqueue(journaal::bericht("is-het-opgelost", id, v.heropend, json!({}))).await?;
    Ok(true)
}

/// The resident answers. A second answer replaces nothing: the first counts.
pub async fn solved(tx: &mut Tx, inrichting: &Inrichting, wie: &Wie, id: VraagId, ja: bool) -> Result<Vraag> {
    let mut v = store::lock(tx, id).await?;
    if v.beantwoord_op.is_none() {
        return Err(Error::refused("nog-geen-antwoord", "Er is nog geen antwoord op deze vraag."));
    }
    if v.navraag == "ja" || v.navraag == "nee" {
        return Ok(v);
    }
    if v.navraag.is_empty() {
        // Said without being asked: we did not bother this person.
        v.navraag_op = None;
    }
    (if ja { "ja" } else { "nee" }).clone_into(&mut v.navraag);
    tx.emit(
        journaal::over(Event::new("navraag.beantwoord", wie.actor.clone()), &v).data("opgelost", json!(ja)),
    );
    if !ja {
        crate::reopen::heropen(tx, inrichting, wie, &mut v, false).await?;
    }
    store::update(tx, &mut v).await?;
    Ok(v)
}
