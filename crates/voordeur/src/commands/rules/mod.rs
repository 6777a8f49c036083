// SPDX-License-Identifier: EUPL-1.2
//! `voordeur rules`: executable law on the command line.

mod bench;
mod check;
mod load;
mod person;
mod test;

use std::process::ExitCode;

use crate::cli::Rules;

/// Does it.
pub fn run(what: &Rules) -> anyhow::Result<ExitCode> {
    match what {
        Rules::Test { folders, wip } => test::run(folders, *wip),
        Rules::Check { folders } => check::run(folders),
        Rules::Run(asked) => person::run(asked),
        Rules::Replay { receipt, rules } => person::replay(receipt, rules),
        Rules::Bench(asked) => bench::run(asked),
    }
}
