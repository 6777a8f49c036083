// SPDX-License-Identifier: EUPL-1.2
//! A real IMAP server for tests: a private Dovecot on free ports of this machine, in a folder of its
//! own, stopped when dropped. It needs the packages `dovecot-imapd` and `dovecot-lmtpd`.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::missing_panics_doc,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod dovecot;
mod post_office;
mod proxy;

pub use dovecot::{Dovecot, DovecotOptions};
pub use post_office::PostOffice;
pub use proxy::{Cut, CuttingProxy};
