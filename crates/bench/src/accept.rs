// SPDX-License-Identifier: EUPL-1.2
//! Accept questions, durably: clients that post one after the other over a connection that stays open.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use kernel::{Clock as _, Ids as _, SystemClock, SystemIds};
use tokio::task::JoinSet;

use crate::{
    access::Access,
    dice::Dice,
    fill::texts,
    pages,
    place::Place,
    server::Server,
    stats::{Times, number},
};

/// Clients that send at the same time.
pub const CLIENTS: usize = 50;

/// What was measured.
#[derive(Debug, Clone, Copy)]
pub struct Accepted {
    /// Questions per second.
    pub per_second: f64,
    /// Milliseconds, in order p50, p95, p99.
    pub times: [f64; 3],
}

/// How to measure.
#[derive(Debug, Clone, Copy)]
pub struct How {
    /// Seconds.
    pub seconds: u64,
    /// Reading clients beside the sending ones.
    pub readers: usize,
    /// Milliseconds added to every sync of the server.
    pub sync_ms: u64,
}

/// Starts the server, lets the clients send, and stops it.
pub async fn run(binary: &Path, place: &Place, how: How) -> Result<Accepted> {
    let access = Access::make(place).await?;
    let slow = if how.sync_ms > 0 { slow_sync(&place.data, how.sync_ms)? } else { Vec::new() };
    let server = Server::start(binary, place, &slow).await?;
    server.quiet(Duration::from_secs(30)).await?;
    let time = Duration::from_secs(how.seconds);
    let reading = pages::readers(&server, &access, how.readers, time, Duration::ZERO);
    let (accepted, read) = tokio::join!(load(&server, CLIENTS, how.seconds), reading);
    read?;
    server.quiet(Duration::from_mins(2)).await?;
    server.stop().await?;
    accepted
}

/// Lets so many clients post questions to a running server.
pub async fn load(server: &Server, clients: usize, seconds: u64) -> Result<Accepted> {
    let begun = Instant::now();
    let until = begun + Duration::from_secs(seconds);
    let mut set = JoinSet::new();
    for n in 0..clients {
        let client = server.client();
        set.spawn(sender(client, n as u64, until));
    }
    let mut times = Times::default();
    while let Some(sent) = set.join_next().await {
        times.join(sent??);
    }
    let per_second = number(times.len() as u64) / begun.elapsed().as_secs_f64();
    Ok(Accepted { per_second, times: [50, 95, 99].map(|p| times.percentile(p)) })
}

async fn sender(mut client: crate::http::Client, n: u64, until: Instant) -> Result<Times> {
    let mut dice = Dice::new(SystemClock.now().micros().unsigned_abs(), n);
    let mut times = Times::default();
    while Instant::now() < until {
        let begun = Instant::now();
        post(&mut client, &mut dice).await?;
        times.add(begun.elapsed());
    }
    Ok(times)
}

/// Posts one question. Errors: anything but 201.
pub async fn post(client: &mut crate::http::Client, dice: &mut Dice) -> Result<()> {
    let body = serde_json::json!({
        "kanaal": "website",
        "tekst": texts::question(dice).1,
        "indiener": { "naam": texts::name(dice), "email": "iemand@inwoner.example" },
        "antwoordkanaal": "e-mail",
    })
    .to_string();
    let key = SystemIds.uuid(SystemClock.now()).to_string();
    let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
    let reply = client.send("POST", "/api/v1/vragen", &headers, body.as_bytes()).await?;
    if reply.status != 201 {
        bail!("a question was answered with {}: {}", reply.status, reply.text());
    }
    Ok(())
}

/// Environment that makes every sync of the server slower, as on a disk in a network: a few lines of C, built here
/// and loaded before the C library.
fn slow_sync(folder: &Path, milliseconds: u64) -> Result<Vec<(String, String)>> {
    let (source, library) = (folder.join("slow_sync.c"), folder.join("slow_sync.so"));
    std::fs::write(&source, include_str!("../slow_sync.c"))?;
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .arg(&source)
        .arg("-ldl")
        .status()
        .context("slow syncs need a C compiler")?;
    if !built.success() {
        bail!("slow_sync.c does not build");
    }
    let library: PathBuf = library.canonicalize()?;
    Ok(vec![
        ("LD_PRELOAD".to_owned(), library.display().to_string()),
        ("SLOW_SYNC_MS".to_owned(), milliseconds.to_string()),
    ])
}
