// SPDX-License-Identifier: EUPL-1.2
//! A whole municipality on a fresh database.

use std::{future::Future, sync::Arc};

use beheer::Inrichting;
use kernel::{Actor, Clock, SeededIds, TestClock};
use storage::{Blobs, Consumers, Db, Tx, consumers, jobs, testing::TestDb};
use uuid::Uuid;
use vragen::Wie;
use web::{Config, Gemeente, GemeenteParts, Keys, Routes, TextSource, Texts};

use crate::{client::Client, proefdorp};

/// A municipality for one test.
pub struct TestApp {
    /// The municipality.
    pub g: Gemeente,
    /// Its clock, which stands still until it is moved.
    pub clock: TestClock,
    db: TestDb,
}

impl TestApp {
    /// On an embedded database.
    pub async fn sqlite() -> Self {
        Self::on(TestDb::sqlite().await, Config::default(), &[]).await
    }

    /// On a private PostgreSQL, when there is one.
    pub async fn postgres() -> Option<Self> {
        match TestDb::postgres().await {
            Some(db) => Some(Self::on(db, Config::default(), &[]).await),
            None => None,
        }
    }

    /// On this database, with these settings and the texts of these rooms.
    pub async fn on(db: TestDb, config: Config, texts: &[TextSource]) -> Self {
        let mut sources = vec![berichten::TEKSTEN];
        sources.extend_from_slice(texts);
        let blobs = Blobs::open(&db.folder().join("blobs"), &db.db).await.expect("a place for files");
        let g = Gemeente::new(GemeenteParts {
            db: db.db.clone(),
            blobs,
            clock: Arc::new(db.clock.clone()),
            ids: Arc::new(SeededIds::new(1)),
            keys: Keys::from_master([7; 32]),
            texts: Texts::load(&sources).expect("texts that parse"),
            config,
        });
        let mut tx = g.db().begin().await.expect("a transaction");
        beheer::schrijf(&mut tx, &Actor::Systeem("proef".into()), &proefdorp::opzet())
            .await
            .expect("the set-up");
        tx.commit().await.expect("commit");
        beheer::herlees(&g).await.expect("the set-up reads back");
        Self { g, clock: db.clock.clone(), db }
    }

    /// The same database with other texts and settings: for a door that brings its own.
    pub async fn with(self, config: Config, texts: &[TextSource]) -> Self {
        Self::on(self.db, config, texts).await
    }

    /// Runs a story on a runtime of its own.
    pub fn run<F: Future<Output = ()>>(story: impl FnOnce() -> F) {
        tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime")
            .block_on(story());
    }

    /// The database.
    pub fn db(&self) -> &Db {
        self.g.db()
    }

    /// The database of this test, to open it again or to break it.
    pub fn test_db(&self) -> &TestDb {
        &self.db
    }

    /// A transaction that may write.
    pub async fn begin(&self) -> Tx {
        self.db().begin().await.expect("a transaction")
    }

    /// A transaction that reads.
    pub async fn read(&self) -> Tx {
        self.db().read().await.expect("a transaction")
    }

    /// The set-up.
    pub async fn inr(&self) -> Arc<Inrichting> {
        beheer::inrichting(&self.g).await.expect("the set-up")
    }

    /// Acts as this employee.
    pub async fn wie(&self, medewerker: Uuid) -> Wie {
        Wie::medewerker(&*self.inr().await, medewerker).expect("an active employee")
    }

    /// The time on the clock.
    pub fn nu(&self) -> kernel::Time {
        self.clock.now()
    }

    /// Puts the clock at this moment, RFC 3339.
    pub fn zet_klok(&self, moment: &str) {
        self.clock.set(kernel::Time::parse(moment).expect("a moment"));
    }

    /// Lets the rules and the workers do everything that is due, until nothing is left.
    pub async fn laat_werken(&self) {
        let handlers = jobs::Handlers::new().with(berichten::opstellen::Opsteller(self.g.clone()));
        let volgers = Consumers::new().with(berichten::volgen::Meldingen);
        loop {
            let gedaan =
                vragen::klok::ronde(self.db(), &*self.inr().await).await.expect("a round of the clock");
            self.db().settle().await.expect("a sealed journal");
            let gevolgd = consumers::catch_up(self.db(), &volgers).await.expect("the consumers");
            let gewerkt = jobs::drain(self.db(), &handlers).await.expect("the workers");
            if gedaan + gevolgd + gewerkt == 0 {
                return;
            }
        }
    }

    /// A client on these routes.
    pub fn client(&self, routes: Routes) -> Client {
        Client::new(self.g.clone(), routes.build(&self.g))
    }
}
