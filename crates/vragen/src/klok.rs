// SPDX-License-Identifier: EUPL-1.2
//! What the clock makes due: risk, extension, follow-up, offers nobody answered. State decides, so a jump of
//! the clock or a stop of the server skips nothing and does nothing twice.

use beheer::Inrichting;
use kernel::{Error, Result};
use storage::Db;

use crate::{
    eigenaar, follow_up, hand_over, promise,
    store::{self, belofte::Beurt},
    vraag::VraagId,
};

/// Questions handled per rule and round.
const PER_RONDE: i64 = 200;

/// One round over everything that is due. Returns for how many questions something was done; call again while
/// it is not zero. A question for which a rule fails is logged, tried again next round, and holds up no other.
pub async fn ronde(db: &Db, inrichting: &Inrichting) -> Result<usize> {
    let mut gedaan = 0;
    // Somebody who is there hears of a risk, and before the rule moves the date.
    for beurt in [Beurt::Vertrokken, Beurt::Risico, Beurt::Aanbod, Beurt::Verlengen, Beurt::Navraag] {
        let mut tx = db.read().await?;
        let nu = tx.now();
        let ids = store::aan_de_beurt(&mut tx, beurt, nu, PER_RONDE).await?;
        tx.rollback().await;
        for id in ids {
            match een(db, inrichting, beurt, id.into()).await {
                Ok(iets) => gedaan += usize::from(iets),
                Err(fout @ Error::Busy { .. }) => return Err(fout),
                Err(fout) => tracing::error!(vraag = %id, ?beurt, "the rule failed: {fout}"),
            }
        }
    }
    Ok(gedaan)
}

/// One rule for one question, in its own transaction; whether there was something to do.
async fn een(db: &Db, inrichting: &Inrichting, beurt: Beurt, id: VraagId) -> Result<bool> {
    let mut tx = db.begin().await?;
    let iets = match beurt {
        Beurt::Vertrokken => eigenaar::owner_left(&mut tx, inrichting, id).await?,
        Beurt::Risico => promise::at_risk(&mut tx, id).await?,
        Beurt::Aanbod => hand_over::expire(&mut tx, id).await?,
        Beurt::Verlengen => promise::extend(&mut tx, inrichting, id).await?,
        Beurt::Navraag => follow_up::ask_solved(&mut tx, id).await?,
    };
    tx.commit().await?;
    Ok(iets)
}
