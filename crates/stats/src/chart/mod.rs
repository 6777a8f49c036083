// SPDX-License-Identifier: EUPL-1.2
//! Control charts: what is noise and what is a signal.

mod attribute;
mod runs;
mod xmr;

pub use attribute::{Chart, Point, Rate, laney_p, laney_u, p, u};
pub use runs::{Runs, runs, runs_allowed};
pub use xmr::{Xmr, xmr};

/// Charts with more points are refused.
pub const MOST_POINTS: usize = 1_000_000;
