// SPDX-License-Identifier: EUPL-1.2
//! Any bytes as CSV, as they are and under a header that fits.
#![no_main]

use libfuzzer_sys::fuzz_target;

include!("check.rs");

fuzz_target!(|bytes: &[u8]| {
    let under = [&b"zaak;activiteit;begin;einde;team;kanaal\n"[..], bytes].concat();
    for bytes in [bytes, &under] {
        match read::csv(bytes, &read::Columns::default()) {
            Ok(reading) => sound(&reading.log),
            Err(error) => told(&error),
        }
    }
});
