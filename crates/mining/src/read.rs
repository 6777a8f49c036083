// SPDX-License-Identifier: EUPL-1.2
//! Readers of the forms that logs come in. Each takes any stream, unpacks gzip by itself, and keeps in memory only the
//! log and one record.

mod csv;
mod fields;
mod ocel;
mod unpack;
mod xes;

pub use csv::{Columns, csv};
pub(crate) use ocel::{NAME as OCEL_NAME, START as OCEL_START};
pub use ocel::{Objects, ocel};
pub use unpack::{Unpacked, unpack};
pub use xes::{Lifecycle, Xes, xes};

use crate::{log::Log, tally::Tally};

/// A log that was read, with what was skipped or mended on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// The log.
    pub log: Log,
    /// What was skipped or mended.
    pub tally: Tally,
}
