// SPDX-License-Identifier: EUPL-1.2
//! `voordeur rules bench`: how fast a rule runs on invented persons, and whether both executors agree on each of them.

use std::process::ExitCode;

use rules::column::{Population, Program};
use rules::graph::Op;
use rules::sample::Sampler;
use rules::{Executor, Facts, Graph, Value, compile};

use super::load::asked;
use crate::cli::rules::Bench;

const BATCH: u64 = 100_000;
/// Of every batch so many persons are also calculated with their trace.
const TRACED: u32 = 20_000;
/// The kernel counts in steps of milliseconds: so many runs make them small.
const ROUNDS: u64 = 20;

/// Nanoseconds this thread spent on a processor.
fn cpu() -> anyhow::Result<u64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat")
        .map_err(|e| anyhow::anyhow!("the time of the processor cannot be read here: {e}"))?;
    text.split(' ')
        .next()
        .and_then(|n| n.parse().ok())
        .ok_or_else(|| anyhow::anyhow!("no time of the processor"))
}

#[derive(Default)]
struct Times {
    columnar: Vec<u64>,
    exact: Vec<u64>,
    traced: Vec<u64>,
}

/// Runs it; ends with code 1 when the executors differ.
pub fn run(bench: &Bench) -> anyhow::Result<ExitCode> {
    let (corpus, _, request) = asked(&bench.asked, None)?;
    let graph = compile(&corpus, &request)?;
    let mut sampler = Sampler::new(&graph, bench.seed, bench.unknown);
    let (mut times, mut differ, mut again, mut decided) = (Times::default(), 0_usize, 0_usize, 0_usize);
    let mut left = bench.persons;
    while left > 0 {
        let count = usize::try_from(left.min(BATCH))?;
        left -= left.min(BATCH);
        let persons: Vec<Vec<Value>> = (0..count).map(|_| sampler.person(&graph)).collect();
        let (wrong, exactly, known) = batch(&graph, &persons, &mut times)?;
        differ += wrong;
        again += exactly;
        decided += known;
    }
    let plain = |op: &Op| matches!(op, Op::Const(_) | Op::Leaf(_) | Op::Name(..));
    println!(
        "{}: {} operations, {} facts, {} % unknown",
        request.law,
        graph.nodes.iter().filter(|n| !plain(&n.op)).count(),
        graph.leaves.len(),
        bench.unknown
    );
    println!("{} persons, {decided} decided, {again} exactly again, {differ} differ", bench.persons);
    let size = bench.persons.min(BATCH);
    println!(
        "columnar         {} persons per second of processor time",
        rate(size * ROUNDS, &mut times.columnar)
    );
    println!("exact            {} persons per second", rate(size, &mut times.exact));
    println!("exact with trace {} persons per second", rate(size.min(u64::from(TRACED)), &mut times.traced));
    Ok(if differ == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// One batch: persons on whom the executors differ, that were calculated exactly again, and that are decided.
fn batch(graph: &Graph, persons: &[Vec<Value>], times: &mut Times) -> anyhow::Result<(usize, usize, usize)> {
    let population = Population::new(graph, persons);
    let program = Program::new(graph, &population);
    let outcomes = program.run(graph, &population);
    let facts: Vec<Facts> = (0..persons.len()).map(|row| population.facts(graph, row)).collect();
    let full = times.exact.is_empty() || u64::try_from(persons.len())? == BATCH;
    let mut executor = Executor::new();
    let begin = cpu()?;
    let exact: Vec<Vec<Value>> = facts.iter().map(|f| executor.outcomes(graph, f)).collect();
    if full {
        times.exact.push(cpu()?.saturating_sub(begin));
    }
    if times.columnar.len() < 5 && full {
        let begin = cpu()?;
        for _ in 0..ROUNDS {
            std::hint::black_box(program.run(graph, &population));
        }
        times.columnar.push(cpu()?.saturating_sub(begin));
        let begin = cpu()?;
        for (f, _) in facts.iter().zip(0..TRACED) {
            executor.outcomes(graph, f);
            std::hint::black_box(executor.trace());
        }
        times.traced.push(cpu()?.saturating_sub(begin));
    }
    let (mut differ, mut decided) = (0, 0);
    for (row, values) in exact.iter().enumerate() {
        let same =
            values.iter().enumerate().all(|(output, v)| outcomes.value(output, row, &population) == *v);
        differ += usize::from(!same);
        decided += usize::from(values.iter().all(Value::is_known));
    }
    Ok((differ, outcomes.calculated_again(), decided))
}

/// Persons per second at the median time, for people.
fn rate(persons: u64, times: &mut [u64]) -> String {
    times.sort_unstable();
    let median = times.get(times.len() / 2).copied().unwrap_or(1).max(1);
    let per_second = u128::from(persons) * 1_000_000_000 / u128::from(median);
    let per_second = i64::try_from(per_second).unwrap_or(i64::MAX);
    kernel::dutch::number(per_second).replace('.', ",")
}
