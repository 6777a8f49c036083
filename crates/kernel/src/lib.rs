// SPDX-License-Identifier: EUPL-1.2
//! The pure ground floor: value types, time, ids, errors, calendar. No async, no IO.

mod actor;
mod error;
mod ids;
mod text_enum;
mod time;

pub use actor::Actor;
pub use error::{Error, FieldError, Result};
pub use ids::{Ids, SeededIds, SystemIds};
pub use time::{Clock, SystemClock, TestClock, Time};
