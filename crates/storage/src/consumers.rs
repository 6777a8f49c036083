// SPDX-License-Identifier: EUPL-1.2
//! Shared followers of the journal: rules, timers, rollups. Each is active once in the whole installation; its
//! cursor moves in the transaction of its effect, so that every event has its effect exactly once.

use std::{sync::Arc, time::Duration};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, join, join_all},
};
use kernel::Result;
use tokio::sync::watch;

use crate::{Db, Sealed, Tx, crash, journal, params};

/// So many events share a transaction at most.
const TOGETHER: i64 = 50;
/// How often to look when nothing is heard: another process may have stopped being the active one.
const POLL: Duration = Duration::from_secs(1);
/// Longest wait after an event that fails every time.
const LONGEST: Duration = Duration::from_mins(1);

/// A shared follower.
pub trait Consumer: Send + Sync + 'static {
    /// Its name, also of its cursor.
    fn name(&self) -> &'static str;

    /// Version of its rules. Another version forgets what was built and starts from the first event.
    fn version(&self) -> i64;

    /// The effect of one event, in the transaction that moves the cursor. An error stops this follower at this
    /// event until it succeeds.
    fn apply(&self, tx: &mut Tx, event: &Sealed) -> impl Future<Output = Result<()>> + Send;

    /// Forgets what was built, before a start from the first event.
    fn reset(&self, tx: &mut Tx) -> impl Future<Output = Result<()>> + Send {
        let _ = tx;
        async { Ok(()) }
    }
}

/// A consumer of any type.
trait AnyConsumer: Send + Sync {
    fn name(&self) -> &'static str;
    fn version(&self) -> i64;
    fn apply<'a>(&'a self, tx: &'a mut Tx, event: &'a Sealed) -> BoxFuture<'a, Result<()>>;
    fn reset<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<()>>;
}

impl<C: Consumer> AnyConsumer for C {
    fn name(&self) -> &'static str {
        Consumer::name(self)
    }

    fn version(&self) -> i64 {
        Consumer::version(self)
    }

    fn apply<'a>(&'a self, tx: &'a mut Tx, event: &'a Sealed) -> BoxFuture<'a, Result<()>> {
        Consumer::apply(self, tx, event).boxed()
    }

    fn reset<'a>(&'a self, tx: &'a mut Tx) -> BoxFuture<'a, Result<()>> {
        Consumer::reset(self, tx).boxed()
    }
}

/// The consumers of an installation.
#[derive(Clone, Default)]
pub struct Consumers(Vec<Arc<dyn AnyConsumer>>);

impl std::fmt::Debug for Consumers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.names()).finish()
    }
}

impl Consumers {
    /// No consumers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one.
    #[must_use]
    pub fn with(mut self, consumer: impl Consumer) -> Self {
        self.0.push(Arc::new(consumer));
        self
    }

    /// Their names.
    pub fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|c| c.name()).collect()
    }
}

/// Lets every consumer deal with everything that is sealed now; gives how many effects there were. For tests
/// and commands; follow it by [`Db::settle`] and again when consumers emit events themselves.
pub async fn catch_up(db: &Db, consumers: &Consumers) -> Result<usize> {
    let mut done = 0;
    for consumer in &consumers.0 {
        while let n @ 1.. = step(db, consumer.as_ref(), TOGETHER).await? {
            done += n;
        }
    }
    Ok(done)
}

/// Lets the named consumer start from the first event again, at its next step.
pub async fn rebuild(tx: &mut Tx, name: &str) -> Result<()> {
    // No program has version -1, so the next step resets.
    tx.execute("UPDATE consumer SET version = -1 WHERE name = $1", params![name]).await?;
    Ok(())
}

/// Lets the named consumer pass over everything that is sealed now: for history that was written in bulk, whose
/// effects lie in the past too.
pub async fn pass_over(tx: &mut Tx, name: &str, version: i64) -> Result<()> {
    let head = journal::head(tx).await?;
    tx.execute(
        "INSERT INTO consumer (name, seq, version) VALUES ($1, $2, $3)
         ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, version = excluded.version",
        params![name, head.seq, version],
    )
    .await?;
    Ok(())
}

