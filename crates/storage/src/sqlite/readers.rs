// SPDX-License-Identifier: EUPL-1.2
//! Readers: each a snapshot of what was committed when it first looked.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use kernel::{Error, Result};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::connection::{Guarded, Opener};
use crate::fail;

/// A fixed number of connections that can only read.
#[derive(Debug)]
pub(crate) struct Readers {
    opener: Opener,
    idle: Mutex<Vec<Guarded>>,
    permits: Arc<Semaphore>,
}

impl Readers {
    pub(crate) fn new(opener: Opener, count: usize) -> Self {
        Self { opener, idle: Mutex::default(), permits: Arc::new(Semaphore::new(count.max(1))) }
    }

    /// Takes a reader. Errors: `Busy` when none came free in time.
    pub(crate) async fn begin(self: &Arc<Self>, wait: Duration) -> Result<ReaderTx> {
        let permit = tokio::time::timeout(wait, Arc::clone(&self.permits).acquire_owned())
            .await
            .map_err(|_| fail::SOON)?
            .map_err(|_| Error::internal("the database is closed"))?;
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => self.opener.reader().map_err(|e| fail::sqlite(&e))?,
        };
        reader
            .conn
            .prepare_cached("BEGIN")
            .and_then(|mut s| s.raw_execute())
            .map_err(|e| fail::sqlite(&e))?;
        Ok(ReaderTx { reader: Some(reader), home: Arc::clone(self), _permit: permit })
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.permits.is_closed()
    }

    /// Closes the connections; whoever still reads may finish.
    pub(crate) fn close(&self) {
        self.permits.close();
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

/// One snapshot.
#[derive(Debug)]
pub(crate) struct ReaderTx {
    reader: Option<Guarded>,
    home: Arc<Readers>,
    _permit: OwnedSemaphorePermit,
}

impl ReaderTx {
    /// The connection, for one statement.
    pub(crate) fn guarded(&self) -> Result<&Guarded> {
        let reader = self.reader.as_ref().ok_or_else(|| Error::internal("this snapshot has ended"))?;
        reader.arm();
        Ok(reader)
    }
}

impl Drop for ReaderTx {
    fn drop(&mut self) {
        if let Some(reader) = self.reader.take() {
            let ended = reader.conn.prepare_cached("ROLLBACK").and_then(|mut s| s.raw_execute()).is_ok();
            if ended && !self.home.permits.is_closed() {
                self.home.idle.lock().unwrap_or_else(PoisonError::into_inner).push(reader);
            }
        }
    }
}
