// SPDX-License-Identifier: EUPL-1.2
//! Any bytes as XES, by all three ways to take the lifecycle.
#![no_main]

use libfuzzer_sys::fuzz_target;

include!("check.rs");

fuzz_target!(|bytes: &[u8]| {
    for lifecycle in [read::Lifecycle::Every, read::Lifecycle::Pair, read::Lifecycle::Complete] {
        match read::xes(bytes, &read::Xes { lifecycle, ..read::Xes::default() }) {
            Ok(reading) => sound(&reading.log),
            Err(error) => told(&error),
        }
    }
});
