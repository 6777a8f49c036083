// SPDX-License-Identifier: EUPL-1.2
//! A team lead gives a question to somebody of the team, or the distribution point places it with a team.

use beheer::Inrichting;
use kernel::{Error, Result};
use serde_json::json;
use storage::{Event, Tx};

use crate::{
    eigenaar, journaal, store,
    vraag::{Eigenaar, Stap, Vraag, VraagId},
    wie::Wie,
};

/// Rule of the team lead.
pub const TEAMLEIDER: &str = "teamleider-verdeelt";
/// Rule of the distribution point.
pub const VERDEELPUNT: &str = "verdeelpunt-plaatst";

/// Gives the question to `naar`: a team lead to somebody of the team, the distribution point to a team. Two of
/// the named rules by which an owner changes without acceptance.
pub async fn assign(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    id: VraagId,
    naar: Eigenaar,
) -> Result<Vraag> {
    check(inrichting, &naar)?;
    let mut v = store::lock(tx, id).await?;
    wie.mag(&v, Stap::Toewijzen)?;
    let binnen_team = v.eigenaar.team == naar.team && wie.team == naar.team && wie.teamleider;
    if !binnen_team && !wie.verdeelpunt {
        return Err(Error::refused(
            "ander-team",
            "Je verdeelt alleen binnen je eigen team. Bied de vraag aan bij het andere team.",
        ));
    }
    if v.eigenaar.team != naar.team && naar.medewerker.is_some() {
        return Err(Error::refused(
            "bied-aan",
            "Je kunt deze vraag bij een ander team plaatsen. Bied hem aan als je een collega van dat team zoekt.",
        ));
    }
    if v.eigenaar == naar {
        return Ok(v);
    }
    v.zet(Stap::Toewijzen)?;
    let oud = v.eigenaar.clone();
    let regel = if binnen_team { TEAMLEIDER } else { VERDEELPUNT };
    eigenaar::wissel(tx, inrichting, wie, &mut v, naar, regel).await?;
    tx.emit(
        journaal::eigenaar(Event::new("vraag.toegewezen", wie.actor.clone()), &v)
            .data("van_team", json!(oud.team))
            .data("van_medewerker", json!(oud.medewerker)),
    );
    Ok(v)
}

/// The new owner exists, is active, and belongs to the team.
pub(crate) fn check(inrichting: &Inrichting, naar: &Eigenaar) -> Result<()> {
    if inrichting.team(&naar.team).is_none() {
        return Err(Error::field("naar", "Kies een team uit de lijst."));
    }
    let Some(id) = naar.medewerker else { return Ok(()) };
    match inrichting.medewerker(id) {
        Some(m) if m.actief && m.team == naar.team => Ok(()),
        _ => Err(Error::field("naar", "Deze collega werkt niet (meer) in dit team. Kies iemand anders.")),
    }
}
