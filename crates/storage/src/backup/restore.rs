// SPDX-License-Identifier: EUPL-1.2
//! Putting an archive back, in an empty place, on either engine.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::{Clock, Error, Ids, Result};
use tokio::{runtime::Handle, sync::watch};

use super::{
    Hear, Manifest, Progress, Step, Workplace,
    archive::{self, Piece},
    blocking, check, settle,
};
use crate::{Blobs, Db, DbConfig, fail, journal, migrate, postgres, sqlite};

/// Puts an archive back. The database and the folder of files must be empty; nothing is put in place before the
/// archive was found whole and its journal sound. Afterwards `migrate` may have steps to add. `progress` is
/// called from another thread.
pub async fn restore(
    file: &Path,
    cfg: &DbConfig,
    blobs_dir: &Path,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn Ids>,
    progress: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<Manifest> {
    let hear: Hear = Arc::new(progress);
    require_empty(blobs_dir)?;
    let target = Target::open(cfg).await?;
    let work = Workplace::new(target.workplace(blobs_dir))?;
    let (from, to, told) = (file.to_owned(), work.database(), Arc::clone(&hear));
    let manifest = blocking(move || {
        let manifest = check::whole(&from, &told)?;
        extract_database(&from, &to)?;
        migrate::require_known(&manifest.schema)?;
        Ok(manifest)
    })
    .await?;
    let facts = check::copy(work.path(), &clock, &ids, &hear).await?;
    if (facts.seq, &facts.hash) != (manifest.seq, &manifest.hash) {
        return Err(Error::internal("the journal in the archive does not end where the manifest says"));
    }
    put_files(file, blobs_dir, &manifest, &hear).await?;
    target.fill(&work, &manifest, &clock, &hear).await?;
    target.prove(cfg, &manifest, clock, ids).await?;
    Ok(manifest)
}

/// Where the database goes.
enum Target {
    Sqlite { dir: PathBuf, lock: sqlite::Lock },
    Postgres(Box<postgres::Engine>),
}

impl Target {
    async fn open(cfg: &DbConfig) -> Result<Self> {
        match cfg {
            DbConfig::Sqlite { dir, .. } => {
                sqlite::prepare(dir)?;
                let lock = sqlite::Lock::take(dir)?;
                if dir.join(sqlite::FILE).exists() {
                    return Err(Error::internal("there is a database already; move it away first"));
                }
                Ok(Self::Sqlite { dir: dir.clone(), lock })
            }
            DbConfig::Postgres { url, .. } => {
                let engine = postgres::Engine::open(url, 2, 1, watch::channel(0).0).await?;
                engine.require_empty().await?;
                Ok(Self::Postgres(Box::new(engine)))
            }
        }
    }

    fn workplace(&self, blobs_dir: &Path) -> PathBuf {
        match self {
            Self::Sqlite { dir, .. } => dir.join("herstel"),
            Self::Postgres(_) => blobs_dir.with_extension("herstel"),
        }
    }

    async fn fill(
        &self,
        work: &Workplace,
        manifest: &Manifest,
        clock: &Arc<dyn Clock>,
        hear: &Hear,
    ) -> Result<()> {
        let copy = work.database();
        match self {
            Self::Sqlite { dir, .. } => {
                let to = dir.join(sqlite::FILE);
                blocking(move || sqlite::reincarnate(&copy).and_then(|()| settle(&copy, &to))).await
            }
            Self::Postgres(engine) => engine.load(&copy, &manifest.schema, clock.now(), hear).await,
        }
    }

    /// Reads the journal once more, from where it now stands.
    async fn prove(
        self,
        cfg: &DbConfig,
        manifest: &Manifest,
        clock: Arc<dyn Clock>,
        ids: Arc<dyn Ids>,
    ) -> Result<()> {
        match &self {
            Self::Sqlite { lock, .. } => lock.release(),
            Self::Postgres(engine) => engine.close().await,
        }
        let db = Db::open_unmigrated(cfg, clock, ids).await?;
        let report = journal::verify(&db, |_, _| ()).await?;
        let mut tx = db.read().await?;
        let same = journal::hash_at(&mut tx, manifest.seq).await?.map(|hash| crate::hex(&hash));
        drop(tx);
        db.close().await;
        if report.is_sound() && (manifest.seq == 0 || same.as_ref() == Some(&manifest.hash)) {
            Ok(())
        } else {
            Err(Error::internal(format!(
                "the journal is not sound after the restore: {}",
                report.problems.join("; ")
            )))
        }
    }
}

fn require_empty(dir: &Path) -> Result<()> {
    match fs::read_dir(dir).map(|mut entries| entries.next().is_none()) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::internal("the folder of files is not empty; move it away first")),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(e) => Err(fail::io("cannot read the folder of files", &e)),
    }
}

fn extract_database(from: &Path, to: &Path) -> Result<()> {
    archive::read(from, |piece| {
        if let Piece::Database(reader) = piece {
            let copied = File::create(to).and_then(|mut file| {
                io::copy(reader, &mut file)?;
                file.sync_all()
            });
            copied.map_err(|e| fail::io("cannot unpack the database", &e))?;
        }
        Ok(())
    })
}

async fn put_files(file: &Path, dir: &Path, manifest: &Manifest, hear: &Hear) -> Result<()> {
    fs::create_dir_all(dir).map_err(|e| fail::io("cannot make the folder of files", &e))?;
    let blobs = Blobs::bare(dir)?;
    let (from, putting, told, total) = (file.to_owned(), blobs.clone(), Arc::clone(hear), manifest.files);
    let handle = Handle::current();
    blocking(move || {
        let mut done = 0;
        archive::read(&from, |piece| {
            if let Piece::File(bytes) = piece {
                handle.block_on(putting.put(bytes))?;
                done += 1;
                told(Progress { step: Step::Files, done, total });
            }
            Ok(())
        })
    })
    .await?;
    match &manifest.marker {
        Some(marker) => blobs.mark(marker).await,
        None => Ok(()),
    }
}
