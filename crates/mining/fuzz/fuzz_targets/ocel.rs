// SPDX-License-Identifier: EUPL-1.2
//! Any bytes as OCEL 2.0 in JSON.
#![no_main]

use libfuzzer_sys::fuzz_target;

include!("check.rs");

fuzz_target!(|bytes: &[u8]| {
    match read::ocel(bytes, &read::Objects::default()) {
        Ok(reading) => sound(&reading.log),
        Err(error) => told(&error),
    }
});
