// SPDX-License-Identifier: EUPL-1.2
//! How a job ends, or why it must be tried again. Only the worker that holds the lease may say so.

use std::time::Duration;

use kernel::{Error, Ids, Result, Time};

use super::Job;
use crate::{Tx, params};

/// First wait after a failure; doubles every time.
const FIRST: Duration = Duration::from_secs(10);
/// Longest wait between two tries.
const LONGEST: Duration = Duration::from_hours(6);
/// So much of an error is kept.
const ERROR: usize = 500;

/// What a handler makes of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// It is done, in the handler's own transaction or with nothing to write.
    Done,
    /// Not now: try again at that moment. Counts as a try.
    Later(Time, String),
    /// It can never succeed.
    Failed(String),
    /// It no longer needs to be done.
    Cancelled(String),
}

impl Tx {
    /// The job is done, together with what this transaction wrote. Errors: `Stale` when the lease went to
    /// somebody else; then do not commit.
    pub async fn job_done(&mut self, job: &Job) -> Result<()> {
        self.end_job(job, "klaar", "").await
    }

    /// The job can never succeed. Errors: as [`job_done`](Self::job_done).
    pub async fn job_failed(&mut self, job: &Job, why: &str) -> Result<()> {
        self.end_job(job, "mislukt", why).await
    }

    /// The job no longer needs to be done. Errors: as [`job_done`](Self::job_done).
    pub async fn job_cancelled(&mut self, job: &Job, why: &str) -> Result<()> {
        self.end_job(job, "geannuleerd", why).await
    }

    /// The job is tried again at that moment, or has failed when this was its last try. Errors: as
    /// [`job_done`](Self::job_done).
    pub async fn job_later(&mut self, job: &Job, moment: Time, why: &str) -> Result<()> {
        if job.attempt >= job.max_attempts {
            return self.job_failed(job, why).await;
        }
        let touched = self
            .execute(
                "UPDATE job SET state = 'wacht', run_at = $1, last_error = $2, lease = NULL, lease_until = NULL
                 WHERE id = $3 AND lease = $4 AND state = 'bezig'",
                params![moment, short(why), job.id, job.lease],
            )
            .await?;
        if touched == 1 { Ok(()) } else { Err(Error::Stale) }
    }

    async fn end_job(&mut self, job: &Job, state: &str, why: &str) -> Result<()> {
        let now = self.now();
        let touched = self
            .execute(
                "UPDATE job SET state = $1, finished_at = $2, last_error = $3, lease = NULL, lease_until = NULL
                 WHERE id = $4 AND lease = $5 AND state = 'bezig'",
                params![state, now, short(why), job.id, job.lease],
            )
            .await?;
        if touched == 1 { Ok(()) } else { Err(Error::Stale) }
    }
}

fn short(why: &str) -> String {
    why.chars().filter(|c| *c != '\0').take(ERROR).collect()
}

/// When to try again after failure number `attempt`: 10 s, 20 s, 40 s ... at most 6 hours, give or take a fifth,
/// so that what failed together does not come back together.
pub(crate) fn back_off(now: Time, attempt: i64, ids: &dyn Ids) -> Time {
    let doubled = u32::try_from(attempt.clamp(1, 20) - 1).unwrap_or(0);
    let wait = FIRST.saturating_mul(1 << doubled).min(LONGEST);
    let mut random = [0_u8; 2];
    ids.fill(&mut random);
    let share = f64::from(u16::from_be_bytes(random)) / f64::from(u16::MAX);
    now + wait.mul_f64(0.8 + 0.4 * share)
}

#[cfg(test)]
mod tests {
    use kernel::SeededIds;

    use super::*;

    #[test]
    fn each_wait_is_about_twice_the_one_before_and_never_endless() {
        let ids = SeededIds::new(1);
        let zero = Time::from_micros(0);
        let seconds = |attempt| back_off(zero, attempt, &ids).since(zero).as_secs_f64();
        for (attempt, expected) in
            [(1, 10.0), (2, 20.0), (3, 40.0), (8, 1280.0), (60, 21600.0), (i64::MAX, 21600.0)]
        {
            let wait = seconds(attempt);
            assert!((expected * 0.8..=expected * 1.2).contains(&wait), "try {attempt} waits {wait} s");
        }
    }
}
