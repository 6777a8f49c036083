// SPDX-License-Identifier: EUPL-1.2
//! SQL of the administrator's page: how far mailboxes were read, and what waits in quarantine.

use kernel::{Result, Time};
use storage::{Tx, params, row};

row! {
    /// How far a folder of a mailbox was read.
    pub(super) struct StandRij {
        pub(super) postvak: String,
        pub(super) map: String,
        pub(super) uidnext: i64,
    }
}

/// How far every folder of every mailbox was read.
pub(super) async fn standen(tx: &mut Tx) -> Result<Vec<StandRij>> {
    tx.query("SELECT postvak_id, map, uidnext FROM postvak_stand ORDER BY postvak_id, map", params![]).await
}

/// When this mailbox last brought something.
pub(super) async fn laatste(tx: &mut Tx, postvak: &str) -> Result<Option<Time>> {
    tx.optional(
        "SELECT ontvangen_op FROM inkomend WHERE postvak_id = $1 ORDER BY ontvangen_op DESC LIMIT 1",
        params![postvak],
    )
    .await
}

/// Mails that wait for a person, per team.
pub(super) async fn quarantaine(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    tx.query(
        "SELECT team_id, CAST(count(*) AS bigint) FROM inkomend
         WHERE uitkomst = 'quarantaine' AND afgehandeld_op IS NULL GROUP BY team_id ORDER BY team_id",
        params![],
    )
    .await
}

/// Files that wait for the virus scan.
pub(super) async fn ongescand(tx: &mut Tx) -> Result<i64> {
    tx.one("SELECT CAST(count(*) AS bigint) FROM bijlage WHERE scan = 'wacht'", params![]).await
}
