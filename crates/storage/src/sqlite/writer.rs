// SPDX-License-Identifier: EUPL-1.2
//! The one writer, with group commit as a baton: the open connection is handed from request to request inside
//! one transaction, a savepoint each; whoever is first in a batch queues the commit; all of the batch share
//! its one fsync. Nobody is told "done" before that fsync.

use std::{
    sync::{
        Arc, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use kernel::{Error, Result};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot, watch};

use super::{
    connection::{Guarded, Opener},
    journal,
};
use crate::{fail, journal::Record};

/// So many requests share one fsync at most.
const BATCH: usize = 64;

/// Whoever holds the baton longer than this is named in the log.
const LONG: Duration = Duration::from_millis(50);

/// Everybody who wants to write, in order of arrival.
#[derive(Debug)]
pub(crate) struct Writer {
    slot: Arc<Mutex<Slot>>,
    waiting: Arc<AtomicUsize>,
    holder: std::sync::Mutex<Option<Holder>>,
}

/// Who holds the baton: a task, or a thread that runs one by itself.
type Holder = (Option<tokio::task::Id>, std::thread::ThreadId);

fn me() -> Holder {
    (tokio::task::try_id(), std::thread::current().id())
}

/// The connection and the batch that is open on it.
#[derive(Debug)]
struct Slot {
    opener: Opener,
    conn: Option<Guarded>,
    closed: bool,
    /// A transaction is open on the connection.
    open: bool,
    /// A task that will commit is queued.
    queued: bool,
    /// Those who wait for the commit of this batch.
    batch: Vec<oneshot::Sender<Result<()>>>,
    /// Number of the last event in this batch.
    head: Option<i64>,
    sealed: watch::Sender<i64>,
}

impl Writer {
    pub(crate) fn open(opener: Opener, sealed: watch::Sender<i64>) -> Result<Self> {
        let conn = opener.writer().map_err(|e| fail::sqlite(&e))?;
        let slot = Slot {
            opener,
            conn: Some(conn),
            closed: false,
            open: false,
            queued: false,
            batch: Vec::new(),
            head: None,
            sealed,
        };
        Ok(Self {
            slot: Arc::new(Mutex::new(slot)),
            waiting: Arc::default(),
            holder: std::sync::Mutex::default(),
        })
    }

    /// Waits for the baton. Errors: `Busy` when it did not come in time.
    pub(crate) async fn begin(&self, wait: Duration) -> Result<WriterTx> {
        let mut slot = self.baton(wait).await?;
        slot.begin()?;
        *self.holder.lock().unwrap_or_else(PoisonError::into_inner) = Some(me());
        Ok(WriterTx {
            slot: Some(slot),
            home: Arc::clone(&self.slot),
            waiting: Arc::clone(&self.waiting),
            since: Instant::now(),
        })
    }

    async fn baton(&self, wait: Duration) -> Result<OwnedMutexGuard<Slot>> {
        if let Ok(slot) = Arc::clone(&self.slot).try_lock_owned() {
            return Ok(slot);
        }
        let _place = Place::new(&self.waiting);
        tokio::time::timeout(wait, Arc::clone(&self.slot).lock_owned()).await.map_err(|_| {
            self.explain();
            fail::SOON
        })
    }

    /// Names the mistake that looks like a busy database but is not.
    fn explain(&self) {
        let (mine, holder) = (me(), *self.holder.lock().unwrap_or_else(PoisonError::into_inner));
        let same = holder.is_some_and(|h| if mine.0.is_some() { h.0 == mine.0 } else { h == mine });
        if same {
            tracing::error!("a task waited for a write transaction while it holds one: begin inside begin");
        }
    }

    /// Commits what is open, then works on the bare connection, outside any transaction, on a blocking thread.
    pub(crate) async fn exclusive<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut rusqlite::Connection) -> Result<T> + Send + 'static,
    {
        let mut slot = Arc::clone(&self.slot).lock_owned().await;
        let done = tokio::task::spawn_blocking(move || {
            slot.flush();
            slot.connect()?;
            let guarded = slot.conn.as_mut().ok_or_else(closed)?;
            guarded.disarm();
            work(&mut guarded.conn)
        });
        done.await.map_err(Error::internal)?
    }

    /// Tidies up while others wait: once a day is enough.
    pub(crate) async fn tidy(&self) {
        let mut slot = Arc::clone(&self.slot).lock_owned().await;
        let done = tokio::task::spawn_blocking(move || {
            slot.flush();
            slot.tidy();
        });
        if done.await.is_err() {
            tracing::error!("tidying up failed");
        }
    }

    /// Commits what is open and closes the connection, which folds the write-ahead log into the database.
    pub(crate) async fn close(&self) {
        let mut slot = Arc::clone(&self.slot).lock_owned().await;
        let done = tokio::task::spawn_blocking(move || {
            slot.flush();
            slot.tidy();
            slot.closed = true;
            slot.conn = None;
        });
        if done.await.is_err() {
            tracing::error!("the writer did not close");
        }
    }
}

