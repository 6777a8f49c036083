// SPDX-License-Identifier: EUPL-1.2
//! Values from outside, properties, and simulation.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
#![expect(clippy::cast_precision_loss, reason = "lengths of small lists")]
#![expect(clippy::needless_for_each, reason = "filling a list in one line reads better")]

mod charts;
mod forecasts;
mod golden;
mod golden_effects;
mod golden_intervals;
mod golden_others;
mod golden_queues;
mod golden_special;
mod hostile;
mod merging;
mod published;
mod simulation;
mod verdicts;
