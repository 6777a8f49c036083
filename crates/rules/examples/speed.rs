// SPDX-License-Identifier: EUPL-1.2
//! How fast the rules run, and whether both executors agree on many persons:
//! `cargo run --release -p rules --example speed [persons]`. Times are of the processor, not of the clock.
#![expect(clippy::unwrap_used, reason = "a benchmark stops at the first surprise")]

use rules::column::{Population, Program};
use rules::{Corpus, Date, Executor, Facts, Graph, Number, Request, Value, compile};

const BATCH: usize = 100_000;
const ROUNDS: usize = 40;

struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn whole(&mut self, from: i64, to: i64) -> Value {
        Value::whole(from + i64::try_from(self.roll(u64::try_from(to - from).unwrap())).unwrap())
    }
}

fn fact(name: &str, dice: &mut Dice, unknown: u64) -> Value {
    if dice.roll(100) < unknown {
        return Value::Unknown;
    }
    match name {
        "geboortedatum" => Value::Date(Date::from_days(i32::try_from(dice.roll(19_000)).unwrap()).unwrap()),
        "heeft_kinderen" => Value::Bool(dice.roll(3) == 0),
        "woningtype" => Value::text(["ZELFSTANDIG", "KAMER"][usize::from(dice.roll(4) == 0)]),
        "partnerinkomen" if dice.roll(2) == 0 => Value::Absent,
        "huur" => dice.whole(15_000, 105_000),
        "servicekosten" => dice.whole(0, 9_000),
        "aantal_bewoners" => dice.whole(1, 5),
        "inkomen" if dice.roll(50) == 0 => {
            Value::Number(Number::ratio(dice.roll(9_000_000).into(), 2).unwrap())
        }
        _ => dice.whole(0, 4_500_000),
    }
}

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

fn main() {
    let persons: usize = std::env::args().nth(1).map_or(1_000_000, |n| n.parse().unwrap());
    let law = rules::law::read("wet_proeftoeslag.yaml", include_str!("../tests/laws/wet_proeftoeslag.yaml"))
        .unwrap();
    let corpus = Corpus::new([law]).unwrap();
    let graph =
        compile(&corpus, &Request::new("wet_proeftoeslag", "toeslag", Date::parse("2024-06-01").unwrap()))
            .unwrap();
    println!("{} calculations, {} facts", graph.nodes.len(), graph.leaves.len());
    for unknown in [0, 7] {
        let mut dice = Dice(26);
        let (mut columnar, mut scalar, mut traced, mut again, mut done) = (vec![], vec![], vec![], 0, 0);
        let mut executor = Executor::new();
        while done < persons {
            let batch: Vec<Vec<Value>> = (0..BATCH)
                .map(|_| graph.leaves.iter().map(|l| fact(&l.name, &mut dice, unknown)).collect())
                .collect();
            let population = Population::new(&graph, &batch);
            let program = Program::new(&graph, &population);
            let outcomes = program.run(&graph, &population);
            again += outcomes.calculated_again();
            let facts: Vec<Facts> = batch.iter().map(|p| told(&graph, p)).collect();
            let begin = cpu();
            let exact: Vec<Vec<Value>> = facts.iter().map(|f| executor.outcomes(&graph, f)).collect();
            scalar.push(cpu() - begin);
            if done == 0 {
                for _ in 0..5 {
                    // The kernel counts in steps of milliseconds: long enough to make them small.
                    let begin = cpu();
                    for _ in 0..ROUNDS {
                        std::hint::black_box(program.run(&graph, &population));
                    }
                    columnar.push(cpu() - begin);
                    let begin = cpu();
                    for f in &facts[..20_000] {
                        executor.outcomes(&graph, f);
                        std::hint::black_box(executor.trace());
                    }
                    traced.push(cpu() - begin);
                }
            }
            for (row, values) in exact.iter().enumerate() {
                let column = outcomes.value(0, row, &population);
                assert!(
                    column == values[0],
                    "row {row}: {column} and {} differ: {:?}",
                    values[0],
                    batch[row]
                );
            }
            done += BATCH;
        }
        println!(
            "{unknown} % of the facts unknown, {done} persons, 0 differ, {again} calculated again: columnar {:.1} M/s, scalar {:.0} k/s, with trace {:.0} k/s",
            per_second(BATCH * ROUNDS, median(columnar)) / 1e6,
            per_second(BATCH, median(scalar)) / 1e3,
            per_second(20_000, median(traced)) / 1e3
        );
    }
}
