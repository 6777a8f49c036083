// SPDX-License-Identifier: EUPL-1.2
//! Arguments of `voordeur rules`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// What to do with rules.
#[derive(Debug, Subcommand)]
pub enum Rules {
    /// Run every scenario (*.feature) under the folders against the regulations under the same folders.
    #[command(after_help = "Example:\n  voordeur rules test crates/rules/regelingen")]
    Test {
        /// Folders or files.
        #[arg(required = true, value_name = "DIR")]
        folders: Vec<PathBuf>,
        /// Run what is tagged @wip too.
        #[arg(long)]
        wip: bool,
    },
    /// Read every regulation and sidecar under the folders, compile every output, and say what is wrong, where, and
    /// what to do about it. Changes nothing.
    #[command(after_help = "Example:\n  voordeur rules check crates/rules/regelingen")]
    Check {
        /// Folders or files.
        #[arg(required = true, value_name = "DIR")]
        folders: Vec<PathBuf>,
    },
    /// Carry out a regulation for one person.
    #[command(
        after_help = "Example:\n  voordeur rules run individuele_inkomenstoeslag --rules crates/rules/regelingen --date 2026-06-01 --input persoon.json --uitleg"
    )]
    Run(Box<Run>),
    /// Calculate a receipt again from the regulations, and say what differs.
    #[command(after_help = "Example:\n  voordeur rules replay bewijs.json --rules crates/rules/regelingen")]
    Replay {
        /// The receipt, as `voordeur rules run --json` printed it.
        receipt: PathBuf,
        /// Folder with the regulations; may be repeated.
        #[arg(long, value_name = "DIR", default_value = ".")]
        rules: Vec<PathBuf>,
    },
    /// Time a regulation on invented persons, and hold both executors against each other.
    #[command(
        after_help = "Example:\n  voordeur rules bench individuele_inkomenstoeslag --rules crates/rules/regelingen --date 2026-06-01 --gemeente GM9901"
    )]
    Bench(Box<Bench>),
}

/// What to carry out.
#[derive(Debug, Clone, Args)]
pub struct Asked {
    /// The regulation: its $id, or its file.
    #[arg(value_name = "LAW")]
    pub law: String,
    /// Folder with the regulations; may be repeated. Without it: the folder of the file, or this folder.
    #[arg(long, value_name = "DIR")]
    pub rules: Vec<PathBuf>,
    /// The day for which it must hold, YYYY-MM-DD.
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub date: rules::Date,
    /// Output; may be repeated. Without it: the outputs of the articles that decide, else all.
    #[arg(long, value_name = "NAME")]
    pub output: Vec<String>,
    /// Code of the municipality whose by-laws speak, instead of `gemeente_code` in the input.
    #[arg(long, value_name = "CODE")]
    pub gemeente: Option<String>,
}

/// One person.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch on the command line")]
pub struct Run {
    /// What to carry out.
    #[command(flatten)]
    pub asked: Asked,
    /// Facts in JSON or YAML; - for standard input. Without it nothing is known.
    #[arg(long, value_name = "FILE")]
    pub input: Option<PathBuf>,
    /// Every step, with article and address.
    #[arg(long)]
    pub trace: bool,
    /// Why, in Dutch.
    #[arg(long)]
    pub uitleg: bool,
    /// What may still change the outcome, the question to ask first in front.
    #[arg(long)]
    pub next_question: bool,
    /// The receipt, as JSON.
    #[arg(long, conflicts_with_all = ["trace", "uitleg", "next_question"])]
    pub json: bool,
}

/// A benchmark.
#[derive(Debug, Args)]
pub struct Bench {
    /// What to carry out.
    #[command(flatten)]
    pub asked: Asked,
    /// Persons.
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub persons: u64,
    /// How many of a hundred facts are unknown.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u64).range(0..=100))]
    pub unknown: u64,
    /// Seed: the same seed gives the same persons.
    #[arg(long, default_value_t = 26)]
    pub seed: u64,
}

fn day(text: &str) -> Result<rules::Date, String> {
    rules::Date::parse(text).ok_or_else(|| "a date is written as 2026-06-01".to_owned())
}
