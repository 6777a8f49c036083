// SPDX-License-Identifier: EUPL-1.2
//! The pools and what runs beside them.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod, Runtime, Timeouts};
use kernel::{Error, Result};
use tokio::{sync::watch, task::AbortHandle};
use tokio_postgres::Config;

use super::{PgTx, listen, rustls::Tls, sealer::Sealer, tls::read_url};
use crate::fail;

/// A statement may take this long (milliseconds); a transaction may be idle for a minute.
const LIMITS: &str = "-c statement_timeout=10000 -c idle_in_transaction_session_timeout=60000";

/// How long making a connection may take.
const CONNECT: Duration = Duration::from_secs(5);

/// A server and our connections to it.
pub(crate) struct Engine {
    write: Pool,
    read: Pool,
    sealer: Arc<Sealer>,
    config: Config,
    tls: Tls,
    beside: Mutex<Vec<AbortHandle>>,
}

/// Runs a future of which nobody waits for the outcome; only its request must be sent.
pub(crate) fn quietly<F: Future>(request: F) {
    // The first poll puts the request on the wire; the connection reads and drops the answer.
    let _ = futures_util::FutureExt::now_or_never(request);
}

fn pool(config: &Config, tls: &Tls, size: usize) -> Result<Pool> {
    let fast = ManagerConfig { recycling_method: RecyclingMethod::Fast };
    let manager = Manager::from_config(config.clone(), tls.clone(), fast);
    Pool::builder(manager)
        .max_size(size.max(1))
        .runtime(Runtime::Tokio1)
        .create_timeout(Some(CONNECT))
        .build()
        .map_err(Error::internal)
}

/// Takes a connection. Errors: `Busy` when none came free in time.
pub(crate) async fn take(pool: &Pool, wait: Duration) -> Result<Object> {
    let limits = Timeouts { wait: Some(wait), create: Some(CONNECT), recycle: None };
    pool.timeout_get(&limits).await.map_err(|e| fail::pool(&e))
}

impl Engine {
    pub(crate) async fn open(
        url: &str,
        write: usize,
        read: usize,
        sealed: watch::Sender<i64>,
    ) -> Result<Self> {
        let (mut config, tls) = read_url(url)?;
        config.application_name("voordeur").connect_timeout(CONNECT);
        let given = config.get_options().unwrap_or_default().to_owned();
        let mut reading = config.clone();
        config.options(format!("{given} {LIMITS}"));
        reading.options(format!("{given} {LIMITS} -c default_transaction_read_only=on"));
        let engine = Self {
            write: pool(&config, &tls, write)?,
            read: pool(&reading, &tls, read)?,
            sealer: Arc::new(Sealer::new(pool(&config, &tls, 1)?, sealed)),
            config,
            tls,
            beside: Mutex::default(),
        };
        engine.require_order().await?;
        Ok(engine)
    }

    /// Text must sort by code point, as on SQLite.
    async fn require_order(&self) -> Result<()> {
        let client = self.write.get().await.map_err(|e| fail::connecting(&e))?;
        let row = client.query_one("SELECT 'B' < 'a'", &[]).await.map_err(|e| fail::postgres(&e))?;
        if row.get(0) {
            Ok(())
        } else {
            Err(Error::internal(
                "the database sorts text by a language; make it with: CREATE DATABASE .. LC_COLLATE 'C' TEMPLATE template0",
            ))
        }
    }

    pub(crate) async fn begin(&self, wait: Duration) -> Result<PgTx> {
        Ok(PgTx::write(take(&self.write, wait).await?))
    }

    pub(crate) async fn read(&self, wait: Duration) -> Result<PgTx> {
        Ok(PgTx::read(take(&self.read, wait).await?))
    }

    /// A connection to do something of our own with.
    pub(crate) async fn client(&self) -> Result<Object> {
        take(&self.write, CONNECT).await
    }

    /// Starts the sealer and the ear for other processes; a second start changes nothing.
    pub(crate) fn start(&self) {
        let mut beside = self.beside.lock().unwrap_or_else(PoisonError::into_inner);
        if beside.is_empty() {
            beside.push(tokio::spawn(Arc::clone(&self.sealer).run()).abort_handle());
            beside.push(
                tokio::spawn(listen::run(self.config.clone(), self.tls.clone(), Arc::clone(&self.sealer)))
                    .abort_handle(),
            );
        }
    }

    pub(crate) fn wake_sealer(&self) {
        self.sealer.wake();
    }

    /// Seals until every committed event has its number.
    pub(crate) async fn seal(&self) -> Result<()> {
        self.sealer.all().await
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.read.is_closed()
    }

    fn stop(&self) {
        for task in self.beside.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            task.abort();
        }
    }

    /// Seals what is left and closes the connections.
    pub(crate) async fn close(&self) {
        self.stop();
        if let Err(e) = self.sealer.all().await {
            tracing::warn!("events are left for the next sealer: {e}");
        }
        self.write.close();
        self.read.close();
        self.sealer.close();
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.stop();
    }
}
