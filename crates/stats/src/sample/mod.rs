// SPDX-License-Identifier: EUPL-1.2
//! Sufficient statistics: what a rollup row must hold so that every interval and test comes from it. All merge.

mod histogram;
mod moments;
mod pairs;
mod share;
mod sums;

pub use histogram::{Bracket, Histogram};
pub use moments::Moments;
pub use pairs::Pairs;
pub use share::Share;
pub use sums::Sums;
