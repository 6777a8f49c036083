// SPDX-License-Identifier: EUPL-1.2
//! The cellar of the house: one database behind one facade, whichever engine it is.
//!
//! - [`Db`] and [`Tx`]: `let mut tx = db.begin().await?; ...; tx.commit().await?`. No driver type leaves here.
//! - One SQL text for both engines: `$1` parameters, `CAST(.. AS bigint)` around counts and sums, no `LIKE`,
//!   no `now()`, no date or JSON functions, no arrays. SQL stands only in files named `store.rs`, and here.
//! - PostgreSQL runs READ COMMITTED. Correctness comes from unique constraints, from
//!   `UPDATE .. WHERE versie = $n` with its row count, and from [`Tx::lock`] on the aggregate's root row first.
//! - [`journal`]: what happened, numbered and chained. [`consumers`] follow it; [`jobs`] are promised in the
//!   transaction that causes them.
//! - [`Blobs`]: files by content; [`backup`]: everything in one archive, verified.

pub mod backup;
mod blobs;
pub mod consumers;
mod crash;
mod db;
pub mod dictionary;
mod fail;
mod follow;
pub mod jobs;
pub mod journal;
mod migrate;
mod postgres;
mod row;
mod sqlite;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod tx;
pub mod value;

pub use kernel::{Error, Result};

pub use self::{
    blobs::{Blobs, Hash, Swept},
    consumers::{Consumer, Consumers},
    db::{Db, DbConfig, Engine},
    dictionary::data_dictionary,
    jobs::{End, Handlers, Job, JobHandler, NewJob},
    journal::{Event, Recorded, Sealed},
    row::{Column, FromRow, Row},
    tx::Tx,
    value::Value,
};

/// Bytes as hexadecimal text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
