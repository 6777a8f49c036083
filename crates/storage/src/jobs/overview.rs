// SPDX-License-Identifier: EUPL-1.2
//! What a manager sees of the queues, and may do about it.

use kernel::{Result, Time, paging::Page};
use uuid::Uuid;

use crate::{Tx, params, row};

row! {
    /// A job as a manager sees it.
    pub struct JobInfo {
        /// Identifier.
        pub id: Uuid,
        /// Queue it waits or waited in.
        pub queue: String,
        /// What is to be done.
        pub kind: String,
        /// `wacht`, `bezig`, `klaar`, `mislukt` or `geannuleerd`.
        pub state: String,
        /// How often it was tried.
        pub attempts: i64,
        /// After so many tries it has failed.
        pub max_attempts: i64,
        /// Not before this moment.
        pub run_at: Time,
        /// What went wrong last, empty when nothing did.
        pub last_error: String,
        /// When it was promised.
        pub created_at: Time,
        /// When it ended.
        pub finished_at: Option<Time>,
        /// What it is about, JSON.
        pub payload: String,
    }
}

/// Jobs in one state, newest promise first; one row more than the page holds.
pub async fn list(tx: &mut Tx, state: &str, page: Page) -> Result<Vec<JobInfo>> {
    tx.query(
        "SELECT id, queue, kind, state, attempts, max_attempts, run_at, last_error, created_at, finished_at, payload
         FROM job WHERE state = $1 ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3",
        params![state, page.limit(), page.offset()],
    )
    .await
}

/// How many jobs each queue has in each state: queue, state, number.
pub async fn counts(tx: &mut Tx) -> Result<Vec<(String, String, i64)>> {
    tx.query(
        "SELECT queue, state, CAST(count(*) AS bigint) FROM job GROUP BY queue, state ORDER BY queue, state",
        params![],
    )
    .await
}

/// The waiting job with this key no longer needs to be done; false when there is none that waits.
pub async fn cancel(tx: &mut Tx, kind: &str, key: &str) -> Result<bool> {
    let now = tx.now();
    let touched = tx
        .execute(
            "UPDATE job SET state = 'geannuleerd', finished_at = $1 WHERE kind = $2 AND job_key = $3 AND state = 'wacht'",
            params![now, kind, key],
        )
        .await?;
    Ok(touched == 1)
}

/// Tries a failed job again from the first try; false when it has not failed.
pub async fn retry(tx: &mut Tx, id: Uuid) -> Result<bool> {
    let now = tx.now();
    let touched = tx
        .execute(
            "UPDATE job SET state = 'wacht', attempts = 0, run_at = $1, finished_at = NULL WHERE id = $2 AND state = 'mislukt'",
            params![now, id],
        )
        .await?;
    tx.wake_workers();
    Ok(touched == 1)
}

/// Removes jobs that were done or cancelled before that moment; failed ones stay until somebody looked. Gives
/// how many. After that their keys can be promised again.
pub async fn forget(tx: &mut Tx, before: Time) -> Result<u64> {
    tx.execute(
        "DELETE FROM job WHERE finished_at IS NOT NULL AND finished_at < $1 AND state <> 'mislukt'",
        params![before],
    )
    .await
}
