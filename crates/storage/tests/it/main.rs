// SPDX-License-Identifier: EUPL-1.2
//! Tests of the storage crate, on both engines where it applies.

mod backup;
mod blobs;
mod commit;
mod facade;
mod jobs;
mod schema;
mod sealing;
