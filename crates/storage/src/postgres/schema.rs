// SPDX-License-Identifier: EUPL-1.2
//! Applying a step of the schema.

use deadpool_postgres::Object;
use kernel::{Error, Result, Time};

use super::engine::Engine;
use crate::{fail, migrate, migrate::Step};

impl Engine {
    /// Applies a step unless it was applied; several processes may try at the same time.
    pub(crate) async fn apply(&self, step: &Step, now: Time) -> Result<bool> {
        let client = self.client().await?;
        let done = apply_on(&client, step, now).await;
        // Its settings were changed, and after an error a transaction may be open.
        drop(Object::take(client));
        done
    }
}

// fork: PostgreSQL needs a lock against a second process that migrates; SQLite has its lock file
async fn apply_on(client: &Object, step: &Step, now: Time) -> Result<bool> {
    let failed = |e: tokio_postgres::Error| {
        Error::internal(format!("schema step {}: {}", step.name, fail::postgres(&e)))
    };
    client.batch_execute("SET statement_timeout = 0").await.map_err(failed)?;
    if migrate::is_first(step) && client.batch_execute(&step.sql).await.is_err() {
        // Two at once can trip over each other's CREATE IF NOT EXISTS; the second time it exists.
        client.batch_execute(&step.sql).await.map_err(failed)?;
    }
    client.batch_execute("BEGIN; LOCK TABLE migratie IN EXCLUSIVE MODE").await.map_err(failed)?;
    if let Some(row) = client.query_opt(migrate::STORED, &[&step.name]).await.map_err(failed)? {
        migrate::unchanged(step, row.get(0))?;
        return Ok(false);
    }
    if !migrate::is_first(step) {
        client.batch_execute(&step.sql).await.map_err(failed)?;
    }
    let (sql, [name, hash, moment]) = migrate::note(step, now);
    client.execute(sql, &[&name, &hash, &moment]).await.map_err(failed)?;
    client.batch_execute("COMMIT").await.map_err(failed)?;
    Ok(true)
}
