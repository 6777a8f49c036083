// SPDX-License-Identifier: EUPL-1.2
//! Process mining on columns: what really happens to cases, and where they wait.
//!
//! Words, as in IEEE 1849 (XES) and in OCEL 2.0: a **case** is one run of a process, an **event** is one activity in
//! one case at one time, a **trace** is the events of a case in order. A **directly-follows graph** (here [`Map`])
//! counts how often an activity comes directly after another, with the waiting in between.
//!
//! - [`Log`]: events in columns, made by a [`Builder`] or grown by [`Growing`]; [`file`](mod@file): its file form.
//! - [`read`]: XES (plain and gzip), CSV, OCEL 2.0 JSON. [`write`](mod@write): the same three.
//! - [`Map`], [`variants`], [`rework`], [`handovers`], [`throughput`], [`Filter`], [`Machine`] (conformance),
//!   [`compare`], [`drill`]: the questions.
//! - [`picture`]: a map as SVG with one Dutch sentence, and its table twin.
//!
//! Times are microseconds since 1970-01-01T00:00:00Z ([`Micros`]), durations microseconds. Nothing here opens files,
//! reads clocks or starts threads. Input is held to be hostile: limits stand in [`limits`], a file that cannot be read
//! gives an [`Error`] with its place, and an event that cannot be used is counted in a [`Tally`].

mod codes;
mod compare;
mod conform;
mod drill;
mod error;
pub mod file;
mod filter;
mod grow;
mod handover;
mod histogram;
pub mod limits;
mod log;
mod map;
mod names;
pub mod picture;
pub mod read;
mod rework;
mod tally;
mod throughput;
pub mod time;
mod variants;
pub mod write;

pub use codes::{NONE, seconds};
pub use compare::{Change, Comparison, Side, compare, compare_periods};
pub use conform::{Conformance, Deviation, Machine, MachineError};
pub use drill::{Drill, Wait, drill};
pub use error::{Error, Place, Result};
pub use filter::Filter;
pub use grow::Growing;
pub use handover::{Handover, Who, handovers};
pub use histogram::Histogram;
pub use log::{Builder, Event, Log, Trace};
pub use map::{Activity, Edge, Map, Waiting};
pub use names::Names;
pub use rework::{Loop, Repeat, Rework, rework};
pub use tally::{Flaw, Tally};
pub use throughput::{Period, Throughput, throughput};
pub use time::Micros;
pub use variants::{Variant, variants};
