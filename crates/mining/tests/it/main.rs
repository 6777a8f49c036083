// SPDX-License-Identifier: EUPL-1.2
//! Stories about logs: known logs give known figures, every way to build one gives the same, and no file does harm.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod files;
mod golden;
mod hostile;
mod make;
mod pictures;
mod questions;
mod same;
