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
    let (clock, ids) = wiring::context();
    let db_config = DbConfig::Sqlite { dir: options.data.clone(), readers: 4, sync_off: false };
    let db = Db::open_unmigrated(&db_config, clock, ids).await.context("cannot open the demo database")?;
    db.migrate().await.context("cannot prepare the demo database")?;
    let g = wiring::gemeente(&config, db, true).await?;
    if !demo::is_gevuld(&g).await? {
        let nu = g.clock().now();
        demo::vul(&g, &options, nu).await.context("the demo could not be filled; try again with --fresh")?;
    }
    welkom(&g).await?;
    super::serve::serve(&config, g, listener).await
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
