// SPDX-License-Identifier: EUPL-1.2
//! `voordeur check`: journal chain, invariants and projections. May run beside `serve`.

use std::{path::Path, process::ExitCode};

use anyhow::{Context as _, Result};
use indicatif::ProgressBar;
use storage::{
    Db,
    journal::{self, anchor},
};

use crate::{cli::Check, wiring};

/// Checks, tells what is wrong, and fails when anything is.
pub async fn run(check: &Check) -> Result<ExitCode> {
    let config = wiring::config(&check.at)?;
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
    match &check.anchor {
        Some(file) => problems.extend(anchored(&db, file).await?),
        None if config.anchor_file().exists() => {
            problems.extend(anchored(&db, &config.anchor_file()).await?);
        }
        None => println!("check: no anchor file yet at {}", config.anchor_file().display()),
    }
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

/// Compares the journal with the lines that were kept outside it.
async fn anchored(db: &Db, file: &Path) -> Result<Vec<String>> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("cannot read the anchor file {}", file.display()))?;
    let mut tx = db.read().await?;
    let found = anchor::compare(&mut tx, &text).await?;
    if found.problems.is_empty() {
        println!("check: {} anchored days hold, by {}", found.lines, file.display());
    }
    Ok(found.problems.into_iter().map(|p| format!("{}, {p}", file.display())).collect())
}
