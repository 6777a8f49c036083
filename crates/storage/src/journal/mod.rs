// SPDX-License-Identifier: EUPL-1.2
//! The journal: everything that happened, in one provable order.

pub mod anchor;
mod digest;
mod event;
mod read;
mod record;
mod verify;

pub(crate) use self::{
    digest::chain,
    record::{Record, Stamp},
};
pub use self::{
    event::Event,
    read::{Head, Object, Recorded, Sealed, after, events_of, head},
    verify::{Report, hash_at, verify},
};
