// SPDX-License-Identifier: EUPL-1.2
//! What a log may hold. Every limit is far above what a municipality has, and there so that a hostile file meets a
//! clear error and not the end of the memory.

/// Events in one log. Indexes of events are `u32`.
pub const MAX_EVENTS: usize = 2_000_000_000;

/// Cases in one log.
pub const MAX_CASES: usize = 500_000_000;

/// Different activities. More of them means that the wrong column was taken for the activity.
pub const MAX_ACTIVITIES: usize = 65_536;

/// Different employees or systems, groups, or channels: each.
pub const MAX_ROLES: usize = 4_000_000;

/// Bytes of one name in UTF-8. An event with a longer name is skipped and counted.
pub const MAX_NAME: usize = 1_024;

/// Bytes of all names of one kind together.
pub const MAX_NAMES_TEXT: usize = u32::MAX as usize;

/// Events of one trace in an XES file, which is held in memory until its end.
pub const MAX_TRACE: usize = 1_000_000;

/// Bytes between two angle brackets of an XML file, or of one record of a CSV file.
pub const MAX_TOKEN: usize = 1 << 20;

/// Elements inside one another in an XML file.
pub const MAX_DEPTH: usize = 64;

/// Columns of a CSV file.
pub const MAX_COLUMNS: usize = 1_024;

/// Bytes of an OCEL 2.0 file: JSON has no fixed order, so its objects stay in memory until the end.
pub const MAX_OCEL: u64 = 4 << 30;

/// Relations between events and objects of an OCEL 2.0 file.
pub const MAX_RELATIONS: usize = 200_000_000;

/// Bytes a file may unpack to.
pub const MAX_UNPACKED: u64 = 64 << 30;

/// How many times larger a file may become by unpacking, once it is over [`RATIO_FROM`]. Logs reach 20 to 100 times.
pub const MAX_RATIO: u64 = 400;

/// Unpacked bytes from which [`MAX_RATIO`] counts.
pub const RATIO_FROM: u64 = 64 << 20;

/// Earliest time: 0001-01-01T00:00:00Z. An event outside the limits is skipped and counted.
pub const MIN_TIME: i64 = -62_135_596_800_000_000;

/// Latest time: 9999-12-31T23:59:59.999999Z.
pub const MAX_TIME: i64 = 253_402_300_799_999_999;

/// Events in one block of the file form.
pub const BLOCK: usize = 65_536;

/// Bytes of one section of the file form.
pub const MAX_SECTION: usize = 16 << 20;

/// Events a late event may go back in its case before a [`Growing`](crate::Growing) log gives up keeping its map by
/// the event and counts it again at the next look.
pub const MAX_BACK: usize = 1_024;

/// Activities and edges in one picture; the least frequent are left out, and the picture says so.
pub const MAX_DRAWN: (usize, usize) = (60, 120);
