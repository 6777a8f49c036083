// SPDX-License-Identifier: EUPL-1.2
//! Workers: take what is due, hand it to its handler, note how it ended.

use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};

use futures_util::{
    FutureExt as _,
    future::{BoxFuture, join_all, join3},
};
use kernel::{Error, Result};
use tokio::sync::watch;

use super::{End, Job, claim, end::back_off, sweep};
use crate::{Db, params};

/// How long to wait for work when nobody in this process promised any.
const POLL: Duration = Duration::from_secs(1);
/// So many jobs of one queue run at the same time.
const TOGETHER: i64 = 4;
/// How often to look for workers that stopped.
const SWEEP: Duration = Duration::from_secs(30);
/// Wait before a job of an unknown kind is looked at again: a newer program may know it.
const UNKNOWN: Duration = Duration::from_mins(1);

/// Does the jobs of one queue.
pub trait JobHandler: Send + Sync + 'static {
    /// The queue.
    fn queue(&self) -> &'static str;

    /// Every kind of job it can do.
    fn kinds(&self) -> &'static [&'static str];

    /// How long one job may take before another worker may try.
    fn lease(&self) -> Duration {
        Duration::from_mins(5)
    }

    /// Does one job. What it writes goes in one transaction with [`Tx::job_done`](crate::Tx::job_done); a call over the network
    /// comes before that transaction. An error means: try again later.
    fn run(&self, db: &Db, job: &Job) -> impl Future<Output = Result<End>> + Send;
}

/// A handler of any type.
trait AnyHandler: Send + Sync {
    fn queue(&self) -> &'static str;
    fn kinds(&self) -> &'static [&'static str];
    fn lease(&self) -> Duration;
    fn run<'a>(&'a self, db: &'a Db, job: &'a Job) -> BoxFuture<'a, Result<End>>;
}

impl<H: JobHandler> AnyHandler for H {
    fn queue(&self) -> &'static str {
        JobHandler::queue(self)
    }

    fn kinds(&self) -> &'static [&'static str] {
        JobHandler::kinds(self)
    }

    fn lease(&self) -> Duration {
        JobHandler::lease(self)
    }

    fn run<'a>(&'a self, db: &'a Db, job: &'a Job) -> BoxFuture<'a, Result<End>> {
        JobHandler::run(self, db, job).boxed()
    }
}

/// The handlers of an installation, one per queue.
#[derive(Clone, Default)]
pub struct Handlers(Vec<Arc<dyn AnyHandler>>);

impl std::fmt::Debug for Handlers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|h| h.queue())).finish()
    }
}

impl Handlers {
    /// No handlers.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a handler.
    #[must_use]
    pub fn with(mut self, handler: impl JobHandler) -> Self {
        self.0.push(Arc::new(handler));
        self
    }

