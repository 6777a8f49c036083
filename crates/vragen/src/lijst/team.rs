// SPDX-License-Identifier: EUPL-1.2
//! The team lead's page: open work per team and person, and the last thirty days of the team.
//!
//! Per person only open work is shown. Times and shares exist per team of at least [`MINSTENS`] people, and of
//! oneself: [`mijn_maand`] takes nobody else.

use std::time::Duration;

use kernel::{Result, Time};
use storage::Tx;
use uuid::Uuid;

use super::store;
use crate::wie::Wie;

/// Smallest team of which times and shares are shown.
pub const MINSTENS: usize = 5;
/// Days over which the figures of a team go.
pub const DAGEN: u64 = 30;

/// Open work of a team.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TeamStand {
    /// Everything open.
    pub open: i64,
    /// Nobody picked it up.
    pub vrij: i64,
    /// The date has passed.
    pub te_laat: i64,
    /// Promised for today.
    pub vandaag: i64,
    /// At risk.
    pub risico: i64,
    /// Waits for the resident or another body.
    pub wacht: i64,
    /// Per person.
    pub personen: Vec<PerPersoon>,
}

/// Open work of one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerPersoon {
    /// Employee.
    pub medewerker: Uuid,
    /// Everything open.
    pub open: i64,
    /// Promised for today.
    pub vandaag: i64,
    /// The date has passed.
    pub te_laat: i64,
    /// At risk.
    pub risico: i64,
}

/// Figures of a team over the last thirty days.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Maand {
    /// Questions received.
    pub ontvangen: i64,
    /// Of those: answered in the first contact.
    pub meteen: i64,
    /// Of those: accepted hand-overs.
    pub overdrachten: i64,
    /// Questions answered.
    pub beantwoord: i64,
    /// Of those: before the promise passed.
    pub op_tijd: i64,
    /// Median open minutes to the first answer.
    pub mediaan: Option<i64>,
    /// 90th percentile of the same.
    pub p90: Option<i64>,
}

/// What an employee did over the last thirty days. For that employee only: nothing gives it of somebody else.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MijnMaand {
    /// Questions received that are this person's now, or were when they were done.
    pub ontvangen: i64,
    /// Questions answered.
    pub beantwoord: i64,
    /// Of those: before the promise passed.
    pub op_tijd: i64,
    /// Median open minutes to the first answer.
    pub mediaan: Option<i64>,
}

/// Counts the open work of a team.
pub async fn stand(tx: &mut Tx, team: &str) -> Result<TeamStand> {
    let nu = tx.now();
    let morgen = Time::at(nu.day().tomorrow().unwrap_or(nu.day()), 0, 0);
    let mut stand = TeamStand::default();
    for rij in store::tel(tx, team, morgen).await? {
        stand.open += rij.open;
        stand.te_laat += rij.te_laat;
        stand.vandaag += rij.vandaag;
        stand.risico += rij.risico;
        stand.wacht += rij.wacht;
        match rij.medewerker {
            Some(medewerker) => stand.personen.push(PerPersoon {
                medewerker,
                open: rij.open,
                vandaag: rij.vandaag,
                te_laat: rij.te_laat,
                risico: rij.risico,
            }),
            None => stand.vrij = rij.open,
        }
    }
    Ok(stand)
}

/// Figures of a team over the last thirty days.
pub async fn maand(tx: &mut Tx, team: &str) -> Result<Maand> {
    let vanaf = tx.now() - Duration::from_secs(DAGEN * 24 * 3600);
    let binnen = store::ontvangen(tx, team, vanaf).await?;
    let antwoorden = store::beantwoord(tx, team, vanaf).await?;
    let mut tijden: Vec<i64> = antwoorden.iter().filter_map(|(minuten, _)| *minuten).collect();
    tijden.sort_unstable();
    Ok(Maand {
        ontvangen: binnen.ontvangen,
        meteen: binnen.meteen,
        overdrachten: binnen.overdrachten,
        beantwoord: i64::try_from(antwoorden.len()).unwrap_or(i64::MAX),
        op_tijd: i64::try_from(antwoorden.iter().filter(|(_, op_tijd)| *op_tijd == Some(true)).count())
            .unwrap_or(0),
        mediaan: rang(&tijden, 50),
        p90: rang(&tijden, 90),
    })
}

/// The own last thirty days of who asks, within the own team.
pub async fn mijn_maand(tx: &mut Tx, wie: &Wie) -> Result<MijnMaand> {
    let ik = wie.id()?;
    let vanaf = tx.now() - Duration::from_secs(DAGEN * 24 * 3600);
    let antwoorden = store::mijn_beantwoord(tx, &wie.team, ik, vanaf).await?;
    let mut tijden: Vec<i64> = antwoorden.iter().filter_map(|(minuten, _)| *minuten).collect();
    tijden.sort_unstable();
    Ok(MijnMaand {
        ontvangen: store::mijn_ontvangen(tx, &wie.team, ik, vanaf).await?,
        beantwoord: i64::try_from(antwoorden.len()).unwrap_or(i64::MAX),
        op_tijd: i64::try_from(antwoorden.iter().filter(|(_, op_tijd)| *op_tijd == Some(true)).count())
            .unwrap_or(0),
        mediaan: rang(&tijden, 50),
    })
}

/// The value at this percentile of sorted values (nearest rank).
fn rang(gesorteerd: &[i64], procent: usize) -> Option<i64> {
    let n = gesorteerd.len();
    (n > 0).then(|| gesorteerd[(n * procent).div_ceil(100).clamp(1, n) - 1])
}

#[cfg(test)]
mod tests {
    use super::rang;

    #[test]
    fn percentiles_are_values_that_occurred() {
        assert_eq!(rang(&[], 50), None);
        assert_eq!(rang(&[7], 90), Some(7));
        assert_eq!(rang(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 50), Some(5));
        assert_eq!(rang(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 90), Some(9));
    }
}
