// SPDX-License-Identifier: EUPL-1.2
//! A report on any text: scores from 0 to 100, sentences and marks within the text and in order, plain words for jargon.
#![no_main]

use language::readability::{self, MarkKind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let report = readability::read(text);
    let in_scale = |score: Option<f64>| score.is_none_or(|s| (0.0..=100.0).contains(&s));
    assert!(in_scale(report.score));
    assert!((1..=4).contains(&report.level().number()));
    assert_eq!(report.words, report.sentences.iter().map(|s| s.words).sum::<usize>());
    for sentence in &report.sentences {
        assert!(text.get(sentence.range.clone()).is_some() && in_scale(sentence.score));
        let f = sentence.features;
        assert!([f.frequency, f.distance, f.density, f.concrete].iter().all(|v| v.is_finite() && *v >= 0.0));
    }
    assert!(report.sentences.windows(2).all(|p| p[0].range.end <= p[1].range.start));
    for mark in &report.marks {
        assert!(text.get(mark.range.clone()).is_some_and(|t| !t.is_empty()));
        assert_eq!(mark.kind == MarkKind::Jargon, !mark.alternatives.is_empty());
        if mark.kind != MarkKind::NoAddress {
            let sentence = &report.sentences[mark.sentence].range;
            assert!(sentence.start <= mark.range.start && mark.range.end <= sentence.end);
        }
    }
    let _ = readability::alternatives(text);
});
