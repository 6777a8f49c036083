// SPDX-License-Identifier: EUPL-1.2
//! Speed of `voordeur backup` and `voordeur restore`.

use std::{
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};

use crate::{place::Place, server};

/// How long something took, and over how many megabytes.
#[derive(Debug, Clone, Copy)]
pub struct Speed {
    /// Size of the archive in MB (10^6 bytes).
    pub megabytes: f64,
    /// Time it took.
    pub time: Duration,
}

impl Speed {
    /// Megabytes per second.
    pub fn per_second(&self) -> f64 {
        self.megabytes / self.time.as_secs_f64().max(0.001)
    }
}

/// Backs up into `file`, which must not exist.
pub async fn backup(binary: &Path, place: &Place, file: &Path) -> Result<Speed> {
    run(binary, place, "backup", file).await
}

/// Restores `file` into an empty place.
pub async fn restore(binary: &Path, place: &Place, file: &Path) -> Result<Speed> {
    run(binary, place, "restore", file).await
}

async fn run(binary: &Path, place: &Place, what: &str, file: &Path) -> Result<Speed> {
    let begun = Instant::now();
    let name = file.to_str().context("a path that is not text")?;
    let status = server::command(binary, place, &[what, name])
        .stdout(Stdio::null())
        .status()
        .await
        .with_context(|| format!("cannot run {what}"))?;
    if !status.success() {
        bail!("{what} failed: {status}");
    }
    let time = begun.elapsed();
    let bytes = std::fs::metadata(file).context("no archive")?.len();
    Ok(Speed { megabytes: crate::stats::number(bytes) / 1e6, time })
}
