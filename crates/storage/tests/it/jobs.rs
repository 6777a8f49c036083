// SPDX-License-Identifier: EUPL-1.2
//! Promised work is done once, by somebody, or is visible as failed.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use kernel::{Error, Result, paging::Page};
use serde_json::json;
use storage::{Db, End, Handlers, Job, JobHandler, NewJob, jobs, params, testing::TestDb};
use tokio::task::JoinSet;

/// Pretends to send a message: notes that it went out.
#[derive(Clone, Default)]
struct Verzender {
    runs: Arc<AtomicUsize>,
    fails: usize,
}

impl JobHandler for Verzender {
    fn queue(&self) -> &'static str {
        "berichten"
    }

    fn kinds(&self) -> &'static [&'static str] {
        &["ontvangst", "raar", "kapot"]
    }

    async fn run(&self, db: &Db, job: &Job) -> Result<End> {
        assert_ne!(job.kind, "kapot", "a mistake in the handler");
        if self.runs.fetch_add(1, Ordering::SeqCst) < self.fails {
            return Err(Error::internal("de mailserver zei nee"));
        }
        if job.kind == "raar" {
            return Ok(End::Failed("het adres bestaat niet".into()));
        }
        let mut tx = db.begin().await?;
        tx.execute(
            "INSERT INTO marker (name, value) VALUES ($1, 'verstuurd')",
            params![job.payload["vraag"].to_string()],
        )
        .await?;
        tx.job_done(job).await?;
        tx.commit().await?;
        Ok(End::Done)
    }
}

