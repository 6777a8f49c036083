// SPDX-License-Identifier: EUPL-1.2
//! Many write at the same time, some walk away, the disk fills up: what was acknowledged is there, nothing is
//! half there, and the writer goes on.

use std::{sync::Arc, time::Duration};

use kernel::{Actor, Error, SeededIds};
use storage::{Db, Event, journal, params, testing::TestDb};
use tokio::task::JoinSet;
use uuid::Uuid;

async fn with_table(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    tx.execute(
        "CREATE TABLE stand (id uuid PRIMARY KEY, wie bigint NOT NULL, inhoud text NOT NULL)",
        params![],
    )
    .await
    .unwrap();
    tx.execute("CREATE TABLE teller (id bigint PRIMARY KEY, aantal bigint NOT NULL)", params![])
        .await
        .unwrap();
    tx.execute("INSERT INTO teller (id, aantal) VALUES (1, 0)", params![]).await.unwrap();
    tx.commit().await.unwrap();
}

/// One request: a row, the counter and an event, together.
async fn request(db: &Db, wie: i64, inhoud: &str) -> kernel::Result<()> {
    let mut tx = db.begin().await?;
    let id = tx.new_id();
    tx.execute("UPDATE teller SET aantal = aantal + 1 WHERE id = 1", params![]).await?;
    tokio::task::yield_now().await;
    tx.execute("INSERT INTO stand (id, wie, inhoud) VALUES ($1, $2, $3)", params![id, wie, inhoud]).await?;
    tx.emit(Event::new("stand.geteld", Actor::Inwoner).object("stand", id, "onderwerp"));
    tx.commit().await
}

