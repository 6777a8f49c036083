// SPDX-License-Identifier: EUPL-1.2
//! The language of any text is one of the eight, or none, and the same each time.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let told = language::detect(text).map(|taal| taal.as_str().to_owned());
    assert!(told.as_deref().is_none_or(|code| ["nl", "en", "de", "fr", "pl", "uk", "ar", "tr"].contains(&code)));
    assert_eq!(told, language::detect(text).map(|taal| taal.as_str().to_owned()));
});
