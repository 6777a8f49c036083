// SPDX-License-Identifier: EUPL-1.2
//! `voordeur rules check`: whether regulations and sidecars can be used at all.

use std::path::PathBuf;
use std::process::ExitCode;

use rules::{Area, Corpus, Date, Law, Request, compile};

use super::load::load;

/// Reads and compiles everything; prints every problem once.
pub fn run(folders: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let found = load(folders)?;
    let mut problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
    let (mut laws, mut outputs) = (found.laws.len(), 0);
    match Corpus::new(found.laws) {
        Ok(corpus) => {
            problems.extend(found.sidecars.check(&corpus).iter().map(ToString::to_string));
            outputs = compile_all(&corpus, &mut problems);
        }
        Err(problem) => {
            laws = 0;
            problems.push(problem.to_string());
        }
    }
    let mut told: Vec<String> = Vec::new();
    for problem in problems {
        if !told.contains(&problem) {
            println!("{problem}");
            told.push(problem);
        }
    }
    if found.passed_over > 0 {
        println!("{} other YAML files passed over", found.passed_over);
    }
    let sidecars = found.sidecars.vragen.len() + found.sidecars.uitleg.len();
    println!("{laws} regulations, {sidecars} sidecars, {outputs} outputs: {} problems", told.len());
    let fine = told.is_empty() && laws > 0;
    Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Every output of every version, on the last day that version is known to hold, for every municipality with a by-law and
/// for none.
fn compile_all(corpus: &Corpus, problems: &mut Vec<String>) -> usize {
    let mut areas = vec![Area::None];
    for area in corpus.laws().iter().filter_map(|l| l.area.clone()) {
        if !areas.contains(&Area::Code(area.clone())) {
            areas.push(Area::Code(area));
        }
    }
    let latest = corpus.laws().iter().filter_map(|l| l.valid_from).max();
    let mut count = 0;
    for law in corpus.laws() {
        let Some(day) = last_day(corpus, law, latest) else { continue };
        for article in &law.articles {
            let mut names: Vec<&str> = article.machine.actions.iter().map(|a| &*a.output).collect();
            names.dedup();
            for name in names {
                count += 1;
                let asked = format!("{}:{name}", article.number);
                for area in &areas {
                    let request = Request::new(&law.id, &asked, day).in_area(area.clone());
                    if let Err(problem) = compile(corpus, &request) {
                        problems.push(problem.to_string());
                    }
                }
            }
        }
    }
    count
}

fn last_day(corpus: &Corpus, law: &Law, latest: Option<Date>) -> Option<Date> {
    let next = corpus
        .laws()
        .iter()
        .filter(|other| other.id == law.id && other.valid_from > law.valid_from)
        .filter_map(|other| other.valid_from)
        .min();
    let before = next.and_then(|day| day.plus_days(-1));
    let ends = [law.valid_to, before].into_iter().flatten().min();
    let last = ends.or(latest).or(law.valid_from);
    last.or_else(|| Date::new(2026, 1, 1))
}
