// SPDX-License-Identifier: EUPL-1.2
//! `voordeur rules` as whoever writes a regulation runs it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn regelingen() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules/regelingen")
}

fn rules(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_voordeur")).arg("rules").args(args).output().unwrap()
}

fn shown(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn both(output: &Output) -> String {
    format!("{}{}", shown(output), String::from_utf8_lossy(&output.stderr))
}

fn person(folder: &Path, text: &str) -> String {
    let file = folder.join("persoon.json");
    fs::write(&file, text).unwrap();
    file.display().to_string()
}

const RICH: &str = r#"{"gemeente_code": "GM9901", "woont_in_gemeente": true, "geboortedatum": "1985-03-14",
    "leefvorm": "ALLEENSTAANDE", "inkomen_per_maand": {"waarde": 140000, "bron": "uitkeringen", "op": "2026-05-30"},
    "maanden_laag_inkomen": 48, "vermogen": 780001, "datum_vorige_toeslag": null, "uitzicht_op_meer_inkomen": false}"#;

fn run(input: &str, more: &[&str]) -> Output {
    let folder = regelingen().display().to_string();
    let mut args = vec![
        "run",
        "individuele_inkomenstoeslag",
        "--rules",
        &folder,
        "--date",
        "2026-06-01",
        "--input",
        input,
    ];
    args.extend(more);
    rules(&args)
}

#[test]
fn the_scenarios_of_our_own_schemes_pass_and_the_last_line_counts_them() {
    let folder = regelingen().display().to_string();
    let output = rules(&["test", &folder]);
    assert!(output.status.success(), "{}", both(&output));
    assert!(shown(&output).ends_with("29 passed, 0 failed\n"), "{}", shown(&output));
}

#[test]
fn a_scenario_that_fails_is_told_with_its_line_and_ends_with_code_one() {
    let folder = tempfile::tempdir().unwrap();
    let from = regelingen().join("individuele_inkomenstoeslag");
    for file in fs::read_dir(&from).unwrap().map(|f| f.unwrap().path()).filter(|f| f.is_file()) {
        fs::copy(&file, folder.path().join(file.file_name().unwrap())).unwrap();
    }
    let text = fs::read_to_string(from.join("scenarios/individuele_inkomenstoeslag.feature")).unwrap();
    fs::write(folder.path().join("een.feature"), text.replace("equals 58000", "equals 58001")).unwrap();
    fs::write(
        folder.path().join("twee.feature"),
        "Feature: x\n  @wip\n  Scenario: een wens\n    Given law \"niets\" is loaded\n",
    )
    .unwrap();
    let path = folder.path().display().to_string();
    let output = rules(&["test", &path]);
    assert_eq!(output.status.code(), Some(1));
    let text = shown(&output);
    assert!(text.contains("een.feature:26:1: output 'bedrag' is 58000, expected 58001"), "{text}");
    assert!(text.contains("1 skipped\n") && text.ends_with("14 passed, 1 failed\n"), "{text}");
    let output = rules(&["test", "--wip", &path]);
    assert!(shown(&output).ends_with("14 passed, 2 failed\n"), "{}", shown(&output));
    let empty = tempfile::tempdir().unwrap();
    let output = rules(&["test", &empty.path().display().to_string()]);
    assert!(!output.status.success() && both(&output).contains("no scenario"), "{}", both(&output));
}

#[test]
fn the_check_says_what_is_wrong_where_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().display().to_string();
    let sound = rules(&["check", &regelingen().display().to_string()]);
    assert!(sound.status.success(), "{}", both(&sound));
    assert!(shown(&sound).ends_with(": 0 problems\n"), "{}", shown(&sound));
    let head = "$schema: x/v0.5.6/schema.json\n$id: proef\nregulatory_layer: WET\npublication_date: '2020-01-01'\nurl: u\narticles:\n  - number: '3'\n    text: t\n    url: u\n    machine_readable:\n      execution:\n        actions:\n          - output: uit\n            value: ";
    for (expression, expected) in [
        (
            "$uit",
            "law.yaml:13:13: article 3: this calculation needs itself: proef article 3 'uit' needs proef article 3 'uit'",
        ),
        ("$weg", "law.yaml:14:20: article 3: '$weg' is not known in this article; declare it as"),
        (
            "{operation: SOM, values: [1]}",
            "law.yaml:14:32: article 3: operation 'SOM' does not exist; known are: ADD",
        ),
    ] {
        fs::write(folder.path().join("law.yaml"), format!("{head}{expression}\n")).unwrap();
        let output = rules(&["check", &path]);
        assert_eq!(output.status.code(), Some(1));
        assert!(shown(&output).contains(expected), "{expected:?} in {}", shown(&output));
    }
    fs::write(folder.path().join("law.yaml"), format!("{head}1\n")).unwrap();
    fs::write(
        folder.path().join("law.uitleg.yaml"),
        "regeling: proef\nuitkomsten:\n  uit: {waar: 'U krijgt {weg}.'}\n",
    )
    .unwrap();
    let output = rules(&["check", &path]);
    assert!(
        shown(&output).contains("law.uitleg.yaml:3:15: 'weg' is no name in 'proef'"),
        "{}",
        shown(&output)
    );
}

