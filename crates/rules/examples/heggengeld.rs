// SPDX-License-Identifier: EUPL-1.2
//! The example of `docs/rules.md`: `cargo run -p rules --example heggengeld`.
#![expect(clippy::unwrap_used, reason = "an example stops at the first surprise")]

use rules::{Area, Corpus, Date, Executor, Facts, Request, Value, compile, question, trace};

fn main() {
    let read = |name: &str, text: &str| rules::law::read(name, text).unwrap();
    let corpus = Corpus::new([
        read("wet_heggengeld.yaml", include_str!("../tests/laws/wet_heggengeld.yaml")),
        read("wet_inkomen.yaml", include_str!("../tests/laws/wet_inkomen.yaml")),
        read(
            "heggenverordening_2023.yaml",
            include_str!("../tests/laws/heggenverordening_thuishaven_2023.yaml"),
        ),
    ])
    .unwrap();
    let day = Date::parse("2024-06-01").unwrap();
    let request = Request::new("wet_heggengeld", "heggengeld", day).in_area(Area::Code("GM9901".into()));
    let graph = compile(&corpus, &request).unwrap();

    let mut facts = Facts::new(&graph);
    facts.tell(&graph, "onderhoudt_heg", &Value::Bool(true)).unwrap();
    facts.tell(&graph, "inkomen", &Value::whole(2_000_000)).unwrap();
    facts.tell(&graph, "heeft_partner", &Value::Bool(false)).unwrap();

    let mut executor = Executor::new();
    println!("now: {}", executor.outcomes(&graph, &facts)[0]);
    for question in question::open(&graph, &facts, &mut executor, &[graph.outputs[0].node]) {
        println!("ask {:?}: {}", question.who, graph.leaves[question.leaf as usize].name);
    }

    facts.tell(&graph, "geboortedatum", &Value::text("2006-06-01")).unwrap();
    facts.tell(&graph, "lengte_heg", &Value::whole(7)).unwrap();
    println!("then: {}", executor.outcomes(&graph, &facts)[0]);
    print!("{}", trace::render(&graph, &executor.trace(), graph.outputs[0].node));
}
