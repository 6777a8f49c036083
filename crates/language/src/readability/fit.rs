// SPDX-License-Identifier: EUPL-1.2
//! What we ship against the word data of LiNT-II, word by word: where the figure for rare words comes from, and how far off
//! frequencies and classes of nouns are, apart from any text. The data are not ours to ship; looked for beside the checkout.

use std::collections::HashSet;

use super::{
    common::listed,
    constants::{RARE, RARE_NOUN},
    data,
};
use crate::nouns;

#[path = "../../tests/support/mod.rs"]
mod support;
use support::folder;

fn read(name: &str) -> Option<String> {
    Some(std::fs::read_to_string(folder()?.join(name)).unwrap())
}

/// The nouns of LiNT-II with what it knows of them, and LiNT-II itself.
fn their_nouns() -> Option<(Vec<String>, data::WordData)> {
    let nouns = read("nouns_semtype.tsv")?;
    let all = data::WordData::read(&read("subtlex_logfreq.tsv")?, &nouns, "").unwrap();
    let mut words: Vec<String> =
        nouns.lines().skip(1).filter_map(|l| l.split('\t').next()).map(kernel::text::fold).collect();
    words.sort();
    words.dedup();
    Some((words, all))
}

/// Words of a published text.
fn words_of(level: u8) -> HashSet<String> {
    let text: serde_json::Value =
        serde_json::from_str(&read(&format!("example_level{level}.json")).unwrap()).unwrap();
    let sentences = text["sentences"].as_array().unwrap();
    let words = sentences.iter().flat_map(|s| s["word_features"].as_array().unwrap());
    words.map(|w| kernel::text::fold(w["text"].as_str().unwrap())).collect()
}

#[expect(clippy::cast_precision_loss, reason = "counts of words")]
fn mean(values: impl Iterator<Item = f64> + Clone) -> f64 {
    values.clone().sum::<f64>() / values.count().max(1) as f64
}

#[test]
fn a_word_we_do_not_know_is_as_rare_as_such_words_are() {
    let Some((nouns, theirs)) = their_nouns() else { return };
    let unknown_nouns: Vec<(&str, f64)> = nouns
        .iter()
        .filter(|w| listed(w, true).is_none())
        .map(|w| (w.as_str(), data::frequency(w, true, Some(&theirs)).unwrap()))
        .collect();
    let is_noun: HashSet<&str> = nouns.iter().map(String::as_str).collect();
    let frequencies = read("subtlex_logfreq.tsv").unwrap();
    let unknown: Vec<(&str, f64)> = frequencies
        .lines()
        .filter_map(|l| l.split_once('\t'))
        .filter(|(w, _)| w.bytes().all(|b| b.is_ascii_lowercase()) && !is_noun.contains(w))
        .filter(|(w, _)| listed(w, false).is_none())
        .map(|(w, n)| (w, n.trim().parse().unwrap()))
        .collect();
    println!("{} of {} nouns unknown, {} other words", unknown_nouns.len(), nouns.len(), unknown.len());
    for level in 0..=4 {
        let out = if level == 0 { HashSet::new() } else { words_of(level) };
        let fit = |all: &[(&str, f64)]| mean(all.iter().filter(|(w, _)| !out.contains(*w)).map(|(_, f)| *f));
        let (rare_noun, rare) = (fit(&unknown_nouns), fit(&unknown));
        println!("without text {level}: noun {rare_noun:.3}, other {rare:.3}");
        assert!((rare_noun - RARE_NOUN).abs() < 0.005, "without text {level}: {rare_noun}");
        assert!((rare - RARE).abs() < 0.005, "without text {level}: {rare}");
    }
}

#[test]
fn what_we_ship_is_near_the_word_data_of_lint() {
    let Some((words, theirs)) = their_nouns() else { return };
    let their_frequency = |w: &String| data::frequency(w, true, Some(&theirs)).unwrap();
    let pairs: Vec<(f64, f64)> =
        words.iter().filter_map(|w| Some((their_frequency(w), listed(w, true)?))).collect();
    for (from, to) in [(0.0, 2.0), (2.0, 3.0), (3.0, 4.0), (4.0, 5.0), (5.0, 8.0)] {
        let band = pairs.iter().filter(|(t, _)| (from..to).contains(t));
        let (off, far) =
            (mean(band.clone().map(|(t, o)| o - t)), mean(band.clone().map(|(t, o)| (o - t).abs())));
        println!("nouns of frequency {from} to {to}: {}, mean {off:+.2}, absolute {far:.2}", band.count());
    }
    let common = pairs.iter().filter(|(t, _)| *t >= 3.0);
    assert!(mean(common.map(|(t, o)| (o - t).abs())) < 0.2, "frequency of common nouns");

    // How often a noun stands in texts counts; those above 5 are mostly other words that look like it.
    let (mut right, mut told, mut all) = (0.0, 0.0, 0.0);
    for word in &words {
        let Some(class) = data::class(word, Some(&theirs)) else { continue };
        let weight = 10_f64.powf(their_frequency(word).min(5.0));
        let own = nouns::class(word);
        all += weight;
        told += weight * f64::from(u8::from(own.is_some()));
        right += weight * f64::from(u8::from(own == Some(class)));
    }
    println!("class of nouns: told of {:.3}, right {:.3} of those", told / all, right / told);
    assert!(right / told > 0.65, "class of nouns");
}
