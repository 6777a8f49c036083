// SPDX-License-Identifier: EUPL-1.2
//! The heart, as residents and employees live it, and under attack. Every story runs on both engines.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must stop")]

mod berichten;
mod commands;
mod concurrency;
mod invariants;
mod journey;
mod lijst;
mod route;
mod support;
