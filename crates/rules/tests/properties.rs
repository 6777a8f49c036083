// SPDX-License-Identifier: EUPL-1.2
//! What must hold for every person: knowing more never changes what was known, a question that is not asked never
//! matters, many at once is the same as one by one, and no file can make the reader panic.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{calculating, corpus, date, graph_of};
use proptest::prelude::*;
use rules::column::{Population, Program};
use rules::{Area, Date, Executor, Facts, Graph, Number, Request, Value, compile, question};

/// A small, reproducible die.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        let index = usize::try_from(self.roll(of.len() as u64)).unwrap();
        of[index]
    }
}

/// A person for any graph: values near the thresholds of the test laws, now and then unknown, absent or odd.
fn person(graph: &Graph, dice: &mut Dice, unknowns: bool) -> Vec<Value> {
    graph.leaves.iter().map(|leaf| fact(&leaf.name, dice, unknowns)).collect()
}

fn fact(name: &str, dice: &mut Dice, unknowns: bool) -> Value {
    match dice.roll(40) {
        0..=3 if unknowns => return Value::Unknown,
        4 => return Value::Absent,
        5 if name == "huur" || name == "inkomen" => {
            return Value::Number(Number::ratio(1_000_001, 7).unwrap());
        }
        _ => {}
    }
    let near = |dice: &mut Dice, middle: i64, spread: u64| {
        let n = middle + i64::try_from(dice.roll(spread * 2)).unwrap() - i64::try_from(spread).unwrap();
        Value::Number(if dice.roll(9) == 0 {
            Number::ratio((n * 2 + 1).into(), 2).unwrap()
        } else {
            Number::from(n)
        })
    };
    match name {
        "geboortedatum" => {
            Value::Date(Date::from_days(13_300 + i32::try_from(dice.roll(900)).unwrap()).unwrap())
        }
        "onderhoudt_heg" | "heeft_partner" | "heeft_kinderen" => Value::Bool(dice.roll(3) > 0),
        "woningtype" => Value::text(dice.one(&["ZELFSTANDIG", "AANGEWEZEN", "KAMER"])),
        "bsn" | "partner_bsn" => Value::text(dice.one(&["900000001", "900000002"])),
        "huur" => near(dice, 60_000, 45_000),
        "servicekosten" => near(dice, 4_800, 3_000),
        "aantal_bewoners" => Value::whole(i64::try_from(dice.roll(4)).unwrap()),
        "vermogen" => near(dice, 3_600_000, 50),
        "lengte_heg" => near(dice, 40, 40),
        _ => near(dice, 2_400_000, 400_000),
    }
}

fn graphs() -> Vec<Graph> {
    [
        ("wet_heggengeld", "heggengeld"),
        ("wet_heggengeld", "heeft_recht"),
        ("wet_proeftoeslag", "toeslag"),
        ("wet_proeftoeslag", "heeft_recht"),
        ("wet_proefhuur", "toeslag"),
    ]
    .into_iter()
    .map(|(law, output)| {
        let request = Request::new(law, output, date("2024-06-01")).in_area(Area::Code("GM9901".into()));
        compile(&corpus(), &request).unwrap()
    })
    .collect()
}

fn told(graph: &Graph, person: &[Value]) -> Facts {
    let mut facts = Facts::new(graph);
    for (leaf, value) in (0..).zip(person) {
        facts.set(leaf, value.clone());
    }
    facts
}

#[test]
fn a_hundred_thousand_at_once_are_the_same_as_one_by_one() {
    let mut dice = Dice(26);
    for graph in graphs() {
        let persons: Vec<Vec<Value>> = (0..100_000).map(|_| person(&graph, &mut dice, true)).collect();
        let population = Population::new(&graph, &persons);
        let outcomes = Program::new(&graph, &population).run(&graph, &population);
        let mut executor = Executor::new();
        let mut kinds = std::collections::BTreeMap::new();
        for (row, person) in persons.iter().enumerate() {
            let exact = executor.outcomes(&graph, &told(&graph, person));
            for (output, exact) in exact.iter().enumerate() {
                assert_eq!(&outcomes.value(output, row, &population), exact, "row {row}: {person:?}");
                *kinds.entry(exact.kind()).or_insert(0) += 1;
            }
        }
        println!(
            "{}: {} of {} rows exactly again; {kinds:?}",
            graph.outputs[0].name,
            outcomes.calculated_again(),
            persons.len()
        );
        assert!(outcomes.calculated_again() < persons.len() * 6 / 10, "nearly all rows were in doubt");
        assert!(kinds.len() >= 3, "the persons are all alike: {kinds:?}");
    }
}