/// Follows until `stop` ends.
pub async fn run(db: &Db, consumers: &Consumers, stop: impl Future<Output = ()>) {
    let (stopped, stopping) = watch::channel(false);
    let all = join_all(consumers.0.iter().map(|consumer| follow(db, consumer.as_ref(), stopping.clone())));
    let stop = async {
        stop.await;
        stopped.send_replace(true);
    };
    join(all, stop).await;
}

async fn follow(db: &Db, consumer: &dyn AnyConsumer, mut stopping: watch::Receiver<bool>) {
    let mut sealed = db.sealed();
    let mut trouble = Duration::ZERO;
    while !*stopping.borrow() {
        sealed.mark_unchanged();
        // After trouble one event at a time, so that all before the one that fails are dealt with.
        let together = if trouble.is_zero() { TOGETHER } else { 1 };
        match step(db, consumer, together).await {
            Ok(0) => trouble = Duration::ZERO,
            Ok(_) => {
                trouble = Duration::ZERO;
                continue;
            }
            Err(e) => {
                trouble =
                    if trouble.is_zero() { Duration::from_millis(100) } else { (trouble * 2).min(LONGEST) };
                tracing::error!(consumer = consumer.name(), "trying again in {trouble:?}: {e}");
            }
        }
        let news = async {
            if trouble.is_zero() {
                // An error means the database is gone; the poll finds that out.
                let _ = sealed.changed().await;
            } else {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => break,
            () = news => (),
            () = tokio::time::sleep(if trouble.is_zero() { POLL } else { trouble }) => (),
        }
    }
}

/// One transaction: the effects of the next events and the move of the cursor; gives how many events.
async fn step(db: &Db, consumer: &dyn AnyConsumer, together: i64) -> Result<usize> {
    if !has_news(db, consumer).await? {
        return Ok(0);
    }
    crash::point(crash::SEAL_CONSUMER);
    let mut tx = db.begin().await?;
    let Some((mut seq, version)) = take_cursor(&mut tx, consumer.name()).await? else {
        tx.rollback().await;
        return Ok(0);
    };
    if version != consumer.version() {
        consumer.reset(&mut tx).await?;
        seq = 0;
    }
    let events = journal::after(&mut tx, seq, together).await?;
    for event in &events {
        tx.because_of(event.id, event.correlation);
        consumer.apply(&mut tx, event).await?;
        seq = event.seq;
    }
    tx.execute(
        "UPDATE consumer SET seq = $1, version = $2 WHERE name = $3",
        params![seq, consumer.version(), consumer.name()],
    )
    .await?;
    crash::point(crash::EFFECT_CURSOR);
    tx.commit().await?;
    Ok(events.len())
}

/// A look without a write transaction, so that an idle consumer disturbs nobody.
async fn has_news(db: &Db, consumer: &dyn AnyConsumer) -> Result<bool> {
    let mut tx = db.read().await?;
    let head = journal::head(&mut tx).await?;
    let cursor = tx
        .optional::<(i64, i64)>("SELECT seq, version FROM consumer WHERE name = $1", params![consumer.name()])
        .await?;
    Ok(cursor != Some((head.seq, consumer.version())))
}

/// Locks the cursor; nothing when another process is at it.
async fn take_cursor(tx: &mut Tx, name: &str) -> Result<Option<(i64, i64)>> {
    tx.execute(
        "INSERT INTO consumer (name, seq, version) VALUES ($1, 0, 0) ON CONFLICT (name) DO NOTHING",
        params![name],
    )
    .await?;
    let sql = format!("SELECT seq, version FROM consumer WHERE name = $1{}", tx.engine().skip_locked());
    tx.optional(&sql, params![name]).await
}
