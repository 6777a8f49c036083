// SPDX-License-Identifier: EUPL-1.2
//! Mail from a real IMAP server reaches the sink.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod arrives;
mod broken;
mod login;
mod sink;
mod watching;
