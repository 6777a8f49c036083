// SPDX-License-Identifier: EUPL-1.2
//! AGGREGATE over a relation: our extension of the format.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use rules::column::{Population, Program};
use rules::input::Input;
use rules::{Corpus, Executor, Facts, Graph, Problem, Request, Value, compile, question, scalar};

/// A law of one article with this machine-readable part.
fn one_article(machine: &str) -> String {
    format!(
        "$schema: x/v0.5.6/schema.json\n$id: proef\nregulatory_layer: WET\npublication_date: '2020-01-01'\nurl: u\narticles:\n  - number: '1'\n    text: Proef.\n    url: u\n    machine_readable:\n{machine}"
    )
}

fn graph_of(text: &str, output: &str) -> Result<Graph, Problem> {
    let corpus = Corpus::new([rules::law::read("proef.yaml", text)?])?;
    compile(&corpus, &Request::new("proef", output, rules::Date::parse("2024-06-01").unwrap()))
}

fn text(expression: &str) -> String {
    one_article(&format!(
        "      execution:\n        parameters:\n          - {{name: kinderen, type: array}}\n          - {{name: grens, type: number}}\n        actions:\n          - output: uit\n            value: {expression}\n"
    ))
}

fn graph(expression: &str) -> Graph {
    graph_of(&text(expression), "uit").unwrap_or_else(|p| panic!("{p}"))
}

fn outcome(expression: &str, input: &str) -> String {
    let graph = graph(expression);
    let (facts, _) = Input::read("in", input).unwrap().facts(&graph).unwrap();
    scalar::outcomes(&graph, &facts).remove(0).to_string()
}

const AGE: &str = "{operation: AGE, date_of_birth: $kind.geboren, reference_date: $referencedate}";
const FAMILY: &str = "kinderen: [{geboren: '2010-01-01', toelage: 10}, {geboren: '2020-01-01', toelage: 2.5}, {geboren: '2000-01-01', toelage: 100}]\n";

fn over(function: &str, rest: &str) -> String {
    format!("{{operation: AGGREGATE, function: {function}, over: $kinderen, as: kind{rest}}}")
}

fn minor() -> String {
    format!(", where: {{operation: LESS_THAN, subject: {AGE}, value: 18}}")
}

#[test]
fn each_function_does_what_its_name_says() {
    for (function, rest, wanted) in [
        ("COUNT", String::new(), "3"),
        ("COUNT", minor(), "2"),
        ("SUM", format!("{}, value: $kind.toelage", minor()), "12.5"),
        ("MAX", ", value: $kind.toelage".to_owned(), "100"),
        ("MIN", ", value: $kind.toelage".to_owned(), "2.5"),
        ("MAX", ", value: $kind.geboren".to_owned(), "\"2020-01-01\""),
        ("ANY", format!(", value: {{operation: GREATER_THAN, subject: {AGE}, value: 20}}"), "true"),
        ("ANY", minor(), "true"),
        ("ALL", format!(", value: {{operation: LESS_THAN, subject: {AGE}, value: 20}}"), "false"),
        ("ALL", format!("{}, value: {{operation: LESS_THAN, subject: {AGE}, value: 20}}", minor()), "true"),
    ] {
        assert_eq!(outcome(&over(function, &rest), FAMILY), wanted, "{function}{rest}");
    }
}

#[test]
fn of_no_rows_the_sum_is_nothing_and_the_largest_does_not_exist() {
    for input in ["kinderen: []\n", "kinderen: null\n"] {
        for (function, rest, wanted) in [
            ("COUNT", "", "0"),
            ("SUM", ", value: $kind.toelage", "0"),
            ("MAX", ", value: $kind.toelage", "absent"),
            ("ANY", ", value: $kind.thuis", "false"),
            ("ALL", ", value: $kind.thuis", "true"),
        ] {
            assert_eq!(outcome(&over(function, rest), input), wanted, "{function} of {input}");
        }
    }
}

#[test]
fn what_a_row_does_not_tell_is_unknown_and_only_matters_where_it_can_decide() {
    let rows = "kinderen: [{thuis: true}, {naam: x}]\n";
    assert_eq!(outcome(&over("ANY", ", value: $kind.thuis"), rows), "true");
    assert_eq!(outcome(&over("ALL", ", value: $kind.thuis"), rows), "unknown");
    assert_eq!(outcome(&over("COUNT", ", where: $kind.thuis"), rows), "unknown");
    assert_eq!(outcome(&over("COUNT", ""), rows), "2");
    assert_eq!(outcome(&over("COUNT", ""), "grens: 1\n"), "unknown");
    assert_eq!(
        outcome(
            &over("SUM", ", where: $kind.thuis, value: {operation: DIVIDE, values: [1, 0]}"),
            "kinderen: [{thuis: false}]\n"
        ),
        "0"
    );
    assert_eq!(
        outcome(&over("SUM", ", value: $kind.a"), "kinderen: [{a: x}]\n"),
        "a value of the wrong kind (a number, a date, text or true/false was expected)"
    );
    assert_eq!(outcome(&over("COUNT", ""), "kinderen: [1, 2]\n"), "2");
    assert!(outcome(&over("COUNT", ", where: $kind.a"), "kinderen: [1]\n").contains("wrong kind"));
}

