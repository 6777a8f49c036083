// SPDX-License-Identifier: EUPL-1.2
//! Load and scale benchmarks, and the crash test. They start the real binary on a free loopback port, talk HTTP to
//! it as browsers and systems do, and stop by themselves.
//!
//! - [`place`]: an installation to measure. [`gemeente`]: the municipality in it. [`fill`]: its history.
//! - [`server`]: the running binary. [`http`]: a client. [`access`]: sessions, codes and keys made beforehand.
//! - One file per measurement: [`accept`], [`pages`], [`memory`], [`start`], [`archive`]. [`all`]: all of them, as a
//!   table. [`crash`]: kills and counts.

pub mod accept;
pub mod access;
pub mod all;
pub mod archive;
pub mod crash;
pub mod dice;
pub mod fill;
pub mod gemeente;
pub mod http;
pub mod machine;
pub mod memory;
pub mod pages;
pub mod place;
pub mod server;
pub mod start;
pub mod stats;
mod store;
