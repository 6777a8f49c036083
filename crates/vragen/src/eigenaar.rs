// SPDX-License-Identifier: EUPL-1.2
//! The one place where an owner changes, and the rule for questions of somebody who has left.

use beheer::Inrichting;
use kernel::Result;
use storage::{Event, Tx};

use crate::{
    hand_over, journaal,
    soort::Soort,
    store,
    vraag::{Eigenaar, Vraag, VraagId},
    wie::Wie,
};

/// Rule by which the questions of somebody who has left go to the team.
pub const EIGENAAR_WEG: &str = "eigenaar-weg";

/// Whether only the owning team may read a question of this kind with this team.
pub(crate) fn afgeschermd(inrichting: &Inrichting, soort: Soort, team: &str) -> bool {
    soort.afgeschermd() || inrichting.team(team).is_some_and(|t| t.afgeschermd)
}

/// Gives the question to another team or a person of it, and writes it. See [`binnen_team`].
pub(crate) async fn wissel(
    tx: &mut Tx,
    inrichting: &Inrichting,
    wie: &Wie,
    v: &mut Vraag,
    naar: Eigenaar,
    regel: &str,
) -> Result<()> {
    v.afgeschermd = afgeschermd(inrichting, v.soort, &naar.team);
    binnen_team(tx, wie, v, naar, regel).await
}

/// Gives the question to another owner in the same team and writes it. An open offer was the former owner's and
/// ends; open tasks go along. The caller emits the event that names the rule.
pub(crate) async fn binnen_team(
    tx: &mut Tx,
    wie: &Wie,
    v: &mut Vraag,
    naar: Eigenaar,
    regel: &str,
) -> Result<()> {
    hand_over::end_offer(tx, wie, v).await?;
    v.eigenaar = naar;
    regel.clone_into(&mut v.regel);
    v.sinds = tx.now();
    store::update(tx, v).await?;
    store::taken_mee(tx, v).await
}

/// The owner no longer works here: the question goes to the team.
pub(crate) async fn owner_left(tx: &mut Tx, inrichting: &Inrichting, id: VraagId) -> Result<bool> {
    let mut v = store::lock(tx, id).await?;
    if v.toestand.klaar() || !is_weg(inrichting, &v) {
        return Ok(false);
    }
    let wie = Wie::regel(EIGENAAR_WEG);
    let team = Eigenaar::team(v.eigenaar.team.clone());
    binnen_team(tx, &wie, &mut v, team, EIGENAAR_WEG).await?;
    tx.emit(journaal::eigenaar(Event::new("vraag.toegewezen", wie.actor), &v));
    Ok(true)
}

/// Whether the person who owns it has left, or works in another team now.
pub(crate) fn is_weg(inrichting: &Inrichting, v: &Vraag) -> bool {
    v.eigenaar
        .medewerker
        .is_some_and(|m| inrichting.medewerker(m).is_none_or(|m| !m.actief || m.team != v.eigenaar.team))
}
