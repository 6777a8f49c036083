// SPDX-License-Identifier: EUPL-1.2
//! Any bytes packed as gzip, whole and cut off: what comes out is what the plain bytes give.
#![no_main]

use std::io::Write as _;

use libfuzzer_sys::fuzz_target;

include!("check.rs");

fuzz_target!(|bytes: &[u8]| {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(bytes).expect("memory takes everything");
    let packed = packer.finish().expect("memory takes everything");
    let how = read::Xes::default();
    let read = read::xes(packed.as_slice(), &how);
    // What begins like gzip itself is not unpacked twice.
    if !bytes.starts_with(&[0x1F, 0x8B]) {
        match (&read, read::xes(bytes, &how)) {
            (Ok(packed), Ok(plain)) => assert_eq!(packed, &plain),
            (Err(packed), Err(plain)) => assert_eq!(packed.to_string(), plain.to_string()),
            (packed, plain) => panic!("packed {packed:?}, plain {plain:?}"),
        }
    }
    if let Ok(reading) = read {
        sound(&reading.log);
    }
    // The bytes themselves choose where it is cut and what is damaged.
    let at = bytes.iter().fold(7_usize, |sum, b| sum.wrapping_mul(31).wrapping_add((*b).into()));
    let cut = at % packed.len();
    if let Err(error) = read::xes(&packed[..cut], &how) {
        told(&error);
    }
    let mut damaged = packed;
    damaged[cut] ^= 1 << (at % 8);
    if let Err(error) = read::xes(damaged.as_slice(), &how) {
        told(&error);
    }
});
