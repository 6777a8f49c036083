// SPDX-License-Identifier: EUPL-1.2
//! SQL of the portal: figures only. Questions are read through the heart.

use kernel::{Result, Time};
use storage::{Tx, params};

/// First answers that a team gave between two moments, and how many of those came before the promise passed.
pub(crate) async fn antwoorden(tx: &mut Tx, team: &str, van: Time, tot: Time) -> Result<(i64, i64)> {
    tx.one::<(i64, i64)>(
        "SELECT CAST(count(*) AS bigint), CAST(coalesce(sum(CASE WHEN op_tijd THEN 1 ELSE 0 END), 0) AS bigint)
         FROM vraag WHERE beantwoord_op IS NOT NULL AND op_tijd IS NOT NULL
           AND team_id = $1 AND beantwoord_op >= $2 AND beantwoord_op < $3",
        params![team, van, tot],
    )
    .await
}
