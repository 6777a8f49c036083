// SPDX-License-Identifier: EUPL-1.2
//! Copying a database that is in use, checking a copy, and giving a restored one a life of its own.

use std::{path::Path, time::Duration};

use kernel::{Error, Result};
use rusqlite::{
    Connection,
    backup::{Backup, StepResult},
};

use super::{execute, journal, query};
use crate::{fail, params};

/// So many pages are copied between two reports of progress.
const PAGES: i32 = 1000;

/// Copies the database as it is at this moment; writers go on. The copy is one file.
// fork: PostgreSQL is dumped row by row
pub(crate) fn copy(from: &Path, to: &Path, hear: impl Fn(u64, u64)) -> Result<()> {
    let lite = |e: rusqlite::Error| fail::sqlite(&e);
    let source = Connection::open(from).map_err(lite)?;
    source.busy_timeout(Duration::from_secs(5)).map_err(lite)?;
    // A read that stays open: the copy cannot change half-way, and never has to begin again.
    source
        .execute_batch("PRAGMA query_only = ON; BEGIN; SELECT count(*) FROM sqlite_schema;")
        .map_err(lite)?;
    let mut target = Connection::open(to).map_err(lite)?;
    {
        let copying = Backup::new(&source, &mut target).map_err(lite)?;
        loop {
            let step = copying.step(PAGES).map_err(lite)?;
            let progress = copying.progress();
            let count = |n: i32| u64::try_from(n).unwrap_or(0);
            hear(count(progress.pagecount - progress.remaining), count(progress.pagecount));
            match step {
                StepResult::Done => break,
                StepResult::More => (),
                _ => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }
    query::<String>(&target, "PRAGMA journal_mode = DELETE", params![])?;
    target.close().map_err(|(_, e)| fail::sqlite(&e))
}

/// Checks pages and references of a copy.
pub(crate) fn integrity(file: &Path) -> Result<()> {
    let conn = Connection::open(file).map_err(|e| fail::sqlite(&e))?;
    let found = query::<String>(&conn, "PRAGMA integrity_check(1)", params![])?;
    if found != ["ok"] {
        return Err(Error::internal(format!("the database is damaged: {}", found.join("; "))));
    }
    match query::<String>(&conn, "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", params![])?.first()
    {
        Some(table) => {
            Err(Error::internal(format!("the database is damaged: {table} refers to what is not there")))
        }
        None => Ok(()),
    }
}

/// Makes a copy ready to be used: events that had no number get one, and those who follow the journal can see
/// that it may have gone back.
pub(crate) fn reincarnate(file: &Path) -> Result<()> {
    let lite = |e: rusqlite::Error| fail::sqlite(&e);
    let mut conn = Connection::open(file).map_err(lite)?;
    let tx = conn.transaction().map_err(lite)?;
    journal::seal_open(&tx)?;
    execute(&tx, "UPDATE journal_head SET generation = generation + 1 WHERE id = 1", params![])?;
    tx.commit().map_err(lite)?;
    conn.close().map_err(|(_, e)| fail::sqlite(&e))
}
