// SPDX-License-Identifier: EUPL-1.2
//! The facade says the same on both engines.

use kernel::{Actor, Error, Time, id_type, paging::Page};
use serde_json::json;
use storage::{Event, NewJob, Value, journal, params, row, testing::TestDb};
use uuid::Uuid;

id_type!(
    /// A question.
    VraagId
);

row! {
    struct Alles { ja: bool, aantal: i64, deel: f64, naam: String, bytes: Vec<u8>, id: Uuid, op: Time, leeg: Option<String> }
}

async fn with_table(db: &TestDb) {
    let mut tx = db.db.begin().await.unwrap();
    tx.execute(
        "CREATE TABLE alles (ja boolean, aantal bigint, deel double precision, naam text, bytes bytea, id uuid PRIMARY KEY,
           op timestamptz, leeg text)",
        params![],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn every_kind_of_value_reads_back_as_it_was_written() {
    for test in TestDb::both().await {
        with_table(&test).await;
        let id = VraagId::from(Uuid::from_u128(42));
        let moment = Time::parse("1969-07-20T20:17:40.000001Z").unwrap();
        let mut tx = test.db.begin().await.unwrap();
        let none: Option<String> = None;
        tx.execute(
            // Out of order and twice: a number is a number, not a place.
            "INSERT INTO alles (leeg, op, id, bytes, naam, deel, aantal, ja) VALUES ($8, $7, $6, $5, $4, $3, $2, $1)",
            params![true, i64::MIN, -0.5, "Renée 🙂", vec![0_u8, 255], id, moment, none],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();

        let mut tx = test.db.read().await.unwrap();
        let row: Alles = tx
            .one(
                "SELECT ja, aantal, deel, naam, bytes, id, op, leeg FROM alles WHERE id = $1 AND id = $1",
                params![id],
            )
            .await
            .unwrap();
        assert!(row.ja);
        assert_eq!((row.aantal, row.deel, row.naam.as_str()), (i64::MIN, -0.5, "Renée 🙂"));
        assert_eq!((row.bytes, VraagId::from(row.id), row.op, row.leeg), (vec![0, 255], id, moment, None));
        let maybe = Some(id);
        let known = tx
            .one::<i64>(
                "SELECT CAST(count(*) AS bigint) FROM alles WHERE id = $1 AND leeg IS NULL",
                params![maybe],
            )
            .await
            .unwrap();
        assert_eq!(known, 1);
    }
}

#[tokio::test]
async fn after_an_error_a_transaction_refuses_everything_and_stores_nothing() {
    for test in TestDb::both().await {
        with_table(&test).await;
        let mut tx = test.db.begin().await.unwrap();
        tx.execute("INSERT INTO alles (id) VALUES ($1)", params![Uuid::from_u128(1)]).await.unwrap();
        let twice = tx.execute("INSERT INTO alles (id) VALUES ($1)", params![Uuid::from_u128(1)]).await;
        assert!(matches!(twice, Err(Error::Internal(_))));
        assert!(tx.query::<i64>("SELECT CAST(count(*) AS bigint) FROM alles", params![]).await.is_err());
        assert!(tx.commit().await.is_err());

        let mut tx = test.db.read().await.unwrap();
        assert_eq!(tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM alles", params![]).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn text_that_one_engine_cannot_keep_is_refused_by_both() {
    for test in TestDb::both().await {
        with_table(&test).await;
        let mut tx = test.db.begin().await.unwrap();
        let refused = tx.execute("INSERT INTO alles (naam) VALUES ($1)", params!["a\0b"]).await;
        assert!(matches!(refused, Err(Error::Invalid(_))));
    }
}

#[tokio::test]
async fn a_read_cannot_write_and_does_not_see_what_is_not_committed() {
    for test in TestDb::both().await {
        with_table(&test).await;
        let mut writing = test.db.begin().await.unwrap();
        writing.execute("INSERT INTO alles (id) VALUES ($1)", params![Uuid::from_u128(1)]).await.unwrap();
        let mut reading = test.db.read().await.unwrap();
        assert!(reading.optional::<Uuid>("SELECT id FROM alles", params![]).await.unwrap().is_none());
        drop(reading);
        writing.commit().await.unwrap();
        let mut reading = test.db.read().await.unwrap();
        assert!(reading.optional::<Uuid>("SELECT id FROM alles", params![]).await.unwrap().is_some());
        assert!(reading.execute("DELETE FROM alles", params![]).await.is_err());
    }
}

#[tokio::test]
async fn a_resident_asks_and_the_journal_tells_who_did_what() {
    for test in TestDb::both().await {
        let vraag = Uuid::from_u128(9);
        let mut tx = test.db.begin().await.unwrap();
        let first = tx.emit(
            Event::new("vraag.ontvangen", Actor::Inwoner)
                .object("vraag", vraag, "onderwerp")
                .channel("website")
                .data("team", "KCC"),
        );
        tx.emit(
            Event::new("vraag.opgepakt", Actor::regel("verdeling"))
                .object("vraag", vraag, "onderwerp")
                .cause(first),
        );
        tx.commit().await.unwrap();
        test.db.settle().await.unwrap();

        let mut tx = test.db.read().await.unwrap();
        let all = journal::after(&mut tx, 0, 10).await.unwrap();
        assert_eq!(
            all.iter().map(|e| (e.seq, e.kind.as_str())).collect::<Vec<_>>(),
            [(1, "vraag.ontvangen"), (2, "vraag.opgepakt")]
        );
        assert_eq!((all[0].text("team"), all[0].object_id("vraag")), (Some("KCC"), Some(vraag)));
        assert_eq!(
            (all[1].cause, all[1].correlation, &all[1].actor),
            (Some(first), first, &Actor::regel("verdeling"))
        );
        let history = journal::events_of(&mut tx, "vraag", vraag, Page::default()).await.unwrap();
        assert_eq!(history.iter().map(|e| e.seq).collect::<Vec<_>>(), [Some(2), Some(1)], "newest first");
        assert_eq!(*test.db.sealed().borrow(), 2);
    }
}

#[tokio::test]
async fn the_same_promise_is_made_once() {
    for test in TestDb::both().await {
        let mut tx = test.db.begin().await.unwrap();
        let job = NewJob::new("berichten", "ontvangst", json!({ "vraag": 1 })).key("vraag-1");
        let first = tx.enqueue(job.clone()).await.unwrap();
        let second = tx.enqueue(job).await.unwrap();
        assert_eq!(first, second);
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn a_row_that_is_locked_is_there_or_not() {
    for test in TestDb::both().await {
        with_table(&test).await;
        let mut tx = test.db.begin().await.unwrap();
        tx.execute("INSERT INTO alles (id) VALUES ($1)", params![Uuid::from_u128(1)]).await.unwrap();
        assert!(tx.lock("alles", Uuid::from_u128(1)).await.unwrap());
        assert!(!tx.lock("alles", Uuid::from_u128(2)).await.unwrap());
        assert!(matches!(
            tx.one::<i64>("SELECT aantal FROM alles WHERE id = $1", params![Value::Uuid(Uuid::nil())]).await,
            Err(Error::NotFound)
        ));
        tx.commit().await.unwrap();
    }
}
