// SPDX-License-Identifier: EUPL-1.2
//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Voordeur: the front door of a municipality.
///
/// Every question of a resident gets one owner and one date from the first second, by any channel.
#[derive(Debug, Parser)]
#[command(name = "voordeur", version, about, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What Voordeur can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Start the demo: an invented municipality with a year of history.
    #[command(after_help = "Example:\n  voordeur demo --listen 127.0.0.1:8080")]
    Demo(Demo),
    /// Serve a municipality.
    #[command(after_help = "Example:\n  voordeur serve --config /etc/voordeur/voordeur.toml")]
    Serve(Where),
    /// Bring the database to the schema of this version. Run it before serving a new version.
    #[command(after_help = "Example:\n  voordeur migrate --config voordeur.toml")]
    Migrate(Where),
    /// Check the journal chain, the invariants and the projections.
    #[command(after_help = "Example:\n  voordeur check --data ./demo-data")]
    Check(Where),
    /// Write a consistent, verified backup while Voordeur runs.
    #[command(after_help = "Example:\n  voordeur backup /backup/voordeur-2026-11-24.tar --data ./demo-data")]
    Backup(Archive),
    /// Restore a backup into an empty folder or database.
    #[command(after_help = "Example:\n  voordeur restore /backup/voordeur-2026-11-24.tar --data ./restored")]
    Restore(Archive),
    /// Manage local accounts of employees.
    #[command(
        subcommand,
        after_help = "Example:\n  voordeur user add --name \"Jo Smit\" --login jo --team KCC --roles medewerker,beheerder --config voordeur.toml"
    )]
    User(User),
    /// Compute with figures you give: intervals, verdicts, sample sizes, agents. Needs no installation.
    #[command(
        subcommand,
        after_help = "Example:\n  voordeur stats compare --before 240/400 --after 290/400 --relevant 0.1"
    )]
    Stats(crate::commands::stats::Stats),
    /// Print the OpenAPI description of the own API.
    #[command(after_help = "Example:\n  voordeur openapi > openapi.json")]
    Openapi,
    /// Print every route with who may use it.
    #[command(after_help = "Example:\n  voordeur routes --json")]
    Routes {
        /// As JSON, for tests.
        #[arg(long)]
        json: bool,
    },
    /// Print the commented example configuration.
    #[command(after_help = "Example:\n  voordeur example-config > voordeur.toml")]
    ExampleConfig,
    /// Print the data dictionary, generated from the schema.
    #[command(after_help = "Example:\n  voordeur data-dictionary > docs/data-dictionary.md")]
    DataDictionary,
}

/// Which installation.
#[derive(Debug, Clone, Args)]
pub struct Where {
    /// Configuration file. Without it: defaults and environment.
    #[arg(long, env = "VOORDEUR_CONFIG")]
    pub config: Option<PathBuf>,
    /// Data folder, instead of the setting data.dir.
    #[arg(long)]
    pub data: Option<PathBuf>,
}

/// A backup and the installation it belongs to.
#[derive(Debug, Args)]
pub struct Archive {
    /// The backup file.
    pub file: PathBuf,
    /// Which installation.
    #[command(flatten)]
    pub at: Where,
}

/// Options of the demo.
#[derive(Debug, Args)]
pub struct Demo {
    /// Folder for the demo's data.
    #[arg(long, default_value = "./demo-data")]
    pub data: PathBuf,
    /// Address and port.
    #[arg(long, default_value = "127.0.0.1:8080")]
    pub listen: String,
    /// Throw the demo's data away and start again.
    #[arg(long)]
    pub fresh: bool,
    /// Residents to invent.
    #[arg(long, default_value_t = 20_000)]
    pub inwoners: usize,
    /// Questions in the year of history.
    #[arg(long, default_value_t = 60_000)]
    pub vragen: usize,
    /// Seed: the same seed gives the same municipality.
    #[arg(long, default_value_t = 26)]
    pub seed: u64,
}

/// Accounts.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add an employee with a local account, or give an existing one a new password. The password is read from
    /// standard input.
    #[command(
        after_help = "Example:\n  echo \"vier woorden op rij\" | voordeur user add --name \"Jo Smit\" --login jo --team KCC --roles medewerker"
    )]
    Add {
        /// Full name.
        #[arg(long)]
        name: String,
        /// Sign-in name.
        #[arg(long)]
        login: String,
        /// Team code.
        #[arg(long)]
        team: String,
        /// Roles, separated by commas.
        #[arg(long, default_value = "medewerker")]
        roles: String,
        /// Work mail address.
        #[arg(long, default_value = "")]
        email: String,
        /// Which installation.
        #[command(flatten)]
        at: Where,
    },
}
