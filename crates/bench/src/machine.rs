// SPDX-License-Identifier: EUPL-1.2
//! What the figures were measured on. A figure without it means nothing.

use std::{fs::File, io::Write as _, path::Path, process::Command, time::Instant};

use anyhow::{Context as _, Result};

use crate::stats::Times;

/// Syncs timed to find how fast the disk is.
const SYNCS: usize = 200;

/// Time of a 4 KiB append with `fdatasync` in this folder: p50 in milliseconds.
pub fn sync_p50(folder: &Path) -> Result<f64> {
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let path = folder.join("bench-sync.tmp");
    let mut file = File::create(&path).context("cannot write beside the data")?;
    let mut times = Times::default();
    for _ in 0..SYNCS {
        let begun = Instant::now();
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        times.add(begun.elapsed());
    }
    drop(file);
    std::fs::remove_file(&path)?;
    Ok(times.percentile(50))
}

/// Processor, number of cores and memory, in a few words.
pub fn name() -> String {
    let field = |file: &str, name: &str| {
        let text = std::fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find(|l| l.starts_with(name)).unwrap_or_default().to_owned();
        line.split_once(':').map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
    };
    let memory = field("/proc/meminfo", "MemTotal");
    let kib: u64 = memory.split_whitespace().next().and_then(|n| n.parse().ok()).unwrap_or(0);
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    format!("{}, {cores} cores, {} GiB", field("/proc/cpuinfo", "model name"), kib >> 20)
}

/// The commit the source stands at, with a mark when it has changes.
pub fn commit() -> String {
    let git = |arguments: &[&str]| {
        let out = Command::new("git").args(arguments).output().ok().filter(|o| o.status.success())?;
        Some(String::from_utf8_lossy(&out.stdout).trim().to_owned())
    };
    let Some(hash) = git(&["rev-parse", "--short", "HEAD"]) else { return "unknown".to_owned() };
    let changed = git(&["status", "--porcelain", "--untracked-files=no"]).is_none_or(|s| !s.is_empty());
    if changed { format!("{hash} with changes") } else { hash }
}
