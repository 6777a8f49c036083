// SPDX-License-Identifier: EUPL-1.2
//! Events on SQLite: the one writer numbers and chains them inside the same transaction.

use kernel::{Error, Result};
use rusqlite::Connection;

use super::{Repeated, execute, query};
use crate::{
    journal::{Record, chain},
    params,
};

const EVENT: &str =
    "INSERT INTO journal (id, occurred_at, recorded_at, kind, actor, channel, cause, correlation, data, digest)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
const OBJECT: &str =
    "INSERT INTO journal_object (pos, object_kind, object_id, qualifier) VALUES ($1, $2, $3, $4)";
const SEAL: &str = "INSERT INTO journal_seal (seq, pos, hash) VALUES ($1, $2, $3)";
const HEAD: &str = "UPDATE journal_head SET seq = $1, hash = $2 WHERE id = 1";

/// Writes events, numbered and chained; gives the number of the last.
pub(crate) fn write(conn: &Connection, records: &[Record]) -> Result<Option<i64>> {
    if records.is_empty() {
        return Ok(None);
    }
    let (mut seq, mut hash) = head(conn)?;
    let mut pen = Pen::new(conn)?;
    for record in records {
        let pos = pen.event(record)?;
        seq += 1;
        hash = chain(&hash, seq, &record.digest).to_vec();
        pen.seal.execute(params![seq, pos, &hash])?;
    }
    drop(pen);
    execute(conn, HEAD, params![seq, hash])?;
    Ok(Some(seq))
}

fn head(conn: &Connection) -> Result<(i64, Vec<u8>)> {
    let head = query(conn, "SELECT seq, hash FROM journal_head WHERE id = 1", params![])?;
    head.into_iter().next().ok_or_else(|| Error::internal("the journal has no head; run migrate"))
}

/// Numbers what has no number: only in a copy that came from PostgreSQL.
pub(crate) fn seal_open(conn: &Connection) -> Result<()> {
    let (mut seq, mut hash) = head(conn)?;
    let open = query::<(i64, Vec<u8>)>(
        conn,
        "SELECT o.pos, j.digest FROM journal_open o JOIN journal j ON j.pos = o.pos ORDER BY o.pos",
        params![],
    )?;
    for (pos, digest) in open {
        seq += 1;
        hash = chain(&hash, seq, &digest).to_vec();
        execute(conn, SEAL, params![seq, pos, &hash])?;
    }
    execute(conn, "DELETE FROM journal_open", params![])?;
    execute(conn, HEAD, params![seq, hash])?;
    Ok(())
}

/// The statements that write an event.
struct Pen<'c> {
    conn: &'c Connection,
    event: Repeated<'c>,
    object: Repeated<'c>,
    seal: Repeated<'c>,
}

impl<'c> Pen<'c> {
    fn new(conn: &'c Connection) -> Result<Self> {
        Ok(Self {
            conn,
            event: Repeated::new(conn, EVENT)?,
            object: Repeated::new(conn, OBJECT)?,
            seal: Repeated::new(conn, SEAL)?,
        })
    }

    /// Writes an event with its objects; gives its position.
    fn event(&mut self, r: &Record) -> Result<i64> {
        self.event.execute(params![
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
        ])?;
        // Cheaper than RETURNING, which keeps a journal of its own per statement.
        let pos = self.conn.last_insert_rowid();
        for object in &r.objects {
            self.object.execute(params![pos, &object.kind, &object.id, &object.qualifier])?;
        }
        Ok(pos)
    }
}
