// SPDX-License-Identifier: EUPL-1.2
//! The schema: the same on both engines, explained in full, and never older than the program needs.

use std::{collections::BTreeSet, fs, path::Path, sync::Arc};

use kernel::{SeededIds, TestClock};
use storage::{
    Db, DbConfig, dictionary, params,
    testing::{TestDb, start},
};

/// Table, column, type and whether it may be empty, of every column, the same words on both engines.
async fn columns(test: &TestDb) -> BTreeSet<(String, String, String, bool)> {
    let mut tx = test.db.read().await.unwrap();
    let rows = if test.is_postgres() {
        tx.query::<(String, String, String, i64)>(
            "SELECT table_name::text, column_name::text, CASE data_type WHEN 'timestamp with time zone' THEN 'timestamptz' ELSE data_type END::text,
               CAST(CASE is_nullable WHEN 'NO' THEN 1 ELSE 0 END AS bigint)
             FROM information_schema.columns WHERE table_schema = current_schema()",
            params![],
        )
        .await
    } else {
        tx.query(
            "SELECT t.name, c.name, CASE lower(c.type) WHEN 'integer' THEN 'bigint' ELSE lower(c.type) END, max(c.\"notnull\", c.pk > 0)
             FROM sqlite_schema t JOIN pragma_table_info(t.name) c
             WHERE t.type = 'table' AND substr(t.name, 1, 7) <> 'sqlite_'",
            params![],
        )
        .await
    };
    rows.unwrap()
        .into_iter()
        .map(|(table, column, ty, required)| (table, column, ty, required == 1))
        .collect()
}

#[tokio::test]
async fn both_engines_have_the_same_tables_and_columns() {
    let sqlite = columns(&TestDb::sqlite().await).await;
    let Some(test) = TestDb::postgres().await else {
        eprintln!("skipped: no PostgreSQL");
        return;
    };
    let postgres = columns(&test).await;
    assert_eq!(sqlite.symmetric_difference(&postgres).collect::<Vec<_>>(), Vec::<&_>::new());
    let known = ["bigint", "boolean", "bytea", "double precision", "text", "timestamptz", "uuid"];
    assert_eq!(
        sqlite.iter().filter(|c| !known.contains(&c.2.as_str())).collect::<Vec<_>>(),
        Vec::<&_>::new()
    );
}

#[tokio::test]
async fn every_table_and_column_has_a_meaning_and_every_meaning_a_column() {
    let columns = columns(&TestDb::sqlite().await).await;
    let mut there: BTreeSet<(String, Option<String>)> =
        columns.iter().map(|c| (c.0.clone(), Some(c.1.clone()))).collect();
    there.extend(columns.iter().map(|c| (c.0.clone(), None)));
    let explained: Vec<_> = dictionary::meanings().into_iter().map(|m| (m.table, m.column)).collect();
    let unique: BTreeSet<_> = explained.iter().cloned().collect();
    assert_eq!(there.difference(&unique).collect::<Vec<_>>(), Vec::<&_>::new(), "these have no meaning");
    assert_eq!(unique.difference(&there).collect::<Vec<_>>(), Vec::<&_>::new(), "these do not exist");
    assert_eq!(explained.len(), unique.len(), "one meaning each");
    let page = dictionary::data_dictionary();
    assert!(page.contains("## journal\n") && page.contains("| `seq` | number, from 1 without gaps |"));
}

#[tokio::test]
async fn a_program_refuses_a_schema_that_is_older_than_it_needs_and_accepts_a_newer_one() {
    for test in TestDb::both().await {
        let mut tx = test.db.begin().await.unwrap();
        let now = tx.now();
        tx.execute(
            "INSERT INTO migratie (naam, hash, toegepast_op) VALUES ('9999_later', 'x', $1)",
            params![now],
        )
        .await
        .unwrap();
        tx.commit().await.unwrap();
        test.db.close().await;
        let newer = test.reopen().await.unwrap();
        let mut tx = newer.begin().await.unwrap();
        tx.execute("DELETE FROM migratie WHERE naam = '0002_jobs_blobs'", params![]).await.unwrap();
        tx.commit().await.unwrap();
        newer.close().await;
        let refused = test.reopen().await.unwrap_err().to_string();
        assert!(refused.contains("0002_jobs_blobs") && refused.contains("older"), "{refused}");
    }
}

