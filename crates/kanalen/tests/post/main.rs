// SPDX-License-Identifier: EUPL-1.2
//! Mail and the database: what becomes of it, on both engines.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a story stops where it goes wrong"
)]

mod apart;
mod collectie;
mod gezondheid;
mod hulp;
mod inname;
mod melding;
mod plaats;
mod reis;
mod toegang;
