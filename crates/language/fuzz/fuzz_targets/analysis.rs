// SPDX-License-Identifier: EUPL-1.2
//! Keys, sentences, words, stems and parts of any text lie within it, in order, and are the same each time.
#![no_main]

use language::{Analyser, Lexicon, sentences, stem, title_grams, words};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let analyser = Analyser::new();
    let keys = analyser.keys(text);
    for key in &keys {
        assert!(!key.text.is_empty() && text.get(key.range.clone()).is_some_and(|t| !t.is_empty()));
    }
    assert!(keys.windows(2).all(|p| p[0].position <= p[1].position && p[0].range.start <= p[1].range.start));
    assert_eq!(keys, analyser.keys(text));
    let found = sentences(text);
    assert!(found.iter().all(|s| text.get(s.clone()).is_some_and(|t| !t.is_empty())));
    assert!(found.windows(2).all(|p| p[0].end <= p[1].start));
    let found = words(text);
    assert!(found.iter().all(|(w, _)| text.get(w.clone()).is_some_and(|t| !t.is_empty())));
    assert!(found.windows(2).all(|p| p[0].0.end <= p[1].0.start));
    assert!(title_grams(text).iter().all(|gram| !gram.is_empty() && gram.chars().count() <= 4));
    let lexicon = Lexicon::new();
    for (range, _) in found {
        let word = &text[range];
        assert!(!stem(word).is_empty());
        let mut from = 0;
        for part in lexicon.split(word) {
            from += word[from..].find(part).expect("parts stand in the word, in order") + part.len();
        }
    }
});