#[tokio::test]
async fn an_empty_database_is_refused_until_it_is_migrated_and_a_second_time_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let config = DbConfig::Sqlite { dir: dir.path().to_owned(), readers: 1, sync_off: true };
    let (clock, ids) = (Arc::new(TestClock::new(start())), Arc::new(SeededIds::new(1)));
    assert!(Db::open(&config, clock.clone(), ids.clone()).await.is_err());
    let db = Db::open_unmigrated(&config, clock.clone(), ids.clone()).await.unwrap();
    let applied = db.migrate().await.unwrap();
    assert_eq!(applied[..3], ["0000_migratie", "0001_journal", "0002_jobs_blobs"]);
    assert_eq!(db.migrate().await.unwrap(), Vec::<String>::new());
    db.close().await;
    Db::open(&config, clock, ids).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_processes_that_migrate_at_the_same_time_apply_every_step_once() {
    let Some(test) = TestDb::postgres().await else { return };
    let mut tx = test.db.begin().await.unwrap();
    tx.execute("DROP SCHEMA public CASCADE", params![]).await.unwrap();
    tx.execute("CREATE SCHEMA public", params![]).await.unwrap();
    tx.commit().await.unwrap();
    let mut all = tokio::task::JoinSet::new();
    for seed in 0..3 {
        let config = test.config.clone();
        all.spawn(async move {
            let db = Db::open_unmigrated(
                &config,
                Arc::new(TestClock::new(start())),
                Arc::new(SeededIds::new(seed)),
            )
            .await
            .unwrap();
            db.migrate().await.unwrap().len()
        });
    }
    let applied: usize = all.join_all().await.into_iter().sum();
    let mut tx = test.db.read().await.unwrap();
    let noted = tx.one::<i64>("SELECT CAST(count(*) AS bigint) FROM migratie", params![]).await.unwrap();
    assert_eq!(i64::try_from(applied).unwrap(), noted);
}

#[tokio::test]
async fn a_step_that_was_applied_may_not_change_afterwards() {
    for test in TestDb::both().await {
        let mut tx = test.db.begin().await.unwrap();
        tx.execute("UPDATE migratie SET hash = 'another' WHERE naam = '0001_journal'", params![])
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert!(test.db.migrate().await.unwrap_err().to_string().contains("0001_journal"));
    }
}

/// Every Rust file under a folder.
fn sources(dir: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            all.push(fs::read_to_string(&path).unwrap());
        }
    }
    all
}

#[test]
fn the_engines_differ_in_at_most_ten_places() {
    let all = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    let forks: Vec<&str> =
        all.iter().flat_map(|text| text.lines()).filter(|line| line.contains("// fork: ")).collect();
    assert!((1..=10).contains(&forks.len()), "{forks:#?}");
}

#[test]
fn the_page_of_the_data_dictionary_is_up_to_date() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/data-dictionary.md");
    let wanted = dictionary::data_dictionary();
    if std::env::var_os("VOORDEUR_UPDATE").is_some() {
        fs::write(&page, &wanted).unwrap();
    }
    let found = fs::read_to_string(&page).unwrap_or_default();
    assert!(found == wanted, "docs/data-dictionary.md is stale: run this test again with VOORDEUR_UPDATE=1");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named_without_its_password() {
    let config = DbConfig::Postgres { url: "postgres://wie:geheim@127.0.0.1:1/x".into(), write: 1, read: 1 };
    let error = Db::open(&config, Arc::new(TestClock::new(start())), Arc::new(SeededIds::new(1)))
        .await
        .unwrap_err()
        .to_string();
    assert!(error.contains("no connection") && error.contains("refused"), "{error}");
    assert!(!error.contains("geheim"), "{error}");
}
