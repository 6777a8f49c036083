// SPDX-License-Identifier: EUPL-1.2
//! Opening connections with the settings we rely on, and ending statements that take too long.

use std::{
    path::PathBuf,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::{Connection, config::DbConfig};

/// Name of the database in its folder.
pub(crate) const FILE: &str = "voordeur.sqlite";

/// A statement may take this long.
const STATEMENT: Duration = Duration::from_secs(10);

/// How many steps of SQLite's machine pass between two looks at the time.
const STEPS: i32 = 20_000;

/// Opens connections to one file.
#[derive(Debug, Clone)]
pub(crate) struct Opener {
    pub(crate) file: PathBuf,
    pub(crate) sync_off: bool,
}

/// A connection and the moment its running statement must end.
#[derive(Debug)]
pub(crate) struct Guarded {
    pub(crate) conn: Connection,
    until: Arc<AtomicU64>,
}

/// Milliseconds since the first call in this process.
fn millis() -> u64 {
    static START: OnceLock<Instant> = OnceLock::new();
    u64::try_from(START.get_or_init(Instant::now).elapsed().as_millis()).unwrap_or(u64::MAX)
}

impl Guarded {
    /// Gives the next statement its time.
    pub(crate) fn arm(&self) {
        let limit = u64::try_from(STATEMENT.as_millis()).unwrap_or(u64::MAX);
        self.until.store(millis().saturating_add(limit), Ordering::Relaxed);
    }

    /// Takes the limit away, for work that is known to be long.
    pub(crate) fn disarm(&self) {
        self.until.store(u64::MAX, Ordering::Relaxed);
    }
}

impl Opener {
    fn open(&self, settings: &str) -> rusqlite::Result<Guarded> {
        let mut conn = Connection::open(&self.file)?;
        conn.busy_timeout(Duration::from_secs(5))?;
        conn.set_prepared_statement_cache_capacity(512);
        conn.execute_batch(settings)?;
        // Without this, a value that meets a partial index makes SQLite plan the statement anew at every run.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        let until = Arc::new(AtomicU64::new(u64::MAX));
        let seen = Arc::clone(&until);
        conn.progress_handler(STEPS, Some(move || millis() > seen.load(Ordering::Relaxed)))?;
        Ok(Guarded { conn, until })
    }

    /// The one connection that writes: every commit is on disk before it is acknowledged.
    pub(crate) fn writer(&self) -> rusqlite::Result<Guarded> {
        let sync = if self.sync_off { "OFF" } else { "FULL" };
        self.open(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = {sync}; PRAGMA foreign_keys = ON;
             PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST; PRAGMA cache_size = -16000;
             PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;"
        ))
    }

    /// A connection that can only read.
    pub(crate) fn reader(&self) -> rusqlite::Result<Guarded> {
        self.open("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -4000;")
    }
}
