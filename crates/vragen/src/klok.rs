// SPDX-License-Identifier: EUPL-1.2
//! What the clock makes due: risk, extension, follow-up, offers nobody answered. State decides, so a jump of
//! the clock or a stop of the server skips nothing and does nothing twice.

use beheer::Inrichting;
use kernel::Result;
use storage::Db;

use crate::{
    follow_up, hand_over, promise,
    store::{self, belofte::Beurt},
    vraag::VraagId,
};

/// Questions handled per rule and round.
const PER_RONDE: i64 = 200;

/// One round over everything that is due. Returns how many questions were looked at; call again while it is
/// not zero.
pub async fn ronde(db: &Db, inrichting: &Inrichting) -> Result<usize> {
    let mut gedaan = 0;
    // Risk before extension: owner and team lead hear first.
    for beurt in [Beurt::Risico, Beurt::Aanbod, Beurt::Verlengen, Beurt::Navraag] {
        let mut tx = db.read().await?;
        let nu = tx.now();
        let ids = store::aan_de_beurt(&mut tx, beurt, nu, PER_RONDE).await?;
        tx.rollback().await;
        for id in ids {
            let id = VraagId::from(id);
            let mut tx = db.begin().await?;
            match beurt {
                Beurt::Risico => promise::at_risk(&mut tx, id).await?,
                Beurt::Aanbod => hand_over::expire(&mut tx, id).await?,
                Beurt::Verlengen => promise::extend(&mut tx, inrichting, id).await?,
                Beurt::Navraag => follow_up::ask_solved(&mut tx, id).await?,
            }
            tx.commit().await?;
            gedaan += 1;
        }
    }
    Ok(gedaan)
}
