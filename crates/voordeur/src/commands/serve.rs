// SPDX-License-Identifier: EUPL-1.2
//! `voordeur serve`: a municipality, until it is told to stop.

use std::path::Path;

use anyhow::{Context as _, Result};
use tokio::net::TcpListener;
use web::Gemeente;

use crate::{cli::Where, config::Config, wiring, worker};

/// Serves the municipality of the configuration.
pub async fn run(at: &Where) -> Result<()> {
    let config = wiring::config(at)?;
    log(&config)?;
    let db = wiring::open(&config)
        .await
        .context("run `voordeur migrate` first when this is a new installation")?;
    let g = wiring::gemeente(&config, db, false).await?;
    let listener = bind(config.get("server.listen"), "setting server.listen").await?;
    serve(&config, g, listener).await
}

/// Takes the address; `what` names where it was set.
pub async fn bind(address: &str, what: &str) -> Result<TcpListener> {
    TcpListener::bind(address)
        .await
        .with_context(|| format!("{what}: cannot listen on '{address}'. An example: 127.0.0.1:8080"))
}

/// Starts the log as the configuration says.
pub fn log(config: &Config) -> Result<()> {
    let filter = config.parse::<tracing_subscriber::EnvFilter>("log.level", "a level such as info")?;
    let builder = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match config.choice("log.format", &["text", "json"])? {
        "json" => builder.json().init(),
        _ => builder.init(),
    }
    Ok(())
}

/// Listens, works and stops in order.
pub async fn serve(config: &Config, g: Gemeente, listener: TcpListener) -> Result<()> {
    let tls = match (config.optional("server.tls_certificate"), config.optional("server.tls_key")) {
        (Some(certificate), Some(key)) => Some(web::serve::tls(Path::new(certificate), Path::new(key))?),
        _ => None,
    };
    let workers = worker::start(config, &g)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    println!("Voordeur luistert op {scheme}://{}", listener.local_addr()?);
    let admin = admin(config, &g).await?;
    let site = wiring::routes().build(&g);
    let stop = g.clone();
    tokio::spawn(async move {
        stop_signal().await;
        stop.stop();
    });
    web::serve::serve(&g, listener, site, tls).await;
    workers.finish().await;
    admin.abort();
    g.db().close().await;
    Ok(())
}

/// The administrator's listener, when there is one.
async fn admin(config: &Config, g: &Gemeente) -> Result<tokio::task::JoinHandle<()>> {
    let Some(address) = config.optional("server.admin_listen") else {
        return Ok(tokio::spawn(async {}));
    };
    let listener = bind(address, "setting server.admin_listen").await?;
    let site = web::serve::admin_site(g);
    Ok(tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, site).await {
            tracing::error!(%error, "the administrator's listener stopped");
        }
    }))
}

/// Ctrl-C, or the service manager says stop.
async fn stop_signal() {
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminate => {}
    }
}
