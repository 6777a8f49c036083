// SPDX-License-Identifier: EUPL-1.2
//! What is found in any text lies within it without overlap, uncovers to what was, and is gone when taken out.
#![no_main]

use language::redact::{self, Kind};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let found = redact::find(text);
    assert!(found.iter().all(|f| text.get(f.range.clone()).is_some_and(|t| !t.is_empty())));
    assert!(found.windows(2).all(|p| p[0].range.end <= p[1].range.start));
    let covered = redact::cover(text);
    assert_eq!(covered.uncover(), text);
    let mut places = 0;
    for ((range, kind), f) in covered.places().zip(&found) {
        assert_eq!(kind, f.kind);
        assert!(covered.text[range].starts_with(&format!("[{} ", kind.word())));
        places += 1;
    }
    assert_eq!(places, found.len());
    // What is left holds nothing of the kinds that are told by their form alone; what the words around it tell may change
    // when those words go.
    let clean = redact::remove(text);
    for left in redact::find(&clean) {
        let what = &clean[left.range];
        let by_form = match left.kind {
            Kind::Mail | Kind::Iban => true,
            Kind::Bsn => passes_eleven(what),
            _ => false,
        };
        assert!(!by_form, "{:?} left: {what:?} of {text:?}", left.kind);
    }
});

/// Nine digits of which the weighted sum is divisible by eleven.
fn passes_eleven(text: &str) -> bool {
    let digits: Vec<i64> = text.chars().filter_map(|c| c.to_digit(10)).map(i64::from).collect();
    digits.len() == 9 && digits.iter().zip([9, 8, 7, 6, 5, 4, 3, 2, -1]).map(|(d, w)| d * w).sum::<i64>() % 11 == 0
}
