// SPDX-License-Identifier: EUPL-1.2
//! The database, whichever engine it is.

use std::{path::PathBuf, sync::Arc, time::Duration};

use kernel::{Clock, Error, Ids, Result};
use tokio::sync::watch;

use futures_util::stream::BoxStream;

use crate::{Sealed, Tx, follow, migrate, postgres, sqlite, tx::Conn};

/// Whoever waits longer than this for a transaction is told to come back.
const WAIT: Duration = Duration::from_secs(2);

/// Where the database is.
#[derive(Debug, Clone)]
pub enum DbConfig {
    /// One file in a folder of this machine, used by one process.
    Sqlite {
        /// The folder.
        dir: PathBuf,
        /// Connections that read.
        readers: usize,
        /// Acknowledge before the disk has it: for tests only.
        sync_off: bool,
    },
    /// A server, shared by several processes.
    Postgres {
        /// `postgres://user:password@host:port/database`.
        url: String,
        /// Connections that write.
        write: usize,
        /// Connections that read.
        read: usize,
    },
}

/// Kind of database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file.
    Sqlite,
    /// A server.
    Postgres,
}

/// A database; clones are the same one.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    backend: Backend,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    sealed: watch::Sender<i64>,
    work: watch::Sender<u64>,
}

pub(crate) enum Backend {
    Sqlite(sqlite::Engine),
    Postgres(Box<postgres::Engine>),
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Db").field(&self.engine()).finish()
    }
}

