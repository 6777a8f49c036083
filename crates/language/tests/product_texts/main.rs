// SPDX-License-Identifier: EUPL-1.2
//! Every Dutch text of the product, read for its level: messages, templates, manuals, texts of the demo, and what stands in
//! Rust sources. A text above level 2 fails here, unless `above-level-2.txt` names it with a reason; a line there that is no
//! longer needed fails too. Short texts are read together, file by file.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use language::readability::{self, Level};

mod rust;

/// Shorter texts say too little for a score: labels, headings, single sentences.
const FEWEST_WORDS: usize = 25;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Files with this ending under a folder, with their path from the root. What programs build is none of ours.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                if !path.ends_with("target") {
                    folders.push(path);
                }
            } else if path.to_string_lossy().ends_with(ending) {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
                found.push((name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Blanks in braces read as a word everybody knows.
fn fill(text: &str) -> String {
    let mut filled = String::new();
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '{' => {
                if depth == 0 {
                    filled.push_str("dit");
                }
                depth += 1;
            }
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => filled.push(c),
            _ => {}
        }
    }
    filled
}

/// Messages of a Fluent file: key and text.
fn fluent(text: &str) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        if line.starts_with(char::is_alphabetic)
            && let Some((name, value)) = line.split_once('=')
        {
            name.trim().clone_into(&mut key);
            all.insert(key.clone(), value.trim().to_owned());
        } else if let Some(value) = all.get_mut(&key) {
            value.push('\n');
            // A choice, `[one] ...`, reads as a sentence of its own.
            value.push_str(line.trim().trim_start_matches('*').trim_start_matches('['));
        }
    }
    all
}

/// Strings under these keys in a TOML file of the demo: what we say to residents.
fn demo(text: &str, keys: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    let mut list = false;
    for line in text.lines() {
        if let Some(value) = &mut open {
            if let Some((last, _)) = line.split_once("\"\"\"") {
                value.push_str(last);
                found.extend(open.take());
            } else {
                value.push_str(line);
                value.push('\n');
            }
            continue;
        }
        if list {
            if line.starts_with(']') {
                list = false;
            } else {
                let item = line.trim().trim_end_matches(',').trim_matches('"');
                found.push(item.split_once("| ").map_or(item, |(_, rest)| rest).to_owned());
            }
            continue;
        }
        let Some((key, value)) = line.split_once(" = ") else { continue };
        if !keys.contains(&key) {
            continue;
        }
        if let Some(first) = value.strip_prefix("\"\"\"") {
            open = Some(format!("{first}\n"));
        } else if value == "[" {
            list = true;
        } else {
            found.push(value.trim_matches(['"', '[', ']']).to_owned());
        }
    }
    found
}

/// The words of a template: no tags, no expressions, no code.
fn template(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['<', '{']) {
        plain.push_str(&rest[..at]);
        let here = &rest[at..];
        let close = [
            ("{#", "#}"),
            ("{%", "%}"),
            ("{{", "}}"),
            ("<script", "</script>"),
            ("<style", "</style>"),
            ("<svg", "</svg>"),
            ("<", ">"),
        ]
        .iter()
        .find(|(open, _)| here.starts_with(open))
        .map(|(_, close)| *close);
        let end = close.and_then(|close| here.find(close).map(|e| e + close.len())).unwrap_or(1);
        if ["<p", "<h", "<li", "<d", "<t", "</p", "</h", "</li", "<button", "<a ", "<label", "<s"]
            .iter()
            .any(|t| here.starts_with(t))
        {
            plain.push_str("\n\n");
        }
        rest = &here[end..];
    }
    plain.push_str(rest);
    plain.replace("&nbsp;", " ").replace("&amp;", "&")
}

