// SPDX-License-Identifier: EUPL-1.2
//! The server is killed while residents ask: whoever was told "we have your question" finds it back, with an owner, a
//! date and a confirmation. `bench crash` does the same a hundred times.

#![expect(clippy::expect_used, reason = "a story stops where it goes wrong")]

use std::{collections::BTreeSet, path::PathBuf};

use bench::{
    crash::{Outcome, Plan, run},
    place::Place,
};
use storage::{DbConfig, testing::TestDb};

const KILLS: u64 = 10;
const CLIENTS: u64 = 20;

/// Kills the binary of this build. A release build has fault points only with the feature.
async fn killed_ten_times(place: &Place, seed: u64) -> Outcome {
    place.prepare().await.expect("a municipality");
    let binary = std::env::var_os("VOORDEUR_TEST_BIN")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_voordeur")), PathBuf::from);
    let points = cfg!(any(debug_assertions, feature = "crash-points"));
    run(place, &Plan { binary, kills: KILLS, clients: CLIENTS, seed, points })
        .await
        .expect("kills and counts")
}

fn nothing_was_lost(o: &Outcome) {
    assert!(o.acknowledged > 100, "too little happened to prove anything: {o:?}");
    assert_eq!(o.lost, [""; 0], "acknowledged and gone, or there twice");
    assert_eq!(o.bare, [""; 0], "without owner, promise, confirmation or event");
    assert_eq!(o.checks, [""; 0], "voordeur check");
    assert_eq!(o.surprises, [""; 0], "answers nobody should get");
    assert_eq!(o.not_reached, [""; 0], "fault points that are not there");
    if cfg!(any(debug_assertions, feature = "crash-points")) {
        let died: BTreeSet<_> = o.died_at.iter().collect();
        assert_eq!(died.len(), 4, "it must die at every fault point: {died:?}");
    }
    println!("{} acknowledged, died at {:?}", o.acknowledged, o.died_at);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_question_is_lost_when_the_server_is_killed_on_sqlite() {
    let dir = tempfile::tempdir().expect("a folder");
    let place = Place { data: dir.path().to_owned(), postgres: None };
    nothing_was_lost(&killed_ten_times(&place, 26).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn no_question_is_lost_when_the_server_is_killed_on_postgres() {
    let Some(test_db) = TestDb::postgres().await else {
        eprintln!("skipped: VOORDEUR_TEST_PG is not set");
        return;
    };
    test_db.db.close().await;
    let DbConfig::Postgres { url, .. } = &test_db.config else { panic!("no server") };
    let dir = tempfile::tempdir().expect("a folder");
    let place = Place { data: dir.path().to_owned(), postgres: Some(url.clone()) };
    nothing_was_lost(&killed_ten_times(&place, 27).await);
}
