// SPDX-License-Identifier: EUPL-1.2
//! Who can write in the database can rewrite its whole history so that it fits. A line kept elsewhere tells.

use std::fs;

use kernel::Actor;
use storage::{
    Blobs, Db, Event, backup,
    journal::{self, anchor},
    params,
    testing::TestDb,
};

async fn happen(db: &Db, what: &[&str]) {
    let mut tx = db.begin().await.unwrap();
    for text in what {
        tx.emit(Event::new("proef.gebeurd", Actor::Inwoner).data("wat", *text));
    }
    tx.commit().await.unwrap();
    db.settle().await.unwrap();
}

/// Notes the end of the journal; gives the file.
async fn note(test: &TestDb) -> std::path::PathBuf {
    let file = test.folder().join("anchor.log");
    let mut tx = test.db.read().await.unwrap();
    let line = anchor::Anchor::of(&mut tx).await.unwrap();
    anchor::append(&file, &line).unwrap();
    file
}

async fn compare(db: &Db, text: &str) -> anchor::Compared {
    let mut tx = db.read().await.unwrap();
    anchor::compare(&mut tx, text).await.unwrap()
}

/// Throws the journal away, as somebody with a database console would.
async fn forget_everything(db: &Db) {
    let mut tx = db.begin().await.unwrap();
    for table in ["journal_seal", "journal_open", "journal_object", "journal"] {
        tx.execute(&format!("DELETE FROM {table}"), params![]).await.unwrap();
    }
    tx.execute("UPDATE journal_head SET seq = 0, hash = $1", params![vec![0_u8; 32]]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_was_rewritten_from_its_beginning_is_told_by_the_anchor_alone() {
    for test in TestDb::both().await {
        happen(&test.db, &["gevraagd", "beloofd"]).await;
        note(&test).await;
        test.clock.advance(std::time::Duration::from_hours(24));
        happen(&test.db, &["te laat"]).await;
        let text = fs::read_to_string(note(&test).await).unwrap();
        happen(&test.db, &["beantwoord"]).await;
        assert_eq!(compare(&test.db, &text).await, anchor::Compared { lines: 2, problems: vec![] });

        forget_everything(&test.db).await;
        happen(&test.db, &["gevraagd", "beloofd", "op tijd", "beantwoord"]).await;
        let report = journal::verify(&test.db, |_, _| ()).await.unwrap();
        assert_eq!((report.checked, report.problems), (4, vec![]), "the chain alone tells nothing");
        let found = compare(&test.db, &text).await.problems;
        assert_eq!(
            found,
            [
                "regel 1 (2026-11-24) klopt niet: het journaal tot en met gebeurtenis 2 is daarna herschreven",
                "regel 2 (2026-11-25) klopt niet: het journaal tot en met gebeurtenis 3 is daarna herschreven",
            ]
        );

        forget_everything(&test.db).await;
        happen(&test.db, &["gevraagd"]).await;
        let found = compare(&test.db, &text).await.problems;
        assert_eq!(
            found[1],
            "regel 2 (2026-11-25) klopt niet: gebeurtenis 3 staat niet meer in het journaal"
        );
    }
}

#[tokio::test]
async fn the_line_that_cannot_be_read_is_named_and_the_others_are_compared() {
    for test in TestDb::both().await {
        let empty = fs::read_to_string(note(&test).await).unwrap();
        happen(&test.db, &["gevraagd"]).await;
        let text = format!("# Proefdorp\n\n{empty}2026-11-25 twee\n");
        let found = compare(&test.db, &text).await;
        assert_eq!(found.lines, 2);
        assert_eq!(
            found.problems,
            ["regel 4 is niet te lezen: er hoort een datum, een nummer, een hash en een generatie"]
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_restore_the_lines_of_what_was_lost_say_so_and_the_older_ones_hold() {
    let test = TestDb::sqlite().await;
    happen(&test.db, &["gevraagd"]).await;
    note(&test).await;
    let blobs = Blobs::open(&test.folder().join("blobs"), &test.db).await.unwrap();
    let archive = test.folder().join("backup.tar");
    backup::backup(&test.db, &blobs, &archive, |_| ()).await.unwrap();
    test.clock.advance(std::time::Duration::from_hours(24));
    happen(&test.db, &["na de back-up"]).await;
    let text = fs::read_to_string(note(&test).await).unwrap();

    let back = test.folder().join("back");
    let config = storage::DbConfig::Sqlite { dir: back.clone(), readers: 1, sync_off: true };
    let (clock, ids) = (test.db.clock().clone(), test.db.ids().clone());
    backup::restore(&archive, &config, &back.join("blobs"), clock.clone(), ids.clone(), |_| ())
        .await
        .unwrap();
    let db = Db::open(&config, clock, ids).await.unwrap();
    let found = compare(&db, &text).await;
    assert_eq!(
        found.problems,
        [
            "regel 2 (2026-11-25) klopt niet: gebeurtenis 2 staat niet meer in het journaal. Sindsdien is een back-up teruggezet (generatie 1, nu 2)"
        ]
    );
}
