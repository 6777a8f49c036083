// SPDX-License-Identifier: EUPL-1.2
// What must hold of any rule that the reader lets in. Included by each target.

use rules::column::{Population, Program};
use rules::explain::explain;
use rules::sample::Sampler;
use rules::{Corpus, Executor, Facts, Graph, Receipt, Request, Sidecars, Value, compile, question};

/// Both executors agree, a question that is not open never matters, and a receipt replays.
fn sound(corpus: &Corpus, request: &Request) {
    let Ok(graph) = compile(corpus, request) else { return };
    if graph.nodes.len() > 3_000 {
        return;
    }
    let mut sampler = Sampler::new(&graph, graph.nodes.len() as u64, 20);
    let persons: Vec<Vec<Value>> = (0..20).map(|_| sampler.person(&graph)).collect();
    let population = Population::new(&graph, &persons);
    let outcomes = Program::new(&graph, &population).run(&graph, &population);
    let mut executor = Executor::new();
    for (row, person) in persons.iter().enumerate() {
        let facts = told(&graph, person);
        let exact = executor.outcomes(&graph, &facts);
        for (output, value) in exact.iter().enumerate() {
            assert_eq!(&outcomes.value(output, row, &population), value, "{person:?}");
        }
        if row > 3 {
            continue;
        }
        for output in &graph.outputs {
            let open = question::open(&graph, &facts, &mut executor, &[output.node]);
            let value = executor.value(&graph, &facts, output.node);
            assert_eq!(open.is_empty(), value != Value::Unknown, "{person:?}");
        }
        let _ = explain(&graph, &facts, &Sidecars::default());
        let receipt = Receipt::write(request, &graph, &facts, &|_| rules::receipt::Provenance::default());
        let back = Receipt::from_json(&receipt.to_json()).expect("our own receipt");
        assert_eq!(back.replay(corpus), Ok(()));
    }
}

fn told(graph: &Graph, person: &[Value]) -> Facts {
    let mut facts = Facts::new(graph);
    for (leaf, value) in (0..).zip(person) {
        facts.set(leaf, value.clone());
    }
    facts
}
