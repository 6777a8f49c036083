// SPDX-License-Identifier: EUPL-1.2
//! How fast the rules run, and whether both executors agree on many persons:
//! `cargo run --release -p rules --example speed [persons]`. Times are of the processor, not of the clock.
#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

use std::path::Path;

use rules::column::{Population, Program};
use rules::graph::Op;
use rules::sample::Sampler;
use rules::{Area, Corpus, Date, Executor, Facts, Graph, Request, Value, compile};

const BATCH: usize = 100_000;
const ROUNDS: usize = 40;

/// Nanoseconds this process spent on a processor.
fn cpu() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0.0)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn told(graph: &Graph, person: &[Value]) -> Facts {
    let mut facts = Facts::new(graph);
    for (leaf, value) in (0..).zip(person) {
        facts.set(leaf, value.clone());
    }
    facts
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn per_second(rows: usize, nanoseconds: f64) -> f64 {
    rows as f64 / nanoseconds * 1e9
}

fn corpus() -> Corpus {
    let mut laws = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["tests/laws", "regelingen/individuele_inkomenstoeslag", "regelingen/kwijtschelding"];
    for folder in folders.map(|f| root.join(f)) {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            // A sidecar has two dots in its name: `x.vragen.yaml`.
            if name.split_once('.').is_some_and(|(_, rest)| rest == "yaml") {
                laws.push(rules::law::read(&name, &std::fs::read_to_string(&path).unwrap()).unwrap());
            }
        }
    }
    Corpus::new(laws).unwrap()
}

fn main() {
    let persons: usize = std::env::args().nth(1).map_or(1_000_000, |n| n.parse().unwrap());
    let corpus = corpus();
    for (law, output, day) in [
        ("wet_proefhuur", "toeslag", "2024-06-01"),
        ("wet_proeftoeslag", "toeslag", "2024-06-01"),
        ("individuele_inkomenstoeslag", "bedrag", "2026-06-01"),
        ("kwijtschelding_gemeentelijke_belastingen", "kwijtschelding", "2026-06-01"),
    ] {
        let request =
            Request::new(law, output, Date::parse(day).unwrap()).in_area(Area::Code("GM9901".into()));
        let graph = compile(&corpus, &request).unwrap();
        let plain = |op: &Op| matches!(op, Op::Const(_) | Op::Leaf(_) | Op::Name(..));
        println!(
            "{law}: {} operations among {} calculations, {} facts",
            graph.nodes.iter().filter(|n| !plain(&n.op)).count(),
            graph.nodes.len(),
            graph.leaves.len()
        );
        for unknown in [0, 7] {
            measure(&graph, unknown, persons);
        }
    }
}

fn measure(graph: &Graph, unknown: u64, persons: usize) {
    let mut sampler = Sampler::new(graph, 26, unknown);
    let (mut columnar, mut scalar, mut traced) = (vec![], vec![], vec![]);
    let (mut again, mut done, mut known) = (0, 0, 0);
    let mut executor = Executor::new();
    while done < persons {
        let batch: Vec<Vec<Value>> = (0..BATCH).map(|_| sampler.person(graph)).collect();
        let population = Population::new(graph, &batch);
        let program = Program::new(graph, &population);
        let outcomes = program.run(graph, &population);
        again += outcomes.calculated_again();
        let facts: Vec<Facts> = batch.iter().map(|p| told(graph, p)).collect();
        let begin = cpu();
        let exact: Vec<Vec<Value>> = facts.iter().map(|f| executor.outcomes(graph, f)).collect();
        scalar.push(cpu() - begin);
        if done == 0 {
            for _ in 0..5 {
                // The kernel counts in steps of milliseconds: long enough to make them small.
                let begin = cpu();
                for _ in 0..ROUNDS {
                    std::hint::black_box(program.run(graph, &population));
                }
                columnar.push(cpu() - begin);
                let begin = cpu();
                for f in &facts[..20_000] {
                    executor.outcomes(graph, f);
                    std::hint::black_box(executor.trace());
                }
                traced.push(cpu() - begin);
            }
        }
        for (row, values) in exact.iter().enumerate() {
            for (output, value) in values.iter().enumerate() {
                let column = outcomes.value(output, row, &population);
                assert!(column == *value, "row {row}: {column} and {value} differ: {:?}", batch[row]);
            }
            known += usize::from(values[0].is_known());
        }
        done += BATCH;
    }
    println!(
        "  {unknown} % unknown: {done} persons, {known} decided, 0 differ, {again} exactly again: columnar {:.1} M/s, scalar {:.0} k/s, with trace {:.0} k/s",
        per_second(BATCH * ROUNDS, median(columnar)) / 1e6,
        per_second(BATCH, median(scalar)) / 1e3,
        per_second(20_000, median(traced)) / 1e3
    );
}
