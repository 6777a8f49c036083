// SPDX-License-Identifier: EUPL-1.2
//! The columnar executor: many persons at once, from the same graph, with the same outcome as the exact executor.
//!
//! Numbers are whole numbers in a double, over a fixed denominator per node (eurocents times a percentage in
//! hundred-thousandths, say). Before a run the largest possible size of every node is worked out from the largest value in
//! each column; as long as it stays below 2^53 the doubles are exact, so there is nothing to round and no threshold to be
//! near. Everything that cannot be held that way is **in doubt**: dividing by something that differs per person, a value
//! that does not fit, a calculation that would be a fault. A row whose outcome is in doubt is calculated again by the exact
//! executor. So speed depends on the rule and the data; the outcome never does.
//!
//! `reps` decides how each node is held, `lower` makes a list of steps of the graph (constants worked out, equal steps
//! made one, registers given back as soon as nobody needs them), `kernels` are the loops of the steps, `run` runs the list
//! over chunks of rows small enough for the first cache.

mod kernels;
mod lower;
mod population;
mod reps;
mod run;
mod state;
mod step;

pub use lower::Program;
pub use population::{Column, Population};
pub use run::Outcomes;

/// Rows handled at a time: few enough that the values in use stay in the first cache.
pub const CHUNK: usize = 256;

/// Largest whole number up to which every whole number has its own double.
const EXACT: f64 = 9_007_199_254_740_992.0;