/// Counter, rows and events: always the same number.
async fn numbers(db: &Db) -> (i64, i64, i64) {
    db.settle().await.unwrap();
    let mut tx = db.read().await.unwrap();
    let counter = tx.one::<i64>("SELECT aantal FROM teller WHERE id = 1", params![]).await.unwrap();
    let rows = tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM stand", params![]).await.unwrap();
    (counter, rows, journal::head(&mut tx).await.unwrap().seq)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_residents_at_once_are_all_stored_once() {
    for test in TestDb::both().await {
        with_table(&test.db).await;
        let mut all = JoinSet::new();
        for wie in 0..50 {
            let db = test.db.clone();
            all.spawn(async move {
                for _ in 0..10 {
                    request(&db, wie, "vraag").await.unwrap();
                }
            });
        }
        all.join_all().await;
        assert_eq!(numbers(&test.db).await, (500, 500, 500));
        assert!(journal::verify(&test.db, |_, _| ()).await.unwrap().is_sound());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_request_that_is_dropped_half_way_undoes_only_itself() {
    for test in TestDb::both().await {
        with_table(&test.db).await;
        let mut all = JoinSet::new();
        for wie in 0..20_i64 {
            let db = test.db.clone();
            all.spawn(async move {
                let mut acknowledged = 0_i64;
                for turn in 0..40_i64 {
                    // From walking away at once to having patience, differently for everybody.
                    let patience =
                        Duration::from_micros(u64::try_from((wie * 7 + turn * 13) % 40).unwrap() * 150);
                    if let Ok(Ok(())) = tokio::time::timeout(patience, request(&db, wie, "vraag")).await {
                        acknowledged += 1;
                    }
                }
                acknowledged
            });
        }
        let acknowledged: i64 = all.join_all().await.into_iter().sum();
        // The writer is alive.
        request(&test.db, 99, "na afloop").await.unwrap();
        let (counter, rows, events) = numbers(&test.db).await;
        assert_eq!((counter, counter), (rows, events), "nothing is half stored");
        assert!(acknowledged < rows, "acknowledged {acknowledged}, stored {rows}");
        assert!(journal::verify(&test.db, |_, _| ()).await.unwrap().is_sound());
    }
}

#[tokio::test]
async fn a_neighbour_in_the_batch_that_fails_takes_nobody_with_it() {
    for test in TestDb::both().await {
        with_table(&test.db).await;
        let id = Uuid::from_u128(1);
        let good = async {
            for _ in 0..5 {
                request(&test.db, 1, "goed").await.unwrap();
            }
        };
        let bad = async {
            for _ in 0..5 {
                let mut tx = test.db.begin().await.unwrap();
                tx.execute("INSERT INTO stand (id, wie, inhoud) VALUES ($1, 2, 'fout')", params![id])
                    .await
                    .unwrap();
                tx.emit(Event::new("stand.geteld", Actor::Inwoner));
                tx.execute("INSERT INTO stand (id, wie, inhoud) VALUES ($1, 2, 'fout')", params![id])
                    .await
                    .unwrap_err();
                tx.commit().await.unwrap_err();
            }
        };
        tokio::join!(good, bad, async {
            for _ in 0..5 {
                request(&test.db, 3, "ook goed").await.unwrap();
            }
        });
        assert_eq!(numbers(&test.db).await, (10, 10, 10));
    }
}

#[tokio::test]
async fn a_panic_in_a_use_case_undoes_it() {
    for test in TestDb::both().await {
        with_table(&test.db).await;
        let db = test.db.clone();
        let crashed = tokio::spawn(async move {
            let mut tx = db.begin().await.unwrap();
            tx.execute("UPDATE teller SET aantal = 100", params![]).await.unwrap();
            panic!("a mistake in a use case");
        });
        assert!(crashed.await.unwrap_err().is_panic());
        request(&test.db, 1, "daarna").await.unwrap();
        assert_eq!(numbers(&test.db).await, (1, 1, 1));
    }
}

#[tokio::test]
async fn whoever_waits_too_long_for_the_writer_is_told_to_come_back() {
    let test = TestDb::sqlite().await;
    let held = test.db.begin().await.unwrap();
    assert!(matches!(test.db.begin().await, Err(Error::Busy { .. })));
    drop(held);
    test.db.begin().await.unwrap();
}

#[tokio::test]
async fn whoever_waits_too_long_for_a_connection_is_told_to_come_back() {
    let Some(test) = TestDb::postgres().await else { return };
    let mut held = Vec::new();
    for _ in 0..8 {
        held.push(test.db.begin().await.unwrap());
    }
    assert!(matches!(test.db.begin().await, Err(Error::Busy { .. })));
    // Pages do not wait for those who write.
    let mut tx = test.db.read().await.unwrap();
    tx.one::<i64>("SELECT CAST(1 AS bigint)", params![]).await.unwrap();
}

#[tokio::test]
async fn on_a_full_disk_nothing_is_half_stored_and_the_writer_recovers() {
    let test = TestDb::sqlite().await;
    with_table(&test.db).await;
    let mut tx = test.db.begin().await.unwrap();
    let pages = tx.one::<i64>("PRAGMA page_count", params![]).await.unwrap();
    tx.rollback().await;
    // The limit is of the connection; a replaced connection no longer has it: "there is space again".
    let mut tx = test.db.begin().await.unwrap();
    tx.query::<i64>(&format!("PRAGMA max_page_count = {}", pages + 40), params![]).await.unwrap();
    tx.commit().await.unwrap();

    let long = "x".repeat(12_000);
    let mut all = JoinSet::new();
    for wie in 0..30 {
        let (db, inhoud) = (test.db.clone(), long.clone());
        all.spawn(async move { request(&db, wie, &inhoud).await });
    }
    let outcomes = all.join_all().await;
    let refused = outcomes.iter().filter(|o| o.is_err()).count();
    let acknowledged = i64::try_from(outcomes.len() - refused).unwrap();
    assert!(refused > 0, "the disk never was full");
    assert!(
        outcomes
            .iter()
            .filter_map(|o| o.as_ref().err())
            .all(|e| matches!(e, Error::Busy { .. } | Error::Internal(_)))
    );
    assert_eq!(numbers(&test.db).await, (acknowledged, acknowledged, acknowledged));

    request(&test.db, 99, "er is weer ruimte").await.unwrap();
    let stored = acknowledged + 1;
    assert_eq!(numbers(&test.db).await, (stored, stored, stored));
    assert!(journal::verify(&test.db, |_, _| ()).await.unwrap().is_sound());
}

#[tokio::test]
async fn an_answer_is_given_only_after_the_batch_it_was_read_from_is_stored() {
    let test = TestDb::sqlite().await;
    with_table(&test.db).await;
    let first = request(&test.db, 1, "eerst");
    let second = async {
        // Reads the neighbour's row inside the same batch, and ends without writing.
        let mut tx = test.db.begin().await.unwrap();
        let seen = tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM stand", params![]).await.unwrap();
        tx.rollback().await;
        let mut committed = test.db.read().await.unwrap();
        let stored =
            committed.one::<i64>("SELECT CAST(count(*) AS bigint) FROM stand", params![]).await.unwrap();
        (seen, stored)
    };
    let (done, (seen, stored)) = tokio::join!(first, second);
    done.unwrap();
    assert_eq!((seen, stored), (1, 1), "what was seen before the answer is stored when the answer goes out");
}

#[tokio::test]
async fn two_processes_on_one_folder_are_refused() {
    let test = TestDb::sqlite().await;
    let second = test.reopen().await;
    assert!(matches!(second, Err(Error::Internal(why)) if why.contains("another process")));
    test.db.close().await;
    let db = test.reopen().await.unwrap();
    assert!(db.begin().await.is_ok());
    assert!(test.db.begin().await.is_err(), "the closed one stays closed");
}

#[tokio::test]
async fn a_check_may_read_beside_the_process_that_serves_but_not_write() {
    let test = TestDb::sqlite().await;
    with_table(&test.db).await;
    let beside = Db::open_beside(&test.config, Arc::new(test.clock.clone()), Arc::new(SeededIds::new(1)))
        .await
        .unwrap();
    request(&test.db, 1, "tijdens").await.unwrap();
    assert!(journal::verify(&beside, |_, _| ()).await.unwrap().is_sound());
    assert!(beside.begin().await.is_err());
    request(&test.db, 1, "daarna").await.unwrap();
}

async fn ends(test: TestDb) {
    let endless = "WITH RECURSIVE verder (n) AS (SELECT CAST(1 AS bigint) UNION ALL SELECT n + 1 FROM verder WHERE n > 0)
                   SELECT CAST(count(*) AS bigint) FROM verder";
    with_table(&test.db).await;
    let mut reading = test.db.read().await.unwrap();
    assert!(matches!(reading.one::<i64>(endless, params![]).await, Err(Error::Busy { .. })));
    drop(reading);
    request(&test.db, 1, "daarna").await.unwrap();
    assert_eq!(numbers(&test.db).await, (1, 1, 1));
}

#[tokio::test]
async fn a_statement_that_never_ends_is_ended_and_the_next_one_works() {
    ends(TestDb::sqlite().await).await;
}

#[tokio::test]
async fn on_the_server_too_a_statement_that_never_ends_is_ended() {
    if let Some(test) = TestDb::postgres().await {
        ends(test).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn a_statement_known_to_be_slow_holds_up_nobody() {
    let test = TestDb::sqlite().await;
    let slow = "WITH RECURSIVE verder (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM verder WHERE n < 3000000)
                SELECT CAST(count(*) AS bigint) FROM verder";
    let db = test.db.clone();
    let reader = async move || db.read().await.unwrap().one::<i64>(slow, params![]).await.unwrap();
    reader().await;
    // There is one worker thread; while it is in the statement, another takes its place.
    let (begun, beginning) = tokio::sync::oneshot::channel();
    let running = tokio::spawn(async move {
        begun.send(()).unwrap();
        reader().await
    });
    beginning.await.unwrap();
    tokio::spawn(async {}).await.unwrap();
    assert!(!running.is_finished(), "others had their turn while it ran");
    assert_eq!(running.await.unwrap(), 3_000_000);
}
