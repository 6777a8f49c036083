// SPDX-License-Identifier: EUPL-1.2
//! The command line of the benchmarks.

use std::{path::PathBuf, time::Duration};

use anyhow::{Result, bail};
use bench::{
    accept::{self, How},
    all::{self, Whole},
    archive, crash, fill, machine, memory, pages,
    place::Place,
    server, start,
};
use clap::{Args, Parser, Subcommand};

/// Load and scale benchmarks of Voordeur. Build the binary first: cargo build --release -p voordeur -p bench
#[derive(Debug, Parser)]
#[command(name = "bench", arg_required_else_help = true)]
struct Cli {
    /// What to measure.
    #[command(subcommand)]
    command: Command,
    /// The binary to measure; `VOORDEUR_TEST_BIN` or the one beside this program when absent.
    #[arg(long, global = true)]
    bin: Option<PathBuf>,
}

#[derive(Debug, Clone, Args)]
struct At {
    /// Data folder.
    #[arg(long)]
    data: PathBuf,
    /// PostgreSQL database; the folder then holds files and key only.
    #[arg(long)]
    postgres: Option<String>,
}

impl From<At> for Place {
    fn from(at: At) -> Self {
        Self { data: at.data, postgres: at.postgres }
    }
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Fill an installation with questions and their whole life. Goes on where it stopped.
    Fill {
        #[command(flatten)]
        at: At,
        /// Questions there will be.
        #[arg(long)]
        vragen: u64,
    },
    /// Accept questions durably from 50 clients.
    Accept {
        #[command(flatten)]
        at: At,
        /// How long.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
        /// Reading clients beside them.
        #[arg(long, default_value_t = 0)]
        readers: usize,
        /// Milliseconds added to every sync of the server (needs a C compiler).
        #[arg(long, default_value_t = 0)]
        sync_ms: u64,
    },
    /// Read pages with 8 clients while 20 questions per second come in.
    Pages {
        #[command(flatten)]
        at: At,
        /// How long.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
        /// Pause of a client after each page, in milliseconds; without one they take all the processor there is.
        #[arg(long, default_value_t = 0)]
        pause_ms: u64,
    },
    /// Memory of the server, idle and under load.
    Memory {
        #[command(flatten)]
        at: At,
        /// How long the load lasts.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
    },
    /// Start to first answer.
    Start {
        #[command(flatten)]
        at: At,
    },
    /// Speed of a backup, and of its restore into a folder.
    Backup {
        #[command(flatten)]
        at: At,
        /// Empty folder for the archive and what is restored; emptied afterwards.
        #[arg(long)]
        scratch: PathBuf,
    },
    /// Kill the server again and again, and count what is lost.
    Crash {
        #[command(flatten)]
        at: At,
        /// Times.
        #[arg(long, default_value_t = 100)]
        kills: u64,
        /// Decides the moments.
        #[arg(long, default_value_t = 26)]
        seed: u64,
        /// Also die at fault points: the binary is a debug build or has the feature `crash-points`.
        #[arg(long)]
        points: bool,
    },
    /// Everything, as a table for docs/benchmarks.md.
    All {
        /// Folder for everything.
        #[arg(long)]
        folder: PathBuf,
        /// An empty PostgreSQL database.
        #[arg(long)]
        postgres: Option<String>,
        /// Questions.
        #[arg(long, default_value_t = 1_000_000)]
        vragen: u64,
        /// Length of one measurement.
        #[arg(long, default_value_t = 10)]
        seconds: u64,
        /// Runs of which the median counts.
        #[arg(long, default_value_t = 3)]
        runs: usize,
    },
}

#[tokio::main]
async fn main() -> Result<()> {
    let cli = Cli::parse();
    if let Command::Fill { at, vragen } = cli.command {
        fill::run(&at.into(), vragen).await?;
        return Ok(());
    }
    let bin = server::binary(cli.bin.as_deref())?;
    match cli.command {
        Command::Fill { .. } => {}
        Command::Accept { at, seconds, readers, sync_ms } => {
            let place = Place::from(at);
            let a = accept::run(&bin, &place, How { seconds, readers, sync_ms }).await?;
            let [p50, p95, p99] = a.times;
            let sync = machine::sync_p50(&place.data)?;
            println!(
                "{}: {:.0} requests/s, p50 {p50:.1} p95 {p95:.1} p99 {p99:.1} ms; fdatasync p50 {sync:.2} ms",
                place.engine(),
                a.per_second
            );
        }
        Command::Pages { at, seconds, pause_ms } => {
            let read = pages::run(&bin, &at.into(), seconds, Duration::from_millis(pause_ms)).await?;
            for ((page, p95), (_, budget)) in read.p95.iter().zip(pages::PAGES) {
                println!("{page}: p95 {p95:.1} ms (budget {budget})");
            }
            println!("{:.0} pages/s", read.per_second);
        }
        Command::Memory { at, seconds } => {
            let m = memory::run(&bin, &at.into(), seconds).await?;
            println!("idle {:.0} MiB, loaded {:.0} MiB", m.idle, m.loaded);
        }
        Command::Start { at } => println!("{:.2} s to the first 200", start::run(&bin, &at.into()).await?),
        Command::Backup { at, scratch } => backup(&bin, at.into(), scratch).await?,
        Command::Crash { at, kills, seed, points } => kill(bin, at.into(), kills, seed, points).await?,
        Command::All { folder, postgres, vragen: questions, seconds, runs } => {
            let whole = Whole { binary: bin, folder, postgres, questions, seconds, runs };
            print!("{}", all::run(&whole).await?);
        }
    }
    Ok(())
}

async fn backup(bin: &std::path::Path, place: Place, scratch: PathBuf) -> Result<()> {
    std::fs::create_dir_all(&scratch)?;
    let (file, there) = (scratch.join("backup.tar"), scratch.join("restored"));
    let saved = archive::backup(bin, &place, &file).await?;
    println!("backup: {:.0} MB, {:.0} MB/s", saved.megabytes, saved.per_second());
    let restored = archive::restore(bin, &Place { data: there.clone(), postgres: None }, &file).await?;
    println!("restore: {:.0} MB/s", restored.per_second());
    std::fs::remove_dir_all(there)?;
    std::fs::remove_file(file)?;
    Ok(())
}

async fn kill(binary: PathBuf, place: Place, kills: u64, seed: u64, points: bool) -> Result<()> {
    place.prepare().await?;
    let plan = crash::Plan { binary, kills, clients: 20, seed, points };
    let o = crash::run(&place, &plan).await?;
    println!(
        "| engine | kills | acknowledged | lost | without owner, promise, confirmation or event | check |"
    );
    println!("|---|---|---|---|---|---|");
    let green = if o.checks.is_empty() { "green" } else { "RED" };
    println!(
        "| {} | {} ({} at fault points) | {} | {} | {} | {green} |",
        place.engine(),
        o.kills,
        o.died_at.len(),
        o.acknowledged,
        o.lost.len(),
        o.bare.len()
    );
    let wrong: Vec<&String> = o.lost.iter().chain(&o.bare).chain(&o.checks).chain(&o.surprises).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{}", wrong.iter().map(|w| w.as_str()).collect::<Vec<_>>().join("\n"))
}
