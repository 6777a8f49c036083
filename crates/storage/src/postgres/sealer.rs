// SPDX-License-Identifier: EUPL-1.2
//! Gives committed events their number. Every process has one; the row lock elects which of them works.
//! No counter, advisory lock or NOTIFY stands in a business transaction: those make it 5 to 10 times slower.

use std::time::Duration;

use deadpool_postgres::{Object, Pool};
use kernel::{Error, Result};
use tokio::sync::{Notify, watch};

use super::engine::take;
use crate::{Value, fail, journal::chain};

/// So many events per transaction at most.
const ROUND: i64 = 1000;

/// How often to look for events of processes that died before they could seal.
const POLL: Duration = Duration::from_millis(200);

/// Channel on which the sealer tells other processes how far it is.
pub(crate) const CHANNEL: &str = "journal";

/// Is there anything to do, and where is the end? Takes no lock.
const LOOK: &str = "SELECT seq, EXISTS (SELECT 1 FROM journal_open) FROM journal_head WHERE id = 1";
/// Locks the head. A separate statement from the next: one that takes a lock has an older view.
const LOCK: &str = "SELECT seq, hash FROM journal_head WHERE id = 1 FOR UPDATE SKIP LOCKED";
/// What has no number yet, in the order of writing: that keeps causes before effects.
const OPEN: &str =
    "SELECT o.pos, j.digest FROM journal_open o JOIN journal j ON j.pos = o.pos ORDER BY o.pos LIMIT $1";
const SEAL: &str =
    "INSERT INTO journal_seal (seq, pos, hash) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])";
const CLOSE: &str = "DELETE FROM journal_open WHERE pos = ANY($1::bigint[])";
const HEAD: &str = "UPDATE journal_head SET seq = $1, hash = $2 WHERE id = 1";
const TELL: &str = "SELECT pg_notify($1, $2)";

/// What one look came to.
#[derive(Debug, PartialEq, Eq)]
enum Round {
    /// Nothing was open.
    Idle,
    /// Some were sealed; there may be more.
    Sealed,
    /// Another process is at it.
    Elsewhere,
}

/// The one that numbers.
#[derive(Debug)]
pub(crate) struct Sealer {
    pool: Pool,
    wake: Notify,
    sealed: watch::Sender<i64>,
}

impl Sealer {
    pub(crate) fn new(pool: Pool, sealed: watch::Sender<i64>) -> Self {
        Self { pool, wake: Notify::new(), sealed }
    }

    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    pub(crate) fn close(&self) {
        self.pool.close();
    }

    /// Tells this process how far the journal is.
    pub(crate) fn publish(&self, seq: i64) {
        self.sealed.send_if_modified(|known| std::mem::replace(known, seq.max(*known)) < seq);
    }

    /// Seals for as long as the process lives.
    pub(crate) async fn run(self: std::sync::Arc<Self>) {
        loop {
            // Either way it is time to look.
            let _ = tokio::time::timeout(POLL, self.wake.notified()).await;
            loop {
                match self.round().await {
                    Ok(Round::Sealed) => (),
                    Ok(Round::Idle | Round::Elsewhere) => break,
                    Err(e) => {
                        tracing::error!("sealing failed, trying again: {e}");
                        tokio::time::sleep(Duration::from_secs(1)).await;
                        break;
                    }
                }
            }
        }
    }

    /// Seals until nothing is open.
    pub(crate) async fn all(&self) -> Result<()> {
        loop {
            match self.round().await? {
                Round::Idle => return Ok(()),
                Round::Sealed => (),
                Round::Elsewhere => tokio::time::sleep(Duration::from_millis(2)).await,
            }
        }
    }

    async fn round(&self) -> Result<Round> {
        let client = take(&self.pool, Duration::from_secs(5)).await?;
        let done = self.round_on(&client).await;
        if done.is_err() {
            // Whatever is open on it ends with it.
            drop(Object::take(client));
        }
        done
    }

    // fork: only PostgreSQL has a sealer
    async fn round_on(&self, client: &Object) -> Result<Round> {
        let pg = |e: tokio_postgres::Error| fail::postgres(&e);
        let look = client.prepare_cached(LOOK).await.map_err(pg)?;
        let row = client.query_one(&look, &[]).await.map_err(pg)?;
        if !row.get::<_, bool>(1) {
            self.publish(row.get(0));
            return Ok(Round::Idle);
        }
        client.batch_execute("BEGIN").await.map_err(pg)?;
        let lock = client.prepare_cached(LOCK).await.map_err(pg)?;
        let sealed = match client.query_opt(&lock, &[]).await.map_err(pg)? {
            Some(head) => self.seal(client, head.get(0), head.get(1)).await?,
            None => None,
        };
        client.batch_execute(if sealed.is_some() { "COMMIT" } else { "ROLLBACK" }).await.map_err(pg)?;
        Ok(match sealed {
            Some(seq) => {
                self.publish(seq);
                Round::Sealed
            }
            None => Round::Elsewhere,
        })
    }

    /// Numbers what is open; gives the last number, or nothing when another was quicker.
    async fn seal(&self, client: &Object, mut seq: i64, mut hash: Vec<u8>) -> Result<Option<i64>> {
        let pg = |e: tokio_postgres::Error| fail::postgres(&e);
        let open = client.prepare_cached(OPEN).await.map_err(pg)?;
        let (mut seqs, mut places, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
        for row in client.query(&open, &[&ROUND]).await.map_err(pg)? {
            seq = seq.checked_add(1).ok_or_else(|| Error::internal("the journal is full"))?;
            hash = chain(&hash, seq, row.get::<_, &[u8]>(1)).to_vec();
            seqs.push(seq);
            places.push(row.get::<_, i64>(0));
            hashes.push(Value::Bytes(hash.clone()));
        }
        if seqs.is_empty() {
            return Ok(None);
        }
        let (put, close) =
            (client.prepare_cached(SEAL).await.map_err(pg)?, client.prepare_cached(CLOSE).await.map_err(pg)?);
        let (move_head, tell) =
            (client.prepare_cached(HEAD).await.map_err(pg)?, client.prepare_cached(TELL).await.map_err(pg)?);
        client.execute(&put, &[&seqs, &places, &hashes]).await.map_err(pg)?;
        client.execute(&close, &[&places]).await.map_err(pg)?;
        client.execute(&move_head, &[&seq, &hash]).await.map_err(pg)?;
        client.execute(&tell, &[&CHANNEL, &seq.to_string()]).await.map_err(pg)?;
        Ok(Some(seq))
    }
}