#[test]
fn knowing_more_never_changes_what_was_known() {
    let mut dice = Dice(7);
    let mut executor = Executor::new();
    for graph in graphs() {
        let mut decided = 0;
        for _ in 0..20_000 {
            let mut person = person(&graph, &mut dice, true);
            let before = executor.outcomes(&graph, &told(&graph, &person));
            for (leaf, value) in graph.leaves.iter().zip(&mut person) {
                if *value == Value::Unknown && dice.roll(2) == 0 {
                    *value = fact(&leaf.name, &mut dice, false);
                }
            }
            let after = executor.outcomes(&graph, &told(&graph, &person));
            for (b, a) in before.iter().zip(&after) {
                assert!(!b.is_known() || a == b, "{b} became {a} for {person:?}");
                // A fault is final too, though what is at fault may show elsewhere first.
                assert!(
                    !matches!(b, Value::Fault(_)) || matches!(a, Value::Fault(_)),
                    "{b} became {a} for {person:?}"
                );
                decided += usize::from(b.is_known());
            }
        }
        assert!(decided > 1_000, "hardly anything was decided");
    }
}

#[test]
fn a_question_that_is_not_asked_never_changes_the_outcome() {
    let mut dice = Dice(11);
    let mut executor = Executor::new();
    for graph in graphs() {
        let outputs: Vec<u32> = vec![graph.outputs[0].node];
        for _ in 0..5_000 {
            let full = person(&graph, &mut dice, false);
            let mut known: Vec<Value> =
                full.iter().map(|v| if dice.roll(2) == 0 { Value::Unknown } else { v.clone() }).collect();
            loop {
                let facts = told(&graph, &known);
                let outcome = executor.value(&graph, &facts, outputs[0]);
                let open = question::open(&graph, &facts, &mut executor, &outputs);
                assert_eq!(
                    open.is_empty(),
                    outcome != Value::Unknown,
                    "asking stops exactly when the outcome is fixed: {known:?}"
                );
                // Everything that is not asked may be anything.
                let mut other = known.clone();
                for (leaf, value) in other.iter_mut().enumerate() {
                    if *value == Value::Unknown && !open.iter().any(|q| q.leaf as usize == leaf) {
                        *value = fact(&graph.leaves[leaf].name, &mut dice, false);
                    }
                }
                let same = executor.value(&graph, &told(&graph, &other), outputs[0]);
                assert_eq!(same.kind(), outcome.kind(), "{known:?} against {other:?}");
                assert!(!outcome.is_known() || same == outcome);
                let Some(first) = open.first() else { break };
                // Facts about somebody else cannot be told here; they stay open.
                if !graph.leaves[first.leaf as usize].keys.is_empty()
                    || full[first.leaf as usize] == Value::Unknown
                {
                    break;
                }
                known[first.leaf as usize] = full[first.leaf as usize].clone();
            }
        }
    }
}

#[test]
fn registers_are_asked_before_people() {
    let graph = &graphs()[0];
    let open = question::open(graph, &Facts::new(graph), &mut Executor::new(), &[graph.outputs[0].node]);
    let who: Vec<question::Who> = open.iter().map(|q| q.who).collect();
    assert!(
        who.is_sorted() && who.contains(&question::Who::Register) && who.contains(&question::Who::Person),
        "{who:?}"
    );
}

/// The outcome of an expression with some facts.
fn outcome(expression: &str, facts: &[(&str, Value)]) -> Value {
    let graph = graph_of(&calculating(expression), "uit").unwrap_or_else(|p| panic!("{p}"));
    let mut told = Facts::new(&graph);
    for (name, value) in facts {
        told.tell(&graph, name, value).unwrap();
    }
    rules::scalar::outcomes(&graph, &told).remove(0)
}

