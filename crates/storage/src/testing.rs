// SPDX-License-Identifier: EUPL-1.2
//! A fresh database per test, copied from a template that was migrated once.

#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "only tests use this, and a test without its database must stop"
)]

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::{Clock as _, Ids as _, Result, SeededIds, SystemClock, SystemIds, TestClock, Time};
use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};

use crate::{Db, DbConfig, migrate::fingerprint, sqlite::FILE};

/// Environment variable with the URL of a private PostgreSQL cluster, with the rights to make databases.
pub const POSTGRES: &str = "VOORDEUR_TEST_PG";

/// A database of one test; gone when dropped.
#[derive(Debug)]
pub struct TestDb {
    /// The database.
    pub db: Db,
    /// Its clock, which stands at Tuesday 24 November 2026, 10.00 in the Netherlands.
    pub clock: TestClock,
    /// How it was opened.
    pub config: DbConfig,
    dir: TempDir,
    remote: Option<Remote>,
}

impl TestDb {
    /// A database in a file of its own.
    pub async fn sqlite() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let data = dir.path().join("data");
        fs::create_dir_all(&data).expect("the data folder");
        fs::copy(sqlite_template().await, data.join(FILE)).expect("a copy of the template");
        Self::open(DbConfig::Sqlite { dir: data, readers: 4, sync_off: true }, dir, None).await
    }

    /// A database of its own in the private cluster; `None` when there is none (then the test says it was
    /// skipped).
    pub async fn postgres() -> Option<Self> {
        let server = env::var(POSTGRES).ok()?;
        let remote = Remote::create(&server).await;
        let dir = tempfile::tempdir().expect("a temporary folder");
        let config = DbConfig::Postgres { url: remote.url.clone(), write: 8, read: 4 };
        Some(Self::open(config, dir, Some(remote)).await)
    }

    /// One of each engine that is there.
    pub async fn both() -> Vec<Self> {
        let mut all = vec![Self::sqlite().await];
        match Self::postgres().await {
            Some(db) => all.push(db),
            None => eprintln!("skipped on PostgreSQL: {POSTGRES} is not set"),
        }
        all
    }

    async fn open(config: DbConfig, dir: TempDir, remote: Option<Remote>) -> Self {
        let clock = TestClock::new(start());
        let db = Db::open(&config, Arc::new(clock.clone()), Arc::new(SeededIds::new(2026)))
            .await
            .expect("the database");
        Self { db, clock, config, dir, remote }
    }

    /// A folder of this test alone, beside the data.
    pub fn folder(&self) -> &Path {
        self.dir.path()
    }

    /// Opens the same database again, as a second process would.
    pub async fn reopen(&self) -> Result<Db> {
        Db::open(&self.config, Arc::new(self.clock.clone()), Arc::new(SeededIds::new(7))).await
    }

    /// Whether this is the server.
    pub const fn is_postgres(&self) -> bool {
        self.remote.is_some()
    }
}

/// Tuesday 24 November 2026, 10.00 in the Netherlands.
pub fn start() -> Time {
    Time::parse("2026-11-24T09:00:00Z").expect("a moment")
}

/// The migrated file all tests copy; made once per schema, by whichever test process comes first.
async fn sqlite_template() -> PathBuf {
    let folder = env::temp_dir().join("voordeur-test");
    let template = folder.join(format!("{}.sqlite", fingerprint()));
    if !template.exists() {
        fs::create_dir_all(&folder).expect("the folder of templates");
        let making = tempfile::tempdir_in(&folder).expect("a temporary folder");
        let config = DbConfig::Sqlite { dir: making.path().to_owned(), readers: 1, sync_off: true };
        let db = unmigrated(&config).await;
        db.migrate().await.expect("a migrated template");
        db.close().await;
        fs::rename(making.path().join(FILE), &template).expect("the template in its place");
    }
    template
}

async fn unmigrated(config: &DbConfig) -> Db {
    Db::open_unmigrated(config, Arc::new(TestClock::new(start())), Arc::new(SeededIds::new(1)))
        .await
        .expect("an empty database")
}

/// A database in the private cluster.
#[derive(Debug)]
struct Remote {
    server: String,
    name: String,
    url: String,
}

impl Remote {
    async fn create(server: &str) -> Self {
        let client = connect(server).await;
        let template = postgres_template(server, &client).await;
        let unique = SystemIds.uuid(SystemClock.now()).simple();
        let name = format!("voordeur_test_{unique}");
        run(&client, &format!("CREATE DATABASE {name} TEMPLATE {template}")).await;
        Self { server: server.to_owned(), url: in_database(server, &name), name }
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        // A test may end inside or outside a runtime; a thread of our own works in both.
        let dropped = std::thread::spawn(move || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                run(&connect(&server).await, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
            });
        });
        let _ = dropped.join();
    }
}

/// The same server, another database.
fn in_database(server: &str, name: &str) -> String {
    let (base, query) = server.split_once('?').map_or((server, None), |(base, query)| (base, Some(query)));
    let root = base.rsplit_once('/').map_or(base, |(root, _)| root);
    query.map_or_else(|| format!("{root}/{name}"), |query| format!("{root}/{name}?{query}"))
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the private cluster");
    tokio::spawn(connection);
    client
}

async fn run(client: &Client, sql: &str) {
    client.batch_execute(sql).await.expect(sql);
}

/// The migrated database all tests copy; made once per schema, under a lock in the cluster.
async fn postgres_template(server: &str, client: &Client) -> String {
    let name = format!("voordeur_template_{}", fingerprint());
    let found = "SELECT 1 FROM pg_database WHERE datname = $1";
    if client.query_opt(found, &[&name]).await.expect("the list of databases").is_some() {
        return name;
    }
    run(client, "SELECT pg_advisory_lock(7261)").await;
    if client.query_opt(found, &[&name]).await.expect("the list of databases").is_none() {
        let making = format!("{name}_making");
        run(client, &format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)")).await;
        run(
            client,
            &format!(
                "CREATE DATABASE {making} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
            ),
        )
        .await;
        let db =
            unmigrated(&DbConfig::Postgres { url: in_database(server, &making), write: 2, read: 1 }).await;
        db.migrate().await.expect("a migrated template");
        db.close().await;
        drop(db);
        run(
            client,
            &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{making}'"),
        )
        .await;
        run(client, &format!("ALTER DATABASE {making} RENAME TO {name}")).await;
    }
    run(client, "SELECT pg_advisory_unlock(7261)").await;
    name
}
