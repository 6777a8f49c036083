// SPDX-License-Identifier: EUPL-1.2
//! Intervals of one figure and of the difference between two.

mod bootstrap;
mod mean;
mod population;
mod ratio;
mod share;

pub use bootstrap::{MOST_DRAWS, bca, bootstrap};
pub use mean::{Comparison, mean, welch};
pub use population::{correction, mean_in_population, wilson_in_population};
pub use ratio::{ratio, ratio_fieller};
pub use share::{newcombe, newcombe_corrected, wilson, wilson_corrected};
