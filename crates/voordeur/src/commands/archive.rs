// SPDX-License-Identifier: EUPL-1.2
//! `voordeur backup` and `voordeur restore`.

use anyhow::{Context as _, Result};
use indicatif::{ProgressBar, ProgressStyle};
use storage::{Blobs, Db, backup};

use crate::{cli::Archive, wiring};

/// A bar that follows the steps of a backup or a restore.
fn bar() -> (ProgressBar, impl Fn(backup::Progress) + Send + Sync + 'static) {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg:10} {wide_bar} {pos}/{len} {eta}") {
        bar.set_style(style);
    }
    let shown = bar.clone();
    let follow = move |progress: backup::Progress| {
        shown.set_message(match progress.step {
            backup::Step::Database => "database",
            backup::Step::Journal => "journal",
            backup::Step::Files => "files",
            backup::Step::Archive => "archive",
        });
        shown.set_length(progress.total);
        shown.set_position(progress.done);
    };
    (bar, follow)
}

/// Writes a verified backup while Voordeur runs.
pub async fn backup(archive: &Archive) -> Result<()> {
    let config = wiring::config(&archive.at)?;
    let (clock, ids) = wiring::context();
    let db = Db::open_beside(&wiring::db_config(&config)?, clock, ids)
        .await
        .context("cannot open the database")?;
    let blobs = Blobs::open(&config.data_dir().join("blobs"), &db)
        .await
        .context("cannot open the document folder")?;
    let (bar, follow) = bar();
    backup::backup(&db, &blobs, &archive.file, follow).await.context("no backup was made")?;
    bar.finish_and_clear();
    db.close().await;
    println!(
        "Backup written and verified: {}. The key file is not in it: keep that elsewhere.",
        archive.file.display()
    );
    Ok(())
}

/// Restores a backup into an empty folder or database.
pub async fn restore(archive: &Archive) -> Result<()> {
    let config = wiring::config(&archive.at)?;
    let (clock, ids) = wiring::context();
    let (bar, follow) = bar();
    backup::restore(
        &archive.file,
        &wiring::db_config(&config)?,
        &config.data_dir().join("blobs"),
        clock,
        ids,
        follow,
    )
    .await
    .context("nothing was restored")?;
    bar.finish_and_clear();
    println!("Restored and verified. Put the key file in place before you serve.");
    Ok(())
}
