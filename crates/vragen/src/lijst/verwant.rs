// SPDX-License-Identifier: EUPL-1.2
//! Questions that may look like another one: of the same team, answered lately or open now. Which of them look alike is
//! for the page to say.

use kernel::Result;
use storage::Tx;
use uuid::Uuid;

use super::store;
pub use super::store::Buur;
use crate::wie::Wie;

/// Most answered questions that are looked at, newest answer first.
const BEANTWOORD: i64 = 200;
/// Most open questions that are looked at, first promise first.
const OPEN: i64 = 100;

/// Questions of this team that this employee may read, answered ones first.
pub async fn buren(tx: &mut Tx, wie: &Wie, team: &str) -> Result<Vec<Buur>> {
    let mut buren = store::beantwoorde_buren(tx, team, &wie.team, BEANTWOORD).await?;
    buren.extend(store::open_buren(tx, team, &wie.team, OPEN).await?);
    Ok(buren)
}

/// How many other people asked this team about this topic since the day began, and how many of them in this
/// neighbourhood.
pub async fn vandaag_over(tx: &mut Tx, team: &str, onderwerp: &str, wijk: &str) -> Result<(i64, i64)> {
    let vanaf = kernel::Time::at(tx.now().day(), 0, 0);
    store::vandaag_over(tx, team, onderwerp, wijk, vanaf).await
}

/// The last answer that was given to a question, with who gave it.
pub async fn laatste_antwoord(tx: &mut Tx, id: Uuid) -> Result<Option<(String, Option<Uuid>)>> {
    let contacten = crate::store::contacten(tx, id.into()).await?;
    let antwoord = contacten.into_iter().rev().find(|c| !c.van_inwoner && !c.inhoud.is_empty());
    Ok(antwoord.map(|c| (c.inhoud, c.medewerker)))
}
