// SPDX-License-Identifier: EUPL-1.2
//! The doors by which questions come in from outside. Now: mail.
//!
//! A door only turns what came in into something the house understands; it decides nothing about
//! ownership or promises.
//!
//! - [`mail`]: reads mail (pure), decides whether it may be answered automatically and to which
//!   question it belongs, and fetches it from mailboxes over IMAP.
//! - [`intake`]: the one place where a mail becomes a contact, a delivery event or a quarantined item.

pub mod intake;
pub mod mail;
mod store;
#[cfg(feature = "testing")]
pub mod testing;

pub use store::{Apart, apart};
