// SPDX-License-Identifier: EUPL-1.2
//! Memory of the server: idle after start, and after load.

use std::{path::Path, time::Duration};

use anyhow::Result;

use crate::{accept, access::Access, pages, place::Place, server::Server};

/// What a server takes, in MiB.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// After start, when it has nothing to do.
    pub idle: f64,
    /// The most, under pages and questions.
    pub loaded: f64,
}

/// Measures idle, then lets 8 readers and 50 senders work, and measures the most.
pub async fn run(binary: &Path, place: &Place, seconds: u64) -> Result<Memory> {
    let access = Access::make(place).await?;
    let server = Server::start(binary, place, &[]).await?;
    server.quiet(Duration::from_mins(1)).await?;
    let (idle, _) = server.memory()?;
    pages::load(&server, &access, seconds, Duration::ZERO).await?;
    accept::load(&server, accept::CLIENTS, seconds).await?;
    let (_, loaded) = server.memory()?;
    server.stop().await?;
    Ok(Memory { idle, loaded })
}
