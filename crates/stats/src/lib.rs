// SPDX-License-Identifier: EUPL-1.2
//! Statistics for steering: is it noise, did the change work, how many people are needed, what comes next.
//!
//! Pure: no files, no clock, no randomness but from a seed. Every function names its source, its units and what it
//! assumes, and refuses input on which no honest figure exists ([`Refused`]). What comes out is checked against scipy,
//! statsmodels, lifelines, pyworkforce and mpmath (`golden/`), and against simulation (`tests/simulation.rs`).
//!
//! | question | where |
//! |---|---|
//! | what must a rollup row hold? | [`sample`]: shares, exact sums, moments, pairs, histograms; all merge |
//! | how sure is this figure, this difference? | [`interval`]: Wilson, Newcombe, Welch, BCa, delta, Fieller, small populations |
//! | is this week a signal? | [`chart`]: XmR, p, u, Laney, run rules |
//! | how long until ..., also when it has not happened yet? | [`survival`]: Kaplan-Meier |
//! | did the change do it? | [`effect`]: difference in differences, interrupted series, equivalence, many tests |
//! | how many observations are needed? | [`plan`] |
//! | better, worse, no difference, or too early? | [`verdict`] |
//! | do two people sort alike? | [`kappa`] |
//! | how many agents? | [`queue`]: Erlang B, C, A |
//! | how many contacts next week? | [`forecast`] |

pub mod chart;
pub mod effect;
pub mod forecast;
pub mod interval;
mod kappa;
mod level;
mod linear;
mod num;
pub mod plan;
pub mod queue;
mod refused;
pub mod sample;
pub mod special;
pub mod survival;
pub mod verdict;

pub use kappa::{MOST_CLASSES, kappa};
pub use level::{Estimate, Level};
pub use refused::{Refused, Result};
