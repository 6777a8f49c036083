// SPDX-License-Identifier: EUPL-1.2
//! Two years of history, made by the use cases' own rules and written in bulk. Stopped half-way, it goes on where it
//! was.

mod life;
pub mod texts;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::Result;
use beheer::Inrichting;
use berichten::volgen::Meldingen;
use kernel::Time;
use storage::Engine;
use tokio::task::JoinSet;
use web::Gemeente;

use crate::{place::Place, stats::number, store};

/// Questions in one transaction.
const BATCH: u64 = 250;
/// Transactions at a time on a server; an embedded database has one writer.
const WORKERS: usize = 6;
/// Length of the history.
const DAYS: u64 = 730;
/// Seed of everything.
const SEED: u64 = 26;

/// What the writers share.
struct Job {
    g: Gemeente,
    inr: Arc<Inrichting>,
    /// Questions there will be.
    all: u64,
    /// First question that nobody writes yet.
    next: AtomicU64,
    done: AtomicU64,
    /// End of the history: now.
    end: Time,
}

impl Job {
    /// Moment at which the n-th question comes in: evenly over the history, to the end.
    fn moment(&self, n: u64) -> Time {
        let whole = Duration::from_secs(DAYS * 24 * 3600);
        let micros = u128::from(self.all - n) * whole.as_micros() / u128::from(self.all.max(1));
        self.end - Duration::from_micros(u64::try_from(micros).unwrap_or(0))
    }
}

/// Fills up to so many questions with their whole life. Gives how many were written now.
pub async fn run(place: &Place, questions: u64) -> Result<u64> {
    let db = place.open().await?;
    let g = place.gemeente(&db).await?;
    let mut tx = db.read().await?;
    let there = store::questions(&mut tx).await?.unsigned_abs();
    tx.rollback().await;
    if there >= questions {
        db.close().await;
        return Ok(0);
    }
    let job = Arc::new(Job {
        inr: beheer::inrichting(&g).await?,
        all: questions,
        next: AtomicU64::new(there),
        done: AtomicU64::new(there),
        end: db.clock().now(),
        g,
    });
    let workers = if db.engine() == Engine::Sqlite { 1 } else { WORKERS };
    let mut set = JoinSet::new();
    for _ in 0..workers {
        set.spawn(write(Arc::clone(&job)));
    }
    let telling = tokio::spawn(tell(Arc::clone(&job)));
    while let Some(written) = set.join_next().await {
        written??;
    }
    telling.abort();
    db.settle().await?;
    let mut tx = db.begin().await?;
    store::skip_history(&mut tx, &Meldingen).await?;
    let events = store::events(&mut tx).await?;
    tx.commit().await?;
    db.tidy().await;
    db.close().await;
    println!("filled: {questions} questions, {events} events");
    Ok(questions - there)
}

async fn write(job: Arc<Job>) -> Result<()> {
    loop {
        let first = job.next.fetch_add(BATCH, Ordering::Relaxed);
        if first >= job.all {
            return Ok(());
        }
        let last = (first + BATCH).min(job.all);
        life::write(&job.g, &job.inr, SEED, (first..last).map(|n| (n, job.moment(n))), job.end).await?;
        job.done.fetch_add(last - first, Ordering::Relaxed);
    }
}

async fn tell(job: Arc<Job>) {
    let (begun, from) = (Instant::now(), job.done.load(Ordering::Relaxed));
    loop {
        tokio::time::sleep(Duration::from_secs(5)).await;
        let done = job.done.load(Ordering::Relaxed);
        let speed = number(done - from) / begun.elapsed().as_secs_f64();
        println!("{done} of {} questions, {speed:.0}/s", job.all);
    }
}
