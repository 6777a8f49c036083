// SPDX-License-Identifier: EUPL-1.2
//! After a disaster: everything that was acknowledged before the backup is back, on either engine, and nothing
//! damaged is ever put in place.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use kernel::{Actor, SeededIds, Time};
use serde_json::json;
use storage::{Blobs, Db, DbConfig, Event, NewJob, backup, journal, params, testing::TestDb};

/// An installation with a bit of everything.
struct Gemeente {
    test: TestDb,
    blobs: Blobs,
    archive: PathBuf,
}

async fn gemeente(test: TestDb) -> Gemeente {
    let blobs = Blobs::open(&test.folder().join("bestanden"), &test.db).await.unwrap();
    let archive = test.folder().join("archief.tar");
    for n in 0..30_i64 {
        let mut tx = test.db.begin().await.unwrap();
        let hash = blobs.put(format!("brief {n}")).await.unwrap();
        tx.blob_row(&hash, 7).await.unwrap();
        tx.enqueue(NewJob::new("berichten", "ontvangst", json!({ "n": n })).key(n.to_string()))
            .await
            .unwrap();
        tx.emit(Event::new("vraag.ontvangen", Actor::Inwoner).object("vraag", n, "onderwerp").data("n", n));
        let now = tx.now();
        tx.execute(
            "INSERT INTO idempotentie (sleutel, beller, hash, antwoord, status, aangemaakt) VALUES ($1, 'x', $2, 'é', $3, $4)",
            params![n.to_string(), vec![0_u8, 1, 255], n, now],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
    test.db.settle().await.unwrap();
    Gemeente { test, blobs, archive }
}

/// A row of `idempotentie`.
type Regel = (String, Vec<u8>, String, i64, Time);

/// Everything a database says, as text, in one order.
async fn contents(db: &Db) -> Vec<String> {
    let mut tx = db.read().await.unwrap();
    let events = journal::after(&mut tx, 0, 1000).await.unwrap();
    let mut all: Vec<String> = events.iter().map(|e| format!("{e:?}")).collect();
    let keys = "SELECT sleutel, hash, antwoord, status, aangemaakt FROM idempotentie ORDER BY sleutel";
    all.extend(tx.query::<Regel>(keys, params![]).await.unwrap().iter().map(|r| format!("{r:?}")));
    let work = "SELECT kind, job_key, state, run_at FROM job ORDER BY job_key";
    all.extend(
        tx.query::<(String, String, String, Time)>(work, params![])
            .await
            .unwrap()
            .iter()
            .map(|r| format!("{r:?}")),
    );
    all
}

/// An empty place to restore to: on this machine, or in the cluster.
enum Place {
    Here(tempfile::TempDir),
    There(TestDb, tempfile::TempDir),
}

impl Place {
    async fn all() -> Vec<Self> {
        let mut all = vec![Self::Here(tempfile::tempdir().unwrap())];
        if let Some(test) = TestDb::postgres().await {
            // The same rights, but nothing in it.
            let mut tx = test.db.begin().await.unwrap();
            tx.execute("DROP SCHEMA public CASCADE", params![]).await.unwrap();
            tx.execute("CREATE SCHEMA public", params![]).await.unwrap();
            tx.commit().await.unwrap();
            all.push(Self::There(test, tempfile::tempdir().unwrap()));
        }
        all
    }

    fn config(&self) -> DbConfig {
        match self {
            Self::Here(dir) => DbConfig::Sqlite { dir: dir.path().join("data"), readers: 2, sync_off: true },
            Self::There(test, _) => test.config.clone(),
        }
    }

    fn blobs(&self) -> PathBuf {
        match self {
            Self::Here(dir) | Self::There(_, dir) => dir.path().join("bestanden"),
        }
    }
}

async fn restore(archive: &Path, place: &Place) -> kernel::Result<Db> {
    let clock = Arc::new(kernel::SystemClock);
    let ids = Arc::new(SeededIds::new(3));
    backup::restore(archive, &place.config(), &place.blobs(), clock.clone(), ids.clone(), |_| ()).await?;
    Db::open(&place.config(), clock, ids).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_a_restore_on_either_engine_everything_is_as_it_was() {
    for test in TestDb::both().await {
        let g = gemeente(test).await;
        let heard = Arc::new(AtomicU64::new(0));
        let hearing = Arc::clone(&heard);
        let manifest = backup::backup(&g.test.db, &g.blobs, &g.archive, move |p| {
            assert!(p.done <= p.total);
            hearing.fetch_add(1, Ordering::Relaxed);
        })
        .await
        .unwrap();
        assert!(heard.load(Ordering::Relaxed) > 3);
        assert_eq!((manifest.seq, manifest.files, manifest.missing.len()), (30, 30, 0));
        assert_eq!(backup::verify_archive(&g.archive, |_| ()).await.unwrap(), manifest);

        for place in Place::all().await {
            let db = restore(&g.archive, &place).await.unwrap();
            assert_eq!(contents(&db).await, contents(&g.test.db).await);
            let blobs = Blobs::open(&place.blobs(), &db).await.unwrap();
            let hash = storage::Hash::of(b"brief 7");
            assert_eq!(blobs.get(&hash).await.unwrap(), "brief 7");

            // Life goes on: numbers go on, the chain goes on, and followers can see that time went back.
            let mut tx = db.begin().await.unwrap();
            tx.emit(Event::new("vraag.ontvangen", Actor::Inwoner));
            tx.commit().await.unwrap();
            db.settle().await.unwrap();
            let report = journal::verify(&db, |_, _| ()).await.unwrap();
            assert_eq!((report.head.seq, report.head.generation, report.problems), (31, 2, vec![]));
            db.close().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_backup_while_residents_go_on_asking_is_one_moment() {
    for test in TestDb::both().await {
        let g = gemeente(test).await;
        let stop = Arc::new(AtomicBool::new(false));
        let mut writers = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let (db, stop) = (g.test.db.clone(), Arc::clone(&stop));
            writers.spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    let mut tx = db.begin().await.unwrap();
                    let id = tx.emit(Event::new("vraag.ontvangen", Actor::Inwoner));
                    tx.enqueue(NewJob::new("berichten", "ontvangst", json!({})).key(id.to_string()))
                        .await
                        .unwrap();
                    tx.commit().await.unwrap();
                }
            });
        }
        backup::backup(&g.test.db, &g.blobs, &g.archive, |_| ()).await.unwrap();
        stop.store(true, Ordering::Relaxed);
        writers.join_all().await;

        for place in Place::all().await {
            let db = restore(&g.archive, &place).await.unwrap();
            db.settle().await.unwrap();
            let mut tx = db.read().await.unwrap();
            let promised =
                tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM job", params![]).await.unwrap();
            let head = journal::head(&mut tx).await.unwrap();
            assert_eq!(head.seq, promised, "every event with its job, and no job without its event");
            assert!(head.seq >= 30);
            drop(tx);
            db.close().await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_archive_is_refused_and_leaves_nothing_behind() {
    let g = gemeente(TestDb::sqlite().await).await;
    backup::backup(&g.test.db, &g.blobs, &g.archive, |_| ()).await.unwrap();
    let whole = fs::read(&g.archive).unwrap();
    let find = |text: &[u8]| whole.windows(text.len()).rposition(|w| w == text).unwrap();
    let mut damaged_file = whole.clone();
    damaged_file[find(b"brief 7")] = b'B';
    let mut damaged_database = whole.clone();
    damaged_database[find(b"vraag.ontvangen")] = b'V';
    let cut_off = whole[..whole.len() / 2].to_vec();
    for damaged in [damaged_file, damaged_database, cut_off] {
        fs::write(&g.archive, damaged).unwrap();
        assert!(backup::verify_archive(&g.archive, |_| ()).await.is_err());
        let place = Place::Here(tempfile::tempdir().unwrap());
        assert!(restore(&g.archive, &place).await.is_err());
        let DbConfig::Sqlite { dir, .. } = place.config() else { unreachable!() };
        assert!(!dir.join("voordeur.sqlite").exists());
        assert!(!dir.join("herstel").exists());
        assert!(!place.blobs().exists());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restore_never_overwrites_what_stands_there() {
    let g = gemeente(TestDb::sqlite().await).await;
    backup::backup(&g.test.db, &g.blobs, &g.archive, |_| ()).await.unwrap();
    for other in TestDb::both().await {
        let clock = Arc::new(other.clock.clone());
        other.db.close().await;
        let empty = other.folder().join("leeg");
        let refused =
            backup::restore(&g.archive, &other.config, &empty, clock, Arc::new(SeededIds::new(1)), |_| ())
                .await;
        assert!(refused.is_err());
        assert!(!empty.exists());
    }
    let place = Place::Here(tempfile::tempdir().unwrap());
    fs::create_dir_all(place.blobs()).unwrap();
    fs::write(place.blobs().join("foto"), "x").unwrap();
    assert!(restore(&g.archive, &place).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_with_a_lost_file_says_so_and_keeps_the_rest() {
    let g = gemeente(TestDb::sqlite().await).await;
    let lost = storage::Hash::of(b"brief 3");
    fs::remove_file(g.test.folder().join("bestanden").join(&lost[..2]).join(&*lost)).unwrap();
    let manifest = backup::backup(&g.test.db, &g.blobs, &g.archive, |_| ()).await.unwrap();
    assert_eq!((manifest.files, manifest.missing), (29, vec![lost.to_string()]));
    let place = Place::Here(tempfile::tempdir().unwrap());
    restore(&g.archive, &place).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_journal_that_was_tampered_with_gives_no_backup() {
    let g = gemeente(TestDb::sqlite().await).await;
    let mut tx = g.test.db.begin().await.unwrap();
    tx.execute("UPDATE journal SET data = '{\"n\":99}' WHERE pos = 12", params![]).await.unwrap();
    tx.commit().await.unwrap();
    let refused = backup::backup(&g.test.db, &g.blobs, &g.archive, |_| ()).await;
    assert!(refused.unwrap_err().to_string().contains("gebeurtenis 12"));
    assert!(!g.archive.exists());
    assert_eq!(
        fs::read_dir(g.test.folder())
            .unwrap()
            .filter(|e| e.as_ref().unwrap().path().ends_with("archief.tar.part"))
            .count(),
        0
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_process_makes_the_backup_beside_the_one_that_serves() {
    let g = gemeente(TestDb::sqlite().await).await;
    let beside = Db::open_beside(&g.test.config, Arc::new(g.test.clock.clone()), Arc::new(SeededIds::new(1)))
        .await
        .unwrap();
    let blobs = Blobs::open(&g.test.folder().join("bestanden"), &beside).await.unwrap();
    assert_eq!(backup::backup(&beside, &blobs, &g.archive, |_| ()).await.unwrap().seq, 30);
}
