// SPDX-License-Identifier: EUPL-1.2
//! `voordeur migrate`: brings the database to the schema of this version.

use anyhow::{Context as _, Result};
use kernel::Actor;
use storage::{Blobs, Db};

use crate::{cli::Where, wiring};

/// Applies what is missing and tells what it was.
pub async fn run(at: &Where) -> Result<()> {
    let config = wiring::config(at)?;
    std::fs::create_dir_all(config.data_dir())
        .with_context(|| format!("cannot make the data folder {}", config.data_dir().display()))?;
    let (clock, ids) = wiring::context();
    let db = Db::open_unmigrated(&wiring::db_config(&config)?, clock, ids)
        .await
        .context("cannot open the database")?;
    let applied = db.migrate().await.context("the migration failed; nothing of the failed step was kept")?;
    if first_set_up(&db).await? {
        // Database and folder know each other from the start, so that a backup can be made before the first visitor.
        Blobs::open(&config.data_dir().join("blobs"), &db)
            .await
            .context("cannot open the document folder")?;
    }
    db.close().await;
    if applied.is_empty() {
        println!("The schema is up to date.");
    }
    for name in applied {
        println!("applied {name}");
    }
    Ok(())
}

/// A new installation starts with one team; without a team nobody could own a question. Tells whether it is new.
async fn first_set_up(db: &Db) -> Result<bool> {
    let mut tx = db.begin().await?;
    let new = beheer::lees(&mut tx).await?.teams.is_empty();
    if new {
        let actor = Actor::Systeem("voordeur migrate".to_owned());
        beheer::schrijf(&mut tx, &actor, &beheer::eerste_opzet()).await?;
        println!("made the first team: KCC, Klantcontactcentrum");
    }
    tx.commit().await?;
    Ok(new)
}
