// SPDX-License-Identifier: EUPL-1.2
//! SQL of `bijlage`: attached files.

use kernel::Result;
use storage::{Tx, params, row};
use uuid::Uuid;

use crate::{
    bijlage::{NieuweBijlage, Scan},
    vraag::VraagId,
};

row! {
    /// A file of a question.
    pub struct BijlageRow {
        /// Identifier.
        pub id: Uuid,
        /// Question.
        pub vraag: Uuid,
        /// Contact it came with.
        pub contact: Uuid,
        /// File name.
        pub naam: String,
        /// Type by content.
        pub media_type: String,
        /// Bytes.
        pub grootte: i64,
        /// Content hash.
        pub hash: String,
        /// Outcome of the scan.
        pub scan: String,
    }
}

const KOLOMMEN: &str = "id, vraag_id, klantcontact_id, naam, media_type, grootte, hash, scan";

/// Writes a file row. The bytes are stored already.
pub(crate) async fn insert(tx: &mut Tx, vraag: VraagId, contact: Uuid, b: &NieuweBijlage) -> Result<()> {
    let (id, nu) = (tx.new_id(), tx.now());
    tx.execute(
        "INSERT INTO bijlage (id, vraag_id, klantcontact_id, naam, media_type, grootte, hash, scan, toegevoegd_op)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            id,
            vraag.uuid(),
            contact,
            b.naam.as_str(),
            b.media_type.as_str(),
            b.grootte,
            b.hash.as_str(),
            b.scan.text(),
            nu
        ],
    )
    .await?;
    Ok(())
}

/// Files of a question, oldest first, at most 100.
pub(crate) async fn of_vraag(tx: &mut Tx, vraag: VraagId) -> Result<Vec<BijlageRow>> {
    let sql =
        format!("SELECT {KOLOMMEN} FROM bijlage WHERE vraag_id = $1 ORDER BY toegevoegd_op, id LIMIT 100");
    tx.query::<BijlageRow>(&sql, params![vraag.uuid()]).await
}

/// One file.
pub(crate) async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<BijlageRow>> {
    let sql = format!("SELECT {KOLOMMEN} FROM bijlage WHERE id = $1");
    tx.optional::<BijlageRow>(&sql, params![id]).await
}

/// Files that wait for the scan, oldest first.
pub(crate) async fn te_scannen(tx: &mut Tx, hoogstens: i64) -> Result<Vec<BijlageRow>> {
    let sql = format!("SELECT {KOLOMMEN} FROM bijlage WHERE scan = 'wacht' ORDER BY toegevoegd_op LIMIT $1");
    tx.query::<BijlageRow>(&sql, params![hoogstens]).await
}

/// Notes the outcome of the scan. False when it was known already.
pub(crate) async fn set_scan(tx: &mut Tx, id: Uuid, scan: Scan) -> Result<bool> {
    let n = tx
        .execute("UPDATE bijlage SET scan = $1 WHERE id = $2 AND scan = 'wacht'", params![scan.text(), id])
        .await?;
    Ok(n > 0)
}
