// SPDX-License-Identifier: EUPL-1.2
//! Pick up a question ("oppakken") and put it back with the team ("teruggeven").

use kernel::{Error, Result};
use serde_json::json;
use storage::{Event, Tx};

use crate::{
    eigenaar, journaal, store,
    vraag::{Eigenaar, Stap, Vraag, VraagId},
    wie::Wie,
};

/// Rule of picking up: the question was the team's, and this person belongs to it.
pub const OPGEPAKT: &str = "oppakken-in-team";
/// Rule of putting back.
pub const TERUGGEGEVEN: &str = "teruggeven-aan-team";

/// Makes the question of this person.
pub async fn claim(tx: &mut Tx, wie: &Wie, id: VraagId) -> Result<Vraag> {
    let mut v = store::lock(tx, id).await?;
    let ik = wie.id()?;
    wie.mag(&v, Stap::Oppakken)?;
    if v.eigenaar.medewerker == Some(ik) {
        return Ok(v);
    }
    if v.eigenaar.medewerker.is_some() {
        return Err(Error::refused(
            "al-opgepakt",
            "Een collega heeft deze vraag al. Vraag of die hem aan jou aanbiedt.",
        ));
    }
    v.zet(Stap::Oppakken)?;
    let naar = Eigenaar::medewerker(v.eigenaar.team.clone(), ik);
    eigenaar::binnen_team(tx, wie, &mut v, naar, OPGEPAKT).await?;
    tx.emit(journaal::eigenaar(Event::new("vraag.opgepakt", wie.actor.clone()), &v));
    Ok(v)
}

/// Gives the question back to its team, with the reason.
pub async fn release(tx: &mut Tx, wie: &Wie, id: VraagId, reden: &str) -> Result<Vraag> {
    let mut v = store::lock(tx, id).await?;
    let ik = wie.id()?;
    wie.mag(&v, Stap::Teruggeven)?;
    if v.eigenaar.medewerker != Some(ik) {
        return Err(Error::refused(
            "niet-van-jou",
            "Deze vraag is niet van jou. Alleen de eigenaar geeft hem terug.",
        ));
    }
    let reden = crate::tekst::verplicht("reden", reden, "Schrijf kort op waarom je de vraag teruggeeft.")?;
    v.zet(Stap::Teruggeven)?;
    let naar = Eigenaar::team(v.eigenaar.team.clone());
    eigenaar::binnen_team(tx, wie, &mut v, naar, TERUGGEGEVEN).await?;
    let notitie = store::insert_notitie(tx, id, ik, &reden).await?;
    tx.emit(
        journaal::eigenaar(Event::new("vraag.teruggegeven", wie.actor.clone()), &v)
            .data("notitie", json!(notitie)),
    );
    Ok(v)
}
