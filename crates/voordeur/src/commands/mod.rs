// SPDX-License-Identifier: EUPL-1.2
//! One file per command.

pub mod archive;
pub mod check;
pub mod demo;
pub mod migrate;
pub mod mining;
pub mod readability;
pub mod routes;
pub mod rules;
pub mod serve;
pub mod stats;
pub mod term;
pub mod user;
