// SPDX-License-Identifier: EUPL-1.2
//! Measures the plan: how long it takes to make, and the figures it yields.
//! `cargo run --profile demo -p thuishaven --example maat`.
use std::{
    collections::{BTreeMap, BTreeSet},
    time::Instant,
};

use kernel::Time;
use thuishaven::{StepKind, Thuishaven};

fn main() -> kernel::Result<()> {
    let t = Instant::now();
    let town = Thuishaven::load()?;
    let loaded = t.elapsed();
    let plan = town.plan(42, Time::parse("2026-11-23T15:00:00Z")?)?;
    let planned = t.elapsed();
    let (mut lives, mut steps, mut bytes) = (0, 0, 0);
    let mut distinct = BTreeSet::new();
    let mut kinds: BTreeMap<String, u32> = BTreeMap::new();
    let lives_all: Vec<_> = plan.lives().collect();
    let told = t.elapsed();
    for life in &lives_all {
        lives += 1;
        steps += life.steps.len();
        bytes += life.tekst.len();
        distinct.insert(&life.tekst);
        for s in &life.steps {
            let name = format!("{:?}", s.kind);
            let name = name.split([' ', '{']).next().unwrap_or("").to_owned();
            *kinds.entry(name).or_default() += 1;
        }
    }
    println!("since the start: loaded {loaded:?}, planned {planned:?}, told {told:?}");
    println!(
        "{lives} lives, {steps} steps, mean text {} bytes, distinct {}%",
        bytes / lives,
        distinct.len() * 100 / lives
    );
    println!("{kinds:?}");
    let open = lives_all
        .iter()
        .filter(|l| {
            !l.steps.iter().any(|s| {
                matches!(
                    s.kind,
                    StepKind::Closed { .. } | StepKind::Withdrawn { .. } | StepKind::Answered { .. }
                )
            })
        })
        .count();
    println!("never answered or closed: {open}");
    Ok(())
}
