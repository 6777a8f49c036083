// SPDX-License-Identifier: EUPL-1.2
//! The two schemes of our own: scenarios, questions, explanations.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

use rules::explain::{Explanation, explain};
use rules::input::Input;
use rules::question::{self, Who};
use rules::sample::Sampler;
use rules::scenario::{self, Outcome};
use rules::sidecar::{read_uitleg, read_vragen};
use rules::{Area, Corpus, Executor, Facts, Graph, Request, Sidecars, Value, compile};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
    found.sort();
}

fn read(ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("regelingen"), &mut found);
    let named = found.iter().map(|f| (f.file_name().unwrap().to_string_lossy().into_owned(), f));
    named
        .filter(|(name, _)| name.ends_with(ending))
        .map(|(name, f)| (name, std::fs::read_to_string(f).unwrap()))
        .collect()
}

fn corpus() -> Corpus {
    let plain = |name: &str| !name.ends_with(".vragen.yaml") && !name.ends_with(".uitleg.yaml");
    let laws = read(".yaml").into_iter().filter(|(name, _)| plain(name));
    Corpus::new(laws.map(|(name, text)| rules::law::read(&name, &text).unwrap_or_else(|p| panic!("{p}"))))
        .unwrap()
}

fn sidecars() -> Sidecars {
    Sidecars {
        vragen: read(".vragen.yaml").iter().map(|(n, t)| read_vragen(n, t).unwrap()).collect(),
        uitleg: read(".uitleg.yaml").iter().map(|(n, t)| read_uitleg(n, t).unwrap()).collect(),
    }
}

const OUTCOMES: [(&str, &str); 4] = [
    ("individuele_inkomenstoeslag", "bedrag"),
    ("individuele_inkomenstoeslag", "heeft_recht"),
    ("kwijtschelding_gemeentelijke_belastingen", "kwijtschelding"),
    ("kwijtschelding_gemeentelijke_belastingen", "heeft_recht"),
];

fn graph(law: &str, output: &str) -> Graph {
    let request = Request::new(law, output, rules::Date::parse("2026-06-01").unwrap())
        .in_area(Area::Code("GM9901".into()));
    compile(&corpus(), &request).unwrap_or_else(|p| panic!("{p}"))
}

fn told(graph: &Graph, input: &str) -> Facts {
    Input::read("in.json", input).unwrap().facts(graph).unwrap().0
}

const PERSON: &str = r#"{"woont_in_gemeente": true, "geboortedatum": "1985-03-14", "leefvorm": "ALLEENSTAANDE",
    "inkomen_per_maand": 140000, "maanden_laag_inkomen": 48, "vermogen": 100000, "datum_vorige_toeslag": null,
    "uitzicht_op_meer_inkomen": false}"#;

#[test]
fn every_scenario_of_the_schemes_holds_and_there_are_ten_or_more_of_each() {
    let corpus = corpus();
    for (name, text) in read(".feature") {
        let scenarios = scenario::read(&name, &text).unwrap();
        assert!(scenarios.len() >= 10, "{name} has {}", scenarios.len());
        for s in scenarios {
            assert_eq!(scenario::run(&corpus, &s), Outcome::Passed, "{}", s.title);
        }
    }
}

#[test]
fn the_sidecars_fit_the_schemes_and_every_fact_has_a_question() {
    let sidecars = sidecars();
    let problems = sidecars.check(&corpus());
    assert!(problems.is_empty(), "{problems:?}");
    for (law, output) in OUTCOMES {
        let graph = graph(law, output);
        for (leaf, fact) in (0..).zip(&graph.leaves) {
            assert!(
                sidecars.vraag(&graph, leaf).is_some(),
                "{law} asks for {} without a question",
                fact.name
            );
        }
    }
}