#[test]
fn false_decides_and_whatever_the_rest_is() {
    let (yes, no) = (Value::Bool(true), Value::Bool(false));
    let broken = "{operation: GREATER_THAN, subject: {operation: DIVIDE, values: [1, $a]}, value: 0}";
    let zero = ("a", Value::whole(0));
    for (expression, wanted) in [
        ("{operation: AND, conditions: [$ja, $nee]}", no.clone()),
        ("{operation: OR, conditions: [$ja, {operation: NOT, value: $nee}]}", yes.clone()),
        (&*format!("{{operation: AND, conditions: [{broken}, $nee]}}"), no.clone()),
        (&*format!("{{operation: AND, conditions: [{broken}, $ja]}}"), Value::Unknown),
        ("{operation: IF, cases: [{when: $ja, then: 3}], default: 3}", Value::whole(3)),
        ("{operation: IF, cases: [{when: $ja, then: 3}], default: 4}", Value::Unknown),
        ("{operation: IF, cases: [{when: $nee, then: 3}]}", Value::Absent),
        ("{operation: ADD, values: [$a, $b]}", Value::Unknown),
        ("{operation: EQUALS, subject: $t, value: null}", Value::Unknown),
    ] {
        assert_eq!(outcome(expression, &[("nee", no.clone()), zero.clone()]), wanted, "{expression}");
    }
    for expression in [
        "{operation: DIVIDE, values: [1, $a]}",
        "{operation: ADD, values: [$a, null]}",
        "{operation: DATE, year: 2023, month: 2, day: 29}",
    ] {
        assert!(matches!(outcome(expression, std::slice::from_ref(&zero)), Value::Fault(_)), "{expression}");
    }
}

#[test]
fn every_operation_does_what_the_format_says() {
    let facts = [
        ("a", Value::whole(7)),
        ("b", Value::whole(-2)),
        ("d", Value::text("2024-01-31")),
        ("t", Value::text("42")),
        ("ja", Value::Bool(true)),
    ];
    for (expression, wanted) in [
        ("{operation: SUBTRACT, values: [$a, $b, 1]}", "8"),
        ("{operation: MULTIPLY, values: [$a, $b, 0.5]}", "-7"),
        ("{operation: DIVIDE, values: [$a, 2, 7]}", "0.5"),
        ("{operation: MIN, values: [$a, $b]}", "-2"),
        ("{operation: MAX, values: [$a, $b]}", "7"),
        ("{operation: ROUND, precision: 0, value: {operation: DIVIDE, values: [$a, $b]}}", "-4"),
        ("{operation: CEIL, precision: 0, value: {operation: DIVIDE, values: [$a, $b]}}", "-3"),
        ("{operation: FLOOR, precision: 0, value: {operation: DIVIDE, values: [$a, $b]}}", "-4"),
        ("{operation: AGE, date_of_birth: $d, reference_date: $referencedate}", "0"),
        ("{operation: DATE_ADD, date: $d, months: 1, weeks: 1, days: 1}", "2024-03-08"),
        ("{operation: DATE, year: 2024, month: 2, day: 29}", "2024-02-29"),
        ("{operation: DAY_OF_WEEK, date: $d}", "2"),
        ("{operation: DATE_DIFF, from: $d, to: $referencedate, in: months}", "4"),
        ("{operation: DATE_DIFF, from: $referencedate, to: $d, in: days}", "-122"),
        ("$referencedate.year", "2024"),
        ("{operation: LIST, items: [$a, 1]}", "[7, 1]"),
        ("{operation: IN, subject: $a, values: [1, $a]}", "true"),
        ("{operation: NOT_IN, subject: $a, values: [1, 2]}", "true"),
        ("{operation: EQUALS, subject: $t, value: 42}", "false"),
        ("{operation: EQUALS, subject: $t, value: '42'}", "true"),
        ("{operation: NOT_EQUALS, subject: $t, value: 42}", "true"),
        ("{operation: EQUALS, subject: $d, value: '2024-01-31'}", "true"),
        ("{operation: LESS_THAN, subject: $d, value: '2024-02-01'}", "true"),
        ("{operation: IS_NULL, subject: $t}", "false"),
        ("{operation: NOT_NULL, subject: $t}", "true"),
        (
            "{operation: SWITCH, cases: [{when: {operation: GREATER_THAN_OR_EQUAL, subject: $a, value: 7}, then: ja}], default: nee}",
            "\"ja\"",
        ),
        (
            "{operation: OR, conditions: [{operation: LESS_THAN_OR_EQUAL, subject: $a, value: 6}, $ja]}",
            "true",
        ),
    ] {
        assert_eq!(outcome(expression, &facts).to_string(), wanted, "{expression}");
    }
}

