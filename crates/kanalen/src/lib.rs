// SPDX-License-Identifier: EUPL-1.2
//! The doors by which questions come in from outside. Now: mail.
//!
//! A door only turns what came in into something the house understands; it decides nothing about
//! ownership or promises.
//!
//! - [`mail`]: reads mail (pure), decides whether it may be answered automatically and to which
//!   question it belongs, and fetches it from mailboxes over IMAP.
//! - [`intake`]: the one place where a mail is taken in, once; `verwerken` makes it a contact, a delivery event or
//!   an item that waits for a person.
//! - [`apart`]: what waits for a person, and what that person can do with it.
//! - [`gezondheid`]: how the mailboxes are doing.

pub mod apart;
pub mod gezondheid;
pub mod intake;
pub mod mail;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod verwerken;

pub use gezondheid::{Gezondheid, gezondheid};
pub use store::{Apart, Uitkomst};
pub use verwerken::misschien_bij;

/// Every kind of event this room writes.
pub const GEBEURTENISSEN: &[&str] =
    &["inkomend.apart-gezet", "inkomend.vraag-gemaakt", "inkomend.terzijde-gelegd"];