/// Name and text of everything that is long enough to score.
fn texts() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, text) in files("crates", "nl.ftl") {
        let messages = fluent(&text);
        let whole: Vec<String> = messages.values().map(|m| fill(m)).collect();
        all.push((name.clone(), whole.join("\n\n")));
        all.extend(messages.into_iter().map(|(key, message)| (format!("{name} {key}"), fill(&message))));
    }
    for (name, text) in files("crates", ".html") {
        all.push((name, template(&text)));
    }
    for (name, text) in files("crates", ".toml") {
        let keys: &[&str] = if name.ends_with("thuishaven/data/berichten.toml") {
            &["tekst"]
        } else if name.ends_with("thuishaven/data/voorbeelden.toml")
            || name.contains("thuishaven/data/teksten/")
        {
            &[
                "antwoord",
                "nee",
                "spijt",
                "excuus",
                "fout",
                "herstel",
                "uitstel",
                "doorgezonden",
                "nee_begin",
                "nee_bezwaar",
                "nee_kan",
                "nee_reden",
                "nee_wie",
            ]
        } else {
            continue;
        };
        let said = demo(&text, keys);
        all.push((name.clone(), said.iter().map(|s| fill(s)).collect::<Vec<_>>().join("\n\n")));
        all.extend(said.iter().enumerate().map(|(n, s)| (format!("{name} {}", n + 1), fill(s))));
    }
    for (name, text) in files("docs/handleiding", ".md") {
        all.push((name, markdown(&text)));
    }
    all.extend(sources());
    all
}

/// Dutch in the sources of what runs at a municipality.
fn sources() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (name, source) in files("crates", ".rs") {
        let place = name.strip_prefix("crates/").unwrap().split_once('/').unwrap();
        let for_tests = matches!(place.0, "bench" | "testkit")
            || !place.1.starts_with("src/")
            || ["/tests/", "tests.rs", "/testing"].iter().any(|part| place.1.contains(part));
        if for_tests {
            continue;
        }
        let said: Vec<String> = rust::dutch(&source).iter().map(|text| fill(text)).collect();
        all.push((name.clone(), said.join("\n\n")));
        all.extend(said.into_iter().enumerate().map(|(n, text)| (format!("{name} {}", n + 1), text)));
    }
    all
}

/// The sentences of a manual: no code, no remarks, no marks of its form.
fn markdown(text: &str) -> String {
    let mut plain = String::new();
    let mut code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            code = !code;
        } else if !code && !line.starts_with("<!--") && !line.starts_with("|--") {
            let line = line.trim_start_matches(['#', '>', ' ']).replace("**", "").replace(['`', '|'], " ");
            plain.push_str(&line);
            plain.push('\n');
        }
    }
    plain
}

#[test]
fn texts_of_the_product_are_at_level_two_or_lower() {
    let allowed: BTreeMap<&str, &str> = include_str!("above-level-2.txt")
        .lines()
        .filter(|l| !l.starts_with('#') && !l.is_empty())
        .map(|l| l.split_once('\t').expect("name, tab, reason"))
        .collect();
    let mut read = 0;
    let mut above: BTreeSet<String> = BTreeSet::new();
    for (name, text) in texts() {
        let report = readability::read(&text);
        if report.words < FEWEST_WORDS {
            continue;
        }
        read += 1;
        if report.level() > Level::Two {
            println!(
                "{name}\t{:.0} level {} {:?}",
                report.score.unwrap(),
                report.level().number(),
                report.features
            );
            above.insert(name);
        }
    }
    println!("{read} texts read, {} above level 2", above.len());
    assert!(read > 200, "only {read} texts found: has the place of texts changed?");
    let new: Vec<&String> = above.iter().filter(|name| !allowed.contains_key(name.as_str())).collect();
    assert!(new.is_empty(), "above level 2, so rewrite them or give a reason: {new:#?}");
    let past: Vec<&&str> = allowed.keys().filter(|name| !above.contains(**name)).collect();
    assert!(past.is_empty(), "no longer above level 2, so take them off the list: {past:#?}");
}
