// SPDX-License-Identifier: EUPL-1.2
//! Making an archive, while everybody goes on working.

use std::{
    fs::File,
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::{Error, Result};
use tokio::runtime::Handle;

use super::{
    Hear, Manifest, Progress, Step, Workplace,
    archive::{self, FORMAT, Writer},
    blocking,
    check::{self, Facts},
    settle,
};
use crate::{Blobs, Db, Hash, db::Backend, fail, sqlite};

/// Makes an archive of the database, as it is at this moment, and of its files. It gets its name only when it
/// was read back and found whole. `progress` is called from another thread. May run beside writers, and on
/// SQLite in a second process ([`Db::open_beside`]).
pub async fn backup(
    db: &Db,
    blobs: &Blobs,
    file: &Path,
    progress: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<Manifest> {
    let hear: Hear = Arc::new(progress);
    let work = Workplace::new(beside(file, "part")?)?;
    // What the database refers to at that moment stays until it is in the archive.
    let _kept = blobs.keep_all().await;
    match db.backend() {
        Backend::Sqlite(engine) => {
            let (from, to, hear) = (engine.dir.join(sqlite::FILE), work.database(), Arc::clone(&hear));
            blocking(move || {
                sqlite::copy(&from, &to, |done, total| hear(Progress { step: Step::Database, done, total }))
            })
            .await?;
        }
        Backend::Postgres(engine) => {
            db.settle().await?;
            engine.dump(&work.database(), &hear).await?;
        }
    }
    let facts = check::copy(work.path(), db.clock(), db.ids(), &hear).await?;
    let made_at = db.clock().now();
    let (blobs, database, to, told) = (blobs.clone(), work.database(), work.archive(), Arc::clone(&hear));
    let handle = Handle::current();
    let manifest = blocking(move || {
        let manifest =
            write(&facts, made_at, &database, &to, &|hash| handle.block_on(blobs.get(hash)), &told)?;
        if check::whole(&to, &told)? == manifest {
            Ok(manifest)
        } else {
            Err(Error::internal("the archive does not read back as it was written"))
        }
    })
    .await?;
    settle(&work.archive(), file)?;
    Ok(manifest)
}

/// A path beside a file: its name with an extension more.
pub(super) fn beside(file: &Path, extension: &str) -> Result<PathBuf> {
    let name = file.file_name().ok_or_else(|| Error::internal("the archive needs a file name"))?;
    Ok(file.with_file_name(format!("{}.{extension}", name.to_string_lossy())))
}

fn write(
    facts: &Facts,
    made_at: kernel::Time,
    database: &Path,
    to: &Path,
    get: &dyn Fn(&str) -> Result<bytes::Bytes>,
    hear: &Hear,
) -> Result<Manifest> {
    let sum = archive::sum(File::open(database).map_err(|e| fail::io("cannot read the copy", &e))?)?;
    // First look at all files, because the manifest stands in front and counts them.
    let (mut present, mut missing) = (Vec::new(), Vec::new());
    let total = facts.files.len() as u64 * 2;
    for (done, name) in facts.files.iter().enumerate() {
        match get(name) {
            Ok(_) => present.push(Hash::parse(name)?),
            Err(e) => {
                tracing::error!(file = name, "not in the archive: {e}");
                missing.push(name.clone());
            }
        }
        hear(Progress { step: Step::Files, done: done as u64 + 1, total });
    }
    let manifest = Manifest {
        format: FORMAT,
        made_at,
        schema: facts.schema.clone(),
        seq: facts.seq,
        hash: facts.hash.clone(),
        marker: facts.marker.clone(),
        database: sum,
        files: present.len() as u64,
        missing,
    };
    let mut writer = Writer::new(to, &manifest, database)?;
    for (done, hash) in present.iter().enumerate() {
        writer.file(hash, &get(hash)?)?;
        hear(Progress { step: Step::Files, done: facts.files.len() as u64 + done as u64 + 1, total });
    }
    writer.finish()?;
    Ok(manifest)
}
