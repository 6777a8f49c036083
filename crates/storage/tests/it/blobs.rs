// SPDX-License-Identifier: EUPL-1.2
//! Files: what was put is there, belongs to one database, and goes when nothing refers to it.

use std::{fs, time::Duration};

use kernel::{Clock as _, Error, SystemClock};
use storage::{Blobs, Hash, Swept, Tx, params, testing::TestDb};

async fn refer(tx: &mut Tx, hash: &Hash) {
    tx.blob_row(hash, 4).await.unwrap();
    tx.execute("INSERT INTO stuk (hash) VALUES ($1)", params![hash]).await.unwrap();
}

async fn with_table(test: &TestDb) -> Blobs {
    let mut tx = test.db.begin().await.unwrap();
    tx.execute("CREATE TABLE stuk (hash text NOT NULL)", params![]).await.unwrap();
    tx.commit().await.unwrap();
    Blobs::open(&test.folder().join("bestanden"), &test.db).await.unwrap()
}

#[tokio::test]
async fn a_photo_reads_back_as_it_was_put_and_the_same_photo_is_kept_once() {
    let test = TestDb::sqlite().await;
    let blobs = with_table(&test).await;
    let hash = blobs.put(vec![1, 2, 3, 4]).await.unwrap();
    assert_eq!(blobs.put(vec![1, 2, 3, 4]).await.unwrap(), hash);
    assert_eq!(blobs.get(&hash).await.unwrap().as_ref(), [1, 2, 3, 4]);
    assert_eq!(hash.to_string(), "9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a");
    for strange in
        ["../data/voordeur.sqlite", "", "9F64A747E1B97F131FABB6B447296C9B6F0201E79FB3C5356E6C77E89B6A806A"]
    {
        assert_eq!(blobs.get(strange).await, Err(Error::NotFound));
    }
}

#[tokio::test]
async fn a_file_that_was_damaged_on_disk_is_not_given_out() {
    let test = TestDb::sqlite().await;
    let blobs = with_table(&test).await;
    let hash = blobs.put(vec![1, 2, 3, 4]).await.unwrap();
    fs::write(test.folder().join("bestanden").join(&hash[..2]).join(&*hash), [1, 2, 3, 5]).unwrap();
    assert!(matches!(blobs.get(&hash).await, Err(Error::Internal(_))));
}

#[tokio::test]
async fn a_folder_of_another_installation_is_refused() {
    for test in TestDb::both().await {
        let folder = test.folder().join("bestanden");
        let blobs = with_table(&test).await;
        Blobs::open(&folder, &test.db).await.unwrap();
        let other = TestDb::sqlite().await;
        assert!(
            Blobs::open(&folder, &other.db).await.is_err(),
            "a fresh database does not take over a folder"
        );
        // Test databases give the same ids in the same order; two installations do not.
        other.db.begin().await.unwrap().new_id();
        Blobs::open(&other.folder().join("bestanden"), &other.db).await.unwrap();
        assert!(Blobs::open(&folder, &other.db).await.is_err());

        // The folder was not mounted: an empty one stands in its place.
        let mut tx = test.db.begin().await.unwrap();
        refer(&mut tx, &blobs.put(vec![1]).await.unwrap()).await;
        tx.commit().await.unwrap();
        assert!(Blobs::open(&test.folder().join("leeg"), &test.db).await.is_err());
    }
}

#[tokio::test]
async fn what_nothing_refers_to_goes_after_a_day() {
    for test in TestDb::both().await {
        let blobs = with_table(&test).await;
        test.clock.set(SystemClock.now());
        let (kept, left, lone) = (
            blobs.put(vec![1]).await.unwrap(),
            blobs.put(vec![2]).await.unwrap(),
            blobs.put(vec![3]).await.unwrap(),
        );
        let mut tx = test.db.begin().await.unwrap();
        refer(&mut tx, &kept).await;
        tx.blob_row(&left, 1).await.unwrap();
        tx.commit().await.unwrap();
        let references = [("stuk", "hash")];
        assert_eq!(blobs.sweep(&test.db, &references).await.unwrap(), Swept { rows: 0, files: 0 });

        test.clock.advance(Duration::from_hours(25));
        assert_eq!(blobs.sweep(&test.db, &references).await.unwrap(), Swept { rows: 1, files: 2 });
        assert!(blobs.get(&kept).await.is_ok());
        assert_eq!(blobs.get(&left).await, Err(Error::NotFound));
        assert_eq!(blobs.get(&lone).await, Err(Error::NotFound));
    }
}

#[tokio::test]
async fn an_old_file_that_is_put_again_survives_the_sweep() {
    let test = TestDb::sqlite().await;
    let blobs = with_table(&test).await;
    test.clock.set(SystemClock.now());
    let hash = blobs.put(vec![1]).await.unwrap();
    let mut tx = test.db.begin().await.unwrap();
    tx.blob_row(&hash, 1).await.unwrap();
    tx.commit().await.unwrap();
    test.clock.advance(Duration::from_hours(25));
    // Put again a moment ago, its row refreshed; the row that refers to it is on its way.
    let mut tx = test.db.begin().await.unwrap();
    tx.blob_row(&hash, 1).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(blobs.sweep(&test.db, &[("stuk", "hash")]).await.unwrap(), Swept { rows: 0, files: 0 });
    assert!(blobs.get(&hash).await.is_ok());
}
