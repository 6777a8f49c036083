// SPDX-License-Identifier: EUPL-1.2
//! The journal has one order without gaps, whoever writes at the same time; those who follow it lose nothing.

use std::{
    collections::HashMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use futures_util::StreamExt as _;
use kernel::{Actor, Result};
use storage::{Consumer, Consumers, Db, Event, Sealed, Tx, consumers, journal, params, testing::TestDb};
use tokio::task::JoinSet;

async fn write(db: &Db, wie: i64, nummer: i64) {
    let mut tx = db.begin().await.unwrap();
    let first = tx.emit(Event::new("proef.begonnen", Actor::Inwoner).data("wie", wie).data("nummer", nummer));
    if nummer % 7 == 0 {
        // Some take long: their position is lower than that of many who committed before them.
        tx.execute("UPDATE marker SET value = '' WHERE name = ''", params![]).await.unwrap();
        tokio::time::sleep(Duration::from_millis(3)).await;
    }
    tx.emit(
        Event::new("proef.geeindigd", Actor::Inwoner).data("wie", wie).data("nummer", nummer).cause(first),
    );
    tx.commit().await.unwrap();
}

async fn write_all(db: &Db, writers: i64, each: i64) {
    let mut all = JoinSet::new();
    for wie in 0..writers {
        let db = db.clone();
        all.spawn(async move {
            for nummer in 0..each {
                write(&db, wie, nummer).await;
            }
        });
    }
    all.join_all().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_writers_and_two_processes_leave_no_gap_and_no_effect_before_its_cause() {
    for test in TestDb::both().await {
        // On PostgreSQL a second process writes and seals as well.
        let second = if test.is_postgres() { test.reopen().await.unwrap() } else { test.db.clone() };
        let watching = test.db.clone();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let watcher = tokio::spawn(async move {
            let mut last = 0;
            while !stopped.load(Ordering::Relaxed) {
                let mut tx = watching.read().await.unwrap();
                for event in journal::after(&mut tx, last, 100).await.unwrap() {
                    assert_eq!(event.seq, last + 1, "a follower never sees a gap");
                    last = event.seq;
                }
                drop(tx);
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        });
        tokio::join!(write_all(&test.db, 8, 25), write_all(&second, 8, 25));
        test.db.settle().await.unwrap();
        stop.store(true, Ordering::Relaxed);
        watcher.await.unwrap();

        let report = journal::verify(&test.db, |_, _| ()).await.unwrap();
        assert_eq!((report.checked, report.unsealed, report.problems), (800, 0, vec![]));
        let mut tx = test.db.read().await.unwrap();
        let all = journal::after(&mut tx, 0, 1000).await.unwrap();
        let seq_of: HashMap<_, _> = all.iter().map(|e| (e.id, e.seq)).collect();
        assert!(
            all.iter()
                .filter_map(|e| e.cause.map(|c| (seq_of[&c], e.seq)))
                .all(|(cause, effect)| cause < effect)
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_local_follower_sees_every_event_once_in_order_while_others_write() {
    for test in TestDb::both().await {
        let following = test.db.clone();
        let follower =
            tokio::spawn(
                async move { following.follow(0).take(200).map(|e| e.seq).collect::<Vec<_>>().await },
            );
        write_all(&test.db, 10, 10).await;
        let seen = tokio::time::timeout(Duration::from_secs(30), follower)
            .await
            .expect("the follower heard")
            .unwrap();
        assert_eq!(seen, (1..=200).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_follower_in_another_process_hears_of_new_events() {
    let Some(test) = TestDb::postgres().await else { return };
    let elsewhere = test.reopen().await.unwrap();
    let follower = tokio::spawn(async move { elsewhere.follow(0).next().await.map(|e| e.kind) });
    write(&test.db, 1, 1).await;
    let heard = tokio::time::timeout(Duration::from_secs(30), follower)
        .await
        .expect("the other process heard")
        .unwrap();
    assert_eq!(heard.as_deref(), Some("proef.begonnen"));
}

#[tokio::test]
async fn a_change_behind_our_back_is_found() {
    for test in TestDb::both().await {
        write_all(&test.db, 1, 5).await;
        test.db.settle().await.unwrap();
        let mut reports = Vec::new();
        for sql in [
            "UPDATE journal SET actor = 'medewerker:00000000-0000-0000-0000-000000000001' WHERE pos = 3",
            "INSERT INTO journal_object (pos, object_kind, object_id, qualifier) VALUES (5, 'vraag', 'x', 'onderwerp')",
            "UPDATE journal SET digest = (SELECT digest FROM journal WHERE pos = 2) WHERE pos = 7",
            "DELETE FROM journal_seal WHERE seq = 9",
        ] {
            let mut tx = test.db.begin().await.unwrap();
            tx.execute(sql, params![]).await.unwrap();
            tx.commit().await.unwrap();
            reports.push(journal::verify(&test.db, |_, _| ()).await.unwrap().problems);
        }
        assert_eq!(reports[0], ["gebeurtenis 3 (proef.begonnen) is achteraf veranderd"]);
        assert_eq!(reports[1].len(), 2);
        assert!(reports[2].contains(&"de keten breekt bij gebeurtenis 7".to_owned()));
        assert!(reports[3].contains(&"gebeurtenis 9 tot en met 9 ontbreekt".to_owned()));
        assert!(reports[3].contains(&"1 gebeurtenissen staan buiten de keten".to_owned()));
    }
}

/// Counts events per writer in a table of its own.
struct Telling {
    version: i64,
    stumbles_at: Option<i64>,
}

impl Consumer for Telling {
    fn name(&self) -> &'static str {
        "telling"
    }

    fn version(&self) -> i64 {
        self.version
    }

    async fn apply(&self, tx: &mut Tx, event: &Sealed) -> Result<()> {
        if self.stumbles_at == Some(event.seq) {
            return Err(kernel::Error::internal("this event cannot be dealt with"));
        }
        let wie = event.data["wie"].as_i64().unwrap_or(-1);
        tx.execute(
            "INSERT INTO telling (wie, aantal) VALUES ($1, 1) ON CONFLICT (wie) DO UPDATE SET aantal = telling.aantal + 1",
            params![wie],
        )
        .await?;
        Ok(())
    }

    async fn reset(&self, tx: &mut Tx) -> Result<()> {
        tx.execute("DELETE FROM telling", params![]).await.map(drop)
    }
}

async fn with_telling(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    tx.execute("CREATE TABLE telling (wie bigint PRIMARY KEY, aantal bigint NOT NULL)", params![])
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn telling(db: &Db) -> Vec<(i64, i64)> {
    let mut tx = db.read().await.unwrap();
    tx.query("SELECT wie, aantal FROM telling ORDER BY wie", params![]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_share_one_consumer_and_every_event_counts_once() {
    for test in TestDb::both().await {
        with_telling(&test.db).await;
        let second = if test.is_postgres() { test.reopen().await.unwrap() } else { test.db.clone() };
        let (stop, stopping) = tokio::sync::watch::channel(false);
        let mut running = JoinSet::new();
        for db in [test.db.clone(), second] {
            let mut stopping = stopping.clone();
            running.spawn(async move {
                let all = Consumers::new().with(Telling { version: 1, stumbles_at: None });
                consumers::run(&db, &all, async move { drop(stopping.wait_for(|stop| *stop).await) }).await;
            });
        }
        write_all(&test.db, 6, 10).await;
        test.db.settle().await.unwrap();
        let done = async {
            while telling(&test.db).await.iter().map(|(_, n)| n).sum::<i64>() < 120 {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), done).await.expect("all events were dealt with");
        stop.send_replace(true);
        running.join_all().await;
        assert_eq!(telling(&test.db).await, (0..6).map(|wie| (wie, 20)).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_consumer_with_new_rules_builds_the_same_again_from_the_first_event() {
    for test in TestDb::both().await {
        with_telling(&test.db).await;
        write_all(&test.db, 2, 30).await;
        test.db.settle().await.unwrap();
        let first = Consumers::new().with(Telling { version: 1, stumbles_at: None });
        assert_eq!(consumers::catch_up(&test.db, &first).await.unwrap(), 120);
        let before = telling(&test.db).await;
        let next = Consumers::new().with(Telling { version: 2, stumbles_at: None });
        assert_eq!(consumers::catch_up(&test.db, &next).await.unwrap(), 120);
        assert_eq!(telling(&test.db).await, before);

        let mut tx = test.db.begin().await.unwrap();
        consumers::rebuild(&mut tx, "telling").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(consumers::catch_up(&test.db, &next).await.unwrap(), 120);
        assert_eq!(consumers::catch_up(&test.db, &next).await.unwrap(), 0);
        assert_eq!(telling(&test.db).await, before);
    }
}

#[tokio::test]
async fn an_event_that_fails_stops_its_consumer_there_and_loses_nothing() {
    for test in TestDb::both().await {
        with_telling(&test.db).await;
        write_all(&test.db, 1, 5).await;
        test.db.settle().await.unwrap();
        let stumbling = Consumers::new().with(Telling { version: 1, stumbles_at: Some(4) });
        assert!(consumers::catch_up(&test.db, &stumbling).await.is_err());
        assert_eq!(
            telling(&test.db).await,
            [],
            "the effects before it in the same transaction were undone with it"
        );

        let db = test.db.clone();
        let running =
            tokio::spawn(async move { consumers::run(&db, &stumbling, std::future::pending()).await });
        let done = async {
            while telling(&test.db).await != [(0, 3)] {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), done)
            .await
            .expect("the events before it were dealt with");
        running.abort();
        let _ = running.await;
        let mended = Consumers::new().with(Telling { version: 1, stumbles_at: None });
        assert_eq!(consumers::catch_up(&test.db, &mended).await.unwrap(), 7);
        assert_eq!(telling(&test.db).await, [(0, 10)]);
    }
}
