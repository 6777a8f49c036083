// SPDX-License-Identifier: EUPL-1.2
//! `voordeur rules test`: every scenario under some folders.

use std::path::PathBuf;
use std::process::ExitCode;

use rules::Corpus;
use rules::scenario::{self, Outcome};

use super::load::{load, text};

/// Runs them; what fails is told with file and line. Ends with `N passed, N failed`.
pub fn run(folders: &[PathBuf], wip: bool) -> anyhow::Result<ExitCode> {
    let found = load(folders)?;
    for problem in &found.problems {
        eprintln!("not read: {problem}");
    }
    let corpus = Corpus::new(found.laws)?;
    let (mut passed, mut failed, mut skipped) = (0_usize, 0_usize, 0_usize);
    for file in &found.features {
        let name = file.display().to_string();
        let scenarios = match scenario::read(&name, &text(file)?) {
            Ok(scenarios) => scenarios,
            Err(problem) => {
                failed += 1;
                println!("FAILED {problem}");
                continue;
            }
        };
        for mut scenario in scenarios {
            scenario.wip &= !wip;
            match scenario::run(&corpus, &scenario) {
                Outcome::Passed => passed += 1,
                Outcome::Skipped => {
                    skipped += 1;
                    println!("skipped (@wip) {}: {}", scenario.place, scenario.title);
                }
                Outcome::Failed(problem) => {
                    failed += 1;
                    println!("FAILED {}\n  {problem}", scenario.title);
                }
            }
        }
    }
    if passed + failed + skipped == 0 {
        eprintln!("no scenario (*.feature) was found");
    }
    if skipped > 0 {
        println!("{skipped} skipped");
    }
    println!("{passed} passed, {failed} failed");
    let fine = failed == 0 && passed + skipped > 0;
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
