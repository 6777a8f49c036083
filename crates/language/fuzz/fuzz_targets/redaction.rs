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
    assert!(kernel::text::find_bsn(&clean).is_empty(), "BSN left: {clean:?} of {text:?}");
    for left in redact::find(&clean) {
        let what = &clean[left.range];
        assert!(!matches!(left.kind, Kind::Mail | Kind::Iban), "{:?} left: {what:?} of {text:?}", left.kind);
    }
});
