// SPDX-License-Identifier: EUPL-1.2
//! Golden tests from outside: laws, scenarios and fixtures that others wrote for the format.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};

use rules::scenario::{self, Outcome};
use rules::{Corpus, Law, Request, compile};

/// The shared reference data, when it is there.
fn laws() -> Option<PathBuf> {
    let shared = std::env::var_os("VOORDEUR_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let laws = shared.join("data/laws/regelrecht");
    if laws.is_dir() {
        return Some(laws);
    }
    eprintln!("SKIPPED: {} is not there", laws.display());
    None
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
}

fn read_corpus(folder: &Path) -> Corpus {
    let mut found = Vec::new();
    files(folder, "yaml", &mut found);
    let laws: Vec<Law> = found
        .iter()
        .map(|f| rules::law::read(&f.display().to_string(), &std::fs::read_to_string(f).unwrap()).unwrap())
        .collect();
    assert!(laws.len() >= 20, "only {} laws were found", laws.len());
    Corpus::new(laws).unwrap()
}

#[test]
fn every_scenario_of_the_public_corpus_holds() {
    let Some(root) = laws() else { return };
    let corpus = read_corpus(&root.join("corpus/regulation"));
    let mut features = Vec::new();
    files(&root.join("corpus"), "feature", &mut features);
    let (mut passed, mut skipped, mut failed) = (0, 0, Vec::new());
    for feature in features {
        for scenario in
            scenario::read(&feature.display().to_string(), &std::fs::read_to_string(&feature).unwrap())
                .unwrap()
        {
            match scenario::run(&corpus, &scenario) {
                Outcome::Passed => passed += 1,
                Outcome::Skipped => skipped += 1,
                Outcome::Failed(problem) => failed.push(format!("{}: {problem}", scenario.title)),
            }
        }
    }
    println!("{passed} passed, {skipped} skipped as wish, {} failed", failed.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert_eq!((passed + skipped, skipped), (39, 1));
}

#[test]
fn every_output_of_the_public_corpus_compiles_or_says_what_is_wrong() {
    let Some(root) = laws() else { return };
    let corpus = read_corpus(&root.join("corpus/regulation"));
    let date = rules::Date::parse("2025-07-05").unwrap();
    let mut compiled = 0;
    for law in corpus.laws() {
        for article in &law.articles {
            for action in &article.machine.actions {
                let asked = format!("{}:{}", article.number, action.output);
                match compile(&corpus, &Request::new(&law.id, &asked, date)) {
                    Ok(_) => compiled += 1,
                    // The corpus holds one law that ended, one that takes from it, and a minister's rule with an end date.
                    Err(problem) => assert!(
                        problem.text.contains("no longer in force") || problem.text.contains("no output"),
                        "{problem}"
                    ),
                }
            }
        }
    }
    assert!(compiled > 80, "only {compiled} outputs compiled");
}

#[test]
fn every_engine_fixture_gives_the_outcome_it_states() {
    let Some(root) = laws() else { return };
    let mut found = Vec::new();
    files(&root.join("packages/engine/tests/fixtures"), "json", &mut found);
    let mut checked = 0;
    for file in found {
        let suite: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for case in suite["test_cases"].as_array().into_iter().flatten() {
            checked += 1;
            let outcome = fixture(case);
            let expected = &case["expected"];
            match (outcome, expected["success"].as_bool().unwrap()) {
                (Ok(()), true) | (Err(_), false) => {}
                (Err(text), true) => panic!("{}: {text}", case["id"]),
                (Ok(()), false) => panic!("{}: should fail with {}", case["id"], expected["error_message"]),
            }
        }
    }
    assert!(checked >= 50, "only {checked} fixtures were found");
}

fn json_value(value: &serde_json::Value) -> rules::Value {
    use rules::Value;
    match value {
        serde_json::Value::Null => Value::Absent,
        serde_json::Value::Bool(b) => Value::Bool(*b),
        serde_json::Value::Number(n) => Value::Number(rules::Number::parse(&n.to_string()).unwrap()),
        serde_json::Value::String(s) => Value::text(s.as_str()),
        serde_json::Value::Array(items) => Value::List(items.iter().map(json_value).collect()),
        serde_json::Value::Object(_) => panic!("an object"),
    }
}

fn fixture(case: &serde_json::Value) -> Result<(), String> {
    let texts: Vec<&str> = match case["laws"].as_array() {
        Some(laws) => laws.iter().map(|l| l["yaml"].as_str().unwrap()).collect(),
        None => vec![case["law_yaml"].as_str().unwrap()],
    };
    let laws = texts
        .into_iter()
        .enumerate()
        .map(|(i, t)| rules::law::read(&format!("{i}.yaml"), t))
        .collect::<Result<Vec<_>, _>>();
    let corpus = Corpus::new(laws.map_err(|p| p.to_string())?).map_err(|p| p.to_string())?;
    let date = rules::Date::parse(case["calculation_date"].as_str().unwrap()).unwrap();
    let law = case["law_id"].as_str().unwrap();
    let asked = case["output_name"].as_str().unwrap();
    let expected = case["expected"]["outputs"].as_object();
    let names: Vec<&str> = expected.map_or(vec![asked], |o| o.keys().map(String::as_str).collect());
    for name in names {
        let graph = compile(&corpus, &Request::new(law, name, date)).map_err(|p| p.to_string())?;
        let mut facts = rules::Facts::new(&graph);
        for (key, value) in case["parameters"].as_object().into_iter().flatten() {
            facts.tell(&graph, key, &json_value(value)).map_err(|w| w.to_string())?;
        }
        let value = &rules::scalar::outcomes(&graph, &facts)[0];
        if !value.is_known() {
            return Err(format!("{name} is {value}"));
        }
        let wanted = expected.map(|o| json_value(&o[name]));
        if wanted.as_ref().is_some_and(|w| !w.same(value)) {
            return Err(format!("{name} is {value}, expected {wanted:?}"));
        }
    }
    Ok(())
}
