// SPDX-License-Identifier: EUPL-1.2
//! The columnar executor: many persons at once, from the same graph, with the same outcome as the exact executor.
//!
//! Numbers are whole numbers in a double, over a fixed denominator per node (eurocents times a percentage in
//! hundred-thousandths, say). Before a run the largest possible size of every node is worked out from the largest value in
//! each column; as long as it stays below 2^53 the doubles are exact, so there is nothing to round and no threshold to be
//! near. Everything that cannot be held that way is **in doubt**: dividing by something that differs per person, a value
//! that does not fit, a calculation that would be a fault. A row whose outcome is in doubt is calculated again by the exact
//! executor. So speed depends on the rule and the data; the outcome never does.

mod kernels;
mod population;
mod program;
mod run;

pub use population::{Column, Population};
pub use program::Program;
pub use run::Outcomes;

/// Rows handled at a time: few enough to stay in the cache.
pub const CHUNK: usize = 512;

/// Largest whole number up to which every whole number has its own double.
const EXACT: f64 = 9_007_199_254_740_992.0;
