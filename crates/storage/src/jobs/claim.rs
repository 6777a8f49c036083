// SPDX-License-Identifier: EUPL-1.2
//! Taking jobs under a lease, and taking back what a dead worker left.

use std::time::Duration;

use kernel::{Error, Result, Time};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{Db, Tx, params, row};

/// A job in the hands of a worker.
#[derive(Debug, Clone)]
pub struct Job {
    /// Identifier.
    pub id: Uuid,
    /// Queue it waited in.
    pub queue: String,
    /// What is to be done.
    pub kind: String,
    /// Business key.
    pub key: Option<String>,
    /// What it is about.
    pub payload: Json,
    /// Which try this is, from 1.
    pub attempt: i64,
    /// After so many tries it has failed.
    pub max_attempts: i64,
    /// When it was promised.
    pub created_at: Time,
    /// Which take this is.
    pub(crate) lease: Uuid,
}

impl Job {
    /// The payload as a type. Errors: it has another form.
    pub fn payload<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_value(self.payload.clone())
            .map_err(|e| Error::internal(format!("payload of job {} ({}): {e}", self.id, self.kind)))
    }
}

row! {
    struct JobRow {
        id: Uuid, queue: String, kind: String, key: Option<String>, payload: String, attempts: i64, max_attempts: i64,
        created_at: Time,
    }
}

/// Takes at most `n` jobs of a queue that are due, the longest due first. Within `lease` nobody else gets them.
pub async fn claim(tx: &mut Tx, queue: &str, lease: Duration, n: i64) -> Result<Vec<Job>> {
    let now = tx.now();
    let sql = format!(
        "SELECT id, queue, kind, job_key, payload, attempts, max_attempts, created_at FROM job
         WHERE queue = $1 AND state = 'wacht' AND run_at <= $2 ORDER BY run_at, id LIMIT $3{}",
        tx.engine().skip_locked()
    );
    let rows = tx.query::<JobRow>(&sql, params![queue, now, n]).await?;
    let mut jobs = Vec::with_capacity(rows.len());
    for r in rows {
        let token = tx.new_id();
        tx.execute(
            "UPDATE job SET state = 'bezig', attempts = attempts + 1, lease = $1, lease_until = $2 WHERE id = $3",
            params![token, now + lease, r.id],
        )
        .await?;
        jobs.push(Job {
            id: r.id,
            queue: r.queue,
            kind: r.kind,
            key: r.key,
            payload: serde_json::from_str(&r.payload).map_err(Error::internal)?,
            attempt: r.attempts + 1,
            max_attempts: r.max_attempts,
            created_at: r.created_at,
            lease: token,
        });
    }
    Ok(jobs)
}

/// Gives back jobs whose worker did not finish within its lease; those out of tries have failed. Gives how many.
pub async fn sweep(db: &Db) -> Result<u64> {
    let mut tx = db.begin().await?;
    let now = tx.now();
    let why = "de verwerker is tijdens het werk gestopt";
    let failed = tx
        .execute(
            "UPDATE job SET state = 'mislukt', finished_at = $1, last_error = $2, lease = NULL, lease_until = NULL
             WHERE state = 'bezig' AND lease_until < $1 AND attempts >= max_attempts",
            params![now, why],
        )
        .await?;
    let back = tx
        .execute(
            "UPDATE job SET state = 'wacht', last_error = $2, lease = NULL, lease_until = NULL
             WHERE state = 'bezig' AND lease_until < $1",
            params![now, why],
        )
        .await?;
    if failed + back > 0 {
        tracing::warn!(failed, back, "jobs taken back from workers that stopped");
        tx.wake_workers();
    }
    tx.commit().await?;
    Ok(failed + back)
}