#[test]
fn ages_at_once_are_the_same_for_every_day_of_two_centuries() {
    let text = calculating("{operation: AGE, date_of_birth: $d, reference_date: $referencedate}");
    for on in ["2024-02-29", "2023-02-28", "2024-06-01", "2025-01-01"] {
        let corpus = rules::Corpus::new([rules::law::read("proef.yaml", &text).unwrap()]).unwrap();
        let graph = compile(&corpus, &Request::new("proef", "uit", date(on))).unwrap();
        let persons: Vec<Vec<Value>> =
            (-54_000..23_000).map(|n| vec![Value::Date(Date::from_days(n).unwrap())]).collect();
        let population = Population::new(&graph, &persons);
        let outcomes = Program::new(&graph, &population).run(&graph, &population);
        assert_eq!(outcomes.calculated_again(), 0);
        for (row, person) in persons.iter().enumerate() {
            let exact = rules::scalar::outcomes(&graph, &told(&graph, person)).remove(0);
            assert_eq!(outcomes.value(0, row, &population), exact, "born {person:?} on {on}");
        }
    }
}

/// Both executors on every one of these persons.
fn agree(graph: &Graph, persons: &[Vec<Value>]) -> usize {
    let population = Population::new(graph, persons);
    let outcomes = Program::new(graph, &population).run(graph, &population);
    for (row, person) in persons.iter().enumerate() {
        let exact = rules::scalar::outcomes(graph, &told(graph, person)).remove(0);
        assert_eq!(outcomes.value(0, row, &population), exact, "{person:?}");
    }
    outcomes.calculated_again()
}

#[test]
fn an_age_against_a_limit_at_once_is_the_same_for_every_day_of_two_centuries() {
    for (operation, limit) in [
        ("GREATER_THAN_OR_EQUAL", "18"),
        ("GREATER_THAN", "18"),
        ("LESS_THAN", "67"),
        ("LESS_THAN_OR_EQUAL", "0"),
        ("EQUALS", "40"),
        ("GREATER_THAN", "-1"),
        ("LESS_THAN", "17.5"),
        ("LESS_THAN", "149"),
    ] {
        let text = calculating(&format!(
            "{{operation: {operation}, subject: {{operation: AGE, date_of_birth: $d, reference_date: $referencedate}}, value: {limit}}}"
        ));
        for on in ["2024-02-29", "2023-02-28", "2025-01-01"] {
            let corpus = rules::Corpus::new([rules::law::read("proef.yaml", &text).unwrap()]).unwrap();
            let graph = compile(&corpus, &Request::new("proef", "uit", date(on))).unwrap();
            let persons: Vec<Vec<Value>> =
                (-54_000..23_000).map(|n| vec![Value::Date(Date::from_days(n).unwrap())]).collect();
            assert_eq!(agree(&graph, &persons), 0, "{operation} {limit}");
        }
    }
}

/// Operations that the laws of the tests do not have, on persons with odd values.
#[test]
fn every_operation_at_once_is_the_same_as_one_by_one() {
    let mut dice = Dice(3);
    for expression in [
        "{operation: IF, cases: [{when: $ja, then: groen}, {when: $nee, then: rood}], default: $t}",
        "{operation: IF, cases: [{when: $ja, then: $nee}], default: {operation: EQUALS, subject: $a, value: $b}}",
        "{operation: IF, cases: [{when: $ja, then: $a}]}",
        "{operation: EQUALS, subject: $ja, value: $nee}",
        "{operation: EQUALS, subject: $ja, value: null}",
        "{operation: EQUALS, subject: $t, value: rood}",
        "{operation: NOT_IN, subject: $t, values: [rood, geel]}",
        "{operation: OR, conditions: [$ja, {operation: AND, conditions: [$nee, {operation: LESS_THAN, subject: $a, value: 3}]}]}",
        "{operation: ROUND, precision: 1, value: {operation: DIVIDE, values: [$a, 8]}}",
        "{operation: ROUND, precision: -1, value: {operation: MULTIPLY, values: [$a, $b, 0.25]}}",
        "{operation: CEIL, precision: 0, value: {operation: DIVIDE, values: [$a, 3]}}",
        "{operation: FLOOR, precision: 0, value: {operation: DIVIDE, values: [$a, $b]}}",
        "{operation: MIN, values: [$a, $b, 2.5]}",
        "{operation: SUBTRACT, values: [$a, 0.001, $b]}",
        "{operation: ADD, values: [$a]}",
        "{operation: MULTIPLY, values: [2, 3]}",
        "{operation: DATE_DIFF, from: $d, to: $referencedate, in: months}",
        "{operation: LESS_THAN, subject: {operation: DATE_ADD, date: $d, years: 1, months: 1, weeks: 2, days: -3}, value: $referencedate}",
        "{operation: DATE_ADD, date: $d, years: 9000}",
        "{operation: ADD, values: [{operation: DAY_OF_WEEK, date: $d}, $d.month]}",
        "{operation: IN, subject: $a, values: [1, 2, $b]}",
        "{operation: GREATER_THAN, subject: $a, value: null}",
    ] {
        let graph = graph_of(&calculating(expression), "uit").unwrap_or_else(|p| panic!("{p}"));
        let persons: Vec<Vec<Value>> = (0..3_000)
            .map(|_| graph.leaves.iter().map(|leaf| odd(&leaf.name, &mut dice)).collect())
            .collect();
        agree(&graph, &persons);
    }
}

