// SPDX-License-Identifier: EUPL-1.2
//! Following the journal in this process alone.

use std::{collections::VecDeque, time::Duration};

use futures_util::stream::{self, BoxStream};
use tokio::sync::watch;

use crate::{Db, Sealed, journal};

/// So many events are read at a time.
const READ: i64 = 200;
/// Wait after trouble.
const TROUBLE: Duration = Duration::from_secs(1);

struct Follower {
    db: Db,
    sealed: watch::Receiver<i64>,
    seq: i64,
    ready: VecDeque<Sealed>,
}

/// Every event after number `seq`, in order, without gaps.
pub(crate) fn follow(db: Db, seq: i64) -> BoxStream<'static, Sealed> {
    let sealed = db.sealed();
    let follower = Follower { db, sealed, seq, ready: VecDeque::new() };
    let events = stream::unfold(follower, |mut follower| async move {
        let event = follower.next().await?;
        Some((event, follower))
    });
    Box::pin(events)
}

impl Follower {
    /// The next event; `None` when the database was closed.
    async fn next(&mut self) -> Option<Sealed> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                self.seq = event.seq;
                return Some(event);
            }
            let seq = self.seq;
            self.sealed.wait_for(|head| *head > seq).await.ok()?;
            match self.read().await {
                Ok(events) => self.ready = events.into(),
                Err(_) if self.db.is_closed() => return None,
                Err(e) => {
                    tracing::warn!("following the journal waits: {e}");
                    tokio::time::sleep(TROUBLE).await;
                }
            }
        }
    }

    async fn read(&self) -> kernel::Result<Vec<Sealed>> {
        let mut tx = self.db.read().await?;
        journal::after(&mut tx, self.seq, READ).await
    }
}
