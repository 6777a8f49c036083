// SPDX-License-Identifier: EUPL-1.2
//! Tests of the storage crate, on both engines where it applies.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must stop")]

mod anchor;
mod backup;
mod blobs;
mod commit;
mod facade;
mod jobs;
mod model;
mod schema;
mod sealing;
