// SPDX-License-Identifier: EUPL-1.2
//! `voordeur demo`: an invented municipality with a year of history.

use anyhow::{Context as _, Result, bail};
use storage::{Db, DbConfig};

use web::Gemeente;

use crate::{cli::Demo, config::Config, demo, wiring};

/// File that marks a folder as the demo's own; without it the demo touches nothing.
const MERK: &str = "demo.txt";

/// Fills the demo when it is empty, and serves it.
pub async fn run(options: Demo) -> Result<()> {
    let mut config = Config::load(None, std::env::vars())?;
    config.set("data.dir", options.data.display().to_string());
    let listener = super::serve::bind(&options.listen, "--listen").await?;
    config.set("server.public_url", format!("http://{}", listener.local_addr()?));
    if config.get("log.level") == "info" {
        config.set("log.level", "warn");
    }
    super::serve::log(&config)?;
    prepare(&options)?;
    let mut g = open(&config, &options, Sync::Every).await?;
    if !demo::is_gevuld(&g).await? {
        g.db().close().await;
        vul(&config, &options).await.context("the demo could not be filled; try again with --fresh")?;
        g = open(&config, &options, Sync::Every).await?;
    }
    welkom(&g).await?;
    super::serve::serve(&config, g, listener).await
}

/// When what was written is on disk.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sync {
    /// At every commit.
    Every,
    /// At the end, by who opened it: only for what is thrown away when it breaks off.
    AtTheEnd,
}

async fn open(config: &Config, options: &Demo, sync: Sync) -> Result<Gemeente> {
    let (clock, ids) = wiring::context();
    let sync_off = sync == Sync::AtTheEnd;
    let db_config = DbConfig::Sqlite { dir: options.data.clone(), readers: 4, sync_off };
    let db = Db::open_unmigrated(&db_config, clock, ids).await.context("cannot open the demo database")?;
    db.migrate().await.context("cannot prepare the demo database")?;
    wiring::gemeente(config, db, true).await
}

/// Fills the demo; all of it is on disk before it is said to be there.
async fn vul(config: &Config, options: &Demo) -> Result<()> {
    let g = open(config, options, Sync::AtTheEnd).await?;
    let nu = g.clock().now();
    let filled = demo::vul(&g, options, nu).await;
    g.db().close().await;
    filled?;
    for file in std::fs::read_dir(&options.data)? {
        let file = file?;
        if file.file_type()?.is_file() {
            std::fs::File::open(file.path())?.sync_all()?;
        }
    }
    let g = open(config, options, Sync::Every).await?;
    demo::is_klaar(&g, nu).await?;
    g.db().close().await;
    Ok(())
}

/// Where to look and who one can be.
async fn welkom(g: &Gemeente) -> Result<()> {
    let mut tx = g.db().begin().await?;
    let naam = format!("demo {}", tx.now());
    let sleutel = web::api_key::create(g, &mut tx, &naam, "vragen:schrijven vragen:lezen").await?;
    tx.commit().await?;
    println!("Inwoner:     {}/", g.config().public_url);
    println!("Medewerker:  {}/aanmelden (kies een rol, er is geen wachtwoord)", g.config().public_url);
    println!("API:         {}/api/v1/openapi.json", g.config().public_url);
    println!("API-sleutel: {sleutel}");
    Ok(())
}

/// Makes or empties the folder; refuses one that holds something else.
fn prepare(demo: &Demo) -> Result<()> {
    let ours = demo.data.join(MERK).exists();
    let empty = std::fs::read_dir(&demo.data).map_or(true, |mut d| d.next().is_none());
    if !ours && !empty {
        bail!("{} is not empty and not a demo. Choose another folder with --data.", demo.data.display());
    }
    if demo.fresh && ours {
        std::fs::remove_dir_all(&demo.data)
            .with_context(|| format!("cannot empty {}", demo.data.display()))?;
    }
    std::fs::create_dir_all(&demo.data).with_context(|| format!("cannot make {}", demo.data.display()))?;
    std::fs::write(demo.data.join(MERK), "The data of `voordeur demo`. Everything in it is invented.\n")?;
    Ok(())
}
