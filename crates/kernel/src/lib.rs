// SPDX-License-Identifier: EUPL-1.2
//! The pure ground floor: value types, time, ids, errors, calendar, legal terms. No async, no IO.

pub mod calendar;
pub mod dutch;
pub mod file_type;
pub mod nummer;
pub mod paging;
pub mod terms;
pub mod text;
pub mod volgcode;

mod actor;
mod bsn;
mod email;
mod error;
mod ids;
mod kvk;
mod postcode;
mod taal;
mod telefoon;
mod text_enum;
mod time;
mod value;

pub use actor::Actor;
pub use bsn::Bsn;
pub use email::Email;
pub use error::{Error, FieldError, Result};
pub use ids::{Ids, SeededIds, SystemIds};
pub use kvk::{Kvk, Vestigingsnummer};
pub use paging::{Page, Paged};
pub use postcode::Postcode;
pub use taal::Taal;
pub use telefoon::Telefoon;
pub use time::{Clock, SystemClock, TestClock, Time};