    /// Every queue with the kinds of job that are done in it.
    pub fn kinds(&self) -> Vec<(&'static str, &'static [&'static str])> {
        self.0.iter().map(|h| (h.queue(), h.kinds())).collect()
    }
}

/// Does one job that is due now, of any queue; false when there is none.
pub async fn run_one(db: &Db, handlers: &Handlers) -> Result<bool> {
    for handler in &handlers.0 {
        if round(db, handler.as_ref(), 1).await? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Does jobs until none is due now; gives how many. For tests: work that only time makes due stays.
pub async fn drain(db: &Db, handlers: &Handlers) -> Result<usize> {
    let mut done = 0;
    while run_one(db, handlers).await? {
        done += 1;
    }
    Ok(done)
}

/// Works until `stop` ends; jobs that were begun are finished.
pub async fn work(db: &Db, handlers: &Handlers, stop: impl Future<Output = ()>) {
    let (stopped, stopping) = watch::channel(false);
    let queues =
        join_all(handlers.0.iter().map(|handler| work_queue(db, handler.as_ref(), stopping.clone())));
    let stop = async {
        stop.await;
        stopped.send_replace(true);
    };
    join3(queues, sweep_queues(db, stopping.clone()), stop).await;
}

/// Waits for news or for the time to look again; false when it is time to stop.
async fn wait(time: Duration, news: impl Future, stopping: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        _ = stopping.wait_for(|stop| *stop) => false,
        _ = news => true,
        () = tokio::time::sleep(time) => true,
    }
}

async fn work_queue(db: &Db, handler: &dyn AnyHandler, mut stopping: watch::Receiver<bool>) {
    let mut promised = db.promised();
    while !*stopping.borrow() {
        promised.mark_unchanged();
        let pause = match round(db, handler, TOGETHER).await {
            Ok(0) => POLL,
            Ok(_) => continue,
            Err(e) => {
                tracing::error!(queue = handler.queue(), "jobs wait: {e}");
                POLL * 10
            }
        };
        if !wait(pause, promised.changed(), &mut stopping).await {
            break;
        }
    }
}

async fn sweep_queues(db: &Db, mut stopping: watch::Receiver<bool>) {
    while wait(SWEEP, std::future::pending::<()>(), &mut stopping).await {
        if let Err(e) = sweep(db).await {
            tracing::error!("jobs of stopped workers wait: {e}");
        }
    }
}

/// Takes at most `n` jobs of one queue and does them together; gives how many.
async fn round(db: &Db, handler: &dyn AnyHandler, n: i64) -> Result<usize> {
    if !is_due(db, handler.queue()).await? {
        return Ok(0);
    }
    let mut tx = db.begin().await?;
    let jobs = claim(&mut tx, handler.queue(), handler.lease(), n).await?;
    tx.commit().await?;
    join_all(jobs.iter().map(|job| do_one(db, handler, job))).await;
    Ok(jobs.len())
}

/// A look without a write transaction, so that an idle worker disturbs nobody.
async fn is_due(db: &Db, queue: &str) -> Result<bool> {
    let mut tx = db.read().await?;
    let now = tx.now();
    let due = tx
        .optional::<i64>(
            "SELECT CAST(1 AS bigint) FROM job WHERE queue = $1 AND state = 'wacht' AND run_at <= $2 LIMIT 1",
            params![queue, now],
        )
        .await?;
    Ok(due.is_some())
}

async fn do_one(db: &Db, handler: &dyn AnyHandler, job: &Job) {
    let end = if handler.kinds().contains(&job.kind.as_str()) {
        // A handler that panics has failed; it must not take the worker with it.
        let ran = AssertUnwindSafe(handler.run(db, job)).catch_unwind().await;
        ran.unwrap_or_else(|_| Err(Error::internal("the handler panicked")))
    } else {
        let now = db.clock().now();
        Ok(End::Later(now + UNKNOWN, format!("onbekende soort werk '{}'", job.kind)))
    };
    if let Err(e) = note(db, job, end).await {
        tracing::error!(job = %job.id, kind = job.kind, "its end could not be noted, its lease will run out: {e}");
    }
}

async fn note(db: &Db, job: &Job, end: Result<End>) -> Result<()> {
    if let Ok(End::Done) = end
        && is_ended(db, job).await?
    {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    match end {
        Ok(End::Done) => tx.job_done(job).await?,
        Ok(End::Later(moment, why)) => tx.job_later(job, moment, &why).await?,
        Ok(End::Failed(why)) => {
            tracing::error!(job = %job.id, kind = job.kind, "failed: {why}");
            tx.job_failed(job, &why).await?;
        }
        Ok(End::Cancelled(why)) => tx.job_cancelled(job, &why).await?,
        Err(e) => {
            tracing::warn!(job = %job.id, kind = job.kind, attempt = job.attempt, "tried again later: {e}");
            let moment = back_off(tx.now(), job.attempt, db.ids().as_ref());
            tx.job_later(job, moment, &e.to_string()).await?;
        }
    }
    tx.commit().await
}

/// The handler ended it in its own transaction.
async fn is_ended(db: &Db, job: &Job) -> Result<bool> {
    let mut tx = db.read().await?;
    let held = tx
        .optional::<i64>(
            "SELECT CAST(1 AS bigint) FROM job WHERE id = $1 AND lease = $2",
            params![job.id, job.lease],
        )
        .await?;
    Ok(held.is_none())
}
