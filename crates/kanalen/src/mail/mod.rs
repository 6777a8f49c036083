// SPDX-License-Identifier: EUPL-1.2
//! Mail in: raw bytes to one of three ends, and the client that fetches them.
//!
//! Everything here except [`imap`] is pure. The raw original is stored and hashed before any of it
//! runs, so nothing in this folder may lose or change it.

pub mod bounce;
mod bounce_text;
mod charset;
pub mod file_hash;
pub mod fold;
pub mod frame;
pub mod guard;
mod headers;
pub mod html;
mod html_depth;
mod html_text;
pub mod imap;
pub mod limits;
mod message;
mod mime;
mod parse;
pub mod rescue;
mod text;
pub mod thread;
mod transfer;

pub use bounce::{Action, Delivery};
pub use message::{Address, Attachment, AutoKind, InboundMail, ReturnPath, Unparseable};
pub use parse::parse;

/// Where a mail ends. Each mail ends in exactly one of these.
#[derive(Debug, Clone, PartialEq)]
pub enum Incoming {
    /// Somebody wrote to us.
    Contact(Box<InboundMail>),
    /// A mail system tells what became of a mail of ours, per recipient.
    Delivery {
        /// The report as it was read.
        mail: Box<InboundMail>,
        /// At least one.
        reports: Vec<Delivery>,
    },
    /// We could not make sense of it; a person looks.
    Quarantine(Unparseable),
}

/// Reads a raw mail and says where it ends. Never panics and never takes longer than its limits allow.
pub fn classify(raw: &[u8]) -> Incoming {
    match parse(raw) {
        Err(why) => Incoming::Quarantine(why),
        Ok(mail) => {
            let reports = bounce::detect(&mail);
            if !reports.is_empty() {
                Incoming::Delivery { mail: Box::new(mail), reports }
            } else if mail.sender().is_none() {
                Incoming::Quarantine(Unparseable::NoSender)
            } else {
                Incoming::Contact(Box::new(mail))
            }
        }
    }
}
