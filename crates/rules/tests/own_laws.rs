// SPDX-License-Identifier: EUPL-1.2
//! Our own invented laws: scenarios, receipts, refusals.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use common::{calculating, corpus, date, graph_of, one_article};
use rules::scenario::{self, Outcome};
use rules::{Area, Corpus, Facts, Receipt, Request, Value, compile};

#[test]
fn every_scenario_of_our_own_laws_holds() {
    let scenarios = scenario::read("heggengeld.feature", include_str!("laws/heggengeld.feature")).unwrap();
    assert_eq!(scenarios.len(), 8);
    for s in scenarios {
        assert_eq!(scenario::run(&corpus(), &s), Outcome::Passed, "{}", s.title);
    }
}

#[test]
fn the_corners_of_the_format_hold() {
    let scenarios = scenario::read("themas.feature", include_str!("laws/themas.feature")).unwrap();
    assert_eq!(scenarios.len(), 22);
    for s in scenarios {
        assert_eq!(scenario::run(&corpus(), &s), Outcome::Passed, "{}", s.title);
    }
}

#[test]
fn a_scenario_that_does_not_hold_fails_at_its_line() {
    let text = include_str!("laws/heggengeld.feature").replace("equals 583", "equals 584");
    let scenarios = scenario::read("heggengeld.feature", &text).unwrap();
    let Outcome::Failed(problem) = scenario::run(&corpus(), &scenarios[0]) else { panic!("it passed") };
    assert_eq!(problem.to_string(), "heggengeld.feature:19:1: output 'heggengeld' is 583, expected 584");
}

fn asked() -> Request {
    Request::new("wet_heggengeld", "heggengeld", date("2024-06-01")).in_area(Area::Code("GM9901".into()))
}

fn receipt() -> Receipt {
    let request = asked();
    let graph = compile(&corpus(), &request).unwrap();
    let mut facts = Facts::new(&graph);
    facts.tell(&graph, "bsn", &Value::text("900000002")).unwrap();
    facts.tell(&graph, "onderhoudt_heg", &Value::Bool(true)).unwrap();
    facts.tell(&graph, "geboortedatum", &Value::text("1980-02-29")).unwrap();
    facts.tell(&graph, "lengte_heg", &Value::whole(7)).unwrap();
    let table =
        scenario::read("h", include_str!("laws/heggengeld.feature")).unwrap()[0].steps[2].rows.clone();
    let rows = table[1..]
        .iter()
        .map(|r| r.iter().map(|c| c.parse().map_or_else(|()| word(c), Value::Number)).collect())
        .collect();
    let register = rules::scalar::Table { key: "bsn".into(), columns: table[0].clone(), rows };
    let facts = facts.with_tables(&graph, vec![register].into()).unwrap();
    Receipt::write(&request, &graph, &facts, &|_| rules::receipt::Provenance {
        source: Some("BRI".into()),
        at: Some("2024-05-30".into()),
    })
}

fn word(text: &str) -> Value {
    match text {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "null" => Value::Absent,
        other => Value::text(other),
    }
}

#[test]
fn a_receipt_replays_bit_for_bit_also_through_json() {
    let receipt = receipt();
    assert_eq!(receipt.outcomes[0].value, Value::whole(1050));
    let back = Receipt::from_json(&receipt.to_json()).unwrap();
    assert_eq!(back, receipt);
    assert_eq!(back.to_json(), receipt.to_json());
    assert_eq!(back.replay(&corpus()), Ok(()));
    assert!(
        receipt.facts.iter().any(|f| &*f.name == "aftrek" && f.keys.len() == 1),
        "the facts of the partner are on it"
    );
}

#[test]
fn a_receipt_with_another_fact_law_or_outcome_does_not_replay() {
    let good = receipt();
    let mut other = good.clone();
    other.outcomes[0].value = Value::whole(1051);
    assert!(other.replay(&corpus()).is_err());
    let mut other = good.clone();
    let length = other.facts.iter_mut().find(|f| &*f.name == "lengte_heg").unwrap();
    length.value = Value::whole(8);
    assert!(other.replay(&corpus()).is_err());
    let changed: Vec<_> = common::laws()
        .into_iter()
        .map(|mut law| {
            if &*law.id == "wet_inkomen" {
                law.sha256 = "0".into();
            }
            law
        })
        .collect();
    assert!(good.replay(&Corpus::new(changed).unwrap()).unwrap_err().to_string().contains("wet_inkomen"));
}

#[test]
fn a_trace_names_every_article_with_its_address() {
    let request = asked();
    let graph = compile(&corpus(), &request).unwrap();
    let mut facts = Facts::new(&graph);
    facts.tell(&graph, "onderhoudt_heg", &Value::Bool(false)).unwrap();
    let mut executor = rules::Executor::new();
    executor.outcomes(&graph, &facts);
    let text = rules::trace::render(&graph, &executor.trace(), graph.outputs[0].node);
    assert!(text.starts_with("output heggengeld = 0 eurocent  [wet_heggengeld, article 1; https://example.nl/wet_heggengeld#1]\n"), "{text}");
    assert!(text.contains("given: onderhoudt_heg = false"), "{text}");
    assert!(!text.contains("inkomen"), "what was not needed is not in it: {text}");
}