impl Db {
    /// Opens a database that has been migrated. Errors: its schema is older than this program needs, another
    /// process has the folder, the server does not answer.
    pub async fn open(cfg: &DbConfig, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Result<Self> {
        let db = Self::open_unmigrated(cfg, clock, ids).await?;
        if let Err(error) = migrate::require(&db).await {
            db.close().await;
            return Err(error);
        }
        db.start().await?;
        Ok(db)
    }

    /// Opens a database of any age, to [`migrate`](Self::migrate) it.
    pub async fn open_unmigrated(cfg: &DbConfig, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Result<Self> {
        let (sealed, _) = watch::channel(0);
        let backend = match cfg {
            DbConfig::Sqlite { dir, readers, sync_off } => {
                Backend::Sqlite(sqlite::Engine::open(dir, *readers, *sync_off, sealed.clone())?)
            }
            DbConfig::Postgres { url, write, read } => {
                Backend::Postgres(Box::new(postgres::Engine::open(url, *write, *read, sealed.clone()).await?))
            }
        };
        Ok(Self(Arc::new(Inner { backend, clock, ids, sealed, work: watch::Sender::new(0) })))
    }

    /// Opens a database to read only, beside the process that serves it: for `backup` and `check`.
    pub async fn open_beside(cfg: &DbConfig, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Result<Self> {
        let DbConfig::Sqlite { dir, readers, .. } = cfg else {
            return Self::open_unmigrated(cfg, clock, ids).await;
        };
        let (sealed, _) = watch::channel(0);
        let backend = Backend::Sqlite(sqlite::Engine::open_beside(dir, *readers));
        let db = Self(Arc::new(Inner { backend, clock, ids, sealed, work: watch::Sender::new(0) }));
        migrate::require(&db).await?;
        Ok(db)
    }

    /// Opens a copy to look at, of any age.
    pub(crate) fn open_file(dir: &std::path::Path, clock: Arc<dyn Clock>, ids: Arc<dyn Ids>) -> Self {
        let backend = Backend::Sqlite(sqlite::Engine::open_beside(dir, 1));
        Self(Arc::new(Inner {
            backend,
            clock,
            ids,
            sealed: watch::Sender::new(0),
            work: watch::Sender::new(0),
        }))
    }

    /// Applies the steps that are missing; gives their names.
    pub async fn migrate(&self) -> Result<Vec<String>> {
        let applied = migrate::run(self).await?;
        self.start().await?;
        Ok(applied)
    }

    /// Starts what runs beside the transactions, and learns where the journal ends.
    async fn start(&self) -> Result<()> {
        let mut tx = self.read().await?;
        let head = crate::journal::head(&mut tx).await?;
        self.0.sealed.send_if_modified(|seq| std::mem::replace(seq, head.seq.max(*seq)) < head.seq);
        if let Backend::Postgres(engine) = &self.0.backend {
            engine.start();
        }
        Ok(())
    }

    /// Begins to write. Errors: `Busy` when others did not let go in time.
    pub async fn begin(&self) -> Result<Tx> {
        let conn = match &self.0.backend {
            Backend::Sqlite(engine) => match &engine.writer {
                Some(writer) => Conn::Writer(writer.begin(WAIT).await?),
                None => return Err(Error::internal("this database was opened to read only")),
            },
            Backend::Postgres(engine) => Conn::Postgres(engine.begin(WAIT).await?),
        };
        Ok(Tx::new(conn, self.clone()))
    }

    /// Begins to read. On SQLite a snapshot; on PostgreSQL each statement sees what is committed then. Readers
    /// are few: end this one before you begin another. Errors: `Busy` when none came free in time.
    pub async fn read(&self) -> Result<Tx> {
        let conn = match &self.0.backend {
            Backend::Sqlite(engine) => Conn::Reader(engine.readers.begin(WAIT).await?),
            Backend::Postgres(engine) => Conn::Postgres(engine.read(WAIT).await?),
        };
        Ok(Tx::new(conn, self.clone()))
    }

    /// Kind of database.
    pub fn engine(&self) -> Engine {
        match self.0.backend {
            Backend::Sqlite(_) => Engine::Sqlite,
            Backend::Postgres(_) => Engine::Postgres,
        }
    }

    /// Where the time comes from.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.0.clock
    }

    /// Where ids and randomness come from.
    pub fn ids(&self) -> &Arc<dyn Ids> {
        &self.0.ids
    }

    /// Number of the last event that can be followed; changes when there is more.
    pub fn sealed(&self) -> watch::Receiver<i64> {
        self.0.sealed.subscribe()
    }

    /// Changes when this process promised a job.
    pub(crate) fn promised(&self) -> watch::Receiver<u64> {
        self.0.work.subscribe()
    }

    pub(crate) fn backend(&self) -> &Backend {
        &self.0.backend
    }

    /// Runs a statement of SQLite on this thread, unless it is known to be slow.
    pub(crate) fn in_place<T>(&self, sql: &str, work: impl FnOnce() -> T) -> T {
        match &self.0.backend {
            Backend::Sqlite(engine) => engine.slow.run(sql, work),
            Backend::Postgres(_) => work(),
        }
    }

    /// After a commit: wakes those who have something to do now.
    pub(crate) fn committed(&self, events: bool, jobs: bool) {
        if events && let Backend::Postgres(engine) = &self.0.backend {
            engine.wake_sealer();
        }
        if jobs {
            self.0.work.send_modify(|n| *n = n.wrapping_add(1));
        }
    }

    /// Gives every event that was written its number now. Nothing to do on SQLite, and on PostgreSQL it
    /// happens by itself; for tests and commands that want to see it done.
    pub async fn settle(&self) -> Result<()> {
        match &self.0.backend {
            Backend::Sqlite(_) => Ok(()),
            Backend::Postgres(engine) => engine.seal().await,
        }
    }

    /// Follows the journal from after number `seq`, in this process alone: for what every process keeps for
    /// itself, like a search index. Never ends before the database is closed; trouble is waited out.
    pub fn follow(&self, seq: i64) -> BoxStream<'static, Sealed> {
        follow::follow(self.clone(), seq)
    }

    /// Whether [`close`](Self::close) was called.
    pub fn is_closed(&self) -> bool {
        match &self.0.backend {
            Backend::Sqlite(engine) => engine.readers.is_closed(),
            Backend::Postgres(engine) => engine.is_closed(),
        }
    }

    /// Lets the database keep itself quick: once a day. PostgreSQL does so by itself.
    pub async fn tidy(&self) {
        if let Backend::Sqlite(engine) = &self.0.backend
            && let Some(writer) = &engine.writer
        {
            writer.tidy().await;
        }
    }

    /// Finishes what was begun and closes the connections.
    pub async fn close(&self) {
        match &self.0.backend {
            Backend::Sqlite(engine) => engine.close().await,
            Backend::Postgres(engine) => engine.close().await,
        }
    }
}

impl Engine {
    // fork: PostgreSQL locks the rows it reads, SQLite has one writer
    pub(crate) const fn for_update(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE",
        }
    }

    // fork: PostgreSQL passes over rows that somebody else has locked
    pub(crate) const fn skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }

    // fork: a column that counts up by itself and never gives a number twice; and SQLite keeps rows in the order of
    // their key only when the key is one INTEGER, or the table has no other number for its rows
    pub(crate) fn dialect(self, migration: &str) -> String {
        match self {
            Self::Sqlite => without_rowid(
                &migration
                    .replace("identity primary key", "INTEGER PRIMARY KEY AUTOINCREMENT")
                    .replace("bigint PRIMARY KEY", "INTEGER PRIMARY KEY"),
            ),
            Self::Postgres => migration
                .replace("identity primary key", "bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY"),
        }
    }
}

/// Tables with a key of several columns are links: their rows live in the index of that key, not beside it.
fn without_rowid(migration: &str) -> String {
    let statement = |text: &str| {
        if text.contains("\n  PRIMARY KEY (") {
            text.replacen("\n)", "\n) WITHOUT ROWID", 1)
        } else {
            text.to_owned()
        }
    };
    migration.split_inclusive(";\n").map(statement).collect()
}