#[test]
fn one_person_gets_outcome_explanation_and_trace() {
    let folder = tempfile::tempdir().unwrap();
    let input = person(folder.path(), RICH);
    let output = run(&input, &["--uitleg", "--trace"]);
    assert!(output.status.success(), "{}", both(&output));
    let text = shown(&output);
    assert!(text.starts_with("heeft_recht = false\nbedrag = 0 eurocent\n"), "{text}");
    assert!(text.contains("- Uw vermogen is € 7.800,01. Dat is meer dan de grens van € 7.800,00. (artikel 36, individuele inkomenstoeslag)"), "{text}");
    assert!(
        text.contains(
            "[individuele_inkomenstoeslag, article 36; https://wetten.overheid.nl/BWBR0015703#Artikel36]"
        ),
        "{text}"
    );
}

#[test]
fn what_is_not_known_is_asked_and_the_first_question_stands_on_top() {
    let folder = tempfile::tempdir().unwrap();
    let input = person(
        folder.path(),
        &RICH.replace("\"vermogen\": 780001,", "").replace("\"leefvorm\": \"ALLEENSTAANDE\",", ""),
    );
    let output = run(&input, &["--next-question", "--output", "bedrag"]);
    assert!(output.status.success(), "{}", both(&output));
    let text = shown(&output);
    assert!(text.starts_with("bedrag = unknown\n"), "{text}");
    let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words:?} in {text}"));
    assert!(place("- leefvorm (inwoner): Hoe woont u?") < place("- vermogen (inwoner): "), "{text}");
    assert!(text.contains("GEHUWD: Ik woon met een partner."), "{text}");
}

#[test]
fn the_receipt_replays_and_a_changed_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let input = person(folder.path(), RICH);
    let receipt = run(&input, &["--json"]);
    assert!(receipt.status.success(), "{}", both(&receipt));
    let text = shown(&receipt);
    assert!(text.contains(r#""source":"uitkeringen","at":"2026-05-30""#), "{text}");
    let file = folder.path().join("bewijs.json");
    let (path, laws) = (file.display().to_string(), regelingen().display().to_string());
    fs::write(&file, &text).unwrap();
    let same = rules(&["replay", &path, "--rules", &laws]);
    assert!(same.status.success() && shown(&same).starts_with("the same"), "{}", both(&same));
    fs::write(&file, text.replace("780001", "1")).unwrap();
    let other = rules(&["replay", &path, "--rules", &laws]);
    assert_eq!(other.status.code(), Some(1));
    assert!(shown(&other).starts_with("differs: "), "{}", both(&other));
}

#[test]
fn a_wrong_question_gets_a_plain_answer() {
    let folder = tempfile::tempdir().unwrap();
    let input = person(folder.path(), "{\"vermogen\": \"veel\"}");
    let wrong = run(&input, &[]);
    assert!(!wrong.status.success());
    assert!(
        both(&wrong).contains("persoon.json:1:14: 'vermogen' must be a number, but is text"),
        "{}",
        both(&wrong)
    );
    let none =
        rules(&["run", "weet_niet", "--rules", &regelingen().display().to_string(), "--date", "2026-06-01"]);
    assert!(
        both(&none).contains("regulation 'weet_niet' was not found; read were: individuele_inkomenstoeslag"),
        "{}",
        both(&none)
    );
    let day = run(&input, &["--date", "1 juni"]);
    assert!(!day.status.success());
    let missing = rules(&["test", "nergens"]);
    assert!(
        !missing.status.success() && both(&missing).contains("cannot read nergens"),
        "{}",
        both(&missing)
    );
}

#[test]
fn the_benchmark_compares_both_executors() {
    let folder = regelingen().display().to_string();
    let args = [
        "bench",
        "individuele_inkomenstoeslag",
        "--rules",
        &folder,
        "--date",
        "2026-06-01",
        "--gemeente",
        "GM9901",
        "--persons",
        "3000",
    ];
    let output = rules(&args);
    assert!(output.status.success(), "{}", both(&output));
    let text = shown(&output);
    assert!(
        text.contains("3000 persons") && text.contains(" 0 differ\n") && text.contains("columnar"),
        "{text}"
    );
}
