// SPDX-License-Identifier: EUPL-1.2
//! `voordeur check`: journal chain, invariants and projections. May run beside `serve`.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use indicatif::ProgressBar;
use storage::{Db, journal};

use crate::{cli::Where, wiring};

/// Checks, tells what is wrong, and fails when anything is.
pub async fn run(at: &Where) -> Result<ExitCode> {
    let config = wiring::config(at)?;
    let (clock, ids) = wiring::context();
    let db = Db::open_beside(&wiring::db_config(&config)?, clock, ids)
        .await
        .context("cannot open the database")?;
    let bar = ProgressBar::new(0);
    let report = journal::verify(&db, |done, of| {
        bar.set_length(of.unsigned_abs());
        bar.set_position(done.unsigned_abs());
    })
    .await?;
    bar.finish_and_clear();
    let mut problems = report.problems;
    problems.extend(vragen::check::check(&db, |_| {}).await?);
    db.close().await;
    for problem in &problems {
        println!("WRONG {problem}");
    }
    if problems.is_empty() {
        println!("check: {} events in one unbroken chain, every invariant holds", report.checked);
        return Ok(ExitCode::SUCCESS);
    }
    println!("check: {} problems", problems.len());
    Ok(ExitCode::FAILURE)
}
