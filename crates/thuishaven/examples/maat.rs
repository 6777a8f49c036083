// SPDX-License-Identifier: EUPL-1.2
//! Measures the plan: how long it takes to make, and the figures it yields.
//! `cargo run --profile demo -p thuishaven --example maat`.
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use kernel::Time;
use thuishaven::{Life, StepKind, Thuishaven};

fn main() -> kernel::Result<()> {
    let start = Instant::now();
    let town = Thuishaven::load()?;
    let loaded = start.elapsed();
    let plan = town.plan(42, Time::parse("2026-11-23T15:00:00Z")?)?;
    let planned = start.elapsed();
    let lives: Vec<_> = plan.lives().collect();
    println!("since the start: loaded {loaded:?}, planned {planned:?}, told {:?}", start.elapsed());
    figures(&lives);
    promises(&town, &lives);
    Ok(())
}

/// How often everything happens.
fn figures(lives: &[Life<'_>]) {
    let texts: BTreeSet<&str> = lives.iter().map(|l| l.tekst.as_str()).collect();
    let steps: usize = lives.iter().map(|l| l.steps.len()).sum();
    let bytes: usize = lives.iter().map(|l| l.tekst.len()).sum();
    println!(
        "{} lives, {steps} steps, {} texts differ, {} bytes a text",
        lives.len(),
        texts.len(),
        bytes / lives.len()
    );
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let mut rules: BTreeMap<&str, u32> = BTreeMap::new();
    for step in lives.iter().flat_map(|l| &l.steps) {
        let name = format!("{:?}", step.kind);
        *kinds.entry(name.split([' ', '{']).next().unwrap_or("").to_owned()).or_default() += 1;
        if let StepKind::Routed { rule, .. } = step.kind {
            *rules.entry(rule).or_default() += 1;
        }
    }
    println!("{kinds:?}\n{rules:?}");
    let soorten = lives.iter().fold(BTreeMap::new(), |mut all: BTreeMap<&str, u32>, l| {
        *all.entry(l.soort.text()).or_default() += 1;
        all
    });
    println!("{soorten:?}");
}

/// Kept by the first date, and by the date of the moment, per team.
fn promises(town: &Thuishaven, lives: &[Life<'_>]) {
    let mut teams: BTreeMap<&str, [u32; 3]> = BTreeMap::new();
    for life in lives.iter().filter(|l| !l.at_once) {
        let mut due = life.due;
        for step in &life.steps {
            match &step.kind {
                StepKind::PromiseExtended { due: new, .. }
                | StepKind::AnsweredByResident { due: Some(new), .. } => due = *new,
                StepKind::Answered { .. } => {
                    let team = town.onderwerp(life.onderwerp).map_or("", |o| o.team.as_str());
                    let sums = teams.entry(team).or_default();
                    sums[0] += 1;
                    sums[1] += u32::from(step.at <= life.due);
                    sums[2] += u32::from(step.at <= due);
                    break;
                }
                _ => {}
            }
        }
    }
    for (team, [all, first, last]) in teams {
        println!(
            "{team}: {all} later answers, {}% by the first date, {}% by the last",
            first * 100 / all,
            last * 100 / all
        );
    }
}