async fn promise(db: &Db, kind: &'static str, n: i64) {
    let mut tx = db.begin().await.unwrap();
    for vraag in 0..n {
        tx.enqueue(NewJob {
            max_attempts: 3,
            ..NewJob::new("berichten", kind, json!({ "vraag": vraag })).key(format!("{kind}-{vraag}"))
        })
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
}

async fn counts(db: &Db) -> Vec<(String, i64)> {
    let mut tx = db.read().await.unwrap();
    jobs::counts(&mut tx).await.unwrap().into_iter().map(|(_, state, n)| (state, n)).collect()
}

#[tokio::test]
async fn a_message_is_sent_once_although_it_was_promised_twice() {
    for test in TestDb::both().await {
        let handler = Verzender::default();
        let handlers = Handlers::new().with(handler.clone());
        promise(&test.db, "ontvangst", 3).await;
        promise(&test.db, "ontvangst", 3).await;
        assert_eq!(jobs::drain(&test.db, &handlers).await.unwrap(), 3);
        promise(&test.db, "ontvangst", 3).await;
        assert_eq!(jobs::drain(&test.db, &handlers).await.unwrap(), 0, "done stays done");
        assert_eq!(counts(&test.db).await, [("klaar".to_owned(), 3)]);
    }
}

#[tokio::test]
async fn a_promise_in_a_transaction_that_fails_was_never_made() {
    for test in TestDb::both().await {
        let mut tx = test.db.begin().await.unwrap();
        tx.enqueue(NewJob::new("berichten", "ontvangst", json!({}))).await.unwrap();
        tx.rollback().await;
        assert_eq!(counts(&test.db).await, []);
    }
}

#[tokio::test]
async fn what_fails_is_tried_later_and_in_the_end_shown_as_failed() {
    for test in TestDb::both().await {
        let handlers = Handlers::new().with(Verzender { fails: 3, ..Verzender::default() });
        promise(&test.db, "ontvangst", 1).await;
        assert_eq!(jobs::drain(&test.db, &handlers).await.unwrap(), 1);
        assert_eq!(jobs::drain(&test.db, &handlers).await.unwrap(), 0, "not at once again");
        for _ in 0..2 {
            test.clock.advance(Duration::from_mins(1));
            assert_eq!(jobs::drain(&test.db, &handlers).await.unwrap(), 1);
        }
        let mut tx = test.db.read().await.unwrap();
        let failed = jobs::list(&mut tx, "mislukt", Page::default()).await.unwrap();
        assert_eq!(
            (failed[0].attempts, failed[0].last_error.as_str()),
            (3, "interne fout: de mailserver zei nee")
        );
        drop(tx);

        // A manager lets it try again, and now the mail server is up.
        let mut tx = test.db.begin().await.unwrap();
        assert!(jobs::retry(&mut tx, failed[0].id).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(jobs::drain(&test.db, &handlers).await.unwrap(), 1);
        assert_eq!(counts(&test.db).await, [("klaar".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn what_can_never_succeed_fails_at_once_and_a_panic_is_a_failure() {
    for test in TestDb::both().await {
        let handlers = Handlers::new().with(Verzender::default());
        promise(&test.db, "raar", 1).await;
        promise(&test.db, "kapot", 1).await;
        assert_eq!(jobs::drain(&test.db, &handlers).await.unwrap(), 2);
        assert_eq!(counts(&test.db).await, [("mislukt".to_owned(), 1), ("wacht".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn work_that_is_no_longer_needed_is_cancelled_and_old_work_forgotten() {
    for test in TestDb::both().await {
        promise(&test.db, "ontvangst", 2).await;
        let mut tx = test.db.begin().await.unwrap();
        assert!(jobs::cancel(&mut tx, "ontvangst", "ontvangst-0").await.unwrap());
        assert!(!jobs::cancel(&mut tx, "ontvangst", "ontvangst-0").await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(jobs::drain(&test.db, &Handlers::new().with(Verzender::default())).await.unwrap(), 1);
        test.clock.advance(Duration::from_hours(1));
        let mut tx = test.db.begin().await.unwrap();
        let now = tx.now();
        assert_eq!(jobs::forget(&mut tx, now).await.unwrap(), 2);
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_worker_that_stopped_loses_its_job_and_can_no_longer_finish_it() {
    for test in TestDb::both().await {
        promise(&test.db, "ontvangst", 1).await;
        let lease = Duration::from_mins(5);
        let mut tx = test.db.begin().await.unwrap();
        let taken = jobs::claim(&mut tx, "berichten", lease, 10).await.unwrap();
        assert_eq!(taken.len(), 1);
        assert_eq!(jobs::claim(&mut tx, "berichten", lease, 10).await.unwrap().len(), 0);
        tx.commit().await.unwrap();

        test.clock.advance(Duration::from_secs(299));
        assert_eq!(jobs::sweep(&test.db).await.unwrap(), 0);
        test.clock.advance(Duration::from_secs(2));
        assert_eq!(jobs::sweep(&test.db).await.unwrap(), 1);
        let mut tx = test.db.begin().await.unwrap();
        let again = jobs::claim(&mut tx, "berichten", lease, 10).await.unwrap();
        assert_eq!(again[0].attempt, 2);
        tx.commit().await.unwrap();

        let mut late = test.db.begin().await.unwrap();
        late.execute("INSERT INTO marker (name, value) VALUES ('te laat', 'x')", params![]).await.unwrap();
        assert_eq!(late.job_done(&taken[0]).await, Err(Error::Stale));
        late.rollback().await;
        let mut tx = test.db.begin().await.unwrap();
        tx.job_done(&again[0]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(counts(&test.db).await, [("klaar".to_owned(), 1)]);
    }
}

#[tokio::test]
async fn a_job_whose_worker_stops_every_time_has_failed_in_the_end() {
    for test in TestDb::both().await {
        promise(&test.db, "ontvangst", 1).await;
        for _ in 0..3 {
            let mut tx = test.db.begin().await.unwrap();
            assert_eq!(jobs::claim(&mut tx, "berichten", Duration::from_secs(1), 1).await.unwrap().len(), 1);
            tx.commit().await.unwrap();
            test.clock.advance(Duration::from_secs(2));
            jobs::sweep(&test.db).await.unwrap();
        }
        assert_eq!(counts(&test.db).await, [("mislukt".to_owned(), 1)]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn four_workers_share_the_work_and_do_nothing_twice() {
    for test in TestDb::both().await {
        let handler = Verzender::default();
        let handlers = Handlers::new().with(handler.clone());
        let (stop, stopping) = tokio::sync::watch::channel(false);
        let mut workers = JoinSet::new();
        for _ in 0..4 {
            let (db, handlers, mut stopping) = (test.db.clone(), handlers.clone(), stopping.clone());
            workers.spawn(async move {
                jobs::work(&db, &handlers, async move { drop(stopping.wait_for(|stop| *stop).await) }).await;
            });
        }
        promise(&test.db, "ontvangst", 60).await;
        let done = async {
            while counts(&test.db).await != [("klaar".to_owned(), 60)] {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), done).await.expect("all work was done");
        stop.send_replace(true);
        workers.join_all().await;
        assert_eq!(handler.runs.load(Ordering::SeqCst), 60);
    }
}
