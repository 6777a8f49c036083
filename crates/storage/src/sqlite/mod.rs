// SPDX-License-Identifier: EUPL-1.2
//! SQLite, called in place on the async task: one writer with group commit, N readers.

mod connection;
mod copy;
mod folder;
mod journal;
mod portable;
mod readers;
mod slow;
mod statement;
mod writer;

use std::{path::PathBuf, sync::Arc};

use kernel::Result;
use tokio::sync::watch;

pub(crate) use self::{
    connection::{FILE, Opener},
    copy::{copy, integrity, reincarnate},
    folder::{Lock, prepare},
    portable::{Kind, Table, count, counter, rows_after, set_counter, tables},
    readers::{ReaderTx, Readers},
    slow::Slow,
    statement::{Repeated, execute, query, read},
    writer::{Writer, WriterTx},
};

/// A database in one folder.
#[derive(Debug)]
pub(crate) struct Engine {
    pub(crate) writer: Option<Writer>,
    pub(crate) readers: Arc<Readers>,
    pub(crate) dir: PathBuf,
    pub(crate) slow: Slow,
    lock: Option<Lock>,
}

impl Engine {
    /// Opens the folder for this process alone.
    pub(crate) fn open(
        dir: &std::path::Path,
        readers: usize,
        sync_off: bool,
        sealed: watch::Sender<i64>,
    ) -> Result<Self> {
        prepare(dir)?;
        let lock = Lock::take(dir)?;
        let opener = Opener { file: dir.join(FILE), sync_off };
        let writer = Writer::open(opener.clone(), sealed)?;
        Ok(Self {
            writer: Some(writer),
            readers: Arc::new(Readers::new(opener, readers)),
            dir: dir.to_owned(),
            slow: Slow::default(),
            lock: Some(lock),
        })
    }

    /// Opens the folder to read beside the process that serves it.
    pub(crate) fn open_beside(dir: &std::path::Path, readers: usize) -> Self {
        let opener = Opener { file: dir.join(FILE), sync_off: false };
        Self {
            writer: None,
            readers: Arc::new(Readers::new(opener, readers)),
            dir: dir.to_owned(),
            slow: Slow::default(),
            lock: None,
        }
    }

    /// Commits what is open, closes all connections and gives up the folder.
    pub(crate) async fn close(&self) {
        self.readers.close();
        if let Some(writer) = &self.writer {
            writer.close().await;
        }
        if let Some(lock) = &self.lock {
            lock.release();
        }
    }
}
