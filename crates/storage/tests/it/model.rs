// SPDX-License-Identifier: EUPL-1.2
//! Whatever mix of requests comes: what is stored is exactly what was committed, in rows and in the journal.

use kernel::Actor;
use proptest::prelude::*;
use storage::{Db, Event, journal, params, testing::TestDb};

/// How a request ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Einde {
    Commit,
    Rollback,
    Drop,
    Fout,
}

fn requests() -> impl Strategy<Value = Vec<(u8, Einde)>> {
    let einde = prop_oneof![3 => Just(Einde::Commit), 1 => Just(Einde::Rollback), 1 => Just(Einde::Drop), 1 => Just(Einde::Fout)];
    proptest::collection::vec((0_u8..4, einde), 1..25)
}

async fn request(db: &Db, nummer: i64, rows: u8, einde: Einde) {
    let mut tx = db.begin().await.unwrap();
    for n in 0..i64::from(rows) {
        tx.execute("INSERT INTO stand (nummer, n) VALUES ($1, $2)", params![nummer, n]).await.unwrap();
        tx.emit(Event::new("stand.geschreven", Actor::Inwoner).object("stand", nummer, "onderwerp"));
        tokio::task::yield_now().await;
    }
    match einde {
        Einde::Commit => tx.commit().await.unwrap(),
        Einde::Rollback => tx.rollback().await,
        Einde::Drop => drop(tx),
        Einde::Fout => {
            tx.execute("INSERT INTO stand (nummer, n) VALUES ($1, NULL)", params![nummer]).await.unwrap_err();
            tx.commit().await.unwrap_err();
        }
    }
}

async fn run(test: &TestDb, requests: &[(u8, Einde)]) {
    let db = &test.db;
    let mut tx = db.begin().await.unwrap();
    tx.execute("CREATE TABLE stand (nummer bigint NOT NULL, n bigint NOT NULL)", params![]).await.unwrap();
    tx.commit().await.unwrap();
    let numbered =
        requests.iter().zip(0_i64..).map(|((rows, einde), nummer)| request(db, nummer, *rows, *einde));
    futures_util::future::join_all(numbered).await;
    db.settle().await.unwrap();

    let expected: Vec<(i64, i64)> = requests
        .iter()
        .zip(0_i64..)
        .filter(|((_, einde), _)| *einde == Einde::Commit)
        .flat_map(|((rows, _), nummer)| (0..i64::from(*rows)).map(move |n| (nummer, n)))
        .collect();
    let mut tx = db.read().await.unwrap();
    let stored =
        tx.query::<(i64, i64)>("SELECT nummer, n FROM stand ORDER BY nummer, n", params![]).await.unwrap();
    assert_eq!(stored, expected);
    let events = journal::after(&mut tx, 0, 1000).await.unwrap();
    let mut written: Vec<i64> = events.iter().map(|e| e.object("stand").unwrap().parse().unwrap()).collect();
    written.sort_unstable();
    assert_eq!(written, expected.iter().map(|(nummer, _)| *nummer).collect::<Vec<_>>());
    drop(tx);
    assert!(journal::verify(db, |_, _| ()).await.unwrap().is_sound());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_stored_is_what_was_committed(requests in requests()) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            for test in TestDb::both().await {
                run(&test, &requests).await;
            }
        });
    }
}
