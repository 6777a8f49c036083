// SPDX-License-Identifier: EUPL-1.2
//! SQL of `kladversie`: drafts.

use kernel::Result;
use storage::{Tx, params};
use uuid::Uuid;

/// Writes a draft.
pub(crate) async fn put(tx: &mut Tx, wie: Uuid, sleutel: &str, inhoud: &str) -> Result<()> {
    let nu = tx.now();
    tx.execute(
        "INSERT INTO kladversie (medewerker_id, sleutel, inhoud, bewaard_op) VALUES ($1, $2, $3, $4)
         ON CONFLICT (medewerker_id, sleutel) DO UPDATE SET inhoud = excluded.inhoud, bewaard_op = excluded.bewaard_op",
        params![wie, sleutel, inhoud, nu],
    )
    .await?;
    Ok(())
}

/// Reads a draft.
pub(crate) async fn get(tx: &mut Tx, wie: Uuid, sleutel: &str) -> Result<Option<String>> {
    tx.optional::<String>(
        "SELECT inhoud FROM kladversie WHERE medewerker_id = $1 AND sleutel = $2",
        params![wie, sleutel],
    )
    .await
}

/// Removes a draft.
pub(crate) async fn delete(tx: &mut Tx, wie: Uuid, sleutel: &str) -> Result<()> {
    tx.execute("DELETE FROM kladversie WHERE medewerker_id = $1 AND sleutel = $2", params![wie, sleutel])
        .await?;
    Ok(())
}
