// SPDX-License-Identifier: EUPL-1.2
//! The one binary: command line, configuration, wiring and workers.

mod cli;
mod commands;
mod config;
mod demo;
mod mail;
mod wiring;
mod worker;

use std::process::ExitCode;

use clap::Parser as _;

use crate::cli::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("voordeur: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli.command)) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("voordeur: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Demo(demo) => commands::demo::run(demo).await?,
        Command::Serve(at) => commands::serve::run(&at).await?,
        Command::Migrate(at) => commands::migrate::run(&at).await?,
        Command::Check(at) => return commands::check::run(&at).await,
        Command::Backup(archive) => commands::archive::backup(&archive).await?,
        Command::Restore(archive) => commands::archive::restore(&archive).await?,
        Command::User(user) => commands::user::run(user).await?,
        Command::Term { term, json } => commands::term::run(term, json)?,
        Command::Rules(what) => return commands::rules::run(&what),
        Command::Mining(log) => commands::mining::run(&log)?,
        Command::Stats(what) => commands::stats::run(&what)?,
        Command::Openapi => print!("{}", portaal::api::document()?),
        Command::Routes { json } => commands::routes::run(json)?,
        Command::ExampleConfig => print!("{}", config::example()),
        Command::Readability(asked) => return commands::readability::run(&asked),
        Command::DataDictionary => print!("{}", storage::data_dictionary()),
    }
    Ok(ExitCode::SUCCESS)
}
