// SPDX-License-Identifier: EUPL-1.2
//! The command line.

pub mod rules;
pub mod term;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use self::rules::Rules;
pub use term::Term;

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
    /// Check the journal chain, the lines kept outside it, the invariants and the projections.
    #[command(after_help = "Example:\n  voordeur check --data ./demo-data --anchor ./anchor.log")]
    Check(Check),
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
    /// Compute a legal term, with the reason for its day.
    #[command(after_help = "Example:\n  voordeur term bezwaar --bekendgemaakt 2026-04-02")]
    Term {
        /// Which kind.
        #[command(subcommand)]
        term: Term,
        /// As JSON, with every step.
        #[arg(long, global = true)]
        json: bool,
    },
    /// Test, check, carry out and time executable law (regelrecht YAML).
    #[command(subcommand, after_help = "Example:\n  voordeur rules test crates/rules/regelingen")]
    Rules(Rules),
    /// Read an event log and say what happens in it, and where cases wait.
    #[command(after_help = "Example:\n  voordeur mining vragen.csv --case zaaknummer --svg kaart.svg")]
    Mining(Mining),
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
    /// Read a Dutch text: its level, what makes it hard, and plain words to put in their place.
    #[command(after_help = "Example:\n  voordeur readability brief.txt --max-level 2")]
    Readability(Readability),
}

/// A text to read.
#[derive(Debug, Args)]
pub struct Readability {
    /// The file, plain text in UTF-8.
    pub file: PathBuf,
    /// End with code 1 when the text is above this LiNT level (1 to 4).
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=4))]
    pub max_level: Option<u8>,
    /// Folder with the word data of LiNT-II, for the best estimate. Without it: the words that come with Voordeur.
    #[arg(long, env = "VOORDEUR_WORD_DATA")]
    pub word_data: Option<PathBuf>,
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

/// What to check.
#[derive(Debug, Args)]
pub struct Check {
    /// File with lines of the journal's head that were kept elsewhere, instead of the setting
    /// `journal.anchor_file`.
    #[arg(long)]
    pub anchor: Option<PathBuf>,
    /// Which installation.
    #[command(flatten)]
    pub at: Where,
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

/// An event log and what to do with it.
#[derive(Debug, Args)]
pub struct Mining {
    /// XES, CSV or OCEL 2.0 in JSON (each also in gzip), or the own file form. Seen by its content.
    pub file: PathBuf,
    /// Write the process map as SVG.
    #[arg(long)]
    pub svg: Option<PathBuf>,
    /// Write a page with the process map and its table.
    #[arg(long)]
    pub html: Option<PathBuf>,
    /// Write the log in another form, by the ending: .xes, .csv, .json, or .vdlog for the own file form.
    #[arg(long)]
    pub to: Option<PathBuf>,
    /// Print as JSON.
    #[arg(long)]
    pub json: bool,
    /// Column of the case (CSV), or type of the object that is the case (OCEL).
    #[arg(long)]
    pub case: Option<String>,
    /// Column of the activity (CSV).
    #[arg(long)]
    pub activity: Option<String>,
    /// Column of the time at which an activity was done (CSV).
    #[arg(long)]
    pub end: Option<String>,
    /// Column of the time at which an activity began (CSV).
    #[arg(long)]
    pub start: Option<String>,
    /// Column (CSV) or type of object (OCEL) of the employee.
    #[arg(long)]
    pub resource: Option<String>,
    /// Column (CSV) or type of object (OCEL) of the team.
    #[arg(long)]
    pub group: Option<String>,
    /// Column (CSV), type of object (OCEL) or key (XES) of the channel.
    #[arg(long)]
    pub channel: Option<String>,
    /// What stands between the fields of CSV; without it the header decides.
    #[arg(long)]
    pub separator: Option<char>,
    /// Time zone of times without an offset.
    #[arg(long, default_value = "Europe/Amsterdam")]
    pub zone: String,
    /// XES: join start and completion of an activity, to tell work from waiting.
    #[arg(long)]
    pub pair: bool,
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
