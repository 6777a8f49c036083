// SPDX-License-Identifier: EUPL-1.2
//! One transaction, the same on both engines.

use kernel::{Error, Result, Time};
use uuid::Uuid;

use crate::{
    Db, Engine, Event, FromRow, NewJob, Value, crash, fail,
    journal::{Record, Stamp},
    params, postgres, sqlite,
};

/// One transaction. Dropped without commit it undoes only itself; after any error it refuses everything but
/// rollback. Keep it short, and do no network call while it is open: on SQLite all writers wait for it.
///
/// What a write transaction reads may be of a neighbour in the same batch that is not on disk yet: answer the
/// caller after `commit` or `rollback`, not before.
#[derive(Debug)]
pub struct Tx {
    conn: Conn,
    db: Db,
    now: Time,
    events: Vec<(Uuid, Event, Stamp)>,
    /// First event of the chain that is being written.
    chain: Option<Uuid>,
    cause: Option<Cause>,
    jobs: bool,
    /// Promised jobs, when they are kept instead of written.
    kept: Option<Vec<NewJob>>,
    poisoned: bool,
}

/// The event that led to what a transaction does now, and the chain it belongs to.
#[derive(Debug, Clone, Copy)]
struct Cause {
    event: Uuid,
    correlation: Uuid,
}

/// What carries the statements.
#[derive(Debug)]
pub(crate) enum Conn {
    Writer(sqlite::WriterTx),
    Reader(sqlite::ReaderTx),
    Postgres(postgres::PgTx),
}

impl Tx {
    pub(crate) fn new(conn: Conn, db: Db) -> Self {
        let now = db.clock().now();
        Self {
            conn,
            db,
            now,
            events: Vec::new(),
            chain: None,
            cause: None,
            jobs: false,
            kept: None,
            poisoned: false,
        }
    }

    /// The moment of this transaction, fixed at its begin.
    pub const fn now(&self) -> Time {
        self.now
    }

    /// Moves the moment of this transaction and begins a new chain of events: for writing history in bulk (demo, import), so that one transaction
    /// can hold what happened over a day. A use case never calls it.
    pub const fn set_now(&mut self, moment: Time) {
        self.now = moment;
        self.chain = None;
    }

    /// From here on promised jobs are kept in memory and not written: for writing history, whose messages were sent
    /// long ago.
    pub fn keep_jobs(&mut self) {
        self.kept = Some(Vec::new());
    }

    /// Takes the jobs that were kept since [`keep_jobs`](Self::keep_jobs) or the last take.
    pub fn take_jobs(&mut self) -> Vec<NewJob> {
        self.kept.as_mut().map(std::mem::take).unwrap_or_default()
    }

    pub(crate) const fn kept_jobs(&mut self) -> Option<&mut Vec<NewJob>> {
        self.kept.as_mut()
    }

    /// A new id, ordered by time.
    pub fn new_id(&self) -> Uuid {
        self.db.ids().uuid(self.now)
    }

    /// The database this transaction is on.
    pub const fn db(&self) -> &Db {
        &self.db
    }