#[test]
fn a_sidecar_that_does_not_fit_is_refused_with_its_place() {
    let wrong = |uitleg: &str, vragen: &str| {
        let sidecars = Sidecars {
            uitleg: vec![read_uitleg("a.uitleg.yaml", uitleg).unwrap()],
            vragen: vec![read_vragen("a.vragen.yaml", vragen).unwrap()],
        };
        sidecars.check(&corpus()).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let problems = wrong(
        "regeling: individuele_inkomenstoeslag\nnamen: {inkomn: uw inkomen}\nuitkomsten:\n  bedrag: {waar: 'U krijgt {bedrg}.'}\n",
        "regeling: weet_niet\nvragen: {}\n",
    );
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert!(problems[0].contains("'weet_niet' was not read"), "{problems:?}");
    assert!(problems[1].starts_with("a.uitleg.yaml:2:") && problems[1].contains("'inkomn'"), "{problems:?}");
    assert!(problems[2].starts_with("a.uitleg.yaml:4:") && problems[2].contains("'bedrg'"), "{problems:?}");
    let problems = wrong(
        "regeling: individuele_inkomenstoeslag\n",
        "regeling: individuele_inkomenstoeslag\nvragen:\n  leeftijd: {vraag: Hoe oud bent u?, antwoord: getal}\n",
    );
    assert!(problems[0].contains("'leeftijd' is no parameter or input"), "{problems:?}");
    for text in [
        "regeling: a\nvragen:\n  b: {vraag: c, antwoord: gok}\n",
        "regeling: a\nvragen:\n  b: {vraag: c, antwoord: keuze}\n",
    ] {
        assert!(read_vragen("a", text).is_err(), "{text}");
    }
    assert!(read_uitleg("a", "regeling: a\nuitkomsten:\n  b: {waar: 'U krijgt {c.'}\n").is_err());
}

fn why(input: &str, sidecars: &Sidecars) -> Explanation {
    let graph = graph("individuele_inkomenstoeslag", "bedrag");
    explain(&graph, &told(&graph, input), sidecars).remove(0)
}

#[test]
fn a_refusal_tells_article_own_value_and_threshold() {
    let rich = PERSON.replace("\"vermogen\": 100000", "\"vermogen\": 780001");
    assert_eq!(
        why(&rich, &sidecars()).render(),
        "U krijgt geen individuele inkomenstoeslag.\n\
         - Uw vermogen is € 7.800,01. Dat is meer dan de grens van € 7.800,00. (artikel 36, individuele inkomenstoeslag)\n"
    );
    assert_eq!(
        why(&rich, &Sidecars::default()).render(),
        "Bedrag: € 0,00.\n\
         - Vermogen is € 7.800,01. Dat is meer dan € 7.800,00 (vermogensgrens). (artikel 36, individuele inkomenstoeslag)\n"
    );
}

#[test]
fn all_that_was_not_met_is_told_not_only_the_first() {
    let both =
        PERSON.replace("\"vermogen\": 100000", "\"vermogen\": 780001").replace("1985-03-14", "2010-01-01");
    let text = why(&both, &sidecars()).render();
    assert!(text.contains("U bent 16 jaar. De toeslag is er vanaf 21 jaar."), "{text}");
    assert!(text.contains("€ 7.800,01"), "{text}");
    let soon = PERSON.replace("null", "\"2026-01-01\"");
    let text = why(&soon, &sidecars()).render();
    assert!(text.contains("U kreeg de toeslag op 1 januari 2026."), "{text}");
    // The sidecar names no threshold; the explanation does.
    assert!(text.contains("1 juni 2026"), "{text}");
}

#[test]
fn a_grant_and_an_open_outcome_are_explained_too() {
    let text = why(PERSON, &sidecars()).render();
    assert!(text.starts_with("U krijgt een individuele inkomenstoeslag van € 450,00.\n"), "{text}");
    assert!(text.contains("niet meer dan de grens van € 1.540,00"), "{text}");
    let open = PERSON.replace("\"vermogen\": 100000, ", "");
    let text = why(&open, &sidecars()).render();
    assert!(
        text.starts_with("Wij kunnen nog niet zeggen of u een individuele inkomenstoeslag krijgt.\n"),
        "{text}"
    );
    assert!(
        text.ends_with(
            "Wij weten nog niet:\n- Hoeveel geld hebt u op uw rekeningen, en wat zijn uw bezittingen waard?\n"
        ),
        "{text}"
    );
}

#[test]
fn every_refusal_of_ten_thousand_persons_names_article_own_value_and_threshold() {
    for sidecars in [sidecars(), Sidecars::default()] {
        for (law, output) in OUTCOMES {
            let graph = graph(law, output);
            let mut sampler = Sampler::new(&graph, 7, 1);
            let mut refused = 0;
            for _ in 0..2_500 {
                let person = sampler.person(&graph);
                let mut facts = Facts::new(&graph);
                for (leaf, value) in (0..).zip(&person) {
                    facts.set(leaf, value.clone());
                }
                for explanation in explain(&graph, &facts, &sidecars) {
                    if !explanation.value.is_known() || !explanation.refuses() {
                        continue;
                    }
                    refused += 1;
                    assert!(!explanation.reasons.is_empty(), "{law} {output}: no reason for {person:?}");
                    for reason in &explanation.reasons {
                        let tells = |v: &Value, shown: &str| {
                            matches!(v, Value::Bool(_) | Value::Absent) || reason.text.contains(shown)
                        };
                        assert!(!reason.article.is_empty() && !reason.url.is_empty());
                        assert!(tells(&reason.own, &reason.own_text), "{reason:?}");
                        assert!(
                            reason.threshold.as_ref().is_none_or(|t| tells(t, &reason.threshold_text)),
                            "{reason:?}"
                        );
                    }
                }
            }
            assert!(refused > 500, "{law} {output} refused only {refused}");
        }
    }
}

#[test]
fn the_sidecar_says_who_is_asked_and_registers_come_first() {
    let (graph, sidecars) = (graph("individuele_inkomenstoeslag", "bedrag"), sidecars());
    let answering = |graph: &Graph, leaf: u32| sidecars.answering(graph, leaf);
    let nodes = [graph.outputs[0].node];
    let open = question::open_with(&graph, &Facts::new(&graph), &mut Executor::new(), &nodes, &answering);
    let names: Vec<(&str, Who)> =
        open.iter().map(|q| (&*graph.leaves[q.leaf as usize].name, q.who)).collect();
    assert!(names.is_sorted_by_key(|n| n.1), "{names:?}");
    let place = |name: &str| names.iter().position(|n| n.0 == name).unwrap();
    assert!(place("leefvorm") < place("vermogen"), "a tap comes before looking something up: {names:?}");
    assert_eq!(names.len(), graph.leaves.len());
}