fn closed() -> Error {
    Error::internal("the database is closed")
}

/// Runs a statement without values, prepared once.
fn run(conn: &rusqlite::Connection, sql: &str) -> rusqlite::Result<()> {
    conn.prepare_cached(sql)?.raw_execute().map(drop)
}

impl Slot {
    fn connect(&mut self) -> Result<()> {
        if self.closed {
            return Err(closed());
        }
        if self.conn.is_none() {
            self.conn = Some(self.opener.writer().map_err(|e| fail::sqlite(&e))?);
        }
        Ok(())
    }

    /// A savepoint in the open transaction, or a new transaction. The first of a batch needs no savepoint: to undo
    /// it is to undo the batch, and a long one would pay for a savepoint with every page it touches.
    fn begin(&mut self) -> Result<()> {
        self.connect()?;
        let guarded = self.conn.as_ref().ok_or_else(closed)?;
        guarded.disarm();
        match run(&guarded.conn, if self.open { "SAVEPOINT own" } else { "BEGIN IMMEDIATE" }) {
            Ok(()) => {
                self.open = true;
                Ok(())
            }
            Err(e) => {
                let error = fail::sqlite(&e);
                self.lose(&error);
                Err(error)
            }
        }
    }

    /// Commits the batch and tells everybody in it how that went.
    fn flush(&mut self) {
        self.queued = false;
        if !self.open {
            return;
        }
        let Some(guarded) = &self.conn else { return };
        guarded.disarm();
        if let Err(e) = run(&guarded.conn, "COMMIT") {
            tracing::error!("commit failed, {} requests are told so: {e}", self.batch.len());
            return self.lose(&fail::sqlite(&e));
        }
        self.open = false;
        if let Some(head) = self.head.take() {
            self.sealed.send_replace(head);
        }
        for waiter in self.batch.drain(..) {
            // Whoever dropped its request does not hear it; the work is done all the same.
            let _ = waiter.send(Ok(()));
        }
    }

    /// Gives up the batch and the connection: nothing of this batch was stored. The next one who begins gets a
    /// new connection, so that the writer recovers, for instance when there is space on the disk again.
    fn lose(&mut self, error: &Error) {
        if let Some(guarded) = self.conn.take()
            && !guarded.conn.is_autocommit()
            && let Err(e) = run(&guarded.conn, "ROLLBACK")
        {
            tracing::warn!("rollback failed, closing the connection undoes it: {e}");
        }
        self.open = false;
        self.head = None;
        for waiter in self.batch.drain(..) {
            let _ = waiter.send(Err(error.clone()));
        }
    }

    /// Lets SQLite look at its statistics, and folds the write-ahead log into the database. Trouble can wait.
    fn tidy(&self) {
        let Some(guarded) = &self.conn else { return };
        guarded.disarm();
        for sql in ["PRAGMA analysis_limit = 1000", "PRAGMA optimize", "PRAGMA wal_checkpoint(TRUNCATE)"] {
            let done = guarded.conn.query_row(sql, [], |_| Ok(()));
            if let Err(e) = done
                && e != rusqlite::Error::QueryReturnedNoRows
            {
                tracing::debug!(sql, "not tidied: {e}");
            }
        }
    }

