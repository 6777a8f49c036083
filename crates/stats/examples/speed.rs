// SPDX-License-Identifier: EUPL-1.2
//! How long the methods take: medians in microseconds. `cargo run --release -p stats --example speed`

use std::hint::black_box;
use std::time::{Duration, Instant};

use stats::chart::laney_p;
use stats::effect::interrupted_series;
use stats::interval::{bootstrap, newcombe_corrected, welch};
use stats::plan::{Demand, size_for_means};
use stats::queue::{ErlangA, Goal, Load, agents_for};
use stats::sample::{Moments, Share};
use stats::survival::{KaplanMeier, Seen};
use stats::{Level, Result};

/// Prints the median time of one call, over 11 rounds of so many calls.
fn time<T>(what: &str, calls: u32, mut call: impl FnMut() -> Result<T>) -> Result<()> {
    let mut rounds = Vec::new();
    for _ in 0..11 {
        let began = Instant::now();
        for _ in 0..calls {
            black_box(call()?);
        }
        rounds.push(began.elapsed() / calls);
    }
    rounds.sort_unstable();
    println!("{what:50} {:12.2}", rounds[5].as_secs_f64() * 1e6);
    Ok(())
}

fn main() -> Result<()> {
    println!("{:50} {:>12}", "method", "microseconds");
    let (before, after) = (Share::new(600, 1000)?, Share::new(650, 1000)?);
    time("Newcombe, corrected", 10_000, || newcombe_corrected(black_box(before), after, Level::P95))?;
    let (a, b) = (Moments::from_summary(143, 7.1, 1.5)?, Moments::from_summary(150, 7.5, 1.4)?);
    time("Welch", 1000, || welch(black_box(a), b, Level::P95))?;
    let series: Vec<f64> = (0..104_u32).map(|t| f64::from(t * 37 % 23) + f64::from(t) * 0.1).collect();
    time("interrupted series, 104 weeks", 100, || {
        interrupted_series(black_box(&series), 52, None, Level::P95)
    })?;
    let periods = (0..120_u64).map(|t| Share::new(700 + t * 37 % 40, 1000)).collect::<Result<Vec<_>>>()?;
    time("Laney p', 120 months", 1000, || laney_p(black_box(&periods)))?;
    let units: Vec<Seen> =
        (0..100_000_u32).map(|i| Seen { time: f64::from(i * 7919 % 28), event: i % 5 == 0 }).collect();
    time("Kaplan-Meier, 100,000 contacts over 28 days", 3, || {
        KaplanMeier::of(black_box(&units), Level::P95)
    })?;
    let average = |v: &[f64]| v.iter().copied().sum::<f64>();
    time("BCa, 104 values, 2,000 resamples", 1, || {
        bootstrap(black_box(&series), average, 2000, Level::P95, 1)
    })?;
    time("sample size of means", 10, || size_for_means(black_box(0.5), 1.5, Demand::USUAL))?;
    let load = Load::new(82.0, Duration::from_hours(1), Duration::from_secs(292))?;
    let patience = Duration::from_mins(3);
    time("Erlang A, 8 agents", 1000, || ErlangA::new(black_box(load), 8, patience))?;
    let goal = Goal { share: 0.8, within: Duration::from_secs(25), most_busy: 0.9 };
    time("agents for a goal, Erlang A", 10, || agents_for(black_box(load), goal, Some(patience)))
}
