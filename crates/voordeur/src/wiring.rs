// SPDX-License-Identifier: EUPL-1.2
//! Puts the house together: database, files, keys, texts and routes become one municipality.

use std::{path::Path, sync::Arc};

use anyhow::{Context as _, Result, bail};
use kernel::{Clock, Ids, SystemClock, SystemIds};
use storage::{Blobs, Db, DbConfig};
use web::{Gemeente, GemeenteParts, LimitConfig, Routes, Scan, Texts};

use crate::{cli::Where, config::Config};

/// Connections of an embedded database that only read.
const READERS: usize = 4;

/// Reads the configuration and lays `--data` over it.
pub fn config(at: &Where) -> Result<Config> {
    let mut config = Config::load(at.config.as_deref(), std::env::vars())?;
    if let Some(data) = &at.data {
        config.set("data.dir", data.display().to_string());
    }
    Ok(config)
}

/// Which database the configuration names.
pub fn db_config(config: &Config) -> Result<DbConfig> {
    if config.choice("database.engine", &["sqlite", "postgres"])? == "sqlite" {
        return Ok(DbConfig::Sqlite { dir: config.data_dir(), readers: READERS, sync_off: false });
    }
    let Some(url) = config.optional("database.url") else {
        bail!(
            "setting database.url is missing. An example: database.url = \"postgres://voordeur@db/voordeur\""
        );
    };
    Ok(DbConfig::Postgres {
        url: url.to_owned(),
        write: config.parse("database.write_connections", "a whole number")?,
        read: config.parse("database.read_connections", "a whole number")?,
    })
}

/// Clock and ids of the machine.
pub fn context() -> (Arc<dyn Clock>, Arc<dyn Ids>) {
    (Arc::new(SystemClock), Arc::new(SystemIds))
}

/// Opens the database of the configuration; its schema must be there.
pub async fn open(config: &Config) -> Result<Db> {
    let (clock, ids) = context();
    std::fs::create_dir_all(config.data_dir())
        .with_context(|| format!("cannot make the data folder {}", config.data_dir().display()))?;
    Db::open(&db_config(config)?, clock, ids).await.context("cannot open the database")
}

/// The municipality on this database.
pub async fn gemeente(config: &Config, db: Db, demo: bool) -> Result<Gemeente> {
    let blobs = Blobs::open(&config.data_dir().join("blobs"), &db)
        .await
        .context("cannot open the document folder")?;
    let key_file = config
        .optional("data.key_file")
        .map_or_else(|| config.data_dir().join("voordeur.key"), |f| Path::new(f).to_path_buf());
    let keys = web::keys::load_or_create(&key_file, db.ids().as_ref())
        .with_context(|| format!("cannot use the key file {}", key_file.display()))?;
    let parts = GemeenteParts {
        blobs,
        clock: Arc::clone(db.clock()),
        ids: Arc::clone(db.ids()),
        keys,
        texts: Texts::load(&texts()).context("the texts do not load")?,
        config: web_config(config, demo)?,
        db,
    };
    let g = Gemeente::new(parts);
    beheer::herlees(&g).await.context("cannot read the set-up of the municipality")?;
    Ok(g)
}

/// Texts of every room.
fn texts() -> Vec<web::TextSource> {
    let mut texts = vec![berichten::TEKSTEN];
    texts.extend(portaal::text_sources());
    texts
}

/// Every route of the site.
pub fn routes() -> Routes {
    portaal::routes().merge(werkplek::routes())
}

fn web_config(config: &Config, demo: bool) -> Result<web::Config> {
    let networks = config.get("server.trusted_proxies").split_whitespace();
    Ok(web::Config {
        public_url: config.get("server.public_url").trim_end_matches('/').to_owned(),
        site_naam: "Voordeur".to_owned(),
        demo,
        scan: scan(config, demo)?,
        trusted_proxies: networks
            .map(|n| {
                n.parse().with_context(|| {
                    format!("setting server.trusted_proxies: '{n}' is no network. An example: 10.0.0.0/8")
                })
            })
            .collect::<Result<_>>()?,
        embed_origins: config.get("server.embed_origins").split_whitespace().map(str::to_owned).collect(),
        limits: LimitConfig {
            sends: config.parse("limits.sends", "a whole number")?,
            codes: config.parse("limits.codes", "a whole number")?,
            sign_ins: config.parse("limits.sign_ins", "a whole number")?,
        },
    })
}

/// The scan must be chosen: a command, or off on purpose.
fn scan(config: &Config, demo: bool) -> Result<Scan> {
    if demo {
        return Ok(Scan::Demo);
    }
    match (config.optional("scan.command"), config.get("scan.mode")) {
        (Some(command), _) => Ok(Scan::Command(command.split_whitespace().map(str::to_owned).collect())),
        (None, "off") => Ok(Scan::Off),
        (None, _) => bail!(
            "setting scan.command is missing: files of residents must be scanned. An example: \
             scan.command = \"clamdscan --no-summary -\". To accept files without a scan, set scan.mode = \"off\"."
        ),
    }
}