    /// Undoes the savepoint; a batch with nobody in it is undone as a whole.
    fn undo(&mut self) {
        let Some(guarded) = &self.conn else { return };
        guarded.disarm();
        let undone = if guarded.conn.is_autocommit() {
            Err(AWAY_BY_ITSELF.to_owned())
        } else if self.batch.is_empty() {
            self.open = false;
            run(&guarded.conn, "ROLLBACK").map_err(|e| e.to_string())
        } else {
            run(&guarded.conn, "ROLLBACK TO own")
                .and_then(|()| run(&guarded.conn, "RELEASE own"))
                .map_err(|e| e.to_string())
        };
        if let Err(why) = undone {
            tracing::error!("{} requests lose their batch: {why}", self.batch.len());
            self.lose(&fail::AWAY);
        }
    }
}

const AWAY_BY_ITSELF: &str = "SQLite ended the transaction by itself";

/// Counts who waits for the baton, also when the wait is given up.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The baton in somebody's hand. Dropped without commit, it undoes only its own savepoint.
#[derive(Debug)]
pub(crate) struct WriterTx {
    slot: Option<OwnedMutexGuard<Slot>>,
    home: Arc<Mutex<Slot>>,
    waiting: Arc<AtomicUsize>,
    since: Instant,
}

impl WriterTx {
    /// The connection, for one statement.
    pub(crate) fn guarded(&self) -> Result<&Guarded> {
        let slot = self.slot.as_ref().ok_or_else(closed)?;
        let guarded = slot.conn.as_ref().ok_or_else(closed)?;
        if guarded.conn.is_autocommit() {
            return Err(Error::internal(AWAY_BY_ITSELF));
        }
        guarded.arm();
        Ok(guarded)
    }

    /// Writes the events, ends the savepoint, and waits until the batch is on disk.
    pub(crate) async fn commit(mut self, records: &[Record]) -> Result<()> {
        let head = {
            let guarded = self.guarded()?;
            let head = journal::write(&guarded.conn, records)?;
            guarded.disarm();
            if self.slot.as_ref().is_some_and(|s| !s.batch.is_empty()) {
                run(&guarded.conn, "RELEASE own").map_err(|e| fail::sqlite(&e))?;
            }
            head
        };
        let Some(mut slot) = self.slot.take() else { return Err(closed()) };
        self.name_if_long();
        let (done, outcome) = oneshot::channel();
        slot.head = head.or(slot.head);
        slot.batch.push(done);
        if slot.batch.len() >= BATCH || (!slot.queued && self.waiting.load(Ordering::Relaxed) == 0) {
            tokio::task::spawn_blocking(move || slot.flush());
        } else if slot.queued {
            drop(slot);
        } else {
            slot.queued = true;
            tokio::spawn(flush_in_turn(Arc::clone(&self.home)));
            drop(slot);
        }
        outcome.await.map_err(|_| closed())?
    }

    /// Undoes the savepoint, then waits for the batch: what was read here may come from others in it, and must
    /// be on disk before anybody acts on it.
    pub(crate) async fn rollback(mut self) {
        let Some(mut slot) = self.slot.take() else { return };
        slot.undo();
        self.name_if_long();
        if slot.batch.is_empty() {
            return;
        }
        let (done, outcome) = oneshot::channel();
        slot.batch.push(done);
        drop(slot);
        // An error is for those who wrote; here there is nothing left to lose.
        let _ = outcome.await;
    }

    fn name_if_long(&self) {
        let held = self.since.elapsed();
        if held > LONG {
            tracing::warn!(milliseconds = held.as_millis(), "a write transaction kept all others waiting");
        }
    }
}

/// Waits behind those who wait already, so that they join the batch, and commits it.
async fn flush_in_turn(home: Arc<Mutex<Slot>>) {
    let mut slot = home.lock_owned().await;
    let flushed = tokio::task::spawn_blocking(move || slot.flush());
    if flushed.await.is_err() {
        tracing::error!("the commit task died");
    }
}

impl Drop for WriterTx {
    fn drop(&mut self) {
        if let Some(mut slot) = self.slot.take() {
            slot.undo();
            self.name_if_long();
        }
    }
}
