// SPDX-License-Identifier: EUPL-1.2
//! An installation to measure: a data folder, and the database in it or on a server.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context as _, Result};
use kernel::{Actor, SystemClock, SystemIds};
use storage::{Blobs, Db, DbConfig};
use web::{Config, Gemeente, GemeenteParts, Texts};

/// Where an installation is.
#[derive(Debug, Clone)]
pub struct Place {
    /// The data folder: files, key, and the SQLite file when there is no server.
    pub data: PathBuf,
    /// URL of a PostgreSQL database.
    pub postgres: Option<String>,
}

impl Place {
    /// Name of its engine.
    pub const fn engine(&self) -> &'static str {
        if self.postgres.is_some() { "PostgreSQL" } else { "SQLite" }
    }

    /// How its database is opened.
    pub fn config(&self) -> DbConfig {
        self.postgres.as_ref().map_or_else(
            || DbConfig::Sqlite { dir: self.data.clone(), readers: 4, sync_off: false },
            |url| DbConfig::Postgres { url: url.clone(), write: 12, read: 6 },
        )
    }

    /// Opens the database; it is migrated first when that is needed.
    pub async fn open(&self) -> Result<Db> {
        std::fs::create_dir_all(&self.data)
            .with_context(|| format!("cannot make the folder {}", self.data.display()))?;
        let db = Db::open_unmigrated(&self.config(), Arc::new(SystemClock), Arc::new(SystemIds))
            .await
            .context("cannot open the database")?;
        db.migrate().await.context("cannot migrate the database")?;
        Ok(db)
    }

    /// Opens the database to look, beside a server or after one.
    pub async fn open_beside(&self) -> Result<Db> {
        Db::open_beside(&self.config(), Arc::new(SystemClock), Arc::new(SystemIds))
            .await
            .context("cannot open the database")
    }

    /// The municipality on this database, set up when it is not yet.
    pub async fn gemeente(&self, db: &Db) -> Result<Gemeente> {
        let g = Gemeente::new(GemeenteParts {
            db: db.clone(),
            blobs: Blobs::open(&self.data.join("blobs"), db).await.context("cannot open the files")?,
            clock: Arc::clone(db.clock()),
            ids: Arc::clone(db.ids()),
            keys: web::keys::load_or_create(&self.data.join("voordeur.key"), db.ids().as_ref())?,
            texts: Texts::load(&[berichten::TEKSTEN])?,
            config: Config::default(),
        });
        let mut tx = db.begin().await?;
        if !crate::store::is_set_up(&mut tx).await? {
            let actor = Actor::Systeem("bench".to_owned());
            beheer::schrijf(&mut tx, &actor, &crate::gemeente::opzet()).await?;
        }
        tx.commit().await?;
        beheer::herlees(&g).await?;
        Ok(g)
    }

    /// Migrates and sets up, and lets go again: ready for the binary.
    pub async fn prepare(&self) -> Result<()> {
        let db = self.open().await?;
        self.gemeente(&db).await?;
        db.close().await;
        Ok(())
    }

    /// Settings by which the binary finds this installation. Limits per address are off: all clients are one address.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let mut settings = vec![
            ("VOORDEUR_DATA_DIR", self.data.display().to_string()),
            ("VOORDEUR_SERVER_LISTEN", "127.0.0.1:0".to_owned()),
            ("VOORDEUR_SCAN_MODE", "off".to_owned()),
            ("VOORDEUR_LOG_LEVEL", "error".to_owned()),
        ];
        for limit in ["VOORDEUR_LIMITS_SENDS", "VOORDEUR_LIMITS_CODES", "VOORDEUR_LIMITS_SIGN_INS"] {
            settings.push((limit, "0".to_owned()));
        }
        if let Some(url) = &self.postgres {
            settings.push(("VOORDEUR_DATABASE_ENGINE", "postgres".to_owned()));
            settings.push(("VOORDEUR_DATABASE_URL", url.clone()));
        }
        settings
    }
}