#[test]
fn the_question_is_the_relation_or_what_stands_beside_it() {
    let graph = graph(&over("COUNT", ", where: {operation: LESS_THAN, subject: $kind.n, value: $grens}"));
    let open = |input: &str| -> Vec<String> {
        let (facts, _) = Input::read("in", input).unwrap().facts(&graph).unwrap();
        let open = question::open(&graph, &facts, &mut Executor::new(), &[graph.outputs[0].node]);
        open.iter().map(|q| graph.leaves[q.leaf as usize].name.to_string()).collect()
    };
    assert_eq!(open("grens: 1\n"), ["kinderen"]);
    assert_eq!(open("kinderen: [{n: 1}]\n"), ["grens"]);
    assert_eq!(open("{kinderen: [{m: 1}], grens: 2}"), ["kinderen"]);
    assert!(open("{kinderen: [], grens: 2}").is_empty());
}

#[test]
fn a_wrong_aggregate_is_refused_with_its_place_and_a_remedy() {
    for (expression, expected) in [
        (over("MEAN", ", value: $kind.n"), "function 'MEAN' does not exist; known are: SUM"),
        (over("SUM", ""), "'value' is missing"),
        (over("ANY", ""), "ANY needs a condition"),
        (over("COUNT", ", value: $kind.n"), "put the condition under 'where'"),
        (over("SUM", ", value: $kind"), "a whole row"),
        (over("SUM", ", value: $ander.n"), "'$ander' is not known"),
        (over("SUM", ", valeu: 1"), "'valeu' is not known here"),
        (
            over(
                "COUNT",
                &format!(", where: {{operation: EQUALS, subject: 1, value: {}}}", over("COUNT", "")),
            ),
            "AGGREGATE within AGGREGATE",
        ),
        (
            "{operation: AGGREGATE, function: COUNT, over: $grens, as: kind}".to_owned(),
            "AGGREGATE needs a list, but gets a number",
        ),
        (over("ANY", ", value: 3"), "ANY needs true/false, but gets a number"),
    ] {
        let refusal = graph_of(&text(&expression), "uit").map(drop).unwrap_err().to_string();
        assert!(refusal.starts_with("proef.yaml:") && refusal.contains(expected), "{refusal}");
    }
}

#[test]
fn the_name_of_a_row_does_not_reach_into_other_calculations() {
    let text = one_article(
        "      execution:\n        parameters:\n          - {name: kinderen, type: array}\n        actions:\n          - output: los\n            value: $kind.n\n          - output: uit\n            value: {operation: AGGREGATE, function: SUM, over: $kinderen, as: kind, value: $los}\n",
    );
    assert!(graph_of(&text, "uit").unwrap_err().to_string().contains("'$kind' is not known"));
}

#[test]
fn many_persons_at_once_have_the_same_outcome() {
    let graph = graph(&over("SUM", &format!("{}, value: $kind.toelage", minor())));
    let rows = |input: &str| {
        let (facts, _) = Input::read("in", input).unwrap().facts(&graph).unwrap();
        facts
    };
    let family: Facts = rows(FAMILY);
    let exact = scalar::outcomes(&graph, &family).remove(0);
    let list = Value::List(
        [("2010-01-01", "10"), ("2020-01-01", "2.5"), ("2000-01-01", "100")]
            .map(|(born, n)| {
                Value::Row(
                    vec![
                        ("geboren".into(), Value::text(born)),
                        ("toelage".into(), Value::Number(n.parse().unwrap())),
                    ]
                    .into(),
                )
            })
            .to_vec()
            .into(),
    );
    let persons = vec![vec![list], vec![Value::Absent], vec![Value::Unknown]];
    let population = Population::new(&graph, &persons);
    let outcomes = Program::new(&graph, &population).run(&graph, &population);
    let found: Vec<Value> = (0..3).map(|row| outcomes.value(0, row, &population)).collect();
    assert_eq!(found, [exact, Value::whole(0), Value::Unknown]);
}
