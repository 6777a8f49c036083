// SPDX-License-Identifier: EUPL-1.2
//! Events on SQLite: the one writer numbers and chains them inside the same transaction.

use kernel::{Error, Result};
use rusqlite::Connection;

use super::{execute, query};
use crate::{
    journal::{Record, chain},
    params,
};

/// Writes events, numbered and chained; gives the number of the last.
pub(crate) fn write(conn: &Connection, records: &[Record]) -> Result<Option<i64>> {
    if records.is_empty() {
        return Ok(None);
    }
    let head = query::<(i64, Vec<u8>)>(conn, "SELECT seq, hash FROM journal_head WHERE id = 1", params![])?;
    let (mut seq, mut hash) =
        head.into_iter().next().ok_or_else(|| Error::internal("the journal has no head; run migrate"))?;
    for record in records {
        let pos = write_one(conn, record)?;
        seq += 1;
        hash = chain(&hash, seq, &record.digest).to_vec();
        execute(
            conn,
            "INSERT INTO journal_seal (seq, pos, hash) VALUES ($1, $2, $3)",
            params![seq, pos, &hash],
        )?;
    }
    execute(conn, "UPDATE journal_head SET seq = $1, hash = $2 WHERE id = 1", params![seq, hash])?;
    Ok(Some(seq))
}

fn write_one(conn: &Connection, r: &Record) -> Result<i64> {
    let pos = query::<i64>(
        conn,
        "INSERT INTO journal (id, occurred_at, recorded_at, kind, actor, channel, cause, correlation, data, digest)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING pos",
        params![
            r.id,
            r.occurred_at,
            r.recorded_at,
            &r.kind,
            &r.actor,
            &r.channel,
            r.cause,
            r.correlation,
            &r.data,
            r.digest
        ],
    )?;
    let pos = pos.first().copied().ok_or_else(|| Error::internal("the event got no position"))?;
    for object in &r.objects {
        execute(
            conn,
            "INSERT INTO journal_object (pos, object_kind, object_id, qualifier) VALUES ($1, $2, $3, $4)",
            params![pos, &object.kind, &object.id, &object.qualifier],
        )?;
    }
    Ok(pos)
}
