// SPDX-License-Identifier: EUPL-1.2
//! Promising a job.

use kernel::{Result, Time};
use serde_json::Value as Json;
use uuid::Uuid;

use crate::{Tx, params};

/// A job to be promised.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// Queue it waits in; one per purpose.
    pub queue: &'static str,
    /// What is to be done.
    pub kind: &'static str,
    /// Business key, unique per kind: the same work is promised once.
    pub key: Option<String>,
    /// What it is about: ids and codes.
    pub payload: Json,
    /// Not before this moment; at once when not said.
    pub run_at: Option<Time>,
    /// After so many tries it has failed.
    pub max_attempts: u32,
}

impl NewJob {
    /// A job without key, to be done at once, tried ten times.
    pub const fn new(queue: &'static str, kind: &'static str, payload: Json) -> Self {
        Self { queue, kind, key: None, payload, run_at: None, max_attempts: 10 }
    }

    /// Promised once per kind and key.
    #[must_use]
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Not before this moment.
    #[must_use]
    pub const fn at(mut self, moment: Time) -> Self {
        self.run_at = Some(moment);
        self
    }
}

impl Tx {
    /// Promises a job: it exists if and only if this transaction commits. Gives its id, or that of the job that
    /// was promised before under the same kind and key.
    pub async fn enqueue(&mut self, job: NewJob) -> Result<Uuid> {
        let (id, now) = (self.new_id(), self.now());
        if let Some(kept) = self.kept_jobs() {
            kept.push(job);
            return Ok(id);
        }
        let made = self
            .optional::<Uuid>(
                "INSERT INTO job (id, queue, kind, job_key, payload, state, attempts, max_attempts, run_at, last_error, created_at)
                 VALUES ($1, $2, $3, $4, $5, 'wacht', 0, $6, $7, '', $8)
                 ON CONFLICT (kind, job_key) DO NOTHING RETURNING id",
                params![
                    id,
                    job.queue,
                    job.kind,
                    &job.key,
                    job.payload.to_string(),
                    job.max_attempts.max(1),
                    job.run_at.unwrap_or(now),
                    now
                ],
            )
            .await?;
        self.wake_workers();
        match made {
            Some(id) => Ok(id),
            None => {
                self.one("SELECT id FROM job WHERE kind = $1 AND job_key = $2", params![job.kind, &job.key])
                    .await
            }
        }
    }
}
