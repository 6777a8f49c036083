// SPDX-License-Identifier: EUPL-1.2
//! Any bytes as the own file form: as they are, and with check sums put right, as somebody would who means harm.
#![no_main]

use libfuzzer_sys::fuzz_target;

include!("check.rs");

fn resealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut at = 12;
    while at + 12 <= bytes.len() {
        let length = u32::from_le_bytes([bytes[at + 4], bytes[at + 5], bytes[at + 6], bytes[at + 7]]) as usize;
        let Some(end) = (at + 12).checked_add(length).filter(|end| *end <= bytes.len()) else { break };
        let mut crc = crc32fast::Hasher::new();
        crc.update(&bytes[at..at + 4]);
        crc.update(&bytes[at + 12..end]);
        bytes[at + 8..at + 12].copy_from_slice(&crc.finalize().to_le_bytes());
        at = end;
    }
    bytes
}

fuzz_target!(|bytes: &[u8]| {
    for bytes in [bytes.to_vec(), resealed(bytes.to_vec())] {
        match file::load(&mut bytes.as_slice()) {
            Ok(log) => sound(&log),
            Err(error) => told(&error),
        }
    }
});
