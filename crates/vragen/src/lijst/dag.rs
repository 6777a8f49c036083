// SPDX-License-Identifier: EUPL-1.2
//! My day: promises, offers and tasks of one employee.

use kernel::Result;
use storage::Tx;

pub use super::store::AanbodRegel;
use super::store::{self, Regel, TaakRegel};
use crate::{vraag::Stand, wie::Wie};

/// Most lines of each part of the page.
const HOOGSTENS: i64 = 100;

/// What this employee has to do.
#[derive(Debug, Default)]
pub struct Dag {
    /// The date has passed.
    pub te_laat: Vec<Regel>,
    /// Promised for today.
    pub vandaag: Vec<Regel>,
    /// At risk: the last working day, or the last fifth of a short term.
    pub risico: Vec<Regel>,
    /// Waits for the resident or another body.
    pub wacht: Vec<Regel>,
    /// Later, and answered but not closed.
    pub later: Vec<Regel>,
    /// Offered to me or my team.
    pub aangeboden: Vec<AanbodRegel>,
    /// Tasks.
    pub taken: Vec<TaakRegel>,
}

/// Reads the day of this employee.
pub async fn dag(tx: &mut Tx, wie: &Wie) -> Result<Dag> {
    let (ik, nu) = (wie.id()?, tx.now());
    let mut dag = Dag {
        aangeboden: store::aangeboden(tx, &wie.team, ik, HOOGSTENS).await?,
        taken: store::taken(tx, &wie.team, ik, wie.teamleider, HOOGSTENS).await?,
        ..Dag::default()
    };
    for regel in store::van_mij(tx, ik, HOOGSTENS).await? {
        let lijst = match regel.stand(nu) {
            Stand::TeLaat => &mut dag.te_laat,
            Stand::Vandaag => &mut dag.vandaag,
            Stand::Risico => &mut dag.risico,
            Stand::Wacht => &mut dag.wacht,
            Stand::OpTijd | Stand::Klaar => &mut dag.later,
        };
        lijst.push(regel);
    }
    Ok(dag)
}

/// The three numbers in the bar of every page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Telling {
    /// Promised for today.
    pub vandaag: i64,
    /// The date has passed.
    pub te_laat: i64,
    /// Offered to me or my team.
    pub aangeboden: i64,
}

/// Counts for the bar of every page.
pub async fn telling(tx: &mut Tx, wie: &Wie) -> Result<Telling> {
    let nu = tx.now();
    let morgen = kernel::Time::at(nu.day().tomorrow().unwrap_or(nu.day()), 0, 0);
    let (te_laat, vandaag) = store::tel_mij(tx, wie.id()?, morgen).await?;
    Ok(Telling { vandaag, te_laat, aangeboden: store::tel_aanbod(tx, &wie.team, wie.id()?).await? })
}
