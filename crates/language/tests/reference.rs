// SPDX-License-Identifier: EUPL-1.2
//! Readability against the texts that LiNT-II publishes: four parsed ones, and paragraphs labelled by what is hard in
//! them. They are not ours to ship; the tests look beside the checkout.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;

use language::readability::constants::{DISTANCE_BASE, DISTANCE_PER_WORD};
use language::readability::{Level, MarkKind, Report, Severity, WordData, read_with};
use serde_json::Value;

mod support;
use support::folder;

fn json(name: &str) -> Option<Value> {
    Some(serde_json::from_str(&std::fs::read_to_string(folder()?.join(name)).unwrap()).unwrap())
}

fn word_data() -> Option<WordData> {
    let read = |name: &str| std::fs::read_to_string(folder().unwrap().join(name)).unwrap();
    folder()?;
    Some(
        WordData::read(&read("subtlex_logfreq.tsv"), &read("nouns_semtype.tsv"), &read("freq_skiplist.txt"))
            .unwrap(),
    )
}

/// A sentence of a published text, put together again. Its words are in lower case; with `capitals`, names and first
/// words get theirs back.
fn sentence(value: &Value, capitals: bool) -> String {
    let mut text = String::new();
    let mut first = true;
    for word in value["word_features"].as_array().unwrap() {
        let (form, pos) = (word["text"].as_str().unwrap(), word["pos"].as_str().unwrap());
        if pos == "PUNCT" && !matches!(form, "(" | "\"" | "-" | "…") && !text.ends_with('\n') {
            text.push_str(form);
            continue;
        }
        if !text.is_empty() && !text.ends_with(['\n', '(']) {
            text.push(' ');
        }
        let mut letters = form.chars();
        match letters.next() {
            Some(c) if capitals && c.is_alphabetic() && (first || pos == "PROPN") => {
                text.extend(c.to_uppercase());
                text.push_str(letters.as_str());
                first = false;
            }
            _ => text.push_str(form),
        }
    }
    text
}

struct Published {
    text: String,
    score: f64,
    value: Value,
}

fn published(level: u8, capitals: bool) -> Option<Published> {
    let value = json(&format!("example_level{level}.json"))?;
    let text: Vec<String> =
        value["sentences"].as_array().unwrap().iter().map(|s| sentence(s, capitals)).collect();
    let score = value["document_lint_score"].as_f64().unwrap();
    Some(Published { text: text.join("\n\n"), score, value })
}

/// The four features of LiNT-II by its own words.
#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn their_features(value: &Value) -> [f64; 4] {
    let sentences = value["sentences"].as_array().unwrap();
    let words: Vec<&Value> = sentences.iter().flat_map(|s| s["word_features"].as_array().unwrap()).collect();
    let mean = |all: Vec<f64>| all.iter().sum::<f64>() / all.len().max(1) as f64;
    let classes: Vec<&str> =
        words.iter().filter_map(|w| w["super_sem_type"].as_str()).filter(|c| *c != "unknown").collect();
    [
        mean(words.iter().filter_map(|w| w["word_frequency"].as_f64()).collect()),
        mean(sentences.iter().filter_map(|s| s["max_sdl"].as_f64()).collect()),
        mean(sentences.iter().filter_map(|s| s["content_words_per_clause"].as_f64()).collect()),
        mean(classes.iter().map(|c| f64::from(u8::from(*c == "concrete"))).collect()),
    ]
}

fn print_features(level: u8, published: &Published, report: &Report) {
    let theirs = their_features(&published.value);
    let f = report.features;
    println!(
        "text {level}: score {:.1} (theirs {:.1}); frequency {:.2} ({:.2}), distance {:.2} ({:.2}), density {:.2} ({:.2}), concrete {:.2} ({:.2})",
        report.score.unwrap(),
        published.score,
        f.frequency,
        theirs[0],
        f.distance,
        theirs[1],
        f.density,
        theirs[2],
        f.concrete,
        theirs[3]
    );
}

/// Base and slope of the distance over the length of a sentence in words, by least squares on the texts but one; level 0
/// leaves none out.
#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn distance_without(level: u8) -> (f64, f64) {
    let mut points: Vec<(f64, f64)> = Vec::new();
    for other in (1..=4).filter(|other| *other != level) {
        let published = published(other, true).unwrap();
        for s in published.value["sentences"].as_array().unwrap() {
            if let Some(distance) = s["max_sdl"].as_f64() {
                let words =
                    s["word_features"].as_array().unwrap().iter().filter(|w| w["pos"] != "PUNCT").count();
                points.push((words as f64, distance));
            }
        }
    }
    let n = points.len() as f64;
    let (x, y) = (points.iter().map(|p| p.0).sum::<f64>() / n, points.iter().map(|p| p.1).sum::<f64>() / n);
    let slope = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>()
        / points.iter().map(|p| (p.0 - x).powi(2)).sum::<f64>();
    (y - slope * x, slope)
}

