// SPDX-License-Identifier: EUPL-1.2
//! One transaction on one connection. BEGIN travels with the first statement, COMMIT with the events.

use std::sync::atomic::{AtomicBool, Ordering};

use deadpool_postgres::Object;
use futures_util::future::join;
use kernel::{Error, Result};
use postgres_types::ToSql;
use tokio_postgres::Statement;

use super::{journal, quietly};
use crate::{FromRow, Row, Value, fail, journal::Record};

/// A connection in use. Dropped without commit, it sends ROLLBACK before anybody else can use it.
#[derive(Debug)]
pub(crate) struct PgTx {
    client: Option<Object>,
    /// A read: each statement is its own transaction, BEGIN is never sent.
    single: bool,
    /// BEGIN was sent.
    open: AtomicBool,
}

fn refs(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|v| v as &(dyn ToSql + Sync)).collect()
}

impl PgTx {
    pub(crate) const fn write(client: Object) -> Self {
        Self { client: Some(client), single: false, open: AtomicBool::new(false) }
    }

    pub(crate) const fn read(client: Object) -> Self {
        Self { client: Some(client), single: true, open: AtomicBool::new(false) }
    }

    pub(crate) fn client(&self) -> Result<&Object> {
        self.client.as_ref().ok_or_else(|| Error::internal("this transaction has ended"))
    }

    pub(crate) async fn prepare(&self, sql: &str) -> Result<Statement> {
        self.client()?.prepare_cached(sql).await.map_err(|e| self.failed(&e))
    }

    /// After an error, prepared statements may be of a schema that has changed.
    fn failed(&self, error: &tokio_postgres::Error) -> Error {
        if let Some(client) = &self.client {
            client.statement_cache.clear();
        }
        fail::postgres(error)
    }

    /// Sends a request, with BEGIN in front when it is the first.
    async fn send<T>(&self, request: impl Future<Output = Result<T, tokio_postgres::Error>>) -> Result<T> {
        let done = if self.single || self.open.swap(true, Ordering::Relaxed) {
            request.await
        } else {
            // Both are polled in this order, and a request goes on the wire at its first poll.
            let (begun, done) = join(self.client()?.batch_execute("BEGIN"), request).await;
            begun.and(done)
        };
        done.map_err(|e| self.failed(&e))
    }

    pub(crate) async fn execute(&self, sql: &str, params: &[Value]) -> Result<u64> {
        let statement = self.prepare(sql).await?;
        self.send(self.client()?.execute(&statement, &refs(params))).await
    }

    pub(crate) async fn query<R: FromRow>(&self, sql: &str, params: &[Value]) -> Result<Vec<R>> {
        let statement = self.prepare(sql).await?;
        let rows = self.send(self.client()?.query(&statement, &refs(params))).await?;
        rows.iter().map(|row| R::from_row(&Row::postgres(row))).collect()
    }

    /// Writes the events and commits, in one round trip. Errors: nothing was stored; when the connection broke
    /// while COMMIT was on its way, nobody can know.
    pub(crate) async fn commit(mut self, records: &[Record]) -> Result<()> {
        if self.single {
            return if records.is_empty() {
                Ok(())
            } else {
                Err(Error::internal("a read transaction cannot write events"))
            };
        }
        if !records.is_empty() {
            let statement = self.prepare(journal::WRITE).await?;
            let columns = journal::columns(records);
            let values: Vec<&(dyn ToSql + Sync)> = columns.iter().map(|c| c as &(dyn ToSql + Sync)).collect();
            let client = self.client()?;
            // When the events fail, PostgreSQL turns this COMMIT into a rollback.
            let both = async {
                let (written, committed) =
                    join(client.execute(&statement, &values), client.batch_execute("COMMIT")).await;
                written.and(committed)
            };
            self.send(both).await?;
        } else if *self.open.get_mut() {
            self.send(self.client()?.batch_execute("COMMIT")).await?;
        }
        self.client = None;
        Ok(())
    }

    pub(crate) async fn rollback(mut self) {
        let Some(client) = self.client.take() else { return };
        if *self.open.get_mut()
            && let Err(e) = client.batch_execute("ROLLBACK").await
        {
            tracing::warn!("rollback failed, the connection is closed: {e}");
            drop(Object::take(client));
        }
    }
}

impl Drop for PgTx {
    fn drop(&mut self) {
        if let Some(client) = self.client.take()
            && *self.open.get_mut()
        {
            quietly(client.batch_execute("ROLLBACK"));
        }
    }
}
