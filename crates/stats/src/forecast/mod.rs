// SPDX-License-Identifier: EUPL-1.2
//! Forecast of contacts: the mean of the last weeks, with the calendar on top, and how wrong it was so far.

mod errors;
mod mailing;
mod seasonal;

pub use errors::{mase, wape};
pub use mailing::{Mailing, Response, response};
pub use seasonal::{Backtest, Forecast, Label, Mark, Model, backtest, forecast};
