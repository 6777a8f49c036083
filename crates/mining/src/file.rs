// SPDX-License-Identifier: EUPL-1.2
//! The file form of a log: columns in blocks, each with a check sum. Quick to load, and nothing in it is believed.
//!
//! All numbers are little-endian. A file is the magic `VDMINING`, a version (`u32`, now 1) and sections, each
//! `kind u32, length u32, CRC-32 (IEEE) of kind and content u32, content`:
//!
//! | kind | content |
//! |---|---|
//! | 1 head | events `u64`, cases `u64`, and the number of activities, resources, groups, channels: `u32` each |
//! | 2 .. 6 names | of cases, activities, resources, groups, channels: number `u32`, the length of each `u16`, the text in UTF-8 |
//! | 7 lengths | the number of events of each case, `u32`, in order |
//! | 8 block | events `u32`; width of the four code columns (0, 1, 2 or 4 bytes) and whether durations follow, `u8` each; starts `i64`; durations `u64`; codes |
//! | 9 end | nothing |
//!
//! A code is one more than in memory, 0 for none. A column of width 0 holds none. Names and lengths are cut in sections
//! of at most [`MAX_SECTION`] bytes, events in blocks of at most [`BLOCK`].

mod load;
mod save;

pub use load::load;
pub use save::save;

use crate::limits::{BLOCK, MAX_SECTION};

/// First bytes of a file.
pub const MAGIC: [u8; 8] = *b"VDMINING";

/// Version of the form.
pub const VERSION: u32 = 1;

const HEAD: u32 = 1;
const CASES: u32 = 2;
const ACTIVITIES: u32 = 3;
const RESOURCES: u32 = 4;
const GROUPS: u32 = 5;
const CHANNELS: u32 = 6;
const LENGTHS: u32 = 7;
const EVENTS: u32 = 8;
const END: u32 = 9;

const _: () = assert!(BLOCK * (8 + 8 + 4 * 4) + 64 <= MAX_SECTION);

fn checksum(kind: u32, content: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&kind.to_le_bytes());
    crc.update(content);
    crc.finalize()
}

/// Bytes per code of a dictionary of this size.
fn width(names: usize) -> u8 {
    match names {
        0 => 0,
        1..0xFF => 1,
        0xFF..0xFFFF => 2,
        _ => 4,
    }
}