#[test]
fn without_a_municipality_it_is_asked_for_where_it_matters() {
    let graph = compile(&corpus(), &asked().in_area(Area::Unknown)).unwrap();
    let mut facts = Facts::new(&graph);
    for (name, value) in [
        ("onderhoudt_heg", Value::Bool(true)),
        ("lengte_heg", Value::whole(3)),
        ("geboortedatum", Value::text("1990-01-01")),
    ] {
        facts.tell(&graph, name, &value).unwrap();
    }
    facts.tell(&graph, "inkomen", &Value::whole(1)).unwrap();
    facts.tell(&graph, "heeft_partner", &Value::Bool(false)).unwrap();
    let open = rules::question::open(&graph, &facts, &mut rules::Executor::new(), &[graph.outputs[0].node]);
    let names: Vec<&str> = open.iter().map(|q| &*graph.leaves[q.leaf as usize].name).collect();
    assert_eq!(names, ["gemeente_code"]);
}

fn refused(text: &str) -> String {
    graph_of(text, "uit").map(drop).unwrap_err().to_string()
}

#[test]
fn a_wrong_rule_is_refused_with_place_article_and_remedy() {
    let cases = [
        (
            calculating("{operation: AD, values: [1]}"),
            "proef.yaml:21:32: article 1: operation 'AD' does not exist",
        ),
        (calculating("{operation: ADD, valeus: [1]}"), "'valeus' is not known here"),
        (calculating("{operation: ADD, values: []}"), "at least one operand"),
        (calculating("{operation: ADD, values: [$a, $ja]}"), "ADD needs a number, but gets true/false"),
        (calculating("{operation: ADD, values: [$a, $c]}"), "'$c' is not known in this article"),
        (calculating("{operation: AND, conditions: [$ja, $a]}"), "AND needs true/false, but gets a number"),
        (calculating("{operation: SUBTRACT, values: [$d, $d]}"), "use DATE_ADD or DATE_DIFF"),
        (calculating("{operation: GREATER_THAN, subject: $a, value: $d}"), "compares a number with a date"),
        (calculating("$uit"), "needs itself"),
        (calculating("{operation: DATE_DIFF, from: $d, to: $d, in: uren}"), "days, months or years"),
        (calculating("{operation: ROUND, value: $a, precision: 40}"), "from -28 to 28"),
        (calculating("$d.eeuw"), "a date has .year"),
        (calculating("12345678901234567890123456789012345678901"), "too many digits"),
        (
            calculating(&format!("{}1{}", "{operation: NOT, value: ".repeat(60), "}".repeat(60))),
            "nested deeper",
        ),
        (
            one_article(
                "      execution: {output: [{name: uit, type: nummer}], actions: [{output: uit, value: 1}]}\n",
            ),
            "type 'nummer' does not exist",
        ),
        (one_article("      execution: {output: [{name: uit, type: number}]}\n"), "no action gives it"),
        (one_article("      overides: []\n"), "'overides' is not known here"),
        (
            one_article(
                "      execution: {output: [{name: uit, type: boolean}], actions: [{output: uit, value: 1}]}\n",
            ),
            "declared as true/false, but is a number",
        ),
        (calculating("1").replace("v0.5.6", "v0.4.0"), "versions 0.5.x can be read"),
        (calculating("1").replace("WET", "WETJE"), "not a kind of regulation"),
    ];
    for (text, expected) in cases {
        let refusal = refused(&text);
        assert!(
            refusal.starts_with("proef.yaml:") && refusal.contains(expected),
            "expected {expected:?} in {refusal}"
        );
    }
}

#[test]
fn units_do_not_mix_and_endless_amounts_are_rounded() {
    let amounts = |expression: &str| {
        one_article(&format!(
            "      execution:\n        parameters:\n          - {{name: a, type: amount, type_spec: {{unit: eurocent}}}}\n          - {{name: b, type: amount, type_spec: {{unit: euro}}}}\n          - {{name: n, type: number, type_spec: {{unit: days}}}}\n          - {{name: r, type: number}}\n        output: [{{name: uit, type: amount, type_spec: {{unit: eurocent}}}}]\n        actions:\n          - output: uit\n            value: {expression}\n"
        ))
    };
    for (expression, expected) in [
        ("{operation: ADD, values: [$a, $n]}", "ADD mixes eurocent and days"),
        ("{operation: MAX, values: [$a, $b]}", "MAX mixes eurocent and euro"),
        ("{operation: MULTIPLY, values: [$a, $b]}", "an amount of money by an amount of money"),
        ("$b", "'uit' mixes eurocent and euro"),
        ("{operation: DIVIDE, values: [$a, 12]}", "put ROUND, CEIL or FLOOR around it"),
        ("{operation: DIVIDE, values: [$a, $r]}", "put ROUND, CEIL or FLOOR around it"),
    ] {
        let refusal = refused(&amounts(expression));
        assert!(refusal.contains(expected), "expected {expected:?} in {refusal}");
    }
    for expression in [
        "{operation: DIVIDE, values: [$a, 100]}",
        "{operation: FLOOR, precision: 0, value: {operation: DIVIDE, values: [$a, $r]}}",
    ] {
        assert!(graph_of(&amounts(expression), "uit").is_ok(), "{expression}");
    }
}

#[test]
fn versions_that_contradict_each_other_are_refused() {
    let version = |from: &str, to: &str| {
        rules::law::read(
            from,
            &calculating("1")
                .replace("url: https://example.nl/proef\n", &format!("url: u\nvalid_from: '{from}'\n{to}")),
        )
        .unwrap()
    };
    let same = Corpus::new([version("2020-01-01", ""), version("2020-01-01", "")]).unwrap_err();
    assert!(same.text.contains("two versions from 2020-01-01"), "{same}");
    let over = Corpus::new([version("2020-01-01", "valid_to: '2021-06-30'\n"), version("2021-01-01", "")])
        .unwrap_err();
    assert!(over.text.contains("holds until 2021-06-30"), "{over}");
    assert!(
        Corpus::new([version("2020-01-01", "valid_to: '2020-12-31'\n"), version("2021-01-01", "")]).is_ok()
    );
}