    /// Runs a statement; gives the number of rows it touched. Errors end the transaction.
    pub async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        self.check(params)?;
        let done = match &mut self.conn {
            Conn::Writer(tx) => self.db.in_place(sql, || sqlite::execute(&tx.guarded()?.conn, sql, params)),
            Conn::Reader(tx) => self.db.in_place(sql, || sqlite::execute(&tx.guarded()?.conn, sql, params)),
            Conn::Postgres(tx) => tx.execute(sql, params).await,
        };
        self.noted(sql, done)
    }

    /// Runs a statement and reads its rows. Errors end the transaction.
    pub async fn query<R: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<Vec<R>> {
        self.check(params)?;
        let done = match &mut self.conn {
            Conn::Writer(tx) => self.db.in_place(sql, || sqlite::query(&tx.guarded()?.conn, sql, params)),
            Conn::Reader(tx) => self.db.in_place(sql, || sqlite::query(&tx.guarded()?.conn, sql, params)),
            Conn::Postgres(tx) => tx.query(sql, params).await,
        };
        self.noted(sql, done)
    }

    /// The first row, when there is one.
    pub async fn optional<R: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<Option<R>> {
        Ok(self.query(sql, params).await?.into_iter().next())
    }

    /// The first row. Errors: `NotFound` when there is none (the transaction can go on).
    pub async fn one<R: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<R> {
        self.optional(sql, params).await?.ok_or(Error::NotFound)
    }

    /// Locks one row until the end of this transaction; false when it does not exist. Always the root row of
    /// an aggregate first. On SQLite there is one writer and nothing to lock.
    pub async fn lock(&mut self, table: &'static str, id: Uuid) -> Result<bool> {
        let sql =
            format!("SELECT CAST(1 AS bigint) FROM {table} WHERE id = $1{}", self.engine().for_update());
        Ok(self.optional::<i64>(&sql, params![id]).await?.is_some())
    }

    /// Like [`Tx::optional`] for a query that ends with its condition: the row it finds stays locked until the end of
    /// this transaction.
    pub async fn optional_locked<R: FromRow>(&mut self, sql: &str, params: &[Value]) -> Result<Option<R>> {
        match self.engine().for_update() {
            "" => self.optional(sql, params).await,
            lock => self.optional(&format!("{sql}{lock}"), params).await,
        }
    }

    /// Which engine this is; slices have no reason to ask.
    pub(crate) fn engine(&self) -> Engine {
        self.db.engine()
    }

    /// Notes that something happened; it is written at commit. Gives the id of the event.
    pub fn emit(&mut self, event: Event) -> Uuid {
        let id = self.new_id();
        let first = *self.chain.get_or_insert(id);
        let stamp = Stamp {
            now: self.now,
            cause: self.cause.map(|c| c.event),
            correlation: self.cause.map_or(first, |c| c.correlation),
        };
        self.events.push((id, event, stamp));
        id
    }

    /// What this transaction does from here on follows from that event: its id, and its correlation.
    pub const fn because_of(&mut self, event: Uuid, correlation: Uuid) {
        self.cause = Some(Cause { event, correlation });
    }

    /// Workers are woken after commit.
    pub(crate) const fn wake_workers(&mut self) {
        self.jobs = true;
    }

    /// Makes it durable. Errors: nothing was stored.
    pub async fn commit(mut self) -> Result<()> {
        if self.poisoned {
            self.rollback().await;
            return Err(Error::internal("the transaction had failed before its commit"));
        }
        let records = self.records();
        match self.conn {
            Conn::Writer(tx) => tx.commit(&records).await?,
            Conn::Reader(_) if records.is_empty() => (),
            Conn::Reader(_) => return Err(Error::internal("a read transaction cannot write events")),
            Conn::Postgres(tx) => tx.commit(&records).await?,
        }
        crash::point(crash::COMMIT_SEAL);
        self.db.committed(!records.is_empty(), self.jobs);
        Ok(())
    }

    /// Undoes everything.
    pub async fn rollback(self) {
        match self.conn {
            Conn::Writer(tx) => tx.rollback().await,
            Conn::Reader(_) => (),
            Conn::Postgres(tx) => tx.rollback().await,
        }
    }

    fn records(&mut self) -> Vec<Record> {
        let events = std::mem::take(&mut self.events);
        events.into_iter().map(|(id, event, stamp)| Record::new(id, event, stamp)).collect()
    }

    /// PostgreSQL keeps no NUL in text, so neither engine does.
    fn check(&mut self, params: &[Value]) -> Result<()> {
        if self.poisoned {
            return Err(Error::internal("the transaction has failed; it can only be rolled back"));
        }
        if params.iter().any(|v| matches!(v, Value::Text(text) if text.contains('\0'))) {
            return Err(Error::field("tekst", "In de tekst staat een teken dat wij niet kunnen bewaren."));
        }
        // Until the answer is there: of a statement that was dropped half-way nobody knows what it did.
        self.poisoned = true;
        Ok(())
    }

    fn noted<T>(&mut self, sql: &str, done: Result<T>) -> Result<T> {
        self.poisoned = done.is_err();
        if let Err(error) = &done {
            if !matches!(error, Error::Busy { .. }) {
                tracing::error!(sql, "{error}");
            } else if *error != fail::SOON {
                tracing::warn!(sql, "{error}");
            }
        }
        done
    }
}
