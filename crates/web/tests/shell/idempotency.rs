// SPDX-License-Identifier: EUPL-1.2
//! The same request twice, also at the same moment, has one effect.

use axum::http::{HeaderMap, StatusCode};
use kernel::Result;
use storage::Db;
use uuid::Uuid;
use web::idempotency::{Idempotency, begin, body_hash, finish, key_of, sweep};

use crate::support::Site;

/// One request: gives what was answered, and whether it had an effect.
async fn send(db: &Db, key: Uuid, caller: &str, body: &str) -> Result<(Idempotency, bool)> {
    let mut tx = db.begin().await?;
    let seen = begin(&mut tx, key, caller, &body_hash(body.as_bytes())).await?;
    if seen != Idempotency::Fresh {
        tx.rollback().await;
        return Ok((seen, false));
    }
    finish(&mut tx, key, caller, StatusCode::CREATED, body).await?;
    tx.commit().await?;
    Ok((seen, true))
}

#[tokio::test]
async fn a_repeated_request_gets_the_first_answer_and_another_body_is_refused() {
    for site in Site::on_both().await {
        let (db, key) = (site.gemeente.db(), Uuid::from_u128(1));
        assert!(send(db, key, "systeem:1", "lamp").await.unwrap().1);
        let (again, effect) = send(db, key, "systeem:1", "lamp").await.unwrap();
        assert_eq!((again, effect), (Idempotency::Replay { status: 201, body: "lamp".into() }, false));
        assert_eq!(send(db, key, "systeem:1", "boom").await.unwrap().0, Idempotency::Conflict);
        assert!(send(db, key, "systeem:2", "boom").await.unwrap().1, "another caller has its own keys");
        assert!(send(db, key, "", "lamp").await.unwrap().1);
        assert_eq!(send(db, key, "", "boom").await.unwrap().0, Idempotency::Conflict);
    }
}

#[tokio::test]
async fn ten_at_the_same_moment_have_one_effect() {
    for site in Site::on_both().await {
        let sends = (0..10).map(|_| {
            let db = site.gemeente.db().clone();
            tokio::spawn(async move { send(&db, Uuid::from_u128(2), "", "lamp").await.unwrap().1 })
        });
        let mut effects = 0;
        for send in sends.collect::<Vec<_>>() {
            effects += u32::from(send.await.unwrap());
        }
        assert_eq!(effects, 1);
    }
}

#[tokio::test]
async fn a_request_that_failed_may_be_sent_again() {
    for site in Site::on_both().await {
        let (db, key) = (site.gemeente.db(), Uuid::from_u128(3));
        let mut tx = db.begin().await.unwrap();
        assert_eq!(begin(&mut tx, key, "", &body_hash(b"lamp")).await.unwrap(), Idempotency::Fresh);
        drop(tx);
        assert!(send(db, key, "", "lamp").await.unwrap().1);
    }
}

#[tokio::test]
async fn after_a_week_a_key_is_forgotten() {
    let site = Site::new().await;
    let (db, key) = (site.gemeente.db(), Uuid::from_u128(4));
    send(db, key, "", "lamp").await.unwrap();
    site.clock.advance(std::time::Duration::from_hours(7 * 24));
    let mut tx = db.begin().await.unwrap();
    assert_eq!(sweep(&mut tx).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

#[test]
fn a_key_is_a_uuid() {
    let with = |value: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert("idempotency-key", value.parse().unwrap());
        key_of(&headers)
    };
    let text = "0190c2a8-7b1e-7cc3-98a1-0b6a5d1f4c2e";
    assert_eq!(with(text).unwrap(), Some(text.parse().unwrap()));
    assert_eq!(with("\"0190c2a8-7b1e-7cc3-98a1-0b6a5d1f4c2e\"").unwrap(), Some(text.parse().unwrap()));
    assert!(with("1").is_err());
    assert_eq!(key_of(&HeaderMap::new()).unwrap(), None);
}