fn odd(name: &str, dice: &mut Dice) -> Value {
    match dice.roll(12) {
        0 => return Value::Unknown,
        1 => return Value::Absent,
        _ => {}
    }
    match name {
        "ja" | "nee" => Value::Bool(dice.roll(2) == 0),
        "t" => Value::text(dice.one(&["rood", "groen", "blauw"])),
        "d" => Value::Date(Date::from_days(i32::try_from(dice.roll(40_000)).unwrap() - 10_000).unwrap()),
        _ => match dice.roll(30) {
            0 => Value::Number(Number::ratio(22, 7).unwrap()),
            1 => Value::Number(Number::parse("123456789012345678").unwrap()),
            2 => Value::Number(Number::parse("0.125").unwrap()),
            _ => Value::whole(i64::try_from(dice.roll(12)).unwrap() - 5),
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// Files come from outside: whatever was cut, doubled or changed in one, there is an answer and no panic.
    #[test]
    fn a_damaged_file_is_read_or_refused(which in 0_usize..6, cut in any::<prop::sample::Index>(), with in "[ \\-:{}\\[\\]&*!'\"$0-9a-z\n]{0,8}", drop in 0_usize..40) {
        let texts = [
            include_str!("laws/wet_heggengeld.yaml"), include_str!("laws/wet_inkomen.yaml"), include_str!("laws/wet_besluiten.yaml"),
            include_str!("laws/wet_spoed.yaml"), include_str!("laws/wet_proeftoeslag.yaml"), include_str!("laws/heggenverordening_thuishaven_2023.yaml"),
        ];
        let mut text: Vec<char> = texts[which].chars().collect();
        let at = cut.index(text.len());
        let end = (at + drop).min(text.len());
        text.splice(at..end, with.chars());
        let text: String = text.into_iter().collect();
        if let Ok(law) = rules::law::read("x.yaml", &text) {
            let id = law.id.clone();
            let outputs: Vec<_> = law.articles.iter().flat_map(|a| a.machine.actions.iter().map(move |x| format!("{}:{}", a.number, x.output))).collect();
            if let Ok(corpus) = rules::Corpus::new([law]) {
                for output in outputs {
                    if let Ok(graph) = compile(&corpus, &Request::new(&id, &output, date("2024-06-01"))) {
                        rules::scalar::outcomes(&graph, &Facts::new(&graph));
                    }
                }
            }
        }
    }

    /// Numbers as large as they come: an outcome, an unknown or a fault.
    #[test]
    fn no_number_makes_it_panic(a in any::<i64>(), b in any::<i64>(), p in -28_i32..28) {
        let text = calculating(&format!("{{operation: ROUND, precision: {p}, value: {{operation: DIVIDE, values: [{{operation: MULTIPLY, values: [$a, $a, $b]}}, $b]}}}}"));
        let graph = graph_of(&text, "uit").unwrap();
        let mut facts = Facts::new(&graph);
        facts.tell(&graph, "a", &Value::whole(a)).unwrap();
        facts.tell(&graph, "b", &Value::whole(b)).unwrap();
        prop_assert!(rules::scalar::outcomes(&graph, &facts)[0] != Value::Unknown);
    }
}
