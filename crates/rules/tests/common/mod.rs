// SPDX-License-Identifier: EUPL-1.2
//! The invented laws of the tests.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::path::Path;

use rules::{Corpus, Graph, Law, Request, compile};

const HEAD: &str = "$schema: https://example.nl/schema/v0.5.6/schema.json\n$id: proef\nregulatory_layer: WET\npublication_date: '2020-01-01'\nurl: https://example.nl/proef\n";

pub fn laws() -> Vec<Law> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/laws");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let yaml = files.iter().filter(|f| f.extension().is_some_and(|e| e == "yaml"));
    yaml.map(|f| {
        rules::law::read(&f.file_name().unwrap().to_string_lossy(), &std::fs::read_to_string(f).unwrap())
            .unwrap()
    })
    .collect()
}

pub fn corpus() -> Corpus {
    Corpus::new(laws()).unwrap()
}

pub fn date(text: &str) -> rules::Date {
    rules::Date::parse(text).unwrap()
}

/// A law of one article with this machine-readable part (indented by eight spaces).
pub fn one_article(machine: &str) -> String {
    format!(
        "{HEAD}articles:\n  - number: '1'\n    text: Proef.\n    url: https://example.nl/proef#1\n    machine_readable:\n{machine}"
    )
}

/// A law of one article that calculates `uit` from this expression, with some parameters.
pub fn calculating(expression: &str) -> String {
    one_article(&format!(
        "      execution:\n        parameters:\n          - {{name: a, type: number}}\n          - {{name: b, type: number}}\n          - {{name: ja, type: boolean}}\n          - {{name: nee, type: boolean}}\n          - {{name: d, type: date}}\n          - {{name: t, type: string}}\n        actions:\n          - output: uit\n            value: {expression}\n"
    ))
}

pub fn graph_of(text: &str, output: &str) -> Result<Graph, rules::Problem> {
    let corpus = Corpus::new([rules::law::read("proef.yaml", text)?])?;
    compile(&corpus, &Request::new("proef", output, date("2024-06-01")))
}
