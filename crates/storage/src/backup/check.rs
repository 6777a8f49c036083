// SPDX-License-Identifier: EUPL-1.2
//! Checks: is this copy of the database sound, is this archive whole?

use std::{path::Path, sync::Arc};

use kernel::{Clock, Error, Ids, Result};

use super::{
    Hear, Manifest, Progress, Step,
    archive::{self, Piece},
    blocking,
};
use crate::{Db, blobs::marker_of, hex, journal, migrate, params, sqlite};

/// What a sound copy of the database says about itself.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) seq: i64,
    pub(super) hash: String,
    pub(super) schema: Vec<String>,
    pub(super) marker: Option<String>,
    pub(super) files: Vec<String>,
}

/// Checks a copy of the database in a folder of ours: its pages, its references, its journal.
pub(super) async fn copy(
    dir: &Path,
    clock: &Arc<dyn Clock>,
    ids: &Arc<dyn Ids>,
    hear: &Hear,
) -> Result<Facts> {
    let file = dir.join(sqlite::FILE);
    blocking(move || sqlite::integrity(&file)).await?;
    let db = Db::open_file(dir, Arc::clone(clock), Arc::clone(ids));
    let told = Arc::clone(hear);
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    let report = journal::verify(&db, move |done, total| {
        told(Progress { step: Step::Journal, done: count(done), total: count(total) });
    })
    .await?;
    if let Some(problem) = report.problems.first() {
        return Err(Error::internal(format!("the journal is not sound: {problem}")));
    }
    let mut tx = db.read().await?;
    let facts = Facts {
        seq: report.head.seq,
        hash: hex(&report.head.hash),
        schema: migrate::applied(&mut tx).await?.into_keys().collect(),
        marker: marker_of(&mut tx).await?,
        files: tx.query("SELECT hash FROM blob ORDER BY hash", params![]).await?,
    };
    drop(tx);
    db.close().await;
    Ok(facts)
}

/// Reads an archive back and checks that it is whole: every part is what the manifest says. Errors: the first
/// thing that is wrong.
pub async fn verify_archive(
    file: &Path,
    progress: impl Fn(Progress) + Send + Sync + 'static,
) -> Result<Manifest> {
    let (file, hear): (_, Hear) = (file.to_owned(), Arc::new(progress));
    blocking(move || whole(&file, &hear)).await
}

pub(super) fn whole(file: &Path, hear: &Hear) -> Result<Manifest> {
    let mut manifest: Option<Manifest> = None;
    let (mut database, mut files) = (None, 0_u64);
    archive::read(file, |piece| {
        match piece {
            Piece::Manifest(found) => manifest = Some(found),
            Piece::Database(reader) => database = Some(archive::sum(reader)?),
            Piece::File(..) => files += 1,
        }
        let total = manifest.as_ref().map_or(0, |m| m.files);
        hear(Progress { step: Step::Archive, done: files, total });
        Ok(())
    })?;
    let manifest =
        manifest.ok_or_else(|| Error::internal("this is not an archive of ours: it has no manifest"))?;
    if database.as_deref() != Some(manifest.database.as_str()) {
        return Err(Error::internal("the database in the archive is damaged or missing"));
    }
    if files != manifest.files {
        return Err(Error::internal(format!(
            "the archive has {files} files, it should have {}",
            manifest.files
        )));
    }
    Ok(manifest)
}