#[test]
fn the_constants_of_distance_are_what_the_fit_gives() {
    if folder().is_none() {
        return;
    }
    for level in 0..=4 {
        let (base, slope) = distance_without(level);
        println!("without text {level}: {base:.3} + {slope:.4} per word");
    }
    let (base, slope) = distance_without(0);
    assert!((base - DISTANCE_BASE).abs() < 0.005, "{base}");
    assert!((slope - DISTANCE_PER_WORD).abs() < 0.0005, "{slope}");
}

/// The score with the distance fitted without the text itself: the only thing here that was fitted on these texts.
#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn cross_validated(report: &Report, level: u8) -> f64 {
    let (base, slope) = distance_without(level);
    let long: Vec<f64> = report
        .sentences
        .iter()
        .filter(|s| s.words > 1)
        .map(|s| (base + slope * s.words as f64).max(0.0))
        .collect();
    let mut features = report.features;
    features.distance = long.iter().sum::<f64>() / long.len() as f64;
    features.score()
}

#[test]
fn the_published_texts_get_their_scores() {
    let Some(data) = word_data() else { return };
    for (name, data) in [("word data of LiNT-II", Some(&data)), ("what the crate ships", None)] {
        for capitals in [true, false] {
            println!("-- {name}, {} capitals", if capitals { "with" } else { "without" });
            let mut last = 0.0;
            for level in 1..=4 {
                let published = published(level, capitals).unwrap();
                let report = read_with(&published.text, data);
                print_features(level, &published, &report);
                let score = cross_validated(&report, level);
                println!(
                    "   cross-validated {score:.1}, error {:+.1}, {:?}",
                    score - published.score,
                    Level::of(score)
                );
                assert!(score > last, "order of text {level}");
                last = score;
                assert!((score - published.score).abs() <= 6.0, "text {level}");
                assert_eq!(Level::of(score), Level::of(published.score), "level of text {level}");
            }
        }
    }
}

/// Where a mark of a kind should stand, by the names of the labels.
const LABELS: [(&str, MarkKind); 4] = [
    ("passive", MarkKind::Passive),
    ("sentence_length", MarkKind::LongSentence),
    ("enumeration", MarkKind::Nominalisation),
    ("abstract_nouns", MarkKind::Nominalisation),
];

#[derive(Default, Debug)]
struct Tally {
    labelled: u32,
    hit: u32,
    clean_marked: u32,
    clean_warned: u32,
}

#[test]
fn the_labelled_paragraphs_are_marked() {
    let Some(_) = folder() else { return };
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for name in ["eval_corpus.json", "eval_corpus2.json", "eval_corpus3.json"] {
        let corpus = json(name).unwrap();
        for item in corpus["items"].as_array().unwrap() {
            let text = item["text"].as_str().unwrap();
            let labels: Vec<&str> = item["phenomena"]
                .as_array()
                .map_or(Vec::new(), |p| p.iter().filter_map(Value::as_str).collect());
            let wanted = item["should_suggest"].as_bool().unwrap();
            let report = read_with(text, None);
            for (label, kind) in LABELS {
                let tally = tallies.entry(label).or_default();
                let marked = report.marks.iter().any(|m| m.kind == kind);
                let warned = report.marks.iter().any(|m| m.kind == kind && m.severity == Severity::Warning);
                if labels.contains(&label) {
                    tally.labelled += 1;
                    tally.hit += u32::from(warned);
                    if !warned {
                        println!("missed {label} {name} {}", item["id"]);
                    }
                } else if !wanted {
                    tally.clean_marked += u32::from(marked);
                    tally.clean_warned += u32::from(warned);
                    if marked {
                        println!("{} {label} {name} {}", if warned { "false" } else { "hint" }, item["id"]);
                    }
                }
            }
        }
    }
    for (label, t) in &tallies {
        println!(
            "{label}: {} labelled, recall {:.3}; precision against the clean paragraphs {:.3} (warnings), {:.3} (hints too)",
            t.labelled,
            f64::from(t.hit) / f64::from(t.labelled),
            f64::from(t.hit) / f64::from(t.hit + t.clean_warned).max(1.0),
            f64::from(t.hit) / f64::from(t.hit + t.clean_marked).max(1.0),
        );
    }
    for label in ["passive", "sentence_length"] {
        let t = &tallies[label];
        assert!(f64::from(t.hit) >= 0.85 * f64::from(t.labelled), "{label} {t:?}");
        assert!(f64::from(t.hit) >= 0.85 * f64::from(t.hit + t.clean_warned), "{label} {t:?}");
    }
}
