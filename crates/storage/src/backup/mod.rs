// SPDX-License-Identifier: EUPL-1.2
//! Everything in one archive: the database as one moment saw it, and every file it refers to.
//!
//! The database in an archive is always an SQLite file, also when it came from PostgreSQL: so an archive moves
//! an installation from one engine to the other, and the chain of the journal proves that nothing changed on
//! the way. An archive is a plain tar file; it is checked before it gets its name. It holds personal data and no
//! keys: keep it, and keep the keys elsewhere.

mod archive;
mod check;
mod restore;
mod save;

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::{Result, Time};
use serde::{Deserialize, Serialize};

pub use self::{check::verify_archive, restore::restore, save::backup};
use crate::{fail, sqlite::FILE};

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Copying the database.
    Database,
    /// Checking the chain of the journal.
    Journal,
    /// Copying files.
    Files,
    /// Reading the archive back.
    Archive,
}

/// How far it is: so many of so many pages, rows, events or files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// Done.
    pub done: u64,
    /// Of so many.
    pub total: u64,
}

/// Whoever wants to hear how far it is.
pub(crate) type Hear = Arc<dyn Fn(Progress) + Send + Sync>;

/// What an archive says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this form.
    pub format: u32,
    /// When it was made.
    pub made_at: Time,
    /// Steps of the schema.
    pub schema: Vec<String>,
    /// Number of the last event.
    pub seq: i64,
    /// Its hash, hexadecimal.
    pub hash: String,
    /// Marker of the installation.
    pub marker: Option<String>,
    /// SHA-256 of the database, hexadecimal.
    pub database: String,
    /// How many files are in it.
    pub files: u64,
    /// Files the database refers to that were lost or damaged before.
    pub missing: Vec<String>,
}

/// A folder to work in beside the result; gone when dropped.
#[derive(Debug)]
struct Workplace(PathBuf);

impl Workplace {
    fn new(dir: PathBuf) -> Result<Self> {
        // Of a run that was killed.
        let _ = fs::remove_dir_all(&dir);
        fs::create_dir_all(&dir).map_err(|e| fail::io("cannot make a folder to work in", &e))?;
        Ok(Self(dir))
    }

    fn database(&self) -> PathBuf {
        self.0.join(FILE)
    }

    fn archive(&self) -> PathBuf {
        self.0.join("archief.tar")
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        if let Err(e) = fs::remove_dir_all(&self.0) {
            tracing::warn!("cannot remove a work folder: {e}");
        }
    }
}

/// Moves a finished file to its place, durably.
fn settle(from: &Path, to: &Path) -> Result<()> {
    let moved = fs::File::open(from)
        .and_then(|file| file.sync_all())
        .and_then(|()| fs::rename(from, to))
        .and_then(|()| {
            let dir = to.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
            fs::File::open(dir)?.sync_all()
        });
    moved.map_err(|e| fail::io("cannot put the file in its place", &e))
}

/// Runs long work beside the async tasks.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(kernel::Error::internal)?
}
